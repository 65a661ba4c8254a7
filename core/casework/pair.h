/* SPDX-License-Identifier: MIT
 *
 * Cases that may be one (capabilities R1, R3, P5): the same person's, or of somebody who may be the
 * same (match.h), with the same item; and what was decided about a pair. Nothing is thrown away: a case
 * merged into another stands still, out of the queue, until it is taken back, and then goes on exactly
 * where it was. Both cases of a pair are told in one transaction.
 *
 *   PAIR: act of (uid, hex) number (of the other) [score reason]
 *         act merge: this one into the other, which gets hold   link: related, both go on
 *         act apart: two matters   back: the newest act about that one holds no more
 */
#ifndef ONETRIP_PAIR_H
#define ONETRIP_PAIR_H

#include "core/casework/match.h"

enum { PAIRS_MOST = 16, PAIR_RECENT_DAYS = 30 };

struct pair {
	struct view_case row;        /* of the other case */
	struct match match;
	bool same_item;
	enum pair_act said;          /* what was decided about the pair; PAIR_NONE nothing */
};

/* Other cases that may be the same matter or the same person's, most likely first; with the same
 * item open or closed within PAIR_RECENT_DAYS, or where a number is missing with any item. wipe. */
enum err pairs_find(struct store *s, item_finder find, void *ctx, const struct casefile *c,
	struct pair out[PAIRS_MOST], size_t *n) MUST_CHECK;

/* Of a: PAIR_MERGE: a goes into b. By whoever may take cases over, in the scope of both. ERR_DENIED;
 * ERR_STATE: a is decided, abandoned or merged already, or b is; ERR_INPUT: one case with itself, or
 * items differ in a merge. */
enum err pair_decide(struct store *s, const struct uid *a, const struct uid *b, enum pair_act act,
	const char *reason) MUST_CHECK;

/* Every undecided pair of this file with the same number and item, both open or one closed lately:
 * whatever window or synchronisation brought them. fn may stop with an error. */
typedef enum err (*pair_fn)(const struct view_case *a, const struct view_case *b, void *ctx);
enum err pairs_all(struct store *s, item_finder find, void *find_ctx, pair_fn fn, void *ctx) MUST_CHECK;

#endif
