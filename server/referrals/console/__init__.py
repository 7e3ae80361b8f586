"""What HR does with referrals: the board, one referral, what goes to another system, and the settings."""
