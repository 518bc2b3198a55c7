"""Templates of the sites that the oracle makes up: each path with the texts that it may have.

Together they read whatever a theme can read, each in its own way, so that an incremental build that forgets one kind of
read is caught. `THEME` is always there, so that everything in `OWN` may appear and vanish.
"""

from __future__ import annotations

from collections.abc import Mapping

THEME: Mapping[str, tuple[str, ...]] = {
    "baseof.html": (
        """<!doctype html><html lang="{{ site.language_code }}">{% include "partials/head.html" %}
<body>{% block main %}nothing{% endblock %}{% include "partials/footer.html" ignore missing %}</body>stamp-aaa</html>
""",
        """<html>{% include "partials/head.html" %}<nav>{% for entry in site.menus.main or [] %}
<a href="{{ entry.url }}">{{ entry.name }}{% for child in entry.children %}[{{ child.name }}]{% endfor %}</a>
{% endfor %}</nav>{% block main %}{% endblock %}</html>
""",
    ),
    "single.html": (
        """{% extends "baseof.html" %}{% block main %}<h1>{{ page.title }}</h1>{{ page.content | responsive_images }}
{% if page.prev %}prev {{ page.prev.title }}{% endif %}{% if page.next %}next {{ page.next.rel_permalink }}{% endif %}
{% for tag in page.terms("tags") %}<a href="{{ tag.permalink }}">{{ tag.title }}</a>{% endfor %}
{% include "partials/extra.html" ignore missing %}{% endblock %}
""",
        """{% extends "baseof.html" %}{% block main %}{{ page.title }} {{ page.toc }} {{ page.summary }}
{% for heading in page.headings %}{{ heading.id }}/{{ heading.title }};{% endfor %}{{ page.word_count }}
{{ page.reading_time }} {% for other in page.related(3) %}~{{ other.title }}{% endfor %}{{ page.truncated }}
{{ page.params.color }}{{ page.date | date }}{% endblock %}
""",
    ),
    "list.html": (
        """{% extends "baseof.html" %}{% block main %}{{ page.title }}{{ page.content }}
{% for post in page.paginator.pages %}<a href="{{ post.rel_permalink }}">{{ post.title }}</a>{% endfor %}
{{ page.paginator.number }}/{{ page.paginator.total_pages }}{% endblock %}
""",
        """{% extends "baseof.html" %}{% block main %}{% for post in page.pages %}{{ post.title }} {{ post.kind }}
{{ post.summary }}{{ post.date | date("%d.%m.%Y") }}{% endfor %}{% endblock %}
""",
    ),
    "partials/head.html": (
        "<title>{{ page.title }} - {{ site.title }}</title>\n",
        "<title>{{ site.title }}</title>{% for f in page.alternative_output_formats %}{{ f.permalink }}{% endfor %}\n",
        "<title>{{ page.link_title }}</title>{{ page.description }}{{ page.keywords | join(',') }}stamp-aaa\n",
    ),
    "search.html": (
        """{{ site.search_index }}{{ page.content }}stamp-aaa""",
        """{% extends "baseof.html" %}{% block main %}{{ site.search_index }}{% endblock %}""",
    ),
    "partials/footer.html": ("<footer>theme's {{ t('footer') }}</footer>", "<footer>{{ site.copyright }}</footer>"),
}

