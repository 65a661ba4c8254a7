/* SPDX-License-Identifier: MIT
 *
 * Backup and restore. A backup is made while everybody works and needs no key: what is in it is
 * sealed. It is
 *   FILE            the database as of one moment
 *   FILE.manifest   what it must be: length and hash of it, the heads of its chains, its scans
 *   FILE.scans      sealed files of cases that were not there yet (their names are their contents)
 * and was read again and checked before it counts as made. The terminal secret is not in it and is
 * kept apart; without it no password opens anything.
 */
#ifndef ONETRIP_BACKUP_H
#define ONETRIP_BACKUP_H

#include "core/store/journal.h"

typedef void (*backup_progress)(uint64_t done, uint64_t all);

struct backup_report {
	uint64_t bytes, events, scans;
	int64_t at_ms;               /* of the moment it shows */
	uint8_t hash[HASH_SIZE];     /* BLAKE2b-256 of the database */
	char aside[4200];            /* restore: where the database before is now; "" there was none */
	bool older;                  /* restore: a witness knows of more; two people must accept it */
	struct buf text;             /* findings of the check, one a line */
};
void backup_report_release(struct backup_report *r);

/* ERR_EXISTS: file or manifest is there; ERR_FULL, ERR_IO: nothing is left of it; ERR_TAMPER: what was
 * read again is not sound (text). Its event BACKUP is in the journal, not in the copy. */
enum err store_backup(struct store *s, const char *file, backup_progress progress,
	struct backup_report *out) MUST_CHECK;
/* Into an empty place, or in the place of what is there, which is kept aside. Checked whole before
 * anything moves; killed at any point, the place holds the old or the new one, complete.
 * ERR_TAMPER: damaged, or not what its manifest says; ERR_BUSY: somebody has the old one open;
 * ERR_DEMO: of the other kind; ERR_NOTFOUND: no such backup. */
enum err store_restore(const struct store_place *place, const char *file, backup_progress progress,
	struct backup_report *out) MUST_CHECK;

extern void (*restore_step)(const char *name); /* for tests that stop it there; NULL */

#endif
