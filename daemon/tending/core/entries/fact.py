"""What every payload knows about itself."""

from typing import ClassVar


class Fact:
    """What every payload knows about itself. `word`: the keeper wrote or did something, which ends a hush."""

    __slots__ = ()

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    word: ClassVar[bool] = False
