"""A service of our own on loopback, as a person starts it, and the browser that looks at it."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass(frozen=True)
class Running:
    """The service's address, its process, and the file that holds all it has written."""

    url: str
    process: subprocess.Popen
    log: Path


@contextlib.contextmanager
def served(archive: Path, *args: str) -> Iterator[Running]:
    log = archive.with_suffix(".log")
    command = [sys.executable, "-m", "factcheck", "serve", "--archive", str(archive), "--port", "0", *args]
    with log.open("wb") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            line = process.stdout.readline()
            yield Running(line.split()[0].rstrip("/"), process, log)
        finally:
            process.terminate()
            rest, _ = process.communicate(timeout=20)
            assert rest == ""
