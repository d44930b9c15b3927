"""The tasks: what each measures, where its data comes from, and under which licence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from factcheck.errors import FactcheckError

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
NLI_LABELS = ("entailment", "neutral", "contradiction")
CLASSES = (NLI_LABELS, ("entailment", "not_entailment"), ("not_contradiction", "contradiction"))
"""The label sets that pairs may have; the last of each is the positive class of precision, recall and the curves."""

_NUMBERED = {"0": "entailment", "1": "neutral", "2": "contradiction", "-1": ""}
_FEVER = {"SUPPORTS": "entailment", "REFUTES": "contradiction", "NOT ENOUGH INFO": "neutral"}


@dataclass(frozen=True, slots=True)
class Hub:
    """A data set of the Hugging Face hub.

    `columns` are those of premise, hypothesis and label; `labels` maps the label column's values, as text, to the
    words of `CLASSES`, "" where a row has no gold label; `only` is a column and the value that it must have; `group` a
    column to break the figures down by; `files` parquet files, for data sets that a loading script would build.
    """

    id: str
    split: str
    columns: tuple[str, str, str] = ("premise", "hypothesis", "label")
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType(_NUMBERED))
    config: str | None = None
    only: tuple[str, object] | None = None
    group: str | None = None
    files: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """`kind` is "pairs" (premise, hypothesis, label) or "articles" (folders of articles with gold findings).

    `local` is the file or folder that holds its data, when it is at hand; `seeded` a seed for errors that are put into
    the articles of `local` first. `rows` counts pairs or clusters, None when they are not counted yet.
    """

    name: str
    kind: Literal["pairs", "articles"]
    measures: str
    licence: str
    origin: str
    rows: int | None = None
    hub: Hub | None = None
    local: Path | None = None
    seeded: int | None = None

    @property
    def at_hand(self) -> bool:
        return self.local is not None and self.local.exists()


def _pairs(name: str, measures: str, licence: str, rows: int, hub: Hub) -> Task:
    return Task(name, "pairs", measures, licence, f"https://huggingface.co/datasets/{hub.id}", rows, hub)


TASKS: Mapping[str, Task] = MappingProxyType({
    task.name: task
    for task in (
        Task("stories", "articles", "planted conflicts in invented news, and pairs that must stay silent",
             "MIT", "fixtures/stories", local=FIXTURES / "stories"),
        Task("seeded", "articles", "one fact changed in a story where another article confirms the old value",
             "MIT", "fixtures/stories", local=FIXTURES / "stories", seeded=0),
        Task("slots", "pairs", "news sentences that differ in a date, number, name, place, negation or quotation",
             "MIT", "fixtures/pairs", local=FIXTURES / "pairs" / "slots.jsonl"),
        _pairs("mnli", "inference over ten genres (matched)", "OANC, CC BY 3.0, CC BY-SA 3.0, MIT", 9815,
               Hub("nyu-mll/multi_nli", "validation_matched", group="genre")),
        _pairs("snli", "inference over image captions", "CC BY-SA 4.0", 9824, Hub("stanfordnlp/snli", "test")),
        _pairs("anli", "inference written to fool models", "CC BY-NC 4.0", 3200,
               Hub("facebook/anli", "test_r1+test_r2+test_r3")),
        _pairs("rte3", "inference over news and web text", "CC BY 4.0", 800,
               Hub("maximoss/rte3-multi", "test", only=("language", "en"), group="task")),
        # Its premise column holds the claim and its hypothesis column the evidence.
        _pairs("fever", "claims against Wikipedia evidence", "CC BY-SA 3.0", 19998,
               Hub("pietrolesci/nli_fever", "dev", ("hypothesis", "premise", "label"))),
        _pairs("vitaminc", "claims against evidence that an edit changed", "CC BY-SA 3.0", 55197,
               Hub("tals/vitaminc", "test", ("evidence", "claim", "label"), _FEVER)),
        _pairs("wanli", "inference that models wrote and people labelled", "CC BY 4.0", 5000,
               Hub("alisawuffles/WANLI", "test", ("premise", "hypothesis", "gold"))),
        _pairs("scitail", "science questions as inference, binary", "Apache-2.0", 2126,
               Hub("allenai/scitail", "test", labels={"entails": "entailment", "neutral": "not_entailment"},
                   config="tsv_format")),
        _pairs("hans", "pairs that word overlap gets wrong, binary", "MIT", 30000,
               Hub("jhu-cogsci/hans", "train", labels={"0": "entailment", "1": "not_entailment"}, group="heuristic",
                   files="hf://datasets/jhu-cogsci/hans@refs/convert/parquet/plain_text/validation/*.parquet")),
        _pairs("summedits", "edited summaries against their documents, binary", "CC BY 4.0", 6348,
               Hub("Salesforce/summedits", "train", ("doc", "summary", "label"),
                   {"1": "entailment", "0": "not_entailment"}, group="domain")),
    )
})  # fmt: skip

OFFLINE = tuple(name for name, task in TASKS.items() if task.local)


def choose(names: list[str]) -> list[Task]:
    """The tasks of these names; "offline" stands for all that need no hub. Raises FactcheckError."""
    chosen: dict[str, Task] = {}
    for name in names:
        for each in OFFLINE if name == "offline" else (name,):
            if each not in TASKS:
                raise FactcheckError(
                    f"{each}: no such task; factcheck bench list shows them, and your own data is given with --data"
                )
            chosen[each] = TASKS[each]
    return list(chosen.values())
