/* SPDX-License-Identifier: MIT
 *
 * Which edition of the catalog the hall uses: acts of the station's chain, kind CATALOG, by two
 * people (domain.md section 1):
 *
 *   to (APPROVED by a supervisor, then IMPORTED by the data steward) hash version resources
 *
 * hash is BLAKE2b-256 of the catalog as it is written (catalog_write), 32 raw bytes.
 */
#ifndef ONETRIP_EDITION_H
#define ONETRIP_EDITION_H

#include "core/exchange/catalog.h"
#include "core/store/journal.h"

void edition_hash(const struct catalog *c, uint8_t out[HASH_SIZE]);

enum edition_state { EDITION_UNKNOWN, EDITION_APPROVED, EDITION_IMPORTED };
/* How this catalog stands by the journal. */
enum err edition_state(struct store *s, const uint8_t hash[HASH_SIZE], enum edition_state *out)
	MUST_CHECK;
/* The next of the two acts. ERR_DENIED: not this role; ERR_STATE: a supervisor has not approved it
 * yet, or it was the same person. */
enum err edition_act(struct store *s, const struct catalog *c, enum edition_state to) MUST_CHECK;

/* Something in the catalog is wrong (capability K2): an act of the station, kind CATALOG_REPORT:
 * resource what. */
enum err edition_report(struct store *s, const char *resource, const char *what) MUST_CHECK;
typedef void (*report_fn)(const char *resource, const char *what, const char *by, int64_t at_ms,
	void *ctx);
/* Of one resource, or of all (NULL); oldest first. */
enum err edition_reports(struct store *s, const char *resource, report_fn fn, void *ctx) MUST_CHECK;

#endif
