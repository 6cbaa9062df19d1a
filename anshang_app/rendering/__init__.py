"""Drawing: one structure per document into HTML, DOCX, XLSX, PDF. Pure, no frappe."""
