"""The parts of the reply grammar. `tending.core.replies` is the way in."""
