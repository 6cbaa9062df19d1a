// Amounts as people write them: 1.2亿, 12,000, 2.2公顷. The platform reads them (validation/amounts.py, the one parser);
// what it understood stands below the field before anything is saved, and what it did not is left as typed.

(() => {
	const Float = frappe.ui.form.ControlFloat;
	// a number as it is, or with its thousands set off
	const PLAIN = /^-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/;
	const kind_of = (df) => df.amount || frappe.boot.anshang_amounts?.[df.parent]?.[df.fieldname];
	const { parse, format_for_input, make_input } = Float.prototype;

	Float.prototype.parse = function (value) {
		if (!kind_of(this.df)) return parse.call(this, value);
		const text = String(value ?? "").trim();
		if (!text) return null;
		return PLAIN.test(text) ? flt(text.replace(/,/g, ""), this.get_precision()) : text;
	};

	Float.prototype.format_for_input = function (value) {
		if (!kind_of(this.df)) return format_for_input.call(this, value);
		// nothing entered is no zero
		if (value === null || value === undefined || value === "") return "";
		if (!PLAIN.test(String(value).trim())) return value;
		// as many places as there are: 12,000 and not 12,000.0000
		const places = (String(flt(value, this.get_precision())).split(".")[1] || "").length;
		return format_number(value, null, places);
	};

	Float.prototype.make_input = function () {
		make_input.call(this);
		if (kind_of(this.df)) this.$input.on("change", () => read(this));
	};

	async function read(control) {
		const typed = String(control.get_input_value() ?? "").trim();
		// what is typed meanwhile is read by its own change
		const turn = (control.turn || 0) + 1;
		control.turn = turn;
		if (!typed) return say(control, "");
		const { message } = await frappe.call({
			method: "anshang_app.foundation.api.read_amount",
			type: "POST",
			args: { kind: kind_of(control.df), text: typed },
		});
		if (control.turn !== turn) return;
		if (message.problem) return say(control, message.problem, true);
		if (!PLAIN.test(typed)) await control.set_value(message.figure);
		say(control, message.words);
	}

	function say(control, note, is_bad) {
		const shown = note ? `<span class="${is_bad ? "text-danger" : "text-muted"}">${frappe.utils.escape_html(note)}</span>` : "";
		if (control.in_grid?.()) {
			if (note) frappe.show_alert({ message: shown, indicator: is_bad ? "red" : "blue" });
			return;
		}
		control.own_description ??= control.df.description ? __(control.df.description) : "";
		control.set_description([shown, control.own_description].filter(Boolean).join("<br>"));
	}
})();
