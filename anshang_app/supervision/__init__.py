"""督办件: orders given with a limit, answered, checked."""
