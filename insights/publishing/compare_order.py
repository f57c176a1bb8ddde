"""Which sections really moved: as few as can be, so that one that went to the top does not mark all the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Of the uids in both orders, those outside the longest run that kept its order."""
    place = {uid: number for number, uid in enumerate(before)}
    common = [uid for uid in after if uid in place]
    return set(common) - set(_longest_rising(common, place))


def _longest_rising(uids: Sequence[str], place: dict[str, int]) -> list[str]:
    """The longest subsequence whose places rise, in n log n steps."""
    ends: list[int] = []  # the lowest last place of a rising run of each length
    last: list[str] = []  # and whose it is
    previous: dict[str, str | None] = {}
    for uid in uids:
        length = bisect_left(ends, place[uid])
        previous[uid] = last[length - 1] if length else None
        ends[length:] = [place[uid], *ends[length + 1 :]]
        last[length:] = [uid, *last[length + 1 :]]
    run: list[str] = []
    uid_or_none = last[-1] if last else None
    while uid_or_none is not None:
        run.append(uid_or_none)
        uid_or_none = previous[uid_or_none]
    return run
