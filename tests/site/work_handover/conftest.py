"""People of the tests of this room: 张三 of the host locality, 李四 beside him, 王五 elsewhere."""

import factories as make
import pytest

HOST, LEAD = "落户地（测试）", "包保单位（测试）"


@pytest.fixture
def staff(world, frappe_site):
	"""Two more people: 李四 of the giver's unit with his roles, 王五 elsewhere; the giver is 张三, the host's clerk."""
	giver = world.user["host"]
	frappe_site.db.set_value("User", giver, "full_name", "张三")
	taker = make.make_user("李四", "Host Locality Clerk")
	stranger = make.make_user("王五", "Chain Lead Clerk")
	unit = frappe_site.get_doc("Anshang Unit", HOST)
	unit.members[0].update({"member_name": "张三", "is_liaison": 1})
	unit.append("members", {"member_name": "李四", "user": taker})
	unit.save()
	other = frappe_site.get_doc("Anshang Unit", LEAD)
	other.append("members", {"member_name": "王五", "user": stranger})
	other.save()
	for user in (giver, taker):
		make.give_role(user, "Commission Agent")
	yield frappe_site._dict(giver=giver, taker=taker, stranger=stranger)
	for user in (giver, taker):
		frappe_site.clear_cache(user=user)