OWN: Mapping[str, tuple[str, ...]] = {
    "baseof.html": (
        "own {% block head %}{{ site.params.color }}{% endblock %}{% block main %}{% endblock %}",
        """{% import "macros.html" as macros %}{{ macros.card(page) }}{% block main %}{% endblock %}
{{ now.year }}stamp-aaa""",
    ),
    "single.html": (
        """{% extends page.params.base or "baseof.html" %}{% block main %}{{ page.content }}
{% include "partials/widget-" ~ (page.params.widget or "none") ~ ".html" ignore missing %}
{% include ["partials/badge-a.html", "partials/linked.html", "partials/badge-b.html"] ignore missing %}
{% endblock %}""",
        """{{ page.title }}{% for file in page.resources %}{{ file.name }} {{ file.title }} {{ file.rel_permalink }}
{{ file.params.credit }}{% endfor %}{% for up in page.ancestors %}{{ up.title }}>{% endfor %}
{{ page.parent.title if page.parent }}{% for key, value in page.params.items() %}{{ key }}={{ value }};{% endfor %}
{{ page.file.path if page.file }}{{ page.lastmod }}{{ page.plain }}""",
        """{% extends "baseof.html" %}{% block head %}{{ super() }}+{% endblock %}{% block main %}{{ page.raw_content }}
{% set series = site.regular_pages | selectattr("weight") | list %}{{ series | length }}
{{ page.prev_in_section.title if page.prev_in_section }}{{ page.next_in_section.title if page.next_in_section }}
{% for other in page.translations %}{{ other.language.key }}{{ other.title }}{% endfor %}
{{ page.aliases | join }}{{ page.fuzzy_word_count }}{% endblock %}""",
    ),
    "list.html": (
        """{% extends "baseof.html" %}{% block main %}{% set pager = page.paginate(page.regular_pages_recursive, 2) %}
{% for post in pager.pages %}{{ post.title }} {{ post.content | responsive_images("50vw") }}{% endfor %}
{{ pager.next.url if pager.next }}{% endblock %}""",
        "{{ page.title }}{% for p in page.sections %}{{ p.title }} {{ p.pages | length }}{% endfor %}stamp-aaa",
    ),
    "home.html": (
        """{% for post in site.regular_pages[:3] %}{{ post.title }} {{ post.summary }}{% endfor %}
{% for section in site.sections %}{{ section.title }}{% endfor %}{{ site.main_sections | join }}""",
        """{% for plural, terms in site.taxonomies.items() %}{{ plural }}{% for key, term in terms.items() %}{{ key }}
{{ term.pages | length }}{{ term.permalink }}{% endfor %}{% endfor %}
{{ site.data.staff.name if site.data.staff }}{{ site.data.rows }}""",
        """{% extends "list.html" %}{% block main %}{{ super() }}{{ site.pages | map(attribute="title") | join("|") }}
{% for language in site.languages %}{{ language.key }}{% endfor %}{% endblock %}""",
    ),
    "term.html": ("{{ page.title }}: {{ page.pages | map(attribute='title') | join(', ') }}", "term stamp-aaa"),
    "taxonomy.html": ("{% for term in page.pages %}{{ term.title }} {{ term.regular_pages | length }}{% endfor %}",),
    "section.html": ("section {{ page.title }} {{ page.date }}", "section {{ page.regular_pages | length }}"),
    "404.html": ("lost in {{ site.title }}", "lost {{ site.home.rel_permalink }}"),
    "rss.xml": (
        "<rss>{{ feed.title }}{% for item in feed.items %}{{ item.link }}{% endfor %}</rss>",
        "<rss>{% for post in page.regular_pages %}{{ post.content }}{% endfor %}</rss>",
    ),
    "post/rss.xml": ("<rss>{{ page.title }}</rss>",),
    "sitemap.xml": ("{% for entry in sitemap %}{{ entry.loc }}{{ entry.lastmod }}{% endfor %}",),
    "alias.html": ("moved to {{ target }} stamp-aaa", "see {{ target }} ({{ language }})"),
    "robots.txt": ("Disallow: /{{ site.title }}", "Sitemap: {{ 'sitemap.xml' | abs_url }}"),
    "json.json": ("{{ site.regular_pages | map(attribute='title') | list | jsonify }}",),
    "section.json.json": ("{{ page.title | jsonify }}",),
    "post/single.html": ("post {{ page.title }} {{ page.content }}", "{% extends 'single.html' %}"),
    "post/list.html": ("posts {{ page.pages | map(attribute='rel_permalink') | join }}",),
    "docs.html": ("docs {% for page in page.pages recursive %}{{ page.title }}{{ loop(page.pages) }}{% endfor %}",),
    "wide.html": ("wide {{ page.content }}", "{% extends 'baseof.html' %}{% block main %}wide{% endblock %}"),
    "search.html": ("search of {{ site.title }}: {{ site.search_index }}",),
    "post/wide.html": ("post, wide: {{ page.title }}",),
    "special/single.html": ("special {{ page.summary }} {{ page.type }}",),
    "macros.html": (
        "{% macro card(p) %}[{{ p.title }} {{ p.rel_permalink }}]{% endmacro %}",
        "{% macro card(p) %}<{{ p.section }} {{ p.weight }} {{ p.kind }}>{% endmacro %}stamp-aaa",
    ),
    "partials/head.html": (
        "<title>own {{ page.title }}</title>",
        "{{ site.base_url }}{{ page.permalink }}{{ page.card.permalink if page.card }}",
    ),
    "partials/footer.html": (
        "{% for entry in site.menus.main or [] %}{{ entry.name }}{{ entry.weight }}{{ entry.params.icon }}{% endfor %}",
        "{{ site.data.nested.colors.red if site.data.nested }}{{ t('posts', count=site.regular_pages | length) }}",
        """{% from "macros.html" import card %}{{ card(site.home) }}stamp-aaa""",
    ),
    "partials/extra.html": (
        "{{ page.params.color or site.params.color }}",
        "{{ 'post/hello' | rel_url }}{{ site.params.nested.depth if site.params.nested }}",
        "{{ highlight('x = 1', 'python') }}{{ page.title | markdownify }}{{ page.title | urlize }}",
    ),
    "partials/widget-a.html": ("widget a {{ page.title }}", "{% include 'partials/widget-b.html' ignore missing %}"),
    "partials/widget-b.html": ("widget b stamp-aaa", "{{ site.data.staff | jsonify }}"),
    "partials/badge-a.html": ("badge a",),
    "partials/badge-b.html": ("badge b {{ page.section }}",),
    "_markup/render-link.html": (
        '<a class="own" href="{{ destination }}">{{ text }}</a>',
        '<a href="{{ destination }}" title="{{ page.title }}">{{ text }}</a>{{ site.params.color }}',
    ),
    "_markup/render-image.html": ('<img src="{{ destination }}" alt="{{ plain_text }}" class="own">',),
    "_markup/render-heading.html": ('<h{{ level }} id="{{ anchor }}">{{ text }} stamp-aaa</h{{ level }}>',),
    "_markup/render-codeblock.html": ("<pre>{{ inner }}</pre>",),
    "_markup/render-codeblock-python.html": ("<pre class=python>{{ inner }}</pre>",),
    "_markup/render-blockquote-alert.html": ("<aside>{{ text }}{{ t('footer') }}</aside>",),
    "shortcodes/figure.html": ("<img src={{ shortcode.get('src') }}>",),
}

