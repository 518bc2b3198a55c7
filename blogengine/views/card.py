"""The picture of a page for social networks, asked for when a template prints its address."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from blogengine import urls
from blogengine.errors import Problem
from blogengine.pictures import Asked, Card
from blogengine.pictures.fonts import Font, fonts_for, missing
from blogengine.views.author import author_names
from blogengine.views.cover import named_pictures

if TYPE_CHECKING:
    from blogengine.views.page import PageView

UNSEEN = frozenset({"So", "Sk", "Cf", "Mn", "Co", "Cn", "Cc", "Cs"})
"""Kinds of characters that a title can do without, where the font has no glyph: emoji and what joins them."""


class CardView(msgspec.Struct, frozen=True):
    """A page's card."""

    rel_permalink: str
    """Its address from the host's root."""
    permalink: str
    """Its whole address."""
    width: int = 1200
    """In pixels."""
    height: int = 630
    """In pixels."""


def card_of(page: PageView) -> CardView | None:
    """The card of a page; None where `[cards]` is off, it is no post, it has a picture, or no font can write it."""
    views = page._views
    if not views.config.cards.enable or not page.is_page or not page.permalink:
        return None
    if named_pictures(page):
        return None
    card = _drawing(page)
    if card is None:
        return None
    path = f"{urls.folder_of(page._page.path)}card.{card.name}.png"
    views.album.ask(Asked(path.lstrip("/"), f"the card of {page._page.name}", card))
    base = views.config.base_url
    return CardView(urls.rel_permalink(path, base), urls.permalink(path, base))


def _drawing(page: PageView) -> Card | None:
    views, cards = page._views, page._views.config.cards
    language = (views.config.language.locale or views.config.language.key).lower()
    place = str(views.album.root / cards.font) if cards.font else ""
    page._facts.ground("font", f"{language} {place}")
    found = fonts_for(place, language)
    if not found:
        views.album.warn(_no_font(cards.font))
        return None
    texts = (page.title, views.config.title, ", ".join(author_names(page)), _date(page, language))
    font = next((each for each in found if not missing("".join(_writable(texts, each)), each)), found[0])
    said = _writable(texts, font)
    unwritable = missing("".join(said), font)
    if unwritable or not said[0]:
        views.album.warn(_no_glyph(page._page.name, unwritable, font))
        return None
    return Card(
        title=said[0],
        site=said[1],
        author=said[2],
        date=said[3],
        font=font.file,
        face=font.face,
        font_digest=font.digest,
        background=cards.background,
        color=cards.color,
        accent=cards.accent,
    )


def _writable(texts: Iterable[str], font: Font) -> list[str]:
    """Texts without the emoji that a font cannot write."""
    composed = [unicodedata.normalize("NFC", text) for text in texts]
    unseen = {each for each in missing("".join(composed), font) if unicodedata.category(each) in UNSEEN}
    return [" ".join("".join(each for each in text if each not in unseen).split()) for text in composed]


def _date(page: PageView, language: str) -> str:
    if page.date is None:
        return ""
    if language.startswith(("ja", "zh")):
        return f"{page.date.year}年{page.date.month}月{page.date.day}日"
    return page.date.date().isoformat()


def _no_font(setting: str) -> Problem:
    what = f"the font {setting} cannot be read" if setting else "there is no font on this system that can write them"
    hint = "Put a font's file into the site's folder and name it: [cards] font = \"assets/NotoSansJP-Bold.otf\"."
    return Problem(message=f"no cards are drawn: {what}", hint=hint, code="card")


def _no_glyph(name: str, unwritable: str, font: Font) -> Problem:
    what = f"the font {font.file} has no glyph for {unwritable[:20]}" if unwritable else "it has no title"
    hint = 'Name a font that has them: [cards] font = "assets/NotoSansJP-Bold.otf".'
    return Problem(message=f"no card is drawn for this page: {what}", path=name, hint=hint, code="card")
