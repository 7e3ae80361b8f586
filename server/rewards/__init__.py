"""Small gifts: the catalogue, what people order with their points, and what it costs the company."""
