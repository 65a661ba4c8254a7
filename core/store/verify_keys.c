/* SPDX-License-Identifier: MIT
 *
 * Verifying keys: casefile keys open, slots are where they must be and nowhere else, and the
 * tables are those the last act on them left behind.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/destroy.h"
#include "core/store/row.h"
#include "core/store/verify_inside.h"

/* The epochs keys of casefiles may be wrapped by. */
struct epochs {
	uint32_t list[KEYRING_KEYS];
	size_t n;
};

static enum err read_epochs(struct store *s, struct epochs *out)
{
	struct stmt *q = db_stmt(s->db, "SELECT epoch FROM epoch WHERE class = 'C'");

	out->n = 0;
	while (out->n < KEYRING_KEYS && stmt_row(q))
		out->list[out->n++] = (uint32_t)stmt_get_int(q);
	return stmt_end(q);
}

static bool of_epochs(const struct epochs *known, struct span wrapped)
{
	uint32_t epoch;
	int suite;

	if (!seal_head(wrapped, &suite, &epoch))
		return false;
	for (size_t i = 0; i < known->n; i++)
		if (known->list[i] == epoch)
			return true;
	return false;
}

static void check_dek(struct store *s, const struct uid *id, struct span wrapped, bool used,
	const struct epochs *known, const struct tombs *tombs, struct verify_report *out)
{
	uint8_t key[KEY_SIZE];
	char hex[UID_HEX];

	text_hex(id->b, sizeof id->b, hex);
	if (!used)
		finding(out, _("casefile %s: has a key but no event"), hex);
	if (tombs_have(tombs, id))
		finding(out, _("casefile %s: was destroyed, and has a key"), hex);
	if (!of_epochs(known, wrapped))
		finding(out, _("casefile %s: its key is under no epoch of the hall"), hex);
	enum err e = s->keys ? dek_open(s, id, key) : ERR_LOCKED;
	if (e != OK && e != ERR_LOCKED)
		finding(out, _("casefile %s: its key does not open"), hex);
	mem_wipe(key, sizeof key);
}

enum err verify_deks(struct store *s, struct verify_report *out)
{
	struct epochs *known = mem_new(sizeof *known);
	struct tombs *tombs = NULL;
	enum err e = tombs_read(s, &tombs);

	if (!e)
		e = read_epochs(s, known);
	struct stmt *q = db_stmt(s->db, "SELECT casefile, wrapped, EXISTS (SELECT 1 FROM event e WHERE "
					"e.casefile = dek.casefile) FROM dek");
	while (!e && stmt_row(q)) {
		struct span wrapped;
		struct uid id = {{0}};
		stmt_get_fixed(q, id.b, sizeof id.b);
		wrapped.data = stmt_get_blob(q, &wrapped.len);
		check_dek(s, &id, wrapped, stmt_get_int(q) != 0, known, tombs, out);
	}
	enum err end = stmt_end(q);
	tombs_free(tombs);
	mem_free(known);
	return e ? e : end;
}

/* One row for each slot that is missing or must not be, in every class and epoch. Recovery counts
 * as an operator with all classes. */
static enum err misplaced_slots(
	struct store *s, struct verify_report *out, const char *classes, const char *role)
{
	struct stmt *q = db_stmt(s->db,
		"SELECT o.id, e.class, e.epoch FROM "
		"(SELECT id, role, state FROM operator UNION ALL SELECT '" RECOVERY_SLOT
		"', '', 2) o JOIN epoch e WHERE o.role = ?1 AND "
		"(o.state = 2 AND instr(?2, e.class) > 0) <> EXISTS (SELECT 1 FROM slot s "
		"WHERE s.operator = o.id AND s.class = e.class AND s.epoch = e.epoch)");
	char id[OWNER_SIZE], class[2];

	stmt_put_text(q, role);
	stmt_put_text(q, classes);
	while (stmt_row(q)) {
		stmt_get_text(q, id, sizeof id);
		stmt_get_text(q, class, sizeof class);
		finding(out, _("operator %s: slot of key %s%lld is missing or must not be there"), id,
			class, (long long)stmt_get_int(q));
	}
	return stmt_end(q);
}

