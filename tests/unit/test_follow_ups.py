"""Which follow-ups an answer calls for, and what has to be met several times running."""

from dataclasses import replace

from builders import a_prompt
from tending.core import follow_ups
from tending.core.model import Condition, Follow

BROKEN = Condition(test="is", operand="broken")
TWICE = Follow(when=BROKEN, then="ask", target="P9", times=2)
ONCE = Follow(when=BROKEN, then="ask", target="P5")
PROMPT = replace(a_prompt("P4"), follow=(ONCE, TWICE))


def test_what_takes_two_running_is_called_for_by_every_second() -> None:
    counted: dict[str, int] = {}
    called = []
    for said in ("broken", "broken", "kept", "broken", "broken", "broken", "broken"):
        counted = follow_ups.runs(PROMPT, {"choice": said}, counted)
        called.append([one.target for one in follow_ups.met(PROMPT, {"choice": said}, counted)])

    assert called == [["P5"], ["P5", "P9"], [], ["P5"], ["P5", "P9"], ["P5"], ["P5", "P9"]]


def test_only_what_takes_several_is_counted() -> None:
    assert follow_ups.runs(PROMPT, {"choice": "broken"}, {}) == {"1": 1}
    assert follow_ups.runs(replace(PROMPT, follow=(ONCE,)), {"choice": "broken"}, {}) == {}
