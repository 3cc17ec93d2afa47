"""A shelf of small invented reports, and a library made from it."""

from __future__ import annotations

from pathlib import Path

from ingest.chinese.tokens import terms
from ingest.embedding import Embedder, Vectors
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.model import SyncReport
from ingest.sync.run import sync

SENTENCES = {
    "岚岭县": "岚岭县去年引进竹编产业园项目十二个，总投资三十六亿元。",
    "泊舟县": "泊舟县新建渔港码头两座，年吞吐能力达到八十万吨。",
    "霜原县": "霜原县完成高标准农田建设九万亩，粮食总产量再创新高。",
}


class CountingEmbedder:
    """The built-in model, counting the texts that it embeds."""

    def __init__(self, model: Embedder) -> None:
        self.model, self.texts = model, 0
        self.name, self.dimensions = model.name, model.dimensions

    def encode(self, texts: list[str]) -> Vectors:
        self.texts += len(texts)
        return self.model.encode(texts)


def counting(library: Library) -> CountingEmbedder:
    """Have `library` embed with a model that counts."""
    library._model = counted = CountingEmbedder(library.embedder)
    return counted


def report(county: str, sentence: str | None = None) -> str:
    """The text of a short news item about an invented county."""
    sentence = sentence or SENTENCES[county]
    return f"{county}经济运行平稳向好\n{sentence}全县上下凝心聚力，各项工作扎实推进，群众的获得感不断增强。\n"


def put(folder: Path, name: str, text: str) -> Path:
    """Write a file, and the folders it needs."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def fill(folder: Path) -> Path:
    """Three documents of three counties, one in a subfolder."""
    for county, name in zip(SENTENCES, ("岚岭.txt", "泊舟.txt", "农业/霜原.txt"), strict=True):
        put(folder, name, report(county))
    return folder


def opened(tmp_path: Path, **settings: object) -> Library:
    """The library of a test, made if need be."""
    return Library.open(Settings(library=tmp_path / "library", **settings), create=True)  # type: ignore[arg-type]


def counts(report: SyncReport) -> tuple[int, int, int, int, int]:
    """added, changed, unchanged, removed, failed."""
    return report.added, report.changed, report.unchanged, report.removed, len(report.failed)


def names(library: Library) -> list[str]:
    """The names of all documents."""
    return [document.doc for document in library.documents()]


def found_by_words(library: Library, text: str) -> list[str]:
    """The texts that hold words of `text`, best first."""
    hits = library.search_words(dict.fromkeys(terms(text), 1.0), 10)
    return [passage.text for passage in library.passages([id_ for id_, _ in hits])]


def found_by_vectors(library: Library, text: str) -> list[str]:
    """The texts nearest to `text`, best first."""
    hits = library.search_vectors(library.embedder.encode([text])[0], 10)
    return [passage.text for passage in library.passages([id_ for id_, _ in hits])]


def ingest(library: Library, *paths: Path, **options: bool) -> SyncReport:
    """Sync `paths`."""
    return sync(library, paths, **options)  # type: ignore[arg-type]
