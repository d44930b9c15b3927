"""The FastAPI app: the API, the page, the guard around both, and errors in words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import metadata
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from starlette.exceptions import HTTPException

from factcheck.archive import ArchiveError
from factcheck.errors import FactcheckError
from factcheck.serve import api, pages
from factcheck.serve.guard import Guard
from factcheck.serve.jobs import Busy
from factcheck.serve.service import Service
from factcheck.serve.settings import Settings
from factcheck.serve.worker import OverTime

_ASSETS = {
    "report.css": Path(__file__).parents[1] / "report" / "templates" / "report.css",
    "serve.css": Path(__file__).parent / "static" / "serve.css",
    "serve.js": Path(__file__).parent / "static" / "serve.js",
}


def create_app(settings: Settings) -> FastAPI:
    """The service over one archive, which is made when there is none. Raises ArchiveError."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        app.state.service.start()
        yield
        await app.state.service.close()

    app = FastAPI(
        title="factcheck",
        version=metadata.version("factcheck"),
        description="What in a draft contradicts what others have reported, or itself.",
        lifespan=life,
        docs_url=None,  # these pages load their scripts from elsewhere
        redoc_url=None,
    )
    app.state.service = Service(settings)
    app.include_router(api.router)
    app.include_router(pages.router)
    app.add_api_route("/static/{name}", _asset, include_in_schema=False)
    app.add_middleware(Guard, settings=settings)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(FactcheckError, _refused)
    return app


def _asset(name: str) -> Response:
    if name not in _ASSETS:
        raise HTTPException(404)
    return FileResponse(_ASSETS[name], headers={"cache-control": "no-cache"})


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _told(request, error.status_code, error.detail, error.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    """What is wrong and where; not what was sent, which may be a whole draft."""
    assert isinstance(error, RequestValidationError)
    wrong = [{"loc": each["loc"], "msg": each["msg"], "type": each["type"]} for each in error.errors()]
    if _is_page(request):
        return _told(request, 422, "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in wrong))
    return JSONResponse({"detail": wrong}, 422)


async def _refused(request: Request, error: Exception) -> Response:
    busy = isinstance(error, (Busy, OverTime, ArchiveError))
    return _told(request, 503 if busy else 422, str(error), {"retry-after": "30"} if busy else None)


def _told(request: Request, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    if _is_page(request):
        answer: Response = pages.render("error.html", status, status=status, detail=detail)
    else:
        answer = JSONResponse({"detail": detail}, status)
    answer.headers.update(headers or {})
    return answer


def _is_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")
