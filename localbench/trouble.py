"""Bad luck, told in one sentence."""

import errno


class Trouble(Exception):
	"""What went wrong and what to do, one Chinese sentence; the command ends with `code`."""

	def __init__(self, sentence: str, code: int = 1):
		super().__init__(sentence)
		self.code = code


def sentence_of(error: OSError) -> str:
	"""The sentence for an operating-system error that no room of its own has explained."""
	if error.errno in (errno.ENOSPC, errno.EDQUOT):
		return f"磁盘已满，写不下 {error.filename or '新文件'}：请腾出空间后重试。"
	if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
		return f"没有权限写入 {error.filename}：请换一个可写的目录或用户。"
	return f"系统错误：{error}"
