"""From an author's folder to GitHub Pages, without a broken link, a leaked draft or a feed that is sent again.

`publishing` is the whole of it: `contents` completes the output, `addresses` keeps published.json, `changes` says what
readers will see, `target` and `git` put it on a branch, `verifying` looks at what is there then. `adopting` learns from
an earlier engine's output, `redirects` writes aliases, `workflow` has GitHub do it all.
"""

from __future__ import annotations

from blogengine.publish.adopting import Adopted, adopt
from blogengine.publish.publishing import Outcome, Wish, publish, read_ledger, write_ledger
from blogengine.publish.target import Target
from blogengine.publish.workflow import new_workflow

__all__ = ["Adopted", "Outcome", "Target", "Wish", "adopt", "new_workflow", "publish", "read_ledger", "write_ledger"]
