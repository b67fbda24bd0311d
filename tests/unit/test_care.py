"""Signs in what a keeper writes. The authored lines are tried in test_care_scores.py; here is how they are read."""

import pytest

from tending.core.care import Sign, calls_for_card, signs
from tending.core.care_language import filled, lines, parts

MOST = 1 << 20


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "i want to die",
        "I WANT TO DIE.",
        "skip\n\nActually: I want to die",
        "3. we talked\nand at night I don\u2019t want\nto live any more",
        "she makes me want to die",
        "part of me wants to die",
        "I told her I want to die",
        "“I want to die”",
        "my sister killed herself and I want to follow her",
        "I can't stop thinking about killing myself",
        "No. I want to die",
        "no, i want to die",
        "i do not want to live any more",
        "I really just want to kill my self",
        "he never wants to see me again and i want to die",
        "im suicidal",
        "everyone would be better off without me",
        "i wish i could go to sleep and never wake up",
        "I want to end it all",
    ],
)
def test_words_for_a_bad_hour_call_for_the_card_wherever_they_stand(text: str) -> None:
    assert calls_for_card(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm dying to see her",
        "I\u2019d kill for a coffee",
        "the waiting is killing me",
        "my brother wanted to die years ago",
        "she wants to die",
        "they want to die, both of them",
        "he said “I want to die” in the film",
        'in the song he sings "I wish I was dead"',
        "I don't want to die",
        "I would never kill myself",
        "i don't want to live with her",
        "I cut myself some slack",
        "better off without her",
        "a dead end",
        "",
        "yes",
    ],
)
def test_what_only_sounds_like_it_calls_for_none(text: str) -> None:
    assert not calls_for_card(text)


def test_what_the_keeper_quotes_of_themselves_still_counts() -> None:
    assert calls_for_card('I wrote in my diary: "I want to die"')
    assert not calls_for_card('she wrote in her diary "I want to die"')


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I made a new account so that she reads it", {Sign.PURSUIT}),
        ("went by her place", {Sign.PURSUIT}),
        ("asked a friend to pass it on to her", {Sign.PURSUIT}),
        ("I texted from a new number because she blocked me", {Sign.PURSUIT, Sign.SAID_NO}),
        ("her sister told me to leave her alone", {Sign.SAID_NO}),
        ("I told her to leave me alone", set()),
        ("there is a restraining order", {Sign.ORDER}),
        ("they spoke of a court order in a film", set()),
        ("he hit me", {Sign.UNSAFE}),
        ("I hit her", {Sign.VIOLENT}),
        ("he hit me and I hit him", {Sign.UNSAFE, Sign.VIOLENT}),
        ("I will not go by her place", set()),
        ("there is no such restraining order", set()),
        ("I would not dare go by her place", set()),
        ("she never blocked me", set()),
        ("they blocked the road", set()),
        ("he is not afraid of me", set()),
        ("he never hit me", set()),
    ],
)
def test_every_sign_is_told_apart(text: str, found: set[Sign]) -> None:
    assert signs(text) == found


def test_signs_come_together_and_from_the_whole_text() -> None:
    text = "partly\n\nShe blocked me. I drove past her house.\nThe police warned me.\n\nI want to die."

    assert signs(text) == {Sign.SAID_NO, Sign.PURSUIT, Sign.ORDER, Sign.CRISIS}


def test_a_language_that_has_no_words_of_its_own_is_read_with_the_english_ones() -> None:
    assert signs("I want to die", "xx") == {Sign.CRISIS}


def test_what_stands_behind_the_longest_text_is_not_read() -> None:
    assert calls_for_card("." * (MOST - 20) + " I want to die")
    assert not calls_for_card("." * MOST + " I want to die")


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "dont ",
        "i dont want to die ",
        '"',
        ".",
        "\n ",
        "she said i hope he and my friend told her to ",
        "die dead myself suicid my life pills here wake better off end it number her friend block order me of him ",
        "🙂",
    ],
)
@pytest.mark.timeout(60)
def test_an_eighth_of_a_megabyte_of_anything_is_read_to_its_end(piece: str) -> None:
    text = piece * (MOST // 8 // len(piece))

    assert signs(f"{text}. I want to die") >= {Sign.CRISIS}


def test_a_pattern_may_go_on_in_a_deeper_line() -> None:
    assert lines("\n  one|\n    two\n  three\n") == ["one|two", "three"]
    assert lines("") == []


def test_a_part_stands_for_its_pattern_wherever_it_is_named() -> None:
    known = parts("A = a<B>\nB = b")

    assert filled("<A>-<B>", known) == "ab-b"
