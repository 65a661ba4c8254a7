/* SPDX-License-Identifier: MIT
 *
 * Who read my data (capability Q3): every look-up, view, reveal and print that touched one person,
 * or one case, with its time, operator, window, purpose and ground. Found by walking the journal,
 * so nothing that was recorded can be left out; in steps, so that nobody waits. Without a case a
 * person is found in other people's matters, too: as mother, agent, landlord they were asked about.
 *
 * Reading the report is itself an act of the station's chain:
 *   ACCESS: subject (number; "" a case) [case] rows window
 */
#ifndef ONETRIP_ACCESS_H
#define ONETRIP_ACCESS_H

#include "core/casework/papers/slip.h"
#include "core/store/operator.h"

enum { ACCESS_ROWS = 4000, ACCESS_CASES = 2000, ACCESS_GROUND = 160 };

/* name, msgid: what was done */
#define ACCESS_TABLE(X)                                                                            \
	X(ACCESS_OPENED, "Case opened")                                                            \
	X(ACCESS_AGENT, "Acted for somebody")                                                      \
	X(ACCESS_ASKED, "Department asked")                                                        \
	X(ACCESS_VIEWED, "Case looked at")                                                         \
	X(ACCESS_REVEALED, "Shown in clear")                                                       \
	X(ACCESS_PRINTED, "Paper printed")                                                         \
	X(ACCESS_REPORT, "This report")

enum access_kind {
#define X(name, text) name,
	ACCESS_TABLE(X)
#undef X
	ACCESS_KINDS
};
const char *access_text(enum access_kind k); /* msgid */

struct access_row {
	enum access_kind kind;
	int64_t at_ms;
	char actor[16], window[8];
	char resource[16];           /* of a question; "" */
	char document[32];           /* of a print; "" */
	char number[CASE_NUMBER];    /* of the case; "" none */
	char purpose[64];            /* name of the item; "" the identity check or none yet */
	char ground[ACCESS_GROUND];  /* lawful basis as it was sent; "" none */
	bool other;                  /* in somebody else's matter */
	bool closed;                 /* outside the reader's scope: that it was, not what for */
};

struct access {
	struct access_row *rows;     /* oldest first */
	size_t n;
	size_t more;                 /* older ones there was no room for */
	uint64_t read;               /* events looked at */
	int64_t from_ms;             /* of the first of them: as far back as the journal goes */
};

struct access_search;
/* subject: a normalised number, or NULL and one case. Both are copied. */
struct access_search *access_search_new(struct store *s, const char *subject, const struct uid *casefile);
void access_search_free(struct access_search *f);          /* wipes */
/* For a reader who is not the person: of matters outside the scope in which whoever is logged in has
 * this right only time, operator and kind are told. Before the first step. The person's own report,
 * printed at the counter, is whole. */
void access_search_within(struct access_search *f, enum right right);
/* Looks at so many events more; *done when there are no more. */
enum err access_search_step(struct access_search *f, size_t events, bool *done) MUST_CHECK;
const struct access *access_found(const struct access_search *f);

/* The act of reading it, before it is shown. */
enum err access_record(const struct access_search *f, const char *window) MUST_CHECK;
/* The document, columns wide (slip.h): whose, then newest first. people: names of operators. */
enum err access_render(const struct access_search *f, const struct slip_place *place,
	const struct operator_info *people, size_t n_people, int columns, struct buf *out) MUST_CHECK;

#endif
