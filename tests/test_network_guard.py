"""The guard that keeps the tests on this machine must itself bite."""

import os
import socket
import subprocess
import sys

import pytest

import tests.conftest as guard


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: socket.create_connection(("192.0.2.1", 80), timeout=0.1),
        lambda: socket.getaddrinfo("example.invalid", 80),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("192.0.2.1", 53)),
    ],
)
def test_leaving_this_machine_is_noticed_even_when_swallowed(attempt):
    with pytest.raises(OSError, match="may not leave"):
        attempt()
    assert guard._reached
    guard._reached.clear()  # this test tried on purpose


def test_loopback_is_allowed():
    server = socket.create_server(("127.0.0.1", 0))
    socket.create_connection(server.getsockname(), timeout=1).close()
    server.close()


def test_child_processes_are_guarded_too():
    code = "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 80), timeout=.1)\nexcept OSError:\n    pass"
    child = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=False)
    assert child.returncode == 97
    assert "192.0.2.1" in child.stderr
