"""What templates see: recorded, documented views of pages and of the site."""

from blogengine.views.views import Views, views_of

__all__ = ["Views", "views_of"]
