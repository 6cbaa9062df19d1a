"""Entered values: how they are checked, and how a refusal is put into words."""
