"""Who may touch a book's index, between threads and between processes."""

import multiprocessing
import threading
import time

import pytest

from companion.errors import BusyError
from companion.lock import BookLock


def hold(folder, mode, ready, done):
    with getattr(BookLock(folder, 5), mode)():
        ready.set()
        done.wait(20)


@pytest.fixture
def elsewhere(tmp_path):
    """Hold a lock in another process until the test ends."""
    context = multiprocessing.get_context("spawn")
    started = []

    def start(mode):
        ready, done = context.Event(), context.Event()
        process = context.Process(target=hold, args=(tmp_path, mode, ready, done))
        process.start()
        started.append((process, done))
        assert ready.wait(20)
        return process

    yield start
    for process, done in started:
        done.set()
        process.join(20)


def test_a_second_sync_is_told_who_holds_the_book(tmp_path, elsewhere):
    holder = elsewhere("syncing")
    with pytest.raises(BusyError, match=f"process {holder.pid}"), BookLock(tmp_path, 0.2).syncing():
        pass


def test_readers_of_two_processes_share(tmp_path, elsewhere):
    elsewhere("reading")
    with BookLock(tmp_path, 0.2).reading():
        pass


@pytest.mark.parametrize(("theirs", "ours"), [("reading", "writing"), ("writing", "reading"), ("writing", "writing")])
def test_a_writer_is_alone_between_processes(tmp_path, elsewhere, theirs, ours):
    elsewhere(theirs)
    with pytest.raises(BusyError), getattr(BookLock(tmp_path, 0.3), ours)():
        pass


def test_reading_goes_on_while_a_sync_prepares(tmp_path, elsewhere):
    elsewhere("syncing")
    with BookLock(tmp_path, 0.2).reading():
        pass


def test_threads_wait_for_each_other(tmp_path):
    lock, order = BookLock(tmp_path, 5), []
    reading, go = threading.Event(), threading.Event()

    def reader():
        with lock.reading():
            reading.set()
            go.wait(5)
            order.append("read")

    def writer():
        with lock.writing():
            order.append("written")

    threads = [threading.Thread(target=reader), threading.Thread(target=writer)]
    threads[0].start()
    assert reading.wait(5)
    threads[1].start()
    time.sleep(0.05)
    go.set()
    for thread in threads:
        thread.join(5)
    assert order == ["read", "written"]


def test_a_lock_is_free_after_an_error(tmp_path):
    lock = BookLock(tmp_path, 0.3)
    for mode in ("syncing", "reading", "writing"):
        with pytest.raises(RuntimeError, match="inside"), getattr(lock, mode)():
            raise RuntimeError("inside")
        with getattr(lock, mode)():
            pass
