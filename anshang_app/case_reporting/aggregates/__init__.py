"""Pure functions from frames of records to frames of figures; no frappe, tested without a site."""
