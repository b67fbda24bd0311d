"""A year of one keeper, in everyday language by mail: nothing is misread, and progress is what a hand adds up."""

import pytest

from acceptance.a_year import NEVER_TYPED, Year, differences, live, script
from acceptance.a_year_by_hand import PROGRESS

LEAST = 150
COMMANDS = ("promise", "account", "meet", "speech", "wish", "moving", "heard", "contact", "occasion", "draft", "hold")


@pytest.fixture(scope="module")
def year() -> Year:
    return live()


def test_nothing_in_it_is_misread_and_all_that_was_written_is_asked_for(year: Year) -> None:
    assert year.wrong == []
    assert year.answers >= LEAST
    assert year.mails >= LEAST


def test_progress_is_what_was_worked_out_by_hand(year: Year) -> None:
    assert list(differences(year.progress, PROGRESS)) == []


def test_the_script_has_answers_by_mail_words_commands_and_silence() -> None:
    lines = script()

    typed = {one.typed.split()[1] for one in lines if one.typed.startswith("$ ")}

    assert set(COMMANDS) <= typed
    assert {"?", "!skip", "!hold", "!they-wrote", "!pause", NEVER_TYPED} <= {one.reading for one in lines}
