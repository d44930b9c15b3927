"""Jobs: checks that wait for their turn, run, and are remembered for a while, with lanes that keep others apart."""

from __future__ import annotations

import asyncio
import secrets
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from factcheck.errors import FactcheckError
from factcheck.serve.settings import KEPT, LOOKUP_SECONDS, MAX_WAITING
from factcheck.serve.tasks import UNNAMED, Check, Step, Task, TaskError
from factcheck.serve.worker import Cancelled, OverTime, Worker

if TYPE_CHECKING:
    from factcheck.editorial import Review

State = Literal["waiting", "running", "done", "failed", "cancelled"]
ENDED = frozenset({"done", "failed", "cancelled"})


class Busy(FactcheckError):
    """Too many wait already."""


@dataclass(slots=True, eq=False)
class Job:
    """A check. `stage` is what it is at, with `done` of `total`; `error` says why it failed, with `status` the HTTP
    status that fits; `review` is there when it is done."""

    id: str
    task: Check
    created: datetime
    state: State = "waiting"
    stage: str = ""
    done: int = 0
    total: int = 0
    error: str = ""
    status: int = 200
    review: Review | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def name(self) -> str:
        """What the draft is called to people: its title, else its file, else how it begins."""
        article = self.review.drafts[0].article if self.review else None
        title = article and article.title or self.task.title
        if title or self.task.draft.name not in UNNAMED:
            return title or self.task.draft.name
        return f"{' '.join(article.text[:60].split())}…" if article else "the draft"


class Lane:
    """A worker and those who wait for it, first come first served. Belongs to one event loop."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self._turn = asyncio.Lock()
        self._inside = 0

    @property
    def waiting(self) -> int:
        return max(self._inside - 1, 0)

    def enter(self) -> None:
        """Takes a place, which `run` gives back. Raises Busy."""
        if self._inside > MAX_WAITING:
            raise Busy(f"{MAX_WAITING} requests are waiting already; try again in a minute")
        self._inside += 1

    async def run(self, task: Task, seconds: float, cancelled: threading.Event, step: Step = lambda *_: None) -> Any:
        """What `Worker.run` gives and raises, after `enter`."""
        try:
            async with self._turn:
                return await asyncio.to_thread(self.worker.run, task, seconds, cancelled, step)
        finally:
            self._inside -= 1

    async def ask(self, task: Task) -> Any:
        """The result of a lookup. Raises Busy, OverTime, TaskError."""
        self.enter()
        return await self.run(task, LOOKUP_SECONDS, threading.Event())


class Desk:
    """The checks of a service: one runs, some wait, the last ones are remembered with what they found."""

    def __init__(self, lane: Lane, seconds: float) -> None:
        self._lane, self._seconds = lane, seconds
        self._jobs: dict[str, Job] = {}
        self._running: set[asyncio.Task] = set()

    def submit(self, task: Check) -> Job:
        """A new check, which runs when it is its turn. Raises Busy."""
        self._lane.enter()
        job = Job(secrets.token_urlsafe(12), task, datetime.now(UTC))
        self._jobs[job.id] = job
        for old in [j for j in self._jobs.values() if j.state in ENDED][: max(len(self._jobs) - KEPT, 0)]:
            del self._jobs[old.id]
        running = asyncio.create_task(self._run(job))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        return job

    def get(self, id: str) -> Job | None:
        return self._jobs.get(id)

    def all(self) -> list[Job]:
        """The checks, newest first."""
        return list(reversed(self._jobs.values()))

    def cancel(self, job: Job) -> None:
        """Stops a check that waits or runs."""
        job.cancelled.set()
        if job.state == "waiting":
            job.state = "cancelled"
            job.ended.set()

    def forget(self, job: Job) -> None:
        """Stops a check, if need be, and drops what it found."""
        self.cancel(job)
        self._jobs.pop(job.id, None)

    async def close(self) -> None:
        """Cancels everything."""
        for job in self._jobs.values():
            job.cancelled.set()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _run(self, job: Job) -> None:
        def step(stage: str, done: int, total: int) -> None:
            job.state, job.stage, job.done, job.total = "running", stage, done, total

        try:
            job.review = await self._lane.run(job.task, self._seconds, job.cancelled, step)
            job.state = "done"
        except Cancelled:
            job.state = "cancelled"
        except OverTime as error:
            job.state, job.error, job.status = "failed", f"The check {error}.", 503
        except TaskError as error:
            job.state, job.error, job.status = "failed", str(error), 422
        except Exception as error:
            job.state, job.error, job.status = "failed", f"The check failed: {error}. Please report it.", 500
        finally:
            job.ended.set()
