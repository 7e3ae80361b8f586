"""The team's page: its pulse, its goal, and thanks."""
