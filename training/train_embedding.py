"""Train the built-in embedding and write it into the package.

    python -m training.train_embedding DATA REPORTS… [--teacher FOLDER] [--out ingest/embedding/model]

DATA holds passages.jsonl.xz and questions.jsonl.xz, REPORTS are folders of any number of .txt and .md documents. The
model is a sentence-transformers StaticEmbedding: the mean of one trained vector a token. The passages that
benchmarks.reading measures on are kept out of it, tokenizer included. Everything is seeded. The tokenizers
library does not train the same Unigram model twice, so `--tokenizer` takes the shipped one to get the shipped
weights again.

The shipped vectors start from chance. With `--teacher`, a sentence encoder such as multilingual-e5-small as a Hugging
Face folder, they start from what it says of each piece, and common words of jieba's dictionary become pieces. Such vectors
know synonyms; docs/measurements.md tells why they are not shipped yet.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer

from benchmarks.reading import held_out
from training.distilled import distilled_vectors
from training.export import export
from training.pairs import Pair, ReadingSet, make_pairs, read_reading_set, read_reports
from training.start import starting_vectors
from training.tokenizer import train_tokenizer, with_common_words

log = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Hyperparameters, tuned on held-out questions. A larger learning rate forgets what the initial vectors know."""

    dimensions: int = 256
    batch: int = 512
    epochs: int = 3
    learning_rate: float = 0.03
    scale: float = 20.0
    token_dropout: float = 0.3
    seed: int = 35


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the training from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with passages.jsonl.xz and questions.jsonl.xz")
    parser.add_argument("reports", type=Path, nargs="+", help="folders of documents")
    parser.add_argument("--out", type=Path, default=Path("ingest/embedding/model"))
    parser.add_argument("--teacher", type=Path, help="folder of a sentence encoder to start from")
    parser.add_argument(
        "--kept", type=Path, default=Path("teacher.npz"), help="file of the teacher's vectors"
    )
    parser.add_argument(
        "--headings", action="store_true", help="train on headings and the paragraphs under them"
    )
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--tokenizer", type=Path, help="tokenizer.json to use instead of training one")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")

    recipe = Recipe(epochs=options.epochs)
    reading = read_reading_set(options.data, held_out)
    reports = [text for folder in options.reports for text in read_reports(folder)]
    texts = training_texts(reading, reports)
    if options.tokenizer:
        tokenizer = Tokenizer.from_file(str(options.tokenizer))
    else:
        log.info("training the tokenizer on %d texts", len(texts))
        tokenizer = train_tokenizer(texts)
        if options.teacher:
            tokenizer = with_common_words(tokenizer)
    if options.teacher:
        start = distilled_vectors(tokenizer, texts, recipe.dimensions, options.teacher, options.kept)
    else:
        start = starting_vectors(tokenizer, texts, recipe.dimensions, recipe.seed)
    weights = train(tokenizer, start, make_pairs(reading, reports, headings=options.headings), recipe)
    export(weights, tokenizer, options.out)
    model = SentenceTransformer(str(options.out), device="cpu", local_files_only=True)
    for among_all in (False, True):
        for source, (recall, questions, passages) in evaluate(model, reading, among_all=among_all).items():
            print(f"{source}: R@1 {recall:.3f} of {questions} held-out questions among {passages} passages")


def training_texts(reading: ReadingSet, reports: list[str]) -> list[str]:
    """Return every text that may be trained on, once."""
    passages = [p for number, p in enumerate(reading.passages) if number not in reading.held_out]
    questions = [q.text for q in reading.questions if q.passage not in reading.held_out]
    return passages + questions + [line for report in reports for line in report.split("\n")]


