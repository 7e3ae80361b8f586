"""The push key is made once, however many processes start together."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from server.notifications.vapid import (
    FILE_NAME,
    ensure_vapid_keys,
    generate_vapid_keys,
    load_vapid_keys,
    save_vapid_keys,
)


def test_those_who_start_together_share_one_key(tmp_path: Path) -> None:
    folder, together = tmp_path / "data", Barrier(12)

    def start(_: int) -> str:
        together.wait()
        return ensure_vapid_keys(folder).public

    with ThreadPoolExecutor(12) as processes:
        assert len(set(processes.map(start, range(12)))) == 1
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600


def test_a_key_in_use_is_never_replaced(tmp_path: Path) -> None:
    first = ensure_vapid_keys(tmp_path)
    with pytest.raises(FileExistsError):
        save_vapid_keys(generate_vapid_keys(), tmp_path)
    assert load_vapid_keys(tmp_path).public == first.public == ensure_vapid_keys(tmp_path).public
    assert len(list(tmp_path.iterdir())) == 1
