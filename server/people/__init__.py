"""Employees, teams, sign-in, onboarding."""
