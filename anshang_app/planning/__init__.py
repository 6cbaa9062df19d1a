"""Planning: pure Python over plain data, no frappe."""
