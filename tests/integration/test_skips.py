"""What a machine lacks is said on a laptop, and is an error where everything has to be there."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
SKIPS = {
    "mark": 'import pytest\n@pytest.mark.skipif(True, reason="no server")\ndef test_one() -> None: ...\n',
    "call": 'import pytest\ndef test_one() -> None: pytest.skip("no server")\n',
    "fixture": 'import pytest\n@pytest.fixture\ndef it() -> None: pytest.skip("no server")\n'
    "def test_one(it: None) -> None: ...\n",
    "whole_file": 'import pytest\npytest.skip("no server", allow_module_level=True)\n',
    "library": 'import pytest\npytest.importorskip("no_server")\n',
}
MISSES = {"misses": 'import pytest\n@pytest.mark.xfail(reason="no server")\ndef test_one() -> None: assert False\n'}


def ran(folder: Path, tests: dict[str, str], **environ: str) -> tuple[int, str]:
    for name, text in tests.items():
        (folder / f"test_{name}.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p no:cacheprovider\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rs", "--continue-on-collection-errors", "-p", "conftest", str(folder)],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(TESTS), "PYTHONDONTWRITEBYTECODE": "1"} | environ,
    )
    return done.returncode, done.stdout + done.stderr


def test_under_ci_every_kind_of_skip_is_an_error_that_says_its_reason(tmp_path: Path) -> None:
    code, said = ran(tmp_path, SKIPS, CI="true")

    assert code == 1
    assert said.count("nothing may skip under CI=true. ") == len(SKIPS)
    assert said.count("no server") + said.count("'no_server'") >= len(SKIPS)
    assert " skipped" not in said.splitlines()[-1]


def test_on_a_laptop_a_skip_is_a_skip(tmp_path: Path) -> None:
    code, said = ran(tmp_path, SKIPS)

    assert (code, f"{len(SKIPS)} skipped" in said) == (0, True), said


def test_what_is_expected_to_fail_is_no_skip(tmp_path: Path) -> None:
    code, said = ran(tmp_path, MISSES, CI="true")

    assert (code, "1 xfailed" in said) == (0, True), said
