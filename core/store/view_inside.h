/* SPDX-License-Identifier: MIT
 *
 * Pieces of view.c that lists, the name index and verify need.
 */
#ifndef ONETRIP_VIEW_INSIDE_H
#define ONETRIP_VIEW_INSIDE_H

#include "core/store/db.h"
#include "core/store/seal.h"
#include "core/store/view.h"

/* Fills applicant and query of c (whose id is set) from the sealed column; leaves them empty when
 * the key is not held or was destroyed. */
enum err view_open_names(struct store *s, struct span sealed, struct view_case *c) MUST_CHECK;
/* Rows with these columns, of case_view v joined with queue_view q. view_collect: mem_free. */
enum { VIEW_MAX = 1000, NO_DUE = INT32_MAX, TOKEN_BYTES = 10 };
#define VIEW_COLUMNS                                                                               \
	"v.casefile, v.number, v.item, v.item_name, v.state, v.window, v.operator, v.note, "       \
	"v.due, v.created, v.updated, v.missing, v.unverified, v.closed, v.sealed, "               \
	"q.department, q.holder, q.next, q.warn, q.notice, q.defer, q.replied, q.flags, "          \
	"q.overridden, q.urged"
#define VIEW_FROM " FROM queue_view q CROSS JOIN case_view v ON v.casefile = q.casefile "
/* Without statistics the planner would take another index and sort. */
#define QUEUE_FROM                                                                                 \
	" FROM queue_view q INDEXED BY queue_next "                                                \
	"CROSS JOIN case_view v ON v.casefile = q.casefile "
#define UNVERIFIED_FROM                                                                            \
	" FROM queue_view q INDEXED BY queue_unverified "                                          \
	"CROSS JOIN case_view v ON v.casefile = q.casefile "
enum err view_read_row(struct store *s, struct stmt *q, struct view_case *out) MUST_CHECK;
enum err view_collect(struct store *s, struct stmt *q, size_t limit, struct view_case **out,
	size_t *n) MUST_CHECK;
enum err view_make_token(struct store *s, enum token kind, const char *value,
	uint8_t out[TOKEN_BYTES]) MUST_CHECK;

#endif
