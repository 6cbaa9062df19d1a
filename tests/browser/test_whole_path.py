"""One project by clicks, from its entry to 经信局, by nine accounts; market, environment and housing bureaus have none.

Clicks and letters are counted and printed; the goals are the scheme's: entry 25/110, a plan ready for its seals 15/20,
an approval 6/8, its scan apart (three clicks).
"""

import io
import secrets
import subprocess

import pytest
from hand import Hand
from PIL import Image

MARK = secrets.token_hex(2)
ENTERPRISE = f"湖北九真智造公司{MARK}"
LEAD, HOST, INTRODUCER = (
	"天门市发展和改革委员会（演示）",
	"净潭乡人民政府（演示）",
	"天门市商务局（演示）",
)
GOALS = {"entry": (25, 110), "plan": (15, 20), "approval": (6, 8), "approval by proxy": (6, 8)}
PLAN, CASE, PROJECT = "Service Plan", "Approval Case", "Investment Project"


class Path:
	"""The hands of the accounts, and what was counted of each step."""

	def __init__(self, desk_as):
		self.desk_as, self.hands, self.counts = desk_as, {}, {}

	def as_(self, account: str) -> Hand:
		if account not in self.hands:
			self.hands[account] = Hand(self.desk_as(account))
		return self.hands[account]

	def count(self, step: str, hand: Hand) -> tuple[int, int]:
		"""Note what a step took; of a step done often the most."""
		done = hand.counted()
		known = self.counts.get(step, (0, 0))
		self.counts[step] = (max(known[0], done[0]), max(known[1], done[1]))
		return done


def show(hand: Hand, doctype: str, name: str) -> None:
	"""Follow a link to a record, as from 我的工作: one click."""
	route = doctype.lower().replace(" ", "-")
	hand.desk.open(f"/app/{route}/{name}")
	hand.page.wait_for_function(
		"([d, n]) => window.cur_frm && cur_frm.docname === n && cur_frm.doctype === d", arg=[doctype, name]
	)
	hand.desk.settle()
	hand.clicks += 1


def act(hand: Hand, action: str, state: str) -> None:
	"""A step of the menu 操作, until the record is in its state."""
	hand.click(".actions-btn-group > button")
	hand.click(hand.page.locator(".actions-btn-group .dropdown-item", has_text=action))
	field = "stage" if hand.page.evaluate("cur_frm.doctype") == PROJECT else "state"
	hand.page.wait_for_function(
		f"(state) => cur_frm.doc.{field} === state || document.querySelector('.modal.show .btn-modal-primary')",
		arg=state,
	)
	if hand.page.locator(".modal.show .btn-modal-primary:visible").count():
		hand.click(".modal.show .btn-modal-primary")
	hand.page.wait_for_function(f"(state) => cur_frm.doc.{field} === state", arg=state)
	hand.desk.settle()


def ask(hand: Hand, words: str) -> None:
	"""Open the dialog of a button."""
	hand.press(words)
	hand.desk.wait_for_dialog()
	hand.desk.settle()


def send(hand: Hand) -> None:
	"""Send the dialog that is open, and wait until it is gone."""
	hand.click(".modal.show .btn-modal-primary")
	hand.page.wait_for_selector(".modal.show", state="detached")
	hand.desk.settle()


def attach(hand: Hand, field: str, name: str) -> None:
	"""A picture of a paper into a field of the dialog or the form; its three clicks are not the step's."""
	clicks = hand.clicks
	picture = io.BytesIO()
	Image.new("RGB", (60, 80), "white").save(picture, "PNG")
	with hand.page.expect_file_chooser() as chooser:
		hand.click(f"[data-fieldname={field}] .btn-attach")
		hand.click(".file-upload-area .btn-file-upload")
	chooser.value.set_files({"name": f"{name}.png", "mimeType": "image/png", "buffer": picture.getvalue()})
	hand.click(".modal.show:has(.file-uploader) .btn-modal-primary")
	hand.page.wait_for_selector(f"[data-fieldname={field}] .attached-file-link:visible")
	assert hand.clicks - clicks == 3
	hand.clicks = clicks


def value_of(hand: Hand, doctype: str, filters: dict, field: str = "name"):
	return hand.desk.call("frappe.client.get_value", doctype=doctype, filters=filters, fieldname=field)[field]


