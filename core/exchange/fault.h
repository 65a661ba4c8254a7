/* SPDX-License-Identifier: MIT
 *
 * What can go wrong between a question and its rows, one row each: name, outcome, code, the
 * sentence for the clerk, and how often the ask may be sent again (safe ones only). Department
 * verdicts (its own code and text) are not here.
 */
#ifndef ONETRIP_FAULT_H
#define ONETRIP_FAULT_H

#include "core/exchange/ask.h"

#define FAULT_TABLE(X)                                                                             \
	X(FAULT_NONE, OUTCOME_PENDING, "", "", 0)                                                  \
	/* the line */                                                                             \
	X(FAULT_REFUSED, OUTCOME_AGAIN, "refused", "The department cannot be reached", 2)          \
	X(FAULT_TIMEOUT, OUTCOME_AGAIN, "timeout", "The department did not answer in time", 1)     \
	X(FAULT_RESET, OUTCOME_AGAIN, "reset", "The line broke before the answer", 1)              \
	X(FAULT_CUT, OUTCOME_AGAIN, "cut", "The answer broke off", 1)                              \
	X(FAULT_UNSURE, OUTCOME_AGAIN, "unsure",                                                   \
		"It is not known whether the department received this", 0)                         \
	X(FAULT_HTTP, OUTCOME_BROKEN, "http", "The answer is not proper HTTP", 0)                  \
	X(FAULT_HEADERS, OUTCOME_BROKEN, "headers", "The answer's header is too large", 0)         \
	X(FAULT_SIZE, OUTCOME_BROKEN, "size", "The answer is too large", 0)                        \
	X(FAULT_ENCODING, OUTCOME_BROKEN, "encoding", "The answer is packed, unasked", 0)          \
	/* TLS: no way to go on anyway */                                                          \
	X(FAULT_TLS, OUTCOME_DENIED, "tls", "No safe line to the department", 0)                   \
	X(FAULT_TLS_EXPIRED, OUTCOME_DENIED, "tls-expired",                                        \
		"The department's certificate has expired", 0)                                     \
	X(FAULT_TLS_EARLY, OUTCOME_DENIED, "tls-early",                                            \
		"The department's certificate is not valid yet", 0)                                \
	X(FAULT_TLS_HOST, OUTCOME_DENIED, "tls-host",                                              \
		"The certificate belongs to another host", 0)                                      \
	X(FAULT_TLS_SIGNER, OUTCOME_DENIED, "tls-signer",                                          \
		"The certificate is not from a trusted authority", 0)                              \
	X(FAULT_TLS_CLIENT, OUTCOME_DENIED, "tls-client",                                          \
		"The department wants a certificate of this hall", 0)                              \
	X(FAULT_TLS_REFUSED, OUTCOME_DENIED, "tls-refused",                                        \
		"The department refuses the certificate of this hall", 0)                          \
	X(FAULT_TLS_OWN, OUTCOME_DENIED, "tls-own",                                                \
		"The certificate of this hall cannot be used", 0)                                  \
	X(FAULT_TLS_PIN, OUTCOME_DENIED, "tls-pin",                                                \
		"The department's key is not the agreed one", 0)                                   \
	/* the body */                                                                             \
	X(FAULT_CHARSET, OUTCOME_BROKEN, "charset", "The answer's characters are damaged", 0)      \
	X(FAULT_JSON, OUTCOME_BROKEN, "json", "The answer is damaged", 0)                          \
	X(FAULT_DEPTH, OUTCOME_BROKEN, "depth", "The answer is nested too deeply", 0)              \
	X(FAULT_TYPE, OUTCOME_BROKEN, "type", "The answer is of an unknown type", 0)               \
	X(FAULT_PAGE, OUTCOME_AGAIN, "page", "A web page answered, not the exchange", 0)           \
	X(FAULT_REDIRECT, OUTCOME_BROKEN, "redirect", "The exchange pointed elsewhere", 0)         \
	X(FAULT_TRAINING, OUTCOME_DENIED, "training",                                              \
		"A training exchange answered: nothing of it is real", 0)                          \
	/* the rows */                                                                             \
	X(FAULT_ENVELOPE, OUTCOME_BROKEN, "envelope", "The answer has no clear verdict", 0)        \
	X(FAULT_UNDERSCORE, OUTCOME_BADASK, "underscore",                                          \
		"Headers with _ are lost on the way; nginx needs underscores_in_headers on", 0)    \
	X(FAULT_TICKET, OUTCOME_DENIED, "ticket", "This login is used up; log in again", 0)        \
	X(FAULT_TICKET_UNSURE, OUTCOME_AGAIN, "ticket-unsure",                                     \
		"The line broke while the login was checked; log in again", 0)                     \
	X(FAULT_ROWS, OUTCOME_BROKEN, "rows", "The rows of the answer are not where they belong",  \
		0)                                                                                 \
	X(FAULT_WHOM, OUTCOME_BROKEN, "whom", "The answer does not say whom it is about", 0)       \
	X(FAULT_PERSON, OUTCOME_BROKEN, "person", "The answer is about somebody else", 0)          \
	X(FAULT_DIGITS, OUTCOME_BROKEN, "digits", "A number in the answer may have lost digits", 0) \
	X(FAULT_VALUE, OUTCOME_BROKEN, "value", "A value in the answer is too long or nested", 0)  \
	/* this side */                                                                            \
	X(FAULT_SECRET, OUTCOME_DENIED, "secret", "The exchange key of this hall cannot be read",  \
		0)                                                                                 \
	X(FAULT_CLOCK, OUTCOME_DENIED, "clock",                                                    \
		"This machine's clock is off by more than a day; nothing is signed", 0)            \
	X(FAULT_KEY, OUTCOME_DENIED, "key", "The exchange refuses the key of this hall", 0)        \
	X(FAULT_GRANT, OUTCOME_BROKEN, "grant", "The new secret of the exchange cannot be read",   \
		0)                                                                                 \
	X(FAULT_RENEWAL, OUTCOME_AGAIN, "renewal", "The exchange gives no new secret now", 0)      \
	X(FAULT_SHARED_KEY, OUTCOME_STALE, "shared-key",                                           \
		"Somebody else uses the key of this hall too; tried again in a minute", 0)         \
	X(FAULT_BREAKER, OUTCOME_AGAIN, "breaker",                                                 \
		"The department is down; it is asked again by itself", 0)                          \
	X(FAULT_QUOTA, OUTCOME_LIMIT, "quota", "The day's quota is used up", 0)                    \
	X(FAULT_BUILD, OUTCOME_BADASK, "build", "The question is too long or cannot be written", 0)

enum fault {
#define X(name, outcome, code, text, again) name,
	FAULT_TABLE(X)
#undef X
	FAULT_COUNT
};

int fault_again(enum fault f);                   /* how many more sendings it is worth */
void reply_fault(struct reply *r, enum fault f); /* outcome, code and text of the row */

#endif
