"""The budgets as tests: never part of the suite, run by name with `-m bench`."""

from pathlib import Path

import pytest

from bench.budgets import BUDGETS
from proofs.table import Claim

pytestmark = [pytest.mark.bench, pytest.mark.timeout(0)]


@pytest.mark.parametrize("claim", BUDGETS, ids=[claim.number for claim in BUDGETS])
def test_a_budget_is_kept(claim: Claim, tmp_path: Path) -> None:
    shown = claim.show(tmp_path)

    assert shown.holds is not False, f"{claim.what}: {shown.figure}"
