app_name = "anshang_app"
app_title = "智慧安商"
app_publisher = "智慧安商"
app_description = "重点招商引资项目建设服务平台"
app_email = "anshang@example.com"
app_license = "MIT"
app_logo_url = "/assets/anshang_app/images/anshang.svg"
app_include_js = ["desk_chinese.bundle.js", "documents.bundle.js"]

# runs after a page's own code, which may leave an English title
update_website_context = "anshang_app.website.translate_title"

# where later v15 and v16 lead a user after login; v16 makes the icon of its desktop of it, and
# leads on from /app to /desk itself
add_to_apps_screen = [
	{
		"name": app_name,
		"logo": app_logo_url,
		"title": app_title,
		"route": "/app/anshang",
		"has_permission": "anshang_app.boot.may_open",
	}
]

app_include_css = "anshang.bundle.css"
extend_bootinfo = "anshang_app.boot.add_names"

# records an administrator may edit are created once; fixtures are there only after the sync
after_sync = "anshang_app.install.plant"
after_migrate = "anshang_app.install.plant"
before_uninstall = "anshang_app.install.uproot"

permission_query_conditions = {"Letter Number": "anshang_app.case.letter_numbers.visible"}
has_permission = {"Letter Number": "anshang_app.case.letter_numbers.may_see"}

doc_events = {
	"Project Handover": {"on_update": "anshang_app.case.letter_numbers.follow_handover"},
	"Service Plan": {"on_update": "anshang_app.documents.sealed.follow_plan"},
}

scheduler_events = {"daily": ["anshang_app.tasks.daily"]}

# the forms an administrator's own Print Format may draw too
jinja = {"methods": ["anshang_app.documents.build.service_plan_forms"]}

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
