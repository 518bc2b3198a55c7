"""Formulas become MathML where a theme prints a text, and nothing else changes."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from blogengine.formulas import Delimiters, FormulaError, mathml, with_formulas
from tests.conftest import MakeSite

DOLLARS = Delimiters((("$$", "$$"),), (("$", "$"), ("\\(", "\\)")))


def converted(text: str, delimiters: Delimiters = DOLLARS) -> tuple[str, list[str]]:
    complaints: list[str] = []
    return with_formulas(text, delimiters, lambda latex, _: complaints.append(latex)), complaints


def test_a_formula_becomes_mathml_with_its_source() -> None:
    """A fraction is an `<mfrac>`, and the LaTeX stays as an annotation for whoever copies it."""
    text, complaints = converted(r"<p>$$ \frac{n_1}{2} &lt; z $$</p>")
    (math,) = lxml_html.fragment_fromstring(text).xpath("//math")
    assert math.get("display") == "block"
    assert math.xpath(".//mfrac/mrow/msub/mi/text()") == ["n"]
    assert math.xpath(".//annotation[@encoding='application/x-tex']/text()") == [r"\frac{n_1}{2} < z"]
    assert not complaints


@pytest.mark.parametrize(
    "text",
    [
        "<pre><code>echo $$ and $$</code> $$ x $$</pre>",
        "<p><code>$x$</code></p>",
        '<a title="$$ x $$" href="?a=$b$">cost</a>',
        "<script>let a = `$$ x $$`</script>",
        "<!-- $$ x $$ -->",
        "<p>It costs $5 here and $6 there, or $ 7 $.</p>",
        "<p>$$ <em>no</em> $$</p>",
        "<p>a lonely $$ sign</p>",
        "",
    ],
)
def test_what_is_no_formula_stays(text: str) -> None:
    """Code, attributes, scripts, comments, prices and elements between dollars are left byte for byte."""
    assert converted(text) == (text, [])


@pytest.mark.parametrize("latex", [r"\left( x", "x_", "}{", r"\undefinedthing{x}"])
def test_what_is_not_understood_stays_and_is_told(latex: str) -> None:
    """A formula with a mistake is printed as it was written, and complained about."""
    text = f"<p>$${latex}$$ and $y$</p>"
    done, complaints = converted(text)
    assert f"$${latex}$$" in done
    assert "<math" in done
    assert complaints == [latex]


def test_a_formula_brings_no_markup_in() -> None:
    """What a formula holds is text: no element and no address comes out of it."""
    made = mathml(r"\text{<img src=x onerror=alert(1)>} \& \href{javascript:alert(1)}{x}", is_block=False)
    math = lxml_html.fragment_fromstring(made)
    assert not math.xpath("//img")
    assert not math.xpath("//@href")
    assert "&lt;img" in made


def test_an_empty_formula_is_a_mistake() -> None:
    """Nothing between the delimiters is told like any other mistake."""
    with pytest.raises(FormulaError):
        mathml("", is_block=True)


def test_without_passthrough_only_displayed_formulas_are_set() -> None:
    """One dollar sign means money unless the site says otherwise."""
    text, _ = converted("<p>$x$ and $$y$$</p>", Delimiters())
    assert text.startswith("<p>$x$ and <math")


def test_a_site_warns_of_a_formula_that_is_not_understood(site: MakeSite) -> None:
    """The warning names the file and the formula; `page.content` itself stays as it is."""
    out = site(
        {
            "templates/single.html": "{{ page.content | formulas }}|{{ page.content }}",
            "content/post/one.md": "+++\ntitle = 'One'\n+++\n$$\\left( x$$\n\n$$\\sqrt{2}$$\n",
        }
    )
    shown, content = out.read("post/one/index.html").split("|")
    assert "<msqrt>" in shown
    assert "<math" not in content
    (warning,) = (each for each in out.report.warnings if "formula" in each.message)
    assert warning.path == "content/post/one.md"
    assert r"\left( x" in warning.message
