"""What stands beside the questions that documents answer: what is said to the program, and what cannot be asked as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answer.about_library import reply_about_library
from assistant.answer.in_english import not_understood
from assistant.answer.model import AnswerLine
from assistant.answer.templates import pieces
from assistant.question.about_library import about_library, names_only_places
from assistant.question.english.translate import Translation, is_english, translated
from assistant.question.followup import lacks_topic
from assistant.question.model import Question
from assistant.question.understand import understand, validated
from assistant.search.legible import is_legible
from assistant.search.retriever import Retriever
from ingest.chinese.script import script_of
from ingest.errors import QuestionError

# Where the library is empty nothing that it answers can be given as an example.
_EXAMPLE = "某县2023年一般公共预算收入是多少？"
_MOST_SHOWN = 30


class Beside:
    """Replies to what documents are not asked.

    Args:
        retriever: of the library.
        examples: returns questions that the library answers.
    """

    def __init__(self, retriever: Retriever, examples: Callable[[], Sequence[str]]) -> None:
        self.retriever, self.examples = retriever, examples

    def reply(self, question: str) -> list[AnswerLine]:
        """Return the reply to what is said to the program, asked about the library, holds no word or is English that is not
        understood; nothing for any other question."""
        asked = self._understood(question)
        if matter := about_library(asked):
            return reply_about_library(asked, matter, self.retriever.holdings())
        told = self.translated(question)
        if told is not None:
            return [] if told.text is not None else [not_understood(told, self._example())]
        legible = is_legible(asked, self.retriever.library)
        return [] if legible else [self._advice("not_understood", question)]

    def alone(self, question: str, written: str) -> list[AnswerLine]:
        """Return the reply to what asks for nothing without a question before it: to a place by its documents; nothing for
        any other question.

        Args:
            question: in Chinese.
            written: as it was asked.
        """
        asked = self._understood(question)
        if names_only_places(asked):
            return reply_about_library(asked, "documents", self.retriever.holdings())
        return [self._advice("nothing_before", written)] if lacks_topic(question) else []

    def is_question(self, turn: str) -> bool:
        """Return whether an earlier turn asks what documents tell: no greeting, and nothing that could not be asked."""
        try:
            return not self.reply(validated(turn))
        except QuestionError:
            return False

    def translated(self, question: str) -> Translation | None:
        """Return what becomes of a question in English; None for any other."""
        return translated(question, self.retriever.holdings().gazetteer) if is_english(question) else None

    def in_chinese(self, question: str) -> str:
        """Return a question in English in Chinese where it is understood; any other as it is."""
        told = self.translated(question)
        return question if told is None or told.text is None else told.text

    def _understood(self, question: str) -> Question:
        holdings = self.retriever.holdings()
        return understand(question, holdings.gazetteer, now=holdings.this_year)

    def _advice(self, template: str, question: str) -> AnswerLine:
        """Return how to ask instead of `question`, with an example."""
        text = question if len(question) <= _MOST_SHOWN else f"{question[:_MOST_SHOWN]}……"
        said = pieces(template, script_of(question), text=text, example=self._example())
        return AnswerLine(said, "not_found")

    def _example(self) -> str:
        return next(iter(self.examples()), _EXAMPLE)
