"""Standings of teams and of people who opted in."""