static enum err stray_slots(struct store *s, struct verify_report *out)
{
	struct stmt *q = db_stmt(s->db,
		"SELECT s.operator, s.class FROM slot s WHERE (s.operator <> '" RECOVERY_SLOT
		"' AND NOT EXISTS (SELECT 1 FROM operator o WHERE o.id = s.operator)) OR NOT "
		"EXISTS "
		"(SELECT 1 FROM epoch e WHERE e.class = s.class AND e.epoch = s.epoch)");
	char id[OWNER_SIZE], class[2];

	while (stmt_row(q)) {
		stmt_get_text(q, id, sizeof id);
		stmt_get_text(q, class, sizeof class);
		finding(out, _("operator %s: slot of key %s belongs to nobody"), id, class);
	}
	return stmt_end(q);
}

/* Our own slots open, and give the keys whose public halves stand in the file. */
static enum err own_slots(struct store *s, struct verify_report *out)
{
	struct stmt *q = db_stmt(s->db,
		"SELECT s.class, s.epoch, s.box, e.public FROM slot s JOIN epoch e ON "
		"e.class = s.class AND e.epoch = s.epoch WHERE s.operator = ?");
	uint8_t box[BOX_SIZE] = {0}, public[KEY_SIZE] = {0}, derived[KEY_SIZE], key[KEY_SIZE];
	char class[2];

	stmt_put_text(q, s->keys->owner);
	while (stmt_row(q)) {
		long long epoch;
		bool good;

		stmt_get_text(q, class, sizeof class);
		epoch = (long long)stmt_get_int(q);
		stmt_get_fixed(q, box, sizeof box);
		stmt_get_fixed(q, public, sizeof public);
		good = seal_unbox(s->keys->secret, box, key) == OK;
		if (good) {
			seal_public(key, derived);
			good = memcmp(public, derived, sizeof public) == 0;
		}
		if (!good)
			finding(out, _("operator %s: slot of key %s%lld does not open"),
				s->keys->owner, class, epoch);
	}
	mem_wipe(key, sizeof key);
	return stmt_end(q);
}

enum err verify_slots(struct store *s, struct verify_report *out)
{
	enum err e = misplaced_slots(s, out, CLASSES, "");

	for (int role = 0; e == OK && role < ROLE_COUNT; role++)
		e = misplaced_slots(
			s, out, role_classes((enum role)role), role_word((enum role)role));
	if (e == OK)
		e = stray_slots(s, out);
	return e == OK && s->keys ? own_slots(s, out) : e;
}

/* The digest in the newest event that has one. */
static enum err last_digest(struct store *s, char hex[HASH_HEX])
{
	struct stmt *q = db_stmt(s->db,
		"SELECT " ROW_COLUMNS
		" FROM event WHERE casefile IS NULL AND kind IN ('RECOVERED', "
		"'KEYS_REWRAPPED', 'OPERATOR_ADDED', 'OPERATOR_ENROLLED', 'OPERATOR_GRANTED', 'OPERATOR_DISABLED', "
		"'PASSWORD', 'SCOPE_PROPOSED', 'SCOPE_CONFIRMED', 'SCOPE_ENDED') ORDER BY id DESC LIMIT 1");
	enum err e = ERR_NOTFOUND, end;

	if (stmt_row(q)) {
		struct row r;

		row_get(q, &r);
		e = row_open(s, &r, &r.e.body);
		if (e == OK &&
			!text_copy(hex, HASH_HEX,
				record_get(&r.e.body, "keys") ? record_get(&r.e.body, "keys") : ""))
			e = ERR_TAMPER;
		event_release(&r.e);
	}
	end = stmt_end(q);
	return end != OK ? end : e;
}

enum err verify_keys_digest(struct store *s, struct verify_report *out)
{
	uint8_t digest[HASH_SIZE];
	char told[HASH_HEX], now[HASH_HEX];
	enum err e;

	if (!keyring_any(s->keys, 'A', NULL)) {
		out->reduced = true;
		return OK;
	}
	e = last_digest(s, told);
	if (e == ERR_NOTFOUND)
		finding(out, _("no event tells how the keys came here"));
	if (e == OK)
		e = keys_digest(s, digest);
	if (e != OK)
		return e == ERR_NOTFOUND || e == ERR_LOCKED ? OK : e;
	text_hex(digest, sizeof digest, now);
	if (strcmp(told, now) != 0)
		finding(out, _("operators, slots or keys are not as the last act on them left them"));
	return OK;
}
