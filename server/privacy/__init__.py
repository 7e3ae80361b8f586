"""The registry of personal data and the legal pages."""
