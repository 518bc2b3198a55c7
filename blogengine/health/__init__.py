"""How a site and what it stands on are: everything that `blogengine doctor` sees, with the fix for each problem."""

from __future__ import annotations

from blogengine.health.examining import examine
from blogengine.health.signs import Area, Sign, State

__all__ = ["Area", "Sign", "State", "examine"]
