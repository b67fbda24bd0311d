"""A push service on loopback that keeps what it is sent, and can be made slow, rude or absent."""

import json
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
    vanish: Callable[[], None] = lambda: None


@contextmanager
def a_push_sink() -> Iterator[PushSink]:
    sink = PushSink(port=0)
    sink.answering.set()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            sink.paths.append(self.path)
            sink.headers.append(dict(self.headers.items()))
            sink.bodies.append(json.loads(raw))
            sink.answering.wait(30)
            if not sink.hangs_up:
                self._answer()
            sink.answered.set()

        def _answer(self) -> None:
            self.send_response(sink.first.pop(0) if sink.first else sink.status)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Nothing: the tests look at what is written."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
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
