"""`factcheck serve`: the web page and the REST API, on this machine unless told otherwise."""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from factcheck.cli.archive import File
from factcheck.cli.common import progress_bar, show_problem
from factcheck.errors import FactcheckError

_SHORTEST = 16  # characters of a token


def serve(
    file: File = Path("factcheck.db"),
    host: Annotated[str, typer.Option(help="The address to listen on; beyond this machine it needs a token.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8321,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="FACTCHECK_TOKEN",
            show_default=False,
            help="The secret that requests must bear; better in the variable, where no list of processes shows it.",
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", show_default=False, help="A host name that it is reached by; may be repeated."),
    ] = None,
    timeout: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="The longest that a check may take.")] = 120,
) -> None:
    """Check drafts on a web page, and by a REST API."""
    import uvicorn

    from factcheck.config import find_config
    from factcheck.serve.app import create_app
    from factcheck.serve.guard import log_to_stderr
    from factcheck.serve.settings import Settings

    if token is not None and len(token) < _SHORTEST:
        raise FactcheckError(f"the token is too short; make it {_SHORTEST} characters or more")
    listener = _listen(host, port, token)
    names = frozenset(each.lower() for each in (host, *(name or [])))
    settings = Settings(file, find_config(Path.cwd()), token, names, timeout)
    _bring_up_to_date(file)
    app = create_app(settings)
    log_to_stderr()
    # Its own logs are off: they would name what is asked for.
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=3)
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"http://{shown}:{listener.getsockname()[1]}/ checks drafts against {file}; Ctrl-C ends it")
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int, token: str | None) -> socket.socket:
    """A listening socket. Raises FactcheckError where there can be none, or should not be."""
    try:
        kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        if not token and not ipaddress.ip_address(address[0]).is_loopback:
            raise FactcheckError(
                f"{host} is reached from other machines: set FACTCHECK_TOKEN to a secret of {_SHORTEST} characters or "
                "more, or leave --host out"
            )
        return socket.create_server(address[:2], family=kind)
    except OSError as error:
        reason = os.strerror(error.errno) if (error.errno or 0) > 0 else error.strerror
        raise FactcheckError(f"{host}:{port} cannot be listened on ({reason}); choose another --port") from None


def _bring_up_to_date(file: Path) -> None:
    from factcheck.archive import Archive

    new = not file.exists()
    with Archive.open(file, create=True) as archive, progress_bar(quiet=False) as bar:
        archive.refresh(bar and (lambda done, total: bar("reading again", done, total)), show_problem)
    if new:
        typer.echo(f"{file} is new and empty; fill it: factcheck archive add --archive {file} PATH", err=True)
