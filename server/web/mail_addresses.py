"""Whether what somebody typed can be an e-mail address: one answer for every form that asks for one."""

NEVER = frozenset('<>()[],;:"\\')  # what would make a letter's head say something else


def is_mail_address(text: str) -> bool:
    """A name, one @ and a domain with a dot in it, without spaces or signs that a letter's head gives a meaning.

    Nor one that our letters cannot bear: dots stand between something, and before the @ there is ASCII alone.
    """
    name, at, domain = text.rpartition("@")
    plain = text.isprintable() and not any(sign.isspace() or sign in NEVER for sign in text)
    whole = bool(at) and "." in domain and all((*name.split("."), *domain.split(".")))
    return whole and plain and "@" not in name and name.isascii()
