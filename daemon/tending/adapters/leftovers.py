"""The second look after a wipe: what is still there by its name, or by the words that are in it."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from tending.core.values import dataclass

PHRASES, WORDS = 40, 40
SHORTEST_PHRASE, SHORTEST_WORD = 12, 6
ENOUGH_WORDS: Final = 2
LARGEST: Final = 64 << 20
CHUNK: Final = 1 << 20
SHUT: Final = "cannot be looked into"
HISTORIES: Final = (".bash_history", ".zsh_history", ".python_history", ".histfile")

_OURS: Final = re.compile(r"(?<![a-z])tending|journal\.db", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Canaries:
    """What the keeper wrote, in pieces that nobody else has on their disk: one phrase is enough, or two rare words."""

    phrases: tuple[bytes, ...] = ()
    words: tuple[bytes, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    path: Path
    why: str


def canaries(texts: Iterable[str]) -> Canaries:
    lines = sorted({line.strip() for text in texts for line in text.splitlines()}, key=lambda line: (-len(line), line))
    words = Counter(word for line in lines for word in _WORD.findall(line) if len(word) >= SHORTEST_WORD)
    rarest = sorted(words, key=lambda word: (words[word], -len(word), word))[:WORDS]
    phrases = [line for line in lines if len(line) >= SHORTEST_PHRASE][:PHRASES]
    return Canaries(phrases=tuple(map(_bytes, phrases)), words=tuple(map(_bytes, rarest)))


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


def places(environ: Mapping[str, str]) -> list[Path]:
    """Where programs of one person keep their things, and where they put what is to be thrown away."""
    home = Path(environ["HOME"]) if environ.get("HOME", "").startswith("/") else None
    usual = {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
    }
    found = [Path(environ[name]) if environ.get(name) else home / at if home else None for name, at in usual.items()]
    named = ("XDG_RUNTIME_DIR", "TENDING_HOME", "STATE_DIRECTORY", "RUNTIME_DIRECTORY", "CONFIGURATION_DIRECTORY")
    found += [Path(environ[name].partition(":")[0]) for name in named if environ.get(name)]
    found.append(Path(environ.get("TMPDIR") or "/tmp"))  # noqa: S108 - looked into, nothing is made there
    return _outermost(path.absolute() for path in found if path is not None)


def histories(environ: Mapping[str, str]) -> list[Path]:
    """Where shells and editors keep what was typed."""
    home = Path(environ.get("HOME") or "/nonexistent")
    return [home / name for name in HISTORIES]


def _outermost(paths: Iterable[Path]) -> list[Path]:
    known = sorted(set(paths))
    return [path for path in known if not any(other in path.parents for other in known)]


def look(folders: Iterable[Path], files: Iterable[Path], sought: Canaries, kept: Iterable[Path] = ()) -> list[Found]:
    """Everything that is named as ours are, or holds what the keeper wrote. What is not ours to read is passed over."""
    spared = {path.absolute() for path in kept}
    found: dict[Path, str] = {}
    for path in (*files, *(path for folder in folders for path in _below(folder))):
        if path in spared or not spared.isdisjoint(path.parents):
            continue
        why = _why(path, sought)
        if why:
            found[path] = why
    return [Found(path=path, why=why) for path, why in sorted(found.items())]


def _below(folder: Path) -> Iterator[Path]:
    for at, folders, names in os.walk(folder, onerror=None):
        yield from (Path(at) / name for name in (*names, *(name for name in folders if _OURS.search(name))))


def shut(folders: Iterable[Path]) -> list[Found]:
    """Those of the folders whose content is hidden from this account, and only the outermost of them."""
    return [Found(path=path, why=SHUT) for path in _outermost(path.absolute() for path in folders if _is_shut(path))]


def _is_shut(folder: Path) -> bool:
    try:
        os.scandir(folder).close()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _why(path: Path, sought: Canaries) -> str:
    """What lies in a folder that can be listed and not entered has a name, and no more."""
    try:
        return _seen(path, sought)
    except OSError:
        return "its name" if _OURS.search(path.name) else ""


def _seen(path: Path, sought: Canaries) -> str:
    if path.is_symlink() or not path.exists():
        return "its name" if path.is_symlink() and _OURS.search(path.name) else ""
    if path.is_file() and _holds(path, sought):
        return "words of yours in it"
    return "its name" if _OURS.search(path.name) else ""


def _holds(path: Path, sought: Canaries) -> bool:
    if not (sought.phrases or sought.words):
        return False
    try:
        if path.stat().st_size > LARGEST:
            return False
        with path.open("rb") as file:
            return _in_chunks(file.read, sought)
    except OSError:
        return False


def _in_chunks(read: Callable[[int], bytes], sought: Canaries) -> bool:
    seen: set[bytes] = set()
    overlap = max(map(len, (*sought.phrases, *sought.words)), default=0)
    held = b""
    while chunk := read(CHUNK):
        held = held[-overlap:] + chunk
        if any(phrase in held for phrase in sought.phrases):
            return True
        seen.update(word for word in sought.words if word in held)
        if len(seen) >= ENOUGH_WORDS:
            return True
    return False
