"""The applicant tracking system of the company: signed messages out and in."""
