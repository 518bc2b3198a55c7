"""Embeds: what a page shows of other sites, found in its finished HTML and given a form for every place. Pure.

The author writes a shortcode, pastes a service's code (a script, an iframe, a quoted post), or puts an address alone
on a line. `find_embeds` recognises them all; on a page a theme's filter puts a facade in their place, in feeds
`in_feed` a title, a picture and a link. What is no embed stays byte for byte.
"""

from blogengine.embeds.addresses import deck_links
from blogengine.embeds.decks import NO_DECKS, Deck, Decks, read_decks
from blogengine.embeds.embed import Embed, Found
from blogengine.embeds.feed_form import in_feed
from blogengine.embeds.recognition import find_embeds, replace_embeds

__all__ = [
    "NO_DECKS",
    "Deck",
    "Decks",
    "Embed",
    "Found",
    "deck_links",
    "find_embeds",
    "in_feed",
    "read_decks",
    "replace_embeds",
]
