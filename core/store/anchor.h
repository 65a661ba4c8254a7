/* SPDX-License-Identifier: MIT
 *
 * Anchors: what proves that the end of a chain is still there.
 *
 * The anchor of a station is the newest event somebody with class A wrote, under a keyed hash in the
 * file itself: the chain alone does not tell when its tail was cut off; making a false anchor needs
 * class A. Putting back a whole older copy of the file is seen by the witness (witness.h).
 *
 * The anchor of a day is an event ANCHOR that signs the chain before it. Its hash covers everything
 * that ever happened at the station; eight characters of it stand on the day's sheet, so that paper
 * in a drawer proves later that nothing of that day was changed. Body: seq hash epoch public sign.
 */
#ifndef ONETRIP_ANCHOR_H
#define ONETRIP_ANCHOR_H

#include "core/store/journal.h"
#include "core/store/seal.h"

enum { ANCHOR_CODE = 10 };

struct anchor_day {
	unsigned serial;             /* 1.. of this file, whatever the station */
	day_t day;
	int64_t at_ms;
	char station[17], actor[16];
	uint64_t seq;                /* of the ANCHOR event, and its hash */
	uint8_t hash[HASH_SIZE];
	char code[ANCHOR_CODE];      /* "K7M2-PQ9X", from the hash: for paper */
};

/* Anchors everything so far and tells the witness. ERR_LOCKED, ERR_DENIED without class A, ERR_BUSY. */
enum err anchor_take(struct store *s, struct anchor_day *out) MUST_CHECK;
/* The newest, from plain columns: needs no key. ERR_NOTFOUND: none yet. */
enum err anchor_last(struct store *s, struct anchor_day *out) MUST_CHECK;
enum err anchor_each(struct store *s, enum err (*fn)(const struct anchor_day *a, void *ctx), void *ctx)
	MUST_CHECK;
/* Each day's anchor signs what stands before it in the chain. Those that cannot be opened are passed
 * over. */
enum err anchor_verify(struct store *s, struct verify_report *out) MUST_CHECK;

/* Moves the station's anchor to event seq, the last of the open transaction; first: its first event.
 * Without class A nothing happens. An anchor that does not fit the chain is left standing, so that
 * verify goes on telling. */
enum err anchor_move(struct store *s, uint64_t first, uint64_t seq, const uint8_t hash[HASH_SIZE])
	MUST_CHECK;
void anchor_mac(const uint8_t key[KEY_SIZE], const char *station, uint64_t seq,
	const uint8_t hash[HASH_SIZE], uint8_t out[HASH_SIZE]);

#endif
