"""The decks as they are shipped: complete, unchanged in their words, and paced as the practice has it."""

from hashlib import sha256

import pytest

from tending.adapters.deck_files import read_decks
from tending.core import deck_words
from tending.core.deck_links import BRACES
from tending.core.decks import by_id, holds
from tending.core.model import Condition, Deck, Family, Follow, Profile, Prompt, Value

DECKS = read_decks(None)
PLAIN = [deck for deck in DECKS if deck.family is Family.PLAIN]
FAMILIES = [deck for deck in DECKS if deck.family is not Family.PLAIN]
PROMPTS = by_id(FAMILIES)

IDS = {
    "account": "A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11",
    "consent": "C1 C2 U1 U2",
    "ground": "G1 G2 G3 G4 G5 G6 G7",
    "listen": "L11 L1 L2 L3 L4 L5 L6 L7 L8 L9 L10 L12",
    "meet": "M0 M11 M1 M2 M3 M4 M5 M6 M7 M8 M9 M10",
    "moving": "O1 O2 O3 O4 O5 O6 O7 O8 O9 O10",
    "practical": "K1",
    "promise": "P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11 P12 P13",
    "reach": "R1 R8 R2 R3 R4 R5 R6 R7 R9 R10 R11",
    "rehearse": "S1 S2 S3 S4 S5 S6 S8 S7 S9 S10 S11 S12 S13",
    "want": "W0 W1 W2 W4 W3 W5 W6 W7 W10 W9 W8",
}
WORDS = {
    "account": "d6bf392a82579b20",
    "consent": "ce8ad3171cd9f50d",
    "ground": "868116b07cc3b974",
    "listen": "42772e21c8bb78ec",
    "meet": "faba276109731f4a",
    "moving": "41710bc650a8e0ad",
    "practical": "c04cc2210870615f",
    "promise": "67169f69cc67147e",
    "reach": "4b3e163fec1ee826",
    "rehearse": "33c618ab3b7d34c6",
    "want": "2896b2e4de6d58c6",
}
SITTINGS = [
    *("W0 W1", "W2 W4", "W3 W5", "W6 W7", "A0 A1 A2", "A3 A4", "A6 A7", "L1 L2", "P1 P2 P3", "P1 P3", "P4 P4", "P5 P6"),
    *("R1 R8 R2", "R3 R4", "R6 C1", "R7 R9", "M1 M2 M3", "M4 M5 M6", "M7 S1 S2", "S8 S7", "S3 S3", "O3 O2"),
    *("U1 U2 C1", "R1 L11", "P4 P4", "A9 P2 P3"),
]
OWN_RULES = {
    *("C1", "C2", "U1", "U2", "W1", "W8", "K1", "A5", "G5", "G7", "L1", "L2", "L3", "L4", "L5", "L11"),
    *("P1", "P2", "P3", "P4", "P5", "P6", "P8", "P13"),
    *IDS["reach"].split(),
    *IDS["rehearse"].split(),
    *IDS["meet"].split(),
}
RESTS = (
    dict.fromkeys(OWN_RULES, 0)
    | {"P1": 14}  # until there is a ledger that knows how many promises are open
    | dict.fromkeys(("O2", "O3", "O5", "O6", "O7"), 14)
    | dict.fromkeys(("O1", "O4", "O9"), 28)
    | dict.fromkeys(("O8", "O10"), 30)
    | dict.fromkeys(("A1", "P9"), 180)
)


def those(key: str) -> set[str]:
    return {id_ for id_, prompt in PROMPTS.items() if getattr(prompt, key)}


def next_of(id_: str, values: dict[str, Value]) -> str:
    """The question that an answer goes on to."""
    return next((going.prompt for going in PROMPTS[id_].go_on if holds(going.when, values)), "")


def digest(deck: Deck) -> str:
    words = "\n".join(f"{one.id}|{one.line}|{one.body}|{one.form.text}" for one in deck.prompts)
    return sha256(words.encode()).hexdigest()[:16]


def test_the_families_hold_the_prompts_of_the_practice_in_the_order_they_are_asked() -> None:
    held = {deck.name: " ".join(prompt.id for prompt in deck.prompts) for deck in FAMILIES}

    assert held == IDS
    assert len(PROMPTS) == 106


@pytest.mark.parametrize("name", IDS)
def test_not_a_word_of_a_family_has_changed(name: str) -> None:
    deck = next(deck for deck in FAMILIES if deck.name == name)

    assert deck.family.value == name
    assert digest(deck) == WORDS[name]


def test_three_plain_starters_are_shipped_and_switched_off() -> None:
    starters = {deck.name: deck.enabled for deck in PLAIN}

    assert starters == {"evening-look-back": False, "gratitude": False, "therapy-homework": False}


def test_questions_go_on_to_one_another_as_the_sittings_say_and_nowhere_else() -> None:
    listed = {pair for ids in SITTINGS for pair in zip(ids.split(), ids.split()[1:], strict=False)}

    going = {(id_, going.prompt) for id_, prompt in PROMPTS.items() for going in prompt.go_on}

    assert going == listed


@pytest.mark.parametrize(
    ("id_", "values", "expected"),
    [
        ("A0", {"choice": "some"}, "A1"),
        ("A0", {"choice": "not really"}, ""),
        ("R1", {"choice": "none"}, "R8"),
        ("R1", {"choice": "unsure"}, ""),
        ("R1", {"choice": "they wrote first"}, "L11"),
        ("M1", {"text": "She asked me for a walk"}, "M2"),
        ("M1", {"text": "No."}, ""),
        ("P1", {"text": "Call on Sunday", "percent": 60}, "P2"),
        ("P1", {"text": "Call on Sunday", "percent": 90}, "P3"),
        ("P2", {"text": "Write one line"}, "P3"),
    ],
)
def test_a_sitting_ends_or_skips_when_an_answer_says_so(id_: str, values: dict[str, Value], expected: str) -> None:
    assert next_of(id_, values) == expected


