"""The process that does the work: stopped means stopped."""

import os
import threading
import time

import pytest

from factcheck.config import Config
from factcheck.serve.tasks import Check, Search, TaskError, Upload
from factcheck.serve.worker import Cancelled, OverTime, Worker

LONG = Upload("long.txt", b"The fire of Monday hurt nine people in Port Marrin, the mayor said on Tuesday. " * 2500)


@pytest.fixture(scope="module")
def worker(filled):
    worker = Worker(filled, Config(), nli=False)
    worker.start()
    yield worker
    worker.close()


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_cancelled_task_ends_with_its_process_and_the_next_has_a_new_one(worker):
    (hit, *_) = worker.run(Search("Who is Okerlund?", 1), 240, threading.Event())
    assert "Okerlund" in hit.claim.statement
    pid, cancelled, steps = worker._process.pid, threading.Event(), []
    timer = threading.Timer(1, cancelled.set)
    timer.start()
    begin = time.monotonic()
    with pytest.raises(Cancelled):
        worker.run(Check(LONG, ()), 240, cancelled, lambda *step: steps.append(step))
    assert time.monotonic() - begin < 3
    assert steps[0] == ("reading", 0, 1)
    assert gone(pid)
    assert worker.run(Search("Okerlund", 1), 240, threading.Event())


def test_over_time_is_stopped(worker):
    worker.start()
    pid = worker._process.pid
    with pytest.raises(OverTime, match=r"^took longer than 0\.5 seconds and was stopped; make it shorter$"):
        worker.run(Check(LONG, ()), 0.5, threading.Event())
    assert gone(pid)


def test_a_process_that_dies_is_told_and_replaced(worker):
    worker.start()
    threading.Timer(0.3, worker._process.kill).start()
    with pytest.raises(RuntimeError, match="the process ended, perhaps for want of memory"):
        worker.run(Check(LONG, ()), 240, threading.Event())
    assert worker._process.is_alive()


@pytest.mark.parametrize(
    ("check", "message"),
    [
        (Check(Upload("a.docx", b"x")), "a.docx: is of an unknown kind; readable are .txt .md .markdown .html .htm .json .jsonl .ndjson .csv .tsv."),
        (Check(Upload("../a b.txt", b"")), "../a b.txt: is empty; give it some text or leave it out."),
        (Check(Upload("a.txt", b"\0\1")), "a.txt: is not text; save it as UTF-8 text, HTML or JSON."),
        (Check(Upload("a.txt", b"One. " * 50_000)), "a.txt: truncated: only the first 200,000 of 249,999 characters are read; cut the text up."),
        (Check(Upload("a.json", b'[{"text": "One."}, {"text": "Two."}]')), "a.json holds 2 articles; check one at a time"),
        (Check(Upload("a.txt", b"One."), (Upload("b.json", b"{"),)), "nothing to check against could be read. b.json: broken JSON at line 1; "),
        (Check(Upload("a.txt", b"One."), (Upload("b.jsonl", b'{"text": "One."}\n' * 101),)), "there are 101 articles to check against; 100 at most, or the archive"),
        (
            Check(Upload("a.txt", ("Der Bürgermeister der Stadt hat am Montag mitgeteilt, dass die Brücke gesperrt bleibt. " * 4).encode())),
            "a.txt: is in German (de); only English is read.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(worker, check, message):
    with pytest.raises(TaskError) as error:
        worker.run(check, 240, threading.Event())
    assert str(error.value).startswith(message)
