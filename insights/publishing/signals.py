"""What everything else listens to. Sent after the transaction has been committed, with `insight` (the working copy)."""

from django.dispatch import Signal

published = Signal()
unpublished = Signal()
