"""The budgets, measured now: `python tests/measure.py [--only b1]`. Ends with 1 when one of them is broken."""

import sys

from bench.budgets import BUDGETS
from proofs.table import main

if __name__ == "__main__":
    sys.exit(main(BUDGETS, sys.argv[1:], "The budgets, measured beside other programs in the same minutes."))
