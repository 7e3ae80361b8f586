"""What became of one's own referrals."""
