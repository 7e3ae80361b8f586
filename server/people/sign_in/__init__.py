"""Sign-in: a six-digit code, or the button of the same letter."""
