"""The same reading led by atheris, which keeps what leads somewhere new: `fuzzing_guided.py KIND RUNS FOLDER`.

Needs the extra `soak`. Ends with another code than 0 at the first thing that must not happen, and says what led there.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tending", "email"]):
    import fuzzing
    import tending.adapters.channels.mail.body
    import tending.adapters.channels.mail.html  # noqa: F401 - the child loads both when they are needed

READ = {
    "mails": lambda raw: fuzzing.read_mail(raw, genuine=True),
    "replies": lambda raw: fuzzing.read_reply(raw[1:], *fuzzing.form_and_language(raw[:1])),
}
SEEDS = {
    "mails": lambda: (*fuzzing.genuine_mails(), *fuzzing.hopeless_mails()),
    "replies": lambda: tuple(bytes([at % 256]) + raw for at, raw in enumerate(fuzzing.typed())),
}


def main(kind: str, runs: int, folder: Path) -> None:
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    for number, raw in enumerate(SEEDS[kind]()):
        (corpus / f"seed-{number}").write_bytes(raw)
    limits = ("-max_len=8192", f"-timeout={fuzzing.LONGEST:.0f}", "-print_final_stats=1", "-seed=1")
    atheris.Setup([sys.argv[0], f"-runs={runs}", *limits, f"-artifact_prefix={folder}/", str(corpus)], READ[kind])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
