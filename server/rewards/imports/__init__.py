"""Files of gifts and of voucher codes: looked at first, imported when HR says so, forgotten after a day."""
