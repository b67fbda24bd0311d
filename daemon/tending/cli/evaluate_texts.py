"""What is printed beside the figures, in English."""

SIGNS_HEADING = "The other signs:"
TONE_NOTES = (
    "Intervals: Wilson, 95 %. Recall: the share of drafts with a fault that got its advice. Precision: of the drafts"
    " that got the advice, the share that has the fault. The rules were worked out on dev alone. On drafts by somebody"
    " who had not seen them the first rules did far worse (docs/tone.md); on what people really write it is unmeasured."
    " English only."
)
LEXICON_NOTES = (
    "Intervals: Wilson, 95 %. Recall: the share of lines that call for a sign and got it. Precision: of these lines and"
    " all that call for none, the share of signs given that was right. The words were worked out on dev alone. One hand"
    " wrote the lines and the words, in English: on what people really write it does worse. Never a detector."
)
