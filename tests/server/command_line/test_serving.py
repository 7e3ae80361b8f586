"""`ricoche serve` answers, and ends well when it is asked to."""

import http.client
import signal
import socket
import subprocess
import time

import pytest

from tests.support.program import PATIENCE, Program


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(port: int, path: str, serving: "subprocess.Popen[str]") -> tuple[int, str]:
    """The first answer, once there is one."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and serving.poll() is None:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            asked.request("GET", path)
            found = asked.getresponse()
            return found.status, found.read().decode()
        except OSError:
            time.sleep(0.05)
        finally:
            asked.close()
    raise AssertionError(serving.communicate()[1] if serving.poll() is not None else "no answer")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_serves_until_it_is_told_to_stop(program: Program, workers: str) -> None:
    port = free_port()
    serving = program.start("serve", "--port", str(port), "--workers", workers)
    try:
        status, body = answer(port, "/readyz", serving)
        assert status == 200, body
        assert answer(port, "/sign-in", serving)[0] == 200
        serving.send_signal(signal.SIGTERM)
        said, noted = serving.communicate(timeout=PATIENCE)
    finally:
        serving.kill()
        serving.wait()
    assert serving.returncode == 0, noted
    assert f"http://localhost:{port}/setup/" in said  # an empty installation says how to begin
    assert "Traceback" not in noted


def test_the_port_comes_from_the_environment_too(program: Program) -> None:
    port = free_port()
    serving = program.start("serve", PORT=str(port))
    try:
        assert answer(port, "/healthz", serving)[0] == 200
    finally:
        serving.terminate()
        serving.communicate(timeout=PATIENCE)
    assert serving.returncode == 0
