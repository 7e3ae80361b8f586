"""Facts, decisions and the ledger."""
