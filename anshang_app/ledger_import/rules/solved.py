"""Whether a problem list says of a problem that it is solved. Pure."""

import re

NOT_SOLVED = re.compile(r"未|否|没有|尚|正在|办理中|推进|解决中|整改中|×|✗|拟|待|部分|基本|持续|^无$|^no?$")
SOLVED = re.compile(
	r"已.{0,3}(解决|办结|销号|完成|整改|答复|落实)|^(解决|办结|销号|完成|是|√|✓|✔|yes|y|1)$|完毕|整改到位"
)


def is_solved(text: str) -> bool | None:
	"""True or False as the words say; None where they say neither."""
	plain = re.sub(r"\s+", "", text).lower()
	if not plain or NOT_SOLVED.search(plain):
		return False
	return True if SOLVED.search(plain) else None
