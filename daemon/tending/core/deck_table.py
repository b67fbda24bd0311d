"""One table of a deck while it is read: each key is taken once, and all that is wrong with it is noted.

Every note is one line: file, prompt, key, what is wrong and what to do.
"""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import TypeVar

T = TypeVar("T")

SHOWN = 40
LISTED = 25
TYPES: Mapping[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number with a point",
    list: "a list",
    dict: "a table",
}


def shown(word: str) -> str:
    return repr(word[:SHOWN])


def nearest(word: str, allowed: Collection[str]) -> str:
    names = sorted(allowed)
    if close := get_close_matches(word, names, n=1):
        return f"did you mean {close[0]!r}?"
    return f"write one of: {', '.join(names)}" if len(names) <= LISTED else "write one that is known"


def text_faults(value: str, most: int) -> list[str]:
    faults = {
        "is empty; write a few words": not value.strip(),
        "holds a line break or a control character; write it as one line": not value.isprintable(),
        "has an exclamation mark; end it more quietly": "!" in value,
        f"is {len(value)} characters long; make it {most} at most": len(value) > most,
    }
    return [fault for fault, found in faults.items() if found]


class Table:
    """`where` is the file and the prompt, `prefix` the keys above this table. Notes go into `errors`."""

    __slots__ = ("_errors", "_known", "_left", "_prefix", "_where")

    def __init__(self, where: str, content: Mapping[str, object], errors: list[str], *, prefix: str = "") -> None:
        self._where = where
        self._left = dict(content)
        self._errors = errors
        self._prefix = prefix
        self._known: list[str] = []

    def wrong(self, key: str, what: str) -> None:
        self._errors.append(f"{self._where}: {self._prefix}{key}: {what}")

    def under(self, key: str, otherwise: str) -> "Table":
        """The same table, its place named by the word that stands under `key`."""
        word = self._left.get(key)
        place = word[:SHOWN] if isinstance(word, str) and word.strip() and word.isprintable() else otherwise
        return Table(f"{self._where}: {place}", self._left, self._errors)

    def has(self, key: str) -> bool:
        return key in self._left

    def names(self) -> tuple[str, ...]:
        return tuple(self._left)

    def end(self, known: Collection[str] = ()) -> None:
        """What has not been taken by now has no place here. `known` are further keys to suggest."""
        for key in self._left:
            self.wrong(key, f"is not a key here; {nearest(key, {*self._known, *known})}")

    def text(self, key: str, *, most: int, needed: bool = True) -> str:
        missing = needed and key not in self._left
        value = self._take(key, str, "text in quotes")
        if missing:
            self.wrong(key, "is missing; add it")
        for fault in [] if value is None else text_faults(value, most):
            self.wrong(key, fault)
        return value or ""

    def one_of(self, key: str, allowed: Collection[str], *, needed: bool = True) -> str:
        value = self.text(key, most=SHOWN, needed=needed)
        return value if not value or self._is_known(key, value, allowed) else ""

    def whole(self, key: str, *, low: int = 0, high: int, default: int = 0) -> int:
        """`default` under `low`: the key is needed."""
        wanted = f"a whole number from {low} to {high}"
        if default < low and key not in self._left:
            self.wrong(key, f"is missing; add {wanted}")
        value = self._take(key, int, wanted)
        if value is None:
            return default
        if not low <= value <= high:
            self.wrong(key, f"is {value}; write {wanted}")
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self._take(key, bool, "true or false")
        return default if value is None else value

    def words(self, key: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of words, each at most once. `allowed` None: any word. Those that are not known are left out."""
        words: list[str] = []
        for word in self._list(key):
            if isinstance(word, str):
                words.append(word)
            else:
                self._mistyped(key, word, "words in quotes")
        if len(set(words)) < len(words):
            self.wrong(key, "names something twice; once is enough")
        return tuple(word for word in words if allowed is None or self._is_known(key, word, allowed))

    def table(self, key: str) -> "Table":
        content = self._take(key, dict, "a table") or {}
        return Table(self._where, content, self._errors, prefix=f"{self._prefix}{key}.")

    def tables(self, key: str, *, short: str = "") -> tuple["Table", ...]:
        """A list of tables. With `short`, a bare word stands for a table that holds that key alone."""
        found = []
        for number, item in enumerate(self._list(key), start=1):
            name = f"{key}[{number}]"
            content = {short: item} if short and isinstance(item, str) else item
            if isinstance(content, dict):
                found.append(Table(self._where, content, self._errors, prefix=f"{self._prefix}{name}."))
            else:
                self._mistyped(name, content, "a table")
        return tuple(found)

    def texts(self, key: str, allowed: Collection[str], *, most: int) -> dict[str, str]:
        """A table of texts, whose keys come from a closed list."""
        inner = self.table(key)
        texts = {name: inner.text(name, most=most) for name in inner.names() if name in allowed}
        inner.end(allowed)
        return texts

    def _list(self, key: str) -> list[object]:
        return self._take(key, list, "a list in square brackets") or []

    def _is_known(self, key: str, word: str, allowed: Collection[str]) -> bool:
        if word not in allowed:
            self.wrong(key, f"{shown(word)} is not known; {nearest(word, allowed)}")
        return word in allowed

    def _take(self, key: str, kind: type[T], wanted: str) -> T | None:
        self._known.append(key)
        value = self._left.pop(key, None)
        if value is None or (isinstance(value, kind) and (kind is bool or not isinstance(value, bool))):
            return value
        self._mistyped(key, value, wanted)
        return None

    def _mistyped(self, key: str, value: object, wanted: str) -> None:
        self.wrong(key, f"is {TYPES.get(type(value), 'a date or time')}; write {wanted}")
