/* SPDX-License-Identifier: MIT
 *
 * Files a case leaves outside the database: scans, and papers that were printed to files. Found before
 * anything is destroyed, for afterwards nobody can read which ones a case had.
 */
#ifndef ONETRIP_RETENTION_INSIDE_H
#define ONETRIP_RETENTION_INSIDE_H

#include "core/casework/oversight/retention.h"

struct left_files;
enum err left_files_of(struct store *s, const struct retained *list, size_t n, struct left_files **out)
	MUST_CHECK;
void left_files_free(struct left_files *f);
/* Scans that no other case has, and every print of the slips. prints: the folder; NULL none. */
enum err left_files_remove(struct store *s, const struct left_files *f, const char *prints) MUST_CHECK;

#endif
