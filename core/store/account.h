/* SPDX-License-Identifier: MIT
 *
 * Rows of the table operator, and the step from a password to the secret key in one.
 *
 *   KEK = BLAKE2b(key = terminal secret, argon2id(password, salt, cost) | id | 1)
 *   sealed = X25519 secret under KEK, associated data: id and role (so a changed role does not open)
 */
#ifndef ONETRIP_ACCOUNT_H
#define ONETRIP_ACCOUNT_H

#include "core/store/operator.h"
#include "core/store/seal.h"

enum { ACCOUNT_SEALED = 1 + 4 + NONCE_SIZE + KEY_SIZE + 16 };

struct account {
	struct operator_info info;
	uint8_t public[KEY_SIZE], sealed[ACCOUNT_SEALED], salt[SALT_SIZE];
	struct seal_cost cost;
	uint8_t enrol[HASH_SIZE]; /* of the enrolment code; zero once it was used */
	bool enrolled;            /* public and sealed are there */
};

enum err account_read(struct store *s, const char *id, struct account *out) MUST_CHECK;
enum err account_insert(struct store *s, const struct account *a) MUST_CHECK;
enum err account_update(struct store *s, const struct account *a) MUST_CHECK; /* keys and state */
/* Failures, waiting time and last log-in, which are not part of keys_digest. */
enum err account_update_tries(struct store *s, const struct account *a) MUST_CHECK;

/* A new pair and a new salt, not sealed yet: account_seal. */
void account_new_pair(struct account *a, const struct seal_cost *cost, uint8_t secret[KEY_SIZE]);
/* The same, sealed. Takes as long as the cost says. */
enum err account_set_password(struct store *s, struct account *a, const char *password,
	const struct seal_cost *cost) MUST_CHECK;
/* hashed: what seal_password gave. ERR_PASSWORD when it does not open the account. */
enum err account_unseal(struct store *s, const struct account *a, const uint8_t hashed[KEY_SIZE],
	uint8_t secret[KEY_SIZE]) MUST_CHECK;
/* Puts the secret under the password that gave `hashed` with the account's salt and cost. */
enum err account_seal(struct store *s, struct account *a, const uint8_t hashed[KEY_SIZE],
	const uint8_t secret[KEY_SIZE]) MUST_CHECK;
/* The event of an act on an account, with the digest of the keys as they are now. */
enum err account_note(struct store *s, const char *actor, const char *kind, const struct account *a)
	MUST_CHECK;
/* password_check, but for the demo, whose passwords are printed in its manual. */
enum err account_check_password(const struct store *s, const char *password) MUST_CHECK;

/* ERR_INPUT: less than a file of this kind takes. */
enum err account_check_cost(const struct store *s, const struct seal_cost *cost) MUST_CHECK;
/* seal_password, two at a time in all processes of this database. */
enum err account_hash(const struct store *s, const char *password, const uint8_t salt[SALT_SIZE],
	const struct seal_cost *cost, uint8_t out[KEY_SIZE]) MUST_CHECK;

/* The delay after the n-th wrong password in a row: 1 2 4 8 … s, from the 10th on 15 minutes. */
int64_t account_delay_ms(int failures);

#endif
