"""A push service on loopback that keeps what it is sent, and can be made slow, rude or absent."""

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass(kw_only=True, slots=True)
class PushSink:
    """`first` is what it answers to the first messages, `status` to all others.

    It waits for `answering` before it does; `hangs_up` closes without an answer.
    """

    port: int
    status: int = 200
    first: list[int] = field(default_factory=list)
    hangs_up: bool = False
    answering: Event = field(default_factory=Event)
    answered: Event = field(default_factory=Event)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    connections: int = 0
    vanish: Callable[[], None] = lambda: None


@contextmanager
def a_push_sink(*, keeps_alive: bool = False, tls: ssl.SSLContext | None = None) -> Iterator[PushSink]:
    """One that `keeps_alive` leaves a connection open for the next message, and so do its clients when it vanishes."""
    sink = PushSink(port=0)
    sink.answering.set()

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1" if keeps_alive else "HTTP/1.0"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            sink.connections += 1
            super().setup()

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            sink.paths.append(self.path)
            sink.headers.append(dict(self.headers.items()))
            sink.bodies.append(json.loads(raw))
            sink.answering.wait(30)
            if sink.hangs_up:
                self.close_connection = True
            else:
                self._answer()
            sink.answered.set()

        def _answer(self) -> None:
            self.send_response(sink.first.pop(0) if sink.first else sink.status)
            self.send_header("Content-Length", "2")
            self.send_header("Set-Cookie", "seen=before")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Nothing: the tests look at what is written."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    sink.port = server.server_address[1]
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    serving.start()

    def vanish() -> None:
        sink.answering.set()
        server.shutdown()
        server.server_close()
        serving.join(5)

    sink.vanish = vanish
    try:
        yield sink
    finally:
        vanish()
