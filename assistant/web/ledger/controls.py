"""Render the ledger's controls: pickers with search, lists of years, switches. They are one plain form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from assistant.ledger.view import Page, View
from assistant.web.i18n.words import Translator

# From so many choices on they can be searched.
MANY = 8
# Value, what it is called, how many cells or projects it has ("" where nobody counts).
Choice = tuple[str, str, int | str]


def render_pages(view: View, words: Translator) -> str:
    """Return the links between the ledger's three pages."""
    pages: tuple[tuple[Page, str], ...] = (
        ("indicator", words("指标")),
        ("region", words("地区")),
        ("projects", words("项目")),
    )
    links = "".join(
        f'<a href="{escape(View(page=page).address())}" data-ledger'
        f"{' aria-current=page' if page == view.page else ''}>{label}</a>"
        for page, label in pages
    )
    return f'<nav class="ledger-pages" aria-label="{words("台账")}">{links}</nav>'


def render_form(view: View, controls: Iterable[str], words: Translator) -> str:
    """Return the form with these controls."""
    return (
        f'<form class="ledger-form" aria-label="{words("选择要看的数据")}">'
        f'<input type="hidden" name="ledger" value="{view.page}">{"".join(controls)}</form>'
    )


def picker(
    name: str,
    title: str,
    said: str,
    groups: Sequence[tuple[str, Sequence[Choice]]],
    chosen: Iterable[str],
    words: Translator,
    *,
    several: bool,
) -> str:
    """Return a list that opens below a button, to choose one or several of many values from.

    Args:
        name: of the form's field.
        title: what is chosen, on the button.
        said: what is chosen now, on the button.
        groups: the values, in groups with their headings; "" for one that needs none.
        chosen: the values that are chosen now.
        several: whether several may be chosen.
    """
    kind, taken = "checkbox" if several else "radio", set(chosen)
    count = sum(len(some) for _, some in groups)
    search = (
        f'<input type="search" class="picker-search" aria-label="{words("查找")}" placeholder="{words("查找")}">'
        if count > MANY
        else ""
    )
    lists = "".join(
        f"<fieldset>{f'<legend>{escape(heading)}</legend>' if heading else f'<legend class=off-screen>{title}</legend>'}"
        + "".join(
            f'<label><input type="{kind}" name="{name}" value="{escape(value)}"{" checked" if value in taken else ""}>'
            f"<span>{escape(label)}</span><small>{number}</small></label>"
            for value, label, number in some
        )
        + "</fieldset>"
        for heading, some in groups
    )
    clear = (
        f'<button type="button" class="picker-clear"{"" if taken else " hidden"}>{words("全部")}</button>'
        if several
        else ""
    )
    return (
        f'<details class="picker" data-picker="{name}"><summary><span class="picker-title">{title}</span>'
        f'<span class="picker-said">{escape(said)}</span></summary>'
        f'<div class="picker-choices">{search}<div class="choice-list" tabindex="-1">{lists}</div>{clear}</div></details>'
    )


def select(name: str, title: str, choices: Iterable[tuple[str, str]], chosen: str) -> str:
    """Return a list of a few values, one of which is chosen."""
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(label)}</option>'
        for value, label in choices
    )
    return (
        f'<label class="ledger-select"><span>{title}</span><select name="{name}">{options}</select></label>'
    )


def switch(name: str, title: str, choices: Iterable[tuple[str, str]], chosen: str) -> str:
    """Return two or three values beside each other, one of which is chosen."""
    buttons = "".join(
        f'<label><input type="radio" name="{name}" value="{escape(value)}"{" checked" if value == chosen else ""}>'
        f"<span>{label}</span></label>"
        for value, label in choices
    )
    return f'<fieldset class="ledger-switch"><legend class="off-screen">{title}</legend>{buttons}</fieldset>'


def years(first: int, last: int, view: View, words: Translator) -> str:
    """Return the two lists between whose years is shown.

    Args:
        first, last: the years of all that could be shown.
        view: has the years that are chosen now.
    """
    low, high = view.first or first, view.last or last
    every = [(str(year), str(year)) for year in range(min(first, low), max(last, high) + 1)]
    return (
        f'<span class="ledger-years">{select("from", words("从"), every, str(low))}'
        f"{select('to', words('到'), every, str(high))}</span>"
    )


def exports(view: View, words: Translator, *, chart: bool) -> str:
    """Return the links by which the view is saved as a file."""
    query = View.address(view)
    links = "".join(
        f'<a class="ledger-export" href="xianwen/ledger/export.{form}{escape(query)}" download>{form}</a>'
        for form in ("xlsx", "csv")
    )
    image = (
        f'<button type="button" class="ledger-export" data-chart-image>{words("图片")}</button>'
        if chart
        else ""
    )
    return f'<span class="ledger-exports"><span>{words("导出")}</span>{links}{image}</span>'


def nothing(message: str, hint: str = "") -> str:
    """Return the place of a table that would be empty."""
    return f'<div class="ledger-nothing"><p>{message}</p>{f"<p>{hint}</p>" if hint else ""}</div>'


def status(view: View, words: Translator) -> str:
    """Return the switch between results and targets."""
    both = (("result", words("结果")), ("target", words("目标")))
    return switch("status", words("结果还是目标"), both, "target" if view.target else "result")


def result(inner: str) -> str:
    """Return the part of a page below its form, which the page's script replaces."""
    return f'<div class="ledger-result">{inner}</div>'


def no_figures(view: View, words: Translator, *, empty: bool) -> str:
    """Return what stands in the place of figures where there are none, in the whole ledger or for this choice."""
    if empty:
        return nothing(
            words("台账里还没有数据。"),
            words(
                "收入报告之后，文中的指标会自动列在这里；较早收入的文档，请在“资料库”页按提示重新读取一次。"
            ),
        )
    return nothing(
        words("这个选择下没有数据。"),
        f'<a href="{escape(View(page=view.page).address())}" data-ledger>{words("回到默认的视图")}</a>',
    )
