"""Who has to do what: every fix of a report, sorted by partner and by role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from adqa.addresses import file_name
from adqa.report.campaign import BookedRecord, PartnerRecord, RowRecord
from adqa.report.fixes import Fix, fixes
from adqa.report.model import OF_ROWS, Owner, Severity
from adqa.report.private import Private
from adqa.report.report import Report
from adqa.report.reporters._words import NOT_ARRIVED, QUESTION


class Desk:
    """A report read once.

    A partner is named by the sheet; `""` stands for creatives of which nobody says who delivers them, and
    for all of them where there is no sheet.
    """

    def __init__(self, report: Report) -> None:
        campaign = report.campaign
        self.report = report
        self.rows = {row.id: row for row in campaign.rows} if campaign else {}
        self.booked = {one.key: one for one in campaign.booked} if campaign else {}
        self.files = campaign.files if campaign else ()
        self._unplaced = {one.path for one in self.files}
        self._order = {id_: number for number, id_ in enumerate(self.rows)}
        self._known = _by_any_name(campaign.partners if campaign else ())
        names = {one.name for one in self._known.values()}
        self._only = names.pop() if len(names) == 1 else ""
        self._serving: dict[str, list[BookedRecord]] = defaultdict(list)
        for one in self.booked.values():
            for path in one.creatives:
                self._serving[path].append(one)
        owners = [one.owner for one in self.booked.values()] + [row.owner for row in self.rows.values()]
        self.partners = tuple(dict.fromkeys(map(self.partner, owners))) if campaign else ("",)
        self._booked_by: dict[str, list[BookedRecord]] = defaultdict(list)
        for one in self.booked.values():
            if not self._is_hidden(one.rows):
                self._booked_by[self.partner(one.owner)].append(one)
        self._private: dict[str, Private] = {}
        self._fixes: dict[tuple[Owner, str], list[Fix]] = defaultdict(list)
        for fix in _each(report):
            for owner, name in self._owners(fix):
                self._fixes[owner, name].append(fix)

    def fixes(self, owner: Owner, partner: str = "") -> list[Fix]:
        """What an owner has to do or to decide, in the order of the report."""
        return self._fixes[owner, partner]

    def partner(self, owner: str) -> str:
        """The partner whom a sheet means by a name, a contact or an address; nobody's is the only one's."""
        known = self._known.get(_plain(owner))
        return known.name if known else owner or self._only

    def record(self, partner: str) -> PartnerRecord:
        """How to reach a partner."""
        return self._known.get(_plain(partner)) or PartnerRecord(name=partner, contact="", email="")

    def booked_by(self, partner: str) -> list[BookedRecord]:
        """What a partner delivers, in sheet order, but for what only hidden rows book: that stays here."""
        return self._booked_by[partner]

    def rows_of(self, partner: str) -> list[RowRecord]:
        """Rows that name a partner, and rows served by what it delivers that name nobody."""
        own = {id_ for one in self.booked_by(partner) for id_ in one.rows}
        return [
            row
            for row in self.rows.values()
            if not row.hidden and (self.partner(row.owner) == partner if row.owner else row.id in own)
        ]

    def _is_hidden(self, rows: Sequence[str]) -> bool:
        """Whether somebody hid every one of these rows, so that no partner is to see them."""
        return bool(rows) and all(self.rows[id_].hidden for id_ in rows if id_ in self.rows)

    def served_by(self, fix: Fix) -> list[BookedRecord]:
        """Booked creatives that a fix is about."""
        named = [self.booked[key] for key in fix.touched("booked") if key in self.booked]
        return named or self._serving.get(fix.finding.path, [])

    def touched(self, fix: Fix) -> list[RowRecord]:
        """Rows that a fix touches, in sheet order."""
        ids = fix.touched("row") or [id_ for one in self.served_by(fix) for id_ in one.rows]
        return [self.rows[id_] for id_ in sorted(set(ids) & self.rows.keys(), key=self._order.__getitem__)]

    def place(self, fix: Fix) -> tuple[int, int]:
        """Gravest first, then in the order of the sheet."""
        rows = self.touched(fix)
        return fix.finding.severity.rank, self._order[rows[0].id] if rows else len(self._order)

    def private(self, partner: str) -> Private:
        """What this partner must not read."""
        if partner not in self._private:
            own, rows = self.booked_by(partner), self.rows_of(partner)
            keys, ids = {one.key for one in own}, {row.id for row in rows}
            secrets = [
                *(text for one in self._known.values() if one.name != partner for text in _of_partner(one)),
                *(text for one in self.booked.values() if one.key not in keys for text in _of_booked(one)),
                *(row.placement for row in self.rows.values() if row.id not in ids),
                *(row.placement_id for row in self.rows.values()),
                *self._places(),
            ]
            record = self.record(partner)
            known = [
                *_of_partner(record),
                *(text for one in own for text in _of_booked(one)),
                *(row.placement for row in rows if row.placement != row.placement_id),
            ]
            self._private[partner] = Private(secrets, known)
        return self._private[partner]

    def _places(self) -> Iterator[str]:
        """Addresses on a disk and names of internal workbooks."""
        campaign = self.report.campaign
        for sheet in campaign.sheets if campaign else ():
            yield from (sheet, file_name(sheet))
        for argument in self.report.header.arguments:
            if "/" in argument or "\\" in argument:
                yield argument

    def _owners(self, fix: Fix) -> Iterator[tuple[Owner, str]]:
        one = fix.finding
        if one.severity is Severity.NOTE or one.rule in (NOT_ARRIVED, QUESTION):
            return  # notes are counted only; the others are listed from what is booked and from the files
        if one.owner is not Owner.PARTNER:
            yield one.owner, ""
            return
        if one.path in self._unplaced:
            return
        if self._is_hidden([row.id for row in self.touched(fix)]):
            yield Owner.ACCOUNT_MANAGER, ""
            return
        for name in self._partners_of(fix):
            if self.private(name).names(one.message, one.fix):
                yield Owner.ACCOUNT_MANAGER, ""
            else:
                yield Owner.PARTNER, name

    def _partners_of(self, fix: Fix) -> list[str]:
        owners = [one.owner for one in self.served_by(fix)]
        if not owners:
            owners = [row.owner for row in self.touched(fix)]
        return list(dict.fromkeys(map(self.partner, owners))) or [self.partner("")]


def _each(report: Report) -> Iterator[Fix]:
    """Fixes of files, merged, and every finding on rows: alike in words, they may differ in what to do."""
    on_files = []
    for one in report.findings():
        if one.subject.kind not in OF_ROWS:
            on_files.append(one)
        elif one.counts:
            yield Fix(one, applies_to=[*one.applies_to])
    yield from fixes(on_files)


def _by_any_name(partners: Iterable[PartnerRecord]) -> dict[str, PartnerRecord]:
    found: dict[str, PartnerRecord] = {}
    for one in partners:
        for name in (one.name, one.email, one.contact):
            if name:
                found.setdefault(_plain(name), one)
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _of_partner(one: PartnerRecord) -> tuple[str, ...]:
    return (one.name, one.contact, one.email)


def _of_booked(one: BookedRecord) -> Iterator[str]:
    yield one.label
    for path in one.creatives:
        name = file_name(path)
        yield name
        yield name.rpartition(".")[0]
