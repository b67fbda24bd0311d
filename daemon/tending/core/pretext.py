"""Whether a purpose says one thing and hopes for another. English only, and unmeasured: it asks to look again."""

import re

COVER = re.compile(
    r"\b(closure|(?:return|give|bring|pick|get)\w*\b.{0,30}\b(?:things|stuff|key|keys|back to (?:her|him|them))"
    r"|paperwork|pretend|excuse|say it is about|say it's about|tell (?:her|him|them) it)\b",
    re.IGNORECASE,
)
HOPE = re.compile(
    r"\b(back together|(?:her|him|them) back|another chance|second chance|try again|reunion|reunite|start over"
    r"|change (?:her|his|their) mind|win (?:her|him|them)|kiss)\b",
    re.IGNORECASE,
)


def is_pretext(text: str) -> bool:
    """One thing is named for the other to hear, and a return is hoped for."""
    return COVER.search(text) is not None and HOPE.search(text) is not None
