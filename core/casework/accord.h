/* SPDX-License-Identifier: MIT
 *
 * What two people agree on (capability W1): one proposes a text, somebody else puts it in force, or it
 * is withdrawn. Acts of the station's chain; form_hash names the text, which the store keeps as it keeps
 * forms, so that nobody needs a key to read it. Who may propose and who may confirm says the user of
 * this file; that they are two says this one.
 *
 * What came first is told by the order of arrival in the file: windows have chains of their own, and
 * clocks may be set back.
 */
#ifndef ONETRIP_ACCORD_H
#define ONETRIP_ACCORD_H

#include "core/store/journal.h"
#include "core/store/operator.h"

enum { ACCORDS_MOST = 20000 };   /* of a kind */

struct accord_kind {
	const char *proposed, *confirmed, *withdrawn; /* kinds of events */
	bool newest;                 /* a proposal takes the place of the one that waits */
	/* What its events say for the audit, from the kept text; NULL: nothing. */
	void (*say)(struct store *s, const uint8_t hash[HASH_SIZE], struct record *body);
};

enum accord_state { ACCORD_WAITING, ACCORD_REPLACED, ACCORD_CONFIRMED, ACCORD_WITHDRAWN };

struct accord {
	uint8_t hash[HASH_SIZE];     /* of the text */
	enum accord_state state;
	char by[OPERATOR_ID], settled_by[OPERATOR_ID];
	int64_t at_ms, settled_ms;   /* wall; settled 0: waits, or was replaced */
	uint64_t proposed, settled;  /* arrival of both: what came first; settled: the order of counting */
};

/* Every one, in order of the proposals; mem_free. ERR_TAMPER: one was confirmed by who proposed it. */
enum err accords_read(struct store *s, const struct accord_kind *k, struct accord **out, size_t *n)
	MUST_CHECK;
/* Those in force, in the order in which they came to count; mem_free. */
enum err accords_confirmed(struct store *s, const struct accord_kind *k, struct accord **out, size_t *n)
	MUST_CHECK;
/* The newest that waits. ERR_NOTFOUND: none. */
enum err accord_waiting(struct store *s, const struct accord_kind *k, struct accord *out) MUST_CHECK;
/* The text as it was proposed. ERR_TAMPER: its hash is not its name. */
enum err accord_text(struct store *s, const uint8_t hash[HASH_SIZE], struct buf *out) MUST_CHECK;

/* By whoever is logged in. ERR_EXISTS: this very text waits already; ERR_BUSY: try again. hash (may be
 * NULL): its name. */
enum err accord_propose(struct store *s, const struct accord_kind *k, const char *text, size_t len,
	uint8_t hash[HASH_SIZE]) MUST_CHECK;
/* ERR_STATE: it waits no more; ERR_DENIED: who proposed it; ERR_BUSY: try again. */
enum err accord_confirm(struct store *s, const struct accord_kind *k, const uint8_t hash[HASH_SIZE])
	MUST_CHECK;
/* By anybody the caller lets: nothing comes of it. ERR_STATE, ERR_BUSY. */
enum err accord_withdraw(struct store *s, const struct accord_kind *k, const uint8_t hash[HASH_SIZE])
	MUST_CHECK;

/* The first eight bytes of a hash as people type it. */
enum { ACCORD_WORD = 17 };
void accord_word(const uint8_t hash[HASH_SIZE], char out[ACCORD_WORD]);
/* The one that waits under this word. ERR_STATE: none. */
enum err accord_named(struct store *s, const struct accord_kind *k, const char *word,
	struct accord *out) MUST_CHECK;

#endif
