"""The service's parts in one place: its archive, the desk for checks, and the lane for short questions."""

from __future__ import annotations

from fastapi import Request

from factcheck.archive import Archive
from factcheck.serve.jobs import Desk, Lane
from factcheck.serve.settings import Settings
from factcheck.serve.worker import Worker


class Service:
    """What the routes work with. Two processes do the work, so that a search does not wait for a long check."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.archive = Archive.open(settings.archive, create=True)
        self._checks = Worker(settings.archive, settings.config, nli=True)
        self._lookups = Worker(settings.archive, settings.config, nli=False)
        self.checks = Lane(self._checks)
        self.lookups = Lane(self._lookups)
        self.desk = Desk(self.checks, settings.seconds)

    def start(self) -> None:
        self._checks.start()
        self._lookups.start()

    async def close(self) -> None:
        await self.desk.close()
        self._checks.close()
        self._lookups.close()
        self.archive.close()


def service(request: Request) -> Service:
    """The service that a request came to."""
    return request.app.state.service
