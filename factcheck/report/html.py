"""The report as one self-contained HTML page: nothing is loaded, everything untrusted is escaped."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from importlib import metadata

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from factcheck.records import Finding, Report
from factcheck.report.context import MARKS, SEVERITIES, Context, levels, source, support, title, value, web_address
from factcheck.report.plain import clean, count, day, join, likelihood
from factcheck.report.timeline import timeline

FINDINGS = 500  # findings on the page
EXCERPTS = 4  # sentences shown for a side
AGREED = 100  # corroborated statements on the page


def render(report: Report) -> str:
    """The report as an HTML page; it works without JavaScript, which only adds the filter."""
    context = Context(report)
    agreed = context.corroborated()
    shown = context.findings[:FINDINGS]
    style, script = _asset("report.css"), _asset("report.js")
    return (
        environment()
        .get_template("report.html")
        .render(
            style=Markup(style),
            script=Markup(script),
            policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
            "base-uri 'none'; form-action 'none'",
            version=metadata.version("factcheck"),
            heading=_heading(context),
            context=context,
            conflicts=[finding for finding in shown if finding.severity != "info"],
            infos=[finding for finding in shown if finding.severity == "info"],
            findings_left_out=len(context.findings) - len(shown),
            severities=Counter(finding.severity for finding in shown),
            types=sorted(Counter(finding.type for finding in shown).items()),
            agreed=agreed[:AGREED],
            agreed_total=len(agreed),
            timeline=timeline(context),
            article_counts=_article_counts(report),
        )
    )


def anchor(finding: Finding) -> str:
    """The id of a finding's element, for permalinks: stable between runs as long as the finding's id is."""
    return "finding-" + re.sub(r"[^A-Za-z0-9_-]", "-", finding.id)


def _heading(context: Context) -> str:
    conflicts = sum(finding.severity != "info" for finding in context.findings)
    articles = count(len(context.report.articles), "article")
    return f"{count(conflicts, 'conflict') if conflicts else 'No conflicts'} in {articles}"


def _article_counts(report: Report) -> dict[str, tuple[int, int]]:
    """Claims and findings of each article by its id."""
    claims = Counter(claim.article_id for claim in report.claims)
    findings = Counter(
        article for finding in report.findings for article in {a for side in finding.sides for a in side.articles}
    )
    return {article.id: (claims[article.id], findings[article.id]) for article in report.articles}


@cache
def environment(*packages: str) -> Environment:
    """Templates of this package, and of others that show findings too, which come first."""
    environment = Environment(
        loader=ChoiceLoader([*map(PackageLoader, packages), PackageLoader("factcheck.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "clean": lambda text: clean(text).strip(),
        "count": count,
        "day": day,
        "join_words": join,
        "levels": levels,
        "likelihood": likelihood,
    }
    environment.globals |= {
        "anchor": anchor,
        "source": source,
        "title": title,
        "support": support,
        "value": value,
        "web_address": web_address,
        "MARKS": MARKS,
        "SEVERITIES": SEVERITIES,
        "EXCERPTS": EXCERPTS,
    }
    return environment


@cache
def _asset(name: str) -> str:
    templates = environment()
    return templates.loader.get_source(templates, name)[0]  # type: ignore[union-attr]


def _hash(text: str) -> str:
    """A content security policy's source expression for exactly this inline text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
