"""How questions are worded: the words that show what type of answer is asked, and those that ask and tell nothing else.

All patterns are for folded text; the words themselves stand in data/*.toml.
"""

from __future__ import annotations

from ingest.chinese.units import UNIT
from ingest.chinese.word_table import WordTable

_TYPES = WordTable("assistant.question", "answer_types")
HOW_MANY = _TYPES.words("how_many", unit=UNIT)
MONEY = _TYPES.words("money")
BY_HEAD = _TYPES.words("by_head")
LAND = _TYPES.words("land")
SHARE = _TYPES.words("share")
DURATION = _TYPES.words("duration")
DATE = _TYPES.words("date")
REASON = _TYPES.words("reason")
ORGANISATION = _TYPES.words("organisation")
PERSON = _TYPES.words("person")
PLACE = _TYPES.words("place")
LIST = _TYPES.words("list")
YESNO = _TYPES.words("yesno")
_AT_END = r"(?:{words})$"
HEADING_OFFICE = _TYPES.words("heading_office", frame=_AT_END)
HEADING_PERSON = _TYPES.words("heading_person", frame=_AT_END)
HEADING_ORGANISATION = _TYPES.words("heading_organisation", frame=_AT_END)
HEADING_DATE = _TYPES.words("heading_date", frame=_AT_END)
HEADING_PLACE = _TYPES.words("heading_place", frame=_AT_END)
HEADING_REASON = _TYPES.words("heading_reason", frame=_AT_END)
HEADING_TEXT = _TYPES.words("heading_text", frame=_AT_END)
HEADING_LIST = _TYPES.words("heading_list", frame=_AT_END)
COUNTED_ITEMS = _TYPES.words("counted_items")
PERSON_OR_BODY = _TYPES.words("person_or_body")
THINGS_CALLED = _TYPES.words("things_called")
WHICH_YEAR = _TYPES.words("which_year")
WHICH_IS_MORE = _TYPES.words("which_is_more")

_QUESTION_WORDS = WordTable("assistant.question", "question_words")
QUESTION_WORDS = _QUESTION_WORDS.words("question_words", unit=UNIT)
ASKING = _QUESTION_WORDS.words("asking")
SPAN_OF_YEARS = _QUESTION_WORDS.words("span_of_years")
OF_REPORT = _QUESTION_WORDS.words("of_report")
SOURCE = _QUESTION_WORDS.words("source")
# Characters before and after the question word that it asks about.
ASKED_REACH = 8

_AIMS = WordTable("assistant.question", "aims")
PLAN = _AIMS.words("plan")
REVIEW = _AIMS.words("review")
FAILED = _AIMS.words("failed")
TOTAL = _AIMS.words("total")
DIFFERENCE = _AIMS.words("difference")
EXTREME = _AIMS.words("extreme")
MEMBERS = _AIMS.words("members")
