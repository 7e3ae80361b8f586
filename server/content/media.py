"""Pictures on disk, named by what they hold."""

import hashlib
import re
from pathlib import Path

from server.database.ids import new_id

NAME = re.compile(r"[0-9a-f]{32}\.webp")


def store_picture(folder: Path, webp: bytes) -> str:
    """Keep a picture; its name. The same picture has one name and one file."""
    name = hashlib.sha256(webp).hexdigest()[:32] + ".webp"
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        half_written = folder / f"{name}.{new_id()}"
        half_written.write_bytes(webp)
        half_written.replace(path)
    return name


def picture_file(folder: Path, name: str) -> Path | None:
    """The file of a name that has the shape of ours, if it is there."""
    path = folder / name
    return path if NAME.fullmatch(name) and path.is_file() else None
