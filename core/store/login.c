/* SPDX-License-Identifier: MIT
 *
 * Logging in, out, and what happens after a wrong password.
 *
 * What must hold: an unknown number takes as long as a wrong password; the LOGIN event is durable
 * before the keys are there; a failure is counted before its answer is given.
 */
#include <string.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/account.h"
#include "core/store/hashing.h"
#include "core/store/inside.h"

enum { GATE_TRIES = 2000 };

struct login {
	struct store *s;
	char id[OPERATOR_ID];
	struct hashing *hashing;
	uint8_t hashed[HASHING_MOST][KEY_SIZE];
};

enum err login_start(struct store *s, const char *id, const char *password, struct login **out)
{
	struct account a;
	struct login *l;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	if (strlen(password) > PASSWORD_MAX || strlen(id) >= OPERATOR_ID)
		return ERR_PASSWORD;
	e = account_read(s, id, &a);
	if (e != OK && e != ERR_NOTFOUND)
		return e;
	if (e == OK && a.info.wait_until_ms > clock_now_ms())
		return ERR_THROTTLED;
	if (e == ERR_NOTFOUND || !a.enrolled) {
		a.cost = s->kind == STORE_DEMO ? SEAL_COST_DEMO : SEAL_COST_LIVE;
		seal_random(a.salt, sizeof a.salt);
	}
	if (account_check_cost(s, &a.cost))
		return ERR_TAMPER; /* no live account was ever written so cheap */
	l = mem_new(sizeof *l);
	l->s = s;
	text_copy(l->id, sizeof l->id, id);
	e = hashing_start(s, &(struct hash_wish){password, a.salt, a.cost}, 1, &l->hashing);
	if (e != OK) {
		login_cancel(l);
		return e;
	}
	*out = l;
	return OK;
}

int login_fd(const struct login *l)
{
	return hashing_fd(l->hashing);
}

void login_cancel(struct login *l)
{
	if (!l)
		return;
	hashing_free(l->hashing);
	mem_wipe(l, sizeof *l);
	mem_free(l);
}

/* Counts a wrong password and tells it in the chain; in an open transaction. */
static enum err count_failure(struct store *s, const char *id, struct account *a, bool known)
{
	char count[12];

	if (known) {
		a->info.failures++;
		a->info.wait_until_ms = clock_now_ms() + account_delay_ms(a->info.failures);
	}
	text_format(count, sizeof count, "%d", known ? a->info.failures : 0);
	if (known) {
		enum err e = account_update_tries(s, a);

		if (e != OK)
			return e;
	}
	return journal_note(s, "system", "LOGIN_FAILED",
		(const char *const[]){"id", id, "failures", count, NULL});
}

enum err login_failed(struct store *s, const char *id, int wait_ms)
{
	struct account a;
	enum err e = store_begin(s, wait_ms);

	if (e != OK)
		return e;
	e = account_read(s, id, &a);
	if (e == OK || e == ERR_NOTFOUND)
		e = count_failure(s, id, &a, e == OK);
	e = store_finish(s, e);
	return e == OK ? ERR_PASSWORD : e;
}

/* In an open transaction: the keys take the place of those of before only if all of it works. */
static enum err unlock(struct store *s, struct account *a, const uint8_t secret[KEY_SIZE])
{
	struct keyring *before = s->keys, *ring = NULL;
	enum err e = keyring_open(s, a->info.id, secret, &ring);

	a->info.failures = 0;
	a->info.wait_until_ms = 0;
	a->info.last_login_ms = clock_now_ms();
	if (e == OK)
		e = account_update_tries(s, a);
	s->keys = ring;
	if (e == OK)
		e = journal_note(s, a->info.id, "LOGIN",
			(const char *const[]){"role", role_word(a->info.role), NULL});
	if (e == OK)
		e = scope_refresh(s); /* nobody is let in whose scope is not known */
	e = store_finish(s, e);
	if (e != OK) {
		keyring_free(ring);
		s->keys = before;
		return e;
	}
	if (before)
		names_forget(s);
	keyring_free(before);
	s->current = a->info;
	return OK;
}

static enum err decide(struct login *l)
{
	uint8_t secret[KEY_SIZE];
	struct account a = {0};
	struct store *s = l->s;
	bool known;
	enum err e = store_begin(s, GATE_MOMENT_MS);

	if (e != OK)
		return e;
	e = account_read(s, l->id, &a);
	known = e == OK;
	if (e == ERR_NOTFOUND)
		e = ERR_PASSWORD;
	else if (e == OK && a.info.state == OPERATOR_DISABLED)
		e = ERR_DENIED;
	else if (e == OK)
		e = account_unseal(s, &a, l->hashed[0], secret);
	if (e == OK && a.info.state != OPERATOR_ACTIVE)
		e = ERR_DENIED;
	if (e == OK) {
		e = unlock(s, &a, secret);
	} else if (e == ERR_PASSWORD || e == ERR_DENIED) {
		enum err noted =
			store_finish(s, count_failure(s, l->id, &a, known && e == ERR_PASSWORD));

		e = noted == OK ? e : noted;
	} else {
		store_rollback(s);
	}
	mem_wipe(secret, sizeof secret);
	return e;
}

enum err login_finish(struct login *l)
{
	enum err e = hashing_finish(l->hashing, l->hashed);

	if (e == OK)
		e = decide(l);
	if (e != ERR_BUSY)
		login_cancel(l);
	return e;
}

enum err operator_login(struct store *s, const char *id, const char *password)
{
	struct login *l;
	enum err e = login_start(s, id, password, &l);

	if (e != OK)
		return e;
	for (int i = 0; i < GATE_TRIES && hashing_wait(l->hashing) == OK; i++) {
		e = login_finish(l);
		if (e != ERR_BUSY)
			return e;
	}
	login_cancel(l);
	return ERR_BUSY;
}

void operator_logout(struct store *s)
{
	if (s->keys && store_begin(s, GATE_MOMENT_MS) == OK) {
		s->witnessed = 0; /* the last of this session is witnessed */
		if (store_finish(s, journal_note(s, s->current.id, "LOGOUT", NULL)) != OK)
			log_line("login", "the log-out was not recorded");
	}
	store_lock(s);
}
