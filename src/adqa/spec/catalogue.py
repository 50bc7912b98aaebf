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
    """Specs by id. A document is read when one of its units is asked for: file name = publisher."""

    def __init__(self, house: Iterable[Path] = ()) -> None:
        """`house` are the user's own documents; they take precedence and are read at once."""
        self._documents: dict[str, list[Document]] = {}
        self._units: dict[str, AdUnitSpec] = {}
        for path in house:
            self.add(load_document(path))

    def add(self, document: Document) -> None:
        """Makes a house document's units known, before those of the catalogue."""
        self._documents.setdefault(document.publisher, []).append(document)

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

    def raw(self, id_: str) -> Located:
        """The resolved raw unit, for `extends` across documents."""
        document, key = self._locate(id_)
        return document.raw_unit(key, self.raw)

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
            return [self._current(id_, as_of) for id_ in document.unit_ids]
        if "/" not in reference and reference in self.publishers():
            ids = [id_ for document in self.documents(reference) for id_ in document.unit_ids]
            if len(set(ids)) > 1:
                raise UsageError(
                    f"{reference} has several ad units; name one of {', '.join(sorted(set(ids)))}"
                )
            return [self._current(ids[0], as_of)]
        return [self._current(reference, as_of)]

    def _current(self, id_: str, as_of: date) -> AdUnitSpec:
        unit = self.unit(id_)
        if unit.in_force(as_of):
            return unit
        for other in self._siblings(unit):
            if other.in_force(as_of) and id_ in (other.supersedes, other.id) or unit.supersedes == other.id:
                return other
        raise SpecError(
            f"the ad unit {id_} is not in force on {as_of.isoformat()}, and nothing stands in for it"
        )

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
            found.setdefault(path.stem, path)
    return found


@cache
def _shipped_document(publisher: str) -> Document | None:
    path = _catalogue_files().get(publisher)
    return load_document(path) if path else None
