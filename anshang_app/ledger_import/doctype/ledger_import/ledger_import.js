frappe.ui.form.on("Ledger Import", {
	refresh(frm) {
		frm.disable_save();
		const api = "anshang_app.ledger_import.api.";
		const text = (value) => frappe.utils.escape_html(String(value ?? ""));
		const undo = () =>
			frappe.confirm(__("What this import entered is removed and what it changed is restored, as far as nobody has touched it since. Go on?"), async () => {
				const done = { removed: 0, restored: 0, left: [] };
				let more;
				do {
					const { message: part } = await frappe.call({ method: `${api}undo_import`, args: { record: frm.doc.name }, freeze: true, freeze_message: more ? __("{0} records left to undo", [more]) : "" });
					done.removed += part.removed;
					done.restored += part.restored;
					done.left.push(...part.left);
					more = part.more;
				} while (more);
				const left = done.left.map((row) => `<li>${text(row.record)}：${text(row.reason)}</li>`).join("");
				frappe.msgprint(`<p>${__("{0} removed, {1} restored, {2} left as they are.", [done.removed, done.restored, done.left.length])}</p><ul>${left}</ul>`);
				frm.reload_doc();
			});
		const is_young = frappe.datetime.get_hour_diff(frappe.datetime.now_datetime(), frm.doc.begun_at) < 24;
		if (["Taken Over", "Stopped Halfway"].includes(frm.doc.state) && is_young) frm.add_custom_button(__("Undo This Import"), undo);
		if (frm.doc.state === "Stopped Halfway")
			frm.add_custom_button(__("Go On"), () => {
				frappe.set_route("anshang-ledger", { record: frm.doc.name, kind: frm.doc.kind });
			});
		frm.trigger("show_rows");
	},

	async show_rows(frm) {
		const { message: rows } = await frappe.call("anshang_app.ledger_import.api.import_rows", { record: frm.doc.name });
		const text = (value) => frappe.utils.escape_html(String(value ?? ""));
		const link = (row) => (row.name ? `<a href="/app/${frappe.router.slug(row.type)}/${encodeURIComponent(row.name)}">${text(row.title)}</a>` : text(row.title) || "—");
		const notes_of = (row) => [...row.changes.map((change) => `${text(change.label)}：${text(change.old) || "—"} → <b>${text(change.new)}</b>`), text(row.reason), row.undone ? `${__(row.undone)} ${text(row.left_because)}` : ""];
		const line = (row) => `<tr><td>${text(row.place.replace("|", " "))}</td><td>${__(row.outcome)}</td><td>${row.type ? __(row.type) : ""}</td><td>${link(row)}</td><td>${notes_of(row).filter(Boolean).join("<br>")}</td></tr>`;
		const heads = [__("Row"), __("Outcome of the Row"), __("Record Type"), __("Record"), __("What Was Changed")];
		frm.get_field("rows_html").$wrapper.html(`<table class="table table-sm"><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead><tbody>${rows.map(line).join("")}</tbody></table>`);
	},
});