SHORTCODES: Mapping[str, tuple[str, ...]] = {
    "shortcodes/note.html": (
        '<div class="note">{{ shortcode.inner | markdownify }}</div>',
        "<b>{{ shortcode.inner }}</b>{{ shortcode.ordinal }}stamp-aaa",
    ),
    "shortcodes/about.html": (
        "{{ page.title }} of {{ site.title }}, {{ site.params.color }}",
        "{% set found, _, _ = page.find('/about') %}{{ found.title if found else 'nobody' }}",
        "{{ page.date | date }}{{ page.rel_permalink }}{{ site.home.title }}",
    ),
    "shortcodes/gallery.html": (
        "{% for file in page.resources %}<img src={{ file.rel_permalink }}>{% endfor %}",
        "{{ page.resources | map(attribute='name') | join }}",
    ),
    "shortcodes/staff.html": (
        "{{ site.data.staff.name if site.data.staff }}",
        "{{ site.data.nested | jsonify }}{{ t('footer') }}",
    ),
    "shortcodes/latest.html": (
        "{% for p in site.regular_pages[:2] %}{{ p.title }} {{ p.permalink }}{% endfor %}",
        "{{ site.taxonomies.tags | length }}{% for p in site.sections %}{{ p.title }}{{ p.pages|length }}{% endfor %}",
    ),
}

BROKEN = ("{% if %}", "{{ page.titel }}", "{% include 'partials/gone.html' %}", "{{ 1 / 0 }}", "{{ site.params.x.y }}")
"""Mistakes that a template may have."""
