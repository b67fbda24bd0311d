"""docs/tone.md says what is measured, and what is not."""

from docs.pages import ROOT
from tending.adapters.drafts import authored_drafts
from tending.cli.evaluate import tone_table
from tending.core.tone_scores import scores

PAGE = (ROOT / "docs" / "tone.md").read_text("utf-8")


def test_the_table_on_the_page_is_the_one_that_is_measured() -> None:
    table = PAGE.partition("<!-- table -->\n")[2].partition("\n<!-- end of table -->")[0]

    assert table == tone_table(scores(authored_drafts()), markdown=True)


def test_it_says_what_it_is_not() -> None:
    plain = " ".join(PAGE.split())

    assert "On what people really write it is unmeasured." in plain
    assert "English only." in plain
    assert "Not validated, and not reviewed by a clinician." in plain
