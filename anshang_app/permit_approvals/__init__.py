"""审批办理: each permit of a project with its clock."""
