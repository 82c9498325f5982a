"""Kangxi radicals and their supplements → the characters they look like.

A PDF whose fonts were embedded carelessly gives ⼀ (U+2F00) where its page shows 一 (U+4E00).
"""

import unicodedata

_KANGXI = range(0x2F00, 0x2FD6)
_SUPPLEMENT = range(0x2E80, 0x2EF4)
# The supplement in its order (Unicode, EquivalentUnifiedIdeograph.txt); what has no equal stands for itself.
_SUPPLEMENT_EQUALS = (
    "⺀厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尣巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒㓁网网羊羊羊耂"
    "肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
RADICALS = {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in _KANGXI} | {
    code: ord(equal) for code, equal in zip(_SUPPLEMENT, _SUPPLEMENT_EQUALS, strict=True)
}
"""Code point → code point, for `str.translate`."""
