"""What can be measured: factcheck with any NLI model, and the baselines. Models are loaded when first asked."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from factcheck.bench.gold import Cluster, Flag
from factcheck.bench.pairs import PairData
from factcheck.bench.tasks import NLI_LABELS
from factcheck.judging.nli import NLI, bundled_model, load_nli
from factcheck.records import Article

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

BASELINES = ("majority", "naive")


@dataclass(frozen=True, slots=True)
class Found:
    """What a system flags in a cluster, the pairs it compared with its model, and the seconds of each stage."""

    flags: tuple[Flag, ...]
    pairs: int
    seconds: dict[str, float] = field(default_factory=dict)


class System(Protocol):
    """`judge` gives probabilities (n, classes) for rows of the data; `find` what it flags in a cluster of articles."""

    name: str
    about: str

    def prepare(self, kind: str) -> None:
        """Load what tasks of this kind ("pairs", "articles") need, so that no row's time holds it."""

    def judge(self, data: PairData, rows: Sequence[int]) -> np.ndarray: ...

    def find(self, cluster: Cluster) -> Found: ...


class Factcheck:
    """The bundled model, or the one that `model` names, on pairs; all of factcheck with it on articles."""

    name = "factcheck"

    def __init__(self, model: str | None = None) -> None:
        self.model = model
        self.about = f"factcheck with {model_name(model)}"

    @cached_property
    def nli(self) -> NLI:
        if self.model is not None:
            _prepare_libraries(self.model)
        return load_nli(self.model)

    def prepare(self, kind: str) -> None:
        self.nli.predict([("A dog barked.", "A dog was silent.")])
        if kind == "articles":
            texts = ("A fire killed two people in Paris on Monday.", "A fire killed three people in Paris on Monday.")
            self.find(Cluster("", tuple(Article(str(k), text) for k, text in enumerate(texts))))

    def judge(self, data: PairData, rows: Sequence[int]) -> np.ndarray:
        pairs = [(data.premises[row], data.hypotheses[row]) for row in rows]
        return collapse(self.nli.predict(pairs), data.classes)

    def find(self, cluster: Cluster) -> Found:
        from factcheck.pipeline import check

        report = check(cluster.articles, nli=self.nli)
        flags = tuple(
            Flag(
                f.type, f.severity, float(f.probability),
                tuple(tuple((s.article, s.start, s.end) for s in side.spans) for side in f.sides), f.question,
            )
            for f in report.findings if f.relation == "contradiction"
        )  # fmt: skip
        return Found(flags, report.stats["nli_pairs"], report.stats["seconds"])


class Majority:
    """Always the most frequent label; on articles, that nothing contradicts anything."""

    name = "majority"
    about = "the most frequent label; on articles, silence"

    def prepare(self, kind: str) -> None:
        pass

    def judge(self, data: PairData, rows: Sequence[int]) -> np.ndarray:
        shares = np.bincount(data.labels, minlength=len(data.classes)) / len(data)
        return np.tile(shares, (len(rows), 1))

    def find(self, cluster: Cluster) -> Found:
        return Found((), 0)


class Naive:
    """What people write today: sentences, every pair of them across articles, a CrossEncoder, contradiction over 0.5.

    The weights are those of the NLI model beside it: a transformers model as it is, the bundled one dequantised to
    fp32. The sentences are factcheck's own, which read news better than a plain splitter does.
    """

    name = "naive"
    threshold = 0.5

    def __init__(self, model: str | None = None, batch: int = 32) -> None:
        self.model, self.batch = model, batch
        self._known: dict[tuple[str, str], float] = {}
        self._seconds = 0.0
        self.about = (
            f"every sentence pair across articles, CrossEncoder with {model_name(model)}, threshold {self.threshold}"
        )

    @cached_property
    def encoder(self) -> tuple[CrossEncoder, list[int]]:
        from factcheck.bench.weights import load_cross_encoder

        _prepare_libraries(self.model)
        return load_cross_encoder(self.model)

    def prepare(self, kind: str) -> None:
        self.predict([("A dog barked.", "A dog was silent.")])

    def predict(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """Probabilities (n, 3) in the order entailment, neutral, contradiction."""
        model, columns = self.encoder
        if not pairs:
            return np.zeros((0, len(NLI_LABELS)), dtype=np.float32)
        scores = model.predict(list(pairs), batch_size=self.batch, apply_softmax=True, show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32)[:, columns]

    def judge(self, data: PairData, rows: Sequence[int]) -> np.ndarray:
        return collapse(self.predict([(data.premises[row], data.hypotheses[row]) for row in rows]), data.classes)

    def find(self, cluster: Cluster) -> Found:
        places = sentence_pairs(cluster)
        texts = {a.id: a.text for a in cluster.articles}
        pairs = [(texts[a[0]][a[1] : a[2]], texts[b[0]][b[1] : b[2]]) for a, b in places]
        contradiction = self._contradiction(pairs)
        flags = tuple(
            Flag("other", "error", float(contradiction[k]), ((places[k][0],), (places[k][1],)), "")
            for k in np.flatnonzero(contradiction > self.threshold)
        )
        return Found(flags, len(pairs), {"nli": round(self._seconds / max(len(self._known), 1) * len(pairs), 3)})

    def _contradiction(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """Probabilities (n,). Pairs that came before are not read again; they cost what a pair costs on average."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        begin = time.perf_counter()
        self._known.update(zip(new, self.predict(new)[:, 2].tolist(), strict=True))
        self._seconds += time.perf_counter() - begin
        return np.array([self._known[pair] for pair in pairs])


def sentence_pairs(cluster: Cluster) -> list[tuple[tuple[str, int, int], tuple[str, int, int]]]:
    """Every pair of sentences of two different articles, each pair once."""
    listed = [[(a.id, start, end) for start, end in cluster.sentences[a.id]] for a in cluster.articles]
    return [
        (first, second)
        for i, one in enumerate(listed) for other in listed[i + 1 :] for first in one for second in other
    ]  # fmt: skip


def collapse(probabilities: np.ndarray, classes: tuple[str, ...]) -> np.ndarray:
    """Probabilities of entailment, neutral and contradiction (n, 3) as those of a task's classes."""
    if len(classes) == len(NLI_LABELS):
        return probabilities
    only = classes[0] if classes[0] in NLI_LABELS else classes[1]
    one = probabilities[:, [NLI_LABELS.index(only)]]
    return np.hstack([one, 1 - one] if only == classes[0] else [1 - one, one])


def _prepare_libraries(model: str | None) -> None:
    """No progress bars in the middle of ours, and no minutes of retries for a model of a hub that does not answer."""
    from transformers.utils import logging

    from factcheck.bench.hub import prepare_hub

    logging.disable_progress_bar()
    if model is not None and not Path(model).expanduser().exists():
        prepare_hub()


def choose(model: str | None, baselines: Sequence[str]) -> list[System]:
    """factcheck first, then the baselines by their names."""
    made: dict[str, System] = {"majority": Majority(), "naive": Naive(model)}
    return [Factcheck(model), *(made[name] for name in baselines)]


def model_name(model: str | None) -> str:
    """How a model is called in results: no path of this machine."""
    if model is None:
        return "the bundled model"
    path = Path(model).expanduser()
    return path.resolve().name if path.exists() else model


def model_sha256(model: str | None) -> str | None:
    """Of the files of a model's folder, names and contents; None for a model of the hub."""
    folder = bundled_model() if model is None else Path(model).expanduser()
    if not folder.is_dir():
        return None
    digest = hashlib.sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode())
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
