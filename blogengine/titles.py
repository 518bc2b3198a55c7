"""Titles that Hugo makes up: title case, and plurals of section names."""

from __future__ import annotations

import re

SMALL = frozenset("a an and as at but by en for if in nor of on or per the to v v. via vs vs.".split())
"""Lower-cased inside of a title by the Associated Press."""
PREPOSITIONS = frozenset(
    "with from into during including until against among throughout despite towards upon concerning about over "
    "through before between after since without under within along following across beyond around down near above"
    .split()
)  # fmt: skip
"""Lower-cased inside of a title by the Chicago Manual of Style, too."""
WORD = re.compile(r"[^\W_][^ \t\n\f\r/-]*")
"""A word goes on over other spaces, as in Go: "foo　bar" is one."""
GO_WORD = re.compile(r"(?<![^\W_])(?<![_’‘“”–—…])[^\W\d_]")
"""A letter after a separator, which for Go no letter, digit, "_" or sign beyond ASCII is."""
AS_ASCII = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})

IRREGULAR = {
    **dict.fromkeys(
        "aircraft alumni beef bison cacti children cocci corpora deer equipment feet fish formulae geese genera "
        "graffiti hedra information jeans men mice money moose news people phenomena police radii rice salmon series "
        "sheep shrimp species swine teeth trout tuna vitae you".split()
    ),
    "agenda": "agendas", "alumna": "alumnae", "alumnus": "alumni", "antum": "anta", "apex": "apices",
    "appendix": "appendices", "bacillus": "bacilli", "basis": "bases", "buffalo": "buffaloes", "bureau": "bureaus",
    "cactus": "cacti", "child": "children", "codex": "codices", "corpus": "corpora", "crisis": "crises",
    "criterion": "criteria", "curriculum": "curriculums", "dwarf": "dwarfs", "ellipsis": "ellipses", "entum": "enta",
    "ernum": "erna", "focus": "foci", "foot": "feet", "formula": "formulas", "genesis": "geneses", "genus": "genera",
    "gnosis": "gnoses", "goose": "geese", "hedron": "hedra", "helix": "helices", "human": "humans", "index": "indices",
    "kinesis": "kineses", "larva": "larvae", "latex": "latices", "lexicon": "lexica", "locus": "loci", "man": "men",
    "mesis": "meses", "minutia": "minutiae", "mouse": "mice", "nucleus": "nuclei", "oasis": "oases",
    "octopus": "octupuses", "opsis": "opses", "person": "people", "phenomenon": "phenomena", "potato": "potatoes",
    "quota": "quotas", "radius": "radii", "radix": "radices", "resis": "reses", "stadium": "stadiums",
    "syllabus": "syllabi", "testis": "testes", "thesis": "theses", "thief": "thieves", "tomato": "tomatoes",
    "tooth": "teeth", "topaz": "topazes", "vertebra": "vertebrae", "vertex": "vertices", "vita": "vitae",
    "vortex": "vortices", "woman": "women",
}  # fmt: skip
"""Ending -> its plural (None: the same), for words in any case."""
IRREGULAR_WORDS = {
    "alias": "aliases", "axis": "axes", "dice": None, "die": "dice", "lice": None, "louse": "lice", "octopi": None,
    "ox": "oxen", "oxen": None,
}  # fmt: skip
"""The same, for whole words."""
REGULAR = {
    **dict.fromkeys(
        "da ea ia oa ata bra cra cta ela eta gna ila ima ita lla ola ota ova tra ula uta yla anta eaux enta erna foci "
        "loci sera taxa tera uvae".split()
    ),
    **{ending: ending + "s" for ending in "ay ey io lo oo oy to uy ano seum".split()},
    **{ending: ending + "es" for ending in "o x ch sh ss tz us zz".split()},
    **{ending: ending[:-2] + "a" for ending in "dum eum ium oum atum brum crum ctum elum etum gnum ilum imum itum "
       "llum olum otum ovum trum ulum utum ylum".split()},
    "bula": "bulae", "dula": "bulae", "eaf": "eaves", "eau": "eaux", "ez": "ezzes", "fe": "ves", "iz": "izzes",
    "lf": "lves", "lula": "bulae", "nula": "bulae", "oaf": "oaves", "quy": "quies", "rf": "rves", "trix": "trices",
    "uva": "uvae", "vula": "bulae", "y": "ies", "ysis": "yses",
}  # fmt: skip
"""Ending in lower case -> its plural (None: the same). The longest that fits counts."""
LAST_WORD = re.compile(r"[^\w]|_|(?<=[^\W_])(?=[A-Z][a-z])")
LONGEST_ENDING = max(map(len, (*IRREGULAR, *REGULAR)))


