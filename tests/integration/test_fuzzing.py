"""Ten thousand each of mails, replies and tokens that nobody would write. `make soak` reads a million."""

from pathlib import Path

import pytest

from forged import genuine, token
from fuzzing import NOW, UnauthorisedError, fuzz, genuine_mails, hopeless_mails, read_mail, read_token
from proofs.fuzzed import guided

MANY = 10_000


@pytest.mark.parametrize("kind", ["mails", "replies", "tokens"])
def test_nothing_that_is_read_takes_the_reader_down_takes_long_or_counts_without_leave(kind: str) -> None:
    found = fuzz(kind, MANY, seed=1)

    assert found.wrong == []
    assert (found.count, found.holds) == (MANY, True)


def test_a_mail_that_would_count_though_it_may_not_is_noticed() -> None:
    with pytest.raises(UnauthorisedError):
        read_mail(genuine(NOW), genuine=False)
    with pytest.raises(UnauthorisedError):
        read_mail(genuine(NOW, check_in=42), genuine=True)
    with pytest.raises(UnauthorisedError):
        read_token(token(NOW))


def test_there_are_mails_of_both_kinds_to_begin_with() -> None:
    assert len(genuine_mails()) > 25
    assert len(hopeless_mails()) > 50


def test_a_process_that_dies_is_what_went_wrong() -> None:
    found = fuzz("nothing of the kind", 1, seed=1)

    assert not found.holds
    assert "it ended with 1" in found.wrong[0]


def test_without_atheris_the_plain_mutator_reads_and_it_is_said(tmp_path: Path) -> None:
    shown = guided("tokens", tmp_path, runs=200, led=False)

    assert shown.figure.startswith("atheris is not here, so at random: 200 read")
    assert shown.holds
