"""The kinds of section that the picker offers, in their groups."""

from __future__ import annotations

from typing import Any

from insights.sections.registry import kinds


def offered() -> list[dict[str, Any]]:
    """[{name: the group's, kinds: [{name, kind}]}], groups and kinds in the order of the registry."""
    groups: dict[str, dict[str, Any]] = {}
    for name, kind in kinds().items():
        group = groups.setdefault(str(kind.group), {"name": kind.group, "kinds": []})
        group["kinds"].append({"name": name, "kind": kind})
    return list(groups.values())
