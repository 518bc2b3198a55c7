"""What is wrong with a finished site, found before its readers find it, with the place in the source.

`check_site` builds a site into a folder of its own and checks all there is; `check_output` checks any folder of
finished output, such as what a publish would push. `origins` says which file wrote each output and `places` where in
it; `documents` reads HTML, `addresses` knows which addresses the output answers. The other rooms hold the checks.
"""

from __future__ import annotations

from blogengine.check.findings import CODES, Finding, Severity
from blogengine.check.origins import Origins, read_origins
from blogengine.check.output import check_output
from blogengine.check.site import Checked, check_site

__all__ = ["CODES", "Checked", "Finding", "Origins", "Severity", "check_output", "check_site", "read_origins"]
