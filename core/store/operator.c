/* SPDX-License-Identifier: MIT
 *
 * Who may do what with accounts. Every act is one transaction: rows, slots and the event that
 * tells of them, with the digest of all keys afterwards.
 *
 * What must hold: an administrator never gives keys, a supervisor never makes accounts; the last
 * supervisor and the last administrator cannot be disabled.
 */
#include "core/store/operator.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/account.h"
#include "core/store/groups.h"
#include "core/store/hashing.h"
#include "core/store/inside.h"

enum { ENROL_BYTES = 12, WAIT_MS = 3000 };

const struct operator_info *operator_current(const struct store *s)
{
	return s->keys ? &s->current : NULL;
}

static bool id_valid(const char *id)
{
	size_t n = strlen(id);

	return n >= 1 && n < OPERATOR_ID &&
	       strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") == n;
}

static bool name_valid(const char *name)
{
	size_t n = strlen(name);

	return n >= 1 && n < OPERATOR_NAME && text_valid(name, n);
}

/* Begins a transaction for somebody logged in who has the right. */
static enum err begin_as(struct store *s, enum right right)
{
	struct account me;
	enum err e;

	if (!s->keys)
		return ERR_LOCKED;
	if (!role_may(s->current.role, right))
		return ERR_DENIED;
	e = store_begin(s, WAIT_MS);
	if (e != OK)
		return e;
	e = account_read(s, s->current.id, &me);
	if (e == OK && (me.info.state != OPERATOR_ACTIVE || me.info.role != s->current.role))
		e = ERR_DENIED;
	if (e != OK)
		store_rollback(s);
	return e;
}

enum err account_note(struct store *s, const char *actor, const char *kind, const struct account *a)
{
	uint8_t digest[HASH_SIZE];
	char hex[HASH_HEX];
	enum err e = keys_digest(s, digest);

	if (e != OK)
		return e;
	text_hex(digest, sizeof digest, hex);
	return journal_note(s, actor, kind,
		(const char *const[]){"id", a->info.id, "name", a->info.name, "role",
			role_word(a->info.role), "keys", hex, NULL});
}

/* Where the new one may act, until somebody else confirms it nowhere. */
static enum err first_scope(struct store *s, const char *id, const char *unit)
{
	struct scope c = {.from = DAY_NONE, .until = DAY_NONE};

	if (unit && !text_copy(c.unit, sizeof c.unit, unit))
		return ERR_INPUT;
	text_copy(c.operator, sizeof c.operator, id);
	return scope_write(s, &c, true, NULL);
}

enum err operator_add(struct store *s, const char *id, const char *name, enum role role,
	char enrol_code[ENROL_CODE])
{
	return operator_add_in(s, id, name, role, NULL, enrol_code);
}

enum err operator_add_in(struct store *s, const char *id, const char *name, enum role role,
	const char *unit, char enrol_code[ENROL_CODE])
{
	struct account a = {.info = {.role = role, .state = OPERATOR_CREATED}};
	uint8_t code[ENROL_BYTES];
	enum err e;

	if (!id_valid(id) || !name_valid(name) || role >= ROLE_COUNT)
		return ERR_INPUT;
	text_copy(a.info.id, sizeof a.info.id, id);
	text_copy(a.info.name, sizeof a.info.name, name);
	seal_random(code, sizeof code);
	seal_digest(code, sizeof code, a.enrol);
	e = begin_as(s, RIGHT_OPERATORS);
	if (e != OK)
		return e;
	e = account_insert(s, &a);
	if (e == OK)
		e = account_note(s, s->current.id, "OPERATOR_ADDED", &a);
	if (e == OK)
		e = first_scope(s, id, unit);
	e = store_finish(s, e);
	if (e == OK)
		groups_write(code, sizeof code, enrol_code, ENROL_CODE);
	mem_wipe(code, sizeof code);
	return e;
}

enum err account_check_password(const struct store *s, const char *password)
{
	return s->kind == STORE_DEMO ? OK : password_check(password);
}

enum err operator_grant(struct store *s, const char *id)
{
	struct account a;
	enum err e = begin_as(s, RIGHT_GRANT);

