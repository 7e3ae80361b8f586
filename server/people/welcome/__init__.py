"""Onboarding: what is noted, how sharing works, the choice to take part."""