def train(tokenizer: Tokenizer, start: np.ndarray, pairs: list[Pair], recipe: Recipe) -> np.ndarray:
    """Return token vectors [pieces, dimensions] trained so that an anchor lies nearest to its own positive.

    Args:
        start: the initial vectors [pieces, dimensions].
    """
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(True)
    embedding = StaticEmbedding(tokenizer, embedding_weights=torch.from_numpy(start))
    model = SentenceTransformer(modules=[embedding], device="cpu")
    loss = MultipleNegativesRankingLoss(model, scale=recipe.scale)
    optimizer = torch.optim.Adam(model.parameters(), lr=recipe.learning_rate)
    chooser = random.Random(recipe.seed)
    anchors = encode_all(tokenizer, [pair.anchor for pair in pairs])
    positives = encode_all(tokenizer, [pair.positive for pair in pairs])
    groups = [pair.group for pair in pairs]
    batches = [b for _ in range(recipe.epochs) for b in distinct_batches(groups, recipe.batch, chooser)]
    warm_up = max(1, len(batches) // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / warm_up, (len(batches) - step) / max(1, len(batches) - warm_up)),
    )
    began = time.perf_counter()
    for step, batch in enumerate(batches):
        columns = [features(side, batch, recipe.token_dropout) for side in (anchors, positives)]
        value = loss(columns, torch.empty(0))
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        schedule.step()
        if step % 50 == 0:
            seconds = time.perf_counter() - began
            log.info("step %d of %d, loss %.3f, %.0f s", step, len(batches), value.item(), seconds)
    found: np.ndarray = model[0].embedding.weight.detach().numpy().copy()
    return found


def encode_all(tokenizer: Tokenizer, texts: list[str]) -> list[torch.Tensor]:
    """Return the token numbers of each text."""
    encodings = tokenizer.encode_batch_fast(texts, add_special_tokens=False)
    return [torch.tensor(encoding.ids, dtype=torch.long) for encoding in encodings]


def distinct_batches(groups: Sequence[int], size: int, chooser: random.Random) -> Iterator[list[int]]:
    """Yield shuffled batches of pair numbers; a passage occurs at most once in a batch, so no positive is a negative.

    What does not fill a batch is left out of the epoch.
    """
    waiting = list(range(len(groups)))
    chooser.shuffle(waiting)
    while len(waiting) >= size:
        batch: list[int] = []
        later: list[int] = []
        taken: set[int] = set()
        for place, number in enumerate(waiting):
            if len(batch) == size:
                later += waiting[place:]
                break
            if groups[number] in taken:
                later.append(number)
            else:
                taken.add(groups[number])
                batch.append(number)
        if len(batch) < size:
            return
        waiting = later
        yield batch


def features(side: list[torch.Tensor], batch: list[int], dropout: float) -> dict[str, torch.Tensor]:
    """Return the input of StaticEmbedding for the texts of `batch`, with a share `dropout` of the tokens left out."""
    chosen = [side[number] for number in batch]
    if dropout:
        kept = [ids[torch.rand(len(ids)) >= dropout] for ids in chosen]
        chosen = [some if len(some) else ids for some, ids in zip(kept, chosen, strict=True)]
    lengths = torch.tensor([0] + [len(ids) for ids in chosen[:-1]])
    return {"input_ids": torch.cat(chosen), "offsets": lengths.cumsum(0)}


def evaluate(
    model: SentenceTransformer, reading: ReadingSet, *, among_all: bool
) -> dict[str, tuple[float, int, int]]:
    """Return R@1 of the held-out questions with the numbers of questions and passages, by source.

    Args:
        among_all: search all passages of the source. Those trained on have learnt to attract questions, so
            the figure is lower than among unseen passages, which is what a new library holds.
    """
    found = {}
    for source in sorted(set(reading.sources)):
        numbers = [
            n for n, s in enumerate(reading.sources) if s == source and (among_all or n in reading.held_out)
        ]
        asked = [q for q in reading.questions if q.passage in reading.held_out and q.source == source]
        passages = model.encode([reading.passages[n] for n in numbers], show_progress_bar=False)
        questions = model.encode([q.text for q in asked], show_progress_bar=False)
        best = (questions @ passages.T).argmax(axis=1)
        right = [numbers[b] == q.passage for b, q in zip(best, asked, strict=True)]
        found[source] = (float(np.mean(right)), len(asked), len(numbers))
    return found


if __name__ == "__main__":
    main()
