"""Decks as keepers write them: TOML in, a deck or every error out."""

from collections.abc import Mapping
from datetime import time

import pytest

from deck_builders import PLAIN, TOP, a_deck, lines, read, wrong
from tending.core.decks import by_id
from tending.core.model import Condition, Family, Follow, GoOn, Profile


def test_a_deck_carries_all_that_its_file_says() -> None:
    text = """
        family = "want"
        title = "More of it"
        text.de.title = "Mehr davon"

        [[prompt]]
        id = "N1"
        line = "A line"
        body = 'You named "{hard_item}". And now?'
        form = "scale-1-5 + text"
        profiles = ["friend", "family"]
        needs = ["they-wrote"]
        after = "N2"
        after_days = 14
        repeat_days = 0
        every_days = 28
        go_on = ["N2", { prompt = "N3", when = "below: 3" }]
        follow = [{ when = "is: 1", times = 2, then = "ask", target = "N3", in = 2 }]
        keeps = { change = "text" }
        neutral = { hard_item = "one hard thing" }
        variants.family = "And now?"
        text.de.line = "Eine Zeile"
        text.de.body = 'Du nanntest „{hard_item}“. Und jetzt?'
        text.de.neutral = { hard_item = "etwas Schweres" }
        text.de.variants.family = "Und jetzt?"
    """

    deck = read(text, "more-want.toml")

    prompt = deck.prompts[0]
    assert (deck.name, deck.family, deck.title, deck.enabled) == ("more-want", Family.WANT, "More of it", True)
    assert (prompt.id, prompt.deck, prompt.family) == ("N1", "more-want", Family.WANT)
    assert [part.name for part in prompt.form.parts] == ["scale-1-5", "text"]
    assert prompt.profiles == (Profile.FRIEND, Profile.FAMILY)
    assert (prompt.needs, prompt.after, prompt.after_days) == (("they-wrote",), "N2", 14)
    assert (prompt.repeat_days, prompt.every_days) == (0, 28)
    assert prompt.go_on == (GoOn(prompt="N2"), GoOn(prompt="N3", when=Condition(test="below", operand="3")))
    assert prompt.follow == (Follow(when=Condition(test="is", operand="1"), then="ask", target="N3", days=2, times=2),)
    assert (prompt.keeps, prompt.neutral) == ({"change": "text"}, {"hard_item": "one hard thing"})
    assert prompt.words(Profile.FAMILY) == "And now?"


def test_a_text_rests_sixty_days_unless_its_deck_says_otherwise() -> None:
    deck = read(a_deck())

    prompt = deck.prompts[0]
    assert (prompt.repeat_days, prompt.rating, prompt.rides, prompt.first_round) == (60, False, False, False)


def test_marks_are_read() -> None:
    deck = read(a_deck(TOP, {"form": '"scale-1-5"', "rating": "true", "rides": "true", "first_round": "true"}))

    prompt = deck.prompts[0]
    assert (prompt.rating, prompt.rides, prompt.first_round) == (True, True, True)


def test_a_plain_deck_has_its_own_hours() -> None:
    text = a_deck(
        {
            "kind": '"plain"',
            "times": '["21:00", "07:30"]',
            "weekdays": '["fri", "mon"]',
            "gap_days": "2",
            "enabled": "false",
        }
    )

    deck = read(text, "tea.toml")

    assert (deck.name, deck.family, deck.enabled) == ("tea", Family.PLAIN, False)
    assert (deck.times, deck.weekdays, deck.gap_days) == ((time(7, 30), time(21)), (0, 4), 2)
    assert deck.prompts[0].repeat_days == 0


def test_a_plain_deck_may_leave_its_hour_to_the_keepers_windows() -> None:
    deck = read(a_deck({"kind": '"plain"', "gap_days": "3"}))

    assert (deck.times, deck.gap_days, deck.weekdays) == ((), 3, (0, 1, 2, 3, 4, 5, 6))


def test_lengths_and_hours_may_be_used_to_the_last() -> None:
    times = '["05:00", "08:00", "12:00", "23:00"]'

    deck = read(a_deck(PLAIN | {"times": times}, {"line": f'"{"x" * 40}"', "body": f'"{"x" * 200}"'}))

    assert len(deck.times) == 4
    assert deck.gap_days == 1


def test_options_that_are_known_only_when_asked_are_named_in_braces() -> None:
    deck = read(a_deck(TOP, {"form": '"choices: {points}, up to 5"'}))

    assert deck.prompts[0].form.parts[0].options == ("{points}",)


ONE_OF_FAMILIES = "account, consent, ground, listen, meet, moving, practical, promise, reach, rehearse, want"

