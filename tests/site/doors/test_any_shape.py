"""Every kind of argument of the door answers every shape of value, or refuses it; none fails."""

import frappe

SHAPES = (
	*(
		"26",
		"true",
		"null",
		"1.5",
		"{}",
		"[]",
		"[1]",
		"[[1]]",
		"[null]",
		"[[[1]]]",
		'{"a": 1}',
		'{"a": [1]}',
		'"x"',
	),
	*("x", "a,b", "*", "", " ", "🦄", '[["name"]]', '[["name", "=", {}]]', '[["name", 1, 2]]'),
	*(26, True, None, 1.5, {}, [], [1], [[1]], [None], {"a": 1}),
)
REFUSALS = (frappe.ValidationError, frappe.PermissionError)


def test_no_shape_of_a_value_breaks_a_kind_of_argument(world):
	from anshang_app.doors import kinds
	from anshang_app.doors.arguments import Call
	from anshang_app.doors.door import open_methods

	world.act("economy")
	entries = sorted({kind for taken in open_methods().values() for kind in taken.values()})
	assert len(entries) > 30
	failed = []
	for entry in entries:
		for shape in SHAPES:
			for about in ({"doctype": "Investment Project"}, {"doctype": "Notification Log"}, {}):
				failed += (
					[(entry, shape)]
					if fails(kinds.kind_of(entry), Call({**about, "given": shape}), shape)
					else []
				)
	assert failed == []


def fails(kind, call, shape: object) -> bool:
	"""Whether a kind ends in anything but an answer or a refusal."""
	try:
		kind(call, "given", shape)
	except REFUSALS:
		return False
	except Exception:
		return True
	finally:
		frappe.clear_messages()
	return False
