"""Pure rules of coordination: the ladder and its clock, the agenda's order, what a step still lacks."""
