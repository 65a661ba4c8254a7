/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing that was not read again and checked is called a backup; a failed one leaves
 * no file behind that could be taken for one.
 */
#include "core/store/backup.h"

#include <string.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/backup_inside.h"

enum { GATE_WAIT_MS = 5000 };

void backup_report_release(struct backup_report *r)
{
	buf_release(&r->text);
}

bool backup_name(const char *file, const char *ending, char out[PATH_SIZE])
{
	return text_format(out, PATH_SIZE, "%s.%s", file, ending);
}

static bool same_heads(const struct manifest *a, const struct manifest *b)
{
	bool same = a->n_heads == b->n_heads && a->events == b->events;

	for (size_t i = 0; same && i < a->n_heads; i++)
		same = text_equal(a->heads[i].station, b->heads[i].station) &&
			a->heads[i].seq == b->heads[i].seq &&
			memcmp(a->heads[i].hash, b->heads[i].hash, HASH_SIZE) == 0;
	return same;
}

enum err backup_verify(struct db *db, const struct manifest *m, backup_progress progress,
	struct backup_report *out)
{
	struct verify_report report;
	struct store *s = mem_new(sizeof *s); /* locked, without gate: nobody else has this file */
	struct manifest now = {0};

	s->db = db;
	s->kind = m->kind;
	enum err e = store_verify(s, &report, progress);
	if (!e && report.findings)
		e = ERR_TAMPER;
	buf_init(&out->text, report.text.len + 1);
	buf_add(&out->text, report.text.data, report.text.len);
	buf_release(&report.text);
	if (!e)
		e = manifest_heads(s, &now);
	if (!e && !same_heads(&now, m))
		e = ERR_TAMPER;
	out->events = now.events;
	mem_free(s);
	return e;
}

/* ---- making one ---- */

struct scans {
	struct manifest *manifest;
	char folder[PATH_SIZE];      /* of the backup */
};

/* A file of that name has that content: it is copied once, and read each time. */
static enum err keep_scan(const char *path, const char *name, void *ctx)
{
	struct scans *to = ctx;
	struct manifest_scan x;
	char folder[PATH_SIZE], copy[PATH_SIZE];
	enum err e = OK;

	text_copy(x.name, sizeof x.name, name);
	if (!text_format(folder, sizeof folder, "%s/%.2s", to->folder, name) ||
		!text_format(copy, sizeof copy, "%s/%s", folder, name))
		return ERR_LIMIT;
	if (!file_exists(copy)) {
		e = file_make_dir(folder);
		if (!e)
			e = copy_hashed(path, copy, &x.bytes, x.hash, NULL);
	}
	if (!e)
		e = copy_hashed(copy, NULL, &x.bytes, x.hash, NULL);
	if (!e)
		manifest_add_scan(to->manifest, &x);
	return e;
}

static enum err keep_scans(const struct store *s, const char *file, struct manifest *m)
{
	struct scans to = {.manifest = m};
	char from[PATH_SIZE];

	if (!backup_name(file, "scans", to.folder) || !backup_name(s->path, "scans", from))
		return ERR_LIMIT;
	return scans_each(from, keep_scan, &to);
}

/* The heads and the pages are of the same moment. */
static enum err copy_database(struct store *s, const char *file, backup_progress progress,
	struct manifest *m)
{
	enum err e = db_begin(s->db, false);

	if (e)
		return e;
	e = manifest_heads(s, m);
	if (!e)
		e = db_copy(s->db, file, progress);
	db_rollback(s->db);
	return e;
}

static enum err read_again(const char *file, backup_progress progress, struct manifest *m,
	struct backup_report *out)
{
	struct db *db = NULL;
	enum err e = copy_hashed(file, NULL, &m->bytes, m->hash, NULL);

	if (!e)
		e = db_open_copy(file, store_application_id(m->kind), &db);
	if (!e)
		e = backup_verify(db, m, progress, out);
	db_close(db);
	return e;
}

static enum err tell_journal(struct store *s, const struct manifest *m)
{
	const char *who = s->keys ? s->current.id : "system";
	char hex[HASH_HEX], bytes[24], scans[24];
	enum err e = store_begin(s, GATE_WAIT_MS);

	if (e)
		return e;
	text_hex(m->hash, HASH_SIZE, hex);
	text_format(bytes, sizeof bytes, "%llu", (unsigned long long)m->bytes);
	text_format(scans, sizeof scans, "%zu", m->n_scans);
	return store_finish(s, journal_note(s, who, "BACKUP",
		(const char *const[]){"hash", hex, "bytes", bytes, "scans", scans, NULL}));
}

static enum err make(struct store *s, const char *file, const char *list, backup_progress progress,
	struct manifest *m, struct backup_report *out)
{
	enum err e = copy_database(s, file, progress, m);

	if (!e)
		e = file_sync_folder_of(file);
	if (!e)
		e = keep_scans(s, file, m);
	if (!e)
		e = read_again(file, progress, m, out);
	if (!e)
		e = manifest_write(m, list);
	if (e) {
		char rest[PATH_SIZE]; /* of a copy that did not end */

		(void)unlink(list);
		(void)unlink(file);
		if (text_format(rest, sizeof rest, "%s-journal", file))
			(void)unlink(rest);
	}
	return e;
}

enum err store_backup(
	struct store *s, const char *file, backup_progress progress, struct backup_report *out)
{
	struct manifest *m;
	char list[PATH_SIZE];

	*out = (struct backup_report){0};
	if (!backup_name(file, "manifest", list))
		return ERR_LIMIT;
	if (file_exists(file) || file_exists(list))
		return ERR_EXISTS;
	enum err e = store_ready(s);
	if (e)
		return e;
	m = mem_new(sizeof *m);
	m->kind = s->kind;
	m->at_ms = out->at_ms = clock_now_ms();
	e = make(s, file, list, progress, m, out);
	if (!e)
		e = tell_journal(s, m);
	out->bytes = m->bytes;
	out->scans = m->n_scans;
	memcpy(out->hash, m->hash, HASH_SIZE);
	manifest_release(m);
	mem_free(m);
	return e;
}
