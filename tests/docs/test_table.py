"""The table of `make prove` and `make bench`: what fails is said, whatever else holds."""

from pathlib import Path

import pytest

from proofs.table import Claim, Shown, main

HOLDS = Claim(number="1", what="this holds", show=lambda _: Shown(figure="42 of 42", holds=True))
FAILS = Claim(number="2", what="this does not", show=lambda _: Shown(figure="41 of 42", holds=False))
TELLS = Claim(number="3", what="this claims nothing", show=lambda _: Shown(figure="1.5x", holds=None))


def breaks(_: Path) -> Shown:
    raise RuntimeError("the server is gone")


def test_a_claim_that_holds_ends_with_nought(capsys: pytest.CaptureFixture[str]) -> None:
    code = main([HOLDS, TELLS], [], "Promises.")

    table = capsys.readouterr().out.partition("Promises.")[2]
    assert code == 0
    assert "42 of 42  holds    0" in table
    assert "1.5x      -        0" in table


def test_one_that_fails_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    code = main([FAILS, HOLDS], [], "Promises.")

    assert code == 1
    assert "FAILS" in capsys.readouterr().out


def test_one_that_breaks_fails_and_the_next_has_its_turn(capsys: pytest.CaptureFixture[str]) -> None:
    code = main([Claim(number="4", what="this breaks", show=breaks), HOLDS], [], "Promises.")

    said = capsys.readouterr().out
    assert code == 1
    assert "RuntimeError: the server is gone" in said
    assert "42 of 42" in said


def test_only_what_is_named_is_looked_into(capsys: pytest.CaptureFixture[str]) -> None:
    code = main([FAILS, HOLDS], ["--only", "1"], "Promises.")

    assert code == 0
    assert "this does not" not in capsys.readouterr().out


def test_a_number_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main([HOLDS], ["--only", "9"], "Promises.")

    assert refused.value.code == 2
    assert "there are 1" in capsys.readouterr().err


def test_each_claim_gets_an_empty_folder_that_is_gone_afterwards() -> None:
    seen: list[Path] = []

    def looks(folder: Path) -> Shown:
        seen.append(folder)
        return Shown(figure="", holds=folder.is_dir() and not list(folder.iterdir()))

    code = main([Claim(number="1", what="a folder", show=looks)], [], "Promises.")

    assert code == 0
    assert not seen[0].exists()
