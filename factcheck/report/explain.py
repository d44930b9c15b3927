"""Why a finding stands: how its values were read, what made it one event, and what made it a conflict."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from factcheck.errors import FactcheckError
from factcheck.judging.calibration import calibration, severity, sigmoid
from factcheck.judging.verdict import in_dispute
from factcheck.matching.identity import PART
from factcheck.records import Amount, Article, Claim, Finding, Mention, Report, Severity, Verdict, When
from factcheck.report.plain import clean, count, day

FORMATS = ("terminal", "json")
_LEVELS: tuple[Severity, ...] = ("error", "warning", "info")
_LISTED = 12
_ANCHORS = {"text": "as written", "mention": "counted from another day of the article", "none": "nothing to count from"}


def select(report: Report, name: str) -> list[Finding]:
    """The findings that `name` means: all of them for "all", else the one whose id it is or begins.

    Raises FactcheckError, with the ids that there are, when it means none or several.
    """
    if name == "all":
        return list(report.findings)
    found = [f for f in report.findings if name and f.id.startswith(name)]
    if len(found) == 1:
        return found
    if not report.findings:
        raise FactcheckError(f"there is no finding {clean(name)!r}: nothing was found")
    listed = [f"{f.id} ({f.type}, {f.severity})" for f in (found or report.findings)]
    more = [f"{len(listed) - _LISTED} more, told by --explain all"] if len(listed) > _LISTED else []
    said = "several findings begin with" if found else "there is no finding"
    raise FactcheckError(f"{said} {clean(name)!r}; choose one of {', '.join(listed[:_LISTED] + more)}")


def explain(report: Report, finding: Finding) -> dict:
    """What stands behind a finding, ready for JSON; the first of `pairs` decided its level.

    Log-odds are natural; probabilities lie in 0..1. Terms of event identity with `counted` false are what the conflict
    is about, and are left out of the probability that the claims are of one event.
    """
    names = {name: getattr(finding, name) for name in ("id", "type", "relation", "severity", "probability")}
    claims = {c.id: c for c in report.claims}
    articles = {a.id: a for a in report.articles}
    pairs = [_pair(v, claims, articles) for v in _behind(report, finding, claims)]
    return names | {"question": finding.question, "reason": finding.reason, "pairs": pairs}


def render(report: Report, findings: Sequence[Finding], form: str) -> str:
    """The explanations as text in one of `FORMATS`; the terminal's without colours or escape codes."""
    if form == "json":
        data = {"schema_version": "1", "explanations": [explain(report, f) for f in findings]}
        return json.dumps(data, indent=1) + "\n"
    file = StringIO()
    show(report, findings, Console(file=file, color_system=None, force_terminal=False))
    return file.getvalue()


def show(report: Report, findings: Sequence[Finding], console: Console) -> None:
    """Print the explanations; lines are not wrapped, so that a pipe gets one fact a line."""
    for finding in findings:
        for line in _lines(explain(report, finding)):
            console.print(line, soft_wrap=True)


def _behind(report: Report, finding: Finding, claims: dict[str, Claim]) -> list[Verdict]:
    """The verdicts that set two sides of the finding against each other, the deciding one first."""
    side_of = {(s.article, s.start, s.end): k for k, side in enumerate(finding.sides) for s in side.spans}

    def opposed(v: Verdict) -> bool:
        sides = [
            side_of.get((claims[claim].article_id, *span)) for claim, span in ((v.a, v.conflict_a), (v.b, v.conflict_b))
        ]
        return None not in sides and sides[0] != sides[1]

    ranked = [
        (_LEVELS.index(level), -v.probability, k, v)
        for k, v in enumerate(report.verdicts)
        if v.relation == finding.relation and opposed(v) and (level := _level(v))
    ]
    return [v for *_, v in sorted(ranked, key=lambda x: x[:3])]


def _level(v: Verdict) -> Severity | None:
    return "info" if v.relation == "update" else severity(v.probability, v.cap)


def _pair(v: Verdict, claims: dict[str, Claim], articles: dict[str, Article]) -> dict:
    sides = []
    for claim, span, value, norm in (
        (claims[v.a], v.conflict_a, v.value_a, v.norm_a),
        (claims[v.b], v.conflict_b, v.value_b, v.norm_b),
    ):
        read = _read(claim, span, articles[claim.article_id])
        sides.append(
            {"claim": claim.id, "article": claim.article_id, "text": claim.text, "statement": claim.statement}
            | {"value": value, "normalized": norm, "read": read}
        )
    left_out = _left_out(v)
    identity = [{"name": n, "log_odds": round(z, 4), "counted": n not in left_out} for n, z in v.identity_terms]
    limits = calibration()
    nli = v.nli and [dict(zip(("entailment", "neutral", "contradiction"), row, strict=True)) for row in v.nli]
    return {
        "claims": sides,
        "one_event": {"probability": v.identity, "needed": limits["identity"]["same_event"], "terms": identity},
        "nli": nli,
        "conflict": {
            "probability": v.probability,
            "terms": [{"name": n, "log_odds": round(z, 4)} for n, z in v.terms],
            "notes": v.reason,
        },
        "level": {
            "reached": _level(v),
            "capped_at": v.cap,
            "thresholds": {level: limits["severity"][level] for level in _LEVELS},
        },
    }


