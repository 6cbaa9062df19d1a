"""The stories of `tests/site/project_lifecycle/test_conflicts.py`, fifty rounds of each."""

# ruff: noqa: F403
from test_conflicts import *
from test_conflicts import clients  # noqa: F401
