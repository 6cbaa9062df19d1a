// What a record keeps of its files, the desk does not offer to take away (access_control/kept_files.py refuses it).

function kept(frm, address) {
	return Boolean(address) && (frm?.doc?.__onload?.kept_files ?? []).includes(address);
}

const attachments = frappe.ui.form.Attachments.prototype;
const draw_attachments = attachments.refresh;
attachments.refresh = function (...args) {
	draw_attachments.apply(this, args);
	const addresses = this.get_attachments()
		.filter((file) => kept(this.frm, file.file_url))
		.map((file) => this.get_file_url(file));
	this.parent.find(".attachment-row").each((_at, row) => {
		const named = [...row.querySelectorAll("a")].map((link) => link.getAttribute("href")?.split("?")[0]);
		if (addresses.some((address) => named.includes(address.split("?")[0]))) $(row).find(".remove-btn").remove();
	});
};

const attach = frappe.ui.form.ControlAttach.prototype;
const show_attachment = attach.set_input;
attach.set_input = function (value, ...args) {
	show_attachment.call(this, value, ...args);
	const stays = kept(this.frm, value);
	this.$value?.find("[data-action='clear_attachment'], [data-action='reload_attachment']").toggleClass("hidden", stays);
};

// the content and the name of a file do not change after its upload
frappe.ui.form.on("File", {
	refresh(frm) {
		frm.remove_custom_button(__("Optimize"));
	},
});
