"""Finding ad-unit specs: the shipped catalogue, plugins' folders, and house files beside the creatives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from adqa.errors import PluginError, SpecError, UsageError
from adqa.spec.load import Document, load_document
from adqa.spec.model import AdUnitSpec
from adqa.spec.yamltext import Located


def shipped_folder() -> Path:
    """The folder of the shipped specs: inside the wheel, or at the top of a clone."""
    inside = Path(str(files("adqa"))) / "_specs"
    if inside.is_dir():
        return inside
    clone = Path(__file__).resolve().parents[3] / "specs"
    if clone.is_dir():
        return clone
    raise SpecError("the shipped ad-unit specs are missing from this installation; install adqa again")


def plugin_folders() -> list[Path]:
    """Folders that plugins name under the entry-point group `adqa.specs` (a package or module path)."""
    folders = []
    for point in sorted(entry_points(group="adqa.specs"), key=lambda one: one.name):
        try:
            module = point.load()
            folders.append(Path(str(files(module))))
        except Exception as error:
            raise PluginError(
                f"the spec plugin {point.name!r} ({point.value}) does not import: {error}"
            ) from error
    return folders


class Catalogue:
    """Specs by id. A shipped document is read when one of its units is asked for: file name = publisher."""

    def __init__(self, house: Iterable[Path] = ()) -> None:
        """`house` are the user's own documents: they take precedence, and their mistakes are told at once."""
        self._documents: dict[str, list[Document]] = {}
        self._units: dict[str, AdUnitSpec] = {}
        documents = [load_document(path) for path in house]
        for document in documents:
            self.add(document)
        for document in documents:
            self.check(document)

    def add(self, document: Document) -> None:
        """Makes a house document's units known, before those of the catalogue.

        Raises SpecError if another house file has a unit of the same id: which one holds would be a guess.
        """
        others = self._documents.setdefault(document.publisher, [])
        if any(other.name == document.name for other in others):
            return
        for other in others:
            for id_ in document.unit_ids:
                if id_ in other.unit_ids:
                    raise SpecError(
                        f"the ad unit {id_} is in {other.name} and in {document.name}; rename one"
                    )
        others.append(document)
        self._units.clear()

    def check(self, document: Document) -> None:
        """Reads every unit of a document. Raises SpecError with the faults of all of them."""
        said = []
        for id_ in document.unit_ids:
            try:
                unit = self.unit(id_)
                if unit.supersedes is not None:
                    self._locate(unit.supersedes)
            except SpecError as error:
                said += str(error).split("\n")
        if said:
            raise SpecError("\n".join(dict.fromkeys(said)))

    def publishers(self) -> list[str]:
        """Every publisher that has a document."""
        return sorted({*self._documents, *_catalogue_files()})

    def documents(self, publisher: str) -> list[Document]:
        """The documents of a publisher, house files first."""
        shipped = _shipped_document(publisher)
        return [*self._documents.get(publisher, ()), *([shipped] if shipped else ())]

    def ids(self) -> list[str]:
        """Every unit id, sorted."""
        return sorted(
            {id_ for name in self.publishers() for doc in self.documents(name) for id_ in doc.unit_ids}
        )

    def find(self, query: str) -> list[AdUnitSpec]:
        """The units that have every word of the query in their id, title, publisher's title or channel."""
        words = query.lower().split()
        found = []
        for publisher in self.publishers():
            for document in self.documents(publisher):
                for id_ in document.unit_ids:
                    unit = self.unit(id_)
                    text = f"{id_} {unit.title} {document.title} {unit.channel or ''}".lower()
                    if unit not in found and all(word in text for word in words):
                        found.append(unit)
        return sorted(found, key=lambda unit: unit.id)

    def raw(self, id_: str, seen: tuple[str, ...] = ()) -> Located:
        """The resolved raw unit, for `extends` across documents."""
        document, key = self._locate(id_)
        return document.raw_unit(key, self.raw, seen)

    def unit(self, id_: str) -> AdUnitSpec:
        """One unit. Raises SpecError that suggests the nearest id if there is none."""
        if id_ not in self._units:
            document, key = self._locate(id_)
            self._units[id_] = document.unit(key, self.raw)
        return self._units[id_]

    def _locate(self, id_: str) -> tuple[Document, str]:
        publisher, _, key = id_.partition("/")
        for document in self.documents(publisher):
            if id_ in document.unit_ids:
                return document, key
        near = get_close_matches(id_, self.ids(), n=3, cutoff=0.4)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise SpecError(f"there is no ad unit {id_!r}{hint} (adqa specs lists them all)")

    def resolve(self, reference: str, as_of: date) -> list[AdUnitSpec]:
        """The units a `--spec` value names: an id, a publisher with one unit, or a YAML file (all its units).

        Of two readings of one unit (`supersedes`), the one in force on `as_of` is taken.
        """
        path = Path(reference)
        if path.suffix.lower() in (".yaml", ".yml"):
            if not path.is_file():
                raise UsageError(f"the spec file {reference} does not exist")
            document = load_document(path)
            self.add(document)
            self.check(document)
            return self._one_reading_each(document.unit_ids, as_of)
        if "/" not in reference and reference in self.publishers():
            ids = sorted({id_ for document in self.documents(reference) for id_ in document.unit_ids})
            units = self._one_reading_each(ids, as_of)
            if len(units) > 1:
                raise UsageError(
                    f"{reference} has several ad units; name one of {', '.join(unit.id for unit in units)}"
                )
            return units
        return [self._current(reference, as_of)]

    def _one_reading_each(self, ids: Iterable[str], as_of: date) -> list[AdUnitSpec]:
        return list({unit.id: unit for unit in (self._current(id_, as_of) for id_ in ids)}.values())

    def _current(self, id_: str, as_of: date) -> AdUnitSpec:
        """The reading of a unit in force on a day; of two, the one that supersedes the other."""
        readings = self._readings(self.unit(id_))
        in_force = [one for one in readings if one.in_force(as_of)]
        older = {below.id for one in in_force for below in self._below(one, readings)}
        newest = [one for one in in_force if one.id not in older]
        if len(newest) == 1:
            return newest[0]
        day = as_of.isoformat()
        if newest:
            ids = " and ".join(sorted(one.id for one in newest))
            raise SpecError(f"on {day} {ids} are in force for {id_}; give them dates that do not overlap")
        raise SpecError(f"the ad unit {id_} is not in force on {day}, and nothing stands in for it")

    def _readings(self, unit: AdUnitSpec) -> list[AdUnitSpec]:
        """The unit and all units tied to it by `supersedes`, in either direction."""
        family = {unit.id: unit}
        if not any(document.has_readings for document in self.documents(unit.publisher)):
            return [unit]
        others = {one.id: one for one in self._siblings(unit)}
        while True:
            more = [
                one
                for one in others.values()
                if one.id not in family
                and (one.supersedes in family or any(known.supersedes == one.id for known in family.values()))
            ]
            if not more:
                return list(family.values())
            family |= {one.id: one for one in more}

    def _below(self, unit: AdUnitSpec, readings: Iterable[AdUnitSpec]) -> Iterator[AdUnitSpec]:
        """The older readings of a unit, the next one first."""
        by_id = {one.id: one for one in readings}
        seen = {unit.id}
        while unit.supersedes in by_id and unit.supersedes not in seen:
            seen.add(unit.supersedes)
            unit = by_id[unit.supersedes]
            yield unit

    def _siblings(self, unit: AdUnitSpec) -> Iterator[AdUnitSpec]:
        for document in self.documents(unit.publisher):
            for id_ in document.unit_ids:
                if id_ != unit.id:
                    yield self.unit(id_)

    def assumable(self) -> list[AdUnitSpec]:
        """Standard units that may be assumed from kind and size, in id order."""
        units = (self.unit(id_) for document in self.documents("iab") for id_ in document.unit_ids)
        return [unit for unit in units if unit.assumable]


@cache
def _catalogue_files() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in [shipped_folder(), *plugin_folders()]:
        for path in sorted(folder.rglob("*.yaml")):
            if path.stem in found:
                raise PluginError(
                    f"two installed spec files are for {path.stem}: {found[path.stem]} and {path}"
                )
            found[path.stem] = path
    return found


@cache
def _shipped_document(publisher: str) -> Document | None:
    path = _catalogue_files().get(publisher)
    if path is None:
        return None
    document = load_document(path, path.name)
    if document.publisher != publisher:
        raise SpecError(f"{path}: the file is named for {publisher} and holds {document.publisher}")
    return document
