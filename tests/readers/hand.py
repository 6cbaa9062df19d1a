"""A person at the desk: every click and every letter typed is counted, as in the goals of the scheme."""

from datetime import date


class Hand:
	"""Works a `Desk` by mouse and keyboard only."""

	def __init__(self, desk):
		self.desk, self.page = desk, desk.page
		self.clicks = self.letters = 0
		self.today = date.today().isoformat()

	def click(self, target) -> None:
		"""Click what a selector or a locator shows first, once the page stands still, as a person does."""
		self.desk.calm()
		locator = self.page.locator(target) if isinstance(target, str) else target
		locator.locator("visible=true").first.click()
		self.clicks += 1

	def press(self, words: str) -> None:
		"""Click the button of these words."""
		self.click(self.page.locator("button, .btn", has_text=words))

	def type(self, words: str) -> None:
		"""Letters into what has the focus."""
		self.page.keyboard.type(words)
		self.letters += len(words)

	def fill(self, field: str, words: str, within: str = ".modal.show") -> None:
		"""Click into a field and type."""
		self.click(f"{within} [data-fieldname={field}] input, {within} [data-fieldname={field}] textarea")
		self.type(words)

	def choose(self, field: str, words: str, within: str = ".modal.show") -> None:
		"""A choice out of a list: one click opens it, one takes it."""
		select = self.page.locator(f"{within} [data-fieldname={field}] select")
		if select.count():
			option = select.locator("option", has_text=words).first
			select.select_option(value=option.get_attribute("value"))
			self.clicks += 2
			return
		self.click(f"{within} [data-fieldname={field}] input")
		# v16 lists them as `div`
		choices = self.page.locator(f"{within} [data-fieldname={field}] .awesomplete ul > *")
		self.click(choices.filter(has_text=words))

	def pick_today(self, field: str, within: str = ".modal.show") -> None:
		"""Today out of the calendar: one click opens it, one takes it."""
		self.click(f"{within} [data-fieldname={field}] input")
		self.click(self.page.locator(".datepicker.active .datepicker--button", has_text="今天"))

	def counted(self) -> tuple[int, int]:
		"""(clicks, letters) since it was last asked."""
		done = (self.clicks, self.letters)
		self.clicks = self.letters = 0
		return done
