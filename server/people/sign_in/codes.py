"""Six digits and a token: drawn at random, and what the database keeps of them."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from server.web.sessions import hash_of

CODE_LASTS = timedelta(minutes=10)
TRIES = 5
DIGITS = 6
SIGN_IN, STEP_UP, OPERATOR = "sign_in", "step_up", "operator"
LINK_PURPOSES = (SIGN_IN, OPERATOR)


def new_code() -> str:
    """Six digits, each as likely as any other."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def new_token() -> str:
    """256 bits for the button of the letter."""
    return secrets.token_urlsafe(32)


def code_hash(code: str, secret: str) -> str:
    """A code as stored: keyed with the browser's own secret, so that the table alone gives no code away."""
    return hmac.new(secret.encode(), code.encode(), hashlib.sha256).hexdigest()


def browser_hash(secret: str) -> str:
    """The browser a code was asked from, as stored."""
    return hash_of(f"browser {secret}")
