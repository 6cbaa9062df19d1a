"""Who may see what: the row rule, and every door it is asked at."""
