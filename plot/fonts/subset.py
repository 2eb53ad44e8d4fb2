"""Makes the two bundled font files out of Open Sans 1.10 (Apache-2.0): python subset.py OpenSans-Regular.ttf out.ttf

Keeps Latin, Greek and Cyrillic letters, punctuation, superscripts and mathematical signs; drops hinting; adds the superscript
minus (U+207B), which Open Sans lacks and exponents need. Needs fonttools 4.
"""

import sys

from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

RANGES = [(0x20, 0x24F), (0x2B0, 0x2FF), (0x370, 0x3FF), (0x400, 0x45F), (0x2000, 0x22FF), (0xFFFD, 0xFFFD)]


def add_superscript_minus(font):
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    minus, four = glyphs[cmap[0x2212]], font["glyf"][cmap[0x2074]]
    bars = font["glyf"][cmap[0x2212]]
    scale = 0.6
    raised = (four.yMin + four.yMax) / 2 - scale * (bars.yMin + bars.yMax) / 2
    pen = TTGlyphPen(glyphs)
    minus.draw(TransformPen(pen, (scale, 0, 0, scale, 0, raised)))
    width, bearing = font["hmtx"][cmap[0x2212]]
    font["glyf"]["minussuperior"] = pen.glyph()
    font["hmtx"]["minussuperior"] = (round(width * scale), round(bearing * scale))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x207B] = "minussuperior"


def main(source, target):
    font = TTFont(source, recalcTimestamp=False)
    add_superscript_minus(font)
    options = Options(hinting=False, layout_features=["kern"], recalc_timestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[u for low, high in RANGES for u in range(low, high + 1)])
    subsetter.subset(font)
    font.save(target)


main(*sys.argv[1:])
