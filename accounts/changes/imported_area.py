"""Service areas that a file of revenue names: finding them, and making those that are not known when that is chosen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from accounts.domain.data_import import Fault, Plan, Staged
from accounts.domain.revenue_import import area_path, is_total
from accounts.models import ImportedRow, Revenue, ServiceArea
from kamplan.fields import sort_key

LONGEST_NAME = 120
Areas = dict[tuple[str, ...], list[int]]


def known_areas() -> Areas:
    """By name alone, and by group and name; more than one number where a name says too little."""
    known: Areas = defaultdict(list)
    for pk, own, group in ServiceArea.objects.values_list("pk", "sort_key", "parent__sort_key"):
        known[own,].append(pk)
        if group:
            known[group, own].append(pk)
    return dict(known)


def area_of(text: str, areas: Areas, *, may_make: bool) -> int | str | Fault:
    """Its number; or its folded name, when it may be made."""
    path = area_path(text)
    if not path:
        return Fault("area", "missing")
    if not can_be_made(path):
        return Fault("area", "area_too_deep", text)
    found = areas.get(tuple(map(sort_key, path)), [])
    if len(found) == 1:
        return found[0]
    if found:
        return Fault("area", "ambiguous_area", text)
    if is_total(text):
        return Fault("area", "total", text)
    return folded(path) if may_make else Fault("area", "unknown_area", text)


def can_be_made(path: tuple[str, ...]) -> bool:
    return 0 < len(path) <= 2 and all(len(part) <= LONGEST_NAME for part in path)


def folded(path: tuple[str, ...]) -> str:
    return sort_key(" / ".join(path))


def unknown_areas(texts: Iterable[str], areas: Areas) -> list[str]:
    """Names that could be made, each once, as first written."""
    unknown: dict[tuple[str, ...], str] = {}
    for text in dict.fromkeys(texts):
        path = area_path(text)
        keys = tuple(map(sort_key, path))
        if keys not in areas and can_be_made(path) and not is_total(text):
            unknown.setdefault(keys, " / ".join(path))
    return list(unknown.values())


def made_areas(plan: Plan) -> dict[str, tuple[str, int, Staged]]:
    """The areas the new facts need, groups first, by the folded name they were written with."""
    made: dict[str, tuple[str, int, Staged]] = {}
    groups = {area.sort_key: area for area in ServiceArea.objects.filter(parent=None)}
    last = ServiceArea.objects.count()
    needed = {staged.key.area for staged in plan.new}
    for name in (name for name in plan.unknown if sort_key(name) in needed):
        parent = None
        for part in area_path(name):
            area = groups.get(sort_key(part)) if parent is None else None
            if area is None:
                last += 1
                area = ServiceArea.objects.create(name=part, parent=parent, order=last)
                whole = part if parent is None else name
                made[sort_key(whole)] = (ImportedRow.Table.AREA, area.pk, Staged(0, (part,), None, {"name": part}))
            if parent is None:
                groups[area.sort_key] = area
            parent = area
    return made


def undo_areas(rows: Sequence[ImportedRow]) -> None:
    """Areas an import made go with it, services before groups, unless they are used for something else by now."""
    for row in sorted(rows, key=lambda row: -row.row):
        used = Revenue.objects.filter(area=row.row).exists() or ServiceArea.objects.filter(parent=row.row).exists()
        if not used:
            ServiceArea.objects.filter(pk=row.row).delete()
