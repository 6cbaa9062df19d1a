"""The official forms: one data structure per form, filled by pure functions, drawn by renderers.

`annex` reads the blank forms, `facts` says what can be known of a plan, `fill` puts facts into cells,
`html` draws; only `build` and `pdf` know Frappe.
"""
