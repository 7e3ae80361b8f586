"""Real files: each one is imported, or refused by a sentence that names the line; the program survives all of them."""

import re
from pathlib import Path

from tests.support.program import Program

KINDS = (
    ("import-feed", "feeds", ("*.xml",), ()),
    ("import-article", "articles", ("*.html",), ("--url", "https://source.example/{name}")),
    ("import-people", "people", ("*.csv",), ()),
)


def test_every_real_file_is_imported_or_refused_by_its_line(program: Program, corpus: Path) -> None:
    tried = 0
    for command, folder, patterns, more in KINDS:
        for path in sorted(found for pattern in patterns for found in (corpus / folder).rglob(pattern)):
            done = program.run(command, str(path), *(each.format(name=path.stem) for each in more))
            tried += 1
            assert "Traceback" not in done.stderr, path.name
            if done.returncode == 0:
                assert re.search(r"^New: \d", done.stdout, re.MULTILINE), path.name
            else:
                assert done.returncode == 2, path.name
                assert re.search(r"\bline \d", done.stderr, re.IGNORECASE), (path.name, done.stderr)
                assert len(done.stderr.splitlines()) == 1, path.name
    assert tried
    assert program.run("doctor").returncode == 0


def test_every_real_file_of_openings_is_imported_or_refused_by_its_name(program: Program, corpus: Path) -> None:
    for path in sorted(found for found in (corpus / "jobs").rglob("*.*") if not found.name.startswith("_")):
        done = program.run("import-openings", str(path))
        assert "Traceback" not in done.stderr, path.name
        if done.returncode == 0:
            assert re.search(r"^New: [1-9]", done.stdout, re.MULTILINE), path.name
        else:
            assert done.returncode == 2, path.name
            assert done.stderr.startswith(f"{path.name}: "), done.stderr
            assert len(done.stderr.splitlines()) == 1, path.name
