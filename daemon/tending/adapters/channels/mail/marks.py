"""What our mails carry so that we know them again, and the caps on what we read. Imported by the reading child too."""

MARKERS = {"en": "-- reply above this line --", "de": "-- bitte über dieser Zeile antworten --"}
LONGEST_MARKER = max(map(len, MARKERS.values()))
LOOP_HEADER = "X-Check-In"
TAG = "t-"
CANARY = "canary."  # how the key of a message begins that goes to the address for answers, to see it come back

MOST_BYTES = 1 << 20
MOST_HEAD_BYTES = 64 << 10
MOST_HEADERS = 200
MOST_PARTS = 50
MOST_DEPTH = 10
MOST_TEXT = 64 << 10
