"""The tone of a draft: what may land badly, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tending.adapters.drafts import authored_drafts
from tending.core import tone


@pytest.mark.parametrize(
    ("text", "fault", "words"),
    [
        ("Have you moved on yet??", "pressure", ("Have you moved on",)),
        ("You always run off.", "blame", ("You always",)),
        ("I'm sorry, but you started it.", "blame", ("sorry, but you", "you started it")),
        ("Is it? Was it? Will it?", "pressure", ("???",)),
        ("I\u2019ll do anything.", "pressure", ("I'll do anything",)),
        ("Sorry. So sorry.", "apology", ("Sorry", "sorry")),
    ],
)
def test_a_fault_is_found_with_its_words(text: str, fault: str, words: tuple[str, ...]) -> None:
    found = tone.check(text)

    assert found.found(fault) == words
    assert found.faults == (fault,)


@pytest.mark.parametrize(
    "text",
    [
        "You were never late.",
        "You always made me laugh.",
        "I am sorry I was not there, but your sister told me it went well.",
        "I would do anything for a piece of that cake.",
        "Closure of the road ends on Monday.",
        "",
    ],
)
def test_what_only_looks_like_a_fault_is_none(text: str) -> None:
    assert tone.check(text).faults == ()


def test_one_apology_in_sixty_words_is_none_too_many_and_never_more_than_three() -> None:
    two = "I am sorry. " + "word " * 55 + "I am sorry."

    assert tone.check(two).words == 61
    assert tone.check(two).apology == ()
    assert tone.check(two.replace("word ", "", 2)).apology == ("sorry", "sorry")
    assert len(tone.check("sorry " * 4 + "word " * 400).apology) == 4


def test_an_end_is_a_trap_only_where_the_purpose_hopes_for_a_beginning() -> None:
    text = "One last talk, for closure."

    assert tone.check(text).closure == ()
    assert tone.check(text, purpose="to settle the rent").closure == ()
    assert tone.check(text, purpose="to return the keys to the landlord").closure == ()
    assert tone.check(text, purpose="to get my things back").closure == ()
    assert tone.check(text, purpose="I don\u2019t want us back together, only to thank her").closure == ()
    assert tone.check(text, purpose="to get him back").closure == ("last talk", "closure")


def test_a_long_letter_is_looked_over_to_its_end() -> None:
    found = tone.check("word " * 15_000 + "Answer me.")

    assert (found.words, found.pressure) == (15_002, ("Answer me",))


def test_an_apology_that_is_asked_of_them_or_granted_is_not_the_keepers_own() -> None:
    assert tone.check("I forgive you. You said sorry, and that was kind. Sorry I was late.").apology == ()


def test_what_attacks_oneself_is_no_matter_of_tone() -> None:
    found = tone.check("I hate myself for it.")

    assert (found.faults, found.self_attack) == ((), True)


@given(st.text())
def test_any_text_is_looked_over(text: str) -> None:
    found = tone.check(text, purpose=text)

    assert found.words == len(text.split())
    assert set(found.faults) <= set(tone.FAULTS)


def test_enough_drafts_are_written_of_every_kind_in_halves() -> None:
    drafts = authored_drafts()

    counted = {label: sum(one.label == label for one in drafts) for label in {one.label for one in drafts}}
    assert counted == {"clean": 100, "blame": 49, "apology": 50, "pressure": 50, "closure": 50, "hard": 50}
    assert len({one.text for one in drafts}) == len(drafts)
