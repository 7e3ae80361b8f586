"""Two processes of their own for tests of what happens at the same moment: each takes jobs through a pipe."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection


@contextmanager
def two_processes(work: Callable[[Connection], None]) -> Iterator[list[Connection]]:
    """Their pipes; forked from one process that has read the program. None ends them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["tests.support.hammer_process", "tests.support.order_process", "tests.support.referral_process"]
    )
    ours, running = [], []
    for _ in range(2):
        here, there = context.Pipe()
        running.append(context.Process(target=work, args=(there,), daemon=True))
        running[-1].start()
        there.close()
        ours.append(here)
    yield ours
    for here in ours:
        here.send(None)
    for process in running:
        process.join()
