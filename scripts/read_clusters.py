"""Findings on clusters of real news, printed for a person to judge and scored from the judgements.

    python scripts/read_clusters.py NEWS.jsonl.gz --clusters 20 --seed 1 -o findings.jsonl
    python scripts/read_clusters.py --score findings.jsonl

NEWS holds one article a line with the fields cluster, id, title, date and text (title, date and url may be missing).
Every finding of severity warning or error is printed with its sentences and written with an empty "right"; fill in
"yes" where the two sides cannot both be true of one event, "no" where they can, and leave it empty when unsure.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import factcheck
from factcheck.claims.sentences import split_sentences
from factcheck.fields import domain, publish_date
from factcheck.records import Article, Finding, Report, Side

SHORT = 400
"""Pages with fewer characters are menus and notices, not articles."""


def read_clusters(path: Path) -> dict[str, list[Article]]:
    """The articles of a news file by cluster, in the order of the file; short pages and repeated ids left out."""
    clusters: dict[str, dict[str, Article]] = defaultdict(dict)
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = row.get("text") or ""
            if len(text) < SHORT:
                continue
            clusters[str(row["cluster"])][row["id"]] = Article(
                id=str(row["id"]),
                text=text,
                title=row.get("title") or None,
                source=domain(row.get("url")),
                published=publish_date(row["date"]) if row.get("date") else None,
                url=row.get("url"),
            )
    return {name: list(articles.values()) for name, articles in clusters.items()}


def sample(clusters: dict[str, list[Article]], count: int, seed: int, least: int, most: int) -> list[str]:
    """Names of `count` clusters of `least` to `most` articles, the same ones for the same seed."""
    fitting = sorted(name for name, articles in clusters.items() if least <= len(articles) <= most)
    return random.Random(seed).sample(fitting, min(count, len(fitting)))


def sentences_of(side: Side, articles: dict[str, Article]) -> list[dict[str, str]]:
    """The sentences that a side's spans lie in, the values marked with brackets."""
    found = []
    for span in side.spans:
        article = articles[span.article]
        for sentence in split_sentences(article.text, article.title):
            if sentence.start <= span.start < sentence.end:
                end = max(sentence.end, span.end)
                parts = (sentence.start, span.start), (span.start, span.end), (span.end, end)
                before, value, after = (article.text[a:b] for a, b in parts)
                found.append({"article": span.article, "sentence": " ".join(f"{before}[{value}]{after}".split())})
    return found


def row(cluster: str, finding: Finding, report: Report) -> dict:
    """A finding as the line that a person judges."""
    articles = {article.id: article for article in report.articles}
    return {
        "cluster": cluster,
        "severity": finding.severity,
        "type": finding.type,
        "relation": finding.relation,
        "probability": round(finding.probability, 3),
        "question": finding.question,
        "reason": finding.reason,
        "sides": [{"value": side.value, "sentences": sentences_of(side, articles)} for side in finding.sides],
        "right": "",
    }


def show(line: dict) -> None:
    print(f"\n[{line['severity']} {line['type']} {line['probability']:.2f}] {line['question']}\n  {line['reason']}")
    for side in line["sides"]:
        print(f"  = {side['value']}")
        for each in side["sentences"]:
            print(f"    {each['article'][:12]}: {each['sentence']}")


def judge(arguments: argparse.Namespace) -> None:
    clusters = read_clusters(arguments.news)
    names = sample(clusters, arguments.clusters, arguments.seed, arguments.min_articles, arguments.max_articles)
    if not names:
        sys.exit(f"{arguments.news}: no cluster of {arguments.min_articles} to {arguments.max_articles} articles")
    nli = factcheck.load_nli()
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        output = stack.enter_context(arguments.output.open("w", encoding="utf-8")) if arguments.output else None
        for name in names:
            report = factcheck.check(clusters[name], nli=nli)
            loud = [finding for finding in report.findings if finding.severity != "info"]
            counts.update(finding.severity for finding in report.findings)
            print(f"\n=== {name}: {len(report.articles)} articles, {len(report.claims)} claims, {len(loud)} findings")
            for line in (row(name, finding, report) for finding in loud):
                show(line)
                if output:
                    output.write(json.dumps(line, ensure_ascii=False) + "\n")
    told = ", ".join(f"{counts[severity]} {severity}" for severity in ("error", "warning", "info"))
    print(f"\n{len(names)} clusters: {told}")


def score(lines: Iterable[dict]) -> str:
    """Precision by severity and by type over the lines that were judged, as a table."""
    right: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in lines:
        answer = str(line["right"]).strip().lower()
        verdict = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}.get(answer, "unsure")
        for key in (("severity", line["severity"]), ("type", line["type"]), ("all", "all")):
            right[key][verdict] += 1
    table = [f"{'':22}{'right':>7}{'wrong':>7}{'unsure':>8}{'precision':>11}"]
    for (kind, value), votes in sorted(right.items()):
        judged = votes["yes"] + votes["no"]
        precision = f"{votes['yes'] / judged:.2f}" if judged else "-"
        name = value if kind == "all" else f"{kind} {value}"
        table.append(f"{name:22}{votes['yes']:7}{votes['no']:7}{votes['unsure']:8}{precision:>11}")
    return "\n".join(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path, nargs="?", help="articles as JSON lines, .gz or not")
    parser.add_argument("--clusters", type=int, default=20, metavar="N", help="how many clusters (20)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which clusters (1)")
    parser.add_argument("--min-articles", type=int, default=2, metavar="N", help="smallest cluster (2)")
    parser.add_argument("--max-articles", type=int, default=6, metavar="N", help="largest cluster (6)")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the findings to judge here")
    parser.add_argument("--score", type=Path, metavar="FILE", help="print the precision of a judged file, and no more")
    arguments = parser.parse_args()
    if arguments.score:
        with arguments.score.open(encoding="utf-8") as lines:
            print(score(map(json.loads, lines)))
    elif arguments.news:
        judge(arguments)
    else:
        parser.error("name a news file, or --score a judged one")


if __name__ == "__main__":
    main()
