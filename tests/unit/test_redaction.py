"""Names taken out of a text, whatever is around them and however they are written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tending.core.redaction import SIGN, key_of, lookalikes, pieces, redacted

NAMES = ("Anna", "José", "Straße", "O'Neil", "Anna Maria", "Łukasz", "李明", "S")
WORDS = st.text(alphabet=st.characters(categories=("L", "M", "N", "P", "Zs", "Cf")), max_size=12)


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        ("Anna's dog, and ANNA.", ["anna"], f"{SIGN}'s dog, and {SIGN}."),
        ("_Anna_ *Anna* (Anna)", ["Anna"], f"_{SIGN}_ *{SIGN}* ({SIGN})"),
        ("Annabel and Hanna stay", ["Anna"], "Annabel and Hanna stay"),
        ("Jose\u0301, JOSE and josé", ["José"], f"{SIGN}, {SIGN} and {SIGN}"),
        ("An\u00adna and An\u200bna", ["Anna"], f"{SIGN} and {SIGN}"),
        ("STRASSE, Straße", ["straße"], f"{SIGN}, {SIGN}"),
        ("Anna\nMaria, Anna-Maria; Anna und Maria", ["Anna Maria"], f"{SIGN}, {SIGN}; Anna und Maria"),
        ("Anna Maria and Anna", ["Anna", "Anna Maria"], f"{SIGN} and {SIGN}"),
        ("it's s, S. and S's; don't", ["S"], f"it's {SIGN}, {SIGN}. and {SIGN}'s; don't"),
        ("d'Anna, l\u2019Anna, Anna\u02bcs", ["Anna"], f"d'{SIGN}, l\u2019{SIGN}, {SIGN}\u02bcs"),
        ("今天小明来了", ["小明"], SIGN),
        ("s", ["S"], SIGN),
        ("", ["S"], ""),
        ("nothing to do", [], "nothing to do"),
        ("nothing to do", ["...", ""], "nothing to do"),
    ],
)
def test_a_name_is_taken_out_whole_and_nothing_else(text: str, names: list[str], left: str) -> None:
    assert redacted(text, names) == left


@given(st.lists(st.one_of(WORDS, st.sampled_from(NAMES), st.just(" ")), max_size=12), st.sampled_from(NAMES[:4]))
def test_no_word_of_a_redacted_text_is_the_name(parts: list[str], name: str) -> None:
    text = " ".join(parts)

    left = redacted(text, [name])

    assert key_of(name) not in {key_of(word) for word in _words(left)}
    assert redacted(left, [name]) == left


def _words(text: str) -> list[str]:
    """By a way of its own: every sign that is no letter, digit or mark parts two words."""
    kept = "".join(
        one if unicodedata.category(one)[0] in "LNM" or unicodedata.category(one) == "Cf" else " " for one in text
    )
    return kept.replace("\u02bc", " ").split()


@given(st.text(), st.text(min_size=1))
def test_a_text_without_the_name_stays_as_it_is(text: str, name: str) -> None:
    left = redacted(text, [name])

    assert left == text or SIGN in left
    assert "".join(piece.text for piece in pieces(text)) == text


def test_words_that_only_begin_as_a_name_are_named_for_the_keeper_to_decide() -> None:
    assert lookalikes("Annas dog, Anna, Annabel, Annas cat; Sam", ["Anna", "S"]) == {"Annas": 2, "Annabel": 1}
