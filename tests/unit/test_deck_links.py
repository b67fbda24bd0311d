"""What holds between decks: ids, references, and the ways through a sitting."""

from collections.abc import Mapping

import pytest

from deck_builders import PLAIN, TOP, a_deck, read
from tending.core.decks import merge


def test_own_decks_stand_beside_the_shipped_ones() -> None:
    shipped = read(a_deck(TOP, {"id": '"G1"'}), "ground.toml")
    own = read(a_deck(TOP, {"go_on": '["G1"]', "after": '"G1"'}), "own.toml")

    decks, errors = merge([shipped], [own])

    assert decks == (shipped, own)
    assert errors == []


def test_a_plain_deck_of_the_keepers_takes_the_place_of_the_shipped_one() -> None:
    shipped = read(a_deck(PLAIN | {"enabled": "false"}), "tea.toml")
    own = read(a_deck(PLAIN, {"body": '"In my own words?"'}), "tea.toml")

    decks, errors = merge([shipped], [own])

    assert decks == (own,)
    assert errors == []


SHIPPED = """
    family = "ground"
    [[prompt]]
    id = "G1"
    line = "A line"
    body = "How is it?"
    form = "text"
    [[prompt]]
    id = "G2"
    line = "A line"
    body = "And this?"
    form = "text"
"""
SHIPPED_REACH = a_deck({"family": '"reach"'}, {"id": '"R1"'})
BETWEEN = [
    ({"id": '"G1"'}, "G1: id: is taken by ground.toml; choose another"),
    ({"go_on": '["G3"]'}, "N1: go_on: there is no prompt 'G3'; write one of: G1, G2, N1, R1"),
    ({"after": '"G-1"'}, "N1: after: there is no prompt 'G-1'; did you mean 'G1'?"),
    ({"follow": '[{ then = "ask", target = "nowhere" }]'}, "N1: follow: there is no prompt 'nowhere'; "),
    ({"go_on": '["R1"]'}, "N1: go_on: R1 is of another family; name one of ground"),
    ({"follow": '[{ then = "lift", target = "R1" }]'}, "N1: follow: R1 is of another family; name one of ground"),
    ({"follow": '[{ then = "open", target = "space" }]'}, "N1: follow: only shipped decks open a door; leave it out"),
    ({"first_round": "true"}, "N1: first_round: the first round is complete as shipped; leave it out"),
    ({"needs": '["follow-up"]'}, "N1: needs: follow-up, yet no go_on and no ask leads here; "),
    ({"go_on": '["N1"]'}, "N1: go_on: N1 N1 goes round; end it earlier"),
    ({"after": '"N1"'}, "N1: after: N1 N1 goes round; one of them has to come first"),
]


@pytest.mark.parametrize(("keys", "expected"), BETWEEN)
def test_what_is_wrong_between_decks_is_said(keys: Mapping[str, str], expected: str) -> None:
    shipped = [read(SHIPPED, "ground.toml"), read(SHIPPED_REACH, "reach.toml")]

    _, errors = merge(shipped, [read(a_deck(TOP, keys))])

    assert len(errors) == 1
    assert errors[0].startswith(f"own.toml: {expected}")


def test_no_own_deck_replaces_a_shipped_family() -> None:
    shipped = read(SHIPPED, "ground.toml")

    _, errors = merge([shipped], [read(a_deck(), "ground.toml")])

    assert errors == ["ground.toml: a shipped deck has this name; give the file another"]


def test_no_own_deck_touches_consent() -> None:
    _, errors = merge([], [read(a_deck({"family": '"consent"'}))])

    assert errors == ["own.toml: family: consent is complete as shipped; choose another family"]


def test_two_own_decks_may_not_share_an_id() -> None:
    _, errors = merge([], [read(a_deck(), "one.toml"), read(a_deck(), "two.toml")])

    assert errors == ["two.toml: N1: id: is taken by one.toml; choose another"]


def test_while_a_file_cannot_be_read_nothing_is_said_of_prompts_that_are_not_there() -> None:
    own = read(a_deck(TOP, {"go_on": '["N2"]', "needs": '["follow-up"]', "after": '"N3"'}))

    _, errors = merge([], [own], elsewhere=None)

    assert errors == []


def test_a_sitting_of_three_is_enough() -> None:
    chain = [{"id": f'"N{n}"', "go_on": f'["N{n + 1}"]'} for n in range(1, 3)]

    _, three = merge([], [read(a_deck(TOP, *chain, {"id": '"N3"'}))])
    _, four = merge([], [read(a_deck(TOP, *chain, {"id": '"N3"', "go_on": '["N4"]'}, {"id": '"N4"'}))])

    assert three == []
    assert four == ["own.toml: N1: go_on: N1 N2 N3 N4 is more than 3 questions; end it earlier"]


def test_a_way_round_is_found_from_every_question_on_it() -> None:
    text = a_deck(TOP, {"id": '"N1"', "go_on": '["N2"]'}, {"id": '"N2"', "go_on": '["N1"]'})

    _, errors = merge([], [read(text)])

    assert errors == [
        "own.toml: N1: go_on: N1 N2 N1 goes round; end it earlier",
        "own.toml: N2: go_on: N2 N1 N2 goes round; end it earlier",
    ]


def test_a_prompt_that_shows_another_card_each_time_may_follow_itself() -> None:
    card = {"body": '"And {cue}?"', "neutral": '{ cue = "one of them" }', "go_on": '["N1"]'}

    _, errors = merge([], [read(a_deck(TOP, card))])

    assert errors == []


def test_two_prompts_that_wait_for_each_other_are_found() -> None:
    text = a_deck(
        TOP, {"id": '"N1"', "after": '"N2"'}, {"id": '"N2"', "after": '"N1"'}, {"id": '"N3"', "after": '"N1"'}
    )

    _, errors = merge([], [read(text)])

    assert errors == [
        "own.toml: N1: after: N1 N2 N1 goes round; one of them has to come first",
        "own.toml: N2: after: N2 N1 N2 goes round; one of them has to come first",
    ]


def test_a_follow_up_that_an_ask_leads_to_is_complete() -> None:
    text = a_deck(
        TOP, {"follow": '[{ then = "ask", target = "N2", in = 2 }]'}, {"id": '"N2"', "needs": '["follow-up"]'}
    )

    _, errors = merge([], [read(text)])

    assert errors == []


def test_a_deck_of_ones_own_does_not_log_what_the_other_wrote() -> None:
    own = read(a_deck(TOP, {"follow": '[{ then = "word", target = "they wrote" }]'}), "own.toml")

    _, errors = merge([], [own])

    assert any("only shipped decks log what the other wrote" in error for error in errors)
