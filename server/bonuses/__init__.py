"""Bonuses: plans, instalments and the payroll file, always gross."""
