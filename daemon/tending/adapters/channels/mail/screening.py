"""Which mails count: a valid token and an allowed sender, and DMARC where it is asked for. Everything else does not."""

from collections.abc import Callable
from dataclasses import dataclass

from tending.adapters.channels.mail.head import Head
from tending.adapters.channels.mail.settings import EmailSettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """`check_in` is set when the mail counts, else `reason` says in two words why not."""

    check_in: int | None = None
    reason: str = ""


def judge(head: Head | None, settings: EmailSettings, read_token: Callable[[str], int | None]) -> Verdict:
    if head is None:
        return Verdict(reason="unreadable head")
    if head.ignore:
        return Verdict(reason=head.ignore)
    if not head.tokens:
        return Verdict(reason="no token")
    check_in = next((one for one in map(read_token, head.tokens) if one is not None), None)
    if check_in is None:
        return Verdict(reason="wrong token")
    if head.sender not in settings.senders:
        return Verdict(reason="wrong sender")
    if settings.authserv_id and head.dmarc != "pass":
        return Verdict(reason="not authenticated")
    return Verdict(check_in=check_in)
