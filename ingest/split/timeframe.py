"""Determine which year a part of a report is about, and whether it reports results or plans."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.chinese.years import speaks_of_five_years, years_named
from ingest.schema import Description, Outlook

_WORDS = WordTable("ingest.split", "timeframe")
_REVIEW = _WORDS.words("review")
_PLAN = _WORDS.words("plan")
_THIS_YEAR = _WORDS.words("this_year")
_LAST_YEAR = _WORDS.words("last_year")
_LATER = _WORDS.words("later")
_TASKS = _WORDS.words("tasks")
_OPENS_REVIEW = _WORDS.words("opens_review")
_OPENS_PLAN = _WORDS.words("opens_plan")


@dataclass(frozen=True, slots=True)
class Scope:
    """The year that statements are about and their outlook; None where not known."""

    year: int | None = None
    outlook: Outlook | None = None


class ScopeReader:
    """Reads the scope of passages in document order: a section without a word of time goes on with the plan
    of the section before it, as reports end with how the plan is to be carried out."""

    def __init__(self, description: Description) -> None:
        self._report = description.kind in ("work-report", "plan")
        self._given = int(description.date[:4]) if description.date else None
        self._reviewed = description.reviews_year
        # A communiqué or a circular on a year comes out in the next.
        titled = set(years_named(fold(description.title)))
        self._titled = titled.pop() if len(titled) == 1 else None
        self._last = Scope()
        if self._given is None and self._reviewed is not None:
            self._given = self._reviewed + 1

    def read(self, headings: tuple[str, ...], text: str, is_note: bool) -> Scope:
        """Return the scope of a passage under `headings` (outermost first) that reads `text`."""
        if not self._report:
            return Scope(self._titled or self._given, None)
        if is_note:
            return Scope()
        for heading in headings[::-1]:
            scope = self._of_heading(fold(heading))
            if scope is not None:
                self._last = scope
                return scope
        opened = self._of_opening(fold(text[:80]))
        if opened is not None:
            self._last = opened
        elif headings and self._last.outlook == "review" and not _REVIEW.search(text[:80]):
            # A heading that says nothing of time ends a review; only a plan runs on.
            return Scope()
        return self._last

    def _of_heading(self, heading: str) -> Scope | None:
        years = years_named(heading)
        review, plan = bool(_REVIEW.search(heading)), bool(_PLAN.search(heading))
        if review:
            return Scope(self._review_year(years, heading), "review")
        if years and self._given is not None:
            past = years[-1] < self._given
            return Scope(
                None if speaks_of_five_years(heading) else years[-1],
                "review" if past and not plan else "plan",
            )
        if "明年" in heading and self._given is not None:
            return Scope(self._given + 1, "plan")
        if _THIS_YEAR.search(heading):
            return Scope(self._given, "plan")
        if _LAST_YEAR.search(heading):
            return Scope(self._reviewed, "review")
        if speaks_of_five_years(heading) and plan:
            return Scope(None, "plan")
        if _LATER.search(heading):
            return Scope(None, "plan")
        if _TASKS.search(heading):
            year = None if self._last.outlook == "plan" and self._last.year is None else self._given
            return Scope(year, "plan")
        return None

    def _review_year(self, years: list[int], heading: str) -> int | None:
        past = [year for year in years if self._given is None or year <= self._given]
        return past[0] if past else self._reviewed

    def _of_opening(self, opening: str) -> Scope | None:
        if self._given is None:
            return None
        if _OPENS_PLAN.match(opening):
            return Scope(self._given, "plan")
        if _OPENS_REVIEW.match(opening):
            return Scope(self._reviewed, "review")
        return None