	if (e != OK)
		return e;
	e = account_read(s, id, &a);
	if (e == OK && a.info.state != OPERATOR_ENROLLED)
		e = ERR_STATE;
	if (e == OK)
		e = keyring_refresh(s, s->keys);
	if (e == OK)
		e = slots_grant(s, s->keys, id, a.info.role, a.public);
	a.info.state = OPERATOR_ACTIVE;
	if (e == OK)
		e = account_update(s, &a);
	if (e == OK)
		e = account_note(s, s->current.id, "OPERATOR_GRANTED", &a);
	if (e == OK)
		e = scope_confirm_first(s, id);
	return store_finish(s, e);
}

/* Another active one with the same role? */
static enum err not_the_last(struct store *s, const struct account *a)
{
	struct stmt *q = db_stmt(
		s->db, "SELECT count(*) FROM operator WHERE role = ? AND state = ? AND id <> ?");
	int64_t others = 0;
	enum err e;

	stmt_put_text(q, role_word(a->info.role));
	stmt_put_int(q, OPERATOR_ACTIVE);
	stmt_put_text(q, a->info.id);
	if (stmt_row(q))
		others = stmt_get_int(q);
	e = stmt_end(q);
	if (e != OK || others > 0)
		return e;
	return a->info.role == ROLE_SUPERVISOR || a->info.role == ROLE_ADMIN ? ERR_STATE : OK;
}

/* The index key X stays: changing it means opening and indexing everything anew, and who left
 * cannot read a single case with it. */
static void classes_to_rotate(enum role role, char out[8])
{
	for (const char *c = role_classes(role); *c; c++)
		if (*c != 'X')
			*out++ = *c;
	*out = '\0';
}

enum err operator_disable(struct store *s, const char *id)
{
	struct account a;
	char classes[8];
	enum err e = begin_as(s, RIGHT_OPERATORS);

	if (e != OK)
		return e;
	e = account_read(s, id, &a);
	if (e == OK && a.info.state == OPERATOR_DISABLED)
		e = ERR_STATE;
	if (e == OK && a.info.state == OPERATOR_ACTIVE)
		e = not_the_last(s, &a);
	if (e != OK)
		return store_finish(s, e);
	classes_to_rotate(a.info.role, classes);
	if (a.info.state != OPERATOR_ACTIVE)
		classes[0] = '\0'; /* never had a key */
	a.info.state = OPERATOR_DISABLED;
	a.enrolled = false; /* the secret key is erased */
	e = account_update(s, &a);
	if (e == OK)
		e = slots_revoke(s, id);
	if (e == OK)
		e = epoch_rotate(s, classes);
	if (e == OK)
		e = keyring_refresh(s, s->keys);
	if (e == OK)
		e = account_note(s, s->current.id, "OPERATOR_DISABLED", &a);
	return store_finish(s, e);
}

/* An account that is active from the start, without keys yet: the first people, and after recovery. */
static enum err describe_active(struct store *s, const struct operator_first *p, struct account *a)
{
	enum err e;

	if (!id_valid(p->id) || !name_valid(p->name) || p->role >= ROLE_COUNT)
		return ERR_INPUT;
	e = account_check_password(s, p->password);
	if (e != OK)
		return e;
	*a = (struct account){.info = {.role = p->role, .state = OPERATOR_ACTIVE}};
	text_copy(a->info.id, sizeof a->info.id, p->id);
	text_copy(a->info.name, sizeof a->info.name, p->name);
	return OK;
}

static enum err prepare_active(struct store *s, const struct operator_first *p,
	const struct seal_cost *cost, struct account *a)
{
	enum err e = describe_active(s, p, a);

	return e == OK ? account_set_password(s, a, p->password, cost) : e;
}

