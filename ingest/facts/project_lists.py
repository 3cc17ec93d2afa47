"""Extract the projects that a list of works gives by name alone, one a line behind its number: 重点项目名单."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.facts.model import Project, ProjectStatus
from ingest.facts.project_details import industry_of
from ingest.facts.project_judge import is_mere_kind, is_work
from ingest.facts.project_status import reached, state_of_group
from ingest.facts.setting import Setting

_WORDS = WordTable("ingest.facts", "project_lists")
_WORKS = _WORDS.words("works")
_OTHERS = _WORDS.words("others")
_NUMBER = r"[ \t(]*\d{1,3}[ \t)]*[|.、][ \t]*"
_LINE = rf"{_NUMBER}[^|。;\n]{{3,60}}?[ \t|]*"
_FEWEST = 3
_LIST = re.compile(rf"^{_LINE}(?:\n{_LINE}){{{_FEWEST - 1},}}$", re.M)
_NAME = re.compile(rf"^{_NUMBER}(?P<name>[^|\n]+?)[ \t|]*$", re.M)
_TOTAL = re.compile(r"[合总小]计")
_YEAR = re.compile(r"20\d\d(?=年)")
# Lines above a list that may head it, and what they may hold together.
_HEAD = 80


def projects_of_lists(text: str, folded: str, setting: Setting) -> Iterator[Project]:
    """Yield the projects of the lists of names in a text, whose title or heading says that they are of works."""
    title = fold(setting.description.title)
    for m in _LIST.finditer(folded):
        head = folded[max(0, m.start() - _HEAD) : m.start()]
        about = f"{title}\n{head}"
        if _WORKS.search(about) is None or _OTHERS.search(about) is not None:
            continue
        names = [*_NAME.finditer(folded, m.start(), m.end())]
        # 重点项目 may also head what is to be done about them.
        if sum(is_work(each["name"]) for each in names) * 2 < len(names):
            continue
        year = _YEAR.search(about)
        state = state_of_group(head, 0, len(head))
        for each in names:
            if not is_mere_kind(each["name"]) and _TOTAL.match(each["name"]) is None:
                yield _project(text, each, state, int(year[0]) if year else None, setting)


def _project(
    text: str, line: re.Match[str], state: ProjectStatus | None, year: int | None, setting: Setting
) -> Project:
    start, end = line.span("name")
    told = setting.told(start)
    region, place = told.region if told and told.region else (None, None)
    status, wanted = reached(state, told.outlook if told else None, "", built=False, so_far=None)
    return Project(
        start=line.start(),
        end=line.end(),
        name_start=start,
        name_end=end,
        name=text[start:end],
        region=region,
        place=place,
        status=status,
        wanted=wanted,
        year=year or setting.given or (told.year if told else None),
        industry=industry_of(line["name"]),
    )
