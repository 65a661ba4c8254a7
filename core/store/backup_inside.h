/* SPDX-License-Identifier: MIT
 *
 * What backup.c and restore.c share.
 */
#ifndef ONETRIP_BACKUP_INSIDE_H
#define ONETRIP_BACKUP_INSIDE_H

#include "core/store/backup.h"
#include "core/store/inside.h"
#include "core/store/manifest.h"

bool backup_name(const char *file, const char *ending, char out[PATH_SIZE]); /* "FILE.ending" */
/* The whole check without a key, and the heads of the chains are those of the manifest. */
enum err backup_verify(struct db *db, const struct manifest *m, backup_progress progress,
	struct backup_report *out) MUST_CHECK;

#endif
