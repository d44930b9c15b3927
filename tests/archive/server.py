"""A server on loopback that answers as it is told, well or badly, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server(ThreadingHTTPServer):
    """`pages` are answers by path; what is not there is 404. `asked` lists the paths in the order of asking."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address) -> None:
        """Clients that hang up early are what is tested here."""


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        answer = self.server.pages.get(self.path)
        if answer is None:
            self.send_error(404)
        else:
            answer(self)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def page(body: bytes | str, kind: str | None = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Answer:
    """An answer with a body; a request that names its ETag is answered with 304."""
    data = body.encode() if isinstance(body, str) else body

    def answer(request: BaseHTTPRequestHandler) -> None:
        unchanged = headers.get("ETag") and request.headers.get("If-None-Match") == headers["ETag"]
        request.send_response(304 if unchanged else status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        if kind:
            request.send_header("Content-Type", kind)
        request.send_header("Content-Length", "0" if unchanged else str(len(data)))
        request.end_headers()
        if not unchanged:
            request.wfile.write(data)

    return answer


def redirect(target: str, status: int = 302) -> Answer:
    return page("", status=status, Location=target)
