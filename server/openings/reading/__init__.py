"""Files and answers of other systems become openings: recognised by the shape of what they hold."""
