"""Every metric against scikit-learn, the intervals and tests against scipy, on random inputs."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn import metrics as sklearn

from factcheck.bench import metrics


def drawn(seed, rows=200, classes=3, ties=False):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, rows)
    probabilities = rng.dirichlet(np.ones(classes), rows)
    probabilities[np.arange(rows), labels] += 0.3
    probabilities /= probabilities.sum(1, keepdims=True)
    return labels, probabilities.round(1) if ties else probabilities


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("classes", "ties"), [(2, False), (3, False), (3, True)])
def test_figures_are_those_of_scikit_learn(seed, classes, ties):
    labels, probabilities = drawn(seed, classes=classes, ties=ties)
    found = metrics.pair_metrics(labels, probabilities, samples=2)
    said, positive = probabilities.argmax(1), labels == classes - 1
    expected = {
        "accuracy": sklearn.accuracy_score(labels, said),
        "macro_f1": sklearn.f1_score(labels, said, average="macro"),
        "balanced_accuracy": sklearn.balanced_accuracy_score(labels, said),
        "precision": sklearn.precision_score(positive, said == classes - 1),
        "recall": sklearn.recall_score(positive, said == classes - 1),
        "f1": sklearn.f1_score(positive, said == classes - 1),
        "auroc": sklearn.roc_auc_score(positive, probabilities[:, -1]),
        "auprc": sklearn.average_precision_score(positive, probabilities[:, -1]),
    }
    assert {name: found[name].value for name in expected} == pytest.approx(expected, abs=1e-12)
    assert (metrics.confusion(labels, probabilities) == sklearn.confusion_matrix(labels, said)).all()


def test_a_resampled_figure_is_that_of_the_drawn_rows():
    labels, probabilities = drawn(1, rows=60, ties=True)
    compute = metrics.pair_function(labels, probabilities)
    for weights in metrics.resamplings(60, seed=3, samples=4):
        found = compute(weights)
        for number, row in enumerate(weights):
            rows = np.repeat(np.arange(60), row.astype(int))
            alone = compute_alone(labels[rows], probabilities[rows])
            assert {name: values[number] for name, values in found.items()} == pytest.approx(alone, abs=1e-9)


def compute_alone(labels, probabilities):
    found = metrics.pair_function(labels, probabilities)(np.ones((1, len(labels))))
    return {name: values[0] for name, values in found.items()}


def test_calibration_error_is_the_mean_gap_over_bins():
    probabilities = np.array([[0.9, 0.1], [0.9, 0.1], [0.9, 0.1], [0.4, 0.6]])
    labels = np.array([0, 0, 1, 1])  # two of three right at 90%, one of one at 60%
    found = metrics.pair_metrics(labels, probabilities, samples=2)["ece"].value
    assert found == pytest.approx(3 / 4 * abs(2 / 3 - 0.9) + 1 / 4 * 0.4)


def test_intervals_are_those_of_scipy():
    labels, probabilities = drawn(7, rows=150)
    right = (probabilities.argmax(1) == labels).astype(float)
    ours = metrics.pair_metrics(labels, probabilities, seed=0, samples=4000)["accuracy"]
    theirs = stats.bootstrap((right,), np.mean, n_resamples=4000, method="percentile", rng=0).confidence_interval
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.012)


def test_paired_differences_are_those_of_scipy():
    labels, first = drawn(2, rows=150)
    _, second = drawn(2, rows=150)
    second[np.arange(40), labels[:40]] = 0
    found = metrics.paired(
        metrics.pair_function(labels, first), metrics.pair_function(labels, second), 150, samples=4000
    )
    a, b = ((p.argmax(1) == labels).astype(float) for p in (first, second))
    theirs = stats.bootstrap(
        (a, b), lambda x, y, axis: (y - x).mean(axis), paired=True, n_resamples=4000, method="percentile", rng=0
    ).confidence_interval
    assert found["accuracy"].value == pytest.approx((b - a).mean())
    assert (found["accuracy"].low, found["accuracy"].high) == pytest.approx((theirs.low, theirs.high), abs=0.012)
    assert found["accuracy"].p < 0.001


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.integers(0, 300))
def test_mcnemar_is_the_exact_binomial_test(fixed, broken):
    expected = stats.binomtest(fixed, fixed + broken).pvalue if fixed + broken else 1.0
    assert metrics.mcnemar(fixed, broken) == pytest.approx(expected, rel=1e-9)


def test_what_is_not_defined_is_none():
    one_class = metrics.pair_metrics(np.array([0, 0]), np.array([[0.9, 0.1], [0.8, 0.2]]), samples=10)
    assert one_class["accuracy"].value == 1.0
    assert [one_class[name].value for name in ("precision", "recall", "auroc", "auprc")] == [None] * 4
    same = metrics.pair_function(np.array([0, 1]), np.array([[0.9, 0.1], [0.2, 0.8]]))
    assert metrics.paired(same, same, 2, samples=10)["accuracy"].p == 1.0


def test_the_same_seed_gives_the_same_intervals():
    labels, probabilities = drawn(3)
    assert metrics.pair_metrics(labels, probabilities, seed=5) == metrics.pair_metrics(labels, probabilities, seed=5)


def test_the_curve_ends_where_everything_is_let_in():
    labels, probabilities = drawn(4)
    points = metrics.curve(labels == 2, probabilities[:, 2])
    assert points[-1] == pytest.approx((1.0, (labels == 2).mean()))
    assert [recall for recall, _ in points] == sorted(recall for recall, _ in points)
    assert metrics.curve(np.zeros(3, dtype=bool), np.ones(3)) == []


def test_bins_hold_every_prediction_once():
    labels, probabilities = drawn(5)
    bins = metrics.reliability(labels, probabilities)
    assert sum(rows for *_, rows in bins) == len(labels)
    accuracy = sum(accuracy * rows for _, accuracy, rows in bins) / len(labels)
    assert math.isclose(accuracy, (probabilities.argmax(1) == labels).mean())
