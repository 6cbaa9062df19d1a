// Answers that come late, and what is being typed when they come: the newest question and the user's hands win.

// Inside the desk we reach here: `BaseList.refresh`, `ListView.get_count_str`, of `ControlLink` what shows a title,
// and `frappe.ui.form.add_options` (v15, v16). tests/browser/test_races.py sees each at work.

// --- lists: rows and count of the filters that stand above them ---------------------------------------------

const list = frappe.views.BaseList?.prototype;
const ask_rows = list?.refresh;
if (ask_rows) {
	list.refresh = function (...given) {
		const call = frappe.call;
		const asked = {};
		frappe.call = (...args) => {
			frappe.call = call;
			this.anshang_asked = asked;
			const answer = call.apply(frappe, args);
			// rows are drawn for the newest question; an older one is done when that is drawn
			const then = (draw, ...failed) => {
				asked.drawn = answer.then(
					(rows) => (this.anshang_asked === asked ? draw(rows) : this.anshang_asked.drawn),
					...failed
				);
				return asked.drawn;
			};
			return { then };
		};
		try {
			return ask_rows.apply(this, given);
		} finally {
			frappe.call = call;
		}
	};
}

const counted = frappe.views.ListView?.prototype;
const ask_count = counted?.get_count_str;
if (ask_count) {
	counted.get_count_str = function (...given) {
		const mine = ask_count.apply(this, given);
		this.anshang_counted = mine;
		return mine.then((words) => {
			if (this.anshang_counted === mine) mine.total = this.total_count;
			else this.total_count = this.anshang_counted.total ?? this.total_count;
			return this.anshang_counted === mine ? words : this.anshang_counted;
		});
	};
}

// --- links: a link whose title is still on its way has its value all the same --------------------------------

// Frappe empties the box until the title is there: a list asked meanwhile knows nothing of its own filter, a dialog
// sent meanwhile lacks the value, and a late title stands over what was typed or chosen since.
const link = frappe.ui.form.ControlLink.prototype;
const show = link.set_formatted_input;
link.set_formatted_input = function (value, ...rest) {
	this.anshang_wanted = value || "";
	return show.call(this, value, ...rest);
};

const show_title = link.translate_and_set_input_value;
link.translate_and_set_input_value = function (title, value) {
	const typed = this.$input?.val() && this.$input[0] === document.activeElement;
	if (value === this.anshang_wanted && !typed) show_title.call(this, title, value);
	if (value === this.anshang_wanted) this.anshang_wanted = "";
};

const input_value = link.get_input_value;
link.get_input_value = function () {
	return this.anshang_wanted && this.$input && !this.$input.val() ? this.anshang_wanted : input_value.call(this);
};

// --- choices: a blank one is blank --------------------------------------------------------------------------

// v15 takes a choice whose value and label are blank for its own words
const add_options = frappe.ui.form.add_options;
frappe.ui.form.add_options = function (input, choices, ...rest) {
	const is_blank = (one) => one && typeof one === "object" && !one.value && one.value !== 0 && !one.label;
	const plain = Array.isArray(choices) ? choices.map((one) => (is_blank(one) ? "" : one)) : choices;
	return add_options.call(this, input, plain, ...rest);
};
