"""The typed editor of a rule that is being written."""
