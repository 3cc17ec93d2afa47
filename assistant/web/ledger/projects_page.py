"""Render the ledger's page of projects: filters, a table, and the timeline of each project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

from assistant.ledger.project_histories import (
    STATES,
    ProjectHistory,
    by_amount,
    by_first_year,
    by_state,
    time_of,
)
from assistant.ledger.view import Sort, View
from assistant.ledger.wording import BOUNDS, PROJECT_STATES
from assistant.web.i18n.labels import date_words
from assistant.web.i18n.words import Translator
from assistant.web.ledger.controls import Choice, exports, nothing, picker, render_form, result, select
from assistant.web.ledger.held import Held
from assistant.web.ledger.labels import amount_words, source_link
from ingest.chinese.script import fold
from ingest.facts.model import Project, ProjectStatus, StoredProject

# Projects that are shown at first, and with each wish for more.
PAGE = 60
# Least sums invested, in 元.
_SUMS = ((1e7, "1000万元"), (1e8, "1亿元"), (1e9, "10亿元"), (5e9, "50亿元"), (1e10, "100亿元"))


def projects_shown(held: Held, view: View) -> list[ProjectHistory]:
    """Return the projects that a view of them allows, in its order."""
    regions = held.meant(view.regions)
    words = fold(view.words)

    def allowed(project: ProjectHistory) -> bool:
        region = {(each.project.region, each.project.place) for each in project.mentions}
        return (
            (not view.regions or bool(region & regions))
            and (not view.states or project.status in view.states)
            and (view.year is None or view.year in project.years)
            and (not view.industry or project.industry == view.industry)
            and (view.least is None or (project.amount or 0) >= view.least)
            and (not words or any(words in fold(text) for text in _texts(project)))
        )

    return _ordered([project for project in held.histories if allowed(project)], view.sort)


def _ordered(projects: list[ProjectHistory], sort: Sort) -> list[ProjectHistory]:
    """Return projects, which come by the latest year and then the sum, in an order; what ties stays as it came."""
    if sort in ("sum", "-sum"):
        return by_amount(projects, least_first=sort == "-sum")
    if sort in ("state", "-state"):
        return by_state(projects, least_first=sort == "-state")
    return by_first_year(projects) if sort == "-year" else projects


def _texts(project: ProjectHistory) -> Iterator[str]:
    for each in project.mentions:
        told = each.project
        yield from filter(None, (told.name, told.site, told.builder))


def render_projects(held: Held, view: View, shown: int, words: Translator) -> str:
    """Return the page of projects: its controls and table.

    Args:
        held: the ledger.
        view: which projects.
        shown: how many of them at most.
        words: translates the page's texts.
    """
    form = render_form(view, _controls(held, view, words), words)
    found = projects_shown(held, view)
    if not found:
        return form + result(_no_projects(held, words))
    sums = [project.amount for project in found if project.amount is not None]
    about = words("{count} 个项目", count=len(found))
    if sums:
        about += " · " + words(
            "其中 {count} 个写明自身的投资，合计 {sum}（几个项目合写的投资不计）",
            count=len(sums),
            sum=amount_words(sum(sums)),
        )
    rows = "".join(_row(held, project, words) for project in found[:shown])
    left = len(found) - shown
    more = (
        f'<button type="button" class="ledger-more" data-shown="{shown + PAGE}">{words("再看 {count} 个", count=min(left, PAGE))}</button>'
        if left > 0
        else ""
    )
    columns: tuple[tuple[str, str, tuple[Sort, Sort] | None], ...] = (
        ("name", words("项目"), None), ("region", words("地区"), None),
        ("state", words("状态"), ("state", "-state")), ("sum", words("投资"), ("sum", "-sum")),
        ("industry", words("行业"), None), ("years", words("年份"), ("", "-year")),
    )  # fmt: skip
    heads = "".join(_head(name, label, both, view, words) for name, label, both in columns)
    return form + result(
        f'<header class="ledger-head"><h2>{words("项目")}</h2><p class="about">{about}</p>{exports(view, words, chart=False)}</header>'
        f'<div class="projects-scroll"><table class="projects"><caption class="off-screen">{words("项目")}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{more}"
    )


def _head(name: str, label: str, both: tuple[Sort, Sort] | None, view: View, words: Translator) -> str:
    """Return the head of a column; of one that sorts, `both` orders, a button for the order that is not there yet."""
    if both is None:
        return f'<th scope="col" class="{name}">{label}</th>'
    now = {both[0]: "descending", both[1]: "ascending"}.get(view.sort, "none")
    wanted = both[1] if view.sort == both[0] else both[0]
    return (
        f'<th scope="col" class="{name}" aria-sort="{now}"><button type="button" data-sort="{wanted}" data-column="{name}" '
        f'title="{words("按{what}排序", what=label)}">{label}</button></th>'
    )


def _controls(held: Held, view: View, words: Translator) -> list[str]:
    everything = held.histories
    regions = Counter(held.label(project.region, project.place) for project in everything if project.region)
    wanted = [held.labels[region] for region in held.meant(view.regions)]
    choices: list[Choice] = [(label, label, count) for label, count in regions.most_common()]
    said = "、".join(view.regions[:2]) + ("…" if len(view.regions) > 2 else "") or words("全部")
    states = Counter(project.status for project in everything)
    state_choices: list[Choice] = [
        (state, words.note(PROJECT_STATES[state]), states[state]) for state in STATES if states[state]
    ]
    said_states = "、".join(words.note(PROJECT_STATES[state]) for state in view.states) or words("全部")
    years = sorted({year for project in everything for year in project.years}, reverse=True)
    industries = Counter(project.industry for project in everything if project.industry)
    every = ("", words("不限"))
    return [
        f'<label class="ledger-words"><span class="off-screen">{words("查找项目")}</span>'
        f'<input type="search" name="words" value="{escape(view.words)}" placeholder="{words("项目、地点或业主")}"></label>',
        picker("region", words("地区"), said, [("", choices)], wanted, words, several=True),
        picker("state", words("状态"), said_states, [("", state_choices)], view.states, words, several=True),
        select("year", words("年份"), [every, *((str(y), str(y)) for y in years)], str(view.year or "")),
        select("industry", words("行业"), [every, *((name, name) for name, _ in industries.most_common())], view.industry),
        select(
            "least",
            words("投资"),
            [every, *((f"{least:.0f}", words("{sum}以上", sum=name)) for least, name in _SUMS)],
            "" if view.least is None else f"{view.least:.0f}",
        ),
        select("sort", words("排序"), _orders(words), view.sort),
    ]  # fmt: skip


def _orders(words: Translator) -> list[tuple[str, str]]:
    return [
        ("", words("最近的在前")),
        ("-year", words("最早的在前")),
        ("sum", words("投资从大到小")),
        ("-sum", words("投资从小到大")),
        ("state", words("进度从后到前")),
        ("-state", words("进度从前到后")),
    ]


def _row(held: Held, project: ProjectHistory, words: Translator) -> str:
    """Return the row of a project, and the hidden one with its timeline."""
    last = project.mentions[-1]
    region = held.label(project.region, project.place)
    told = project.investment
    years = project.years
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
    key = f"project-{last.id}"
    entries = "".join(
        _entry(mention, words) for mention in sorted(project.mentions, key=time_of, reverse=True)
    )
    times = words("{count} 处", count=len(project.mentions)) if len(project.mentions) > 1 else ""
    return (
        f'<tr><th scope="row" class="name"><button type="button" class="project-open" aria-expanded="false" aria-controls="{key}">'
        f"{escape(project.name)}</button>{f'<small>{times}</small>' if times else ''}</th>"
        f'<td class="region">{escape(region)}</td><td class="state">{_steps(project.status, words)}</td>'
        f'<td class="sum">{escape(_investment(told.project)) if told else ""}</td>'
        f'<td class="industry">{escape(project.industry or "")}</td><td class="years">{span}</td></tr>'
        f'<tr class="history" id="{key}" hidden><td colspan="6"><ol class="timeline">{entries}</ol></td></tr>'
    )


def _steps(status: ProjectStatus | None, words: Translator) -> str:
    """Return the state as a word, with how far along the six states it is."""
    if status is None:
        return ""
    reached = STATES.index(status)
    steps = "".join(f'<i class="{"reached" if i <= reached else ""}"></i>' for i in range(len(STATES)))
    return (
        f'<span class="project-state state-{reached}">{words.note(PROJECT_STATES[status])}</span>'
        f'<span class="steps" aria-hidden="true">{steps}</span>'
    )


def _entry(stored: StoredProject, words: Translator) -> str:
    """Return one mention in a project's timeline."""
    project, source = stored.project, stored.source
    when = date_words(project.date, words) or (str(project.year) if project.year else words("年份不明"))
    state = words.note(PROJECT_STATES[project.status]) if project.status else ""
    wanted = (
        words("要达到：{state}", state=words.note(PROJECT_STATES[project.wanted])) if project.wanted else ""
    )
    facts = [state, wanted, _investment(project), project.capacity, project.builder, project.site]
    said = " · ".join(escape(fact) for fact in facts if fact)
    about = " · ".join(filter(None, (source.title, date_words(source.date, words))))
    return (
        f'<li data-reached="{STATES.index(project.status) if project.status else ""}"><span class="when">{escape(when)}</span>'
        f'<div><p class="said">{said}</p><button type="button" class="telling" {source_link(stored)}>'
        f"<q>{escape(' '.join(source.quote.split()))}</q><small>{escape(about)}</small></button></div></li>"
    )


def _investment(project: Project) -> str:
    if project.investment is None:
        return ""
    return f"{BOUNDS[project.bound]}{project.investment:.12g}{project.unit}"


def _no_projects(held: Held, words: Translator) -> str:
    if not held.projects:
        return nothing(
            words("台账里还没有项目。"),
            words("收入报告和新闻之后，文中写到的项目会自动列在这里。"),
        )
    return nothing(
        words("没有符合条件的项目。"),
        f'<a href="{escape(View(page="projects").address())}" data-ledger>{words("去掉全部条件")}</a>',
    )
