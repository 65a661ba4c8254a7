/* SPDX-License-Identifier: MIT
 *
 * What must hold: a code works once; a new password is under the account only if the account is
 * still the one whose code or old password was right; a wrong old password is counted like one at
 * the log-in.
 */
#include "core/store/rekey.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/groups.h"
#include "core/store/hashing.h"
#include "core/store/inside.h"

enum { ENROL_BYTES = 12, GATE_TRIES = 2000 };

struct rekey {
	struct store *s;
	struct account account;      /* as it is to be: its new salt and cost */
	char code[ENROL_CODE];       /* "": a password is changed */
	struct hashing *hashing;     /* the new password; before it the old one */
};

/* Is a the account of somebody invited with this code? */
static enum err code_fits(const struct account *a, const char *enrol_code)
{
	uint8_t code[ENROL_BYTES], hash[HASH_SIZE];
	bool same;

	if (a->info.state != OPERATOR_CREATED)
		return ERR_STATE;
	if (!groups_read(enrol_code, code, sizeof code))
		return ERR_INPUT;
	seal_digest(code, sizeof code, hash);
	same = seal_equal(hash, a->enrol, sizeof hash);
	mem_wipe(code, sizeof code);
	return same ? OK : ERR_PASSWORD;
}

static enum err begin(struct store *s, const char *id, const char *password, struct account *a)
{
	enum err e = account_check_password(s, password);

	if (e == OK)
		e = store_ready(s);
	return e == OK ? account_read(s, id, a) : e;
}

static enum err start(struct rekey *r, const struct hash_wish *wishes, size_t n, struct rekey **out)
{
	enum err e = hashing_start(r->s, wishes, n, &r->hashing);

	if (e != OK)
		rekey_cancel(r);
	else
		*out = r;
	return e;
}

enum err enrol_start(struct store *s, const char *id, const char *enrol_code, const char *password,
	const struct seal_cost *cost, struct rekey **out)
{
	struct account a;
	enum err e = begin(s, id, password, &a);

	if (e == OK)
		e = code_fits(&a, enrol_code);
	if (e != OK)
		return e;
	struct rekey *r = mem_new(sizeof *r);
	r->s = s;
	r->account = a;
	r->account.cost = *cost;
	seal_random(r->account.salt, SALT_SIZE);
	if (!text_copy(r->code, sizeof r->code, enrol_code)) {
		rekey_cancel(r);
		return ERR_INPUT;
	}
	return start(r, &(struct hash_wish){password, r->account.salt, *cost}, 1, out);
}

enum err passwd_start(struct store *s, const char *id, const char *old_password,
	const char *new_password, struct rekey **out)
{
	struct account a;
	enum err e = begin(s, id, new_password, &a);

	if (e == OK && a.info.wait_until_ms > clock_now_ms())
		e = ERR_THROTTLED;
	if (e == OK && !a.enrolled)
		e = ERR_STATE;
	if (e != OK)
		return e;
	struct rekey *r = mem_new(sizeof *r);
	r->s = s;
	r->account = a;
	seal_random(r->account.salt, SALT_SIZE);
	const struct hash_wish wishes[] = {
		{old_password, a.salt, a.cost}, {new_password, r->account.salt, a.cost}};
	return start(r, wishes, COUNT_OF(wishes), out);
}

int rekey_fd(const struct rekey *r)
{
	return hashing_fd(r->hashing);
}

void rekey_cancel(struct rekey *r)
{
	if (!r)
		return;
	hashing_free(r->hashing);
	mem_wipe(r, sizeof *r);
	mem_free(r);
}

/* In an open transaction. */
static enum err enrol(struct rekey *r, const uint8_t hashed[KEY_SIZE])
{
	uint8_t secret[KEY_SIZE];
	struct account now, *a = &r->account;
	enum err e = account_read(r->s, a->info.id, &now);

	if (e == OK)
		e = code_fits(&now, r->code);
	seal_random(secret, sizeof secret);
	seal_public(secret, a->public);
	if (e == OK)
		e = account_seal(r->s, a, hashed, secret);
	mem_wipe(secret, sizeof secret);
	a->info.state = OPERATOR_ENROLLED;
	if (e == OK)
		e = account_update(r->s, a);
	return e == OK ? account_note(r->s, a->info.id, "OPERATOR_ENROLLED", a) : e;
}

/* In an open transaction. hashed: of the old password under the old salt, of the new one. */
static enum err change(struct rekey *r, uint8_t hashed[HASHING_MOST][KEY_SIZE])
{
	uint8_t secret[KEY_SIZE];
	struct account now, *a = &r->account;
	enum err e = account_read(r->s, a->info.id, &now);

	if (e == OK && (!now.enrolled || memcmp(now.public, a->public, KEY_SIZE) != 0 ||
			       memcmp(now.sealed, a->sealed, ACCOUNT_SEALED) != 0))
		e = ERR_CONFLICT;
	if (e == OK)
		e = account_unseal(r->s, &now, hashed[0], secret);
	if (e != OK)
		return e;
	now.info.failures = 0;
	now.info.wait_until_ms = 0;
	memcpy(now.salt, a->salt, SALT_SIZE);
	e = account_seal(r->s, &now, hashed[1], secret);
	mem_wipe(secret, sizeof secret);
	if (e == OK)
		e = account_update(r->s, &now);
	if (e == OK)
		e = account_update_tries(r->s, &now);
	return e == OK ? account_note(r->s, now.info.id, "PASSWORD", &now) : e;
}

static enum err settle(struct rekey *r, uint8_t hashed[HASHING_MOST][KEY_SIZE])
{
	enum err e = store_begin(r->s, GATE_MOMENT_MS);

	if (e != OK)
		return e;
	e = store_finish(r->s, *r->code ? enrol(r, hashed[0]) : change(r, hashed));
	if (e == ERR_PASSWORD && !*r->code)
		e = login_failed(r->s, r->account.info.id, GATE_MOMENT_MS);
	return e;
}

enum err rekey_finish(struct rekey *r)
{
	uint8_t hashed[HASHING_MOST][KEY_SIZE] = {{0}};
	enum err e = hashing_finish(r->hashing, hashed);

	if (e == OK)
		e = settle(r, hashed);
	mem_wipe(hashed, sizeof hashed);
	if (e != ERR_BUSY)
		rekey_cancel(r);
	return e;
}

/* ---- for commands ---- */

static enum err wait_for(struct rekey *r)
{
	for (int i = 0; i < GATE_TRIES && hashing_wait(r->hashing) == OK; i++) {
		enum err e = rekey_finish(r);
		if (e != ERR_BUSY)
			return e;
	}
	rekey_cancel(r);
	return ERR_BUSY;
}

enum err operator_enrol(struct store *s, const char *id, const char *enrol_code,
	const char *password, const struct seal_cost *cost)
{
	struct rekey *r;
	enum err e = enrol_start(s, id, enrol_code, password, cost, &r);

	return e == OK ? wait_for(r) : e;
}

enum err operator_passwd(
	struct store *s, const char *id, const char *old_password, const char *new_password)
{
	struct rekey *r;
	enum err e = passwd_start(s, id, old_password, new_password, &r);

	return e == OK ? wait_for(r) : e;
}
