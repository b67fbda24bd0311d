"""Mail servers on loopback that are well-behaved but for one thing."""

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, TypeVar

from forged import ADDRESS
from tending.adapters.channels.mail.settings import EmailSettings

FLOOD = 64 << 20
A_BYTE = 0.002


@dataclass(kw_only=True)
class Faulty:
    """`says` replaces its answer to a command; `fault` is how it fails instead of answering `at` a command.

    Faults: "silence" says nothing more and keeps the line; "gone" cuts it; "flood" is bytes without an end; "slow" is
    one byte at a time.
    """

    says: dict[str, bytes] = field(default_factory=dict)
    at: str = ""
    fault: str = ""
    greeting: bytes = b""
    connections: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._talks: list[socket.socket] = []

    @property
    def port(self) -> int:
        return int(self._server.getsockname()[1])

    def settings(self, patience: float = 0.5) -> EmailSettings:
        return EmailSettings(
            address=ADDRESS,
            smtp_host="127.0.0.1",
            smtp_port=self.port,
            smtp_security="none",
            imap_host="127.0.0.1",
            imap_port=self.port,
            imap_security="none",
            username=ADDRESS,
            password="correct-horse",
            patience=patience,
        )

    def run(self) -> None:
        while not self.ended.is_set():
            try:
                talk, _ = self._server.accept()
            except OSError:
                return
            self.connections += 1
            self._talks.append(talk)
            threading.Thread(target=self._begin, args=(talk,), daemon=True).start()

    def close(self) -> None:
        self.ended.set()
        for one in (self._server, *self._talks):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _begin(self, talk: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), talk.makefile("rb") as asked:
            self.say(talk, "GREETING", self.greeting)
            self.talk(talk, asked)

    def talk(self, talk: socket.socket, asked: BinaryIO) -> None:
        raise NotImplementedError

    def say(self, talk: socket.socket, name: str, said: bytes) -> None:
        match self.fault if self.at in {name, "ALL"} else "":
            case "silence":
                self.ended.wait()
            case "gone":
                talk.shutdown(socket.SHUT_RDWR)
            case "flood":
                talk.sendall(said.partition(b"tag ")[0])
                for _ in range(FLOOD >> 16):
                    talk.sendall(b"x" * (1 << 16))
            case "slow":
                for byte in said:
                    talk.sendall(bytes([byte]))
                    self.ended.wait(A_BYTE)
            case _:
                talk.sendall(said)


@dataclass(kw_only=True)
class FaultyImap(Faulty):
    """Holds `mails`; where it `repeats`, they come again under new numbers at every look. `marked` counts the marks."""

    mails: list[bytes] = field(default_factory=list)
    repeats: bool = False
    date: bytes = b"03-Mar-2026 18:12:00 +0000"
    greeting: bytes = b"* OK [CAPABILITY IMAP4rev1] ready\r\n"
    marked: int = 0
    looks: int = 0

    def talk(self, talk: socket.socket, asked: BinaryIO) -> None:
        while line := asked.readline():
            tag, _, command = line.strip().partition(b" ")
            name = command.removeprefix(b"UID ").partition(b" ")[0].decode().upper()
            if name == "IDLE":
                self.say(talk, name, b"+ idling\r\n")
                asked.readline()
            said = self.says.get(name, self._answer(name, command))
            ends = b"" if said.startswith(b"tag ") else tag + b" OK done\r\n"
            self.say(talk, name, said.replace(b"tag ", tag + b" ", 1) + ends)

    def _answer(self, name: str, command: bytes) -> bytes:
        match name:
            case "CAPABILITY":
                return b"* CAPABILITY IMAP4rev1" + (b"" if self.repeats else b" IDLE") + b"\r\n"
            case "SELECT":
                return b"* %d EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n" % len(self.mails)
            case "SEARCH":
                return b"* SEARCH " + b" ".join(b"%d" % one for one in self._found(command)) + b"\r\n"
            case "FETCH":
                return b"".join(self._mail(int(one), command) for one in re.findall(rb"\d+", command.split()[2]))
            case "STORE":
                self.marked += 1
            case _:
                pass
        return b""

    def _found(self, command: bytes) -> list[int]:
        self.looks += 1
        first = int(found[1]) if (found := re.search(rb"UID (\d+):", command)) else 1
        last = len(self.mails) * (self.looks if self.repeats else 1)
        return list(range(first, last + 1))

    def _mail(self, uid: int, command: bytes) -> bytes:
        raw = self.mails[(uid - 1) % len(self.mails)]
        raw = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if b"HEADER" in command else raw
        head = b'* %d FETCH (UID %d INTERNALDATE "%b" BODY[] {%d}\r\n' % (uid, uid, self.date, len(raw))
        return head + raw + b")\r\n"


@dataclass(kw_only=True)
class FaultySmtp(Faulty):
    """Keeps in `taken` what it took, whatever it says about it."""

    greeting: bytes = b"220 ready\r\n"
    taken: list[bytes] = field(default_factory=list)

    def talk(self, talk: socket.socket, asked: BinaryIO) -> None:
        while line := asked.readline():
            name = line.split()[0].decode().upper() if line.strip() else ""
            self.say(talk, name, self.says.get(name, self._answer(name)))
            if name == "DATA" and not self.says.get(name):
                self.taken.append(b"".join(iter(asked.readline, b".\r\n")))
                self.say(talk, "TAKEN", self.says.get("TAKEN", b"250 taken\r\n"))

    def _answer(self, name: str) -> bytes:
        match name:
            case "EHLO":
                return b"250-here\r\n250 AUTH PLAIN\r\n"
            case "AUTH":
                return b"235 come in\r\n"
            case "DATA":
                return b"354 go on\r\n"
            case _:
                return b"250 ok\r\n"


AnyFaulty = TypeVar("AnyFaulty", bound=Faulty)


@contextlib.contextmanager
def serving(server: AnyFaulty) -> Iterator[AnyFaulty]:
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(5)
