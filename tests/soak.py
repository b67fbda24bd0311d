"""A long run: `python tests/soak.py [MINUTES]`, an hour if left out. Ends with 1 when something grew or broke."""

import sys

from proofs.soaking import soak
from proofs.table import Claim, main

if __name__ == "__main__":
    minutes = float(sys.argv[1]) if sys.argv[1:] else 60.0
    claim = Claim(
        number="s1",
        what=f"{minutes:g} minutes on a fast clock",
        show=lambda folder: soak(folder, minutes=minutes),
    )
    sys.exit(main([claim], [], "A long run of the daemon, answered now and then."))
