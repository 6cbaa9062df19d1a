"""One word for each kind of refusal, for the programs of other systems. Pure.

A word is never given another meaning and never renamed: a program elsewhere decides by it.
"""

#: word -> (status, when it is answered)
CODES: dict[str, tuple[int, str]] = {
	"not_json": (400, "The body is no JSON object, though its type says so."),
	"key_refused": (400, "The header Idempotency-Key holds no key."),
	"session_token_missing": (400, "A session of a cookie without its token; with an API key never."),
	"not_signed_in": (401, "Key and secret are those of no account."),
	"not_permitted": (403, "The account may not do this, or not with this record."),
	"unknown_record": (404, "There is no such record, or the account's unit may not see it."),
	"already_there": (409, "A record of this name, or with this value, is there."),
	"overtaken": (409, "Others were changing the same records; nothing was saved, send it again."),
	"key_reused": (409, "The key was used for another request, or the first one is still at work."),
	"too_large": (413, "The body is larger than the server takes."),
	"refused": (417, "A rule refuses it; the message says which."),
	"rule_not_met": (417, "Values break rules; `problems` names each field and rule."),
	"value_missing": (417, "A field that is needed is blank."),
	"argument_missing": (417, "An argument the method cannot do without is missing."),
	"argument_wrong": (417, "An argument is not what the method takes."),
	"unknown_link": (417, "A value names a record that is not there."),
	"step_not_possible": (417, "The record is in a state from which this step does not lead."),
	"changed_meanwhile": (417, "Somebody saved the record after it was read."),
	"too_many_requests": (429, "Too many requests; wait as long as Retry-After says."),
	"server_error": (500, "The platform failed; nothing was saved."),
	"no_answer": (503, "What the platform depends on does not answer; nothing was saved, send it again."),
}
#: name of the exception, as Frappe tells it in `exc_type` -> word
BY_EXCEPTION = {
	"KeyRefused": "key_refused",
	"CSRFTokenError": "session_token_missing",
	"AuthenticationError": "not_signed_in",
	"InvalidAuthorizationHeader": "not_signed_in",
	"InvalidAuthorizationPrefix": "not_signed_in",
	"InvalidAuthorizationToken": "not_signed_in",
	"SessionExpired": "not_signed_in",
	"PermissionError": "not_permitted",
	"NotReadable": "not_permitted",
	"DoesNotExistError": "unknown_record",
	"PageDoesNotExistError": "unknown_record",
	"DuplicateEntryError": "already_there",
	"UniqueValidationError": "already_there",
	"NameError": "already_there",
	"Overtaken": "overtaken",
	"QueryDeadlockError": "overtaken",
	"QueryTimeoutError": "overtaken",
	"KeyReused": "key_reused",
	"ValidationError": "refused",
	"RuleNotMet": "rule_not_met",
	"MandatoryError": "value_missing",
	"ArgumentMissing": "argument_missing",
	"ArgumentWrong": "argument_wrong",
	"LinkValidationError": "unknown_link",
	"WorkflowTransitionError": "step_not_possible",
	"WorkflowPermissionError": "step_not_possible",
	"WorkflowStateError": "step_not_possible",
	"TimestampMismatchError": "changed_meanwhile",
	"DocumentLockedError": "changed_meanwhile",
	"SignInHeld": "too_many_requests",
	"TooManyRequestsError": "too_many_requests",
	"RateLimitExceededError": "too_many_requests",
	"NoAnswer": "no_answer",
}
BY_STATUS = {
	400: "refused",
	401: "not_signed_in",
	403: "not_permitted",
	404: "unknown_record",
	409: "already_there",
	413: "too_large",
	429: "too_many_requests",
}


def code_of(exception: str | None, status: int) -> str:
	"""The word for a refusal: by the name of its exception, else by its status."""
	word = BY_EXCEPTION.get(exception or "")
	if status >= 500:
		return "no_answer" if word == "no_answer" else "server_error"
	return word or BY_STATUS.get(status, "refused")
