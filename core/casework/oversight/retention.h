/* SPDX-License-Identifier: MIT
 *
 * How long closed cases are kept (capability W4): as many years as the item they were opened with
 * says (form/item.h, retention), counted from the day they were closed. A case whose time is over is
 * deleted by destroying its key (store/destroy.h), by two supervisors; a hold stops that as long as
 * it stands. Acts of the station's chain -
 *   HOLD: act set case (hex) number ground
 *   HOLD_LIFT, RETENTION: asked and done, store/pair.h; case number; list (hash of what is due) n
 */
#ifndef ONETRIP_RETENTION_H
#define ONETRIP_RETENTION_H

#include "core/casework/casefile.h"
#include "core/store/operator.h"

enum { RETENTION_MOST = 20000, HOLD_GROUND = 120 };

struct retained {
	struct uid id;
	char number[CASE_NUMBER], item[ITEM_CODE], item_name[64];
	char state[STATE_WORD];
	day_t closed, until;         /* last day it is kept */
	int years;
	const char *ground;          /* of the item, of its pool; "" none; lives as long as the shelf */
	char held[HOLD_GROUND];      /* ground of the hold; "" none: it is to be deleted */
};

/* Cases whose time is over on that day, by number; held ones too. mem_free. ERR_LIMIT: more than
 * RETENTION_MOST, the first of them are there. */
enum err retention_due(struct store *s, item_finder find, void *ctx, day_t today,
	struct retained **out, size_t *n) MUST_CHECK;

/* By a supervisor. ERR_NOTFOUND: no such case; ERR_EXISTS: it is held. */
enum err retention_hold(struct store *s, const char *number, const char *ground) MUST_CHECK;
/* By two, one after the other. ERR_STATE: it is not held. */
enum err retention_release_ask(struct store *s, const char *number) MUST_CHECK;
enum err retention_release(struct store *s, const char *number) MUST_CHECK;
/* The first asks for the list as it is; the other deletes it, if it is still the same one
 * (ERR_CONFLICT). *done: how many. Files of a case go too, unless another case has them, and papers of it
 * that were printed to files in the folder prints (NULL: none were). */
enum err retention_ask(struct store *s, const struct retained *list, size_t n) MUST_CHECK;
enum err retention_apply(struct store *s, const struct retained *list, size_t n, const char *prints,
	size_t *done) MUST_CHECK;

#endif
