"""Speed: factcheck against the naive pipeline and against an fp32 CrossEncoder, on the same articles in one run.

The machine may be busy: contestants take turns in small pieces, so that what disturbs one disturbs the others, ratios
say more than seconds, and processor seconds more than those of the clock.
"""

from __future__ import annotations

import calendar
import dataclasses
import itertools
import math
import multiprocessing
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from factcheck.bench.tasks import FIXTURES
from factcheck.errors import FactcheckError
from factcheck.matching.stories import capitalised
from factcheck.records import Article

SIZES = (10, 50, 200, 1000)
SAMPLE = 512
"""Pairs that the engines are timed on; the naive pipeline's time is its rate on them times the pairs it would read."""
TELLINGS = 4
"""So many times the articles of an event are told, each time with other names and numbers, before others are made."""

_TURN = 128  # pairs that an engine reads before the other takes its turn: enough for whole batches
_TEXTS = 512  # the same of the encoder's texts, which are shorter
_WARM = 32  # pairs that each engine reads before the clock runs, since the report warms up int8 alone
_NUMBER = re.compile(r"\b\d{1,3}\b")
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_WORD = re.compile(r"\b[^\W\d_][^\W\d_-]*(?:-[^\W\d_]+)*")
_ENDS = ("ford", "ton", "by", "wick", "ham", "stead")
_CALENDAR = {*calendar.day_name, *calendar.month_name}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_A_YEAR = timedelta(weeks=52)
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "or")]


