"""What ledgers read of a fact does not hang on the order in which a store gives its values back."""

from hypothesis import given
from hypothesis import strategies as st

from builders import on
from tending.core.entries import Wished
from tending.core.ledgers.rows import said
from tending.core.model import Value

VALUES: dict[str, Value] = {
    "choice": "try again",
    "also": "and the garden",
    "text": "words",
    "date": "2026-01-05",
    "number": 3,
}


@given(st.permutations(sorted(VALUES)))
def test_the_option_is_found_in_any_order(names: list[str]) -> None:
    fact = Wished(what="hope", on=on(0), values={name: VALUES[name] for name in names}, text="all of it")

    assert said(fact) == "try again"


@given(st.permutations(["also", "date"]))
def test_without_an_option_it_is_what_the_form_asked_for_before_what_was_added(names: list[str]) -> None:
    fact = Wished(what="hope", on=on(0), values={name: VALUES[name] for name in names})

    assert said(fact) == "2026-01-05"


def test_where_nothing_was_understood_it_is_all_that_was_typed() -> None:
    assert said(Wished(what="hope", on=on(0), values={"number": 3}, text="three")) == "three"
