"""What all ledgers read their facts with."""

from tending.core.entries import LedgerFact


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
    """The option that was chosen."""
    return next((value for value in fact.values.values() if isinstance(value, str)), fact.text)
