"""The real `ricoche` program, in a process of its own, on a folder of its own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 300


@dataclass(frozen=True)
class Program:
    """An installation and how to run commands on it."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "ricoche.db"

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RICOCHE_", "LC_", "LANG"))}
        return {**kept, "RICOCHE_DATA_DIR": str(self.folder), "RICOCHE_LANG": "en", "COLUMNS": "120", **more}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "server.cli", *arguments]

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run to its end."""
        return subprocess.run(
            self.command(*arguments), env=self.environment(**environment), capture_output=True, text=True,
            timeout=PATIENCE, check=False, encoding="utf-8",
        )  # fmt: skip

    def start(self, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        """Run beside the test."""
        return subprocess.Popen(
            self.command(*arguments), env=self.environment(**environment), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def copy_to(self, folder: Path) -> "Program":
        """The same installation again, to be changed."""
        shutil.copytree(self.folder, folder)
        return Program(folder)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What is in the database, read beside the program."""
        import sqlite3

        opened = sqlite3.connect(self.database)
        try:
            found = opened.execute(query, values).fetchall()
            opened.commit()
            return found
        finally:
            opened.close()

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])
