/* SPDX-License-Identifier: MIT
 *
 * Deletion (PIPL art. 47): the key of a casefile is destroyed, so that nobody can open its events any
 * more, while the chain they stand in goes on verifying. A tombstone in the station's chain tells of
 * it; everything made from the casefile is forgotten. Backups made before still hold the key, wrapped:
 * it is gone when the last of them is.
 *
 *   DESTROYED: case (hex) [what the caller adds: number item closed ground with]
 */
#ifndef ONETRIP_DESTROY_H
#define ONETRIP_DESTROY_H

#include "core/store/journal.h"

/* One transaction. ERR_NOTFOUND: it has no key, or has it no more. The right is the caller's to check. */
enum err casefile_destroy(struct store *s, const struct uid *casefile, const struct record *tombstone)
	MUST_CHECK;
/* Folds the write-ahead log into the file, so that what was deleted is gone from it, too. */
enum err store_fold(struct store *s) MUST_CHECK;

/* Casefiles with a tombstone, as far as class A opens them. */
struct tombs;
enum err tombs_read(struct store *s, struct tombs **out) MUST_CHECK;
void tombs_free(struct tombs *t);
bool tombs_have(const struct tombs *t, const struct uid *casefile);

/* The tables a casefile leaves, NULL-terminated: all that have a column for it but event. */
extern const char *const destroy_tables[];

#endif
