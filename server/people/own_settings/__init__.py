"""What people settle for themselves: participation, pauses, profile."""
