"""The typefaces official documents are set in, and what stands in where they are not installed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Typeface:
	"""A wanted font and the families that may take its place, best first; the last are Debian's."""

	name: str
	stand_ins: tuple[str, ...]

	@property
	def css(self) -> str:
		"""The value of a CSS `font-family`."""
		return ", ".join([f'"{family}"' for family in (self.name, *self.stand_ins)] + ["serif"])


FANGSONG = Typeface(
	"仿宋_GB2312", ("FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "Noto Serif CJK SC", "Noto Serif SC")
)
KAITI = Typeface(
	"楷体_GB2312", ("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "Noto Serif CJK SC", "Noto Serif SC")
)
XIAOBIAOSONG = Typeface(
	"方正小标宋简体", ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Noto Serif CJK SC", "Noto Serif SC")
)
HEITI = Typeface("黑体", ("SimHei", "Noto Sans CJK SC", "Noto Sans SC"))
SONGTI = Typeface("宋体", ("SimSun", "Noto Serif CJK SC", "Noto Serif SC"))
TYPEFACES = (FANGSONG, KAITI, XIAOBIAOSONG, HEITI, SONGTI)
