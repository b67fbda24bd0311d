"""Every error the program raises on purpose: a message for the keeper and the exit code of the command line.

A message is one line: what is wrong, where, and what to do.
"""

from collections.abc import Iterable


class TendingError(Exception):
    exit_code = 1


class UsageError(TendingError):
    exit_code = 2


class UnknownError(UsageError):
    """Nothing is called that. `said` is all of it that may be shown while everything is hidden."""

    def __init__(self, said: str, known: Iterable[str], none: str = "none") -> None:
        super().__init__(f"{said}; there are: {', '.join(known) or none}")
        self.said = said


class RefusedError(TendingError):
    """A rule of the practice says no."""

    exit_code = 3


class DoorError(RefusedError):
    """A refusal that tells how things stand, or with whom: not to be shown while everything is hidden."""


class ChannelError(TendingError):
    """A channel did not take a message, or cannot be reached.

    `permanent`: trying again will not help. `uncertain`: the message may have arrived all the same, so it must never
    be sent again blindly.
    """

    exit_code = 4

    def __init__(self, message: str, *, permanent: bool = False, uncertain: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.uncertain = uncertain


class StoreError(TendingError):
    """The store is locked, full, read-only, newer than the program, damaged, or gone."""

    exit_code = 5


class DamagedError(StoreError):
    """Not whole, or no store at all: the way back is a backup, or what the entries add up to."""


class StoreBusyError(StoreError):
    """Locked, full or read-only: worth waiting for."""


class SettingsError(TendingError):
    """All that is wrong with the settings, at once: one line each."""

    exit_code = 78

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class DeckError(SettingsError):
    """All that is wrong with the decks, at once: `file: prompt: key: what, and what to do`."""
