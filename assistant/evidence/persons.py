"""Find who is named in a text, as an answer to the question who it was."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.question.answer_type import ANSWER_TYPES, DEED, OFFICE
from assistant.question.patterns import PERSON_OR_BODY
from ingest.chinese.dictionary import is_common_word, is_word
from ingest.chinese.names import ROLES, SURNAMES
from ingest.chinese.tokens import tagger

# What a form of names may match beside the name itself.
MARKS = "，,、。：: （("
# What the tagger takes for names: 高新区, 金银花.
_NO_NAME = re.compile(r"[县区市乡镇村园局部委路街河山湖港站院校厂社队班花]$")
# What a person who was named by office and name then does: 馆长扎西才旦介绍.
_DOES = (
    "介绍|说|表示|告诉|通过|率|带领|带队|主持|出席|参加|致辞|讲话|宣布|指出|强调|陪同|等|一行|向|为|在|到|代表|"
    r"[,，。、;；:：)）\s]|$"
)
# 龙县县长 is the end of the name of a county and an office.
_END_OF_PLACE = re.compile(r"[一-鿿]{1,2}[县市区旗州](?![一-鿿]?$)")
_DEPUTY = re.compile(r"副[总主]?$")
# 和 begins names of Naxi people.
_FUNCTION_WORD = re.compile(r"[的了是与及将把被从不这那有各全]|(?!^和[一-鿿]{2}$)和")


def persons_named(asked: str, text: str) -> list[str]:
    """Return the names in folded `text` that may answer the folded question `asked`; with their offices where they stand
    beside them.

    Where the question asks who answers for something, bodies are names too: 由县人民政府组织编制.
    """
    if _only_of_deputies(asked, text):
        return []
    form = ANSWER_TYPES["person"].form
    found = [m.group().strip(MARKS) for m in form.finditer(text)] if form else []
    # 商会代表 begins with a surname and names nobody.
    names = [name for name in found if not is_common_word(name[:2]) or name.startswith(ROLES)]
    names = [name for name in names if not (_is_business_of_office(name, text) or _END_OF_PLACE.match(name))]
    # 党总支书记, of which 党 is a surname, answers no question about that office.
    names = [name for name in names if name not in asked]
    names = names or list(people(text)) or _holders(asked, text) or _doers(asked, text)
    bodies = ANSWER_TYPES["organisation"].form
    if not names and bodies and PERSON_OR_BODY.search(asked):
        names = [m.group() for m in bodies.finditer(text)]
    return names


def _only_of_deputies(asked: str, text: str) -> bool:
    """Return whether folded `text` names the office that is asked for only as that of a deputy: 副团长 for 团长."""
    offices = {m.group() for m in OFFICE.finditer(asked) if asked[max(0, m.start() - 1)] != "副"}
    told = [m for office in offices for m in re.finditer(office, text)]
    return bool(told) and all(_DEPUTY.search(text[: m.start()]) for m in told)


def _holders(asked: str, text: str) -> list[str]:
    """Return what stands behind an office that is asked for like a name, also one whose surname is none of the usual
    ones."""
    offices = "|".join({re.escape(m.group()) for m in OFFICE.finditer(asked)})
    if not offices:
        return []
    return _unusual(re.findall(rf"(?:{offices})[:：\s]?([一-鿿·]{{2,6}}?)(?={_DOES})", text))


def _doers(asked: str, text: str) -> list[str]:
    """Return what stands between an office and what is asked who did it: 副主席戢治中主持会议 where the surname is none of
    the usual ones."""
    deeds = "|".join({m.group() for m in DEED.finditer(asked)})
    return (
        _unusual(re.findall(rf"(?:{OFFICE.expression})([一-鿿·]{{2,4}}?)(?={deeds})", text)) if deeds else []
    )


def _unusual(found: list[str]) -> list[str]:
    """Return those of what may be names that hold no common word."""
    return [
        name
        for name in found
        if not (_FUNCTION_WORD.search(name) or is_common_word(name[:2]) or is_common_word(name[-2:]))
    ]


def _is_business_of_office(name: str, text: str) -> bool:
    """Return whether what follows an office are two words and no name, 县长施政报告, although one begins like a surname.

    Args:
        name: the office and what follows it, as far as it may be a name.
        text: where it stands.
    """
    role = max((role for role in ROLES if name.startswith(role)), key=len, default=None)
    if role is None:
        return False
    start = text.find(name) + len(role)
    return is_word(text[start : start + 2]) and is_common_word(text[start + 2 : start + 4])


@lru_cache(maxsize=8192)
def people(text: str) -> tuple[str, ...]:
    """Return the words of folded `text` that jieba's tagger takes for personal names with a known surname."""
    return tuple(
        pair.word
        for pair in tagger().cut(text)
        if pair.flag == "nr"
        and len(pair.word) == 3
        and pair.word[0] in SURNAMES
        and not _NO_NAME.search(pair.word)
    )
