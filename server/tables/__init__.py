"""Tables that people send as CSV, of whatever they tell: bytes, columns, cells, rows, and what was refused of them."""
