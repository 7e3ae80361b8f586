"""HR's upkeep of the catalogue: gifts, their stock, and the places where they are fetched."""
