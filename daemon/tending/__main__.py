"""`python -m tending`."""

from tending.cli import main

main()
