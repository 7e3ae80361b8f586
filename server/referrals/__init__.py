"""Referrals: a link, a candidate, stages with a clock, and the money that follows."""
