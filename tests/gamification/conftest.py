"""Pure tests: properties first, few enough examples to run in seconds."""

from hypothesis import HealthCheck, settings

settings.register_profile("gamification", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gamification")
