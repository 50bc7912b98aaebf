"""A workbook with a pivot table and a link to another workbook, which no library here writes."""

from __future__ import annotations

from campaign.workbook.books import repacked, replaced, workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_OVERRIDES = f"""
<Override PartName="/xl/pivotCache/pivotCacheDefinition1.xml" ContentType="{_KIND}.pivotCacheDefinition+xml"/>
<Override PartName="/xl/pivotCache/pivotCacheRecords1.xml" ContentType="{_KIND}.pivotCacheRecords+xml"/>
<Override PartName="/xl/pivotTables/pivotTable1.xml" ContentType="{_KIND}.pivotTable+xml"/>
<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{_KIND}.externalLink+xml"/>
</Types>"""

_RECORDS = f'<pivotCacheRecords xmlns="{_MAIN}" count="1"><r><x v="0"/></r></pivotCacheRecords>'

_CACHE = f"""
<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}" r:id="rId1" recordCount="1">
  <cacheSource type="worksheet"><worksheetSource ref="B5:B6" sheet="Traffic"/></cacheSource>
  <cacheFields count="1"><cacheField name="Size" numFmtId="0">
    <sharedItems count="1"><s v="300x250"/></sharedItems>
  </cacheField></cacheFields>
</pivotCacheDefinition>"""

_PIVOT = f"""
<pivotTableDefinition xmlns="{_MAIN}" name="Sizes" cacheId="1" dataCaption="Values">
  <location ref="A3:A5" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>
  <pivotFields count="1"><pivotField axis="axisRow" showAll="0">
    <items count="2"><item x="0"/><item t="default"/></items>
  </pivotField></pivotFields>
  <rowFields count="1"><field x="0"/></rowFields>
</pivotTableDefinition>"""

_LINK = f"""
<externalLink xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">
  <externalBook r:id="rId1"><sheetNames><sheetName val="Rates"/></sheetNames></externalBook>
</externalLink>"""


def _link(number: int, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="rId{number}" Type="{_DOCUMENT}/{kind}" Target="{target}"{more}/>'


def _links(*links: str) -> bytes:
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(links)}</Relationships>'.encode()


def with_pivot_and_external_link() -> bytes:
    """A pivot table on the second tab, over sizes of the first, and a link to a workbook of rates."""
    cache = _link(91, "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
    other = _link(92, "externalLink", "externalLinks/externalLink1.xml")
    outside = _link(1, "externalLinkPath", "file:///rates.xlsx", ' TargetMode="External"')
    return repacked(
        workbook("other tabs"),
        {
            "[Content_Types].xml": replaced((b"</Types>", _OVERRIDES.encode())),
            "xl/_rels/workbook.xml.rels": replaced(
                (b"</Relationships>", f"{cache}{other}</Relationships>".encode())
            ),
            "xl/workbook.xml": replaced(
                (
                    b"</sheets>",
                    b'</sheets><externalReferences><externalReference r:id="rId92"/></externalReferences>',
                ),
                (
                    b"</workbook>",
                    b'<pivotCaches><pivotCache cacheId="1" r:id="rId91"/></pivotCaches></workbook>',
                ),
            ),
            "xl/worksheets/_rels/sheet2.xml.rels": _links(
                _link(1, "pivotTable", "../pivotTables/pivotTable1.xml")
            ),
            "xl/pivotTables/_rels/pivotTable1.xml.rels": _links(
                _link(1, "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")
            ),
            "xl/pivotTables/pivotTable1.xml": _PIVOT.encode(),
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": _links(
                _link(1, "pivotCacheRecords", "pivotCacheRecords1.xml")
            ),
            "xl/pivotCache/pivotCacheDefinition1.xml": _CACHE.encode(),
            "xl/pivotCache/pivotCacheRecords1.xml": _RECORDS.encode(),
            "xl/externalLinks/externalLink1.xml": _LINK.encode(),
            "xl/externalLinks/_rels/externalLink1.xml.rels": _links(outside),
        },
    )
