"""That a process begins to serve the site: for work that goes on beside the requests, and in no command or test."""

from django.dispatch import Signal

begun = Signal()
