"""Extract the projects that a table lists, one in each row: 项目名称, 建设内容, 总投资, 形象进度, 责任单位."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.chinese.dates import find_dates
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.facts.model import Project, ProjectStatus
from ingest.facts.project_details import date_of, industry_of, size_of, sum_in
from ingest.facts.project_judge import is_mere_kind
from ingest.facts.project_status import Tense, cues_after, reached, state_of, state_of_group
from ingest.facts.setting import Setting
from ingest.schema import CleanText, Table, TableRow

_WORDS = WordTable("ingest.facts", "project_tables")
# In the order in which a label is tried: 建设单位 before 建设内容 would take neither's place.
_ROLES = {
    role: _WORDS.words(role)
    for role in "name total progress nature begun done span site content builder".split()
}
_PLAIN_NAME = _WORDS.words("plain_name")
# What a list of projects tells beside names, and an account does not.
_TELLING = frozenset("progress nature begun done span site content builder".split())
_FEWEST = 2
_OF_WORKS = re.compile(r"(?:在建|拟建|续建|新建|新开工|完工|竣工|重点|重大|招商)[^\n]{0,10}(?:项目|工程)")
# A row that adds up those below it under the name of what they are: 拟建项目：64.6.
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))?(?:在建|拟建|续建|新建|新开工|已?完工|已?竣工|前期|储备)(?:类|重点)?"
    r"(?:项目|工程)(?:\(\d+[个项]\)|\d+[个项])?(?:小计|合计)?:?"
)
# Characters of a caption that are nearest to its table.
_CAPTION = 60
_YEAR = re.compile(r"(20\d\d)年?")
_NUMBER = re.compile(r"[\d.,]+")
_UNITS = re.compile(r"单位:([^():]*)")
_MONEY = re.compile("[千百]?[万亿]?元")
_NEW = re.compile(r"新开工|新建|改建|扩建|新增|计划开工")
_LEADING = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．\s]\s*")
_SHORTEST, _LONGEST = 3, 60


def projects_of_tables(text: CleanText, setting: Setting) -> list[Project]:
    """Return the projects that the tables of a text list, in order."""
    return [
        project
        for table in text.tables
        if (columns := _columns(table)) is not None
        for project in _Listed(text.text, table, columns, setting).projects()
    ]


def _columns(table: Table) -> Mapping[str, int] | None:
    """Return role → column of a table that lists projects; None for other tables."""
    found: dict[str, int] = {}
    plain: int | None = None
    for column, labels in enumerate(table.labels):
        label = fold("".join(labels[-1:])).replace(" ", "")
        if plain is None and _PLAIN_NAME.search(label):
            plain = column
        role = next(
            (role for role, words in _ROLES.items() if role not in found and words.search(label)), None
        )
        if role is not None:
            found[role] = column
    telling = len(found.keys() & _TELLING)
    # 在建项目情况 above names and what is invested in each: the caption says what the columns leave open.
    is_of_works = "total" in found and _OF_WORKS.search(fold(table.caption)[-_CAPTION:]) is not None
    if "name" not in found and plain is not None and (telling >= _FEWEST or is_of_works):
        found["name"] = plain
    is_list = is_of_works or (telling and telling + ("total" in found) >= _FEWEST)
    return found if "name" in found and is_list else None


@dataclass(frozen=True, slots=True)
class _Listed:
    """A table that lists projects, with what its rows are read by."""

    text: str
    table: Table
    columns: Mapping[str, int]
    setting: Setting

    def projects(self) -> Iterator[Project]:
        """Yield the project of each row; a row with nothing but a name, or named for a state, heads those below it."""
        section = fold(self.table.caption)
        for row in self.table.rows:
            cells = self._cells(row)
            if "name" not in cells or row.is_total:
                continue
            start, end = cells["name"]
            if len(row.cells) == 1 or _HEADING.fullmatch(fold(self.text[start:end])):
                section = fold(self.text[start:end])
                continue
            lead = _LEADING.match(self.text[start:end])
            start += lead.end() if lead else 0
            name = fold(self.text[start:end])
            if _SHORTEST <= len(name) <= _LONGEST and not is_mere_kind(name):
                yield self._project(row, start, end, {role: self._read(row, role) for role in cells}, section)

    def _cells(self, row: TableRow) -> dict[str, tuple[int, int]]:
        by_column = {cell.column: (cell.start, cell.end) for cell in row.cells}
        return {role: by_column[column] for role, column in self.columns.items() if column in by_column}

    def _read(self, row: TableRow, role: str) -> str:
        """Return a cell, folded, with the unit that its label gives."""
        cell = next(each for each in row.cells if each.column == self.columns[role])
        written = fold(self.text[cell.start : cell.end])
        unit = cell.unit or (_money_of(self.table.caption) if role == "total" else "")
        return written + unit if _NUMBER.fullmatch(written) else written

    def _project(
        self, row: TableRow, start: int, end: int, cells: Mapping[str, str], section: str
    ) -> Project:
        told = self.setting.told(start)
        region, place = told.region if told and told.region else (None, None)
        name = fold(self.text[start:end])
        year = self._year(told.year if told else None)
        state, tense, built = self._state(cells, section)
        status, wanted = reached(state, told.outlook if told else None, tense, built=built, so_far=None)
        begun = _first_year(cells.get("begun") or cells.get("span", ""))
        if begun is not None and year is not None and (state is None or status == "planned"):
            status = "under construction" if begun < year else "planned"
        invested = sum_in(cells.get("total", ""))
        return Project(
            start=row.start,
            end=row.end,
            name_start=start,
            name_end=end,
            name=self.text[start:end],
            region=region,
            place=place,
            status=status,
            wanted=wanted,
            year=year,
            date=date_of(cells.get("begun", ""), None) if status != "planned" else None,
            site=cells.get("site") or None,
            builder=cells.get("builder") or None,
            industry=industry_of(name),
            investment=invested.number if invested else None,
            unit=invested.unit if invested else "",
            amount=invested.amount if invested else None,
            bound=invested.bound if invested else "",
            capacity=size_of(name, cells.get("content", "")),
        )

    def _state(self, cells: Mapping[str, str], section: str) -> tuple[ProjectStatus | None, Tense, bool]:
        """Return the state that a row tells, whether it is reached, and whether it is of a work that is to be begun."""
        progress = cells.get("progress", "")
        if (state := state_of(list(cues_after(progress, 0, len(progress))))) is not None:
            return state, "done", False
        for words in (cells.get("nature", ""), section):
            if _NEW.search(words):
                return "started", "", True
            if (state := state_of_group(words, 0, len(words))) is not None:
                return state, "", False
        if done := cells.get("done"):
            # 2022年底, 2022年10月底启用: what the year is to bring.
            return state_of(list(cues_after(done, 0, len(done)))) or "completed", "future", True
        return None, "", False

    def _year(self, told: int | None) -> int | None:
        """Return the year that the list is of: as its caption says, before what its cells name."""
        m = _YEAR.search(fold(self.table.caption))
        return int(m[1]) if m else self.setting.given or told


def _money_of(caption: str) -> str:
    """Return the unit of money among those that a table counts in: 亿元 of （单位：万平方米、亿元）; "" where it is not one."""
    lines = (fold(line).replace(" ", "") for line in reversed(caption.split("\n")))
    units = next((m[1] for line in lines if (m := _UNITS.search(line))), "")
    found = {part for part in re.split("[、,;/]", units) if _MONEY.fullmatch(part)}
    return found.pop() if len(found) == 1 else ""


def _first_year(words: str) -> int | None:
    """Return the first year that a cell names: 2021 of 2021-2023年."""
    return next((date.year for date in find_dates(words) if date.year is not None), None) or (
        int(m[1]) if (m := _YEAR.search(words)) else None
    )
