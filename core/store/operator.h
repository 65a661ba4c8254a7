/* SPDX-License-Identifier: MIT
 *
 * Operators and their keys (trust.md 4.2). An administrator creates the account, its owner
 * enrols with a one-time code and sets the password, a supervisor grants the key slots: two
 * people, both events. Password -> argon2id -> with the terminal secret -> KEK -> the operator's
 * X25519 key -> the hall's epoch keys per class. Delays 1-2-4-8 s after wrong passwords, locked
 * after 10.
 *
 * Passwords are given as bytes, wiped by the caller. Hashing takes 0.1 to 0.5 s: screens use the
 * login_* calls (a child does the hashing, its descriptor fits a poll loop), commands the
 * blocking ones.
 */
#ifndef ONETRIP_OPERATOR_H
#define ONETRIP_OPERATOR_H

#include "core/store/role.h"
#include "core/store/store.h"

enum { OPERATOR_ID = 16, OPERATOR_NAME = 64, ENROL_CODE = 32, RECOVERY_CODE = 80, PASSWORD_MAX = 128 };

enum operator_state { OPERATOR_CREATED, OPERATOR_ENROLLED, OPERATOR_ACTIVE, OPERATOR_DISABLED };

struct operator_info {
	char id[OPERATOR_ID];     /* [A-Za-z0-9]{1,15}, "1024" */
	char name[OPERATOR_NAME]; /* staff name, not sealed */
	enum role role;
	enum operator_state state;
	int failures;             /* wrong passwords since the last right one */
	int64_t wait_until_ms;    /* 0: may try now */
	int64_t last_login_ms;    /* 0: never */
};

/* How much work argon2id does; stored per slot, so it may differ. */
struct seal_cost {
	size_t memory;            /* bytes */
	unsigned passes;
};
extern const struct seal_cost SEAL_COST_LIVE; /* 256 MiB, 3 */
extern const struct seal_cost SEAL_COST_FLOOR; /* 64 MiB, 3: a live file takes and opens nothing under it */
extern const struct seal_cost SEAL_COST_DEMO; /* 1 MiB, 1: the demo's passwords stand in its manual */

/* First set-up of an empty store: epoch keys, recovery key (text in groups with a checksum, shown
 * once), the first administrator and supervisor with their passwords. */
struct operator_first {
	const char *id, *name, *password;
	enum role role;
};
enum err operator_init(struct store *s, const struct seal_cost *cost,
	const struct operator_first *people, size_t n, char recovery[RECOVERY_CODE]) MUST_CHECK;

enum err operator_add(struct store *s, const char *id, const char *name, enum role role,
	char enrol_code[ENROL_CODE]) MUST_CHECK;                  /* by the logged-in administrator */
/* The same for one department (scope.h); unit NULL: the whole hall. */
enum err operator_add_in(struct store *s, const char *id, const char *name, enum role role,
	const char *unit, char enrol_code[ENROL_CODE]) MUST_CHECK;
enum err operator_enrol(struct store *s, const char *id, const char *enrol_code,
	const char *password, const struct seal_cost *cost) MUST_CHECK; /* by the operator */
/* By the logged-in supervisor; confirms the scope proposed with the account. */
enum err operator_grant(struct store *s, const char *id) MUST_CHECK;
enum err operator_passwd(struct store *s, const char *id, const char *old_password,
	const char *new_password) MUST_CHECK;
/* Disables and rotates the epoch keys the operator held. */
enum err operator_disable(struct store *s, const char *id) MUST_CHECK;
/* A new supervisor from the recovery key alone. */
enum err operator_recover(struct store *s, const char *recovery, const char *id, const char *name,
	const char *password, const struct seal_cost *cost) MUST_CHECK;

enum err operator_list(struct store *s, struct operator_info **out, size_t *n) MUST_CHECK; /* mem_free */
enum err operator_find(struct store *s, const char *id, struct operator_info *out) MUST_CHECK;
enum err password_check(const char *password);  /* ERR_INPUT: too short or on the block list */

/* Log-in; on success the store is unlocked for this operator and a LOGIN event is durable. */
enum err operator_login(struct store *s, const char *id, const char *password) MUST_CHECK;
void operator_logout(struct store *s);          /* LOGOUT in the chain if the gate is free; locks */
const struct operator_info *operator_current(const struct store *s); /* NULL when locked */

struct login;
enum err login_start(struct store *s, const char *id, const char *password, struct login **out)
	MUST_CHECK;                                               /* ERR_THROTTLED at once */
int login_fd(const struct login *l);                              /* readable when finished */
enum err login_finish(struct login *l);                           /* frees l; ERR_BUSY: not yet */
void login_cancel(struct login *l);
/* Checks the password of the operator whose session is locked and unlocks again: the same calls. */

#endif
