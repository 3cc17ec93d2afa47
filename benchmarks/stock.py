"""The stock LangChain recipe on the same documents, with the same embedding model.

RecursiveCharacterTextSplitter 500/50, rank_bm25 over jieba words and Chroma, joined by EnsembleRetriever.
"""

from __future__ import annotations

import tempfile
import time

from benchmarks.measure import documents, questions, report


def main() -> None:
    """Measure in a temporary Chroma folder."""
    began = time.perf_counter()
    import jieba
    from langchain_chroma import Chroma
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from ingest.embedding import load_embedder

    embedder = load_embedder("builtin")

    class Builtin(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in row] for row in embedder.encode(texts)]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    files = sorted(path for path in documents().rglob("*") if path.suffix in (".txt", ".md"))
    loaded = [
        Document(page_content=path.read_text(encoding="utf-8", errors="replace"), metadata={"doc": path.name})
        for path in files
    ]
    chunks = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50).split_documents(loaded)
    with tempfile.TemporaryDirectory() as scratch:
        words = BM25Retriever.from_documents(chunks, preprocess_func=lambda text: list(jieba.cut(text)))
        words.k = 10
        vectors = Chroma.from_documents(chunks, Builtin(), persist_directory=scratch)
        both = EnsembleRetriever(
            retrievers=[words, vectors.as_retriever(search_kwargs={"k": 10})], weights=[0.5, 0.5]
        )
        seconds = time.perf_counter() - began
        report("langchain", len(chunks), seconds, both.invoke, questions())


if __name__ == "__main__":
    main()
