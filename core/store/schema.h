/* SPDX-License-Identifier: MIT
 *
 * The tables, once. Comparing sqlite_schema with this text word for word is the schema pin.
 */
#ifndef ONETRIP_SCHEMA_H
#define ONETRIP_SCHEMA_H

#include "core/store/store.h"

enum { SCHEMA_VERSION = 10, SCHEMA_LIVE = 0x4F54524C /* OTRL */, SCHEMA_DEMO = 0x4F545244 /* OTRD */ };

struct schema_part {
	const char *name;
	const char *sql;          /* as sqlite_schema shows it */
	const char *temporary;    /* the same in the temp schema, or NULL; for verify's replay */
};
extern const struct schema_part schema_parts[];
extern const size_t schema_n;
/* Parts that files of an earlier version lack: opening adds them. */
struct schema_addition {
	int version;
	const char *name;
};
extern const struct schema_addition schema_additions[];
extern const size_t schema_n_additions;
extern const char *const schema_append_only[]; /* NULL-terminated: no UPDATE, no DELETE */

#endif
