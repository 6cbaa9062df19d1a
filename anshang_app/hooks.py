"""What the app tells Frappe. Frappe reads one file, so it is longer than other modules may be."""

from anshang_app import compat
from anshang_app.access_control import permissions
from anshang_app.record_search.rules.searched import BY_TYPE as SEARCHED_TYPES

app_name = "anshang_app"
app_title = "智慧安商"
app_publisher = "智慧安商"
app_description = "重点招商引资项目建设服务平台"
app_email = "anshang@example.com"
app_license = "MIT"
app_logo_url = "/assets/anshang_app/images/anshang.svg"
app_include_js = [
	"plain_values.bundle.js",
	"amounts.bundle.js",
	"keep_typed.bundle.js",
	"desk_chinese.bundle.js",
	"desk_offers.bundle.js",
	"desk_answers.bundle.js",
	"desk_connection.bundle.js",
	"live_form.bundle.js",
	"desk_search.bundle.js",
	"desk_steps.bundle.js",
	"desk_manual.bundle.js",
	"kept_files.bundle.js",
	"documents.bundle.js",
	"quick_entries.bundle.js",
	"coordination.bundle.js",
	"reports.bundle.js",
	"charts.bundle.js",
	"empty_lists.bundle.js",
]

# runs after a page's own code, which may leave an English title
update_website_context = "anshang_app.foundation.website.correct"

# where later v15 and v16 lead a user after login; v16 makes the icon of its desktop of it, and
# leads on from /app to /desk itself
add_to_apps_screen = [
	{
		"name": app_name,
		"logo": app_logo_url,
		"title": app_title,
		"route": "/app/anshang-work",
		"has_permission": "anshang_app.foundation.boot.may_open",
	}
]

doctype_js = {
	# a test of a scheduled report goes to who asks for it
	"Auto Email Report": "public/js/auto_email_report.js",
	"User": "public/js/user.js",
}

app_include_css = "anshang.bundle.css"
extend_bootinfo = [
	"anshang_app.foundation.boot.add_names",
	"anshang_app.foundation.boot.add_set_aside",
	"anshang_app.foundation.boot.add_amounts",
	"anshang_app.foundation.boot.lead_home",
	"anshang_app.foundation.boot.leave_one_sidebar",
	"anshang_app.foundation.boot.lead_to_work",
	"anshang_app.manual.boot.add_manual",
]

before_install = "anshang_app.setup.guard.check"
before_migrate = ["anshang_app.setup.guard.check", "anshang_app.setup.shipped.keep_own_workspaces"]
# records an administrator may edit are created once; fixtures are there only after the sync
after_sync = "anshang_app.setup.install.plant"
after_migrate = "anshang_app.setup.install.plant"
before_uninstall = "anshang_app.setup.uninstall.uproot"

# an engine that makes PDFs opens nothing, whoever calls it
before_request = [
	"anshang_app.access_control.print_engines.close",
	"anshang_app.access_control.plain_exports.close",
	"anshang_app.foundation.read_replica.pass_over_if_down",
]
before_job = [
	"anshang_app.foundation.language.speak_chinese",
	"anshang_app.foundation.read_replica.pass_over_if_down",
	"anshang_app.access_control.print_engines.close",
	"anshang_app.access_control.plain_exports.close",
]
scheduler_events = {
	"daily": [
		"anshang_app.project_lifecycle.archive.archive_due",
		"anshang_app.progress_tracking.sweep.light",
		"anshang_app.coordination.commitments.refresh_states",
		"anshang_app.foundation.request_keys.forget_old",
		"anshang_app.other_systems.notices.forget_old",
	],
	"daily_long": ["anshang_app.setup.data_check.keep"],
	"cron": {
		"*/5 * * * *": [
			"anshang_app.access_control.audit.link_pending",
			"anshang_app.reminders.digests.send_due",
			"anshang_app.reminders.outbox.send_waiting",
			"anshang_app.reminders.tasks.mail_reports",
			"anshang_app.setup.at_work.tell",
			"anshang_app.ledger_import.records.settle_all",
			"anshang_app.other_systems.notices.send_waiting",
		]
	},
}

# the forms an administrator's own Print Format may draw too
jinja = {
	"methods": [
		"anshang_app.official_documents.build.service_plan_forms",
		"anshang_app.official_documents.printed_papers.printed_paper",
	]
}

