"""A Japanese blog of any size, made of words that were never in a text: like real posts in length and variety."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

from blogengine.search import Entry

KANJI = "".join(map(chr, range(0x4E00, 0x4E00 + 20 * 1000, 20)))
HIRAGANA = "".join(map(chr, range(0x3042, 0x3090)))
KATAKANA = "".join(map(chr, range(0x30A2, 0x30F0))) + "ーンー"
LATIN = "etaoinshrdlcumwfgypbvkjxqz"
ENDINGS = ("です。", "ます。", "でした。", "しました。", "と思います。", "ください。", "になります。", "であった。")
PARTICLES = ("は", "が", "を", "に", "の", "で", "と", "も", "から", "まで", "より", "について", "として", "という")
SPOKEN = 400
"""Words in hiragana; beside them twenty times as many in kanji, eight times in katakana, ten times in Latin letters."""


class Blog:
    """A vocabulary of Zipf's kind and the posts that are written in it; equal seeds, equal posts."""

    def __init__(self, seed: int = 6) -> None:
        self._random = random.Random(seed)
        words = [
            *self._words(SPOKEN * 20, KANJI, (1, 2, 2, 2, 3, 4)),
            *self._words(SPOKEN, HIRAGANA, (2, 3, 3, 4)),
            *self._words(SPOKEN * 8, KATAKANA, (3, 4, 5, 6)),
            *self._words(SPOKEN * 10, LATIN, (3, 4, 5, 6, 8)),
        ]
        self._random.shuffle(words)
        self.words = words
        self._weights = list(accumulate(1 / rank for rank in range(8, len(words) + 8)))

    def posts(self, count: int) -> Iterator[Entry]:
        """Posts of 1,500 to 5,000 characters, 3,000 on average."""
        for number in range(count):
            length = int(self._random.triangular(1_500, 5_000, 2_500))
            yield Entry(
                title="".join(self._some(4)),
                url=f"/post/{number}/",
                tags=tuple(self._some(2)),
                date="2025-01-01",
                text=self._text(length),
            )

    def _text(self, length: int) -> str:
        parts: list[str] = []
        size = 0
        while size < length:
            sentence = self._sentence()
            parts.append(sentence)
            size += len(sentence)
        return "".join(parts)

    def _sentence(self) -> str:
        words = self._some(self._random.randint(3, 9))
        return "".join(word + self._random.choice(PARTICLES) for word in words) + self._random.choice(ENDINGS)

    def _some(self, count: int) -> list[str]:
        return self._random.choices(self.words, cum_weights=self._weights, k=count)

    def _words(self, count: int, letters: Sequence[str], lengths: Sequence[int]) -> list[str]:
        weights = list(accumulate(1 / rank for rank in range(5, len(letters) + 5)))
        choose = self._random.choices
        return ["".join(choose(letters, cum_weights=weights, k=self._random.choice(lengths))) for _ in range(count)]
