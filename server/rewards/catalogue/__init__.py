"""What somebody sees before they order: the gifts, one gift, the one they save for."""
