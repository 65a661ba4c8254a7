/* SPDX-License-Identifier: MIT
 *
 * The anchor of a station: the newest event somebody with class A wrote, under a keyed hash. The
 * chain alone does not tell when its tail was cut off; the anchor does, and making a false one
 * needs class A. (Putting back a whole older copy of the file is a different matter: that needs a
 * witness outside.)
 */
#ifndef ONETRIP_ANCHOR_H
#define ONETRIP_ANCHOR_H

#include "core/store/seal.h"
#include "core/store/store.h"

/* Moves the anchor to event seq, the last of the open transaction; first: its first event. Without
 * class A nothing happens. An anchor that does not fit the chain is left standing, so that verify
 * goes on telling. */
enum err anchor_move(struct store *s, uint64_t first, uint64_t seq, const uint8_t hash[HASH_SIZE])
	MUST_CHECK;
void anchor_mac(const uint8_t key[KEY_SIZE], const char *station, uint64_t seq,
	const uint8_t hash[HASH_SIZE], uint8_t out[HASH_SIZE]);

#endif
