"""The picture that stands for a page where its link is shared: drawn with the site's own faces, once, into a cache.

The same page gives the same bytes on every machine: Pillow brings its own FreeType, which reads WOFF2.
"""

from __future__ import annotations

import functools
import hashlib
import io
import unicodedata
from dataclasses import astuple, dataclass
from pathlib import Path

import PIL
from PIL import Image, ImageDraw, ImageFont

from design_round.floor.kept import keep, kept
from design_round.floor.places import CACHE

KEPT = CACHE / "cards"

WIDTH, HEIGHT, MARGIN = 1200, 630, 84
PAPER, INK, MUTED, ACCENT = "#fdfcf9", "#22262b", "#5a626b", "#17606d"

FONTS = Path("assets/vendor/fonts")
SANS, SERIF = "source-sans-3-latin-wght-normal.woff2", "source-serif-4-latin-wght-normal.woff2"

# Colours of a card: flat areas and the greys at the edges of letters.
COLOURS = 48


@dataclass(frozen=True, slots=True)
class Card:
    """The words of a card: the site, the part of it, the page, what it is about, and a line of facts."""

    site: str
    section: str
    title: str
    description: str
    facts: str = ""


def draw_card(card: Card, docs: Path, cache: Path = KEPT) -> bytes:
    """The card as PNG, from the cache where it was drawn before. Raises `FileNotFoundError` without the fonts."""
    fonts = docs / FONTS
    key = hashlib.sha256("\0".join([_stamp(fonts), *astuple(card)]).encode()).hexdigest()[:32]
    path = cache / f"{key}.png.kept"
    picture = kept(path)
    if picture is None:
        picture = _drawn(card, fonts)
        keep(path, picture)
    return picture


@functools.cache
def _stamp(fonts: Path) -> str:
    """Changes with what decides the looks: this file, the fonts and Pillow."""
    parts = [Path(__file__).read_bytes(), *((fonts / name).read_bytes() for name in (SANS, SERIF))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest() + PIL.__version__


def _drawn(card: Card, fonts: Path) -> bytes:
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, 12), fill=ACCENT)
    head = _font(fonts, SANS, 34, 600)
    pen.text((MARGIN, 84), card.site, font=head, fill=ACCENT, anchor="ls")
    if card.section:
        pen.text((WIDTH - MARGIN, 84), card.section, font=_font(fonts, SANS, 30, 400), fill=MUTED, anchor="rs")
    bottom = _title(pen, card.title, fonts)
    _paragraph(pen, card.description, _font(fonts, SERIF, 36, 400), bottom + 30, 52, HEIGHT - 130)
    pen.line((MARGIN, HEIGHT - 104, WIDTH - MARGIN, HEIGHT - 104), fill="#dcd6c8", width=2)
    pen.text((MARGIN, HEIGHT - 54), card.facts, font=_font(fonts, SANS, 28, 400), fill=MUTED, anchor="ls")
    file = io.BytesIO()
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        file, "PNG", optimize=True
    )
    return file.getvalue()


def _title(pen: ImageDraw.ImageDraw, title: str, fonts: Path) -> int:
    """Write the title as large as it fits on two lines; returns where it ends."""
    for size in (84, 72, 60, 50):
        font = _font(fonts, SANS, size, 650)
        lines = _wrapped(title, font)
        if len(lines) <= 2:
            break
    return _lines(pen, lines[:3], font, 150 + size, int(size * 1.12), INK)


def _paragraph(
    pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, top: int, step: int, end: int
) -> None:
    """Write as many lines as there is room for; what is left out is marked."""
    lines, room = _wrapped(text, font), max(1, (end - top) // step)
    if len(lines) > room:
        lines = [*lines[: room - 1], lines[room - 1].rstrip(" ,;:.") + " …"]
    _lines(pen, lines, font, top + step, step, MUTED)


def _lines(
    pen: ImageDraw.ImageDraw, lines: list[str], font: ImageFont.FreeTypeFont, top: int, step: int, colour: str
) -> int:
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * step), line, font=font, fill=colour, anchor="ls")
    return top + (len(lines) - 1) * step


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """The text in lines as wide as the card; a word wider than that is left to stick out."""
    lines: list[str] = []
    for word in unicodedata.normalize("NFC", text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@functools.cache
def _font(fonts: Path, name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(fonts / name, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font
