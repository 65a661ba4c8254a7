/* SPDX-License-Identifier: MIT
 *
 * From the bytes of an answer to a reply. Pure: each layer must say yes before the next one is
 * looked at (status, type, characters, JSON, envelope, whom it is about, values), and a no
 * anywhere leaves no row behind.
 */
#ifndef ONETRIP_ANSWER_H
#define ONETRIP_ANSWER_H

#include "core/exchange/net.h"

/* What may be done about a verdict. */
struct remedy {
	int again;                   /* AGAIN: further sendings at once */
	enum outcome then;           /* the verdict when they are used up; PENDING: as it is */
	int rest_s;                  /* nobody is to ask this department for so long; 0 */
	bool whole;                  /* FOUND: every row there is has been read */
};

/* got->fault is FAULT_NONE. Adds a page to the reply: outcome, code, text, receipt, rows, extras,
 * more, pages, body, gb18030. A page that is refused or broken leaves no row of the pages before;
 * one that is AGAIN or STALE leaves them, for the next try. */
struct remedy answer_read(const struct ask_request *r, const struct net_answer *got,
	struct reply *out);
/* The body of a renewal through the same checks, and the dialect's word on it. out is used when
 * said->outcome is FOUND. now_ms: the gateway's clock where its answer does not tell. */
void answer_grant(const struct resource *r, const struct credential *used,
	const struct net_answer *got, int64_t now_ms, struct credential *out,
	struct answer_out *said);

/* A department's own words, fit for screen and log: sanitised, the holder's name and every run
 * of eight or more digits replaced by "**", cut to size. */
void answer_text(char *to, size_t size, const char *text, const struct basis *b);

#endif
