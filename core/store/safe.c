/* SPDX-License-Identifier: MIT
 *
 * What must hold: the text stands in the file only sealed, and only as what it was written: name
 * and version are associated data, so a row cannot be put back or moved under another name.
 */
#include "core/store/safe.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/seal.h"
#include "core/store/verify_inside.h"

enum { SEALED_BYTES = SAFE_TEXT + 2 * SEAL_STEP, AAD_BYTES = SAFE_NAME + 40, HOLDER = 16 };

struct lease {
	int64_t version;             /* 0: no row */
	uint8_t holder[HOLDER];
	uint8_t boot[HOLDER];
	int64_t until_ms;
};

/* Sealed like every other text of the file, but under the machine's own key. */
static enum err own_key(struct store *s, uint8_t out[KEY_SIZE])
{
	uint8_t terminal[KEY_SIZE];
	enum err e = store_terminal_secret(s, terminal);

	if (e == OK)
		seal_derive(terminal, "exchange secret", out);
	mem_wipe(terminal, sizeof terminal);
	return e;
}

static struct span aad_of(const char *name, int64_t version, char out[AAD_BYTES])
{
	text_format(out, AAD_BYTES, "secret %s %lld", name, (long long)version);
	return (struct span){out, strlen(out)};
}

static void boot_now(uint8_t out[HOLDER])
{
	memset(out, 0, HOLDER);
	(void)text_unhex(clock_boot_id(), out, HOLDER);
}

/* Who this open store is among the processes of the hall. */
static const uint8_t *self(struct store *s)
{
	static const uint8_t none[HOLDER];

	if (memcmp(s->holder, none, HOLDER) == 0)
		seal_random(s->holder, HOLDER);
	return s->holder;
}

enum err safe_read(struct store *s, const char *name, int64_t *version, struct buf *out)
{
	uint8_t key[KEY_SIZE];
	char aad[AAD_BYTES];
	struct stmt *q;
	struct span sealed;
	int64_t found = 0;
	enum err e = store_ready(s), end;

	if (e == OK)
		e = own_key(s, key);
	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT version, sealed FROM secret WHERE name = ?");
	stmt_put_text(q, name);
	e = ERR_NOTFOUND;
	if (stmt_row(q)) {
		found = stmt_get_int(q);
		sealed.data = stmt_get_blob(q, &sealed.len);
		if (sealed.len > 0)
			e = seal_open(key, aad_of(name, found, aad), sealed, SEAL_STEP, out);
	}
	end = stmt_end(q);
	mem_wipe(key, sizeof key);
	if (end != OK || found == 0)
		return end != OK ? end : e;
	*version = found;
	return e;
}

/* ---- leases, inside a write transaction ---- */

static enum err read_lease(struct store *s, const char *name, struct lease *out)
{
	struct stmt *q =
		db_stmt(s->db, "SELECT version, holder, boot, until FROM secret WHERE name = ?");

	*out = (struct lease){0};
	stmt_put_text(q, name);
	if (stmt_row(q)) {
		out->version = stmt_get_int(q);
		stmt_get_fixed(q, out->holder, HOLDER);
		stmt_get_fixed(q, out->boot, HOLDER);
		out->until_ms = stmt_get_int(q);
	}
	return stmt_end(q);
}

static bool ours(struct store *s, const struct lease *l)
{
	return memcmp(l->holder, self(s), HOLDER) == 0;
}

static bool running(const struct lease *l)
{
	uint8_t boot[HOLDER];

	boot_now(boot);
	return l->until_ms > clock_mono_ms() && memcmp(l->boot, boot, HOLDER) == 0;
}

static enum err room(struct store *s)
{
	struct stmt *q = db_stmt(s->db, "SELECT count(*) FROM secret");
	int64_t n = 0;
	enum err e;

	if (stmt_row(q))
		n = stmt_get_int(q);
	e = stmt_end(q);
	return e == OK && n >= SAFE_ROWS ? ERR_LIMIT : e;
}

static enum err put_lease(struct store *s, const char *name, bool is_new, int64_t lease_ms)
{
	static const uint8_t nothing[1];
	uint8_t boot[HOLDER];
	struct stmt *q;

