"""What HR does with people: the list, roles, departures, imports."""
