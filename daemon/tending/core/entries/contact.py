"""What shuts and opens doors, beside what the two wrote to each other."""

from enum import StrEnum
from typing import ClassVar

from tending.core.contact import Contact
from tending.core.entries.fact import Fact
from tending.core.values import dataclass


class MarkKind(StrEnum):
    """`unsure` and `owed` hold until a question is answered; `once-more` and `reopened` are exits the keeper chose."""

    UNSAFE = "unsafe"
    VIOLENT = "violent"
    UNSURE = "unsure"
    OWED = "owed"
    HOLD = "hold"
    RESTING = "resting"
    ONCE_MORE = "once-more"
    REOPENED = "reopened"


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked(Fact):
    """A mark on a bond. `text` is the statement with which CLOSED was opened, in the keeper's words."""

    kind: ClassVar[str] = "mark"
    word: ClassVar[bool] = True
    mark: MarkKind
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MarksKept(Fact):
    """The marks of another history of this bond: of what a restore replaced, or of somebody forgotten, nameless."""

    kind: ClassVar[str] = "marks"
    contact: Contact
