"""One form for the addresses and numbers that reach the same person: what ownership and duplicates compare."""

import unicodedata

DOTS_SAY_NOTHING = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
FEWEST_DIGITS = 6
FRANCE = "33"


def normal_email(address: str | None) -> str | None:
    """Case, spaces and a +tag away; dots too where the host ignores them. Nothing for what is no address."""
    text = unicodedata.normalize("NFKC", address or "").strip().casefold()
    local, at, host = text.rpartition("@")
    if not (local and at and host):
        return None
    host = host.rstrip(".")
    local = local.partition("+")[0] or local
    if host in DOTS_SAY_NOTHING:
        return f"{local.replace('.', '') or local}@{DOTS_SAY_NOTHING[host]}"
    return f"{local}@{host}"


def normal_phone(number: str | None) -> str | None:
    """Digits that begin with the country; a French number may leave it out. Nothing for less than six digits."""
    text = unicodedata.normalize("NFKC", number or "").strip()
    digits = "".join(str(unicodedata.digit(sign)) for sign in text if unicodedata.digit(sign, None) is not None)
    if len(digits) < FEWEST_DIGITS:
        return None
    if text.startswith("+"):
        return _without_trunk_zero(digits)
    if digits.startswith("00"):
        return _without_trunk_zero(digits[2:])
    if digits.startswith("0") and len(digits) == 10:
        return FRANCE + digits[1:]
    return digits


def is_number(typed: str) -> bool:
    """Whether somebody can be called there: digits enough, and no letters, which are something else."""
    return normal_phone(typed) is not None and not any(sign.isalpha() for sign in typed)


def _without_trunk_zero(digits: str) -> str:
    """+33 (0)6 is +33 6."""
    return FRANCE + digits[3:] if digits.startswith(FRANCE + "0") else digits
