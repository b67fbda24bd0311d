"""A reply that is ambiguous, sent twice over to the real service: asked back once, then kept as it is."""

from dataclasses import replace

from service.desk import Desk, a_plan
from typed.rate import Typed

KEPT = "answer"


def asked_back_once(typed: Typed) -> bool:
    """Whether the first is asked back, and the same words again end the asking."""
    desk = Desk(plan=a_plan(language=typed.language, country=typed.country)).begin()
    sitting = desk.ask()
    prompt = desk.plan.prompts[sitting.prompt]
    form = prompt.form if typed.form is None else typed.form
    desk.plan = replace(desk.plan, prompts={**desk.plan.prompts, prompt.id: replace(prompt, form=form, go_on=())})
    first, again = desk.reply(typed.reply), desk.reply(typed.reply)
    return (first.understood, again.understood) == ("unclear", KEPT)
