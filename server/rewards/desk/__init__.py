"""HR's desk: the queue of orders, one order, many at once, the list to pick by, and the file."""
