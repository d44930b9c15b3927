"""`factcheck serve` as it is started: what it refuses, in one line and with exit code 2, and how it ends."""

import functools
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from factcheck import cli
from tests.serve.running import served


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.delenv("FACTCHECK_TOKEN", raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ["--host", "0.0.0.0"],
            "0.0.0.0 is reached from other machines: set FACTCHECK_TOKEN to a secret of 16 characters or more, or leave --host out",
        ),
        (["--token", "short"], "the token is too short; make it 16 characters or more"),
        (
            ["--archive", "notes.txt"],
            "notes.txt is no archive; name another file",
        ),
    ],
)
def test_what_cannot_be_is_one_line(desk, args, message):
    (desk / "notes.txt").write_text("No archive.")
    result = CliRunner().invoke(cli.app, ["serve", "--port", "0", *args])
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"factcheck: {message}\n")


def test_a_port_that_is_taken_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(cli.app, ["serve", "--port", str(port)])
    assert (result.exit_code, result.stderr) == (
        2, f"factcheck: 127.0.0.1:{port} cannot be listened on (Address already in use); choose another --port\n"
    )  # fmt: skip


def test_a_new_archive_is_made_the_configuration_read_and_ctrl_c_ends_it(desk):
    (desk / "factcheck.toml").write_text('[levels]\nnumber = "loud"\n')
    command = [sys.executable, "-m", "factcheck", "serve", "--port", "0", "--archive", "new.db"]
    broken = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert (broken.returncode, broken.stderr.count("\n")) == (2, 1)
    assert "factcheck.toml: levels.number: must be one of error, warning, info, off" in broken.stderr
    (desk / "factcheck.toml").unlink()
    heard = functools.partial(signal.signal, signal.SIGINT, signal.default_int_handler)  # ignored in background jobs
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heard
    ) as process:
        line = process.stdout.readline()
        assert line.endswith(" checks drafts against new.db; Ctrl-C ends it\n")
        assert httpx.get(f"{line.split()[0]}health").status_code == 200
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=20)
    assert (out, process.returncode) == ("", 130)
    assert errors == "new.db is new and empty; fill it: factcheck archive add --archive new.db PATH\n"


def test_beyond_this_machine_it_asks_for_the_token(desk, monkeypatch):
    monkeypatch.setenv("FACTCHECK_TOKEN", "a token of some length")
    with served(desk / "a.db", "--host", "0.0.0.0") as running:
        url = running.url.replace("0.0.0.0", "127.0.0.1")
        assert httpx.get(f"{url}/articles").status_code == 401
        assert httpx.get(f"{url}/articles", headers={"authorization": "Bearer a token of some length"}).json() == {
            "total": 0, "articles": []
        }  # fmt: skip
