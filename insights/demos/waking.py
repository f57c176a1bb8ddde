"""A bell: whoever has written a mail rings it, and the process's sender, if there is one, looks at once."""

from threading import Event

bell = Event()


def wake() -> None:
    """There is something to send."""
    bell.set()
