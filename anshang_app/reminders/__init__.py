"""What the platform says by itself, and to whom: digests, messages, mail, my work."""
