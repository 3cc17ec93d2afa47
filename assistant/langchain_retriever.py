"""A LangChain retriever over the library, for chains of the user's own."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.pipeline import Assistant


class XianwenRetriever(BaseRetriever):
    """Retrieves passages as LangChain documents.

    The metadata of each document are doc, title, region, place, date, start and end (character offsets in the stored text),
    and score.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = Field(default=10, ge=1)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        found = self.assistant.search(query, k=self.k)
        return [
            Document(
                page_content=s.passage.text,
                metadata={
                    "doc": s.passage.doc,
                    "title": s.passage.title,
                    "region": s.passage.tells_of[0] if s.passage.tells_of else None,
                    "place": s.passage.tells_of[1] if s.passage.tells_of else None,
                    "date": s.passage.date,
                    "start": s.passage.start,
                    "end": s.passage.end,
                    "score": s.score,
                },
            )
            for s in found
        ]
