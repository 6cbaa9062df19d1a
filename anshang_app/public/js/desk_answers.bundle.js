// Answers that come late, and what is being typed when they come: the newest question and the user's hands win.

// Inside the desk we reach here: `BaseList.refresh`, `ListView.get_count_str`, of `ControlLink` what shows a title,
// `frappe.prompt`, `ControlInput.refresh_input`, `update` of the calendar, `ControlDate.parse` and `validate`, and
// `frappe.ui.form.add_options` (v15, v16). tests/browser/test_races.py sees each at work.

// --- lists: rows and count of the filters that stand above them ---------------------------------------------

const list = frappe.views.BaseList?.prototype;
const ask_rows = list?.refresh;
if (ask_rows) {
	list.refresh = function (...args) {
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
			return ask_rows.apply(this, args);
		} finally {
			frappe.call = call;
		}
	};
}

const counted = frappe.views.ListView?.prototype;
const ask_count = counted?.get_count_str;
if (ask_count) {
	counted.get_count_str = function (...args) {
		const mine = ask_count.apply(this, args);
		this.anshang_counted = mine;
		return mine.then((count_text) => {
			if (this.anshang_counted === mine) mine.total = this.total_count;
			else this.total_count = this.anshang_counted.total ?? this.total_count;
			return this.anshang_counted === mine ? count_text : this.anshang_counted;
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

// --- what is being typed --------------------------------------------------------------------------------------

// the box in which something was typed that its form has not taken over yet
let typed = null;
const note = (event) => {
	typed = event.target;
};
const forget = (event) => {
	if (typed === event.target) typed = null;
};
// before anything of the desk hears of it
document.addEventListener("input", note, true);
document.addEventListener("change", forget, true);
document.addEventListener("focusout", forget, true);

// A redraw of the form meanwhile, by another field's change or by news of the server, leaves that box alone.
const control = frappe.ui.form.ControlInput.prototype;
const redraw = control.refresh_input;
control.refresh_input = function (...args) {
	if (!typed || this.$input?.[0] !== typed) return redraw.apply(this, args);
	this.set_input = () => {};
	try {
		return redraw.apply(this, args);
	} finally {
		delete this.set_input;
	}
};

// The calendar writes the chosen day into the box when it opens, and again when it has opened.
const calendar = $.fn.datepicker?.Constructor?.prototype;
const move = calendar?.update;
if (move) {
	calendar.update = function (...args) {
		if (this.el !== document.activeElement) return move.apply(this, args);
		// not written and put back: a browser tells of no change in a box a script wrote into
		this._setInputValue = () => {};
		try {
			return move.apply(this, args);
		} finally {
			delete this._setInputValue;
		}
	};
}

// Frappe reads a day leniently: "2026-1" and "2026-12-0712" became days nobody meant. Whole days only.
const DAYS = ["YYYY-MM-DD", "YYYY-M-D", "YYYY/M/D", "YYYY.M.D", "YYYYMMDD", "YYYY年M月D日"];
// what v16 reckons: a day and a few days, weeks or months more
const RECKONED = /[+-]\s*\d*\.?\d+\s*[a-z]/i;
const date = frappe.ui.form.ControlDate.prototype;
const parse = date.parse;
date.parse = function (value, ...rest) {
	if (!value || this.df.fieldtype !== "Date" || RECKONED.test(value)) return parse.call(this, value, ...rest);
	const day_text = String(value).normalize("NFKC").replace(/\s/g, "");
	const day = moment(day_text, [frappe.datetime.get_user_date_fmt().toUpperCase(), ...DAYS], true);
	return day.isValid() ? day.locale("en").format("YYYY-MM-DD") : value;
};

const validate = date.validate;
date.validate = function (value, ...rest) {
	if (!value || this.df.fieldtype !== "Date" || frappe.datetime.validate(value)) {
		return validate.call(this, value, ...rest);
	}
	const before = this.get_model_value() || "";
	const stays = before ? frappe.datetime.str_to_user(before) : __("Blank Value");
	const parts = [__(this.df.label), frappe.utils.escape_html(value), stays];
	frappe.msgprint(__("{0}: {1} is no whole day, so it stays {2}. Enter it as 2026-12-01.", parts));
	return before;
};

// --- dialogs: what was typed stays until it is taken ---------------------------------------------------------

// Frappe closes a prompt before it asks the server, and with it goes what is refused.
const prompt = frappe.prompt;
frappe.prompt = function (fields, take, title, label) {
	const dialog = prompt.call(this, fields, take, title, label);
	dialog.set_primary_action(label || __("Submit"), async () => {
		const values = dialog.get_values();
		if (!values) return;
		dialog.disable_primary_action();
		try {
			await take(values);
			dialog.hide();
		} catch (error) {
			// a refusal has been shown already
			if (error instanceof Error) throw error;
		} finally {
			dialog.enable_primary_action();
		}
	});
	return dialog;
};

// --- choices: a blank one is blank --------------------------------------------------------------------------

// v15 takes a choice whose value and label are blank for its own words
const add_options = frappe.ui.form.add_options;
frappe.ui.form.add_options = function (input, choices, ...rest) {
	const is_blank = (choice) => choice && typeof choice === "object" && !choice.value && choice.value !== 0 && !choice.label;
	const plain = Array.isArray(choices) ? choices.map((choice) => (is_blank(choice) ? "" : choice)) : choices;
	return add_options.call(this, input, plain, ...rest);
};
