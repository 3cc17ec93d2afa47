"""Release a reply while it is being written, marking figures that occur in no passage.

Text is released at once; citations are numbered as they will be in the end.
"""

from __future__ import annotations

import re
from collections.abc import Container

from assistant.llm.prompt_context import Context
from assistant.llm.repair import NOT_FOUND, in_script
from assistant.llm.reply_parser import CLOSING, MARK, STOPS, Statement, heads, numbers, without_markup
from assistant.llm.sanitize import visible
from assistant.llm.verify import faults_of, unheld
from ingest.chinese.script import fold

_NUMERAL = re.compile(r"百分之|千分之|[\d０-９〇零一二三四五六七八九十百千万亿两第点．.,，:%％‰]")
# Not that of 个百分点.
_DIGIT = re.compile(r"[\d０-９〇零一二三四五六七八九十千两]|(?<!个)百")
# A figure's scale and unit after its digits are no longer than this: 万平方公里.
_UNIT_REACH = 6
_ENDS_FIGURE = re.compile(r"[，。；：、！？\n\[【（）“”《》]")
_BRACKETS = re.compile(r"[\[【［<!]")
# A bracket that has not closed after this many characters opens no mark, link or tag.
_LONGEST_BRACKET = 200


class StreamGuard:
    """Releases a reply piece by piece.

    Args:
        context: the passages that the reply is verified against.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._all = tuple(passage.n for passage in context.passages)
        self._held = ""
        self._numbers: dict[int, int] = {}
        self._segments: list[tuple[str, tuple[int, ...]]] = []
        self._sentence = ""
        self._ended = self._marked = False

    def feed(self, piece: str) -> str:
        """Return the text that can be shown now that `piece` has arrived."""
        self._held += visible(piece)
        return self._released(final=False)

    def end(self) -> str:
        """Return the text that was held back until the reply was whole."""
        return self._released(final=True) + self._close()

    def _released(self, *, final: bool) -> str:
        """Return the held text that can be shown.

        Args:
            final: whether the reply is whole.
        """
        out: list[str] = []
        while self._held:
            if _BRACKETS.match(self._held):
                shown = self._bracket(final)
            elif _DIGIT.match(self._held):
                shown = self._figure(final)
            else:
                shown = self._word()
            if shown is None:
                break
            out.append(shown)
        return "".join(out)

    def _word(self) -> str:
        """Return the text up to the next bracket or figure."""
        stop = re.search(r"[\[【［<!]|" + _DIGIT.pattern, self._held)
        text, self._held = (
            (self._held[: stop.start()], self._held[stop.start() :]) if stop else (self._held, "")
        )
        return self._say(text)

    def _bracket(self, final: bool) -> str | None:
        """Return a mark, link, image or tag as it is shown once it has closed; None until then."""
        mark = MARK.match(self._held)
        if mark:
            self._held = self._held[mark.end() :]
            return self._cite(tuple(n for n in numbers(mark) if self._context.passage(n)))
        thing = re.match(r"!?\[[^\]\n]*\]\([^)\n]*\)|</?[a-zA-Z!|][^>\n]*>", self._held)
        if thing:
            name = re.match(r"\[([^\]]*)\]", thing[0])
            self._held = self._held[thing.end() :]
            return self._say(name[1]) if name else ""
        open_still = re.fullmatch(
            r"!|!?\[[^\]\n]*(?:\](?:\([^)\n]*)?)?|【[^】\n]*|［[^］\n]*|<[^>\n]*", self._held
        )
        if open_still and not final and len(self._held) < _LONGEST_BRACKET:
            return None
        char, self._held = self._held[0], self._held[1:]
        return self._say(char)

    def _figure(self, final: bool) -> str | None:
        """Return a figure once its unit is known, or at once if its digits occur in a passage; None while unsure."""
        digits = re.match(rf"(?:{_NUMERAL.pattern})+", self._held)
        end = digits.end() if digits else 1
        settled = final or len(self._held) >= end + _UNIT_REACH or _ENDS_FIGURE.search(self._held, end)
        known = re.sub(r"\s+", "", fold(self._tail() + self._held)) in self._context.everything
        if not settled and not known:
            return None
        stop = re.compile(f"{_ENDS_FIGURE.pattern}|{_DIGIT.pattern}").search(self._held, end)
        reach = stop.start() if stop else len(self._held) if known else end + _UNIT_REACH
        text, self._held = self._held[:reach], self._held[reach:]
        if not settled:
            return self._say(text)
        # All of the sentence, which may say that the figure is rounded.
        before = self._sentence
        missing = unheld(before + text, self._context, self._all)
        return self._say(text, {end - len(before) for _, end in missing if end > len(before)})

    def _tail(self) -> str:
        """Return the digits, years and months shown last, which the held ones may continue."""
        m = re.search(rf"(?:{_NUMERAL.pattern}|[年月])+$", self._sentence)
        return m[0] if m else ""

    def _say(self, text: str, mark_at: Container[int] = ()) -> str:
        """Return `text` as it is shown, with a mark at the offsets `mark_at`."""
        out = ""
        for i, char in enumerate(text, 1):
            if self._ended and not char.isspace() and char not in STOPS + CLOSING + "\n":
                out += self._close()
            out += self._close() + char if char == "\n" else char
            self._sentence += char
            self._ended = self._ended or char in STOPS + "\n"
            if i in mark_at:
                self._marked = True
                out += NOT_FOUND
        return in_script(without_markup(out), self._context.question.script)

    def _cite(self, cited: tuple[int, ...]) -> str:
        """Return citations as they are shown, and end the segment before them."""
        self._segments.append((self._sentence, cited))
        self._sentence = ""
        return "".join(f"[{self._numbers.setdefault(n, len(self._numbers) + 1)}]" for n in cited)

    def _close(self) -> str:
        """End the sentence; return a mark if it is not supported by what it cites and bears no mark yet."""
        statement = Statement((*self._segments, (self._sentence.strip(), ())))
        marked, self._marked = self._marked, False
        self._segments, self._sentence, self._ended = [], "", False
        if marked or statement.empty or statement.leads:
            return ""
        faults = faults_of(statement, self._context)
        if [fault.kind for fault in faults] == ["source"]:
            # Its citation may stand above or follow, and is sought when the reply is whole.
            if heads(statement.text) or statement.text.startswith("|"):
                return ""
            faults = [f for f in faults_of(statement.citing(self._all), self._context) if f.kind != "aside"]
        return NOT_FOUND if faults else ""
