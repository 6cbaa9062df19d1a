"""Bringing a site into use: what is planted, accounts, imports, readiness."""
