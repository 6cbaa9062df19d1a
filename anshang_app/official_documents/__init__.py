"""What the official forms and letters say, and their numbers."""
