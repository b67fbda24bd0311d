"""docs/care.md says what is measured, and what is not."""

import re

from docs.pages import ROOT
from tending.adapters.care_lines import authored_lines
from tending.adapters.help_lines import every_country
from tending.cli.evaluate import tables
from tending.core.care_scores import scores

PAGE = (ROOT / "docs" / "care.md").read_text("utf-8")
PLAIN = " ".join(PAGE.split())


def test_the_table_on_the_page_is_the_one_that_is_measured() -> None:
    table = PAGE.partition("<!-- table -->\n")[2].partition("\n<!-- end of table -->")[0]

    assert table == tables(scores(authored_lines()), markdown=True)


def test_it_says_what_it_is_not() -> None:
    assert "Not reviewed by a clinician." in PLAIN
    assert "Never a detector:" in PLAIN
    assert "English only." in PLAIN


def test_it_counts_the_countries_and_says_that_none_of_it_is_verified() -> None:
    lines = [line for table in every_country().values() for line in table["line"]]

    assert re.findall(r"(\d+) countries", PLAIN) == [str(len(every_country()))]
    assert ("none of it is verified" in PLAIN) is not any(line["verified"] for line in lines)
    assert sum("seen_in" in line for line in lines) == 6
    assert "Six lines name a page" in PLAIN