def test_the_first_round_is_w0_to_w7_in_pairs() -> None:
    first = [id_ for id_, prompt in PROMPTS.items() if prompt.first_round]

    assert first == ["W0", "W1", "W2", "W4", "W3", "W5", "W6", "W7"]


def test_texts_rest_as_long_as_the_practice_says() -> None:
    rests = {id_: prompt.repeat_days for id_, prompt in PROMPTS.items()}

    assert rests == dict.fromkeys(PROMPTS, 60) | RESTS


def test_what_has_a_rhythm_of_its_own_says_so() -> None:
    rhythms = {id_: PROMPTS[id_].every_days for id_ in those("every_days")}

    assert rhythms == {"W1": 28, "P8": 28, "P13": 7}
    assert those("rides") == {"W8"}
    assert those("rating") == {"W8", "G1"}


def test_what_waits_for_another_prompt_names_it() -> None:
    waits = {id_: (PROMPTS[id_].after, PROMPTS[id_].after_days) for id_ in those("after_days")}

    assert waits == {"A8": ("A4", 14), "R5": ("R4", 2), "M10": ("M9", 2)}
    assert {PROMPTS[id_].after for id_ in ("A1", "A3", "L2", "P3", "P5", "G6")} == {"A0", "A1", "L1", "P1", "P4", "G2"}


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        ("they-wrote", "L1 L2 L4 L5"),
        ("they-asked-room", "L6"),
        ("practical-ties", "K1"),
        ("two-want-it", "P11 P12 P13"),
        ("setup", "C1 C2 U1 U2"),
        ("follow-up", "A6 L11 L3 M10 M11 P2 P5 R11 R3 R5 S2 W9"),
        ("change-open", "A5 P9"),
        ("promise-due", "P4"),
        ("occasion", "G7"),
    ],
)
def test_a_prompt_waits_for_the_facts_it_needs(need: str, expected: str) -> None:
    needing = sorted(id_ for id_, prompt in PROMPTS.items() if need in prompt.needs)

    assert " ".join(needing) == expected


def test_nothing_that_leads_outward_is_asked_while_no_door_has_opened() -> None:
    known_at_first = {"they-wrote", "they-asked-room", "practical-ties"}
    outward = [prompt for prompt in PROMPTS.values() if prompt.family in {Family.REACH, Family.REHEARSE, Family.MEET}]

    free = {prompt.id for prompt in outward if known_at_first.issuperset(prompt.needs)}

    assert free == {"R8", "S1", "S8", "S11", "S12"}  # rehearsals: only the permit lets them by
    assert PROMPTS["R8"].after == "R1"


def test_profiles_are_asked_what_fits_them() -> None:
    limited = {id_: PROMPTS[id_].profiles for id_ in those("profiles")}

    assert limited == {
        "L12": (Profile.FAMILY,),
        "S13": (Profile.FORMER_PARTNER,),
        "W7": (Profile.FORMER_PARTNER,),
    }
    assert those("variants") == {"W1", "W10", "O9", "P11", "P13", "K1"}


def test_every_word_of_the_vocabularies_is_used() -> None:
    follows = [follow for prompt in PROMPTS.values() for follow in prompt.follow]
    targets = {follow.target for follow in follows}
    goings = [going for prompt in PROMPTS.values() for going in prompt.go_on]
    tests = {follow.when.test for follow in follows} | {going.when.test for going in goings}

    assert {need for prompt in PROMPTS.values() for need in prompt.needs} == deck_words.FACTS.keys()
    assert {name for prompt in PROMPTS.values() for name in prompt.neutral} == deck_words.PLACEHOLDERS
    assert {follow.then for follow in follows} == deck_words.THENS.keys()
    assert tests == deck_words.TESTS
    assert targets >= deck_words.LEDGERS | deck_words.CHECKS | deck_words.CARDS


def test_the_option_sources_are_those_of_three_prompts() -> None:
    used = {id_: BRACES.findall(prompt.form.text) for id_, prompt in PROMPTS.items() if "{" in prompt.form.text}

    assert used == {"P7": ["promises"], "R7": ["rungs"], "S2": ["points"]}


def test_not_really_rests_account_for_two_months() -> None:
    follow = PROMPTS["A0"].follow

    assert follow == (Follow(when=Condition(test="is", operand="not really"), then="rest", target="account", days=60),)


def test_answers_fill_the_placeholders_that_later_questions_use() -> None:
    kept = {id_: dict(PROMPTS[id_].keeps) for id_ in those("keeps")}

    assert kept == {
        "W2": {"hard_item": "hard"},
        "A4": {"change": "text"},
        "A6": {"trigger": "text"},
    }


@pytest.mark.parametrize("prompt", [*PROMPTS.values(), *by_id(PLAIN).values()], ids=lambda prompt: str(prompt.id))
def test_a_text_reads_whole_without_the_keepers_words(prompt: Prompt) -> None:
    bodies = [prompt.words(profile) for profile in Profile]

    neutral = [BRACES.sub(lambda found: prompt.neutral[found[1]], body) for body in bodies]

    assert all(len(body) <= 200 for body in neutral)
    assert len(prompt.line) <= 40
