"""工作交接 has a room of its own; Frappe makes modules on install only."""

from anshang_app.patches.v0_3.make_ledger_module import execute

__all__ = ["execute"]
