"""A model's thinking aloud, which some servers leave in the reply, taken out of it as it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAMES = "think|thinking|thought|reasoning"
_OPENING = re.compile(rf"<({_NAMES})>", re.IGNORECASE)
_CLOSING = re.compile(rf"</(?:{_NAMES})>", re.IGNORECASE)
_UNFINISHED = re.compile(r"</?[a-z]{0,9}$", re.IGNORECASE)
_LONGEST_TAG = len("</reasoning>")
# Some chat templates put the opening tag into the prompt, so that the reply begins in the middle of a thought. It reads
# unlike an answer, which begins with what was asked.
_MUSING = re.compile(
    r"好[的吧]?[，,。！]|嗯|唔|首先[，,]|让我|我(?:现在|先|们)?(?:需要|要|来|得|应该|看看|想想)|用户|这个问题|根据(?:用户|指令|要求)"
    r"|ok(?:ay)?\b|alright|let me|let's|we (?:need|are|have)|i (?:need|should|have|will)|the (?:user|question)|first,|hmm",
    re.IGNORECASE,
)
_MAY_MUSE = re.compile(r"[好嗯唔首让我用这根].{0,4}|[oalwitfhOALWITFH][a-zA-Z ']{0,11}")


class Thinking:
    """Takes the thinking out of one reply.

    Args:
        unopened: this model is known to begin in the middle of a thought.

    Attributes:
        unopened: this model does so.
    """

    def __init__(self, *, unopened: bool = False) -> None:
        self.unopened = unopened
        self._held = ""
        self._searched = 0
        # "musing" may be a thought: only a closing tag will tell. "opened" is one.
        self._state = "musing" if unopened else "start"

    def answer(self, pieces: Iterator[str]) -> Iterator[str]:
        """The pieces without the thinking; what is not known yet to be one or the other is held back."""
        begun = False
        for piece in pieces:
            self._held += piece
            for said in self._released():
                if said := said if begun else said.lstrip():
                    begun = True
                    yield said
        # What only looked like a thought was the answer.
        if self._state != "opened" and self._held.strip():
            yield self._held

    def _released(self) -> Iterator[str]:
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
        """Drop the thought if it has ended."""
        end = _CLOSING.search(self._held, self._searched)
        if end is None:
            self._searched = max(0, len(self._held) - _LONGEST_TAG)
            return False
        self.unopened = self.unopened or self._state == "musing"
        self._held, self._state = self._held[end.end() :].lstrip(), "answer"
        return True


def without_thinking(reply: str) -> str:
    """A whole reply without all that stands before a closing tag which nothing opened."""
    return _CLOSING.split(reply)[-1].lstrip()
