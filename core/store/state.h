/* SPDX-License-Identifier: MIT
 *
 * What can be told of a journal from outside: sizes, the newest act of a kind, whether its tail holds,
 * how its witness is. Reads only; needs no key.
 */
#ifndef ONETRIP_STORE_STATE_H
#define ONETRIP_STORE_STATE_H

#include "core/store/store.h"

enum witness_state { WITNESS_GOOD, WITNESS_BEGUN, WITNESS_SILENT, WITNESS_AHEAD };

struct last_act {
	int64_t at_ms;
	char actor[16];
	int64_t findings;            /* of a VERIFIED that opens; else -1 */
};

enum err store_sizes(struct store *s, uint64_t *file, uint64_t *log) MUST_CHECK; /* bytes */
/* The newest act of a station of that kind, or with NULL the newest event of all. ERR_NOTFOUND. */
enum err store_last_act(struct store *s, const char *kind, struct last_act *out) MUST_CHECK;
/* The last time this machine's clock was set back: from what had been recorded, to what it said then.
 * ERR_NOTFOUND: never. */
enum err store_clock_back(struct store *s, int64_t *from_ms, int64_t *to_ms) MUST_CHECK;
enum err store_tail_sound(struct store *s) MUST_CHECK; /* ERR_TAMPER */
enum witness_state store_witness(struct store *s);
/* A whole check was made: its result becomes an act. By who is logged in. */
enum err store_note_verified(struct store *s, uint64_t events, uint64_t findings) MUST_CHECK;

#endif
