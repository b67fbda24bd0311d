"""Passphrases: typed at the terminal itself, never shown, never an argument."""

import getpass
import sys

from tending.adapters.journal.keys import SHORTEST
from tending.core.errors import UsageError


def typed_unseen(prompt: str) -> str:
    """What is typed; nothing where there is no terminal."""
    if not (sys.stdin.isatty() or sys.stderr.isatty()):
        return ""
    try:
        return getpass.getpass(prompt)
    except EOFError:
        return ""


def chosen(what: str) -> str:
    """A new passphrase, typed twice. Nothing where there is no terminal. Raises UsageError."""
    secret = typed_unseen(f"{what}: ")
    if not secret:
        return ""
    if len(secret) < SHORTEST:
        raise UsageError(f"a passphrase of {SHORTEST} characters or more: a few words are easy to keep")
    if typed_unseen("The same again: ") != secret:
        raise UsageError("the two were not the same: nothing was changed")
    return secret