BROKEN_DECKS = [
    (a_deck({}), "family: is missing; add it"),
    (a_deck({"family": '"grund"'}), "family: 'grund' is not known; did you mean 'ground'?"),
    (a_deck({"family": '"zzz"'}), f"family: 'zzz' is not known; write one of: {ONE_OF_FAMILIES}"),
    (a_deck({"family": "3"}), "family: is a whole number; write text in quotes"),
    (a_deck({"kind": '"plane"', **TOP}), "kind: 'plane' is not known; did you mean 'plain'?"),
    (a_deck({**TOP, "titel": '"Mine"'}), "titel: is not a key here; did you mean 'title'?"),
    (a_deck({**TOP, "title": '"Mine!"'}), "title: has an exclamation mark; end it more quietly"),
    (a_deck({**TOP, "title": f'"{"x" * 61}"'}), "title: is 61 characters long; make it 60 at most"),
    (a_deck({**TOP, "enabled": '"yes"'}), "enabled: is text; write true or false"),
    (a_deck({**TOP, "enabled": "2024-05-03"}), "enabled: is a date or time; write true or false"),
    (
        a_deck({**TOP, "times": '["07:30"]'}),
        "times: is not a key here; did you mean 'title'?",
    ),
    (lines(TOP), "prompt: there is none; write at least one [[prompt]]"),
    (lines({**TOP, "prompt": "[]"}), "prompt: there is none; write at least one [[prompt]]"),
    (
        a_deck({"kind": '"plain"'}),
        'times: is missing; write times = ["07:30"], or gap_days = 3',
    ),
    (a_deck(PLAIN | {"times": '["7:30"]'}), "times: '7:30' is not a time of day; write it as \"07:30\""),
    (a_deck(PLAIN | {"times": "[7.30]"}), "times: is a number with a point; write words in quotes"),
    (a_deck(PLAIN | {"times": '"07:30"'}), "times: is text; write a list in square brackets"),
    (a_deck(PLAIN | {"times": '["07:30", "07:30"]'}), "times: names something twice; once is enough"),
    (a_deck(PLAIN | {"times": '["08:00", "10:00", "12:00", "14:00", "16:00"]'}), "times: are 5; 4 a day at most"),
    (
        a_deck(PLAIN | {"times": '["05:00", "23:01"]'}),
        "times: leave less than 6 quiet hours between the last and the first; move them closer",
    ),
    (a_deck(PLAIN | {"weekdays": '["mo"]'}), "weekdays: 'mo' is not known; did you mean 'mon'?"),
    (a_deck(PLAIN | {"gap_days": "0"}), "gap_days: is 0; write a whole number from 1 to 365"),
    (a_deck(PLAIN | {"gap_days": "true"}), "gap_days: is true or false; write a whole number from 1 to 365"),
]

