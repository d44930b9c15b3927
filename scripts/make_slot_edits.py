"""Make NLI pairs about dates, numbers, names, places and polarity out of news sentences, with seeded regex edits.

    python scripts/make_slot_edits.py --news reuters21578.jsonl.gz bbc.jsonl.gz --count 90000 --out slots.jsonl.gz

Every news file gives the same number of pairs. A changed slot is a contradiction; the same fact reworded, reformatted
or shortened is an entailment; another sentence of the story, an added detail or a like sentence of another story is
neutral. So that one changed token alone tells nothing, all three labels hold pairs that differ by one token.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from slot_edits import (
    CHANGES,
    REWORDINGS,
    Edit,
    apply,
    hedge,
    replace,
    same_words,
    shorten,
    unknown_number,
    vaguer_date,
)
from slot_patterns import NOT_A_PERSON, PERSON

SENTENCE_END = re.compile(
    r"(?<!Dr\.)(?<!Mr\.)(?<!Mrs\.)(?<!U\.S\.)(?<!Sen\.)(?<!Rep\.)(?<!Gov\.)(?<!St\.)(?<=[.!?])[\"”]?\s+(?=[A-Z\"“])"
)


@dataclass(frozen=True)
class Story:
    """Sentences of one article; `cluster` names the story it belongs to."""

    cluster: str
    sentences: list[str]


class People:
    """Swaps the name of a person for another one of the same news."""

    def __init__(self, stories: list[Story]) -> None:
        self.names = sorted(
            {
                m[1]
                for story in stories
                for s in story.sentences
                for m in PERSON.finditer(s)
                if not NOT_A_PERSON.search(m[1])
            }
        )

    def __call__(self, text: str, rng: Random) -> str | None:
        found = [m for m in PERSON.finditer(text) if not NOT_A_PERSON.search(m[1])]
        if not found or len(self.names) < 2:
            return None
        match = rng.choice(found)
        return replace(text, match, rng.choice([n for n in rng.sample(self.names, 2) if n != match[1]]), 1)


def read_stories(path: Path) -> Iterator[Story]:
    """Articles of a jsonl[.gz] file with a text field, as sentences of 6 to 45 words."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            sentences = []
            for paragraph in re.split(r"\n\s*\n|\n {2,}", row["text"]):
                flat = re.sub(r"\s+", " ", paragraph).strip()
                ends = SENTENCE_END if re.search("[A-Z]", flat) else re.compile(r"(?<=[.!?]) ")
                for sentence in ends.split(flat):
                    if 6 <= len(sentence.split()) <= 45 and sentence[-1:] in '."”' and len(sentence) < 260:
                        sentences.append(sentence)
            if len(sentences) > 1:
                yield Story(f"{path.name}:{row.get('cluster', row.get('id'))}", sentences)


class Likes:
    """Sentences of other stories that share rare words: the same kind of thing, another event."""

    def __init__(self, stories: list[Story]) -> None:
        self.index: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for story in stories:
            for sentence in story.sentences:
                for word in self._words(sentence):
                    if len(self.index[word]) < 400:
                        self.index[word].append((story.cluster, sentence))

    @staticmethod
    def _words(sentence: str) -> set[str]:
        return {w for w in re.findall(r"[a-z]{5,}", sentence.lower())}

    def __call__(self, story: Story, sentence: str, rng: Random) -> str | None:
        words = self._words(sentence)
        best, shared = None, 2
        for word in rng.sample(sorted(words), min(3, len(words))):
            entries = self.index[word]
            for cluster, other in rng.sample(entries, min(12, len(entries))):
                common = len(words & self._words(other))
                if cluster != story.cluster and common > shared and common < 0.75 * len(words):
                    best, shared = other, common
        return best


def neutral(story: Story, sentence: str, likes: Likes, rng: Random) -> tuple[str, str] | None:
    """A pair of which neither decides the other."""
    way = rng.random()
    if way < 0.3:
        other = rng.choice([s for s in story.sentences if s != sentence] or [sentence])
        return (sentence, other) if other != sentence else None
    if way < 0.55:
        other = likes(story, sentence, rng)
        return (sentence, other) if other else None
    if way < 0.8:
        short = shorten(sentence, rng)
        return (short, sentence) if short else None
    bound = (unknown_number if way < 0.92 else hedge)(sentence, rng) or vaguer_date(sentence, rng)
    return (bound, sentence) if bound else None


def make(stories: list[Story], count: int, seed: int, source: str = "slot_edits") -> Iterator[dict[str, str]]:
    """About `count` rows {source, premise, hypothesis, label}, a third of each label."""
    rng = Random(seed)
    likes, changes = Likes(stories), [*CHANGES, (People(stories), 2)]
    labels = ("entailment", "neutral", "contradiction")
    files: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        files[story.cluster.partition(":")[0]].append(story)
    groups = list(files.values())
    for number in range(count):
        label = labels[number % 3]
        for _ in range(40):
            story = rng.choice(rng.choice(groups))
            sentence = rng.choice(story.sentences)
            if label == "neutral":
                pair = neutral(story, sentence, likes, rng)
            elif label == "contradiction":
                pair = contradiction(sentence, changes, rng)
            else:
                pair = entailment(sentence, rng)
            if pair and (pair[0] != pair[1] or (label == "entailment" and rng.random() < 0.05)):
                yield {"source": source, "premise": pair[0], "hypothesis": pair[1], "label": label}
                break


def contradiction(sentence: str, changes: list[tuple[Edit, float]], rng: Random) -> tuple[str, str] | None:
    """The sentence against itself with a slot changed, often shortened or reworded besides."""
    base = (shorten(sentence, rng) if rng.random() < 0.35 else None) or sentence
    changed = apply(changes, base, rng)
    if changed and rng.random() < 0.25:
        changed = same_words(changed, rng) or changed
    if not changed or changed == base:
        return None
    return (sentence, changed) if base != sentence or rng.random() < 0.5 else (changed, sentence)


def entailment(sentence: str, rng: Random) -> tuple[str, str] | None:
    """The sentence and the same fact in another form."""
    if rng.random() < 0.05:
        return sentence, sentence
    changed = apply(REWORDINGS, sentence, rng)
    if changed and rng.random() < 0.3:
        changed = apply(REWORDINGS, changed, rng) or changed
    return (sentence, changed) if changed else None


def main(argv: list[str] | None = None) -> int:
    """Write the pairs; with --dev also pairs of stories held out by their cluster."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, nargs="+", required=True)
    parser.add_argument("--count", type=int, default=90_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dev", type=Path, help="also write held-out pairs here")
    parser.add_argument("--dev-count", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    stories = [story for path in args.news for story in read_stories(path)]
    held = {c for i, c in enumerate(sorted({s.cluster for s in stories})) if i % 25 == 7}
    write(args.out, make([s for s in stories if s.cluster not in held], args.count, args.seed))
    if args.dev:
        write(args.dev, make([s for s in stories if s.cluster in held], args.dev_count, args.seed, "slot_edits_dev"))
    return 0


def write(path: Path, rows: Iterator[dict[str, str]]) -> None:
    """Rows as gzipped jsonl, the same bytes for the same rows."""
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        for row in rows:
            file.write((json.dumps(row, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    sys.exit(main())
