"""Several people at the same moment, each in a thread with a connection of its own."""

import threading

from django.db import connection


def together(*workers):
    """Run these at the same moment; what they returned or raised, whoever came first before the others."""
    barrier, came = threading.Barrier(len(workers)), []

    def run(worker):
        try:
            barrier.wait(30)
            came.append(worker())
        except Exception as error:
            came.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[worker]) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came


def errors_of(*workers):
    """Run these at the same moment; what they raised."""
    return [came for came in together(*workers) if isinstance(came, Exception)]
