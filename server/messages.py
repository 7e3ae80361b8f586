"""The mark for sentences that people will read, so that translators find them."""


def N_(message: str) -> str:  # noqa: N802
    """Mark a sentence for translation; it comes back unchanged and is translated where it is shown."""
    return message