# the row rule: one condition per record type, one answer per record
permission_query_conditions = {
	**permissions.QUERY_CONDITIONS,
	"Letter Number": "anshang_app.official_documents.letter_numbers.visible",
	"Ledger Import": "anshang_app.ledger_import.who_may.visible_imports",
	"Ledger Mapping": "anshang_app.ledger_import.who_may.visible_mappings",
	"Work Handover": "anshang_app.work_handover.who_may.visible",
	"Deputy": "anshang_app.work_handover.who_may.visible_deputies",
}
has_permission = {
	**permissions.HAS_PERMISSION,
	"Letter Number": "anshang_app.official_documents.letter_numbers.may_see",
	"Ledger Import": "anshang_app.ledger_import.who_may.may_see",
	"Ledger Mapping": "anshang_app.ledger_import.who_may.may_see",
	"Work Handover": "anshang_app.work_handover.who_may.may_see",
	"Deputy": "anshang_app.work_handover.who_may.may_see_deputy",
}
# after every kind of login: forged requests, and which of the desk's methods an official reaches at all
auth_hooks = [
	"anshang_app.doors.api_keys.check",
	"anshang_app.doors.session_token.check",
	"anshang_app.doors.door.check_request",
]
before_login = "anshang_app.access_control.sign_ins.require_account"
on_login = "anshang_app.access_control.sign_ins.check_admission"
# guesses and batches under way outlive a cleared cache; v15 and v16 empty it whole, at each login
# without an account too
persistent_cache_keys = ["anshang_forms"]
# methods of the desk that read past the rule
override_whitelisted_methods = {
	"frappe.core.doctype.user.user.reset_password": "anshang_app.doors.passwords.reset_password",
	"frappe.core.doctype.user.user.update_password": "anshang_app.doors.passwords.update_password",
	"frappe.www.login.send_login_link": "anshang_app.doors.passwords.send_login_link",
	"frappe.client.get_count": "anshang_app.doors.overrides.get_count",
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": "anshang_app.doors.overrides.get_chart",
	"frappe.desk.doctype.kanban_board.kanban_board.update_order": "anshang_app.doors.overrides.update_order",
	"frappe.desk.doctype.kanban_board.kanban_board.update_order_for_single_card": "anshang_app.doors.overrides.update_order_for_single_card",
	"frappe.desk.doctype.tag.tag.add_tag": "anshang_app.doors.overrides.add_tag",
	"frappe.desk.doctype.tag.tag.add_tags": "anshang_app.doors.overrides.add_tags",
	"frappe.desk.doctype.tag.tag.get_documents_for_tag": "anshang_app.doors.overrides.get_documents_for_tag",
	"frappe.desk.doctype.tag.tag.remove_tag": "anshang_app.doors.overrides.remove_tag",
	"frappe.desk.form.linked_with.get": "anshang_app.doors.overrides.get_links",
	"frappe.desk.form.load.get_communications": "anshang_app.doors.form_loading.get_communications",
	"frappe.desk.form.load.get_docinfo": "anshang_app.doors.form_loading.get_docinfo",
	"frappe.desk.form.load.getdoc": "anshang_app.doors.form_loading.getdoc",
	"frappe.desk.like.toggle_like": "anshang_app.doors.overrides.toggle_like",
	"frappe.desk.listview.get_group_by_count": "anshang_app.doors.overrides.get_group_by_count",
	"frappe.desk.notifications.get_open_count": "anshang_app.doors.overrides.get_open_count",
	"frappe.desk.reportview.get": "anshang_app.doors.overrides.get_list_rows",
	"frappe.desk.reportview.get_list": "anshang_app.doors.overrides.get_plain_rows",
	"frappe.desk.search.get_link_title": "anshang_app.doors.overrides.get_link_title",
	"frappe.desk.search.search_link": "anshang_app.doors.overrides.search_link",
	"frappe.desk.search.search_widget": "anshang_app.doors.overrides.search_widget",
	"frappe.email.doctype.auto_email_report.auto_email_report.send_now": "anshang_app.reminders.scheduled_reports.send_now",
	"frappe.integrations.doctype.ldap_settings.ldap_settings.login": "anshang_app.doors.directory_login.login",
	"frappe.integrations.doctype.ldap_settings.ldap_settings.reset_password": "anshang_app.doors.directory_login.closed",
	"frappe.integrations.oauth2_logins.custom": "anshang_app.doors.single_sign_on.custom",
	**{
		f"frappe.integrations.oauth2_logins.login_via_{provider}": "anshang_app.doors.single_sign_on.closed"
		for provider in ("facebook", "fairlogin", "frappe", "github", "google", "office365", "salesforce")
	},
	"frappe.utils.global_search.search": "anshang_app.doors.overrides.search_globally",
	# an override of a method that is not there would answer with an error of the server
	**compat.of_this_version(
		{
			(0, 15): {
				"frappe.client.validate_link": "anshang_app.doors.overrides.validate_link",
				"frappe.realtime.can_subscribe_doctype": "anshang_app.doors.overrides.can_subscribe_doctype",
			},
			(16, 99): {
				"frappe.client.validate_link_and_fetch": "anshang_app.doors.overrides.validate_link_and_fetch",
				"frappe.realtime.has_permission": "anshang_app.doors.overrides.has_room_permission",
			},
		}
	),
}
# a refusal is an operation too
after_request = [
	"anshang_app.foundation.website.tell_status",
	"anshang_app.access_control.sign_ins.note_failure",
	"anshang_app.access_control.operation_log.note_refusal",
	"anshang_app.doors.answered_before.settle",
	"anshang_app.doors.refusals.tell",
	"anshang_app.doors.headers.add",
]
override_doctype_class = {
	"Auto Email Report": "anshang_app.reminders.scheduled_reports.ScheduledReport",
	"Contact": "anshang_app.access_control.avatars.LocalContact",
	"File": "anshang_app.access_control.files.WalledFile",
	"LDAP Settings": "anshang_app.doors.directory_login.MatchingLDAPSettings",
	"Notification": "anshang_app.access_control.desk_records.WalledNotification",
	"Notification Log": "anshang_app.access_control.desk_records.WalledNotificationLog",
	"User": "anshang_app.access_control.avatars.LocalUser",
}
doc_events: dict[str, dict[str, list[str] | str]] = {
	"*": {
		"before_validate": "anshang_app.doors.stored_text.clean",
		"before_print": "anshang_app.doors.stored_text.print_as_letters",
		"validate": [
			"anshang_app.doors.archive_wall.refuse_change",
			"anshang_app.access_control.attached_values.check",
		],
		"onload": "anshang_app.access_control.kept_files.tell_desk",
		"on_update": "anshang_app.access_control.kept_files.tell_desk",
		"on_trash": [
			"anshang_app.doors.archive_wall.refuse_change",
			"anshang_app.access_control.kept_files.keep_record",
		],
		"before_rename": [
			"anshang_app.doors.archive_wall.refuse_change",
			"anshang_app.access_control.audit.refuse_merge",
		],
		"after_rename": "anshang_app.access_control.audit.note_rename",
	},
	"Project Handover": {
		"on_update": [
			"anshang_app.official_documents.letter_numbers.follow_handover",
			"anshang_app.reminders.arrivals.follow",
		],
	},
	"Approval Case": {
		"on_update": [
			"anshang_app.reminders.arrivals.follow",
			"anshang_app.work_handover.deputies.note_act",
		]
	},
	"Commitment": {
		"on_update": [
			"anshang_app.progress_tracking.lights.follow_promise",
			"anshang_app.reminders.arrivals.follow",
		]
	},
	"Enterprise Act": {"on_update": "anshang_app.reminders.arrivals.follow"},
	"Coordination Meeting": {"on_update": "anshang_app.reminders.arrivals.follow"},
	"Service Plan": {
		"before_insert": "anshang_app.work_handover.followers.follow_revision",
		"on_update": [
			"anshang_app.work_handover.followers.follow_plan",
			"anshang_app.official_documents.sealed.follow_plan",
			"anshang_app.progress_tracking.lights.follow_plan",
			"anshang_app.reminders.arrivals.follow",
		],
		"on_change": "anshang_app.progress_tracking.wall_live.tell",
	},
	# what the wall chart shows; lights changed in bulk tell it themselves
	"Project Node": {
		"on_update": [
			"anshang_app.progress_tracking.lights.follow_node",
			"anshang_app.permit_approvals.approvals.follow_node",
			"anshang_app.coordination.single_facts.follow_node",
			"anshang_app.work_handover.deputies.note_act",
		],
		"on_change": "anshang_app.progress_tracking.wall_live.tell",
	},
	"Coordination Issue": {
		"on_update": [
			"anshang_app.reminders.arrivals.follow",
			"anshang_app.other_systems.notices.follow",
		],
		"on_change": "anshang_app.progress_tracking.wall_live.tell",
	},
	"Supervision Order": {
		"after_insert": "anshang_app.coordination.issues.follow_new_order",
		"on_update": [
			"anshang_app.coordination.issues.follow_order",
			"anshang_app.reminders.arrivals.follow",
			"anshang_app.other_systems.notices.follow",
		],
		"on_change": "anshang_app.progress_tracking.wall_live.tell",
	},
	"Investment Project": {
		"before_insert": "anshang_app.demo.marks.mark",
		"on_update": [
			"anshang_app.project_lifecycle.transitions.follow_project",
			"anshang_app.service_plans.plans.follow_project",
			"anshang_app.coordination.single_facts.follow_project",
			"anshang_app.progress_tracking.investment_lights.follow_project",
			"anshang_app.reminders.arrivals.follow",
			"anshang_app.other_systems.notices.follow",
		],
		"on_change": "anshang_app.progress_tracking.wall_live.tell",
	},
	"Progress Entry": {
		"on_update": [
			"anshang_app.progress_tracking.investment_lights.follow_entry",
			"anshang_app.work_handover.deputies.note_act",
		],
		"after_delete": "anshang_app.progress_tracking.investment_lights.follow_entry",
	},
	"Anshang Unit": {"after_rename": "anshang_app.reminders.mailings.follow_rename"},
	"Report": {"before_validate": "anshang_app.key_projects.workspaces.list_report"},
	"ToDo": {"validate": "anshang_app.access_control.desk_records.check_todo"},
	"DocShare": {"before_insert": "anshang_app.access_control.desk_records.refuse_way_around"},
	"Document Share Key": {"before_insert": "anshang_app.access_control.desk_records.refuse_way_around"},
	"Document Follow": {"before_insert": "anshang_app.access_control.desk_records.refuse_way_around"},
	"User": {
		"before_insert": "anshang_app.doors.single_sign_on.refuse_self_made",
		"before_validate": "anshang_app.access_control.accounts.note_roles",
		"validate": "anshang_app.access_control.accounts.keep_roles_as_asked",
		"after_rename": [
			"anshang_app.access_control.audit.erase_person",
			"anshang_app.reminders.mailings.follow_account",
		],
	},
	**{
		log: {"on_trash": "anshang_app.access_control.operation_log.refuse_deletion"}
		for log in ("Activity Log", "Access Log", "Version", "Stage Log")
	},
	"Anshang Settings": {
		"validate": [
			"anshang_app.access_control.operation_log.keep_audit_settings",
			"anshang_app.reminders.gateways.check_settings",
		]
	},
	"Log Settings": {"validate": "anshang_app.access_control.operation_log.keep_long_enough"},
	"Data Import": {"validate": "anshang_app.foundation.data_imports.check_figures"},
	"Kanban Board": {"validate": "anshang_app.access_control.desk_records.forget_card_order"},
}

