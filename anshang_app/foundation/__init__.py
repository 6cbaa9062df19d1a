"""The master records and the plumbing every other room stands on."""