def _left_out(v: Verdict) -> set[str]:
    """The terms that speak against one event by the very thing that is in dispute."""
    part = in_dispute(v)
    return {name for name, z in v.identity_terms if z < 0 and part and PART.get(name) == part}


def _read(claim: Claim, span: tuple[int, int], article: Article) -> str:
    """How a value was read, beyond its normalised form: what it was counted from, what kind of thing it is."""
    for x in (*claim.times, *claim.amounts, *claim.mentions):
        if (x.start, x.end) == span:
            return clean(_reading(x, article))
    return ""


def _reading(x: When | Amount | Mention, article: Article) -> str:
    if isinstance(x, Mention):
        return x.kind if x.form == "name" else f"{x.kind}, named by a {x.form}"
    about = ", approximate" if x.approximate else ""
    if isinstance(x, Amount):
        ends = f", {x.low:,.10g} to {x.high:,.10g}" if x.low != x.high else ""
        return f"{x.kind}{f' in {x.unit}' if x.unit else ''}{ends}{about}"
    anchor = _ANCHORS.get(x.anchor, f"counted from the publish date, {day(article.published)}")
    if x.anchor == "none" and article.published is None:
        anchor = "no publish date to count from"
    ends = f", {x.earliest or 'open'} to {x.latest or 'open'}" if x.earliest != x.latest else ""
    return f"{x.granularity}{ends}, {anchor}{about}"


def _lines(data: dict) -> list[Text]:
    """An explanation for a terminal."""
    lines = [
        Text(clean(data["question"]), "bold"),
        Text(f"  {data['id']}: {data['severity']}, {data['type']}, {data['relation']}", "dim"),
    ]
    if data["pairs"]:
        lines += _decisive(data["pairs"][0])
    rest = data["pairs"][1:]
    if data["pairs"] and data["probability"] > data["pairs"][0]["conflict"]["probability"]:
        lines.append(_head(f"With what other sources say: {_percent(data['probability'])}, {data['severity']}"))
    if rest:
        lines.append(_head(f"Also: {count(len(rest), 'pair')} of claims"))
        for p in rest:
            a, b = (f"{clean(s['article'])} “{clean(s['value'])}”" for s in p["claims"])
            lines.append(Text(f"    {a} and {b}: {_percent(p['conflict']['probability'])}, {p['level']['reached']}"))
    return [*lines, Text()]


def _decisive(pair: dict) -> list[Text]:
    lines = [_head("The claims")]
    for side in pair["claims"]:
        lines.append(Text.assemble("    ", (f"{clean(side['article'])}: ", "dim"), clean(side["text"])))
    lines.append(_head("The values"))
    for side in pair["claims"]:
        read = f" ({side['read']})" if side["read"] else ""
        lines.append(Text(f"    “{clean(side['value'])}” is {clean(side['normalized'])}{read}"))
    event = pair["one_event"]
    needed = f"{_percent(event['probability'])}, needed {_percent(event['needed'])}"
    lines += [_head(f"One event: {needed}"), *_terms(event["terms"])]
    lines.append(_head("The model: entailment, neutral, contradiction"))
    if pair["nli"] is None:
        lines.append(Text("    not asked"))
    for way, row in zip(("first to second", "second to first"), pair["nli"] or (), strict=False):
        lines.append(Text(f"    {'  '.join(f'{_percent(p):>4}' for p in row.values())}  {way}"))
    conflict, level = pair["conflict"], pair["level"]
    if conflict["terms"]:
        lines += [_head(f"A conflict: {_percent(conflict['probability'])}"), *_terms(conflict["terms"])]
        lines.append(_head(f"The level: {level['reached']}, at most {level['capped_at']}"))
        for name, least in level["thresholds"].items():
            passed = "passed" if conflict["probability"] >= least else "missed"
            lines.append(Text(f"    {name} from {_percent(least)}: {passed}"))
    if conflict["notes"]:
        lines.append(Text(f"    {clean(conflict['notes'])}"))
    return lines


def _terms(terms: Sequence[dict]) -> list[Text]:
    """One line a term in log-odds, and their sum."""
    counted = [t for t in terms if t.get("counted", True)]
    total = sum(t["log_odds"] for t in counted)
    lines = [Text(f"    {t['log_odds']:+6.2f}  {t['name']}") for t in counted]
    lines += [
        Text(f"    {t['log_odds']:+6.2f}  {t['name']}, left out: in dispute", "dim") for t in terms if t not in counted
    ]
    return [*lines, Text(f"    {total:+6.2f}  in sum, {_percent(sigmoid(total))}")]


def _head(text: str) -> Text:
    return Text(f"  {text}", "bold")


def _percent(probability: float) -> str:
    """Cut, not rounded: only certainty reads as 100%."""
    return f"{int(probability * 100 + 1e-9)}%"
