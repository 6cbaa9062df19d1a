// A list of contacts on the page of ledgers (`anshang_ledger.js`), which passes itself as `ledger`.

frappe.provide("anshang");

const text = (value) => frappe.utils.escape_html(String(value ?? ""));

/** A list of contacts goes the way of the units' workbook: looked at as a whole, entered when nothing is wrong. */
anshang.try_contacts = async (ledger) => {
	const trial = await ledger.send("try_contacts", { mapping: ledger.mapping() });
	if (!trial) return;
	const { counts, problems } = trial;
	const summary = __("{0} new units, {1} new members, {2} new accounts, {3} members changed.", [counts.new_units, counts.new_members, counts.new_accounts, counts.changed]);
	ledger.result.html(`<h3>2 ${__("What the Row Would Do")}</h3><p class="summary">${summary}</p><div class="acts"></div>
		<ul class="text-danger">${problems.map((problem) => `<li>${text(problem.text)}</li>`).join("")}</ul>`);
	if (!problems.length && counts.new_members + counts.new_accounts + counts.changed)
		$(`<button class="btn btn-primary">${__("Confirm the Import")}</button>`).appendTo(ledger.result.find(".acts")).on("click", () => enter_contacts(ledger));
};

async function enter_contacts(ledger) {
	let done, opened = 0;
	ledger.show_bar();
	do {
		done = await ledger.send("enter_contacts", { mapping: ledger.mapping() });
		if (!done) return;
		opened += done.opened.length;
		ledger.move_bar(opened, opened + done.left);
	} while (done.left);
	ledger.result.html(`<p class="summary">${__("{0} units created, {1} updated, {2} accounts opened.", [done.created, done.updated, opened])}</p>`);
}
