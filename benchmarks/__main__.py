"""Run the benchmarks named, or all of them; print one table; exit 1 below a gate."""

import argparse
import sys
from collections.abc import Callable, Iterable

from benchmarks.pages import measure_pages
from benchmarks.simulation import measure_simulation
from benchmarks.table import CannotMeasure, Row, table

BENCHMARKS: dict[str, Callable[[], Iterable[Row]]] = {"pages": measure_pages, "simulation": measure_simulation}


def main() -> int:
    """0 when every gate is kept, 1 below one, 2 when something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHMARKS], metavar=f"{{{','.join(BENCHMARKS)}}}")
    chosen = parser.parse_args().names or list(BENCHMARKS)
    try:
        rows = [row for name in chosen for row in BENCHMARKS[name]()]
    except CannotMeasure as reason:
        print(reason, file=sys.stderr)
        return 2
    print(table(rows))
    return 0 if all(row.is_kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
