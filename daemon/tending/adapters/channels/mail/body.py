"""The text of a mail: its plain parts, else its HTML read as text without fetching anything. Runs in the child."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import Message

from tending.adapters.channels.mail import answers, marks

_CHARSETS = frozenset(
    """us-ascii ascii utf-8 utf8 gb2312 gbk gb18030 big5 shift_jis iso-2022-jp euc-jp euc-kr koi8-r koi8-u iso-8859-1
    iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-9 iso-8859-10 iso-8859-13
    iso-8859-14 iso-8859-15 iso-8859-16 windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255
    windows-1256 windows-1257 windows-1258""".split()  # noqa: SIM905 - words read as words
)
_MOST_HEADER = 4 << 10
_MOST_BOUNDARIES = 1_000
_LONG_TYPE = re.compile(rb"(?im)^content-(?:type|disposition):(?:[^\n]|\n[ \t]){%d}" % _MOST_HEADER)


class UnreadableError(Exception):
    """Why the mail goes into quarantine, in words for the keeper."""


def read(raw: bytes) -> str:
    """The answer in a mail of at most 1 MiB. Raises UnreadableError."""
    _foresee(raw)
    parts = _parts(message_from_bytes(raw, policy=policy.compat32))
    plain = _joined(parts, "text/plain", _plain, cut_short=len(raw) >= marks.MOST_BYTES)
    answer = answers.answer_in(plain) if plain.strip() else ""
    if not plain.strip():
        html = _joined(parts, "text/html", _html, cut_short=len(raw) >= marks.MOST_BYTES)
        answer = answers.answer_in(html)
    if not answer:
        raise UnreadableError("no words of your own were found in it")
    return answer


def _foresee(raw: bytes) -> None:
    """Refuses what the parser itself would take seconds over."""
    if raw.count(b"\n--") > _MOST_BOUNDARIES:
        raise UnreadableError(f"it has more than {marks.MOST_PARTS} parts")
    if _LONG_TYPE.search(raw):
        raise UnreadableError("one of its parts has a header longer than we read")


def _parts(whole: Message) -> list[Message]:
    """The leaves in their order, without what is attached or forwarded."""
    leaves: list[Message] = []
    waiting: list[tuple[Message, int]] = [(whole, 0)]
    for _ in range(marks.MOST_PARTS + 1):
        if not waiting:
            return leaves
        part, depth = waiting.pop()
        if depth > marks.MOST_DEPTH:
            raise UnreadableError(f"its parts are nested more than {marks.MOST_DEPTH} deep")
        if part.get_content_maintype() == "multipart":
            waiting.extend((inner, depth + 1) for inner in reversed(_inside(part)))
        elif part.get_content_disposition() != "attachment":
            leaves.append(part)
    raise UnreadableError(f"it has more than {marks.MOST_PARTS} parts")


def _inside(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _joined(parts: list[Message], kind: str, reader: Callable[[Message], str], *, cut_short: bool) -> str:
    wanted = [part for part in parts if part.get_content_type() == kind]
    if cut_short and wanted and wanted[-1] is parts[-1]:
        raise UnreadableError("it is longer than 1 MiB")
    return "\n".join(reader(part) for part in wanted)[: marks.MOST_TEXT]


def _plain(part: Message) -> str:
    text = _decoded(part)
    return _unwrapped(text) if str(part.get_param("format", "")).lower() == "flowed" else text


def _html(part: Message) -> str:
    from tending.adapters.channels.mail import html  # noqa: PLC0415 - lxml is loaded for the mails that need it

    return html.text_of(_decoded(part)[: 4 * marks.MOST_TEXT])


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    charset = part.get_param("charset", "utf-8")
    named = (charset[2] if isinstance(charset, tuple) else str(charset)).strip("\"' ").lower()
    known = named if named in _CHARSETS else "utf-8"
    return content.decode(known, "replace") if isinstance(content, bytes) else ""


def _unwrapped(text: str) -> str:
    """Flowed text (RFC 3676): a line that ends in a space goes on in the next one of the same quoting."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        flows = bool(lines) and lines[-1].endswith(" ") and lines[-1] != "-- " and _depth(lines[-1]) == _depth(line)
        if flows and line != "-- ":
            lines[-1] += line[_depth(line) :].removeprefix(" ")
        else:
            lines.append(line)
    return "\n".join(lines)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(">"))
