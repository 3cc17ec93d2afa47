"""Read which region a stretch of text names at its front, as what it tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from ingest.chinese.dictionary import is_common_word, is_everyday_word
from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import Division, divisions, divisions_named, names, place_of
from ingest.chinese.regions import RegionMention, find_regions
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.schema import Description

_WORDS = WordTable("ingest.split", "subject_names")
# At most so many: a line of nothing but these would be gone over anew from each of them.
LEAD_IN = _WORDS.words("lead_in", frame="(?:{words}){0,24}")
_NOT_ALONE = _WORDS.words("not_alone")
_RANK = _WORDS.words("rank")
_FIGURE = re.compile(
    r"(?>[^。;!?,“”《》]*?(?:实现|完成|达|为|增长|下降|总[量值额]))[^。;!?,“”《》]*?\d[^。;!?,]*"
)
_ITEM = re.compile(r"(?:^|[\n、,;。:])([㐀-鿿]{2,3}[县区])(?=\d|完成|实现|增长)")
_CALLED_AFTER = _WORDS.words("called_after")
_ORGANISATION = _WORDS.words("organisation", frame=r"[^,。;:、 \n()的与和在赴到]{0,8}?(?:{words})")
_JOINED = re.compile(r"[、和与及]")
# A name in full within as many characters; hardly one is longer, and those of peoples alone.
_NAMED = re.compile(r"[㐀-鿿]{1,7}?[省县市区旗州盟]|[㐀-鿿]{1,14}?自治[县旗州]")
_AFTER_SHORT = re.compile(r"\s*(?:[::,]|$)")
_OPENING = 40
_ZONE = _WORDS.words(
    "zone",
    frame="(?![以与在和对将把由向及或从为])(?P<stem>(?:(?![市县区省州级个各])[㐀-鿿]){2,4}?)(?:{words})(?![㐀-鿿]?[内外])",
)
# A zone's name ends within as many characters.
_LONGEST_ZONE = 12


@dataclass(frozen=True, slots=True)
class Subject:
    """The region that a part of a document tells of.

    Attributes:
        name: full name in Simplified; of several that it tells of together, their names joined by "、".
        place: the wider places that it lies in, where known.
    """

    name: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Opening:
    """The region with whose name a text opens.

    Attributes:
        subject: the region.
        end: where its name ends.
        in_full: whether its name stands there in full.
    """

    subject: Subject
    end: int
    in_full: bool


class SubjectNames:
    """Reads the subjects named in one document.

    Args:
        text: of the document.
        description: of the document.
    """

    def __init__(self, text: str, description: Description) -> None:
        self._text = text
        self.own = description.region
        self._around = description.place or ""

    @cached_property
    def is_wide(self) -> bool:
        """Whether the document is of a province or a city, which has counties in it."""
        own = self.own or ""
        listed = divisions_named(own)
        return (
            any(each.level != "county" for each in listed)
            if listed
            else own.endswith(("省", "市", "州", "盟"))
        )

    @cached_property
    def _unlisted(self) -> Mapping[str, str | None]:
        """The names that the table lacks, folded, with where they lie; of a document whose own region it lacks.

        Elsewhere they are hardly ever a statement's subject, and to read a whole text for them takes long.
        """
        if self.own is None or divisions_named(self.own):
            return {}
        named = {fold(each.name): each.place for each in find_regions(self._text) if not each.divisions}
        # In a list of counties also what nothing else shows to be one: 甲县完成3亿元,乙区完成2亿元.
        items = _ITEM.findall(fold(self._text)) if named else ()
        return dict.fromkeys(items) | named

    @cached_property
    def _own_suffix(self) -> str:
        return re.escape((self.own or "")[-1:]) or "[县市区旗州盟省]"

    @cached_property
    def _own_word(self) -> re.Pattern[str]:
        """全州, in which 全州县以上 is every county of the prefecture."""
        return re.compile(f"[全我本各]{self._own_suffix}")

    @cached_property
    def own_words(self) -> re.Pattern[str]:
        """What the document calls its own region: 全市, 市级, its name; for folded text."""
        name = self.own or ""
        suffix = self._own_suffix
        forms = [re.escape(fold(form)) for form in {name, short_name(name)} if form]
        return re.compile("|".join((f"[全我本]{suffix}", f"{suffix}(?:级|直|委|政府|本级|域)", *forms)))

    @cached_property
    def _parents(self) -> tuple[Division, ...]:
        """The provinces and cities around the document's county, as far as its place tells which they are."""
        own = [each for each in divisions_named(self.own or "") if place_of(each) == (self._around or None)]
        names = own[0].parents if own else ()
        return tuple(
            each
            for i, name in enumerate(names)
            for each in divisions_named(name)
            if each.parents == names[:i]
        )

    @cached_property
    def own_parents(self) -> frozenset[str]:
        """The names of the places that the document's region lies in."""
        return frozenset(name for each in divisions_named(self.own or "") for name in each.parents)

    @cached_property
    def _prefixes(self) -> frozenset[str]:
        """The first two characters of the names that may open a statement on another region."""
        if self.is_wide:
            within, _ = _within(self.own or "")
            own = [each.name for each in divisions_named(self.own or "")]
            held = {*own, *self.own_parents, *(each.name for each in within.values())}
            return frozenset(fold(name)[:2] for name in (*held, *self._unlisted)) | _wide_prefixes()
        wider = {"全" + parent.name[-1] for parent in self._parents}
        return frozenset(wider) | {name[:2] for name in self._unlisted} | _all_prefixes()

    def fronts(self, folded: str) -> dict[int, int]:
        """Return where the clauses of folded text begin that may open with the name of another region, and where it does."""
        prefixes, wide = self._prefixes, self.is_wide
        return {
            match.start(): at
            for match in _front().finditer(folded)
            if folded[(at := match.end() - 2) : match.end()] in prefixes
            or (wide and folded.find("区", at + 3, at + _LONGEST_ZONE) > 0)
        }

    def wider(self, folded: str, at: int) -> Subject | None:
        """Return the province or city around the document's county whose figure a clause opens with: 全市生产总值300亿元.

        Args:
            folded: the text.
            at: where the clause begins, what stands before a name left out.
        """
        clause = _FIGURE.match(folded, at)
        if clause is None or _RANK.search(clause.group()):
            return None
        for parent in self._parents:
            if folded.startswith(fold(parent.name), at) or (
                parent.name[-1] != (self.own or "")[-1:] and folded.startswith("全" + parent.name[-1], at)
            ):
                return Subject(parent.name, place_of(parent))
        return None

    def opening(self, folded: str, at: int | None = None, *, alone: bool = True) -> Opening | None:
        """Return the names that folded text opens with, wider places before them included, as what it tells of.

        Several names side by side are one subject together. None where it opens with none, where one does not stand
        alone, or is the document's own or around it.

        Args:
            folded: the text.
            at: where the first name begins; by default behind what may stand before one.
            alone: whether a short name must stand by itself, before a colon or comma.
        """
        at = lead_in_end(folded) if at is None else at
        if self._own_word.match(folded, at):
            return None
        end, in_full = at, True
        found: list[Subject] = []
        while True:
            full = self._in_full(folded, at, alone)
            name, place, stop = full or self._in_short(folded, at, alone) or (None, None, at)
            subject = self._subject(name, place) if name else None
            if subject is None:
                # 甲县、乙县与上年持平 tells of two.
                if len(found) > 1 and folded[end] != "、":
                    break
                return None
            found.append(subject)
            end, in_full = stop, in_full and full is not None
            if not _JOINED.match(folded, end):
                break
            at = end + 1
        if len(found) == 1 and (
            _NOT_ALONE.match(folded, end) or self._heads_organisation(found[0], folded, end)
        ):
            return None
        places = {each.place for each in found}
        together = Subject("、".join(each.name for each in found), places.pop() if len(places) == 1 else None)
        return Opening(together, end, in_full)

    def _heads_organisation(self, subject: Subject, folded: str, end: int) -> bool:
        """Return whether the name of a city, in the document's province if that is known, begins that of an organisation: it
        may be at work anywhere in the city, and beyond."""
        cities = [each for each in divisions_named(subject.name) if each.level != "county"]
        held = any(self.own in (None, *each.parents) for each in cities)
        return held and _ORGANISATION.match(folded, end) is not None

    def _in_full(self, folded: str, start: int, alone: bool) -> tuple[str, str | None, int] | None:
        """Return a region by its full name; inside a line only one that is sure to be one."""
        for name in self._unlisted:
            if folded.startswith(name, start):
                return name, self._unlisted[name], start + len(name)
        if not _NAMED.match(folded, start):
            return None
        last: RegionMention | None = None
        at = start
        for mention in find_regions(folded[start : start + _OPENING]):
            if mention.start + start == at:
                last, at = mention, mention.end + start
        if last is not None and last.level != "province" and (alone or last.divisions):
            return last.name, last.place, at
        return None if alone else self._zone(folded, start)

    def _zone(self, folded: str, start: int) -> tuple[str, str | None, int] | None:
        """Return a zone that the document's city has: 溪州经开区, 东湖新区."""
        zone = _ZONE.match(folded, start) if self.is_wide else None
        if zone is None or is_common_word(zone["stem"][:2]):
            return None
        return zone.group(), self._around + (self.own or ""), zone.end()

    def zone_alone(self, folded: str) -> Subject | None:
        """Return the zone of the document's city that folded text names and says nothing else: 三、东湖管理区."""
        text = folded.rstrip(" :")
        zone = self._zone(text, lead_in_end(text))
        return Subject(zone[0], zone[1]) if zone and zone[2] == len(text) else None

    def _in_short(self, folded: str, start: int, alone: bool) -> tuple[str, str | None, int] | None:
        """Return a county of the document's city by its short name: before a colon or comma ("栾川：……"), or unless it
        must stand alone, where it is no word of everyday use ("栾川开工3个项目")."""
        if not self.is_wide:
            return None
        within, lengths = _within(self.own or "")
        for length in lengths:
            division = within.get(folded[start : start + length])
            if division is None:
                continue
            end = start + length
            in_sentence = not (
                alone or is_everyday_word(folded[start:end]) or _CALLED_AFTER.match(folded, end)
            )
            if in_sentence or _AFTER_SHORT.match(folded, end):
                return division.name, place_of(division), end
        return None

    def _subject(self, name: str, place: str | None) -> Subject | None:
        """Return a region as a subject of its own: not the document's region, nor what that lies in."""
        bearers = [each for each in divisions_named(name) if each.until is None] or list(
            divisions_named(name)
        )
        inside = [each for each in bearers if self.own in each.parents]
        # 恩施市 lies in 恩施土家族苗族自治州.
        if self.own and not inside and short_name(name) == short_name(self.own):
            return None
        if name in self._around or name in self.own_parents:
            return None
        if self.is_wide and bearers and not inside and not place:
            # A homonym that the city does not have is more often a misread word.
            return None
        held = inside or [each for each in bearers if place and place_of(each) == place] or bearers
        return Subject(name, place_of(held[0]) if len(held) == 1 else place)


