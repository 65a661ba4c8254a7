/* SPDX-License-Identifier: MIT
 *
 * What must hold: the secret key is in the file only under a key that needs both the password and
 * the terminal secret.
 */
#include "core/store/account.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/inside.h"

enum { TRIES = 10, LOCKED_MS = 15 * 60 * 1000, HASH_SLOTS = 2 };

#define ACCOUNT_COLUMNS                                                                            \
	"id, name, role, state, failures, wait_until, last_login, memory, passes, salt, public, "  \
	"sealed, enrol"

int64_t account_delay_ms(int failures)
{
	if (failures <= 0)
		return 0;
	return failures >= TRIES ? LOCKED_MS : (int64_t)1000 << (failures - 1);
}

static void get_optional(struct stmt *q, void *out, size_t len, bool *there)
{
	size_t n;
	const void *data = stmt_get_blob(q, &n);

	*there = n == len && data;
	if (*there)
		memcpy(out, data, len);
}

static enum err get(struct stmt *q, struct account *out)
{
	struct account a = {0};
	char role[16];
	bool salted, public, sealed, pending;
	int64_t state, farthest = clock_now_ms() + 2 * LOCKED_MS;

	stmt_get_text(q, a.info.id, sizeof a.info.id);
	stmt_get_text(q, a.info.name, sizeof a.info.name);
	stmt_get_text(q, role, sizeof role);
	state = stmt_get_int(q);
	a.info.failures = (int)stmt_get_int(q);
	a.info.wait_until_ms = stmt_get_int(q);
	a.info.last_login_ms = stmt_get_int(q);
	a.cost.memory = (size_t)stmt_get_int(q);
	a.cost.passes = (unsigned)stmt_get_int(q);
	get_optional(q, a.salt, SALT_SIZE, &salted);
	get_optional(q, a.public, KEY_SIZE, &public);
	get_optional(q, a.sealed, ACCOUNT_SEALED, &sealed);
	get_optional(q, a.enrol, HASH_SIZE, &pending);
	a.enrolled = salted && public && sealed;
	if (!role_parse(role, &a.info.role) || state < OPERATOR_CREATED ||
		state > OPERATOR_DISABLED)
		return ERR_TAMPER;
	a.info.state = (enum operator_state)state;
	/* A clock set back must not lock anybody out; the failures stay counted. */
	if (a.info.wait_until_ms > farthest)
		a.info.wait_until_ms = 0;
	*out = a;
	return OK;
}

enum err account_read(struct store *s, const char *id, struct account *out)
{
	struct stmt *q = db_stmt(s->db, "SELECT " ACCOUNT_COLUMNS " FROM operator WHERE id = ?");
	enum err e = ERR_NOTFOUND, end;

	stmt_put_text(q, id);
	if (stmt_row(q))
		e = get(q, out);
	end = stmt_end(q);
	return end != OK ? end : e;
}

enum err operator_list(struct store *s, struct operator_info **out, size_t *n)
{
	struct operator_info *list = NULL;
	struct account a;
	struct stmt *q;
	size_t used = 0, cap = 0;
	enum err e = store_ready(s), end;

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT " ACCOUNT_COLUMNS " FROM operator ORDER BY id");
	while (e == OK && stmt_row(q)) {
		e = get(q, &a);
		if (used == cap) {
			cap = cap ? 2 * cap : 16;
			list = mem_grow(list, used * sizeof *list, cap * sizeof *list);
		}
		list[used++] = a.info;
	}
	end = stmt_end(q);
	if (e == OK)
		e = end;
	if (e != OK) {
		mem_free(list);
		return e;
	}
	*out = list;
	*n = used;
	return OK;
}

enum err operator_find(struct store *s, const char *id, struct operator_info *out)
{
	struct account a;
	enum err e = store_ready(s);

	if (e == OK)
		e = account_read(s, id, &a);
	if (e == OK)
		*out = a.info;
	return e;
}

static void put_keys(struct stmt *q, const struct account *a)
{
	stmt_put_blob(q, a->public, a->enrolled ? KEY_SIZE : 0);
	stmt_put_blob(q, a->sealed, a->enrolled ? ACCOUNT_SEALED : 0);
	stmt_put_blob(q, a->salt, a->enrolled ? SALT_SIZE : 0);
	stmt_put_int(q, (int64_t)a->cost.memory);
	stmt_put_int(q, a->cost.passes);
	stmt_put_blob(q, a->enrol, a->info.state == OPERATOR_CREATED ? HASH_SIZE : 0);
	stmt_put_int(q, a->info.state);
}

enum err account_insert(struct store *s, const struct account *a)
{
	struct stmt *q = db_stmt(s->db,
		"INSERT INTO operator(public, sealed, salt, memory, passes, enrol, state, id, "
		"name, role, failures, wait_until, last_login) "
		"VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)");

	put_keys(q, a);
	stmt_put_text(q, a->info.id);
	stmt_put_text(q, a->info.name);
	stmt_put_text(q, role_word(a->info.role));
	return stmt_run(q);
}

enum err account_update(struct store *s, const struct account *a)
{
	struct stmt *q = db_stmt(s->db,
		"UPDATE operator SET public = ?, sealed = ?, salt = ?, memory = ?, passes = ?, "
		"enrol = ?, state = ? WHERE id = ?");

	put_keys(q, a);
	stmt_put_text(q, a->info.id);
	return stmt_run(q);
}

