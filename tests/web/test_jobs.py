"""Work in the background: progress, results, errors and cancelling."""

from __future__ import annotations

import threading

import pytest

from companion.errors import Cancelled, EmptyManuscript
from companion.jobs import Job


def test_a_job_brings_its_result() -> None:
    job = Job("add", lambda report, cancel: 2 + 3).start()
    assert job.wait(5)
    assert (job.state, job.result(), job.error) == ("done", 5, None)


def test_progress_is_seen_while_it_runs() -> None:
    told, go_on = threading.Event(), threading.Event()

    def work(report, cancel) -> None:
        report("reading", 3, 12, "Chapter Three")
        told.set()
        go_on.wait(5)

    job = Job("read", work).start()
    assert told.wait(5)
    now = job.progress
    assert (job.state, now.stage, now.done, now.total, now.item) == ("running", "reading", 3, 12, "Chapter Three")
    assert now.fraction == 0.25
    go_on.set()
    assert job.wait(5)


def test_cancel_reaches_the_work() -> None:
    def work(report, cancel) -> None:
        cancel.wait(5)
        raise Cancelled("Stopped.")

    job = Job("long", work).start()
    job.cancel()
    assert job.wait(5)
    assert job.state == "cancelled"
    with pytest.raises(Cancelled):
        job.result()


@pytest.mark.parametrize("problem", [EmptyManuscript("Nothing here."), RuntimeError("a bug")])
def test_an_error_is_kept_for_whoever_asks(problem: Exception) -> None:
    def work(report, cancel) -> None:
        raise problem

    job = Job("bad", work).start()
    assert job.wait(5)
    assert job.state == "failed" and job.error is problem
    with pytest.raises(type(problem)):
        job.result()
