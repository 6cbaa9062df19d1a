"""安商简报: figures frozen, text drafted, issues distributed."""
