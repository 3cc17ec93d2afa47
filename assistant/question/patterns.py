"""How questions are worded: the words that show what type of answer is asked, and those that ask and tell nothing else.

All patterns are for folded text; the words themselves stand in data/*.toml.
"""

from __future__ import annotations

from ingest.chinese.units import UNIT
from ingest.chinese.word_table import WordTable

_TYPES = WordTable("assistant.question", "answer_types")
HOW_MANY = _TYPES.words("how_many", unit=UNIT)
MONEY = _TYPES.words("money")
LAND = _TYPES.words("land")
SHARE = _TYPES.words("share")
DATE = _TYPES.words("date")
REASON = _TYPES.words("reason")
ORGANISATION = _TYPES.words("organisation")
PERSON = _TYPES.words("person")
PLACE = _TYPES.words("place")
LIST = _TYPES.words("list")
YESNO = _TYPES.words("yesno")
OFFICE_ASKED = _TYPES.words("office_asked")
COUNTED_ITEMS = _TYPES.words("counted_items")
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
