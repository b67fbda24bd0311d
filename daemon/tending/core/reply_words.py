"""Reply words by language: data only. A new language is one more entry, a ReplyWords of its own.

English is always read beside the keeper's language; where one word means two things, the keeper's language wins.
"""

from collections.abc import Mapping

from tending.core.reading.language import ReplyWords
from tending.core.reply_words_de import GERMAN
from tending.core.reply_words_en import ENGLISH

LANGUAGES: Mapping[str, ReplyWords] = {"en": ENGLISH, "de": GERMAN}
