"""Under CI=true nothing may skip: a test that would, or a whole file, fails with the reason it gave."""

import os
from collections.abc import Generator, Iterator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        refuse(report)
    return report


def refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("CI") == "true":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"nothing may skip under CI=true. {reason}"


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """The program makes its own files private, and leaves that to the process it runs in: here, to the next test."""
    before = os.umask(0o022)
    yield
    os.umask(before)