enum err account_update_tries(struct store *s, const struct account *a)
{
	struct stmt *q = db_stmt(s->db, "UPDATE operator SET failures = ?, wait_until = ?, "
					"last_login = ? WHERE id = ?");

	stmt_put_int(q, a->info.failures);
	stmt_put_int(q, a->info.wait_until_ms);
	stmt_put_int(q, a->info.last_login_ms);
	stmt_put_text(q, a->info.id);
	return stmt_run(q);
}

/* The slots are two lock files beside the database; the descriptor holds one until it closes. */
static int hash_slot(const char *store_path)
{
	char path[PATH_SIZE];
	int fds[HASH_SLOTS], got = -1;

	for (int i = 0; i < HASH_SLOTS; i++) {
		fds[i] = -1;
		if (text_format(path, sizeof path, "%s.hash%d", store_path, i))
			fds[i] = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (got < 0 && fds[i] >= 0 && flock(fds[i], LOCK_EX | LOCK_NB) == 0)
			got = fds[i];
	}
	if (got < 0 && fds[getpid() % HASH_SLOTS] >= 0 &&
		flock(fds[getpid() % HASH_SLOTS], LOCK_EX) == 0)
		got = fds[getpid() % HASH_SLOTS];
	for (int i = 0; i < HASH_SLOTS; i++)
		if (fds[i] >= 0 && fds[i] != got)
			close(fds[i]);
	return got;
}

enum err account_check_cost(const struct store *s, const struct seal_cost *cost)
{
	const struct seal_cost *floor = s->kind == STORE_DEMO ? &SEAL_COST_DEMO : &SEAL_COST_FLOOR;

	return cost->memory < floor->memory || cost->passes < floor->passes ? ERR_INPUT : OK;
}

enum err account_hash(const struct store *s, const char *password, const uint8_t salt[SALT_SIZE],
	const struct seal_cost *cost, uint8_t out[KEY_SIZE])
{
	enum err e = account_check_cost(s, cost);

	if (e != OK)
		return e;
	int slot = hash_slot(s->path);
	if (slot < 0)
		return ERR_IO;
	e = seal_password(password, salt, cost, out);
	close(slot);
	return e;
}

static enum err kek(struct store *s, const struct account *a, const uint8_t hashed[KEY_SIZE],
	uint8_t out[KEY_SIZE])
{
	uint8_t terminal[KEY_SIZE];
	struct hasher h;
	enum err e = store_terminal_secret(s, terminal);

	if (e != OK)
		return e;
	hash_start(&h, terminal);
	hash_part(&h, hashed, KEY_SIZE);
	hash_part(&h, a->info.id, strlen(a->info.id));
	hash_number(&h, 1);
	hash_end(&h, out);
	mem_wipe(terminal, sizeof terminal);
	return OK;
}

static struct span account_aad(const struct account *a, char out[64])
{
	text_format(out, 64, "operator %s %s", a->info.id, role_word(a->info.role));
	return (struct span){out, strlen(out)};
}

enum err account_unseal(struct store *s, const struct account *a, const uint8_t hashed[KEY_SIZE],
	uint8_t secret[KEY_SIZE])
{
	uint8_t key[KEY_SIZE], public[KEY_SIZE];
	char aad[64];
	struct buf clear;
	enum err e = kek(s, a, hashed, key);

	if (e != OK)
		return e;
	buf_init(&clear, KEY_SIZE);
	e = a->enrolled ? seal_open(key, account_aad(a, aad),
				  (struct span){a->sealed, ACCOUNT_SEALED}, 0, &clear)
			: ERR_TAMPER;
	if (e == OK) {
		memcpy(secret, clear.data, KEY_SIZE);
		seal_public(secret, public);
		if (memcmp(public, a->public, KEY_SIZE) != 0)
			e = ERR_TAMPER;
	} else if (e == ERR_TAMPER) {
		e = ERR_PASSWORD;
	}
	buf_release(&clear);
	mem_wipe(key, sizeof key);
	return e;
}

enum err account_seal(struct store *s, struct account *a, const uint8_t hashed[KEY_SIZE],
	const uint8_t secret[KEY_SIZE])
{
	uint8_t key[KEY_SIZE];
	char aad[64];
	struct buf blob;
	enum err e = kek(s, a, hashed, key);

	buf_init(&blob, ACCOUNT_SEALED);
	if (e == OK)
		e = seal_close(
			key, 0, account_aad(a, aad), (struct span){secret, KEY_SIZE}, 0, &blob);
	if (e == OK) {
		memcpy(a->sealed, blob.data, ACCOUNT_SEALED);
		a->enrolled = true;
	}
	buf_release(&blob);
	mem_wipe(key, sizeof key);
	return e;
}

void account_new_pair(struct account *a, const struct seal_cost *cost, uint8_t secret[KEY_SIZE])
{
	seal_random(secret, KEY_SIZE);
	seal_random(a->salt, sizeof a->salt);
	seal_public(secret, a->public);
	a->cost = *cost;
}

enum err account_set_password(
	struct store *s, struct account *a, const char *password, const struct seal_cost *cost)
{
	uint8_t hashed[KEY_SIZE], secret[KEY_SIZE];
	enum err e;

	account_new_pair(a, cost, secret);
	e = account_hash(s, password, a->salt, &a->cost, hashed);
	if (e == OK)
		e = account_seal(s, a, hashed, secret);
	mem_wipe(hashed, sizeof hashed);
	mem_wipe(secret, sizeof secret);
	return e;
}
