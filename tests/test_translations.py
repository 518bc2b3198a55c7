"""Which pages are translations of which; every expectation is what Hugo 0.168 prints."""

from __future__ import annotations

from tests.conftest import MakeSite

CONFIG = """
title = "T"
baseURL = "https://e.org/"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404"]
[languages.en]
weight = 1
[languages.ja]
weight = 2
[languages.fr]
weight = 3
"""
SHOWN = "{{ page.rel_permalink }}:{% for each in page.translations %} {{ each.rel_permalink }}{% endfor %}"
BASE = {
    "config.toml": CONFIG,
    "templates/single.html": SHOWN,
    "templates/list.html": SHOWN,
    "templates/home.html": SHOWN,
}


def page(key: object = None) -> str:
    """A page with a `translationKey`."""
    return f"---\ntitle: T\n{'' if key is None else f'translationKey: {key}'}\n---\n"


PAGES = {
    "content/x.en.md": page("k"),
    "content/y.ja.md": page("k"),
    "content/post/q.ja.md": page("k2"),
    "content/post/r.md": page("k2"),
    "content/post/r2.md": page("k2"),
    "content/doc/_index.md": page("sec"),
    "content/docja/_index.ja.md": page("sec"),
    "content/b1/index.md": page("bun"),
    "content/b2/index.ja.md": page("bun"),
    "content/post/s.md": page(),
    "content/post/s.ja.md": page("sk"),
    "content/post/s.fr.md": page(),
    "content/post/k.md": page("/post/s"),
    "content/post/num.md": page(5),
    "content/post/num2.ja.md": page('"5"'),
}
HUGO = """
/x/: /ja/y/
/ja/y/: /x/
/ja/post/q/: /post/r/ /post/r2/
/post/r/: /post/r2/ /ja/post/q/
/post/r2/: /post/r/ /ja/post/q/
/doc/: /ja/docja/
/ja/docja/: /doc/
/b1/: /ja/b2/
/ja/b2/: /b1/
/post/s/: /ja/post/s/ /fr/post/s/
/ja/post/s/:
/fr/post/s/: /post/s/ /ja/post/s/
/post/k/:
/post/num/: /ja/post/num2/
/ja/post/num2/: /post/num/
""".strip().split("\n")


def test_a_translation_key_joins_pages_of_different_places(site: MakeSite) -> None:
    """Pages of any kind with one `translationKey` are translations of each other; without one the place decides."""
    built = site(BASE | PAGES)
    assert [built.read(line.partition(":")[0].lstrip("/") + "index.html").strip() for line in HUGO] == HUGO


def test_a_changed_translation_key_reaches_the_others(site: MakeSite) -> None:
    """A page whose key changes leaves its translations, and the next build says so on their pages too."""
    before = site(BASE | PAGES)
    assert before.read("x/index.html").strip() == "/x/: /ja/y/"
    after = site(BASE | {"content/y.ja.md": page("k2")})
    assert after.read("x/index.html").strip() == "/x/:"
    assert after.read("post/r/index.html").strip() == "/post/r/: /post/r2/ /ja/post/q/ /ja/y/"


def test_capitals_of_a_language_are_no_part_of_an_address(site: MakeSite) -> None:
    """`about.zh-CN.md` is the Chinese page beside `about.en.md`, as `[languages.zh-CN]` writes it or not."""
    config = CONFIG.replace("languages.ja", "languages.zh-CN")
    files = {"content/about.en.md": page(), "content/about.zh-CN.md": page(), "content/b.zh-cn.md": page()}
    built = site(BASE | {"config.toml": config} | files)
    assert built.read("about/index.html").strip() == "/about/: /zh-cn/about/"
    assert built.read("zh-cn/b/index.html").strip() == "/zh-cn/b/:"
