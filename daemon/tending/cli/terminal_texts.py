"""What the window says of the program rather than to the keeper: in English only."""

ALREADY = "Another tending is running already and goes on; this one ends. Nothing is lost."
NOT_SET_UP = "Not set up yet, and no terminal to ask in: run tending init"
CLOCK = "The clock is TENDING_CLOCK's: $now UTC, $speed. $channels"
STANDING = "standing still"
FAST = "$times times as fast"
CHANNELS_OFF = "No channel sends anything (TENDING_CLOCK_SENDS=yes would)."
CHANNELS_ON = "Channels send, as TENDING_CLOCK_SENDS=yes says."
DEMO_BEGIN = """
A month in a minute: a made-up keeper, in a store that is thrown away.
Nothing here is yours, nothing is sent, nothing is kept.$typing
"""
DEMO_TYPING = " Type an answer of your\nown whenever a question waits, or press Enter; or just watch."
DEMO_LAPSED = "(no answer; it closed by itself, and nobody minds)"
DEMO_END = """
That was the demo: $asked questions in $days days, $answered answered.
It was a made-up keeper: the store is gone and nothing was kept.
For yourself:  tending run
"""
