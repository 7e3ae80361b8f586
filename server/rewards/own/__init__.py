"""What somebody ordered, the pots of their team, and the code of a voucher."""
