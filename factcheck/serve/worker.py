"""A worker: a process that does one task at a time, can be stopped in the middle of it, and keeps its models."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from factcheck.config import Config
from factcheck.errors import FactcheckError
from factcheck.serve import tasks
from factcheck.serve.tasks import Step, Task, TaskError

_LOOK = 0.1
"""Seconds between two looks at whether a task is still wanted."""


class Cancelled(Exception):
    """The task was cancelled."""


class OverTime(FactcheckError):
    """The task took too long and was stopped."""


class Worker:
    """One process, made when it is first needed and again after it had to be stopped.

    Threads may share it: they take turns. A task that is cancelled or over its time ends with the process, so that it
    uses no more of the processor.
    """

    def __init__(self, archive: Path, config: Config, *, nli: bool) -> None:
        self._arguments = archive, config, nli
        self._turn = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False

    def start(self) -> None:
        """Starts the process, which loads its models by itself."""
        if self._closed or (self._process is not None and self._process.is_alive()):
            return
        self._end()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, *self._arguments), daemon=True)
        self._process.start()
        theirs.close()

    def close(self) -> None:
        """Ends the process at once, whatever it does, for good."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None

    def _start_again(self) -> None:
        """Another process, so that its models are there when the next task comes."""
        self._end()
        self.start()

    def run(self, task: Task, seconds: float, cancelled: threading.Event, step: Step = lambda *_: None) -> Any:
        """What `tasks.run` gives, in at most so many seconds, the loading of models included.

        Raises Cancelled, OverTime, FactcheckError with its message, and RuntimeError when the task fails.
        """
        with self._turn:
            self.start()
            if cancelled.is_set() or self._pipe is None:
                raise Cancelled
            try:
                self._pipe.send(task)
                return self._result(self._pipe, time.monotonic() + seconds, seconds, cancelled, step)
            except (Cancelled, OverTime):
                self._start_again()
                raise
            except (EOFError, OSError):
                self._start_again()
                raise RuntimeError("the process ended, perhaps for want of memory") from None

    def _result(self, pipe: Connection, end: float, seconds: float, cancelled: threading.Event, step: Step) -> Any:
        while True:
            if pipe.poll(_LOOK):
                kind, value = pipe.recv()
                if kind == "done":
                    return value
                if kind == "refused":
                    raise TaskError(value)
                if kind == "failed":
                    raise RuntimeError(value)
                step(*value)
            if cancelled.is_set():
                raise Cancelled
            if time.monotonic() > end:
                raise OverTime(f"took longer than {seconds:g} seconds and was stopped; make it shorter")


def _work(pipe: Connection, path: Path, config: Config, nli: bool) -> None:
    """The process: loads the models, then answers tasks until nobody asks any more."""
    from factcheck.archive import Archive

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which ends this
    with contextlib.suppress(AttributeError, OSError):
        os.nice(5)  # the page and the health check answer first
    with contextlib.suppress(EOFError, OSError), Archive.open(path, create=True) as archive:
        with contextlib.suppress(Exception):  # whoever needs the models will say what is wrong with them
            tasks.run(tasks.Warm(nli), archive, config, lambda *_: None)
        while True:
            pipe.send(_answer(pipe.recv(), archive, config, lambda *told: pipe.send(("step", told))))


def _answer(task: Task, archive: Any, config: Config, step: Step) -> tuple[str, Any]:
    try:
        return "done", tasks.run(task, archive, config, step)
    except (FactcheckError, ImportError) as error:
        return "refused", str(error)
    except Exception as error:
        # Not the message: it may quote the draft, and what fails is logged.
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "nowhere"
        return "failed", f"{type(error).__name__} at {where}"
