"""What the first meeting says, in English."""

GREETING = """
tending: a quiet companion for a relationship that broke.
Now and then it asks you one small question. Answers stay on this
computer. It writes to nobody but you, and it is not a therapist.
At any time: skip, why, help, stop.

One question to begin. No answer is wrong.
"""
BACK = "\nWelcome back. We go on where you stopped.\n"
NO_HURRY = "No hurry. A number, a few words of your own, or skip."
EIGHT = "Eight short things now, so that I ask the right ones. Enter skips a few.\n"
EIGHT_LEFT = "The short things that are left. Enter skips a few.\n"
START = " A fair place to start."
ONE_MORE = "\nAnd one more of the first kind, as you have just begun. Enter skips it.\n"
PUT_OFF = "\nThe next question can wait. Nothing more is asked today."
NEEDED = "This one is needed, so that nothing is asked that should not be. Ctrl-C ends here; all of it is kept."
HOURS = "$windows, up to $budget a week."
SKIPPED = "Left out for now."

ROOM = {
    "wait": "Noted, and kept to: nothing about contacting them is asked.",
    "stop": "Noted. That is an answer, and nothing here works around it. The questions are about you.",
    "order": "Noted. Nothing about contacting them is asked. Even a reply to them may break an order: ask a lawyer"
    " or the court first.",
}
SAFETY = "Nothing is asked about contacting them, meeting, or apologies.\n"
EXPECT = "\nThank you. What to expect:"
NOTHING_EXPECTED = "\nThank you. Nothing is planned in the next two weeks; say next when you want a question."
FIND = "\nWhere shall it find you?"
FIND_CHOICES = "  1  this window   2  e-mail   3  another service, by its Apprise URL"
ALL_SET = "\nAll set. $quiet"
QUIET = "It is quiet until $when."
GOING_ON = "To keep it going in the background:    tending service install"
BACKGROUND = "A bad night, and the urge to write?   tending hold     (nothing is sent)"
LEAVE = "\nCtrl-C ends this window. Nothing is lost.\n"
STOPPED = "\nStopped. What you said is kept, and tending run goes on from here. $bye"
SET_UP = "It is set up already. Nothing was changed."
PAUSED_MEETING = "\nThe rest of setting up waits: tending run goes on where you stopped."

TIMES = "Times are in $zone."
UTC_TIMES = "Times are in UTC, as this computer's clock is set."

MAIL_ADDRESS = "Your address"
MAIL_KEY = "App password for $host (kept in a file only you can read)"
MAIL_HOST = "Your provider's server for sending mail (SMTP)"
MAIL_IMAP = "Its server for reading mail (IMAP)"
PUSH_URL = "Its Apprise URL (kept in a file only you can read)"
CODE = "Six digits are on their way. Type them here"
CONFIRMED_MAIL = "Confirmed. To answer a mail, just reply to it."
CONFIRMED = "Confirmed. Answer here, or with tending reply."
THIS_WINDOW = "This window, then. It asks whenever you start tending run."
WHICH = "1, 2 or 3. Or Enter for this window."
LATER_CHANNEL = "Left for later. Any time: tending channel add"
AGAIN_CHANNEL = "Once more, or Enter to leave it for later."
GOOD_NIGHT = "Good night."
GOOD_DAY = "Take care."
