"""Folders of seeded errors: clusters of a user's own articles in, changed clusters with their gold answers out."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from factcheck import readers
from factcheck.articles import load_articles
from factcheck.bench.seed_errors import TYPES, SeededError, seed_errors
from factcheck.claims.sentences import split_sentences
from factcheck.errors import FactcheckError
from factcheck.records import Article, Problem

Progress = Callable[[str, int, int], None]

_GOLD_TYPES = {  # what a finding of the change may be called, the best first
    "weekday": ("weekday", "date", "time"),
    "month": ("date", "weekday"),
    "number": ("number", "age", "money", "percent", "duration"),
    "name": ("person", "organization", "other"),
    "place": ("place", "organization", "other"),
    "negation": ("negation", "antonym", "other"),
    "quote": ("quote", "antonym", "negation", "number", "other"),
}


def seed_folder(
    folder: Path,
    out: Path,
    *,
    seed: int,
    types: Collection[str] = TYPES,
    most: int | None = None,
    progress: Progress | None = None,
) -> dict:
    """Seed errors into the clusters of `folder` and write them to the new folder `out`; the manifest is returned.

    A cluster is a folder in `folder` (its articles in any readable format, in `articles/` if it has such a folder) or
    the rows of one file that have the same "cluster" field; `folder` may also be such a file. Raises FactcheckError
    where there is no cluster, `types` has an unknown one or `out` holds something already.
    """
    if unknown := sorted(set(types) - set(TYPES)):
        raise FactcheckError(f"no type {unknown[0]!r}; the types are {', '.join(TYPES)}")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FactcheckError(f"{out} is there already; name a new folder")
    clusters, problems = read_clusters(folder)
    return write_clusters(clusters, out, seed=seed, types=types, most=most, problems=problems, progress=progress)


def read_clusters(folder: Path) -> tuple[dict[str, list[Article]], list[Problem]]:
    """The articles of each cluster of a folder, and what could not be read. Raises FactcheckError for no cluster."""
    if not folder.exists():
        raise FactcheckError(f"{folder}: no such folder; check the spelling")
    inside = sorted(folder.iterdir()) if folder.is_dir() else [folder]
    clusters: dict[str, list[Article]] = {}
    problems: list[Problem] = []
    for path in inside:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            articles = path / "articles" if (path / "articles").is_dir() else path
            clusters[path.name] = load_articles(articles, on_problem=problems.append)
        elif readers.kind_of(path):
            for name, articles in _split(path, problems).items():
                clusters.setdefault(name, []).extend(articles)
    if not clusters:
        raise FactcheckError(
            f'{folder}: no cluster in it; put the articles on one event into a folder each, or give rows a "cluster"'
        )
    return clusters, problems


def _split(file: Path, problems: list[Problem]) -> dict[str, list[Article]]:
    """The articles of a table by the "cluster" field of its rows."""
    rows: dict[str, list[Mapping]] = {}
    try:
        for number, row in readers.read_file(file, lambda n, message: problems.append(Problem(f"{file}:{n}", message))):
            if row.get("cluster") in (None, ""):
                where = f"{file}:{number}" if number else str(file)
                problems.append(Problem(where, 'has no "cluster"; articles that are not in a folder need one'))
            else:
                rows.setdefault(str(row["cluster"]), []).append(row)
    except (readers.Unreadable, OSError) as error:
        problems.append(Problem(str(file), str(error)))
    clusters = {}
    with tempfile.TemporaryDirectory() as folder:  # one reader of articles: load_articles
        part = Path(folder) / "rows.jsonl"
        for name, these in rows.items():
            part.write_text("".join(json.dumps(row, default=str) + "\n" for row in these), encoding="utf-8")
            found: list[Problem] = []
            clusters[name] = load_articles(part, on_problem=found.append)
            problems += [Problem(p.where.replace(str(part), f"{file}, cluster {name}"), p.message) for p in found]
    return clusters


def write_clusters(
    clusters: Mapping[str, Sequence[Article]],
    out: Path,
    *,
    seed: int,
    types: Collection[str] = TYPES,
    most: int | None = None,
    problems: Sequence[Problem] = (),
    progress: Progress | None = None,
) -> dict:
    """Write each cluster untouched and once for each change, a folder each, and manifest.json; it is returned.

    A folder holds articles.jsonl and gold.json in the format of fixtures/README.md, which also marks untouched
    clusters and tells what was changed. `most` limits the changes of one type in a cluster. The manifest has the
    seed, the counts, the SHA-256 of the articles, the parser and what was left out.
    """
    counts: Counter[str] = Counter()
    left_out = [{"where": p.where, "why": p.message} for p in problems]
    digest = hashlib.sha256()
    written = 0
    names = _folder_names(clusters)
    for done, (name, articles) in enumerate(clusters.items()):
        if progress:
            progress("clusters", done, len(clusters))
        if len(articles) < 2:
            left_out.append({"where": name, "why": "has fewer than two articles; nothing confirms its facts"})
            continue
        digest.update(json.dumps([name, [_row(article) for article in articles]]).encode())
        errors = seed_errors(articles, seed=seed, types=types, most=most)
        if not errors:
            left_out.append({"where": name, "why": "has no fact that can be changed and that another article confirms"})
        _write(out / f"{names[name]}--untouched", articles, {"untouched": True, "conflicts": []})
        written += 1
        numbers: Counter[str] = Counter()
        for error in errors:
            numbers[error.type] += 1
            changed = [error.changed if article.id == error.article else article for article in articles]
            _write(out / f"{names[name]}--{error.type}-{numbers[error.type]}", changed, _gold(error, changed))
        counts += numbers
    if progress:
        progress("clusters", len(clusters), len(clusters))
    from factcheck import __version__
    from factcheck.claims.parse import pipeline

    parser = pipeline().meta
    manifest = {
        "factcheck_version": __version__,
        "parser": f"{parser['lang']}_{parser['name']} {parser['version']}",
        "seed": seed,
        "types": [type_ for type_ in TYPES if type_ in types],
        "most": most,
        "data_sha256": digest.hexdigest(),
        "clusters": written,
        "changes": {type_: counts[type_] for type_ in TYPES if type_ in types},
        "left_out": left_out,
    }
    out.mkdir(parents=True, exist_ok=True)
    _write_json(out / "manifest.json", manifest)
    return manifest


def _folder_names(clusters: Collection[str]) -> dict[str, str]:
    """A folder name for each cluster, plain and used once."""
    names: dict[str, str] = {}
    for cluster in clusters:
        plain = re.sub(r"[^\w.-]+", "-", cluster).strip("-.") or "cluster"
        names[cluster] = plain if plain not in names.values() else f"{plain}-{len(names) + 1}"
    return names


def _gold(error: SeededError, articles: Sequence[Article]) -> dict:
    best, *also = _GOLD_TYPES[error.type]
    changed = [(error.article, start, end) for start, end in error.spans]
    return {
        "seeded": {
            "type": error.type, "kind": error.kind, "article": error.article, "start": error.start, "end": error.end,
            "old": error.old, "new": error.new,
        },
        "conflicts": [
            {
                "type": best,
                "also": also,
                "min_severity": "warning",
                "sides": [_side(changed, articles), _side(error.confirmed_by, articles)],
                "why": f"{error.type}: {error.old!r} was changed to {error.new!r} in {error.article}.",
            }
        ],
    }  # fmt: skip


def _side(places: Sequence[tuple[str, int, int]], articles: Sequence[Article]) -> dict:
    """A side of the gold answers: the sentences of the places, and their exact spans."""
    texts = {article.id: article for article in articles}
    ids = list(dict.fromkeys(article for article, _, _ in places))
    spans = {key: split_sentences(texts[key].text, texts[key].title) for key in ids}
    pieces = []
    for key, start, _ in places:
        sentence = spans[key][bisect_right(spans[key], start, key=lambda s: s.start) - 1]
        pieces.append(texts[key].text[sentence.start : sentence.end])
    return {
        "articles": ids,
        "contains": list(dict.fromkeys(pieces)),
        "spans": [{"article": key, "start": start, "end": end} for key, start, end in places],
    }


def _row(article: Article) -> dict:
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
    }


def _write(folder: Path, articles: Sequence[Article], gold: dict) -> None:
    folder.mkdir(parents=True)
    lines = (json.dumps(_row(article), ensure_ascii=False) for article in articles)
    (folder / "articles.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    _write_json(folder / "gold.json", gold)


def _write_json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