BROKEN_PROMPTS = [
    ({"line": ""}, "line: is missing; add it"),
    ({"line": '"  "'}, "line: is empty; write a few words"),
    ({"line": f'"{"x" * 41}"'}, "line: is 41 characters long; make it 40 at most"),
    ({"line": '"About {change}"'}, "line: has a brace; a line may stand on a locked screen and holds no placeholder"),
    ({"line": '"Two\\nlines"'}, "line: holds a line break or a control character; write it as one line"),
    ({"line": '"About this}"'}, "line: has a brace; a line may stand on a locked screen and holds no placeholder"),
    ({"body": '"Write to me!"'}, "body: has an exclamation mark; end it more quietly"),
    ({"body": f'"{"x" * 201}"'}, "body: is 201 characters long; make it 200 at most"),
    ({"body": "[1]"}, "body: is a list; write text in quotes"),
    (
        {"body": '"And {chnge}?"'},
        "body: 'chnge' is not a placeholder; did you mean 'change'?",
    ),
    ({"body": '"And {now?"'}, "body: has a brace that stands alone; a placeholder is written {change}"),
    (
        {"body": '"And {change}?"'},
        "neutral: says nothing for {change}; add change = a few words that give nothing away",
    ),
    ({"neutral": '{ change = "your change" }'}, "neutral: change is not used in the body; leave it out"),
    (
        {"body": '"And {change}?"', "neutral": '{ change = "{cue" }'},
        "neutral.change: has a brace; write plain words",
    ),
    (
        {"text": '{ de = { line = "Eine", body = "Und?", form = "text" } }'},
        "text.de.form: is not a key here; write one of: body, line, neutral, options, parts, variants",
    ),
    (
        {"body": '"And {change}?"', "neutral": '{ change = "it", chage = "it" }'},
        "neutral.chage: is not a key here; did you mean 'change'?",
    ),
    ({"form": ""}, "form: is missing; add it"),
    ({"form": '"choices: {pionts}"'}, "form: 'pionts' is not known; did you mean 'points'?"),
    (
        {"form": '"scale-1-5 + text"', "rating": "true"},
        "rating: is for one key; use the form scale-1-5 alone, or leave it out",
    ),
    (
        {"rides": "true"},
        "rides: is for one key; use a form with one part and no words, or leave it out",
    ),
    (
        {"form": '"yes-no + date"', "rides": "true"},
        "rides: is for one key; use a form with one part and no words, or leave it out",
    ),
    ({"rides": "1"}, "rides: is a whole number; write true or false"),
    ({"need": '["they-wrote"]'}, "need: is not a key here; did you mean 'needs'?"),
    ({"needs": '["they-wrot"]'}, "needs: 'they-wrot' is not known; did you mean 'they-wrote'?"),
    ({"needs": '"they-wrote"'}, "needs: is text; write a list in square brackets"),
    (
        {"profiles": '["frend"]'},
        "profiles: 'frend' is not known; did you mean 'friend'?",
    ),
    (
        {"variants": '{ frend = "And?" }'},
        "variants.frend: is not a key here; did you mean 'friend'?",
    ),
    (
        {"variants": f'{{ friend = "{"x" * 201}" }}'},
        "variants.friend: is 201 characters long; make it 200 at most",
    ),
    ({"variants": '"And?"'}, "variants: is text; write a table"),
    ({"repeat_days": "-1"}, "repeat_days: is -1; write a whole number from 0 to 3650"),
    ({"repeat_days": '"60"'}, "repeat_days: is text; write a whole number from 0 to 3650"),
    ({"after_days": "7"}, "after_days: says how long after what; add after"),
    ({"keeps": '{ change = "txt" }'}, "keeps.change: the form has no part 'txt'; did you mean 'text'?"),
    ({"keeps": '{ chang = "text" }'}, "keeps.chang: is not a key here; did you mean 'change'?"),
    ({"go_on": "[7]"}, "go_on[1]: is a whole number; write a table"),
    ({"go_on": '["N2", { when = "any" }]'}, "go_on[2].prompt: is missing; add it"),
    ({"go_on": '[{ prompt = "N2", if = "any" }]'}, "go_on[1].if: is not a key here; write one of: prompt, when"),
    (
        {"go_on": '[{ prompt = "N2", when = "emty" }]'},
        "go_on[1].when: 'emty' is not a test; did you mean 'empty'?",
    ),
    (
        {"go_on": '[{ prompt = "N2", when = "any: way" }]'},
        "go_on[1].when: 'any' stands alone; leave out what follows it",
    ),
    (
        {"form": '"yes-no"', "go_on": '[{ prompt = "N2", when = "empty" }]'},
        "go_on[1].when: 'empty' needs a form that takes words; 'yes-no' does not",
    ),
    (
        {"form": '"choice: yes / not really"', "go_on": '[{ prompt = "N2", when = "not: not realy" }]'},
        "go_on[1].when: 'not realy' is no option of the form; did you mean 'not really'?",
    ),
    (
        {"go_on": '[{ prompt = "N2", when = "is: yes" }]'},
        "go_on[1].when: the form 'text' has no options to test",
    ),
    (
        {"go_on": '[{ prompt = "N2", when = "below: 3" }]'},
        "go_on[1].when: the form 'text' has no number to test",
    ),
    (
        {"form": '"percent"', "go_on": '[{ prompt = "N2", when = "below: ninety" }]'},
        "go_on[1].when: 'ninety' is not a whole number; write one",
    ),
    ({"follow": '[{ then = "aks" }]'}, "follow[1].then: 'aks' is not known; did you mean 'ask'?"),
    ({"follow": '[{ target = "N2" }]'}, "follow[1].then: is missing; add it"),
    ({"follow": '[{ then = "ask" }]'}, "follow[1].target: is missing; add it"),
    (
        {"follow": '[{ then = "shut", target = "spase" }]'},
        "follow[1].target: 'spase' is not known; did you mean 'space'?",
    ),
    (
        {"follow": '[{ then = "finish", target = "N2" }]'},
        "follow[1].target: is not a key here; write one of: then, times, when",
    ),
    ({"follow": '[{ then = "ledger", target = "x" }]'}, "follow[1].target: 'x' is not known; write one that is known"),
    (
        {"follow": '[{ then = "rest", target = "ground" }]'},
        "follow[1].days: is missing; add a whole number from 1 to 3650",
    ),
    (
        {"follow": '[{ then = "rest", target = "ground", days = 0 }]'},
        "follow[1].days: is 0; write a whole number from 1 to 3650",
    ),
    (
        {"follow": '[{ then = "ask", target = "N2", days = 7 }]'},
        "follow[1].days: is not a key here; write one of: in, target, then, times, when",
    ),
    ({"follow": '[{ then = "finish", times = 0 }]'}, "follow[1].times: is 0; write a whole number from 1 to 9"),
    (
        {"text": '{ german = { line = "Eine", body = "Und?" } }'},
        "text.german: is not a language; write a code such as de or pt-BR",
    ),
    ({"text": '{ de = { line = "Eine" } }'}, "text.de.body: is missing; add it"),
    (
        {"text": '{ de = { line = "Eine", body = "Und {cue}?" } }'},
        "text.de.body: has other placeholders than the prompt; use the same",
    ),
    (
        {"text": f'{{ de = {{ line = "{"x" * 41}", body = "Und?" }} }}'},
        "text.de.line: is 41 characters long; make it 40 at most",
    ),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN_DECKS)