def title_case(text: str, style: str = "ap") -> str:
    """A text in title case, by Hugo's `titleCaseStyle`: "ap" (default), "chicago", "go", "firstupper" or "none".

    Each word's first letter is upper-cased, the others stay; small words are lower-cased but at the ends and after ":".
    """
    match style.lower():
        case "none":
            return text
        case "firstupper":
            return _capitalised(text)
        case "go":
            return GO_WORD.sub(lambda match: _capitalised(match[0]), text)
        case "chicago":
            return _with_small_words(text, SMALL | PREPOSITIONS)
        case _:
            return _with_small_words(text, SMALL)


def section_title(folder: str, *, capitalize: bool, pluralize: bool, style: str = "ap") -> str:
    """The title of a section without one: its folder's name, title-cased, then made plural."""
    title = title_case(folder, style) if capitalize else folder
    return plural(title) if pluralize else title


def plural(word: str) -> str:
    """The English plural of a name, by how its last word ends; one that is plural already stays.

    As Hugo's inflector has it, its oddities ("octupuses", "Todoes") included, since they are on published pages.
    """
    if (irregular := _irregular(word)) is not None:
        return irregular
    for length in range(min(LONGEST_ENDING, len(word)), 0, -1):
        if (ending := word[-length:]) in REGULAR:
            return word[:-length] + (REGULAR[ending] or ending)
    if word.endswith("S") and len(word) > 1:
        return word + "es"
    return word if not word or word[-1] in "sS" else word + "s"


def _with_small_words(text: str, small: frozenset[str]) -> str:
    signs = text.translate(AS_ASCII)

    def sign(index: int) -> str:
        return signs[index] if 0 <= index < len(signs) else signs[0]

    def cased(match: re.Match[str]) -> str:
        word, start, end = match[0].lower(), match.start(), match.end()
        before, after = sign(start - 1), sign(end)
        inside = start > 0 and end < len(text) and before in " -/" and sign(start - 2) not in ":-"
        return word if inside and word in small and (after != "-" or before == "-") else _capitalised(match[0])

    return WORD.sub(cased, text)


def _capitalised(word: str) -> str:
    """The word with its first letter in title case, if that is one letter ("ß" stays)."""
    first = word[:1].title()
    return first + word[1:] if len(first) == 1 else word


def _irregular(word: str) -> str | None:
    """The plural of a name that ends irregularly; None for any other. In capitals, only whole words do."""
    lower = word.lower()
    last = LAST_WORD.split(word)[-1].lower()
    if last in IRREGULAR_WORDS:
        return _replaced(word, len(last), IRREGULAR_WORDS[last])
    for length in range(min(LONGEST_ENDING, len(lower)), 2, -1):
        if lower[-length:] in IRREGULAR and (length == len(last) or not word[-length:].isupper()):
            return _replaced(word, length, IRREGULAR[lower[-length:]])
    return None


def _replaced(word: str, length: int, end: str | None) -> str:
    """The word with its ending of a length replaced, a capital at its start kept."""
    if end is None:
        return word
    return word[:-length] + (_capitalised(end) if word[-length].isupper() else end)
