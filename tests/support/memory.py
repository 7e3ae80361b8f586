"""Where throw-away databases live: in memory where the machine offers it, since they are never read again."""

import os
import shutil
import tempfile
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3


def throw_away_folder() -> Path:
    """Shared memory with room to spare, else the temporary folder."""
    usable = SHARED_MEMORY.is_dir() and os.access(SHARED_MEMORY, os.W_OK | os.X_OK)
    if usable and shutil.disk_usage(SHARED_MEMORY).free > ROOM:
        return SHARED_MEMORY
    return Path(tempfile.gettempdir())
