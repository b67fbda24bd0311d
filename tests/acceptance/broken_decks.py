"""Thirty decks of a keeper's own, each broken in a way of its own: the file, the question and the key at fault."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

SOUND = {
    "line": '"A small thing"',
    "body": '"What was it?"',
    "form": '"text"',
}


class Broken(NamedTuple):
    """`prompt` is empty where the deck itself is at fault."""

    key: str
    keys: Mapping[str, str]
    head: str = 'family = "ground"\ntitle = "Mine"\n'
    prompt: str = "X1"


THIRTY: tuple[Broken, ...] = (
    Broken("line", {"line": f'"{"x" * 41}"'}),
    Broken("line", {"line": "7"}),
    Broken("body", {"body": f'"{"x" * 201}"'}),
    Broken("body", {"body": '"Is it {naem}?"'}),
    Broken("form", {"form": '"txet"'}),
    Broken("form", {"form": '"choice"'}),
    Broken("form", {"form": '"lines: many"'}),
    Broken("repeat_days", {"repeat_days": "-1"}),
    Broken("every_days", {"every_days": '"weekly"'}),
    Broken("rating", {"rating": '"yes"'}),
    Broken("needs", {"needs": '["waitin"]'}),
    Broken("needs", {"needs": '"waiting"'}),
    Broken("profiles", {"profiles": '["frend"]'}),
    Broken("after", {"after": '"NOWHERE"'}),
    Broken("after_days", {"after": '"X2"', "after_days": "1.5"}),
    Broken("go_on", {"go_on": '["NOWHERE"]'}),
    Broken("go_on[1].when", {"go_on": '[{ prompt = "X2", when = "if: yes" }]'}),
    Broken("follow[1].then", {"follow": '[{ then = "aks", target = "X2" }]'}),
    Broken("follow[1].target", {"follow": '[{ then = "shut", target = "spase" }]'}),
    Broken("follow[1].days", {"follow": '[{ then = "rest", target = "ground" }]'}),
    Broken("follow[1].times", {"follow": '[{ then = "finish", times = 0 }]'}),
    Broken("follow", {"follow": '[{ then = "open", target = "waiting" }]'}),
    Broken("keeps.trigger", {"keeps": '{ trigger = "nothing" }'}),
    Broken("neutral", {"body": '"How is {change}?"'}),
    Broken("variants.frend", {"variants": '{ frend = "And?" }'}),
    Broken("text.de.body", {"text": '{ de = { line = "Eine" } }'}),
    Broken("colour", {"colour": '"green"'}),
    Broken("first_round", {"first_round": "true"}),
    Broken("family", {}, head='family = "groundd"\ntitle = "Mine"\n', prompt=""),
    Broken("times", {}, head='kind = "plain"\ntitle = "Mine"\ntimes = ["25:00"]\n', prompt=""),
)


def write(folder: Path) -> list[tuple[str, str, str]]:
    """Write them, and give the file, the question and the key that each error must name."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, broken in enumerate(THIRTY):
        (folder / f"deck-{place:02}.toml").write_text(_text(place, broken))
    return [
        (f"deck-{place:02}.toml", f"D{place}{broken.prompt}" if broken.prompt else "", broken.key)
        for place, broken in enumerate(THIRTY)
    ]


def untold(expected: Sequence[tuple[str, str, str]], lines: Sequence[str]) -> list[tuple[str, str, str]]:
    """The errors that no line names by file, question and key."""
    heads = [
        ":".join(filter(None, (file, prompt and f" {prompt}", f" {key}"))) + ": " for file, prompt, key in expected
    ]
    return [one for one, head in zip(expected, heads, strict=True) if not any(line.startswith(head) for line in lines)]


def _text(place: int, broken: Broken) -> str:
    faulty = {"id": f'"D{place}X1"', **SOUND, **broken.keys}
    sound = {"id": f'"D{place}X2"', **SOUND}
    prompts = (
        "\n".join(["[[prompt]]", *(f"{key} = {value}" for key, value in keys.items())]) for keys in (faulty, sound)
    )
    return "\n\n".join([broken.head, *prompts]).replace('"X2"', f'"D{place}X2"') + "\n"


def _prompt(keys: Mapping[str, str]) -> str:
    return "\n".join(["[[prompt]]", *(f"{key} = {value}" for key, value in keys.items())])
