/* SPDX-License-Identifier: MIT
 *
 * Papers between window and back office (capability G4). The hand-over slip goes with them; whoever
 * examines says by the number of the case that they are there, or which are not. Until then they are
 * on their way, and every one that is not told stands in the list of its day.
 *
 *   ARRIVED: [missing: names of materials, blank separated]   again when some were missing
 */
#ifndef ONETRIP_TRANSFER_H
#define ONETRIP_TRANSFER_H

#include "core/casework/authority.h"

size_t transfer_papers(const struct casefile *c);   /* kept at the window: originals and copies */
bool transfer_kept(const struct material_mark *m);
/* Handed on, and not all of it is there: nothing said yet, or something is missing. */
bool transfer_open(const struct casefile *c);

/* By whoever may examine it; missing NULL or "": all are there. ERR_DENIED: also for who handed it over;
 * ERR_STATE: nothing is on its way; ERR_INPUT: no such paper of the case. */
enum err transfer_arrived(struct store *s, item_finder find, void *ctx, const struct recusals *r,
	const struct uid *id, const char *missing) MUST_CHECK;

struct transfer {
	const char *number, *item, *department, *from; /* borrowed during the call */
	int64_t handed_ms;
	size_t papers;
	const char *missing;         /* labels, "; " between them; "": nothing was said yet */
};
typedef enum err (*transfer_fn)(const struct transfer *t, void *ctx);
/* Every case with papers on their way or missing, oldest hand-over last; in the scope of the reader. */
enum err transfers_list(struct store *s, item_finder find, void *find_ctx, transfer_fn fn, void *ctx)
	MUST_CHECK;

#endif
