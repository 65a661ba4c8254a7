/* SPDX-License-Identifier: MIT
 *
 * Where a case finds the item it was opened with: in today's directory when the hash is the same,
 * else in the journal, which keeps every form a case ever used.
 */
#ifndef ONETRIP_SHELF_H
#define ONETRIP_SHELF_H

#include "core/casework/casefile.h"

enum { SHELF_FORMS = 64 };           /* older forms held parsed at the same time */

struct shelf;

enum err shelf_new(struct store *s, struct directory *d, struct shelf **out) MUST_CHECK; /* d may be NULL */
void shelf_turn(struct shelf *f, struct directory *d); /* today's directory is another one */
void shelf_free(struct shelf *f);    /* after every casefile that uses its items */
const struct item *shelf_find(void *shelf, const char *code, const uint8_t hash[HASH_SIZE]);

#endif
