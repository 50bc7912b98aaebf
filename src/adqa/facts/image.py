"""Facts of a still or animated image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Colour = Literal["rgb", "gray", "palette", "cmyk", "lab", "bilevel"]
Alpha = Literal["none", "unused", "used", "unknown"]
"""`unused`: an alpha channel that is opaque everywhere; `unknown`: a vector image, which is not rendered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Animation:
    """Motion as browsers play it: a frame delay of 10 ms or less is raised to 100 ms."""

    frames: int
    pass_ms: int
    """Length of one pass in milliseconds, as played."""
    plays: int | None
    """How often the sequence plays; None is without end."""
    total_ms: int | None
    """Length of all passes; None is without end."""
    last_change_ms: int | None = None
    """When the picture changes for the last time: the last frame of the last pass appears and stays.

    Shorter than `total_ms` by the delay of the last frame; None is without end.
    """
    shortest_ms: int
    """The shortest frame as played."""
    raised_frames: int
    """Frames whose stored delay a browser raises to 100 ms."""

    @property
    def frame_rate(self) -> float:
        """Highest momentary rate in frames per second."""
        return 1000 / self.shortest_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The outermost lines along one edge of the art, on the last frame that stays on screen.

    The ends of the lines are left out, so that round corners do not hide what is drawn between them.
    """

    width: int
    """How many outer lines are one uniform colour (0: the outermost line is not uniform); at most 20 are
    counted."""
    colour: str | None
    """`#rrggbb` of the outermost line if it is uniform."""
    along: tuple[str, ...]
    """Mean colours of up to 16 equal parts of the outermost line, from one end to the other."""
    contrast: int
    """How far the outermost line is off the picture inside: the median over these parts of the largest
    difference in one channel, 0 to 255. Compared is the line just inside a uniform band; the fourth line
    where there is none, and where a lossy format makes a deep one, in which a thin line may be hidden."""
    inner: str | None
    """Mean colour of the line just inside the uniform band; None if the whole depth measured is uniform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourProfile:
    """An embedded ICC profile."""

    name: str
    bytes: int
    srgb: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Blocks that carry no picture."""

    bytes: int = 0
    """EXIF, XMP, IPTC, Photoshop blocks and comments together; the colour profile is not counted."""
    gps: bool = False
    camera: bool = False
    """Make or model of a camera is named."""
    personal: tuple[str, ...] = ()
    """Names of fields that identify a person or a device (owner, serial number …), without their values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFacts:
    """One fully decoded image."""

    KIND: ClassVar[str] = "image"
    VERSION: ClassVar[int] = 1

    format: str
    """`jpeg`, `png`, `apng`, `gif`, `webp`, `avif`, `bmp`, `tiff` or `svg`."""
    width: int
    """Pixels as displayed, after EXIF orientation."""
    height: int
    sized: bool = True
    """False for an SVG that states no size of its own in pixels and fits any box. Width and height are then
    those of its viewBox (its ratio), or 300x150, the size a browser gives a picture without either."""
    orientation: int = 1
    """EXIF orientation 1 to 8; 1 is upright."""
    colour: Colour = "rgb"
    bit_depth: int = 8
    """Bits per channel as stored."""
    alpha: Alpha = "none"
    progressive: bool = False
    """Progressive JPEG or interlaced PNG/GIF."""
    profile: ColourProfile | None = None
    metadata: Metadata = Metadata()
    dpi: float | None = None
    """Printed resolution the file claims, pixels per inch."""
    animation: Animation | None = None
    unmeasured_motion: tuple[str, ...] = ()
    """What may make an SVG move, which only playing it would show: `smil`, `css`, `script`; `animation` is
    None then and says nothing."""
    active_content: tuple[str, ...] = ()
    """What an SVG holds besides a picture: `script`, `event handler`, `foreign object`, `external
    reference`."""
    jpeg_quality: int | None = None
    """Estimated quality 1 to 100, on the scale of the usual encoder; None if it is no JPEG."""
    trailing_bytes: int | None = 0
    """Bytes after the end of the image data; None where the format has no end mark (TIFF)."""
    trailing_format: str | None = None
    """What those bytes are by signature, e.g. `zip`; `padding` for zeros and white space, `samsung` for the
    trailer Samsung phones write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceFacts:
    """The pixels that stay on screen: edges and commonest colour of the last frame, on a white page.

    Not known of a vector image, nor of a GIF whose background shows through, which browsers leave
    transparent and the decoder paints.
    """

    KIND: ClassVar[str] = "surface"
    VERSION: ClassVar[int] = 1

    lossy: bool = False
    """The format smears a thin line into what lies beside it."""
    edges: tuple[Edge, Edge, Edge, Edge]
    """Top, right, bottom, left."""
    dominant_share: float
    """Share of pixels that have the commonest colour, 0 to 1, rounded to three digits; of white art on a
    transparent background as it looks on a black page."""
    dominant_colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PerceptualFacts:
    """What the art looks like, for comparing pictures with each other."""

    KIND: ClassVar[str] = "perceptual"
    VERSION: ClassVar[int] = 1

    dhash: str
    """64-bit difference hash of the picture in gray, 16 hex digits."""
    sharpness: float
    """Variance of the Laplacian over the middle of the picture, rounded to one digit; low is blurred."""
    enlarged: bool
    """Halving loses far less than it does to art made at this size: the picture was probably scaled up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillFacts:
    """Pictures of the creative for reports, by hash in the evidence store."""

    KIND: ClassVar[str] = "stills"
    VERSION: ClassVar[int] = 1

    thumbnail: str
    first: str | None = None
    """First frame of an animated image."""
    last: str | None = None
    """Frame that stays on screen at the end of an animated image."""
