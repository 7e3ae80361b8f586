"""Days of visits that look unlike people: held, shown to HR, decided."""
