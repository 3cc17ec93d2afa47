"""The network of `ingest.split.outlook_model` as it is learned: see there for what it computes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from torch import Tensor, nn
from torch.nn import functional

# Columns of a feature's vector beside the log odds of the three outlooks; outputs of a convolution and how many
# statements it looks at.
HIDDEN, OUTPUTS, WIDTH = 16, 24, 5
# Shares of features, and of what the layers made of them, that are left out at random while it is learned.
FEATURES_DROPPED, DROPPED = 0.3, 0.3
ROUNDS, TOGETHER, RATE, DECAY, SMOOTHING = 10, 8, 3e-3, 1e-2, 0.05
# What a statement weighs is divided by this: one of a document that weighs 1 and has as many counts as 1.
_WHOLE = 60
_SEED = 1


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document as the network sees it.

    Attributes:
        features: strengths of the features of each statement, float [statements, features].
        steps: what lies before each, one of it 1, float [statements, steps].
        labels: int [statements], -1 where none is known.
        weight: how much each statement counts.
    """

    features: csr_matrix
    steps: NDArray[np.float32]
    labels: NDArray[np.int64]
    weight: float


class OutlookNetwork(nn.Module):
    """Vectors of features, two convolutions over the statements of a document, and a softmax."""

    def __init__(self, features: int, steps: int) -> None:
        """Take how many features and sorts of steps there are."""
        super().__init__()
        self.vectors = nn.Embedding(features, 3 + HIDDEN)
        nn.init.normal_(self.vectors.weight, std=0.02)
        with torch.no_grad():
            self.vectors.weight[:, :3] = 0.0
        self.bias = nn.Parameter(torch.zeros(3 + HIDDEN))
        self.near = nn.Conv1d(HIDDEN + 3 + steps, OUTPUTS, WIDTH, padding=WIDTH // 2)
        self.far = nn.Conv1d(OUTPUTS, OUTPUTS, WIDTH, padding=WIDTH // 2)
        self.out = nn.Linear(2 * OUTPUTS + HIDDEN, 3)
        nn.init.zeros_(self.out.weight)
        self.dropout = nn.Dropout(DROPPED)

    def forward(self, lesson: Lesson) -> Tensor:
        """Return the log odds of the outlooks of each statement of a document, float [statements, 3]."""
        strengths = torch.tensor(lesson.features.data.astype(np.float32))
        if self.training:
            kept = torch.rand_like(strengths) > FEATURES_DROPPED
            strengths = strengths * kept / (1 - FEATURES_DROPPED)
        sums = self.bias + functional.embedding_bag(
            torch.tensor(lesson.features.indices.astype(np.int64)),
            self.vectors.weight,
            torch.tensor(lesson.features.indptr[:-1].astype(np.int64)),
            mode="sum",
            per_sample_weights=strengths,
        )
        odds, hidden = sums[:, :3], torch.tanh(sums[:, 3:])
        inputs = torch.cat([self.dropout(hidden), torch.tanh(odds / 2), torch.tensor(lesson.steps)], 1)
        near = torch.relu(self.near(inputs.T[None]))
        far = torch.relu(self.far(self.dropout(near)))
        around = torch.cat([near, far], 1)[0].T
        scores: Tensor = odds + self.out(self.dropout(torch.cat([around, hidden], 1)))
        return scores

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """Return the weights in the form that `ingest.split.outlook_model.OutlookModel` takes."""

        def windows(layer: nn.Conv1d) -> Tensor:
            return layer.weight.permute(2, 1, 0).reshape(-1, OUTPUTS)

        found = {
            "vectors": self.vectors.weight,
            "bias": self.bias,
            "near": windows(self.near),
            "near_bias": self.near.bias,
            "far": windows(self.far),
            "far_bias": self.far.bias,
            "out": self.out.weight.T,
            "out_bias": self.out.bias,
        }
        return {name: tensor.detach().numpy() for name, tensor in found.items() if tensor is not None}


def fit(lessons: Sequence[Lesson]) -> OutlookNetwork:
    """Return a network that learned from documents."""
    torch.manual_seed(_SEED)
    order = random.Random(_SEED)
    network = OutlookNetwork(lessons[0].features.shape[1], lessons[0].steps.shape[1])
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    batches = -(-len(lessons) // TOGETHER)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=ROUNDS * batches)
    for _ in range(ROUNDS):
        shuffled = order.sample(lessons, len(lessons))
        for at in range(0, len(shuffled), TOGETHER):
            optimiser.zero_grad()
            loss: Any = sum(_loss(network, lesson) for lesson in shuffled[at : at + TOGETHER])
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network.eval()


def _loss(network: OutlookNetwork, lesson: Lesson) -> Tensor:
    known = torch.tensor(np.flatnonzero(lesson.labels >= 0))
    wrong = functional.cross_entropy(
        network(lesson)[known],
        torch.tensor(lesson.labels)[known],
        reduction="sum",
        label_smoothing=SMOOTHING,
    )
    return wrong * lesson.weight / (_WHOLE * TOGETHER)


def shares(network: OutlookNetwork, lesson: Lesson, leaning: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the probabilities of the outlooks of each statement of a document, its log odds shifted by `leaning`."""
    with torch.no_grad():
        odds = network(lesson) + torch.tensor(leaning)
        found: NDArray[np.float64] = torch.softmax(odds, 1).numpy().astype(np.float64)
    return found
