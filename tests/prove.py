"""Every promise of this release at full size, in one table: `python tests/prove.py [--only 3a]`. Some hours.

Ends with 1 when one of them fails. `make test` under CI=true is the suite itself, and is row 8b here.
"""

import sys

from bench.budgets import card_in_the_program, help_beside_jrnl, idle_alone, idle_with_mail
from proofs import (
    caring,
    channels,
    clocks,
    consent,
    fresh,
    mutants,
    pacing,
    practice,
    privacy,
    real,
    simulated,
    stores,
    suite,
    typing,
    years,
)
from proofs.table import Claim, main

CLAIMS = (
    Claim(number="1", what="make run from nothing, Ctrl-C, and on", show=fresh.first_minutes),
    Claim(number="2", what="real mail: asked, answered, heard", show=real.real_mail),
    Claim(number="2.1", what="fates and stories: no mark lost, nobody locked out", show=consent.fates_and_stories),
    Claim(number="2.1-mutants", what="faults put into the doors are noticed", show=mutants.doors),
    Claim(number="2.2", what="every persona keeps to the doors", show=consent.personas),
    Claim(number="2.4a", what="a month of everything: strangers get nothing but digits", show=channels.months),
    Claim(number="2.4b", what="STOP by real mail is for good", show=channels.stop_by_mail),
    Claim(number="2.4c", what="rows changed by hand send nothing", show=channels.by_hand),
    Claim(number="2.5a", what="the help card in the same reply, in time", show=card_in_the_program),
    Claim(number="2.5b", what="its words, on the half that was kept aside", show=caring.held_out),
    Claim(number="3a", what="exactly six after the last word", show=years.the_last_six),
    Claim(number="3b", what="the same seed, the same bytes", show=years.the_same_bytes),
    Claim(number="3c", what="two years of each persona under a second", show=years.two_years_in_a_second),
    Claim(number="4", what="random keepers keep every limit", show=years.a_thousand_keepers),
    Claim(number="4.1", what="units: install, mail, hang, kill, wrong settings", show=real.units),
    Claim(number="4.2", what="a year in everyday language, and progress by hand", show=practice.a_scripted_year),
    Claim(number="4.3", what="thirty broken decks, each error named", show=practice.thirty_broken_decks),
    Claim(number="4.4", what="replies as people type them", show=typing.as_a_person_would),
    Claim(number="4.5", what="the pacing beside cron jobs, in two minutes", show=pacing.beside_cron_jobs),
    Claim(number="4.7", what="one more entry after 20,000, in a millisecond", show=years.one_more_of_many),
    Claim(number="5", what="killed again and again: none twice, none lost", show=real.kills),
    Claim(number="s2", what="killed at every point, and lived on from there", show=simulated.killed_at_every_point),
    Claim(number="s2-seeds", what="months by their seed, everything going wrong", show=simulated.months_by_seed),
    Claim(number="s2-power", what="power that fails in any commit", show=simulated.power_that_fails),
    Claim(number="6", what="nine writers on one store for a minute", show=real.a_crowd),
    Claim(number="7a", what="no forged mail counts", show=real.forged_mails),
    Claim(number="7b", what="no mail harms the reader", show=real.bomb_mails),
    Claim(number="8a", what="the lines of make lint", show=suite.lint),
    Claim(number="8b", what="the suite, and what it covers", show=suite.coverage),
    Claim(number="9a", what="--help no slower than a like program's", show=help_beside_jrnl),
    Claim(number="9b", what="idle for a minute, terminal only", show=idle_alone),
    Claim(number="9c", what="idle for a minute, listening for mail", show=idle_with_mail),
    Claim(number="10", what="faults put into the rules are noticed", show=mutants.rules),
    Claim(number="2.6", what="a word in every field: none gets out", show=privacy.month_of_canaries),
    Claim(number="2.6-wipe", what="a wipe leaves no word of a busy month", show=privacy.wiped),
    Claim(number="2.7", what="a copied locked store shows nothing", show=privacy.locked_store),
    Claim(number="s3", what="ten years by every clock there is", show=clocks.every_zone),
    Claim(number="s7", what="a bit that falls over in an entry is reported", show=stores.flipped_bits),
    Claim(number="s8", what="an upgrade killed anywhere: old or new, and whole", show=stores.killed_upgrades),
    Claim(number="s9", what="backups while somebody writes, each restored", show=stores.backups_under_load),
)

if __name__ == "__main__":
    sys.exit(main(CLAIMS, sys.argv[1:], "Every promise of this release, at full size."))
