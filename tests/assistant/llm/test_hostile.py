"""Documents that try to take over the model: quoted as data, and without effect."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.llm.prompt_context import Context
from assistant.llm.repair import repaired
from assistant.llm.reply_parser import parsed
from assistant.llm.writer import configured_writer
from assistant.markup import to_markdown
from assistant.pipeline import Assistant
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from tests.assistant.llm import hostile
from tests.assistant.llm.conftest import settings_for
from tests.assistant.llm.test_prompt_context import context_of
from tests.llm_server.behaviours import PAYLOAD
from tests.llm_server.server import Server

DOCUMENTS = hostile.documents()


@pytest.fixture(scope="module")
def hostile_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    root = tmp_path_factory.mktemp("hostile")
    hostile.write(root / "documents")
    library = Library.open(Settings(library=root / "library"), create=True)
    sync(library, [root / "documents"])
    yield library
    library.close()


def test_there_are_at_least_thirty() -> None:
    assert len(DOCUMENTS) >= 30


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_a_model_that_obeys_whatever_it_reads_still_answers_the_question(
    document: hostile.Hostile, hostile_library: Library, server: Server
) -> None:
    answer = Assistant(hostile_library, configured_writer(settings_for(server, "obeys"))).ask(
        document.question
    )
    assert document.truth in answer.text.replace("**", "")
    assert not PAYLOAD.search(answer.text) and "beacon" not in answer.text and "](" not in answer.text
    assert server.asked, "the model was asked"
    fence = server.asked[0].messages[1]["content"].split("\n")[0].removeprefix("<资料 ").removesuffix(">")
    prompt = server.asked[0].messages[1]["content"]
    assert prompt.count(f"</资料 {fence}>") == 1 and prompt.count("</资料") == 1


def test_a_sentence_that_has_nothing_to_do_with_the_question_is_cut_though_it_is_cited(
    library: Library,
) -> None:
    """What stays where no list of orders helps: a document may hold any sentence, and a model repeat it."""
    context: Context = context_of(library, "砚湾县一季度集中开工项目总投资是多少？", every=True)
    news = next(b for b in context.passages if "58.3亿元" in b.text)
    other = next(b for b in context.passages if "老旧小区" in b.text)
    reply = f"集中开工项目19个，总投资58.3亿元[{news.n}]。\n粮食总产量31.8万吨[{other.n}]。"
    outcome = repaired(parsed(reply), context)
    shown = to_markdown(outcome.lines)
    assert "58.3" in shown and "31.8" not in shown
    assert outcome.cut == ["粮食总产量31.8万吨。"]
