"""The path of a project from stage to stage, from hand-over to hand-over."""
