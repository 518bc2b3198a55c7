"""What will be asked of every page: better computed when its text is at hand than by the one who asks all pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blogengine.config import SiteConfig
from blogengine.outputs import Output, Rendered, Searched
from blogengine.site import Site
from blogengine.views.feeds import is_feed


def foreseen(outputs: Iterable[Output], sites: Iterable[Site]) -> tuple[str, ...]:
    """Names of the fields that these outputs are going to read of nearly every regular page."""
    configs = {site.config.language.key: site.config for site in sites}
    return tuple(dict.fromkeys(name for output in outputs for name in _fields(output, configs)))


def _fields(output: Output, configs: dict[str, SiteConfig]) -> Iterator[str]:
    if isinstance(output, Searched):
        yield from ("_search_entry", "_search_terms")
    elif isinstance(output, Rendered):
        config = configs[output.language]
        if config.feed_limit < 0 and is_feed(output.format, config):
            yield "_feed_item"
            if config.feeds.content == "full":
                yield "feed_content"
