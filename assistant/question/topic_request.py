"""Broad questions: all that was done, is planned or is wanting, in a field or altogether."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from assistant.question import patterns
from assistant.question.model import Question
from assistant.question.places_asked import blanked, compact, places_asked
from assistant.question.topics import ACROSS, TOPICS, Named, Topic, named_in
from ingest.chinese.tokens import edges
from ingest.chinese.word_table import WordTable

Aspect = Literal["done", "planned", "wanting", "said"]

_WORDS = WordTable("assistant.question", "broad_questions")
_RESULTS = _WORDS.words("results")
_MEASURES = _WORDS.words("measures")
_PLANS = _WORDS.words("plans")
_PROBLEMS = _WORDS.words("problems")
_FAILED = _WORDS.words("failed")
_SAID = _WORDS.words("said")
_SAYING = _WORDS.words("saying")
_MENDED = _WORDS.words("mended")
_VERBS = _WORDS.words("verbs")
_COMING = _WORDS.words("coming")
_PAST = _WORDS.words("past")
_NOUNS = "|".join(
    f"(?:{words.expression})" for words in (_RESULTS, _MEASURES, _PLANS, _PROBLEMS, _FAILED, _SAID)
)
_FORMS = _WORDS.words("question_forms", nouns=_NOUNS, verbs=_VERBS, failed=_FAILED, saying=_SAYING)
_WHY = _WORDS.words("why")
_ASKED_APART = re.compile(r"[?？。;；]")
_MANNER = _WORDS.words("manner")
_FILLER = _WORDS.words("filler", verbs=_VERBS)
_FOR_PEOPLE = _WORDS.words("for_people")
_WHICH = _WORDS.words("which")
_DOING = _WORDS.words("doing")
_TARGETS = re.compile("目标|指标")
# What is counted is a list, as long as it says: 十件民生实事.
_COUNTED = re.compile(rf"[两二三四五六七八九十\d][个件项条大点][一-鿿]{{0,4}}?(?:{_NOUNS})")
_NOUN_NEXT = re.compile(rf"(?:{_NOUNS})")
_HAN = re.compile(r"[一-鿿a-z0-9]")
# What is quoted is told of by its own words: “最多跑一次”改革.
_QUOTED = re.compile(r"[“\"]([一-鿿a-z0-9+]{2,14})[”\"]")
_HAN_RUN = re.compile(r"[一-鿿a-z0-9]+")
# What is asked for in these words is called so.
_NAMING = ("实事", "政策")
# Characters of a word that is no topic of the tables and yet asked about as one: 中药材发展得怎么样.
SHORTEST_TERM, LONGEST_TERM = 2, 8
# 教育和医疗, 孩子上学、老百姓看病: both are asked about.
_AND = re.compile(
    r"(?:方面)?(?:[和与及、,跟等]|以及|还有|这[些几]个?)(?:在|对|抓|搞)?(?:老百姓|百姓|群众|居民|人民)?的?"
)
_BROAD = frozenset(("list", "text", "reason", "place"))


@dataclass(frozen=True, slots=True)
class TopicRequest:
    """A broad question.

    Attributes:
        topics: the fields asked about, any of which answers; empty for everything, or where a word names a field of its own.
        names: what the question calls them.
        terms: narrower words, one of which must be told of: 幼儿园 of 教育.
        beside: words of the question that name another field, which is who acts: 财政 of 财政怎么支持教育.
        aspect: what is asked of them; None where the wording leaves it open.
        failed: whether of what is wanting only what was to be done and was not is asked for.
        targets: whether what was to be done is called aims: then nothing but what was not reached answers.
    """

    topics: tuple[Topic, ...]
    names: tuple[str, ...]
    terms: tuple[str, ...]
    beside: tuple[str, ...]
    aspect: Aspect | None
    failed: bool = False
    targets: bool = False


def topic_request(question: Question) -> TopicRequest | None:
    """Return what a broad question asks for; None for a question that asks for anything else, or more."""
    # Filters may have chosen the place.
    placed = _is_placed(question) if question.places else question.within is not None
    if question.kind not in _BROAD or not placed:
        return None
    if (len(question.years) > 1 and not question.vague_year) or question.facet:
        return None
    text = _field_first(patterns.SOURCE.sub("", compact(question)))
    forms = _forms_in(text)
    if not forms or _is_of_mended(text, forms) or _WHY.search(text) or _COUNTED.search(text):
        return None
    if "实事" in text and _aspect(question, text, forms) == "planned":
        # Those of the year to come are a list.
        return None
    rest = _FORMS.sub(_blank, text)
    quoted = _QUOTED.search(rest)
    if quoted is not None:
        rest = blanked(rest, [quoted.span()])
    named = named_in(rest)
    blank = blanked(rest, [(each.start, each.end) for each in named])
    blank = blanked(blank, [_verb_of_manner(text, named)])
    aspect = _aspect(question, text, forms)
    if quoted is not None and named:
        named = [each for each in named if each.whole]
    # What is a single character is left of a word that says nothing.
    blank = _FILLER.sub(_blank, blank)
    named = [_with_character_before(rest, blank, each) for each in named]
    left = [run for run in _HAN_RUN.findall(blank) if len(run) > 1]
    if len(left) == 1 and named and quoted is None and (compound := _compound(rest, left[0], named)):
        return TopicRequest((), (), (compound, left[0]), (), aspect)
    if left or (quoted is not None and not named):
        return _of_a_term([*left, *([quoted[1]] if quoted else [])], named, aspect)
    asked, beside = _apart(rest, named)
    topics = dict.fromkeys(topic for each in asked for topic in each.topics)
    if not asked and aspect != "wanting" and _FOR_PEOPLE.search(text):
        topics = dict.fromkeys(topic for topic in TOPICS if topic.key == "livelihood")
    targets = _TARGETS.search(forms) is not None
    if not topics and (aspect is None or (aspect == "planned" and targets)):
        return None
    # Beside the name of a whole field a narrower word narrows nothing: 治污、保护环境.
    listed = _are_listed(rest, asked) and any(each.whole for each in asked)
    return TopicRequest(
        tuple(topics),
        tuple(each.text for each in asked if each.whole or listed),
        (
            *((quoted[1],) if quoted else ()),
            *(each.text.lstrip("对与和") for each in asked if not (each.whole or listed)),
        ),
        tuple(each.text for each in beside),
        aspect,
        aspect == "wanting" and _FAILED.search(forms) is not None,
        targets,
    )


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A question for all that is told of something.

    Attributes:
        aspect: what is asked of it; None where the wording leaves it open.
        content: the words that say of what, blanks between them.
    """

    aspect: Aspect | None
    content: str


