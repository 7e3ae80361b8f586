"""What each `ricoche` command does."""