def enter(path: Path, mark: str = MARK) -> str:
	"""招商服务中心 enters the project; its name."""
	name = f"九个账号走通的项目{mark}"
	hand = path.as_("zhaoshang")
	hand.desk.open("/app/investment-project")
	hand.click("button.primary-action")
	hand.desk.wait_for_dialog()
	hand.desk.settle()
	hand.type(name)
	hand.choose("landing_mode", "征地")
	hand.fill("enterprise_name", ENTERPRISE)
	hand.fill("contact_name", "王强")
	hand.fill("phone", "13800001111")
	hand.choose("industry_chain", "装备制造")
	hand.fill("fixed_asset_investment", "12000")
	hand.fill("total_investment", "1.5亿")
	hand.fill("land_area", "20")
	hand.choose("eia_kind", "环境影响报告表")
	hand.fill("planned_plants", "2")
	hand.fill("total_floor_area", "6000")
	hand.choose("host_locality", HOST)
	hand.choose("introducing_unit", INTRODUCER)
	hand.fill("signing_date", "2026-3-5")
	hand.fill("planned_start_date", "2027-12-1")
	hand.fill("planned_duration_months", "12")
	hand.click(".modal.show .btn-modal-primary")
	hand.page.wait_for_function("(name) => window.cur_frm && cur_frm.doc.project_name === name", arg=name)
	hand.desk.settle()
	path.count("entry", hand)
	return hand.page.evaluate("cur_frm.docname")


def hand_over(path: Path, project: str) -> str:
	"""招商服务中心 hands over, 政数局 signs; the draft of the plan."""
	giver = path.as_("zhaoshang")
	giver.press("准备移交")
	giver.page.wait_for_function("cur_frm.doctype === 'Project Handover'")
	giver.desk.settle()
	handover = giver.page.evaluate("cur_frm.docname")
	rows = giver.page.evaluate("cur_frm.doc.evidence.length")
	for number in range(1, rows + 1):
		row = f".grid-row[data-idx='{number}']"
		giver.click(f"{row} [data-fieldname=present]")
		giver.click(f"{row} [data-fieldname=present] input")
		giver.click(f"{row} [data-fieldname=evidence_date]")
		giver.type("2026-3-6")
	giver.press("保存")
	giver.page.wait_for_function("!cur_frm.is_dirty()")
	giver.desk.settle()
	act(giver, "移交", "Handed Over")
	path.count("hand-over", giver)
	bureau = path.as_("zhengshu")
	show(bureau, "Project Handover", handover)
	act(bureau, "签收", "Signed For")
	path.count("receipt", bureau)
	show(bureau, PROJECT, project)
	bureau.choose("city_leader", "市领导（演示）", ".layout-main-section")
	bureau.press("保存")
	bureau.page.wait_for_function("!cur_frm.is_dirty() && cur_frm.doc.city_leader")
	path.count("naming the leader", bureau)
	return value_of(bureau, PLAN, {"project": project})


def make_plan(path: Path, plan: str) -> None:
	"""包保单位 counts back, names persons, enters the plan of the year and sends for seals."""
	hand = path.as_("baobao")
	# a link of 我的工作
	hand.desk.open(f"/app/anshang-plan/{plan}", ".plan-forms table")
	hand.clicks += 1
	hand.press("采用参考工期")
	row = hand.page.locator(
		".plan-table tr", has=hand.page.get_by_role("rowheader", name="项目完工", exact=True)
	)
	hand.click(row.locator("td.duration"))
	hand.type("200")
	hand.page.keyboard.press("Enter")
	hand.page.wait_for_selector(".plan-tools .save-state.saved")
	hand.press("倒排并写入")
	row.locator("td.day", has_text="20").wait_for()
	hand.desk.settle()
	ask(hand, "按单位填责任人")
	send(hand)
	hand.page.wait_for_selector(".plan-tools .save-state.saved")
	enter_year(hand)
	hand.click(".page-actions .primary-action:has-text('送签章')")
	hand.click(".modal.show .btn-modal-primary")
	hand.page.wait_for_selector(".plan-page > .anshang-standing .done")
	assert value_of(hand, PLAN, {"name": plan}, "state") == "Awaiting Seals"
	path.count("plan", hand)
	show(hand, PLAN, plan)


