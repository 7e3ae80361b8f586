"""Set-up: the first visit to an empty installation."""
