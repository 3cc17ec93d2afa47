"""The wordings that show a document's kind and year, for folded text, from data/document_kinds.toml."""

from __future__ import annotations

from ingest.chinese.word_table import WordTable
from ingest.chinese.years import YEAR

_WORDS = WordTable("ingest.describe", "document_kinds")
PLAN = _WORDS.words("plan")
REPORT = _WORDS.words("report")
SPEECH = _WORDS.words("speech")
# The title of a speech itself: 在茶节上的讲话, not 茶节举行 陈远讲话.
SPEECH_ITSELF = _WORDS.words(
    "speech",
    frame=r"(?:(?<=[上时中]的)|(?=.{0,4}会议?上的?))(?:{words})(?:稿|材料|提纲|全文|摘要|\([^()]*\))?$",
)
NEWS = _WORDS.words("news")
NEWS_LEAD = _WORDS.words("news_lead")
NEWS_VERB = _WORDS.words("news_verb")
YEARLY_REPORT = _WORDS.words("yearly_report")
REPORT_TITLE = _WORDS.words("report_title")
WORK_TITLE = _WORDS.words("work_title")
OF_A_REPORT = _WORDS.words("of_a_report")
REPORT_BY_NEWS = _WORDS.words("report_by_news")
SPOKEN = _WORDS.words("spoken")
PAPER = _WORDS.words("paper")
DATED_LEAD = _WORDS.words("dated_lead")
LOOKS_BACK = _WORDS.words("looks_back")
REPRINT = _WORDS.words("reprint")
HELD = _WORDS.words("held")
REVIEW_IN_TEXT = _WORDS.words("review_in_text", year=YEAR)
JUST_PAST = _WORDS.words("just_past", frame="(?:{words}){year}", year=YEAR)
CURRENT = _WORDS.words("current", year=YEAR)
