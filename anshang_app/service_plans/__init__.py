"""两单一表: the steps of a project, drafted, counted back and sealed."""
