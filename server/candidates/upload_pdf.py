"""What a PDF must be to be taken.

Only what stands uncompressed is seen: an action hidden in a compressed stream is not. A CV is never opened here; it
goes to HR as an attachment.
"""

import re

from server.candidates.upload_refusals import ActiveFile, BrokenFile, LockedFile, TwoForms

TAIL = 2048  # bytes in which a reader looks for the end
ZIP_TAIL = 65_557  # bytes in which a ZIP reader looks for its directory

_VERSION = re.compile(rb"%PDF-[12]\.\d")
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_OBJECT = re.compile(rb"\b\d+\s+\d+\s+obj\b")
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_ACTION = re.compile(rb"/S\s*/(?:JavaScript|Launch)\b")  # not the bare name: people write HTML/JavaScript in a CV
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|script|svg|body|iframe)", re.IGNORECASE)


def check_pdf(data: bytes) -> None:
    """Raise RefusedFile unless this is one whole PDF, nothing else, that opens without a password and does nothing."""
    if not _VERSION.match(data):
        raise BrokenFile
    if b"PK\x05\x06" in data[-ZIP_TAIL:] or _MARKUP.search(data, 0, 1024):
        raise TwoForms
    end = _END.search(data[-TAIL:].rstrip(b"\0"))
    if end is None or not 0 < int(end.group(1)) < len(data) or not _OBJECT.search(data):
        raise BrokenFile
    if _ENCRYPTED.search(data):
        raise LockedFile
    if _ACTION.search(data):
        raise ActiveFile