@cache
def _front() -> re.Pattern[str]:
    """Return what finds where a clause begins whose first word may be a name: from its beginning to two characters into
    the name."""
    return re.compile(rf"(?:^|(?<=[。!?;,:、”\"])){LEAD_IN.expression}[㐀-鿿]{{2}}")


def lead_in_end(folded: str, start: int = 0) -> int:
    """Return where what may stand before a name ends that begins at `start` of folded text: (一)其中,去年以来."""
    lead = LEAD_IN.match(folded, start)
    return lead.end() if lead else start


@cache
def _all_prefixes() -> frozenset[str]:
    """Return the first two characters of the names of all divisions, folded."""
    return frozenset(name[:2] for name in names())


@cache
def _wide_prefixes() -> frozenset[str]:
    """Return those of provinces and cities."""
    return frozenset(fold(each.name)[:2] for each in divisions() if each.level != "county")


@cache
def _within(name: str) -> tuple[dict[str, Division], tuple[int, ...]]:
    """Return the divisions of today that lie in a city or province by their folded short names, and how long these
    are."""
    # 安阳 is the city and not the county, of which the table tells later.
    found = {
        form: division
        for division in sorted(divisions(), key=lambda each: each.level == "county", reverse=True)
        if division.until is None
        and name in division.parents
        and len(form := fold(short_name(division.name))) >= 2
    }
    return found, tuple(sorted(set(map(len, found)), reverse=True))
