"""安商简报, pure: figures frozen with their records, the draft out of them, the text as blocks. No frappe."""