def enter_year(hand: Hand) -> None:
	"""The plan of the year, by its red cell in the form: its dialog beside the grid."""
	hand.click(hand.page.locator(".plan-forms td.lacking", has_text="当年计划完成投资"))
	hand.desk.wait_for_dialog()
	hand.desk.calm()
	hand.fill("year_investment", "3000")
	hand.fill("year_plants", "1")
	hand.fill("year_floor_area", "6000")
	send(hand)
	hand.page.wait_for_selector(".gaps-box.complete")


def read_forms(path: Path, plan: str, folder) -> str:
	"""The text of the three forms as PDF, without blanks."""
	desk = path.as_("baobao").desk
	address = f"{desk.url}/api/method/anshang_app.official_documents.api.download_forms?plan={plan}"
	answer = desk.page.context.request.get(address)
	assert answer.status == 200
	(folder / "forms.pdf").write_bytes(answer.body())
	command = ["pdftotext", "-raw", folder / "forms.pdf", "-"]
	return "".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def seal(path: Path, project: str, plan: str) -> None:
	"""包保单位 records the seals with the scan; 两单一表定稿."""
	hand = path.as_("baobao")
	hand.click(hand.page.locator(".form-tabs .nav-link", has_text="确认与签章"))
	form = ".layout-main-section"
	for side in ("enterprise", "host", "lead"):
		hand.fill(f"{side}_signed_by", "张三", form)
		hand.fill(f"{side}_signed_on", hand.today, form)
	# the form saves itself with its file
	attach(hand, "signed_scan", "signed")
	hand.page.wait_for_function("!cur_frm.is_dirty()")
	hand.desk.settle()
	act(hand, "登记签章", "Sealed")
	show(hand, PROJECT, project)
	act(hand, "两单一表定稿", "Pre-construction")
	path.count("seals", hand)


def grant(path: Path, case: str, number: str) -> None:
	"""The deciding unit's own clerk accepts and grants."""
	hand = path.as_("shenpi")
	show(hand, CASE, case)
	ask(hand, "受理")
	send(hand)
	ask(hand, "办结")
	hand.fill("certificate_no", number)
	attach(hand, "scan", number)
	send(hand)
	assert hand.page.evaluate("cur_frm.doc.state") == "Granted"
	path.count("approval", hand)


def fill_in_proxy(path: Path, account: str, case: str, number: str) -> Hand:
	"""代登记: what the paper of a bureau without account proves, in the dialog of its case."""
	hand = path.as_(account)
	show(hand, CASE, case)
	ask(hand, "代登记办结")
	hand.pick_today("accepted_on")
	hand.fill("paper_no", number)
	attach(hand, "paper", number)
	return hand


def enter_by_proxy(path: Path, case: str, number: str) -> None:
	"""The locality's agent enters a paper, with the enterprise's mandate the first time."""
	hand = fill_in_proxy(path, "luohu", case, number)
	if hand.page.evaluate("Boolean(cur_dialog.fields_dict.mandate_file)"):
		attach(hand, "mandate_file", f"委托书{number}")
	send(hand)
	assert hand.page.evaluate("cur_frm.doc.state") == "Granted"
	path.count("approval by proxy", hand)


def submit_by_proxy(path: Path, case: str, number: str) -> None:
	"""The introducing unit submits a paper, 政数局 adopts it."""
	hand = fill_in_proxy(path, "yinjin", case, number)
	send(hand)
	path.count("submission by proxy", hand)
	bureau = path.as_("zhengshu")
	show(bureau, CASE, case)
	ask(bureau, "采用代登记")
	send(bureau)
	assert bureau.page.evaluate("cur_frm.doc.state") == "Granted"
	path.count("adoption", bureau)


def date_node(path: Path, project: str, title: str) -> None:
	"""包保单位 enters that a step was reached today."""
	hand = path.as_("baobao")
	show(hand, PROJECT, project)
	ask(hand, "填报工作记录")
	hand.fill("content", title)
	hand.click(hand.page.locator(".modal.show .section-head", has_text="完成的节点"))
	hand.choose("node", title)
	hand.click(".modal.show .btn-modal-primary")
	hand.page.wait_for_selector(".modal.show:has-text('复制为微信文字')")
	hand.desk.calm()
	hand.click(".modal.show .btn-modal-close")
	path.count("node", hand)


