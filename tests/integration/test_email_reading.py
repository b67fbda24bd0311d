"""Mails as people's programs write them, and as nobody's should: what the reading child makes of each."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forged import ADDRESS, AUTHSERV, SECRET, bombs, forged, genuine, odd_but_readable, token
from fuzzing import mutated
from tending.adapters.channels.mail import body, child
from tending.adapters.channels.mail.head import Ours
from tending.adapters.channels.mail.head import read as read_head
from tending.adapters.channels.mail.reader import Reader
from tending.adapters.channels.mail.screening import Verdict, judge
from tending.adapters.channels.mail.settings import EmailSettings
from tending.core import tokens

NOW = datetime(2026, 3, 3, 18, 12, tzinfo=UTC)
MAILS = Path(__file__).parent / "mails"
OURS = Ours(replies=ADDRESS, domain="example.org", authserv_id=AUTHSERV)
TO = f"me+t-{token(NOW)}@example.org"
EXPECTED = {
    "gmail": "3",
    "gmail-html-only": "4\nwe talked on the porch",
    "gmail-to-oneself": "2",
    "gmail-below": "5 - a good talk",
    "gmail-german": "3 - schön war es",
    "outlook-plain": "4, we cooked together",
    "outlook-desktop": "2 – I was tired",  # noqa: RUF001 - Word writes it so
    "outlook-mobile": "4",
    "outlook-web-html-only": "4, slowly",
    "apple-mail": "3. We sat by the river and I listened for most of the hour, which felt new.",
    "apple-iphone": "partly — only twice",
    "apple-html-only": "partly — only twice",
    "thunderbird": "not now",
    "without-marker": "yes\nand it was fine",
    "photo-attached": "no",
}


def settings_for(*, authserv_id: str = "") -> EmailSettings:
    return EmailSettings(address=ADDRESS, smtp_host="localhost", imap_host="localhost", authserv_id=authserv_id)


def verdict(raw: bytes, *, authserv_id: str = "") -> Verdict:
    ours = Ours(replies=ADDRESS, domain="example.org", authserv_id=authserv_id)
    head = read_head(raw, ours)
    return judge(head, settings_for(authserv_id=authserv_id), lambda one: tokens.read(SECRET, one, "mail", NOW))


def mail(name: str) -> bytes:
    return (MAILS / f"{name}.eml").read_bytes().replace(b"{token}", token(NOW).encode())


def read(text: str, content_type: str = "text/plain; charset=utf-8") -> str:
    return body.read(f"From: {ADDRESS}\r\nContent-Type: {content_type}\r\n\r\n{text}".encode())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_answer_is_found_as_this_program_writes_it(name: str) -> None:
    answer = Reader(OURS).text(mail(name))

    assert answer.text == EXPECTED[name]
    assert answer.trouble == ""


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_answer_is_the_same_without_a_process_around_it(name: str) -> None:
    assert body.read(mail(name)) == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(bombs(TO)))
def test_a_bomb_has_its_trouble_named(name: str) -> None:
    raw = bombs(TO)[name]
    if not read_head(raw, OURS).trouble:
        with pytest.raises(body.UnreadableError):
            body.read(raw[: 1 << 20])


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_token_and_the_sender_are_found_as_this_program_writes_them(name: str) -> None:
    assert verdict(mail(name)) == Verdict(check_in=41)


def test_every_mail_kept_for_the_tests_is_read_by_them() -> None:
    assert {path.stem for path in MAILS.glob("*.eml")} == set(EXPECTED)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("yes\n\nSent from my iPhone", "yes"),
        ("Sent from my desk, after the talk: yes", "Sent from my desk, after the talk: yes"),
        ("yes\n-- \nMe Example\nHarbour Lane 4", "yes"),
        ("On Tuesday I wrote:\n\nthree lines", "On Tuesday I wrote:\n\nthree lines"),
        ("date: friday\nto: ask again", "date: friday\nto: ask again"),
        (
            "yes\n\nOn Tue, 3 Mar 2026 at 18:12, Check-in\n<me@example.org> wrote:\n\n> -- reply above this\n> line --",
            "yes",
        ),
        ("> -- reply above this line --\n> Good evening.\n> How?\nbetween\n> More?\nbelow", "between\nbelow"),
        ("ja\n\n3. März 2026 18:12, Check-in <me@example.org>:\n> — reply above this line —\n> x", "ja"),
        ("yes\x00\x07\u202e", "yes"),
    ],
)
def test_only_what_was_typed_is_the_answer(typed: str, understood: str) -> None:
    assert read(typed.replace("\n", "\r\n")) == understood


def test_html_is_read_as_text_without_what_it_hides() -> None:
    page = "<style>p{}</style><script>alert(1)</script><p>3 &amp; <b>fine</b></p><img src='http://127.0.0.1:1/x'>"

    assert read(page, "text/html") == "3 & fine"


def test_none_of_five_hundred_forged_mails_counts() -> None:
    mails = forged(NOW, 500)

    accepted = [one.name for one in mails if verdict(one.raw, authserv_id=AUTHSERV).check_in is not None]

    assert len(mails) == 500
    assert accepted == []


def test_without_our_own_mail_server_named_only_the_spoofed_ones_are_out_of_our_hands() -> None:
    mails = forged(NOW, 500)

    accepted = [one for one in mails if verdict(one.raw).check_in is not None]

    assert [one.name for one in accepted if not one.dmarc_only] == []
    assert len(accepted) == len([one for one in mails if one.dmarc_only])


def test_a_genuine_mail_counts_with_and_without_our_own_mail_server_named() -> None:
    raw = genuine(NOW)
    results = (
        f"Authentication-Results: {AUTHSERV} 1; spf=pass; dmarc=pass (p=none) header.from=example.org\r\n".encode()
    )

    assert verdict(raw) == Verdict(check_in=41)
    assert verdict(results + raw, authserv_id=AUTHSERV) == Verdict(check_in=41)
    assert verdict(raw, authserv_id=AUTHSERV) == Verdict(reason="not authenticated", stops=41)


def test_every_reason_is_told_apart() -> None:
    reasons = {verdict(one.raw, authserv_id=AUTHSERV).reason for one in forged(NOW, 500)}

    assert reasons == {
        "our own",
        "automatic",
        "list",
        "bounce",
        "no token",
        "wrong token",
        "wrong sender",
        "not authenticated",
    }


def test_an_answer_sent_by_hand_may_say_so() -> None:
    assert verdict(b"Auto-Submitted: no\r\nX-Auto-Response-Suppress: All\r\n" + genuine(NOW)).check_in == 41


def test_a_hundred_heads_are_read_by_one_process() -> None:
    raw = [genuine(NOW, check_in=number, number=number) for number in range(1, 101)]

    heads = Reader(OURS).heads(raw)

    assert [head and head.message_id for head in heads] == [
        f"<genuine-{number}@example.org>" for number in range(1, 101)
    ]


@pytest.mark.parametrize("name", sorted(bombs(TO)))
def test_a_bomb_is_done_with_in_two_seconds_and_goes_into_quarantine(name: str) -> None:
    raw = bombs(TO)[name]
    reader = Reader(OURS)
    started = time.monotonic()

    head = reader.heads([raw])[0]
    text = reader.text(raw)

    assert time.monotonic() - started < 2
    assert head is not None
    assert judge(head, settings_for(), lambda one: tokens.read(SECRET, one, "mail", NOW)) == Verdict(check_in=41)
    assert head.trouble or text.trouble


@pytest.mark.parametrize("name", sorted(odd_but_readable(TO)))
def test_what_only_looks_dangerous_is_read_all_the_same(name: str) -> None:
    started = time.monotonic()

    text = Reader(OURS).text(odd_but_readable(TO)[name])

    assert time.monotonic() - started < 2
    assert text.trouble == ""
    assert text.text.split("\n")[0] == "3"


def peak_of_reading(raw: bytes) -> int:
    """The most memory one child held, in KiB, as the kernel counted it."""
    source = "from tending.adapters.channels.mail import child; child.main()"
    code = f"{source}; print(open('/proc/self/status').read())"
    given = msgspec.json.encode(child.Order(ours=OURS)) + b"\n" + raw[: 1 << 20]
    done = subprocess.run([sys.executable, "-I", "-c", code], input=given, capture_output=True, check=True, timeout=10)
    return int(done.stdout.partition(b"VmHWM:")[2].split()[0])


@pytest.mark.parametrize("name", ["nested multiparts", "tiny parts", "endless text", "one long header"])
def test_reading_stays_within_sixty_four_mebibytes(name: str) -> None:
    assert peak_of_reading(bombs(TO)[name]) < 64 * 1024


def limited(source: str) -> subprocess.CompletedProcess[str]:
    code = f"from tending.adapters.channels.mail import child; child._limit(); {source}"
    return subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False, timeout=10)


def test_the_child_ends_itself_when_it_works_too_long() -> None:
    started = time.monotonic()

    done = limited("\nwhile True: pass")

    assert done.returncode < 0
    assert time.monotonic() - started < 6


def test_the_child_may_neither_take_all_memory_nor_write_a_file(tmp_path: Path) -> None:
    assert "MemoryError" in limited("x = bytearray(400 << 20)").stderr
    assert "File too large" in limited(f"open({str(tmp_path / 'x')!r}, 'w').write('x' * 9999)").stderr


def test_the_child_is_told_nothing_of_our_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENDING_SECRET", "swordfish")
    source = "import json, os, sys; print(json.dumps({'text': f'{dict(os.environ)} {sys.argv}'}))"

    told = Reader(OURS, (sys.executable, "-I", "-c", source)).text(genuine(NOW)).text

    assert "PATH" not in told
    assert "SECRET" not in told


def test_a_child_that_fails_is_a_trouble_and_no_error() -> None:
    reader = Reader(OURS, (sys.executable, "-I", "-c", "raise SystemExit(3)"))

    assert reader.text(genuine(NOW)).trouble == "it takes too much to read"
    assert reader.heads([genuine(NOW), genuine(NOW)]) == [None, None]
    assert judge(None, settings_for(), lambda _: 41) == Verdict(reason="unreadable head")


def mutations(count: int, seed: int = 11) -> Iterator[bytes]:
    chance = random.Random(seed)  # noqa: S311 - the same mails in every run
    originals = [mail(name) for name in sorted(EXPECTED)]
    for _ in range(count):
        yield mutated(chance.choice(originals), chance)


def check_mutations(count: int) -> None:
    """Every one is either read or has a trouble that names why; the daemon's side never raises."""
    reader = Reader(OURS)
    for raw in mutations(count):
        heads = reader.heads([raw])
        text = reader.text(raw)

        assert heads[0] is not None
        assert bool(text.text) != bool(text.trouble)


def test_mails_damaged_on_their_way_are_read_or_named_as_unreadable() -> None:
    check_mutations(60)


@given(raw=st.binary(max_size=2_000))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_no_head_makes_the_head_reader_raise(raw: bytes) -> None:
    assert len(read_head(b"From: " + raw, OURS).tokens) <= 20