def open_request(question: Question) -> OpenRequest | None:
    """Return what a question asks for that wants all that is told of something, whatever that is; None for one that wants a
    fact."""
    text = patterns.SOURCE.sub("", compact(question))
    forms = _forms_in(text)
    if question.kind not in _BROAD or not forms or _is_of_mended(text, forms) or _COUNTED.search(text):
        return None
    left = _FILLER.sub(_blank, _FORMS.sub(_blank, text))
    runs = [run for run in _HAN_RUN.findall(left) if len(run) > 1]
    content = " ".join([*runs, *(noun for noun in _NAMING if noun in text)])
    if not content and _TARGETS.search(forms):
        # 主要目标 are figures.
        return None
    return OpenRequest(_aspect(question, text, forms), content)


def _forms_in(text: str) -> str:
    """Return the words of a folded question that ask for all that is told, blanks between them; "" for none.

    What asks why asks for one thing, whatever else stands in it.
    """
    parts = [part for part in _ASKED_APART.split(text) if not _WHY.search(part)]
    return " ".join(m.group() for part in parts for m in _FORMS.finditer(part))


def _is_of_mended(text: str, forms: str) -> bool:
    """Return whether what was wanting and was mended is asked for."""
    return _PROBLEMS.search(forms) is not None and _MENDED.search(text) is not None


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _verb_of_manner(text: str, named: list[Named]) -> tuple[int, int]:
    """Return the span of the word after 怎么, which says what is done: 怎么处理垃圾; an empty one where it names a topic."""
    manner = _MANNER.search(text)
    if manner is None or manner.end() == len(text):
        return 0, 0
    start = manner.end()
    end = start + min(at for at in edges(text[start:]) if at)
    return (0, 0) if any(start < each.end and each.start < end for each in named) else (start, end)


