"""Mails and pushes handed over to sinks on loopback: ours, and Apprise as it is used, its throttle off."""

import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import apprise
import pytest
import requests

from integration.mailserver import make_certificates
from push_sink import a_push_sink
from tending.adapters.channels.fanout import AppriseChannel
from tending.adapters.channels.mail.channel import EmailChannel
from tending.adapters.channels.mail.settings import EmailSettings
from tending.core.records import Message
from tending.ports import Channel

NOW = datetime(2026, 3, 3, 18, 12, tzinfo=UTC)
ADDRESS = "me@example.org"


class _Post(socketserver.StreamRequestHandler):
    """An SMTP server that says yes to everything and keeps nothing, so that it is no part of the time."""

    def handle(self) -> None:
        self._say(b"220 sink")
        reading = False
        for line in self.rfile:
            word = line[:4].upper()
            if reading:
                reading = line != b".\r\n"
                if not reading:
                    self._say(b"250 kept")
            elif word == b"DATA":
                reading = True
                self._say(b"354 go on")
            elif word == b"EHLO":
                self._say(b"250-sink\r\n250 8BITMIME")
            else:
                self._say(b"221 bye" if word == b"QUIT" else b"250 ok")

    def _say(self, text: bytes) -> None:
        self.wfile.write(text + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextmanager
def a_post() -> Iterator[int]:
    with _Server(("127.0.0.1", 0), _Post) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def mails_a_second(count: int) -> tuple[float, float]:
    with a_post() as port:
        ours = EmailChannel(
            name="mail",
            settings=EmailSettings(
                address=ADDRESS, smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", imap_host=""
            ),
            token_reader=lambda *_: None,
            clock=lambda: NOW,
        )
        url = f"mailto://127.0.0.1:{port}?smtp=127.0.0.1&from={ADDRESS}&to={ADDRESS}&mode=insecure"
        return _sent(ours, count), _notified(url, count)


def pushes_a_second(certificates: Path, count: int) -> tuple[float, float]:
    """Over HTTPS, the certificate checked. Apprise first: ours changes how its plugin connects."""
    make_certificates(certificates)
    bundle = certificates / "bundle.pem"
    bundle.write_bytes(
        Path(requests.utils.DEFAULT_CA_BUNDLE_PATH).read_bytes() + (certificates / "ca.pem").read_bytes()
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(certificates / "server.pem", certificates / "server.key")
    with a_push_sink(keeps_alive=True, tls=server) as sink, pytest.MonkeyPatch.context() as around:
        around.setenv("REQUESTS_CA_BUNDLE", str(bundle))
        url = f"jsons://127.0.0.1:{sink.port}/"
        theirs = _notified(url, count)
        return _sent(AppriseChannel(name="phone", url=url), count), theirs


def _sent(channel: Channel, count: int) -> float:
    messages = [
        Message(key=f"{number}.1", line="A small question", text="Good evening. How was it?") for number in range(count)
    ]
    channel.send(messages[0], now=NOW)
    began = time.perf_counter()
    for message in messages[1:]:
        channel.send(message, now=NOW)
    took = time.perf_counter() - began
    channel.close()
    return (count - 1) / took


def _notified(url: str, count: int) -> float:
    stock = apprise.Apprise()
    if not stock.add(url):
        raise RuntimeError(f"Apprise does not know {url}")
    for server in stock:
        server.request_rate_per_sec = 0
    began = time.perf_counter()
    for _ in range(count):
        if not stock.notify(title="A small question", body="Good evening. How was it?"):
            raise RuntimeError("Apprise could not send")
    return count / (time.perf_counter() - began)
