import pytest
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from assistant.langchain_retriever import XianwenRetriever
from assistant.pipeline import Assistant
from ingest.errors import QuestionError

QUESTION = "岚屏县2021年一般公共预算收入是多少？"


def test_documents_come_best_first_with_where_they_stand(assistant: Assistant) -> None:
    found = XianwenRetriever(assistant=assistant, k=3).invoke(QUESTION)
    assert len(found) == 3
    best = found[0]
    assert "5.2亿元" in best.page_content
    assert set(best.metadata) == {"doc", "title", "region", "place", "date", "start", "end", "score"}
    assert (best.metadata["doc"], best.metadata["region"]) == ("岚屏2022.txt", "岚屏县")
    text = assistant.library.document(best.metadata["doc"]).text
    assert text[best.metadata["start"] : best.metadata["end"]] == best.page_content
    scores = [document.metadata["score"] for document in found]
    assert scores == sorted(scores, reverse=True)


def test_it_finds_what_search_finds(assistant: Assistant) -> None:
    found = XianwenRetriever(assistant=assistant, k=5).invoke(QUESTION)
    assert [d.page_content for d in found] == [s.passage.text for s in assistant.search(QUESTION, k=5)]


def test_it_works_as_a_link_of_a_chain(assistant: Assistant) -> None:
    chain = XianwenRetriever(assistant=assistant, k=1) | RunnableLambda(
        lambda found: found[0].metadata["doc"]
    )
    assert chain.invoke(QUESTION) == "岚屏2022.txt"


def test_it_is_refused_a_number_of_passages_below_one(assistant: Assistant) -> None:
    with pytest.raises(ValidationError):
        XianwenRetriever(assistant=assistant, k=0)


def test_a_question_that_cannot_be_asked_is_refused(assistant: Assistant) -> None:
    with pytest.raises(QuestionError):
        XianwenRetriever(assistant=assistant).invoke("？？")
