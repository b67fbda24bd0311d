"""What is printed beside the figures, in English."""

SIGNS_HEADING = "The other signs:"
LEXICON_NOTES = (
    "Intervals: Wilson, 95 %. Recall: the share of lines that call for a sign and got it. Precision: of these lines and"
    " all that call for none, the share of signs given that was right. The words were worked out on dev alone. One hand"
    " wrote the lines and the words, in English: on what people really write it does worse. Never a detector."
)
