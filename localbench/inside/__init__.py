"""Scripts that run in the bench's own Python, inside `sites/`, and may import frappe."""
