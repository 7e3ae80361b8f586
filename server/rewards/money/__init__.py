"""HR's room for money: ceilings by year, budgets by season, what is owed in points, the terms of orders."""
