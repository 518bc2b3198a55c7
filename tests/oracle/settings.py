"""Values that front matter and the configuration of a made-up site may have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Choices = Mapping[str, tuple[Any, ...]]

BASE: Mapping[str, Any] = {"baseURL": "https://example.org/", "title": "Site", "theme": "mine"}
"""What every configuration starts with."""

LANGUAGES: Mapping[str, Any] = {"en": {"weight": 1}, "ja": {"weight": 2, "label": "日本語", "title": "サイト"}}

MATTER: Choices = {
    "title": ("Hello", "日本語の題", "Zebra", "A & B", "Äpfel", "stamp-aaa"),
    "linkTitle": ("Short",),
    "description": ("About it.", "説明"),
    "date": ("2024-05-01", "2024-06-30T23:30:00+09:00", "2026-03-01", "2023-01-01T00:00:00Z"),
    "lastmod": ("2024-07-01", "2025-01-01T12:00:00Z"),
    "publishDate": ("2026-01-01T03:00:00Z", "2026-01-08", "2024-01-01"),
    "expiryDate": ("2026-01-02", "2030-01-01"),
    "draft": (True, False),
    "weight": (1, 2, 30),
    "tags": (["go"], ["go", "日本"], ["Go", "x y"], [], "single"),
    "categories": (["notes"], ["go"]),
    "series": (["one"],),
    "slug": ("moved", "違う", "a-slug"),
    "url": ("/elsewhere/", "/plain.html"),
    "aliases": (["/old/hello/"], ["/post/older", "/ancient.html"], ["about"]),
    "summary": ("A *summary*.", "要約"),
    "keywords": (["key"], ["key", "word"]),
    "type": ("special", "post"),
    "layout": ("wide", "search"),
    "params": ({"color": "red"}, {"widget": "a"}, {"widget": "b", "color": "stamp-aaa"}),
    "color": ("green", "blue"),
    "base": ("wide.html", "own.html"),
    "menus": ("main", ["main", "side"], {"main": {"weight": 3, "name": "From page", "parent": "Home"}}),
    "outputs": (["html"], ["html", "json"], ["HTML", "RSS", "JSON"]),
    "build": ({"list": "never"}, {"render": "never"}, {"render": "link"}, {"list": "local"}),
    "headless": (True,),
    "sitemap": ({"priority": 0.7}, {"disable": True}),
    "resources": (
        [{"src": "*.png", "title": "Cover :counter", "params": {"credit": "me"}}],
        [{"src": "notes.txt", "name": "n"}],
    ),
    "cascade": (
        {"params": {"color": "cascaded"}},
        {"draft": True},
        [{"target": {"kind": "page"}, "layout": "wide"}],
        [{"target": {"path": "/post/**"}, "tags": ["cascaded"]}],
    ),
    "isCJKLanguage": (True, False),
    "translationKey": ("key",),
}
"""Field of front matter -> its values."""

SETTINGS: Choices = {
    "title": ("Another title", "サイト & Co"),
    "baseURL": ("https://example.org/blog/", "https://other.example/"),
    "copyright": ("© me", "© you"),
    "languageCode": ("ja-JP", "en-GB"),
    "theme": (["mine"], ["second", "mine"]),
    "pagination": ({"pagerSize": 1}, {"pagerSize": 2, "path": "seite"}, {"pagerSize": 3, "disableAliases": True}),
    "paginate": (2, 3),
    "summaryLength": (3, 12),
    "params": ({"color": "navy"}, {"color": "teal", "nested": {"depth": 1}}, {"mainSections": ["news"]}),
    "mainSections": (["news"], ["post", "docs"]),
    "permalinks": (
        {"page": {"post": "/:year/:month/:slug/"}},
        {"post": "/p/:title/", "news": "/:section/:slugorfilename/"},
        {"term": {"tags": "/t/:slug/"}},
    ),
    "uglyURLs": (True, {"post": True}),
    "canonifyURLs": (True,),
    "relativeURLs": (True,),
    "disablePathToLower": (True,),
    "removePathAccents": (True,),
    "disableKinds": (["rss"], ["taxonomy", "term"], ["term"], ["sitemap", "404"], ["section"], ["home"]),
    "disableAliases": (True,),
    "related": (
        {"threshold": 0, "includeNewer": True, "indices": [{"name": "tags", "weight": 100}]},
        {"threshold": 10, "indices": [{"name": "date", "weight": 10, "pattern": "2006-01"}]},
    ),
    "languages": (
        LANGUAGES,
        {"en": {"weight": 2, "params": {"color": "english"}}, "ja": {"weight": 1}},
        {"en": {"weight": 1}, "ja": {"weight": 2, "disabled": True}},
    ),
    "defaultContentLanguage": ("ja", "en"),
    "defaultContentLanguageInSubdir": (True,),
    "menus": (
        {"main": [{"name": "Home", "url": "/", "weight": 1}, {"name": "Below", "url": "/x", "parent": "Home"}]},
        {"main": [{"pageRef": "/post/hello", "weight": 2, "params": {"icon": "i"}}], "side": [{"name": "S"}]},
    ),
    "sectionPagesMenu": ("main",),
    "enableEmoji": (True,),
    "hasCJKLanguage": (True,),
    "enableRobotsTXT": (True,),
    "markup": (
        {"goldmark": {"renderer": {"unsafe": True}}},
        {"goldmark": {"renderHooks": {"link": {"useEmbedded": "always"}, "image": {"useEmbedded": "fallback"}}}},
        {"highlight": {"noClasses": False}},
        {"highlight": {"lineNos": True, "style": "github"}, "tableOfContents": {"endLevel": 2}},
        {"goldmark": {"parser": {"autoHeadingIDType": "blackfriday"}, "extensions": {"typographer": False}}},
    ),
    "timeZone": ("Asia/Tokyo", "America/New_York"),
    "titleCaseStyle": ("firstupper", "chicago"),
    "pluralizeListTitles": (False,),
    "capitalizeListTitles": (False,),
    "cascade": ({"params": {"widget": "b"}}, [{"target": {"path": "/news/**"}, "type": "special"}]),
    "ignoreFiles": (["second\\.md$"], ["hello"]),
    "staticDir": (["static", "static2"], ["static2"]),
    "frontmatter": (
        {"date": [":filename", ":default"]},
        {"lastmod": ["lastmod", ":fileModTime", "date"]},
        {"date": ["lastmod", "date"]},
    ),
    "services": ({"rss": {"limit": 1}},),
    "sitemap": ({"filename": "map.xml"}, {"changeFreq": "weekly", "priority": 0.5}),
    "taxonomies": ({"tag": "tags"}, {"series": "series", "category": "categories"}, {}),
    "outputs": ({"home": ["html", "rss", "json"], "section": ["html", "json"]}, {"home": ["html"], "page": ["json"]}),
    "buildDrafts": (True,),
    "buildFuture": (True,),
    "buildExpired": (True,),
    "page": ({"nextPrevSortOrder": "asc"}, {"nextPrevInSectionSortOrder": "asc"}),
    "pictures": ({"widths": [8, 16]}, {"widths": []}, {"quality": 20}),
    "cards": ({"enable": True}, {"enable": True, "font": "assets/main.css"}),
    "publishDir": ("elsewhere",),
}
"""Key of the configuration -> its values."""

VARIABLES: Choices = {
    "BLOGENGINE_TITLE": ("from the environment",),
    "BLOGENGINE_PARAMS_COLOR": ("#abc",),
    "BLOGENGINE_ENABLEEMOJI": ("true",),
}
"""Environment variable -> its values."""
