"""The walls are walked on a site of their own, where one is given."""

from walls_site import site_name, url

__all__ = ["site_name", "url"]
