"""examine(): one look at everything, without touching anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from blogengine.config import Options, load_config
from blogengine.errors import SiteError
from blogengine.health.places import look_at_cache, look_at_git
from blogengine.health.signs import Sign, guarded, sign_of
from blogengine.health.surroundings import look_at_cards, look_at_machine
from blogengine.health.writing import look_at_settings, look_at_texts, look_at_theme


def examine(root: Path, options: Options, *, now: datetime) -> Iterator[Sign]:
    """Everything there is to see of the site in a folder, area by area; nothing is written.

    Without a configuration that can be read, only the machine and the mistakes in it are seen.
    """
    yield from look_at_machine()
    try:
        config = load_config(root, options)
    except SiteError as error:
        yield from (sign_of("settings", "broken", problem) for problem in error.problems)
        return
    yield from guarded("settings", partial(look_at_settings, config))
    yield from guarded("theme", partial(look_at_theme, config, now))
    yield from guarded("texts", partial(look_at_texts, config, now))
    yield from guarded("cards", partial(look_at_cards, config))
    yield from guarded("git", partial(look_at_git, config))
    yield from guarded("cache", partial(look_at_cache, config))
