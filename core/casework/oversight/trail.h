/* SPDX-License-Identifier: MIT
 *
 * The trail 留痕 of a case, to be read: its events newest first, each in one line, and one event with
 * all its fields, before and after. Values are masked unless asked for in clear.
 */
#ifndef ONETRIP_TRAIL_H
#define ONETRIP_TRAIL_H

#include "core/casework/casefile.h"
#include "core/store/operator.h"

enum { TRAIL_WORDS = 200, TRAIL_TEXT = 64 * 1024 };

struct trail_row {
	uint32_t seq;
	char kind[EVENT_KIND];
	int64_t at_ms;
	char actor[16];
	bool system;                 /* the clock did it */
	char hash[9];                /* first 8 digits */
	char words[TRAIL_WORDS];     /* masked, translated */
};

struct trail {
	struct trail_row *rows;      /* newest first */
	size_t n;
	uint32_t intact, all;
	enum err verdict;            /* of the chain; OK: it holds */
};

/* c gives labels; its item may be NULL. */
enum err trail_load(struct store *s, const struct casefile *c, struct trail *out) MUST_CHECK;
void trail_release(struct trail *t);
const char *trail_kind_text(const char *kind); /* msgid; the kind itself when it has none */
/* One event: who, when, hash, and each field as it is and, where an earlier event of the same thing
 * said otherwise, as it was. */
enum err trail_event(struct store *s, const struct casefile *c, uint32_t seq, bool masked,
	struct buf *out) MUST_CHECK;

/* One event in one line, "name=value name=value": codes, days and numbers as they are, what people
 * said or are counted only. clear: everything but bytes as it is, to be asked for by who may. */
void trail_pairs(const struct event *e, bool clear, struct buf *out);

#endif
