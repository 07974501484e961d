"""Put on PYTHONPATH for child processes of the tests: a connection beyond this machine ends the process."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))))
from tests.support.network import beyond_loopback


def _guard(event, args):
    if os.environ.get("TEST_PROCESS") == str(os.getpid()):
        return  # a test process itself (a worker of xdist); its own guard fails the test and goes on
    target = beyond_loopback(event, args)
    if target:
        sys.stderr.write(f"a child process of the tests tried to reach {target}\n")
        sys.stderr.flush()
        os._exit(97)


sys.addaudithook(_guard)
