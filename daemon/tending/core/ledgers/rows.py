"""What all ledgers read their facts with."""

from collections.abc import Mapping

from tending.core.entries import LedgerFact
from tending.core.forms import ALSO
from tending.core.model import FormKind, Value

CHOSEN = frozenset({FormKind.CHOICE, FormKind.KEPT_PARTLY_BROKEN, FormKind.YES_PARTLY_NO, FormKind.YES_NO})


def text_of(fact: LedgerFact) -> str:
    """The keeper's own words in a fact: of its text part, its lines or list, else all that was typed."""
    for part in ("text", "lines", "list"):
        value = fact.values.get(part)
        if isinstance(value, list) and value:
            return "; ".join(value)
        if isinstance(value, str) and value:
            return value
    return fact.text


def said(fact: LedgerFact) -> str:
    """The option that was chosen, whatever else was said beside it, and in whatever order a store gives it back."""
    named = sorted((name for name, value in fact.values.items() if isinstance(value, str)), key=_place)
    return str(fact.values[named[0]]) if named else fact.text


def number(values: Mapping[str, Value]) -> float | None:
    """The number among what was understood, whatever was said beside it."""
    return next((float(one) for one in values.values() if isinstance(one, int | float)), None)


def _place(name: str) -> tuple[bool, bool, str]:
    return (name not in CHOSEN, name == ALSO, name)
