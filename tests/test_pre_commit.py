"""The hook as pre-commit runs it on the drafts of a newsroom's repository."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
CONFIG = """
repos:
  - repo: local
    hooks:
      - id: {id}
        name: {name}
        language: system
        entry: {python} -m {entry}
        types_or: {types_or}
        require_serial: {require_serial}
        files: ^drafts/
        args: [--against, published/, --format, line]
"""


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_commit_is_stopped_by_a_conflict_and_passes_when_a_reason_is_given(tmp_path, monkeypatch):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["language"] == "python"  # which installs factcheck first; here it is installed already
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    newsroom = tmp_path / "newsroom"
    shutil.copytree(ROOT / "fixtures" / "stories" / "harbour-fire" / "articles", newsroom / "published")
    (newsroom / "drafts").mkdir()
    (newsroom / "notes.txt").write_text("Seven firefighters were injured in the warehouse fire.")
    draft = newsroom / "drafts" / "fire.md"
    draft.write_text("---\ndate: 2024-03-18\n---\n\nSeven firefighters were injured in the Brackwater warehouse fire.\n")
    (newsroom / ".pre-commit-config.yaml").write_text(CONFIG.format(python=sys.executable, **hook))

    def run(*command):
        return subprocess.run(command, cwd=newsroom, capture_output=True, text=True, timeout=300)

    run("git", "init", "-q")
    run("git", "add", "-A")
    first = run(sys.executable, "-m", "pre_commit", "run")
    assert first.returncode == 1, first.stdout + first.stderr
    assert (
        "drafts/fire.md:5:1: error: How many firefighters were injured in the Brackwater Logistics warehouse fire? "
        "Here “Seven”; elsewhere “Nine” (3 articles, 2 independent sources: "
    ) in first.stdout
    assert "notes.txt" not in first.stdout
    draft.write_text(f"{draft.read_text().rstrip()} <!-- factcheck: ignore number — two were sent home -->\n")
    run("git", "add", "-A")
    second = run(sys.executable, "-m", "pre_commit", "run")
    assert second.returncode == 0, second.stdout + second.stderr
    assert "Passed" in second.stdout
