"""Remove a model's reasoning, which some servers leave in the reply, while the reply is streamed."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAMES = "think|thinking|thought|reasoning"
_OPENING = re.compile(rf"<({_NAMES})>", re.IGNORECASE)
_CLOSING = re.compile(rf"</(?:{_NAMES})>", re.IGNORECASE)
_UNFINISHED = re.compile(r"</?[a-z]{0,9}$", re.IGNORECASE)
_LONGEST_TAG = len("</reasoning>")
# Some chat templates put the opening tag into the prompt, so that the reply begins within the reasoning. Its wording
# differs from an answer, which begins with what was asked.
_MUSING = re.compile(
    r"好[的吧]?[，,。！]|嗯|唔|首先[，,]|让我|我(?:现在|先|们)?(?:需要|要|来|得|应该|看看|想想)|用户|这个问题|根据(?:用户|指令|要求)"
    r"|ok(?:ay)?\b|alright|let me|let's|we (?:need|are|have)|i (?:need|should|have|will)|the (?:user|question)|first,|hmm",
    re.IGNORECASE,
)
_MAY_MUSE = re.compile(r"[好嗯唔首让我用这根].{0,4}|[oalwitfhOALWITFH][a-zA-Z ']{0,11}")


class ReasoningFilter:
    """Removes the reasoning from one reply.

    Args:
        unopened: whether this model is known to begin within its reasoning, without an opening tag.

    Attributes:
        unopened: whether this model does so.
    """

    def __init__(self, *, unopened: bool = False) -> None:
        self.unopened = unopened
        self._held = ""
        self._searched = 0
        # "musing" may be reasoning: only a closing tag shows it. "opened" is reasoning.
        self._state = "musing" if unopened else "start"

    def answer(self, pieces: Iterator[str]) -> Iterator[str]:
        """Yield the pieces without the reasoning; text that may be either is held back."""
        begun = False
        for piece in pieces:
            self._held += piece
            for text in self._released():
                if text := text if begun else text.lstrip():
                    begun = True
                    yield text
        # What only looked like reasoning was the answer.
        if self._state != "opened" and self._held.strip():
            yield self._held

    def _released(self) -> Iterator[str]:
        """Yield the text of the answer that is held and no longer in doubt."""
        while self._held:
            if self._state == "start":
                opening = self._held.lstrip()
                if not _MUSING.match(opening) and (not opening or _MAY_MUSE.fullmatch(opening)):
                    return
                self._state = "musing" if _MUSING.match(opening) else "answer"
            if self._state != "answer":
                if not self._thought_over():
                    return
                continue
            tag = _OPENING.search(self._held) or _UNFINISHED.search(self._held)
            if tag is None:
                self.unopened = self.unopened or _CLOSING.search(self._held) is not None
                yield self._held
                self._held = ""
                return
            yield self._held[: tag.start()]
            if tag.re is _UNFINISHED:
                self._held = self._held[tag.start() :]
                return
            self._held, self._state, self._searched = self._held[tag.end() :], "opened", 0

    def _thought_over(self) -> bool:
        """Drop the reasoning if it has ended, and return whether it has."""
        end = _CLOSING.search(self._held, self._searched)
        if end is None:
            self._searched = max(0, len(self._held) - _LONGEST_TAG)
            return False
        self.unopened = self.unopened or self._state == "musing"
        self._held, self._state = self._held[end.end() :].lstrip(), "answer"
        return True


def without_reasoning(reply: str) -> str:
    """Return a whole reply without everything before a closing tag that nothing opened."""
    return _CLOSING.split(reply)[-1].lstrip()