def _of_a_term(left: list[str], named: list[Named], aspect: Aspect | None) -> TopicRequest | None:
    """Return the request for all that is told of one word that names no topic of the tables; None where more is left.

    Args:
        left: what is left of the question without the words that ask and those that say nothing.
        named: the topics named beside it.
    """
    if named or len(left) != 1 or not SHORTEST_TERM <= len(left[0]) <= LONGEST_TERM:
        return None
    return TopicRequest((), (), (left[0],), (), aspect)


def _with_character_before(text: str, left: str, name: Named) -> Named:
    """Return a name together with a single character that is left right before it: 老城区.

    Args:
        text: the question, folded, without the words that ask.
        left: it without the words that say nothing and without names.
    """
    before = left[: name.start]
    if not _HAN_RUN.fullmatch(before[-1:]) or _HAN_RUN.fullmatch(before[-2:-1]):
        return name
    start = name.start - 1
    if start not in edges(text):
        # 部 of 干部作风 is left of another word.
        return name
    return replace(name, text=text[start : name.end], start=start, whole=False)


def _compound(text: str, left: str, named: list[Named]) -> str:
    """Return the name that a narrower word makes up with what is left right behind it: 国际陆港; "" where it makes none.

    Args:
        text: the question, folded, without the words that ask.
    """
    last = named[-1]
    whole = last.text + left
    makes = len(named) == 1 and not last.whole and text.startswith(left, last.end)
    return whole if makes and len(left) >= SHORTEST_TERM and len(whole) <= LONGEST_TERM else ""


def _field_first(text: str) -> str:
    """Return a question with the name of a field that stands behind the question word before it: 民生办了哪些实事 of
    办了哪些民生实事."""
    which = _WHICH.search(text)
    after = text[which.end() :] if which else ""
    field = next((each for each in named_in(after) if each.whole and each.start == 0), None)
    if which is None or field is None:
        return text
    tail = re.sub("^(?:方面|领域|上)?的?", "", after[field.end :])
    if not _NOUN_NEXT.match(tail):
        if _HAN.match(tail) or not _DOING.search(text[: which.start()]):
            return text
        tail = "工作" + tail
    return field.text + text[: which.end()] + tail


def _is_placed(question: Question) -> bool:
    """Return whether the places asked about are held, and none may be any of several, other than of those that lie in the
    same place, as a county and the zone that is named after it."""
    if places_asked(question):
        return True
    return all(
        any(place.filed for place in span.places) and len({place.parents for place in span.places}) == 1
        for span in question.places
    )


def _aspect(question: Question, text: str, forms: str) -> Aspect | None:
    """Return whether results, plans or what is wanting is asked for; None where the wording leaves it open."""
    if _PROBLEMS.search(forms) or _FAILED.search(forms):
        return "wanting"
    if _SAYING.search(forms) or _SAID.search(forms):
        return "said"
    if question.outlook == "plan" or _COMING.search(text) or _PLANS.search(forms):
        return "planned"
    if question.outlook == "review" or _RESULTS.search(forms) or _PAST.search(text):
        return "done"
    return None


def _apart(text: str, named: list[Named]) -> tuple[list[Named], list[Named]]:
    """Return the names that are asked about, and those before them that say who acts.

    The last one is asked about, and those that a conjunction or nothing parts from it.
    """
    asked: list[Named] = []
    for each in reversed(named):
        between = text[each.end : asked[-1].start] if asked else ""
        if asked and between and not _AND.fullmatch(between):
            break
        asked.append(each)
    asked.reverse()
    # 数字化改革 is of 数字化 alone: what lies across topics only says what is done.
    narrow = [each for each in asked if not ACROSS.issuperset(topic.key for topic in each.topics)]
    return (
        asked if _are_listed(text, asked) or not narrow else narrow,
        named[: len(named) - len(asked)],
    )


def _are_listed(text: str, asked: list[Named]) -> bool:
    """Return whether a conjunction parts any two neighbours of `asked`."""
    return any(_AND.fullmatch(text[a.end : b.start]) for a, b in pairwise(asked))
