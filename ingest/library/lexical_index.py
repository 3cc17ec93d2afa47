"""The lexical index: BM25 over the terms of passages (tantivy, on disk).

Two fields: `body` holds the terms of a passage's own text, `context` those of its region, year, title and headings,
so that the two can be weighted differently. Terms are made by `ingest.chinese.tokens`."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from ingest.errors import LibraryError
from ingest.faults import is_panic

log = logging.getLogger(__name__)

_FIELDS = ("body", "context")
# tantivy's least is 15 MB a thread; one thread, so that a commit makes one segment.
_WRITER_BYTES = 64_000_000
# A file of tantivy ends with a footer as JSON, which holds the checksum of what stands before it, the footer's length
# and this number, 4 bytes each (tantivy's directory/footer.rs).
_MAGIC = 1337
_CHECKED = {".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term", ".del"}


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """The index entry of a passage: its id, its document's number, and the terms of its two fields."""

    id: int
    document: int
    body: Sequence[str]
    context: Sequence[str]


class LexicalIndex:
    """The lexical index in `folder`; searched from any thread, written from one."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`.

        Raises:
            LibraryError: there is none, or it is damaged.
        """
        self.folder = folder
        with _explained(folder):
            self._index = tantivy.Index.open(str(folder))
            self._index.config_reader("manual")
            self._index.reload()
            self._schema = self._index.schema
        self._writer: tantivy.IndexWriter | None = None

    @classmethod
    def create(cls, folder: Path) -> LexicalIndex:
        """Create an empty index in `folder`, which must not exist."""
        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        for name in _FIELDS:
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        builder.add_unsigned_field("id", indexed=True, fast=True)
        builder.add_unsigned_field("document", indexed=True)
        tantivy.Index(builder.build(), str(folder))
        return cls(folder)

    def reload(self) -> None:
        """Notice what any process has committed since."""
        self._index.reload()

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    def search(
        self,
        weights: Mapping[str, float],
        k: int,
        *,
        documents: Sequence[int] | None = None,
        context_weight: float = 0.5,
    ) -> list[tuple[int, float]]:
        """Return the passages with the highest sum of weight × BM25 over the terms.

        Args:
            weights: term → weight; a weight of 0 leaves the term out.
            k: the most passages to return.
            documents: numbers of the documents to search in; None searches all.
            context_weight: weight of a match in `context` relative to one in `body`; 0 leaves the field out.

        Returns:
            (passage id, score), best first.
        """
        should = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, term), weight * share))
            for field, share in zip(_FIELDS, (1.0, context_weight), strict=True)
            for term, weight in weights.items()
            if weight * share
        ]
        if not should or k < 1 or (documents is not None and not documents):
            return []
        query = tantivy.Query.boolean_query(should)
        if documents is not None:
            inside = tantivy.Query.term_set_query(self._schema, "document", list(documents))
            # A constant of 0: where a passage stands must not add to its score.
            inside = tantivy.Query.const_score_query(inside, 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, inside), (tantivy.Occur.Must, query)])
        with _explained(self.folder):
            searcher = self._index.searcher()
            hits = searcher.search(query, k, count=False).hits
            ids = searcher.fast_field_values("id", [address for _, address in hits])
        return [(int(id_), float(score)) for id_, (score, _) in zip(ids, hits, strict=True)]

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term, "freq")

    def frequency(self, term: str, *, without: Sequence[int] = ()) -> int:
        """Return the number of passages with `term` in body or in context, whichever has more.

        Passages removed lately still count until the index merges its segments.

        Args:
            term: the term.
            without: ids of passages that do not count.
        """
        with _explained(self.folder):
            searcher = self._index.searcher()
            counts = {field: int(searcher.doc_freq(field, term)) for field in _FIELDS}
            if without and any(counts.values()):
                left_out = tantivy.Query.term_set_query(self._schema, "id", list(without))
                for field in _FIELDS:
                    both = [(tantivy.Occur.Must, self._term(field, term)), (tantivy.Occur.Must, left_out)]
                    counts[field] -= int(
                        searcher.search(tantivy.Query.boolean_query(both), 1, count=True).count
                    )
        return max(counts.values())

    def held(self, ids: Sequence[int]) -> int:
        """Return how many of `ids` the index holds."""
        if not ids:
            return 0
        query = tantivy.Query.term_set_query(self._schema, "id", list(ids))
        with _explained(self.folder):
            return len(self._index.searcher().search(query, len(ids) + 1, count=False).hits)

    def altered_files(self) -> list[str]:
        """Return the names of the index's files whose content is not what was written, by their own checksums."""
        return sorted(path.name for path in self.folder.iterdir() if path.suffix and not _is_as_written(path))

    def write(self, entries: Sequence[LexicalEntry], *, remove: Sequence[int] = ()) -> None:
        """Add `entries` and remove the ids in `remove`, in one commit."""
        try:
            self._write(entries, remove)
        except (ValueError, OSError) as error:
            raise LibraryError(
                f"写入词语索引 {self.folder} 失败：{error}。请检查磁盘空间和权限后重试；资料库没有改动。"
                "(Writing the word index failed: check disk space and permissions. The library is unchanged.)"
            ) from error
        self._index.reload()

    def _write(self, entries: Sequence[LexicalEntry], remove: Sequence[int]) -> None:
        if self._writer is None:
            self._writer = self._index.writer(_WRITER_BYTES, 1)
        if remove:
            inside = tantivy.Query.term_set_query(self._schema, "id", list(remove))
            self._writer.delete_documents_by_query(inside)
        for entry in entries:
            document = tantivy.Document()
            document.add_unsigned("id", entry.id)
            document.add_unsigned("document", entry.document)
            document.add_text("body", " ".join(entry.body))
            document.add_text("context", " ".join(entry.context))
            self._writer.add_document(document)
        self._writer.commit()

    def close(self) -> None:
        """Let segments merge and free the writer's memory. Searching and writing remain possible."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None
            self._index.reload()


def _is_as_written(path: Path) -> bool:
    """Return whether a file's checksum holds; True for files that have none."""
    if path.suffix not in _CHECKED:
        return True
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return True  # merged into another since the folder was listed
    length, magic = (int.from_bytes(data[at : at + 4], "little") for at in (len(data) - 8, len(data) - 4))
    if len(data) < 8 + length or magic != _MAGIC:
        return False
    try:
        footer = json.loads(data[len(data) - 8 - length : len(data) - 8])
        return bool(zlib.crc32(memoryview(data)[: len(data) - 8 - length]) == footer["crc"])
    except (ValueError, TypeError, KeyError):
        return False


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Raise what tantivy meets in damaged files as a LibraryError."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise LibraryError(_broken(folder, error)) from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise LibraryError(_broken(folder, error)) from error


def _broken(folder: Path, error: BaseException) -> str:
    return (
        f"资料库的词语索引 {folder} 缺失或损坏（{error}）。请运行 xianwen rebuild 重建。"
        "(The word index is missing or damaged: run xianwen rebuild.)"
    )
