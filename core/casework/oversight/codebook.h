/* SPDX-License-Identifier: MIT
 *
 * Code tables that a hall replaces (capability W3), by two people (accord.h): an administrator proposes
 * a table, somebody else puts it in force. What is kept is the whole table with its history, so that a
 * code somebody used years ago has its label of then still; a code from a day to a day is offered on
 * those days only. Divisions are a table, too, named "region": rows laid over those that come with the
 * program, with what took the place of one that ended.
 *
 *   TABLE_PROPOSED TABLE_CONFIRMED TABLE_WITHDRAWN   text: "#table NAME", then rows as in codes.h
 */
#ifndef ONETRIP_CODEBOOK_H
#define ONETRIP_CODEBOOK_H

#include "core/casework/accord.h"
#include "core/standards/codes.h"

enum { CODEBOOK_BYTES = 2 << 20, CODEBOOK_ROWS = 10000, CODEBOOK_WAITING = 64 };

struct codebook {
	char name[CODES_NAME];
	struct accord accord;
};

/* Those in force count from now on in this process; needs no key. One that cannot be read any more is
 * left out, and the log tells. */
enum err codebook_apply(struct store *s) MUST_CHECK;

/* What a text would make of a table, without proposing it: see codes_merge. ERR_LIMIT: more rows than
 * CODEBOOK_ROWS, those come as files with the program. */
enum err codebook_try(const char *name, const char *path, const char *text, size_t len, day_t from,
	struct buf *messages, codes_change_fn fn, void *ctx) MUST_CHECK;
/* By an administrator; hash gets its name. ERR_DENIED; ERR_SYNTAX with messages; ERR_EXISTS: a table of
 * this name waits; ERR_STATE: nothing would change; ERR_LIMIT, ERR_BUSY. */
enum err codebook_propose(struct store *s, const char *name, const char *path, const char *text,
	size_t len, day_t from, uint8_t hash[HASH_SIZE], struct buf *messages) MUST_CHECK;
/* By another administrator or a supervisor. ERR_DENIED, ERR_STATE, ERR_BUSY. */
enum err codebook_confirm(struct store *s, const uint8_t hash[HASH_SIZE]) MUST_CHECK;
enum err codebook_withdraw(struct store *s, const uint8_t hash[HASH_SIZE]) MUST_CHECK;
/* What waits, oldest first; at most max. */
enum err codebook_waiting(struct store *s, struct codebook *out, size_t max, size_t *n) MUST_CHECK;
/* The newest in force of each name; mem_free. */
enum err codebook_list(struct store *s, struct codebook **out, size_t *n) MUST_CHECK;
enum err codebook_named(struct store *s, const char *word, struct codebook *out) MUST_CHECK;
/* Its rows. */
enum err codebook_text(struct store *s, const struct codebook *b, struct buf *out) MUST_CHECK;

#endif