def approve(path: Path, project: str, before: str) -> None:
	"""Every approval the next step asks for: each by its unit, by the agent, or by the introducing unit."""
	rows = path.as_("zhengshu").desk.call(
		"frappe.client.get_list",
		doctype="Project Node",
		filters={"project": project, "needed_before": before, "applies": 1, "actual_date": ["is", "not set"]},
		fields=["name", "title", "approval_item", "responsible_unit"],
		order_by="sequence",
		limit_page_length=0,
	)
	for number, row in enumerate(rows):
		if not row["approval_item"]:
			date_node(path, project, row["title"])
			continue
		case = value_of(path.as_("zhengshu"), CASE, {"node": row["name"]})
		if "自然资源" in row["responsible_unit"]:
			grant(path, case, f"许{number}号")
		elif row["approval_item"] == "企业开办":
			submit_by_proxy(path, case, f"市{number}号")
		else:
			enter_by_proxy(path, case, f"证{number}号")


def build(path: Path, project: str) -> None:
	"""开工, the leader looks in, 完工, 验收."""
	approve(path, project, "Start Construction")
	step(path, "baobao", project, "开工", "Construction")
	leader = path.as_("lingdao")
	leader.desk.open("/app/anshang-leader")
	leader.page.wait_for_selector(".anshang-leader")
	show(leader, PROJECT, project)
	inspector = path.as_("ducha")
	inspector.desk.open("/app/query-report/Supervision Ledger")
	inspector.desk.settle()
	approve(path, project, "Apply for Acceptance")
	invite(path, project)
	step(path, "baobao", project, "申请验收", "Acceptance")
	approve(path, project, "Hand Over as Completed")


def invite(path: Path, project: str) -> None:
	"""包保单位 invites the units of the acceptance early, all in one go."""
	hand = path.as_("baobao")
	show(hand, PROJECT, project)
	ask(hand, "邀请提前介入")
	for item in ("规划核实", "人防验收", "联合验收"):
		hand.click(
			hand.page.locator(".modal.show .unit-checkbox label, .modal.show .checkbox label", has_text=item)
		)
	send(hand)
	path.count("invitations", hand)


def step(path: Path, account: str, project: str, action: str, stage: str) -> None:
	hand = path.as_(account)
	show(hand, PROJECT, project)
	act(hand, action, stage)
	path.count(action, hand)


def end(path: Path, project: str) -> None:
	"""竣工移交 by 政数局, 签收 by 经信局."""
	step(path, "zhengshu", project, "竣工移交", "Completion Handover")
	bureau = path.as_("zhengshu")
	handover = value_of(bureau, "Project Handover", {"project": project, "kind": "Completion"})
	show(bureau, "Project Handover", handover)
	act(bureau, "移交", "Handed Over")
	receiver = path.as_("jingxin")
	show(receiver, "Project Handover", handover)
	act(receiver, "签收", "Signed For")
	assert value_of(receiver, PROJECT, {"name": project}, "stage") == "Handed Over"


@pytest.fixture
def path(desk_as):
	made = Path(desk_as)
	yield made
	for name, (clicks, letters) in made.counts.items():
		goal = GOALS.get(name)
		print(f"{name}: {clicks} clicks, {letters} letters" + (f", goal {goal[0]}/{goal[1]}" if goal else ""))


def check_counts(path: Path) -> None:
	"""No step took more than its goal, and no page of it complained."""
	for name in GOALS.keys() & path.counts.keys():
		assert path.counts[name][0] <= GOALS[name][0], name
		assert path.counts[name][1] <= GOALS[name][1], name
	for account, hand in path.hands.items():
		assert hand.desk.trouble == [], account


def test_from_entry_to_the_printed_forms(path, tmp_path):
	plan = hand_over(path, enter(path))
	make_plan(path, plan)
	text = read_forms(path, plan, tmp_path)
	for words in (
		"项目建设服务专班任务清单",
		"项目主体任务清单",
		"项目审批进度计划及建设计划表",
		ENTERPRISE,
		"13800001111",
		"2027年12月1日",
	):
		assert words in text, words
	assert "草案" not in text
	check_counts(path)


@pytest.mark.long("takes minutes: from the seals on")
def test_the_rest_of_the_path(path):
	project = enter(path, MARK + "续")
	plan = hand_over(path, project)
	make_plan(path, plan)
	seal(path, project, plan)
	build(path, project)
	end(path, project)
	assert len(path.hands) == 9
	assert GOALS.keys() <= path.counts.keys()
	check_counts(path)