# what a record is found by moves with it
for _doctype in SEARCHED_TYPES:
	for _event, _method in (
		("on_update", "follow"),
		("after_rename", "follow_rename"),
		("on_trash", "forget"),
	):
		_follow = f"anshang_app.record_search.entries.{_method}"
		_events = doc_events.setdefault(_doctype, {})
		_before = _events.get(_event, [])
		_events[_event] = [*([_before] if isinstance(_before, str) else _before), _follow]

# a room asks the rooms above it by a question (foundation/providers.py); each provider returns a list
anshang_providers = {
	# before a project's save is a passage to another stage: refuse it with everything it lacks
	"stage_passage": ["anshang_app.project_lifecycle.transitions.check_passage"],
	# a project was moved by a step of another record, past its own save
	"stage_moved": [
		"anshang_app.reminders.arrivals.follow_stage",
		"anshang_app.other_systems.notices.follow_stage",
	],
	"stage_requirements": [
		"anshang_app.service_plans.stage_requirements.sealed_plan",
		"anshang_app.project_lifecycle.stage_requirements.finished_steps",
		"anshang_app.permit_approvals.stage_requirements.early_invitations",
		"anshang_app.coordination.stage_requirements.kept_promises",
		"anshang_app.permit_approvals.stage_requirements.certificates_on_file",
	],
	# nodes made, changed in bulk, or given days from before the platform
	"nodes_generated": ["anshang_app.permit_approvals.approvals.add_cases"],
	"nodes_changed": ["anshang_app.permit_approvals.approvals.follow_nodes"],
	"nodes_entered_late": [
		"anshang_app.permit_approvals.approvals.back_enter",
		"anshang_app.coordination.single_facts.keep_promises",
		"anshang_app.progress_tracking.lights.judge_entered",
	],
	"recorded_elsewhere": ["anshang_app.permit_approvals.approvals.case_records_day"],
	"node_problems": ["anshang_app.permit_approvals.approvals.node_problems"],
	"approval_disputed": ["anshang_app.coordination.issues.raise_at_bureau"],
	# cells of the forms that would print empty when a plan is sent for seals
	"printed_gaps": ["anshang_app.official_documents.completeness.printed_problems"],
	# 容缺承诺 over edges of a project's network, and the projects and steps that are excluded from them
	"deferrals": ["anshang_app.coordination.deferrals.deferrals"],
	"deferral_exclusions": ["anshang_app.coordination.deferrals.exclusions"],
	"likely_dates": ["anshang_app.permit_approvals.outlooks.likely_dates"],
	"dates_moved": ["anshang_app.service_plans.notice_moves.moved_dates"],
	"kept_files": [
		"anshang_app.service_plans.plans.kept_files",
		"anshang_app.permit_approvals.approvals.kept_files",
		"anshang_app.supervision.orders.kept_files",
		"anshang_app.coordination.commitments.kept_files",
		"anshang_app.coordination.issues.kept_files",
		"anshang_app.coordination.meetings.kept_files",
		"anshang_app.enterprise_page.acts.kept_files",
		"anshang_app.project_lifecycle.packs.kept_files",
		"anshang_app.bulletins.bulletin_files.kept_files",
	],
	# a person's name is taken out of what was copied of a contact: contact, name, what stands in its place
	"contact_erased": ["anshang_app.enterprise_page.acts.forget_contact"],
	# records that break a rule the platform itself keeps
	"data_faults": [
		"anshang_app.record_search.data_faults.faults",
		"anshang_app.key_projects.data_faults.faults",
		"anshang_app.service_plans.data_faults.faults",
		"anshang_app.permit_approvals.data_faults.faults",
		"anshang_app.supervision.data_faults.faults",
		"anshang_app.coordination.data_faults.faults",
		"anshang_app.progress_tracking.data_faults.faults",
		"anshang_app.official_documents.data_faults.faults",
		"anshang_app.project_lifecycle.data_faults.faults",
		"anshang_app.bulletins.data_faults.faults",
	],
	"bulletins_owed": ["anshang_app.bulletins.duty.owed"],
	"platform_at_work": ["anshang_app.setup.at_work.tiles"],
	# 工作交接: who is told what still comes in to an account, and what did, as steps of 我的工作
	"successors": ["anshang_app.work_handover.arrived.successors_of"],
	"work_arrived": ["anshang_app.work_handover.arrived.tasks"],
	# AB岗 of the session's user, as 我的工作 says it
	"deputyships": ["anshang_app.work_handover.deputies.standing"],
}

fixtures = [
	{
		"dt": "Role",
		"filters": [
			[
				"name",
				"in",
				[
					"Anshang Administrator",
					"Government Services Clerk",
					"Investment Service Clerk",
					"Chain Lead Clerk",
					"Host Locality Clerk",
					"Introducing Unit Clerk",
					"Approval Clerk",
					"Commission Agent",
					"Inspection Clerk",
					"Economy Clerk",
					"City Leader",
					"Unit Principal",
				],
			]
		],
	},
	"Workflow State",
	"Workflow Action Master",
]
