/* SPDX-License-Identifier: MIT
 *
 * The witness: a small file beside the database, or better on another disk, that remembers how far
 * the journal was. The chain proves that nothing inside was changed and the anchor that no tail was
 * cut; only somebody outside can tell that a whole older copy was put back.
 *
 * One line a mark, appended and made durable after the commit it tells of: at each log-in and
 * log-out, every WITNESS_EVERY events, at each day's anchor. Fields, divided by one blank -
 *   onetrip-witness-1 KIND AT ID STATION SEQ HASH EPOCH PUBLIC SIGN
 * ID: order of arrival in the file. SIGN: Ed25519 over everything before it, with a key made from
 * class A; PUBLIC: its public half, so that a line is checked without any key. A line that was not
 * written to its end is passed over.
 */
#ifndef ONETRIP_WITNESS_H
#define ONETRIP_WITNESS_H

#include "core/store/journal.h"
#include "core/store/seal.h"

enum { WITNESS_EVERY = 100, WITNESS_LINE = 512, WITNESS_BYTES = 64 << 20 };
enum witness_kind { WITNESS_MARK = 'm', WITNESS_ANCHOR = 'a', WITNESS_ACCEPTED = 'r' };

struct witness {
	enum witness_kind kind;
	int64_t at_ms;
	uint64_t id, seq;
	char station[17];
	uint8_t hash[HASH_SIZE];
	uint32_t epoch;
	uint8_t public[KEY_SIZE];
};

/* The newest whole line. ERR_NOTFOUND: no such file, or nothing in it; ERR_TAMPER: it has lines, and
 * the last ones are not a witness's. */
enum err witness_last(const char *path, struct witness *out) MUST_CHECK;
/* Does the file still hold what its witness saw? OK also when there is no witness yet (s->witness_new);
 * ERR_ROLLBACK. Reads only. */
enum err witness_check(struct store *s) MUST_CHECK;
/* After a commit, the gate held: writes a line when it is time. Somebody without class A writes none.
 * A witness that cannot be written stops nobody; health tells of it. */
void witness_step(struct store *s);
void witness_write(struct store *s, enum witness_kind kind); /* one line now */
/* Every line: whole, signed, in the chain, and by the hall's key where that is held. */
enum err witness_verify(struct store *s, struct verify_report *out) MUST_CHECK;

/* Two supervisors let an older copy stand that was opened with store_place.rolled_back: the first
 * asks, the other accepts; both are events, and the witness goes on from there. ERR_DENIED: not a
 * supervisor, or the same one twice; ERR_STATE: nothing was put back. */
enum err rollback_ask(struct store *s) MUST_CHECK;
enum err rollback_accept(struct store *s) MUST_CHECK;

#endif
