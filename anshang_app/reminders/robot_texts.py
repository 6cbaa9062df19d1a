"""What went wrong with a message, in words that say what to do; shown on its robot and on 上线设置."""

from frappe import _

from anshang_app.reminders.rules.robots import DINGTALK, WECOM, Objection


def sentence(objection: Objection, service: str = "") -> str:
	"""An objection as a sentence; what a service's own number means is added."""
	text = rule_text(objection.rule).format(*objection.args)
	if objection.rule == "refused" and (advice := advices(service).get(objection.args[0])):
		return f"{text}。{advice}"
	return text


def rule_text(rule: str) -> str:
	"""The sentence of a rule, its places still open."""
	return {
		"refused": _("The service refused: {0} {1}"),
		"redirected": _(
			"The address leads on to another one (HTTP {0}), which is not followed: enter the final address of the gateway."
		),
		"http_error": _(
			"The address answered HTTP {0}: check the address of the gateway, and whether its service runs."
		),
		"empty_answer": _("The address answered nothing: check the address of the gateway."),
		"web_page": _(
			"The address answered with a web page, not as a chat service does: check the address of the gateway."
		),
		"foreign_answer": _(
			"The address did not answer as a chat service does: check the address of the gateway."
		),
		"no_answer": _("No answer within {0} seconds: check the address and the network."),
		"no_connection": _("No connection: check the address, and whether its service runs."),
		"bad_certificate": _(
			"The certificate of the address could not be verified: the server's administrator installs the gateway's root certificate."
		),
		"unknown_host": _("There is no host {0}: check the address, and the server's name service."),
		"inside_address": _(
			"The address leads to {0}, inside the network: the system administrator enters it under “Gateways Inside the Network” in Anshang Settings first."
		),
		"bad_address": _("The address cannot be used: enter it anew."),
		"key_unreadable": _("The key cannot be read any more: enter key and secret anew."),
		"no_gateway": _("No number, or no gateway in the SMS settings"),
		"unexpected": _(
			"The platform failed while sending: the system administrator finds the reason in the Error Log."
		),
	}[rule]


def advices(service: str) -> dict[object, str]:
	"""Advice by the error code of a chat service."""
	too_many = _("Too many messages at once: it is sent again later by itself.")
	new_key = _("The robot was taken out of the group or its key is wrong: copy the key anew from the group.")
	texts: dict[str, dict[object, str]] = {
		DINGTALK: {
			310000: _(
				"Check the robot's safeguards in the group: signing secret, keywords, addresses allowed to send."
			),
			300001: new_key,
			300005: new_key,
			400013: _("The group was dissolved: name another robot."),
			130101: too_many,
			410100: too_many,
		},
		WECOM: {93000: new_key, 40008: new_key, 45009: too_many},
	}
	return texts.get(service, {})
