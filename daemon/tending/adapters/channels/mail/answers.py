"""The part of a mail that its writer typed: above our marker, else outside what is quoted. Runs in the child."""

import re

from quotequail import unwrap

from tending.adapters.channels.mail import marks

_MARKER = re.compile(rf"\W*({'|'.join(text.strip('- ') for text in marks.MARKERS.values())})\W*", re.IGNORECASE)
_QUOTE = re.compile(r"\s*[>|]")
_INTRODUCTION = re.compile(
    r"(on\b.*\bwrote|am\b.*\bschrieb\b.*|le\b.*\ba écrit|el\b.*\bescribió|il\b.*\bha scritto|op\b.*\bschreef\b.*"
    r"|em\b.*\bescreveu|den\b.*\bskrev\b.*|(w dniu|dnia)\b.*|.*\d[:.]\d\d.*<[^<>]*@[^<>]*>.*)\s?:",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\W*(from|sent|date|to|cc|subject|reply-to|importance|von|gesendet|datum|an|betreff|de|envoyé|à|objet|enviado"
    r"|para|asunto|fecha|assunto|da|inviato|a|oggetto|van|verzonden|aan|onderwerp|från|skickat|till|ämne|fra|sendt"
    r"|til|emne|od|wysłano|do|temat)\*?\s?:\*?\s.*",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*([-_]{2,}[^-_]{0,40}[-_]{2,}|[-_]{8,})\s*")
_DEVICE = re.compile(
    r"(sent (from|with|via) (my (i?phone|ipad|ipod|mobile|cell|android|galaxy|samsung|pixel|huawei|xiaomi|blackberry"
    r"|tablet|device)|outlook|mail for|yahoo|proton|gmail|samsung|fastmail|thunderbird|spark)\b.{0,60}"
    r"|get outlook for (ios|android|mac)\b.{0,60}|von meinem .{1,40} gesendet|gesendet von .{1,40}"
    r"|envoyé (de|depuis) (mon|ma) .{1,40}|enviado desde mi .{1,40}|enviado do meu .{1,40}|inviato da .{1,40}"
    r"|verstuurd vanaf mijn .{1,40}|skickat från min .{1,40}|wysłane z .{1,40})\W*",
    re.IGNORECASE,
)
_MOST_LINES = 2_000
_MOST_LOOKED_AT = 300
_MOST_LINE = 4_000
_MOST_WRAPPED = 4
_MOST_HEADER_LINES = 12
_MOST_SIGNATURE = 12
_MOST_OF_A_CLIENTS_OWN = 400


def answer_in(text: str) -> str:
    """What was typed, or nothing when only our own words came back."""
    lines = _tidy(text)
    marker = _marker_in(lines)
    if marker is None:
        return _trim(_outside_quotes(lines))
    return _trim(_typed_above(lines[:marker])) or _trim(_typed_below(lines[marker:]))


def _tidy(text: str) -> list[str]:
    """Bounded lines without control characters, runs of blank ones made one."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    lines: list[str] = []
    for line in plain.split("\n", _MOST_LINES)[:_MOST_LINES]:
        clean = "".join(" " if letter.isspace() else letter for letter in line[:_MOST_LINE])
        clean = "".join(letter for letter in clean if letter.isprintable()).rstrip()
        kept = "-- " if line.rstrip("\t") == "-- " else clean
        if kept or (lines and lines[-1]):
            lines.append(kept)
    return lines


def _marker_in(lines: list[str]) -> int | None:
    """The line our marker stands on, or begins on where a client broke it in two."""
    for at, line in enumerate(lines):
        rest = " ".join(after.lstrip("> |") for after in lines[at + 1 : at + 2])
        if _is_marker(line) or (line.strip("> |") and _is_marker(f"{line} {rest}")):
            return at
    return None


def _is_marker(line: str) -> bool:
    return len(line) <= 2 * marks.LONGEST_MARKER + 20 and _MARKER.fullmatch(line) is not None


def _is_from_client(pattern: re.Pattern[str], line: str) -> bool:
    return len(line) <= _MOST_OF_A_CLIENTS_OWN and pattern.fullmatch(line) is not None


def _typed_above(lines: list[str]) -> list[str]:
    """Without what the client wrote between the answer and the quoted mail."""
    kept = _drop_quoted(lines)
    kept = _drop_introduction(_drop_headers(kept))
    return _drop_quoted(kept)


def _drop_quoted(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not _is_typed(lines[end - 1]):
        end -= 1
    return lines[:end]


def _is_typed(line: str) -> bool:
    return bool(line.strip()) and not _QUOTE.match(line) and not _is_from_client(_RULE, line)


def _drop_headers(lines: list[str]) -> list[str]:
    """A block of From, Sent, To, Subject at the end, as Outlook writes it, in a language we know."""
    start = len(lines)
    while start and len(lines) - start < _MOST_HEADER_LINES and _is_from_client(_HEADER, lines[start - 1]):
        start -= 1
    return _drop_quoted(lines[:start]) if len(lines) - start > 1 else lines


def _drop_introduction(lines: list[str]) -> list[str]:
    """`On Tuesday ... wrote:` at the end, though it be broken over a few lines."""
    for count in range(1, _MOST_WRAPPED + 1):
        if len(lines) < count or not lines[-count].strip():
            break
        if _is_from_client(_INTRODUCTION, " ".join(line.strip() for line in lines[-count:])):
            return lines[:-count]
    return lines


def _typed_below(lines: list[str]) -> list[str]:
    """For those who answer under or between the quoted lines: whatever is not quoted, where quoting shows at all."""
    return [line for line in lines if not _QUOTE.match(line)] if _QUOTE.match(lines[0]) else []


def _outside_quotes(lines: list[str]) -> list[str]:
    """Without our marker to go by, quotequail decides; nobody's answer is lost to it."""
    looked_at = lines[:_MOST_LOOKED_AT]
    found = unwrap("\n".join(looked_at))
    if found is None:
        return lines
    above = (found.get("text_top") or "").split("\n")
    below = [line for line in lines if not _QUOTE.match(line)]
    return above if any(line.strip() for line in above) else below


def _trim(lines: list[str]) -> str:
    """Without a signature or the phone's advertisement at the end."""
    kept = _drop_device(_drop_signature(lines))
    return "\n".join(kept).strip()


def _drop_signature(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        typed = any(one.strip() for one in lines[:at])
        if line in {"-- ", "--"} and typed and len(lines) - at <= _MOST_SIGNATURE:
            return lines[:at]
    return lines


def _drop_device(lines: list[str]) -> list[str]:
    kept = _drop_blank(lines)
    while kept and _is_from_client(_DEVICE, kept[-1].strip()):
        kept = _drop_blank(kept[:-1])
    return kept


def _drop_blank(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]
