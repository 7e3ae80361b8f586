"""What is told to people, in the application and by push."""
