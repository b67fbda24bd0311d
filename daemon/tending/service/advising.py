"""Advising: what the checks of a deck find in an answer, and what it is offered. Said in the echo, never a block."""

from collections.abc import Mapping, Sequence

from tending.core import tone
from tending.core.ledgers import account, promise
from tending.core.model import Answer, Follow, Form, Verb
from tending.core.tone_words_en import WHY
from tending.core.words import called, listed, say
from tending.service import caring, echoes
from tending.service.turn import Turn

TONE: Mapping[str, str] = {
    "tone:blame": "blame",
    "tone:over-apology": "apology",
    "tone:pressure": "pressure",
    "tone:demand": "pressure",
    "meet:pretext": "closure",
}
OFFERS: Mapping[str, str] = {Verb.HELP: "offer-help", Verb.HOLD: "drawer-advice"}


def advice(turn: Turn, met: Sequence[Follow], answer: Answer, form: Form) -> str:
    """What is to be said of an answer that was looked over, or nothing. It quotes nothing of it."""
    said = [_of(turn, one, answer, form, met) for one in met]
    return echoes.joined(*dict.fromkeys((*said, _hard_on_oneself(turn, met, answer))))


def _of(turn: Turn, one: Follow, answer: Answer, form: Form, met: Sequence[Follow]) -> str:
    match one.then:
        case "check":
            return _checked(turn, one.target, answer, form)
        case "offer":
            return say(OFFERS.get(one.target, "offer-word"), turn.language, word=one.target)
        case "card" if one.target == "how-to":
            return say("how-to", turn.language)
        case "card" if not any(other.then == "shut" and other.target == "unsafe" for other in met):
            return caring.safety_card(turn)
        case _:
            return ""


def _checked(turn: Turn, check: str, answer: Answer, form: Form) -> str:
    kind, _, what = check.partition(":")
    match kind, what:
        case "words", most:
            count = len(answer.text.split())
            return say("check-words", turn.language, count=str(count), most=most) if count > int(most) else ""
        case "promise", _:
            return say("check-absolute", turn.language) if promise.is_absolute(answer.text) else ""
        case "apology", _:
            return _apology(turn, answer, form)
        case _:
            return WHY[TONE[check]] if _has_tone(turn, TONE[check], answer) else ""


def _has_tone(turn: Turn, fault: str, answer: Answer) -> bool:
    """Patterns in English, no reader: docs/tone.md says how often they are wrong."""
    return turn.language == "en" and fault in tone.check(answer.text, purpose=answer.text).faults


def _hard_on_oneself(turn: Turn, met: Sequence[Follow], answer: Answer) -> str:
    """An attack on oneself is no question of tone."""
    looked = any(one.then == "check" and one.target in TONE for one in met)
    return WHY["self"] if looked and turn.language == "en" and tone.check(answer.text).self_attack else ""


def _apology(turn: Turn, answer: Answer, form: Form) -> str:
    """Which of the five parts it holds; a sixth, asking pardon, is optional."""
    chosen = {word for value in answer.values.values() for word in (value if isinstance(value, list) else [value])}
    missing = account.missing(chosen)
    if not missing:
        return say("apology-whole", turn.language)
    parts = listed([called(form.parts[0], one) for one in missing], turn.language)
    weighs = say("apology-responsibility", turn.language) if account.RESPONSIBILITY in missing else ""
    return echoes.joined(say("apology-missing", turn.language, parts=parts), weighs)
