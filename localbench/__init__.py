"""Builds and runs a whole Frappe bench out of package indexes; the app knows nothing of it."""
