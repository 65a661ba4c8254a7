/* SPDX-License-Identifier: MIT
 *
 * Which edition of the catalog the hall uses: the one two people put in force (motion.h: the data
 * steward proposes it, a supervisor confirms), else the file of onetrip.conf. An edition is the text of
 * its files, one behind the other, and is named by the hash of that.
 */
#ifndef ONETRIP_EDITION_H
#define ONETRIP_EDITION_H

#include "core/casework/motion.h"
#include "core/exchange/catalog_diff.h"

#define EDITION_NAME "catalog"

/* The edition in force. path, base_override, messages: as of catalog_load; hash: of the edition. */
struct edition_place {
	const char *path;            /* the file, as long as nobody put an edition in force */
	const char *base_override;   /* NULL none */
};
enum err edition_load(struct store *s, const struct edition_place *p, struct catalog **out,
	uint8_t hash[HASH_SIZE], struct buf *messages) MUST_CHECK;
/* Its hash alone; by_two: two people put it in force. */
enum err edition_hash(struct store *s, const struct edition_place *p, uint8_t hash[HASH_SIZE], bool *by_two)
	MUST_CHECK;

/* Proposes the catalog of a file or folder. training: nothing in it may lead beyond this machine
 * (ERR_DEMO). ERR_SYNTAX with messages; ERR_EXISTS: it counts or waits already; else as
 * motion_propose. */
enum err edition_propose(struct store *s, const struct edition_place *now, const char *path, bool training,
	struct buf *messages) MUST_CHECK;
bool edition_waits(struct store *s);             /* cheap: something does */
/* What waits, whole, and what it changes against what counts now. ERR_NOTFOUND: nothing waits. */
struct edition_proposal {
	struct motion motion;
	struct catalog *catalog;     /* catalog_free */
};
enum err edition_waiting(struct store *s, const struct edition_place *now, struct edition_proposal *out)
	MUST_CHECK;
/* As motion_decide, against what counts now. */
enum err edition_decide(struct store *s, const struct edition_place *now, const uint8_t hash[HASH_SIZE],
	bool confirm) MUST_CHECK;
/* Nothing in it can be asked beyond this machine. */
bool edition_stays_here(const struct catalog *c);

/* Something in the catalog is wrong (capability K2): an act of the station, kind CATALOG_REPORT:
 * resource what. */
enum err edition_report(struct store *s, const char *resource, const char *what) MUST_CHECK;
typedef void (*report_fn)(const char *resource, const char *what, const char *by, int64_t at_ms,
	void *ctx);
/* Of one resource, or of all (NULL); oldest first. */
enum err edition_reports(struct store *s, const char *resource, report_fn fn, void *ctx) MUST_CHECK;

#endif
