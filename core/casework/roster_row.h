/* SPDX-License-Identifier: MIT
 *
 * A row of the roster as text, for roster.c and its tests: one line, tab separated,
 *
 *   unit|window|duty id name unit takes operator behalf from until weekdays
 */
#ifndef ONETRIP_ROSTER_ROW_H
#define ONETRIP_ROSTER_ROW_H

#include "core/casework/roster.h"

bool roster_row_write(const struct roster_row *r, char out[ROSTER_TEXT]); /* false: too long */
enum err roster_row_parse(const char *text, size_t len, struct roster_row *out) MUST_CHECK; /* ERR_SYNTAX */
const char *roster_row_mistake(const struct roster_row *r);  /* msgid; NULL: the row fits */
/* As kept in the journal under its hash. ERR_TAMPER: it is not what its name says. */
enum err roster_row_read(struct store *s, const uint8_t hash[HASH_SIZE], struct roster_row *out) MUST_CHECK;
enum err roster_row_keep(struct store *s, const char *text, uint8_t hash[HASH_SIZE]) MUST_CHECK;

#endif
