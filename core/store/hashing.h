/* SPDX-License-Identifier: MIT
 *
 * Passwords hashed beside the loop: a child does it, its descriptor fits a poll. The child closes
 * every descriptor but its pipe, so it can never keep a lock of its parent. What a demo asks takes
 * less time than a child, and is done at once.
 */
#ifndef ONETRIP_HASHING_H
#define ONETRIP_HASHING_H

#include "core/store/account.h"

enum { HASHING_MOST = 2 };

struct hash_wish {
	const char *password;
	const uint8_t *salt;         /* SALT_SIZE */
	struct seal_cost cost;
};

struct hashing;
/* ERR_INPUT: a cost that a file of this kind does not take. */
enum err hashing_start(const struct store *s, const struct hash_wish *wishes, size_t n,
	struct hashing **out) MUST_CHECK;
int hashing_fd(const struct hashing *h);          /* readable when finished */
/* ERR_BUSY: not yet; else settled, and the same on every further call. */
enum err hashing_finish(struct hashing *h, uint8_t out[HASHING_MOST][KEY_SIZE]) MUST_CHECK;
enum err hashing_wait(struct hashing *h) MUST_CHECK; /* for commands: blocks; ERR_BUSY: a minute passed */
void hashing_free(struct hashing *h);             /* also before it is finished; wipes */

#endif
