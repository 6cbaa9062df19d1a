"""An administrator's workspaces outlive the first migrate of v16, whose own patch gives them the app's name."""

from anshang_app.setup.shipped import keep_own_workspaces


def execute() -> None:
	keep_own_workspaces()
