"""What tells a point of a broad answer is learned from statements that do."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answer.topics.sureness import FEATURES
from training.train_points import Considered, average_precision, fit


def test_the_statements_that_tell_a_point_are_ranked_by_what_they_have_in_common():
    chance = np.random.default_rng(3)
    own = FEATURES.index("own")
    some = []
    for _ in range(20):
        x = chance.random((30, len(FEATURES)))
        some.append(Considered("a", x, x[:, own] + 0.2 * chance.random(30) > 0.8))
    learned = fit(some[:15])
    assert int(np.abs(learned.weights).argmax()) == own and learned.bias < 0
    assert min(average_precision(each.features @ learned.weights, each.tells) for each in some[15:]) > 0.9


@pytest.mark.parametrize(("tells", "expected"), [("100", 1.0), ("010", 0.5), ("011", (1 / 2 + 2 / 3) / 2)])
def test_average_precision_is_the_mean_of_the_precision_at_each_that_tells(tells, expected):
    told = np.array([each == "1" for each in tells])
    assert average_precision(np.array([3.0, 2.0, 1.0]), told) == pytest.approx(expected)