def test_what_is_wrong_with_a_deck_is_said_with_its_key_and_a_remedy(text: str, expected: str) -> None:
    errors = wrong(text)

    assert errors == [f"own.toml: {expected}"]


@pytest.mark.parametrize(("keys", "expected"), BROKEN_PROMPTS)
def test_what_is_wrong_with_a_prompt_is_said_with_its_id_its_key_and_a_remedy(
    keys: Mapping[str, str], expected: str
) -> None:
    errors = wrong(a_deck(TOP, keys))

    assert errors == [f"own.toml: N1: {expected}"]


def test_a_form_that_cannot_be_read_is_the_only_error_of_its_prompt() -> None:
    errors = wrong(a_deck(TOP, {"form": '"txet"', "keeps": '{ change = "text" }', "rating": "true"}))

    assert len(errors) == 1
    assert errors[0].startswith("own.toml: N1: form: ")
    assert '"txet" is not a form' in errors[0]


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("", "prompt 1: id: is missing; add it"),
        ('""', "prompt 1: id: is empty; write a few words"),
        ("7", "prompt 1: id: is a whole number; write text in quotes"),
        ('"two words"', "two words: id: may hold letters, digits and hyphens, a letter first; write such a one"),
        ('"plain-keep"', "plain-keep: id: is taken by the program; choose another"),
    ],
)
def test_a_prompt_needs_an_id_of_its_own(id_: str, expected: str) -> None:
    errors = wrong(a_deck(TOP, {"id": id_}))

    assert errors == [f"own.toml: {expected}"]


def test_an_id_that_stands_twice_is_named_both_times() -> None:
    errors = wrong(a_deck(TOP, {}, {}))

    assert errors == ["own.toml: N1: id: stands in this file more than once; every prompt needs its own"] * 2


@pytest.mark.parametrize("name", ["My deck.toml", "-deck.toml", f"{'x' * 33}.toml"])
def test_a_file_name_that_settings_could_not_name_is_refused(name: str) -> None:
    errors = wrong(a_deck(), name)

    assert errors == [f"{name}: file name: may hold small letters, digits and hyphens, 32 at most; rename the file"]


@pytest.mark.parametrize("key", ["every_days", "first_round", "follow", "needs", "profiles", "rides", "variants"])
def test_what_belongs_to_a_bond_has_no_place_in_a_plain_deck(key: str) -> None:
    values = {"every_days": "7", "first_round": "false", "rides": "false", "variants": "{}"}

    errors = wrong(a_deck(PLAIN, {key: values.get(key, "[]")}))

    assert errors == [f"own.toml: N1: {key}: has no meaning in a plain deck; leave it out"]


def test_all_errors_of_a_deck_come_at_once() -> None:
    text = a_deck({**TOP, "titel": '"T"'}, {"line": "", "body": '"Now!"'}, {"id": '"N2"', "needs": '["room"]'})

    errors = wrong(text)

    assert [error.split(": ")[:-1][:3] for error in errors] == [
        ["own.toml", "N1", "line"],
        ["own.toml", "N1", "body"],
        ["own.toml", "N2", "needs"],
        ["own.toml", "titel"],
    ]


def test_compiled_decks_give_every_prompt_by_its_id() -> None:
    one = read(a_deck(TOP, {"id": '"N1"'}, {"id": '"N2"'}), "one.toml")
    off = read(a_deck(PLAIN | {"enabled": "false"}, {"id": '"N3"'}), "off.toml")

    prompts = by_id([one, off])

    assert list(prompts) == ["N1", "N2", "N3"]
    assert prompts["N2"] is one.prompts[1]
