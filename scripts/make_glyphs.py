#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""make_glyphs.py: writes src/render/drawing/*.glyphs, the letters of printed pictures.

Needed only to change which characters there are. Takes Debian's fonts-liberation2
(SIL Open Font License 1.1) and python3-fonttools. A file has a line for each
character, by code point; lengths are 1/1024 of the font's size, y grows upwards:

  6c 455 m138 0v1484h180v-1484z
  |  |   outline, as in SVG but with relative m, l, h, v, q and z only
  |  how far the next character is away
  code point in hexadecimal
"""
import pathlib

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

FONTS = pathlib.Path("/usr/share/fonts/truetype/liberation2")
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "src/render/drawing"
FACES = {"sans": "LiberationSans-Regular", "sans_bold": "LiberationSans-Bold", "mono_bold": "LiberationMono-Bold"}
UNITS = 1024

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180)]
GREEK = [*range(0x391, 0x3A2), *range(0x3A3, 0x3CA)]
CYRILLIC = [*range(0x401, 0x40D), *range(0x40E, 0x450), *range(0x451, 0x45D), 0x45E, 0x45F]
SIGNS = [0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2020, 0x2022, 0x2026, 0x20AC, 0x2122,
         0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25A1]


class RelativePen(BasePen):
    """Collects an outline as text."""

    def __init__(self, glyphs, units_per_em):
        super().__init__(glyphs)
        self.scale = UNITS / units_per_em
        self.at = (0, 0)
        self.text = ""

    def step(self, point):
        end = (round(point[0] * self.scale), round(point[1] * self.scale))
        step = (end[0] - self.at[0], end[1] - self.at[1])
        self.at = end
        return step

    def add(self, command, numbers):
        words = "".join(str(number) if number < 0 or not i else f" {number}" for i, number in enumerate(numbers))
        self.text += command + words

    def _moveTo(self, point):
        self.start = point
        self.is_begun = False

    def begin(self):
        if not self.is_begun:
            self.add("m", self.step(self.start))
        self.is_begun = True

    def _lineTo(self, point):
        self.begin()
        x, y = self.step(point)
        if (x, y) == (0, 0):
            return
        self.add("h", [x]) if y == 0 else self.add("v", [y]) if x == 0 else self.add("l", [x, y])

    def _qCurveToOne(self, control, point):
        self.begin()
        start = self.at
        first = self.step(control)
        self.step(point)
        self.add("q", [*first, self.at[0] - start[0], self.at[1] - start[1]])

    def _closePath(self):
        if self.is_begun:  # a lone point serves hinting only
            self.step(self.start)
            self.text += "z"


def write_face(name, file):
    font = TTFont(FONTS / f"{file}.ttf")
    glyphs, names, units = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
    lines = []
    for code in sorted([*LATIN, *GREEK, *CYRILLIC, *SIGNS]):
        if code not in names:
            continue
        glyph = glyphs[names[code]]
        pen = RelativePen(glyphs, units)
        glyph.draw(pen)
        lines.append(f"{code:x} {round(glyph.width * UNITS / units)} {pen.text}".rstrip())
    (FOLDER / f"{name}.glyphs").write_text("\n".join(lines) + "\n")


for face, font_file in FACES.items():
    write_face(face, font_file)
