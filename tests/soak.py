"""A long run: `python tests/soak.py [MINUTES] [--only s1]`, an hour if left out, and a million of what is fuzzed.

Ends with 1 when something grew or broke.
"""

import sys
from functools import partial

from proofs.fuzzed import fuzzed, guided
from proofs.soaking import soak
from proofs.table import Claim, main

FUZZED = (
    Claim(number="f1", what="a million mails, changed at random", show=partial(fuzzed, "mails")),
    Claim(number="f2", what="a million replies, changed at random", show=partial(fuzzed, "replies")),
    Claim(number="f3", what="a million guessed tokens", show=partial(fuzzed, "tokens")),
    Claim(number="f4", what="a million mails, led by what they reach", show=partial(guided, "mails")),
    Claim(number="f5", what="a million replies, led by what they reach", show=partial(guided, "replies")),
)

if __name__ == "__main__":
    own = [one for one in sys.argv[1:2] if not one.startswith("-")]
    minutes = float(own[0]) if own else 60.0
    long = Claim(
        number="s1",
        what=f"{minutes:g} minutes on a fast clock",
        show=lambda folder: soak(folder, minutes=minutes),
    )
    about = "A long run of the daemon, answered now and then, and of what reads strangers' words."
    sys.exit(main([long, *FUZZED], sys.argv[1 + len(own) :], about))
