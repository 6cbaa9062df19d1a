# What mypy is told of Frappe, which its environment does not hold: the few facts the app's own types lean on.
from typing import Any, NoReturn

def throw(
	msg: Any,
	exc: Any = ...,
	title: str | None = ...,
	is_minimizable: bool = ...,
	wide: bool = ...,
	as_list: bool = ...,
) -> NoReturn: ...

class _dict(dict[str, Any]):
	"""A row as Frappe's queries return it: values by field, as keys and as attributes."""

	def __getattr__(self, name: str) -> Any: ...
	def __setattr__(self, name: str, value: Any) -> None: ...

def __getattr__(name: str) -> Any: ...
