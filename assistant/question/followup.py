"""Resolve follow-up questions against the earlier turns, by rule, so that the same words always mean the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.answer_type import ANSWER_TYPES, AnswerKind
from assistant.question.asked_indicators import asked_indicators
from assistant.question.model import Question
from assistant.question.patterns import ASKING, QUESTION_WORDS
from assistant.question.place_span import PlaceSpan
from assistant.question.places import Gazetteer
from assistant.question.places_asked import compact
from assistant.question.ranked_regions import asks_among_regions, goes_through_members, of_one_region
from assistant.question.short_follow_up import counterpart, has_subject, of_field, other_kind
from assistant.question.topic_request import topic_request
from assistant.question.understand import understand
from assistant.question.years import find_years
from ingest.chinese.script import fold, written_in
from ingest.chinese.units import measured_units
from ingest.chinese.word_table import WordTable
from ingest.facts.indicators import find_indicators

_WORDS = WordTable("assistant.question", "followup")
_NEXT_YEAR = _WORDS.words("next_year")
_YEAR_BEFORE = _WORDS.words("year_before")
_SAME_YEAR = _WORDS.words("same_year")
_YEAR_OF_BEFORE = _WORDS.words(
    "next_year", frame="{words}|{before}|{same}", before=_YEAR_BEFORE, same=_SAME_YEAR
)
_POINTING = _WORDS.words("pointing")
_COMPARING = _WORDS.words("comparing")
_AGAINST_YEAR = _WORDS.words("against_year")
_MEASURE_OF = _WORDS.words("measure_of", frame="(?:{words})(?:是|有|为|达到)?$")
_OF_TOPIC = _WORDS.words("of_topic")
_OPENING = _WORDS.words("opening", frame="^(?:{words})+")
_AGAINST_YEAR_BEFORE = _WORDS.words("against_year_before", frame="^(?:那么?)?(?:{words})$")
_DIFFERENCE = _WORDS.words("difference_from_year_before", frame="^(?:那么?)?(?:{words})$")
_GOING_ON = _WORDS.words("going_on", frame="^(?:那么?)?(?:{words})$")
_AMONG_EARLIER = _WORDS.words("among_earlier", frame="^(?:那么?)?(?:{words})$")
_MEASURED_AGAINST = re.compile(r"比(?!例|重)")
# What is asked of an indicator besides its figure.
_SET_AGAINST = re.compile(r"[比较](?!例|重)|增[长产加幅速]|[下减]|涨")
# 占GDP的多少, 比全省平均高吗: what it is said of stands in the question before.
_SAID_OF_TOPIC = re.compile(r"(?:[那它]么?)?(?:占(?!地)|(?:比|较)(?!例|重))")
# 一般公共预算收入完成, 推进会是开的: what is left of a question behind what it is about.
_LEFT_BEHIND = re.compile(r"是[一-鿿]{0,3}的$")
_REACHED = re.compile(r"(?:完成|达到|实现|达)(?:了|是|为|到)*$")
_CLOSING = re.compile(r"(?:呢|怎么样|如何)?[？?。]*$")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d年?|[去今前]年")
# What is left of 有多少家企业 before what is counted.
_HAVING = "^有(?:[家个所座条户名项](?!庭))?"
# What was asked against the year before is asked of the figure itself.
_AGAINST = re.compile(r"(?:比上年|同比)(?:增长|多)$")
_GROWN, _MORE = "比上年增长多少？", "比上年多多少？"
_DONE = re.compile(
    r"(?P<verb>[一-鿿]{2,4})了(?P<what>[一-鿿]{1,8})|(?P<before>[一-鿿]{0,4}项目)(?P<after>[一-鿿]{2,4}?)了?"
)
# 某某十大工程里: among what the topic stands.
_AMONG = re.compile(r"(?:[里中]|里面|当中|之中|范围内)$")
# A question with fewer characters of its own than this keeps the topic of the one before.
_SHORT = 8
# One with at least as many is complete in itself, even without naming a place.
_WHOLE = 15


def resolve(turns: Sequence[str], question: str, gazetteer: Gazetteer, *, now: int) -> str:
    """Return `question` as it would be asked without the conversation; unchanged where nothing is missing.

    Args:
        turns: the earlier questions of the conversation, oldest first, as asked.
        question: the question to complete.
        gazetteer, now: as for `understand`.
    """
    wholes: list[str] = []
    for turn in [*turns, question]:
        if not wholes:
            wholes.append(turn)
        else:
            beside = _among_earlier(wholes, turn, gazetteer, now)
            wholes.append(beside or _step(wholes[-1], turn, gazetteer, now))
    return wholes[-1]


def _among_earlier(wholes: Sequence[str], question: str, gazetteer: Gazetteer, now: int) -> str | None:
    """Return a question that sets the last ones, asked of several places or years one after another, side by side (两个哪个高);
    None for any other question."""
    if _AMONG_EARLIER.fullmatch(_bare(question)) is None:
        return None
    last, *earlier = [understand(whole, gazetteer, now=now) for whole in reversed(wholes)]
    topic, sides = _topic(last), [last]
    for old in earlier:
        alike = _topic(old) == topic and len(old.places) == len(old.years) == 1
        if not alike and _is_of(old, last) and len(sides) == 1:
            # Of one place and year what was asked one after another: 收入多少, 支出呢, 差多少.
            asked = "相差多少？" if "差" in question else f"{question.rstrip('？?')}？"
            return (
                f"{_places(last)}{_written(last.years)}{_topic(old)}和{topic}{written_in(asked, last.script)}"
            )
        if not alike or (old.years != last.years and _places(old) != _places(last)):
            break
        sides.append(old)
    places = dict.fromkeys(_places(side) for side in reversed(sides))
    years = sorted({year for side in sides for year in side.years})
    if len(sides) < 2 or len(last.places) != 1 or (len(places) > 1 and len(years) > 1):
        return None
    way = "低" if re.search("[低少小]", question) else "高"
    among = "哪一年最" if len(years) > 1 else "谁更" if len(places) <= 2 else "哪个最"
    asked = "相差多少？" if "差" in question else f"{among}{way}？"
    topic = re.sub(r"(?:比上年|同比)?增长$", "增速", topic)
    return "和".join(places) + _written(years) + topic + written_in(asked, last.script)


def _is_of(old: Question, last: Question) -> bool:
    """Return whether two questions ask for figures of one place and year."""
    same = _places(old) == _places(last) and old.years == last.years
    return same and len(last.places) == len(last.years) == 1 and old.kind == last.kind == "figure"


def _step(before: str, question: str, gazetteer: Gazetteer, now: int) -> str:
    """Return `question` completed by `before`, the completed question of the turn before."""
    old = understand(before, gazetteer, now=now)
    new = understand(question, gazetteer, now=now)
    if is_going_on(question):
        return before
    core = _core(new)
    if asked := _against_year_before(question):
        figure = understand(_head(before, gazetteer, now), gazetteer, now=now)
        if figure.kind == "figure" and len(figure.years) == 1:
            return f"{_places(figure)}{_written(figure.years)}{_AGAINST.sub('', _topic(figure))}{asked}"
    if core and not leans(question) and (new.places or len(core) >= _WHOLE):
        return question
    moved = bool(new.places or _asked_years(old, new)) and not new.difference
    if not core and (moved or not ASKING.search(fold(question))):
        if new.places and not goes_through_members(new) and asks_among_regions(before):
            # Of a single region its figure is asked, not which one leads.
            old = understand(of_one_region(before) + ANSWER_TYPES["figure"].ending, gazetteer, now=now)
        return _swapped(old, new, gazetteer, now)
    if not core and topic_request(old) is not None and new.kind != "reason":
        # 有哪些, 具体呢: of a whole field there is no more to ask.
        return before
    head = understand(of_one_region(_head(before, gazetteer, now)), gazetteer, now=now)
    topic = _AGAINST.sub("", _topic(head))
    return _short(old, new, core, topic) or _completed(old, new, core, topic)


def _short(old: Question, new: Question, core: str, topic: str) -> str | None:
    """Return a short question made whole that asks for another aspect, field or kind of what was asked before; None for any
    other."""
    if len(core) > _SHORT or not (core or new.kind == "reason"):
        return None
    where = _places(new if new.places else old) + _written(new.years or old.years)
    text = fold(new.text).rstrip("？?。 ")
    broad = topic_request(old)
    if broad is not None and new.kind == "reason" and lacks_topic(new.text):
        # Why is asked of what was told, not for the same once more.
        return f"{where}{topic}的原因是什么？"
    moved = bool(new.places or new.years)
    if broad is None and not moved and text.endswith("呢") and (other := _with_other_indicator(old, core)):
        return other
    if (
        broad is None
        and old.kind == new.kind == "figure"
        and (pair := counterpart(topic, _REACHED.sub("", core)))
    ):
        # 支出完成多少, after what came in.
        return f"{where}{written_in(pair, new.script)}{ANSWER_TYPES['figure'].ending}"
    field = of_field(broad, core, ends_open=text.endswith("呢"))
    if field is not None and (broad is not None or not _is_thing(old)):
        return where + written_in(field, new.script)
    if broad is not None or not text.endswith("呢") or _names_indicator(new):
        return None
    kind = other_kind(topic, core, of_kind=text.endswith("的呢"))
    return None if kind is None else where + written_in(kind, new.script) + ANSWER_TYPES[old.kind].ending


def _with_other_indicator(old: Question, core: str) -> str | None:
    """Return the earlier question with another indicator in place of its first, where it asks for more than a figure: 蔬菜呢 after
    粮食产量比上年增加了吗; None where either names none."""
    folded = fold(old.text)
    named = find_indicators(folded)
    if not named:
        return None
    plain = old.kind not in ("yesno", "reason") and _SET_AGAINST.search(folded, named[0].end) is None
    if len(named) == 1 and plain:
        return None
    first = named[0]
    text = folded[first.start : first.end]
    if any(m.start == 0 and m.end == len(core) for m in find_indicators(core)):
        other: str | None = core
    else:
        other = other_kind(text, core, of_kind=False)
    if other is None or other == text:
        return None
    # 总 is said of grain alone.
    other = re.sub("总(?=产量$)", "", other)
    return old.text[: first.start] + written_in(other, old.script) + old.text[first.end :]


def lacks_topic(question: str) -> bool:
    """Return whether a question by itself says neither what is asked for nor where: 那2020年呢, 还有呢, 为什么."""
    bare = _bare(question)
    if is_going_on(question) or _against_year_before(question) or _AMONG_EARLIER.fullmatch(bare):
        return True
    rest = QUESTION_WORDS.sub("", _OPENING.sub("", _ANY_YEAR.sub("", bare)))
    return not _YEAR_OF_BEFORE.sub("", rest).strip("年的呢是有")


def is_going_on(question: str) -> bool:
    """Return whether a question only asks for more of what was asked before: 还有呢, 还有别的吗."""
    return _GOING_ON.fullmatch(_bare(question)) is not None


def _against_year_before(question: str) -> str:
    """Return what is asked of a figure by a question that sets what was asked before against the year before that, 比上一年呢,
    比去年多多少; "" for any other question."""
    bare = _bare(question)
    if _DIFFERENCE.fullmatch(bare):
        return _MORE
    return _GROWN if _AGAINST_YEAR_BEFORE.fullmatch(bare) else ""


def _bare(question: str) -> str:
    return re.sub(r"[^\w]", "", fold(question))


def _head(text: str, gazetteer: Gazetteer, now: int) -> str:
    """Return the first clause of a question where it names a topic: what the later ones ask of it is not the topic. One
    that only says among what the topic stands (某某十大工程里) names none."""
    head, _, tail = text.partition("，")
    if _AMONG.search(head):
        return text
    return head if tail and _core(understand(head, gazetteer, now=now)) else text


def leans(question: str) -> bool:
    """Return whether the wording depends on an earlier turn: 那……呢, 这些, 第二年."""
    text = fold(question)
    marks = (_OPENING, _POINTING, _YEAR_OF_BEFORE, _AGAINST_YEAR)
    return text.rstrip("？?。").endswith("呢") or any(mark.search(text) for mark in marks)


def _dated(question: Question) -> bool:
    return bool(question.years or question.report_year or question.period)


def _core(question: Question) -> str:
    """Return what a question asks about, without place, year and words that only refer back."""
    text = _YEAR_OF_BEFORE.sub(" ", question.focus)
    for name in question.unknown_places:
        text = text.replace(fold(name), " ")
    text = re.sub(r"[跟和同与]?(?:相|对)?比(?:呢)?|两年|各(?:自)?", " ", text)
    # Of "跟2020年比呢" and "2022年的呢" no more than these is left.
    core = re.sub(r"\s+", "", _CLOSING.sub("", _OPENING.sub("", text.strip()))).strip("跟和同与的")
    # 那2023年底呢 asks about the year.
    return "" if core in ("底", "末", "初", "有", "都有") else core


def _swapped(old: Question, new: Question, gazetteer: Gazetteer, now: int) -> str:
    """Return the earlier question with its years or places replaced: 那第二年呢？ 换成某县呢？ 另一个市的呢？

    Where a comparison is asked for (跟某年比呢？), the new ones are added instead of replacing the old.
    """
    text = old.text
    comparing = _COMPARING.search(fold(new.text)) is not None
    if new.places:
        named = _places(new)
        if len(new.places) == len(old.places) == 1:
            named = _namesake_in(named, old.places[0], gazetteer) or named
        if old.places:
            first, last = old.places[0], old.places[-1]
            kept = text[first.start : last.end] + "和" if comparing else ""
            text = text[: first.start] + kept + named + text[last.end :]
        else:
            text = named + text
    years = _asked_years(old, new)
    if years:
        named = _written((*old.years, *years) if comparing and new.years else years)
        text = _with_years(text, named, old, now)
    return text


def _namesake_in(wider: str, place: PlaceSpan, gazetteer: Gazetteer) -> str | None:
    """Return the namesake of `place` in a province or city that the library tells of; None where there is none.

    After 某市某区 the question 另一个市呢 is about the district there.
    """
    named = wider + place.own
    held = [found for found in gazetteer.named(named) if found.filed]
    return named if held and not any(found in place.places for found in held) else None


def _with_years(text: str, years: str, old: Question, now: int) -> str:
    """Return `text` with `years` in place of the last year that `old` asks about, or in front where it names none.

    Args:
        text: the earlier question, with any new places.
        years: the years, as written in a question.
        old: the parsed earlier question.
        now: the year that 今年 stands for.
    """
    last = old.years[-1] if old.years else old.report_year
    spans = [s for s in find_years(text, now=now) if last in s.years]
    if not spans:
        return years + text
    return text[: spans[-1].start] + years + text[spans[-1].end :]


def _asked_years(old: Question, new: Question) -> tuple[int, ...]:
    """Return the years that the new question names, or derives from the earlier one: 第二年, 前一年."""
    if new.years:
        return new.years
    known = old.years or ((old.report_year,) if old.report_year else ())
    folded = fold(new.text)
    if known and _SAME_YEAR.search(folded):
        return known
    if known and _NEXT_YEAR.search(folded):
        return (known[-1] + 1,)
    if known and _YEAR_BEFORE.search(folded):
        return (known[0] - 1,)
    return ()


def _completed(old: Question, new: Question, core: str, topic: str) -> str:
    """Return the new question with the places, years and, where it refers back, the topic of the earlier one."""
    rest = new.text[_end_of_opening(new.text) :]
    parts: list[str] = []
    named_itself = _names_indicator(new)
    if (not new.places or _MEASURED_AGAINST.match(fold(rest))) and not _among_all(old, new):
        parts.append(_places(old))
    years = _asked_years(old, new)
    if years and not new.years:
        parts.append(_written(years))
        rest = _YEAR_OF_BEFORE.sub("", rest)
    elif not _dated(new) or _AGAINST_YEAR.search(fold(rest)):
        parts.append(_written(old.years or ((old.report_year,) if old.report_year else ())))
    ends_open = rest.rstrip("？?。").endswith("呢")
    thing = old.kind != "person" and topic_request(old) is None and _is_thing(old)
    short = len(core) <= _SHORT and not ends_open and not named_itself and not has_subject(rest, thing=thing)
    about_topic = _POINTING.search(fold(rest)) or not core or short
    if _OF_TOPIC.fullmatch(core):
        about_topic, rest = True, rest.removeprefix("的")
    said_of_topic = not new.places and not new.years and _SAID_OF_TOPIC.match(fold(rest)) is not None
    if said_of_topic:
        parts.append(topic)
    elif about_topic or (_MEASURE_OF.fullmatch(core) and _is_thing(old)):
        parts.append(topic + ("" if _MEASURED_AGAINST.match(fold(rest)) else "，"))
    if ends_open and not ASKING.search(fold(rest)):
        rest = _CLOSING.sub("", rest) + ANSWER_TYPES[_kind_asked(old, new, core)].ending
    return "".join(parts) + rest


def _among_all(old: Question, new: Question) -> bool:
    """Return whether the new question asks among all regions, not among those of the earlier one: 哪个县最高 after one
    county."""
    if not asks_among_regions(new.text) or goes_through_members(old):
        return False
    return len(old.places) < 2 or _names_indicator(new)


def _names_indicator(question: Question) -> bool:
    return bool(asked_indicators(of_one_region(compact(question)), ())[0])


def _kind_asked(old: Question, new: Question, core: str) -> AnswerKind:
    """Return the answer type of a question without a question word: a figure for an indicator, else the earlier
    one."""
    if new.kind != "text":
        return new.kind
    return "figure" if measured_units(core) or _MEASURE_OF.fullmatch(core) else old.kind


def _end_of_opening(text: str) -> int:
    """Return the offset in `text` at which the words that open a follow-up (那, 还有, 换成) end."""
    opening = _OPENING.match(fold(text))
    return opening.end() if opening else 0


def _places(question: Question) -> str:
    """Return the places of a question, joined, as the question writes them."""
    return "和".join(question.text[place.start : place.end] for place in question.places)


def _written(years: Sequence[int]) -> str:
    """Return years as a question writes them, joined: 2021年和2022年."""
    return "和".join(f"{year}年" for year in dict.fromkeys(years))


def _topic(old: Question) -> str:
    """Return the topic of the earlier question as a phrase, without the measure of it that was asked for."""
    broad = topic_request(old)
    if broad is not None and broad.names:
        return written_in("、".join(broad.names) + "方面", old.script)
    # Of 甲县和乙县2021年产量 the 和 is left.
    phrase = re.sub(r"\s+", "", re.sub(r"^[和与跟及]\s+", "", old.focus))
    bare = re.sub(rf"{_HAVING}|[是有为]$", "", phrase)
    named = any(m.start == 0 and m.end == len(bare) for m in find_indicators(bare))
    topic = bare if named else re.sub(rf"{_HAVING}|[是有为]$", "", _MEASURE_OF.sub("", phrase) or phrase)
    topic = _LEFT_BEHIND.sub("", topic) or topic
    topic = measure if measured_units(measure := _REACHED.sub("", topic)) else topic
    # 开工了哪些项目 is about 开工的项目, 有哪些项目开工 as well.
    if (done := _DONE.fullmatch(topic)) is not None:
        verb, what = done["verb"] or done["after"], done["what"] or done["before"]
        return written_in(f"{verb}的{what}" if len(what) > 1 else verb, old.script)
    written = re.search(r"[\s,]*".join(map(re.escape, topic)), fold(old.text))
    if not topic or written is None:
        return written_in(topic, old.script)
    # As the question writes it: GDP, not gdp.
    return re.sub(r"[\s，,]+", "", old.text[written.start() : written.end()])


def _is_thing(old: Question) -> bool:
    """Return whether the earlier question is about a thing (项目, 高铁站) with measures of its own.

    A question about a measure itself (财政收入) is not.
    """
    phrase = re.sub(r"\s+", "", old.focus)
    return _MEASURE_OF.search(phrase) is not None or not measured_units(phrase)
