"""Orders of sections, as lists of uids: no database, no request."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class Shift(NamedTuple):
    """Sections that stood at the places `first` to `last` and move by the same number of places."""

    first: int
    last: int
    by: int


def index_after(order: Sequence[str], uid: str | None) -> int:
    """The place behind a section: the end for None or a section that has gone, the top for an empty uid."""
    if uid == "":
        return 0
    return order.index(uid) + 1 if uid in order else len(order)  # type: ignore[arg-type]


def moved(order: Sequence[str], uids: Collection[str], to: int | str) -> list[str]:
    """The order with these sections together at a place, counted among the others, or behind a section."""
    block, rest = [uid for uid in order if uid in uids], [uid for uid in order if uid not in uids]
    if isinstance(to, str):
        before = order[: index_after(order, to)]
        place = sum(uid not in uids for uid in before)
    else:
        place = max(0, min(to, len(rest)))
    return [*rest[:place], *block, *rest[place:]]


def stepped(order: Sequence[str], uids: Collection[str], by: int) -> list[str]:
    """The order with these sections together and one place further up (-1) or down (1)."""
    chosen = [place for place, uid in enumerate(order) if uid in uids]
    start = chosen[0] - 1 if by < 0 else chosen[-1] + 2 - len(chosen)
    return moved(order, uids, max(0, start)) if chosen else list(order)


def shifts(places: Mapping[str, int], order: Sequence[str]) -> list[Shift]:
    """How sections that stand at `places` come to the places 0, 1, 2 … of `order`, as few runs as can be."""
    target = {uid: place for place, uid in enumerate(order)}
    found: list[Shift] = []
    for uid, place in sorted(places.items(), key=lambda pair: pair[1]):
        if uid not in target:
            continue
        by = target[uid] - place
        if found and found[-1].by == by:
            found[-1] = found[-1]._replace(last=place)
        else:
            found.append(Shift(place, place, by))
    return [shift for shift in found if shift.by]


def steps(have: Sequence[str], want: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """What leads from one order to another: uids to remove, then [uid, the one it stands behind] one after another."""
    wanted = set(want)
    stay = [uid for uid in have if uid in wanted]
    blocks = SequenceMatcher(None, stay, want, autojunk=False).get_matching_blocks()
    kept = {uid for start, _, size in blocks for uid in stay[start : start + size]}
    placed = [[uid, want[place - 1] if place else ""] for place, uid in enumerate(want) if uid not in kept]
    return [uid for uid in have if uid not in wanted], placed


def merged_order(wanted: Sequence[str], present: Sequence[str]) -> list[str]:
    """`wanted`, with every other present section behind the neighbour it stands behind now."""
    order = [uid for uid in wanted if uid in present]
    previous = None
    for uid in present:
        if uid not in order:
            order.insert(order.index(previous) + 1 if previous else 0, uid)
        previous = uid
    return order


def turned_order(now: list[str], then: list[str], present: list[str], there: Collection[str]) -> list[str]:
    """The order after turning a change that led from `then` to `now`: `present` was the list, `there` is what it holds.

    What came back stands behind its old neighbour; a single section that had moved goes back behind its own; when
    more had moved, the old order returns.
    """
    stayed = [uid for uid in present if uid in there]
    single = _moved([uid for uid in now if uid in then], [uid for uid in then if uid in now])
    if single is None:
        return merged_order([uid for uid in then if uid in there], [*stayed, *(uid for uid in then if uid in there)])
    order = [uid for uid in stayed if uid not in single]
    for uid in then:
        if uid in there and uid not in order:
            before = [other for other in then[: then.index(uid)] if other in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, uid)
    return order


def _moved(now: list[str], then: list[str]) -> list[str] | None:
    """The section whose move makes one order the other, as a list; empty if they are alike, None if more moved."""
    if now == then:
        return []
    return next(
        ([uid] for uid in now if [u for u in now if u != uid] == [u for u in then if u != uid]),
        None,
    )