	boot_now(boot);
	if (is_new) {
		q = db_stmt(s->db, "INSERT INTO secret(holder, boot, until, name, version, sealed) "
				   "VALUES(?, ?, ?, ?, 1, ?)");
	} else {
		q = db_stmt(s->db,
			"UPDATE secret SET holder = ?, boot = ?, until = ? WHERE name = ?");
	}
	stmt_put_blob(q, self(s), HOLDER);
	stmt_put_blob(q, boot, HOLDER);
	stmt_put_int(q, clock_mono_ms() + lease_ms);
	stmt_put_text(q, name);
	if (is_new)
		stmt_put_blob(q, nothing, 0);
	return stmt_run(q);
}

static enum err lease_inside(struct store *s, const char *name, int64_t known, int64_t lease_ms)
{
	struct lease l;
	enum err e = read_lease(s, name, &l);

	if (e != OK)
		return e;
	if (l.version > 1 && l.version != known)
		return ERR_CONFLICT;
	if (l.version > 0 && running(&l) && !ours(s, &l))
		return ERR_EXISTS;
	if (l.version == 0)
		e = room(s);
	return e == OK ? put_lease(s, name, l.version == 0, lease_ms) : e;
}

enum err safe_lease(struct store *s, const char *name, int64_t known, int64_t lease_ms)
{
	enum err e = store_begin(s, GATE_MOMENT_MS);

	return e != OK ? e : store_finish(s, lease_inside(s, name, known, lease_ms));
}

static enum err write_inside(
	struct store *s, const char *name, struct span text, const uint8_t key[KEY_SIZE], int64_t *version)
{
	static const uint8_t nobody[HOLDER];
	struct lease l;
	char aad[AAD_BYTES];
	struct buf sealed;
	struct stmt *q;
	enum err e = read_lease(s, name, &l);

	if (e == OK && !ours(s, &l))
		e = ERR_CONFLICT;
	if (e != OK)
		return e;
	buf_init(&sealed, SEALED_BYTES);
	e = seal_close(key, 0, aad_of(name, l.version + 1, aad), text, SEAL_STEP, &sealed);
	if (e == OK) {
		q = db_stmt(s->db, "UPDATE secret SET version = ?, holder = ?, until = 0, sealed = ? "
				   "WHERE name = ?");
		stmt_put_int(q, l.version + 1);
		stmt_put_blob(q, nobody, HOLDER);
		stmt_put_blob(q, sealed.data, sealed.len);
		stmt_put_text(q, name);
		e = stmt_run(q);
	}
	buf_release(&sealed);
	*version = l.version + 1;
	return e;
}

enum err safe_write(
	struct store *s, const char *name, const char *text, size_t len, int64_t *version)
{
	uint8_t key[KEY_SIZE];
	int64_t written = 0;
	enum err e = len <= SAFE_TEXT ? own_key(s, key) : ERR_LIMIT;

	if (e != OK)
		return e;
	e = store_begin(s, GATE_MOMENT_MS);
	if (e == OK)
		e = store_finish(
			s, write_inside(s, name, (struct span){text, len}, key, &written));
	mem_wipe(key, sizeof key);
	if (e == OK)
		*version = written;
	return e;
}

enum err safe_leave(struct store *s, const char *name)
{
	static const uint8_t nobody[HOLDER];
	enum err e = store_begin(s, GATE_MOMENT_MS);
	struct stmt *q;

	if (e != OK)
		return e;
	q = db_stmt(
		s->db, "UPDATE secret SET holder = ?, until = 0 WHERE name = ? AND holder = ?");
	stmt_put_blob(q, nobody, HOLDER);
	stmt_put_text(q, name);
	stmt_put_blob(q, self(s), HOLDER);
	return store_finish(s, stmt_run(q));
}

/* Each row opens as what it claims to be; without the terminal secret that is not known. */
enum err verify_safe(struct store *s, struct verify_report *out)
{
	struct stmt *q = db_stmt(s->db, "SELECT name, version, sealed FROM secret");
	uint8_t key[KEY_SIZE];
	char name[SAFE_NAME], aad[AAD_BYTES];
	bool known = own_key(s, key) == OK;
	struct buf text;

	out->reduced |= !known;
	while (stmt_row(q)) {
		struct span sealed;
		int64_t version;

		stmt_get_text(q, name, sizeof name);
		version = stmt_get_int(q);
		sealed.data = stmt_get_blob(q, &sealed.len);
		buf_init(&text, SAFE_TEXT);
		if (known && sealed.len > 0 &&
			seal_open(key, aad_of(name, version, aad), sealed, SEAL_STEP, &text) != OK)
			finding(out, _("secret %s: does not open"), name);
		buf_release(&text);
	}
	mem_wipe(key, sizeof key);
	return stmt_end(q);
}
