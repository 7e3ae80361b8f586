"""The catalogues, and how they follow the code."""
