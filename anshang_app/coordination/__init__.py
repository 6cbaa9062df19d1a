"""Problems of a project, the meetings that solve them, the promises made."""
