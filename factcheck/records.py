"""The records that travel the whole way from article to report: frozen, without behaviour but small properties.

Offsets are Python string offsets into `Article.text`, half open: `article.text[start:end]`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ClaimKind = Literal["event", "statement", "state"]
Modality = Literal["asserted", "reported", "hedged", "planned", "denied"]
Polarity = Literal["positive", "negative"]
Relation = Literal["contradiction", "update", "different_event", "scope", "compatible"]
Severity = Literal["error", "warning", "info"]
ConflictType = Literal[
    "date", "weekday", "time", "duration", "number", "money", "percent", "age", "person", "organization", "place",
    "negation", "antonym", "quote", "other",
]  # fmt: skip
Granularity = Literal[
    "time", "day", "weekday", "weekend", "week", "month", "quarter", "season", "year", "decade", "range"
]
MentionKind = Literal["person", "organization", "place", "other"]


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was read. `id` is unique in a run; `published` is None when no date was given or found."""

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    published: date | None = None
    url: str | None = None
    lang: str = "en"
    path: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A temporal expression and the closed interval of dates it stands for.

    `earliest` and `latest` are None at an open or unknown end: "since March 2" has no latest, and a weekday in an
    undated article has neither, while `weekday` (0 is Monday) or `month` (1 to 12) still keep what was said.
    `relation` says how the expression bounds its event: "at" it, "since", "until", "before" or "after" it.
    `clock` is minutes after midnight, `zone` the UTC offset in minutes where the text names one.
    `anchor` says what a relative expression was resolved against: "text", "published", "mention" (another expression
    of the article), "none".
    """

    text: str
    start: int
    end: int
    earliest: date | None
    latest: date | None
    granularity: Granularity
    anchor: str = "text"
    relation: str = "at"
    weekday: int | None = None
    month: int | None = None
    clock: int | None = None
    zone: int | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as the closed interval [low, high]; "at least 85" is [85, inf), "about 120" an interval around 120.

    `kind` is count, money, percent, points (percentage points), age (years), duration (seconds), ordinal or measure.
    `unit` is the counted noun's lemma for counts ("soldier", "" when none), the ISO 4217 code for money, "%" and "pp"
    for percentages, "year" for ages, "second" for durations, the SI unit for measures, the noun for ordinals.
    `head` is the offset of the counted noun in the article's text, or None.
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    unit: str
    approximate: bool
    kind: str = "count"
    head: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, title, description or pronoun that stands for `entity`.

    `entity` is an id shared by all mentions of one entity in the run ("" while unresolved); `name` is its fullest
    spelling. `form` is name, title ("the Russian president") or pronoun.
    """

    text: str
    start: int
    end: int
    kind: MentionKind
    entity: str
    name: str
    form: Literal["name", "title", "pronoun"] = "name"


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant of a claim's predicate.

    `role` is subject, object, indirect, agent or the preposition ("in", "with", "to"). `head` is the lemma of the
    head word, lower case; `entity` the entity id when the argument is a resolved mention, else "".
    """

    role: str
    text: str
    start: int
    end: int
    head: str
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One atomic proposition. `article.text[start:end] == text`; `statement` reads alone, names for pronouns.

    `speaker` is who says it in the article (`speaker_entity` its entity id, if resolved), `medium` the outlet or agency
    that carries it; `quoted` is True inside quotation marks. `gist` is the statement without its times and amounts, for
    comparing what is spoken of rather than what is said of it. `predicate` is the lemma of the verb or event noun (with
    its particle), "be <attribute>" for copulas. `anchor` is the offset of the predicate's first character in the
    article's text; `sentence` and `paragraph` count from 0 in the article.
    """

    id: str
    article_id: str
    start: int
    end: int
    text: str
    statement: str
    kind: ClaimKind
    speaker: str | None
    times: tuple[When, ...]
    amounts: tuple[Amount, ...]
    mentions: tuple[Mention, ...]
    polarity: Polarity
    modality: Modality
    predicate: str = ""
    arguments: tuple[Argument, ...] = ()
    anchor: int = 0
    sentence: int = 0
    paragraph: int = 0
    quoted: bool = False
    medium: str | None = None
    gist: str = ""
    speaker_entity: str = ""
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two claims are to each other.

    `a` and `b` are claim ids with a < b in claim order; `conflict_a` and `conflict_b` the (start, end) spans that
    differ, in the text of the article of each; `value_a`, `value_b` the values as written and `norm_a`, `norm_b`
    normalised. `nli` holds the raw probabilities (entailment, neutral, contradiction) for a->b and b->a, or None when
    the pair did not need the model. `identity` is the score in 0..1 that both speak of one event; `slot` the question
    that both answer ("when", "number:person"); `cap` the severest level that this kind of difference may reach. `terms`
    are the log-odds that make up the probability of a contradiction, by name; `identity_terms` those that a
    contradiction's or an update's claims are on one event.
    """

    a: str
    b: str
    relation: Relation
    type: ConflictType
    probability: float
    conflict_a: tuple[int, int]
    conflict_b: tuple[int, int]
    reason: str
    nli: tuple[tuple[float, float, float], tuple[float, float, float]] | None
    value_a: str = ""
    value_b: str = ""
    norm_a: str = ""
    norm_b: str = ""
    identity: float = 0.0
    slot: str = ""
    cap: Severity = "error"
    terms: tuple[tuple[str, float], ...] = ()
    identity_terms: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims of one or more articles on one event. `sources` counts wire copies once; `agree` is False when a
    finding of relation contradiction stands on it."""

    id: str
    claims: tuple[str, ...]
    articles: tuple[str, ...] = ()
    sources: int = 1
    agree: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a finding: as written, normalised, with the claims, articles and independent sources behind it."""

    value: str
    normalized: str
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    sources: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One question on which claims of a cluster cannot all be true, with a side per value."""

    id: str
    cluster: str
    type: ConflictType
    relation: Relation
    severity: Severity
    probability: float
    question: str
    reason: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was left out or cut short, in one line for the user: file or article, and what to do."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run found. `verdicts` are those behind the findings; `stats` is that of the report JSON."""

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    clusters: tuple[Cluster, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    stats: dict = field(default_factory=dict)

    def to_json(self) -> str:
        """The report as the JSON of schema version 1."""
        from factcheck.report import json

        return json.render(self)

    def to_html(self) -> str:
        """The report as one self-contained HTML page."""
        from factcheck.report import html

        return html.render(self)
