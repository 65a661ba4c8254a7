/* SPDX-License-Identifier: MIT
 *
 * Ratings of a range by item, window, person or channel (capability M5), each with its sample size.
 * What is excluded is counted apart. Nothing below RATING_RANKED is put in an order.
 */
#ifndef ONETRIP_RATING_SUMS_H
#define ONETRIP_RATING_SUMS_H

#include "core/casework/rating.h"
#include "core/store/appeal_view.h"

/* name, msgid */
#define RATING_BY_TABLE(X)                                                                         \
	X(RATING_BY_ITEM, N_("By item"))                                                           \
	X(RATING_BY_WINDOW, N_("By window"))                                                       \
	X(RATING_BY_CLERK, N_("By person"))                                                        \
	X(RATING_BY_CHANNEL, N_("By channel"))

enum rating_by {
#define X(name, text) name,
	RATING_BY_TABLE(X)
#undef X
	RATING_BYS
};
const char *rating_by_text(enum rating_by b);    /* msgid */

/* What is owed for bad ratings that count: name, word, msgid, definition (msgid). */
#define RATING_SHARE_TABLE(X)                                                                      \
	X(RATING_CALLED, "called", N_("Bad ones called back"),                                     \
		N_("Bad ratings whose citizen was called back / bad ratings with a name"))         \
	X(RATING_CALLED_SOON, "called-in-time", N_("Called back in time"),                         \
		N_("Bad ratings called back within 1 working day / bad ratings with a name"))      \
	X(RATING_FIXED, "fixed", N_("Bad ones put right in time"),                                 \
		N_("Bad ratings put right within 5 working days, complex ones within 15 / bad "    \
		   "ratings"))

enum rating_owed {
#define X(name, word, text, definition) name,
	RATING_SHARE_TABLE(X)
#undef X
	RATING_SHARES
};
const char *rating_share_word(enum rating_owed o);
const char *rating_share_text(enum rating_owed o);       /* msgid */
const char *rating_share_definition(enum rating_owed o); /* msgid */
struct rating_part {
	uint32_t above, below;
};
/* What one adds; below 0: nothing. Pure, but for the calendar. */
struct rating_part rating_part_of(enum rating_owed o, const struct rating_row *r);
/* The last day to call back, or to put it right; DAY_NONE: the calendar does not tell. */
day_t rating_last_day(enum rating_owed o, const struct rating_row *r);

enum { RATING_GROUPS = 200 };

struct rating_group {
	char key[64];                /* name of the item, window, number of the person, word of the channel */
	struct rating_sum sum;
	int rank;                    /* from 1; 0: too few to be put in an order */
};
struct rating_sums {
	struct rating_sum all;
	struct rating_part of[RATING_SHARES];
	struct rating_group groups[RATING_GROUPS];
	size_t n;                    /* ranked first, then by sample size */
};
/* Of what was said in [from, to). */
enum err rating_sums_read(struct store *s, int64_t from_ms, int64_t to_ms, enum rating_by by,
	struct rating_sums *out) MUST_CHECK;
void rating_sums_add(struct rating_sums *x, const char *key, const struct rating_row *r);
/* What it is told apart by; borrowed from r. */
const char *rating_key(const struct rating_row *r, enum rating_by by);
void rating_sums_rank(struct rating_sums *x);

#endif
