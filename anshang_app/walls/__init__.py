"""Who may see what: the row rule, written once, and the doors it is asked at."""
