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

enum { RATING_GROUPS = 200 };

struct rating_group {
	char key[64];                /* name of the item, window, number of the person, word of the channel */
	struct rating_sum sum;
	int rank;                    /* from 1; 0: too few to be put in an order */
};
struct rating_sums {
	struct rating_sum all;
	uint32_t bad, called, fixed; /* of the bad ones that count: called back, put right */
	struct rating_group groups[RATING_GROUPS];
	size_t n;                    /* ranked first, then by sample size */
};
/* Of what was said in [from, to). */
enum err rating_sums_read(struct store *s, int64_t from_ms, int64_t to_ms, enum rating_by by,
	struct rating_sums *out) MUST_CHECK;
void rating_sums_add(struct rating_sums *x, const char *key, const struct rating *r);
void rating_sums_row(struct rating_sums *x, const char *key, const struct rating_row *r); /* the same of a row */
void rating_sums_rank(struct rating_sums *x);

#endif