def measure(
    folder: str | None, sizes: Sequence[int], *, sample: int = SAMPLE, seed: int = 0,
    progress: Callable[[str, int, int], None] | None = None,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Every size in a process of its own, so that its start and its peak memory are its own too.

    Gives the result after each size, smallest first: the rows so far and the exponents of growth, fitted by least
    squares over the logarithms. Raises FactcheckError when the folder holds fewer articles than a size asks for.
    """
    from factcheck.bench import machine

    machine.wait_asleep()
    rows = []
    for number, size in enumerate(sorted(sizes)):
        if progress:
            progress("sizes", number, len(sizes))
        fresh = multiprocessing.get_context("spawn").Pool(1)
        rows.append(fresh.apply(measure_size, (folder, size, sample, seed)))
        fresh.close()
        fresh.join()
        rows[-1]["pairs_ratio"] = round(rows[-1]["naive_pairs"] / max(rows[-1]["nli_pairs"], 1), 1)
        yield _result(folder, sample, seed, rows)
    if progress:
        progress("sizes", len(sizes), len(sizes))


def _result(folder: str | None, sample: int, seed: int, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    from factcheck.bench import machine

    growing = ("seconds", "processor_seconds", "nli_pairs", "naive_pairs", "naive_seconds", "naive_processor_seconds")
    return {
        "machine": machine.machine(), "versions": machine.versions(), "articles": folder or "made of fixtures/stories",
        "sample": sample, "seed": seed, "sizes": list(rows),
        "growth": {name: exponent([(row["articles"], row[name]) for row in rows]) for name in growing},
    }  # fmt: skip


def measure_size(folder: str | None, size: int, sample: int, seed: int) -> dict[str, Any]:
    """One report over `size` articles in this process, then the engines by turns on samples of its pairs."""
    from factcheck.bench import int8, machine
    from factcheck.bench.systems import Naive
    from factcheck.judging.nli import bundled_model
    from factcheck.pipeline import check

    articles = read_articles(folder, size)
    begin = _now()
    recorder = _Recorder()
    report = check(articles, nli=recorder)
    report.to_html()
    seconds, processor = _now() - begin
    peak_mb = machine.peak_mb()

    rng = random.Random(seed)
    own = _some(recorder.pairs, sample, rng)
    across, naive_pairs = sentence_pairs(articles, sample, rng)
    naive = Naive()
    naive.prepare("pairs")
    engines = {"int8": recorder.nli.predict, "fp32": naive.predict}
    before = int8.peak_operations()
    for predict in engines.values():
        predict(own[:_WARM])
    on_own = by_turns(engines, own)
    peak = max(before, int8.peak_operations())
    on_all = by_turns({"fp32": naive.predict}, across)
    encoding = _encode_by_turns(_some([claim.gist for claim in report.claims], 4 * sample, rng))
    operations = int8.model_operations(bundled_model(), own)
    naive_seconds, naive_processor = on_all["fp32"] / max(len(across), 1) * naive_pairs
    turns = {name: spent[0] for name, spent in on_own.items()}
    return {
        "articles": len(articles), "claims": report.stats["claims"], "findings": len(report.findings),
        "seconds": round(seconds, 2), "processor_seconds": round(processor, 2), "peak_mb": peak_mb,
        "stages": report.stats["seconds"], "nli_pairs": report.stats["nli_pairs"], "naive_pairs": naive_pairs,
        "naive_seconds": round(naive_seconds, 1), "naive_processor_seconds": round(naive_processor, 1),
        "naive_ratio": round(naive_seconds / seconds, 2),
        "naive_processor_ratio": round(naive_processor / processor, 2),
        "int8_pairs_per_second": round(len(own) / turns["int8"], 1) if own else None,
        "fp32_pairs_per_second": round(len(own) / turns["fp32"], 1) if own else None,
        "fp32_ratio": round(turns["fp32"] / turns["int8"], 2) if own else None,
        "fp32_processor_ratio": round(on_own["fp32"][1] / on_own["int8"][1], 2) if own else None,
        "encoder_ratio": round(encoding[0], 2), "encoder_processor_ratio": round(encoding[1], 2),
        "int8_peak_tops": round(peak / 1e12, 3),
        "int8_peak_share": round(operations / turns["int8"] / peak, 4) if own else None,
    }  # fmt: skip


def _some(items: Sequence[Any], most: int, rng: random.Random) -> Sequence[Any]:
    return items if len(items) <= most else rng.sample(items, most)


def _encode_by_turns(texts: Sequence[str]) -> np.ndarray:
    """How many times as long as our encoder sentence-transformers takes in fp32, by the clock and of the processor."""
    from sentence_transformers import SentenceTransformer

    from factcheck.matching.encode import encode, encoder_folder

    reference = SentenceTransformer(str(encoder_folder()), device="cpu", local_files_only=True)
    engines = {"ours": encode, "fp32": lambda some: reference.encode(some, show_progress_bar=False)}
    for run in engines.values():
        run(texts[:_WARM])
    seconds = by_turns(engines, texts, _TEXTS)
    return seconds["fp32"] / seconds["ours"]


def by_turns(
    engines: Mapping[str, Callable[[Sequence[Any]], Any]], pairs: Sequence[Any], size: int = _TURN
) -> dict[str, np.ndarray]:
    """Seconds by the clock and of the processor that each engine takes for the pairs, `size` at a time in turn.

    Who is first changes every turn.
    """
    seconds = {name: np.zeros(2) for name in engines}
    for turn, begin in enumerate(range(0, len(pairs), size)):
        some = pairs[begin : begin + size]
        for name in list(engines) if turn % 2 else reversed(list(engines)):
            started = _now()
            engines[name](some)
            seconds[name] += _now() - started
    return seconds


def _now() -> np.ndarray:
    """Seconds by the clock, and of the processor for this process."""
    return np.array([time.perf_counter(), time.process_time()])


def sentence_pairs(articles: Sequence[Article], sample: int, rng: random.Random) -> tuple[list[tuple[str, str]], int]:
    """A sample of the pairs of sentences of different articles, and how many such pairs there are."""
    from factcheck.claims.sentences import split_sentences

    sentences = [
        (number, a.text[s.start : s.end])
        for number, a in enumerate(articles) for s in split_sentences(a.text, a.title)
    ]  # fmt: skip
    within = np.bincount([number for number, _ in sentences], minlength=1)
    pairs = (len(sentences) ** 2 - int((within**2).sum())) // 2
    drawn: list[tuple[str, str]] = []
    while pairs and len(drawn) < sample:
        (one, a), (other, b) = rng.choice(sentences), rng.choice(sentences)
        if one != other:
            drawn.append((a, b))
    return drawn, pairs


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """x in "grows as the number of articles to the power of x", by least squares over the logarithms."""
    known = [(math.log(n), math.log(value)) for n, value in points if n > 0 and value > 0]
    if len({n for n, _ in known}) < 2:
        return None
    return round(float(np.polyfit(*zip(*known, strict=True), 1)[0]), 2)


def read_articles(folder: str | None, size: int) -> list[Article]:
    """The first `size` articles of a folder; without one, made ones. Raises FactcheckError for too few."""
    from factcheck.articles import load_articles

    if folder is None:
        return made_articles(size)
    articles = load_articles([folder], on_problem=lambda problem: None)
    if len(articles) < size:
        raise FactcheckError(
            f"{folder}: holds {len(articles)} articles, and {size} are asked for; name smaller --sizes"
        )
    return articles[:size]


def made_articles(size: int) -> list[Article]:
    """Articles of the fixtures' stories, told TELLINGS times with other names, numbers and days; same every time.

    Beyond that they are on other events, which happened to others, elsewhere and in an earlier year, told as often.
    """
    from factcheck.articles import load_articles

    told = load_articles([FIXTURES / "stories"], on_problem=lambda problem: None)
    if not told:
        raise FactcheckError(f"{FIXTURES / 'stories'}: is not here; name a folder of articles")
    chance = random.Random(0)
    made: list[Article] = []
    for world in range(math.ceil(size / (TELLINGS * len(told)))):
        events = _elsewhere(told, world) if world else told
        for telling, article in itertools.product(range(TELLINGS), events):
            text = _told_again(article.text, chance) if world or telling else article.text
            made.append(dataclasses.replace(article, id=f"{len(made):05}", text=text))
    return made[:size]


def _told_again(text: str, chance: random.Random) -> str:
    """The text with other numbers and days, and names that begin alike."""
    names: dict[str, str] = {}

    def renamed(found: re.Match) -> str:
        return names.setdefault(found[0], found[0][:3] + chance.choice(_ENDS))

    text = _NUMBER.sub(lambda _: str(chance.randint(2, 400)), _NAME.sub(renamed, text))
    return _DAY.sub(lambda _: chance.choice(["Monday", "Tuesday", "Friday"]), text)


def _elsewhere(told: Sequence[Article], world: int) -> list[Article]:
    """The stories as other events: each name another one throughout, dates and years so many years back."""
    chance = random.Random(world)
    words = {word for a in told for word in _WORD.findall(a.text)}
    first = frozenset().union(*(capitalised(a.text) for a in told)) - words
    names = {name for a in told for name in _NAME.findall(a.text)} | {w for w in words if w.lower() in first}
    names = sorted(names - _CALENDAR)
    other = {name: "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize() for name in names}
    known = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")

    def moved(text: str) -> str:
        return _YEAR.sub(lambda year: str(int(year[0]) - world), known.sub(lambda name: other[name[0]], text))

    return [
        dataclasses.replace(
            a, text=moved(a.text), title=a.title and moved(a.title),
            published=a.published and a.published - _A_YEAR * world,
        )
        for a in told
    ]  # fmt: skip


def markdown(result: Mapping[str, Any]) -> str:
    """The results as a table of ratios and figures by the number of articles, ending in a newline."""
    rows = result["sizes"]
    lines = [
        "| | " + " | ".join(f"{row['articles']:,}" for row in rows) + " | growth |",
        "|---" + "|---:" * (len(rows) + 1) + "|",
    ]
    for name, label in _LABELS.items():
        growth = result["growth"].get(name)
        cells = ["–" if row[name] is None else _figure(name, row[name]) for row in rows]
        lines.append(f"| {label} | {' | '.join(cells)} | {'' if growth is None else f'n^{growth:g}'} |")
    machine, peaks = result["machine"], [row["int8_peak_tops"] for row in rows]
    lines += [
        "",
        f"The naive pipeline's time is that of {result['sample']} of its pairs, times all of them. The int8 peak is "
        f"what large matrix products reach beside it: {min(peaks):g} to {max(peaks):g} tera-operations a second. "
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB.",
    ]
    return "\n".join(lines) + "\n"


_LABELS = {
    "naive_ratio": "naive pipeline, times our time",
    "naive_processor_ratio": "naive pipeline, times our processor time",
    "pairs_ratio": "its pairs, times ours", "fp32_ratio": "fp32 CrossEncoder, times our time on the same pairs",
    "fp32_processor_ratio": "fp32 CrossEncoder, times our processor time on the same pairs",
    "int8_peak_share": "share of the int8 peak that the NLI model reaches",
    "encoder_ratio": "sentence-transformers in fp32, times our encoder's time",
    "encoder_processor_ratio": "sentence-transformers in fp32, times our encoder's processor time",
    "seconds": "our seconds, cold start to HTML", "processor_seconds": "our processor seconds",
    "naive_seconds": "naive seconds", "naive_processor_seconds": "naive processor seconds", "nli_pairs": "our pairs",
    "naive_pairs": "naive pairs", "int8_pairs_per_second": "int8 pairs a second",
    "fp32_pairs_per_second": "fp32 pairs a second", "peak_mb": "our peak memory, MB", "claims": "claims",
}  # fmt: skip


def _figure(name: str, value: float) -> str:
    if name == "int8_peak_share":
        return f"{value:.0%}"
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


class _Recorder:
    """The bundled model, which keeps the pairs that it is asked."""

    def __init__(self) -> None:
        from factcheck.judging.nli import load_nli

        self.nli = load_nli()
        self.name = self.nli.name
        self.pairs: list[tuple[str, str]] = []

    def predict(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        self.pairs.extend(pairs)
        return self.nli.predict(pairs)
