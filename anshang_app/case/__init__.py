"""The case: what happens to a project on its path. Reads, calls the pure rooms, writes."""