/* Hashing is what takes the time: a child does the second one's meanwhile, where it is worth one. */
static enum err prepare_two(struct store *s, const struct operator_first *p,
	const struct seal_cost *cost, struct account *a)
{
	uint8_t secret[KEY_SIZE], hashed[HASHING_MOST][KEY_SIZE];
	struct hashing *second = NULL;
	enum err e = describe_active(s, &p[1], &a[1]);

	if (e != OK)
		return e;
	account_new_pair(&a[1], cost, secret);
	e = hashing_start(s, &(struct hash_wish){p[1].password, a[1].salt, *cost}, 1, &second);
	if (e == OK)
		e = prepare_active(s, &p[0], cost, &a[0]);
	if (e == OK)
		e = hashing_wait(second);
	if (e == OK)
		e = hashing_finish(second, hashed);
	if (e == OK)
		e = account_seal(s, &a[1], hashed[0], secret);
	hashing_free(second);
	mem_wipe(hashed, sizeof hashed);
	mem_wipe(secret, sizeof secret);
	return e;
}

static enum err write_first(struct store *s, const struct account *people, size_t n,
	const uint8_t recovery_public[KEY_SIZE])
{
	static const char *const kinds[] = {
		"OPERATOR_ADDED", "OPERATOR_ENROLLED", "OPERATOR_GRANTED"};
	struct operator_info *known = NULL;
	size_t n_known = 0;
	enum err e = operator_list(s, &known, &n_known);

	mem_free(known);
	if (e == OK && n_known)
		e = ERR_EXISTS;
	if (e == OK)
		e = store_put_meta(s, "recovery", recovery_public, KEY_SIZE);
	for (size_t i = 0; e == OK && i < n; i++)
		e = account_insert(s, &people[i]);
	if (e == OK)
		e = epoch_rotate(s, CLASSES);
	if (e == OK)
		e = journal_note(s, "system", "INIT",
			(const char *const[]){"version", ONETRIP_VERSION, NULL});
	for (size_t i = 0; e == OK && i < n * COUNT_OF(kinds); i++)
		e = account_note(s, "system", kinds[i % COUNT_OF(kinds)], &people[i / COUNT_OF(kinds)]);
	return e;
}

enum err operator_init(struct store *s, const struct seal_cost *cost,
	const struct operator_first *people, size_t n, char recovery[RECOVERY_CODE])
{
	uint8_t secret[KEY_SIZE], public[KEY_SIZE];
	struct account *accounts;
	enum err e = OK;

	if (!n || n > 64)
		return ERR_INPUT;
	accounts = mem_array(n, sizeof *accounts);
	for (size_t i = 0; e == OK && i < n; i += 2)
		e = i + 1 < n ? prepare_two(s, &people[i], cost, &accounts[i]) :
				prepare_active(s, &people[i], cost, &accounts[i]);
	seal_random(secret, sizeof secret);
	seal_public(secret, public);
	if (e == OK)
		e = store_begin(s, WAIT_MS);
	if (e == OK)
		e = store_finish(s, write_first(s, accounts, n, public));
	if (e == OK)
		groups_write(secret, sizeof secret, recovery, RECOVERY_CODE);
	mem_wipe(secret, sizeof secret);
	mem_free(accounts);
	return e;
}

enum err operator_recover(struct store *s, const char *recovery, const char *id, const char *name,
	const char *password, const struct seal_cost *cost)
{
	uint8_t secret[KEY_SIZE], public[KEY_SIZE], ours[KEY_SIZE];
	struct keyring *ring = NULL;
	struct account a;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	if (!groups_read(recovery, secret, sizeof secret))
		return ERR_INPUT;
	seal_public(secret, public);
	e = store_meta(s, "recovery", ours, sizeof ours);
	if (e == OK && memcmp(public, ours, sizeof ours) != 0)
		e = ERR_PASSWORD;
	if (e == OK)
		e = prepare_active(s, &(struct operator_first){id, name, password, ROLE_SUPERVISOR}, cost, &a);
	if (e == OK)
		e = store_begin(s, WAIT_MS);
	if (e == OK) {
		e = keyring_open(s, RECOVERY_SLOT, secret, &ring);
		if (e == OK)
			e = account_insert(s, &a);
		if (e == OK)
			e = slots_grant(s, ring, id, ROLE_SUPERVISOR, a.public);
		if (e == OK)
			e = account_note(s, id, "RECOVERED", &a);
		e = store_finish(s, e);
	}
	keyring_free(ring);
	mem_wipe(secret, sizeof secret);
	return e;
}
