"""What the table of the pacing says, in English. `$names` are filled with figures."""

from collections.abc import Mapping

ARMS: Mapping[str, str] = {
    "families": "a cron job a family, 09:00",
    "fixed": "Mon, Wed, Fri, 09:00",
    "three": "Mon, Wed, Fri, own hour",
    "tending": "tending",
}
CURVE: Mapping[str, str] = {
    "one": "Mon",
    "two": "Mon, Thu",
    "three": "Mon, Wed, Fri",
    "five": "Mon to Fri",
    "seven": "every day",
}
OURS: Mapping[str, str] = {
    "budget-2": "tending, at most 2",
    "first": "tending, at most 4",
    "budget-7": "tending, at most 7",
}
SWEEPS: Mapping[str, str] = {
    "anchor": "p is .70",
    "alike": "keepers are more alike: a varies by .4",
    "unlike": "keepers are less alike: a varies by 1.2",
    "no-burden": "burden does not matter: b = 0",
    "burden-twice": "burden matters twice as much: b = .4",
    "no-weeks": "nobody tires: d = 0",
    "weeks-twice": "they tire twice as fast: d = .08",
    "busy-twice": "30 % of days are busy",
    "no-weekend": "weekends are like other days: w = 0",
    "unasked": "in one of ten weeks they write unasked",
    "unasked-often": "in one of four weeks they write unasked",
    "untold": "tending is not told their hour",
    "untold-twice": "not told, and a wrong window costs 2.6",
}
REGIME = "$name regime, p = $anchor, $keepers keepers"
FIGURES = ("sent", "answered", "ignored")
RATIO = "tending : own hour"
CURVE_HEAD = "first regime, at their own hour"
SWEEPS_HEAD = "first regime, but ($keepers keepers)"
SWEEPS_COLUMNS = ("answered", "ignored", "silent")
SWEEPS_NOTE = "answered and ignored: tending : Mon, Wed, Fri at their own hour, as in the last row of each regime."
WEEKLY = (
    "Of one keeper in one week: means over keepers, 95 % intervals from the normal distribution; of ratios, by"
    " linearization."
)
TRADE = "It is a trade: fewer prompts that nobody answers, for fewer answers."
BESIDE = (
    "Beside Monday, Wednesday and Friday at the keeper's own hour, tending is ignored $ignored times as often and"
    " answered $answered times as often in the first regime; $ignored_second and $answered_second times in the second."
)
NOT_BEATEN = "It does not beat a modest schedule at the keeper's own hour on answers."
GATE_HOLDS = "The gate, at most .90 of what is ignored at .90 of the answers or more in the first regime, holds."
GATE_FAILS = (
    "The gate, at most .90 of what is ignored at .90 of the answers or more in the first regime, does not hold: $short."
)
SHORT_OF_ANSWERS = "answers are short of it by $by"
OVER_IGNORED = "what is ignored is over it by $by"
SILENT = (
    "By the end $silent % of the keepers of the first regime have let six pass and hear nothing more until they write;"
    " a cron job never stops."
)
AS_MANY = (
    "For as many answers, a thinner schedule at their own hour would be ignored $theirs times a week, tending is $ours."
)
LIMITS = (
    "Limits on $keepers half years of the real planner (budget, one a day, 20 hours between two, quiet hours, six after"
    " the last word): $broken broken."
)
ASSUMED = (
    "Assumed, measured on nobody, not validated:",
    (
        "- Somebody answers a prompt with logit p = a - $wrong [wrong window] - b burden - d week - $on_busy"
        " [busy] - w [weekend]. Burden: the prompts of the seven days before, less 3. Answered means before it"
        " ended."
    ),
    (
        "- p is $first (first regime) or $second (second) in the first week, in their own window, at three"
        " prompts a week, on a day neither busy nor at a weekend."
    ),
    (
        "- Between keepers a varies by $spread; b is $burden, d $week, w $weekend on average, each varying by"
        " half of it. $busy % of days are busy. b, d and the spread were set by what the three cron schedules"
        " gave in an earlier sketch (1.48, .91 and 1.26 answered), and not by what tending gave."
    ),
    (
        "- The hours of $mornings % begin at 09:00, those of the others at 18:00, and last two. tending and the"
        " own-hour schedules are told which; 09:00 is right for the first and wrong for the others."
    ),
    (
        "- Each schedule asks the same keepers for 26 weeks, and goes on whatever they do. The job a family asks"
        " at each family's own gap, consent and meet left out, which go by events. Of several prompts at one"
        " minute each is answered or not by itself."
    ),
    (
        "- A check-in of up to three questions counts once; what goes on within it is answered. Answers are"
        " constructive: what they mean to send goes out, is answered kindly, and they say so three days later."
        " Else they write nothing unasked."
    ),
    "- A third each former partner, friend and family, parted 60 days ago.",
)
