"""Short articles on one ferry and one vote, and a program that adds invented articles until it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

from factcheck.records import Article

FERRY = Article(
    "ferry",
    "The ferry Halvar ran aground off Aldsund on Monday. Captain Mira Sundt said 40 passengers were taken ashore.",
    "Ferry aground off Aldsund",
    "Aldsund Post",
    date(2024, 3, 5),
    "https://post.example/ferry",
)
FERRY_AGAIN = Article(
    "ferry-2",
    "The Halvar, a ferry, struck a reef near Aldsund on Sunday. Sundt told reporters that all 38 passengers were safe.",
    "Reef halts ferry",
    "Coast Wire",
    date(2024, 3, 6),
    "https://wire.example/halvar",
)
VOTE = Article(
    "vote",
    "The council of Brenholm voted on Friday to close the old school. Mayor Ole Tarp called the vote a mistake.",
    "School to close",
    "Brenholm Times",
    date(2024, 2, 9),
    "https://times.example/school",
)
UNDATED = Article("undated", "Farmers near Tolby fear a dry summer. The wells of the village are low.", "Dry wells")
ALL = [FERRY, FERRY_AGAIN, VOTE, UNDATED]

WRITER = """
import sys
import numpy as np
from factcheck.archive import Archive, adding
from factcheck.corpus.reading import pack_claims, pack_vectors
from factcheck.corpus.rows import Row
from factcheck.records import Article, Claim

def claim(article, n):
    text = f"Item {n} of {article.id} was seen."
    return Claim(f"{article.id}:{n}", article.id, 0, 1, text, text, "event", None, (), (), (), "positive", "asserted")

def read(article):
    # As much as a real article has, and made at once, so that nearly all of the time is spent in writing.
    claims = pack_claims([claim(article, n) for n in range(50)])
    return Row(article, bytes(20_000), claims, pack_vectors(np.full((50, 384), 384 ** -0.5, np.float32)))

adding._read = read
path, begin, end = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
articles = [Article(f"a{n}", f"Text number {n}.", url=f"https://made.example/{n}") for n in range(begin, end)]
with Archive.open(path, create=True) as archive:
    print(archive.add(articles, lambda done, total: print("added", begin + done - 1, flush=True)), flush=True)
"""


def writer(path: Path, begin: int, end: int, **kwargs) -> subprocess.Popen:
    """A process that adds the invented articles begin..end-1 and tells of each when it is acknowledged."""
    command = [sys.executable, "-c", WRITER, str(path), str(begin), str(end)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **kwargs)


def kill(process: subprocess.Popen) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
