"""What makes the site an installable application."""
