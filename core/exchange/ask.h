/* SPDX-License-Identifier: MIT
 *
 * An ask: one question to one department, with its lawful basis, and its answer. Without
 * operator, unit, item, casefile and basis it is refused before anything is sent.
 */
#ifndef ONETRIP_ASK_H
#define ONETRIP_ASK_H

#include "core/base/record.h"
#include "core/exchange/catalog.h"

/* name, word in events and on command lines, the sentence for the clerk, what whoever looks after the
 * exchange does about it ("" nothing) */
#define OUTCOME_TABLE(X)                                                                           \
	X(OUTCOME_PENDING, "PENDING", "Being fetched",                                             \
		"")                                                                                \
	X(OUTCOME_FOUND, "FOUND", "Found",                                                         \
		"")                                                                                \
	X(OUTCOME_NOTHING, "NOTHING", "The department has no record",                              \
		"")                                                                                \
	X(OUTCOME_AGAIN, "AGAIN", "Not reached; it is tried again",                                \
		"Check the address and the line to the gateway; else wait")                        \
	X(OUTCOME_STALE, "STALE", "The credential ran out",                                        \
		"Ask the data office for a new secret, and who else uses this key")                \
	X(OUTCOME_LIMIT, "LIMIT", "The day's quota is used up",                                    \
		"Wait for the next day, or ask the data office for more")                          \
	X(OUTCOME_DENIED, "DENIED", "The department does not allow this",                          \
		"Ask the data office to grant this to the hall; give them the code")               \
	X(OUTCOME_BADASK, "BADASK", "The question was not understood; tell the administrator",     \
		"Compare path and arguments in the catalog with the interface's paper")            \
	X(OUTCOME_BROKEN, "BROKEN", "The answer could not be read; key it in",                     \
		"Give the request number to the department; its answer is to be mended")           \
	X(OUTCOME_CANCELLED, "CANCELLED", "Stopped by the clerk",                                  \
		"")

enum outcome {
#define X(name, word, text, todo) name,
	OUTCOME_TABLE(X)
#undef X
	OUTCOME_COUNT
};
const char *outcome_word(enum outcome o);
const char *outcome_text(enum outcome o); /* msgid */
const char *outcome_todo(enum outcome o); /* msgid; "" nothing */
bool outcome_parse(const char *word, enum outcome *out);
bool outcome_well(enum outcome o);        /* an answer: FOUND or NOTHING */

/* Who asks, for what, on what ground. All borrowed; copied by the driver. */
struct basis {
	const char *operator_id, *window, *unit; /* unit: the hall */
	const char *item_code;       /* "identity" for the identity check, which counts as one */
	const char *case_number;     /* "test" only for loopback origins */
	const char *ground;          /* the lawful basis in words */
	const char *holder_name, *holder_id; /* whose data */
	const char *sub_item, *material; /* of the item; the paper this replaces; NULL none */
};

/* Named values for ":name" arguments beyond the holder's: "address" … */
struct ask_request {
	const struct resource *resource;
	struct basis basis;
	const struct record *values; /* may be NULL */
	bool probe;                  /* about nobody (core/exchange/probe.h): needs no grant */
	bool insist;                 /* a person pressed the key: past a tripped breaker */
	const char *fields;          /* attributes that may be taken, blank separated; NULL or "": all */
};

enum { ASK_ROWS = 200, ASK_TEXT = 160, ASK_TRACE = 64, ASK_CODE = 32, ASK_VALUE = 4096,
	ASK_VALUE_MOST = 64 * 1024,   /* where the catalog says value_max */
	ASK_RECEIPT = 96, ASK_FIELDS = 1024 };

/* Mapped rows: attribute name -> text; only catalog attributes, extras dropped and counted. */
struct reply {
	enum outcome outcome;
	char code[ASK_CODE];         /* the department's own code, "200", "timeout" */
	char text[ASK_TEXT];         /* its message, sanitised, no personal data; ours are msgids */
	char trace[ASK_TRACE];       /* request id */
	char receipt[ASK_RECEIPT];   /* the gateway's seal on the answer, to keep as it is; "" none */
	struct record *rows;
	size_t n_rows;
	size_t more;                 /* rows beyond rows_max or page.max, not taken */
	size_t extras;               /* attributes that were in the answer but not in the catalog */
	struct buf body;             /* UTF-8 as received, for evidence, a page a line; empty unless
	                                FOUND/NOTHING */
	uint8_t request_hash[HASH_SIZE], body_hash[HASH_SIZE]; /* SHA-256 */
	int64_t sent_ms, done_ms;    /* wall clock */
	int took_ms;
	int tries;                   /* sendings, each a logged query about a person */
	int pages;                   /* of rows that were fetched */
	bool gb18030;                /* the body came as GB18030 (or was taken for it, undeclared) */
	bool odd_payload;            /* the payload was not of the kind the catalog declares */
};
void reply_release(struct reply *r);
void reply_forget(struct reply *r);   /* rows and body alone: what is no answer keeps nothing */

/* What an argument ":name" or literal stands for in this ask; NULL when it is missing. */
const char *ask_value(const struct ask_request *r, const struct argument *a);

/* Whether the ask may leave at all: in the catalog, shared, lawful basis complete. ERR_DENIED, or
 * ERR_INCOMPLETE when a value it needs is missing; why gets a msgid (ASK_TEXT bytes). */
enum err ask_check(const struct ask_request *r, char *why) MUST_CHECK;

#endif
