/* SPDX-License-Identifier: MIT
 *
 * What must hold: the new file is whole, checked and durable beside the old one before anything
 * moves; the log of the old one never stands beside the new one; between any two steps the place
 * opens, with the old contents or the new.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/backup_inside.h"
#include "core/store/witness.h"

enum { GATE_WAIT_MS = 2000 };

void (*restore_step)(const char *name);

struct restore {
	const struct store_place *place;
	char path[PATH_SIZE], fresh[PATH_SIZE];
	const char *file;
	struct manifest manifest;
	struct backup_report *out;
	struct gate gate;
	int use;
};

static void step(const char *name)
{
	if (restore_step)
		restore_step(name);
}

static void remove_beside(const char *path)
{
	static const char *const endings[] = {"wal", "shm"};
	char name[PATH_SIZE];

	for (size_t i = 0; i < COUNT_OF(endings); i++)
		if (text_format(name, sizeof name, "%s-%s", path, endings[i]))
			(void)unlink(name);
}

/* ---- the new one, beside the old one ---- */

static enum err copy_fresh(struct restore *r, backup_progress progress)
{
	uint8_t hash[HASH_SIZE];
	uint64_t bytes;

	remove_beside(r->fresh);
	(void)unlink(r->fresh); /* of a restore that was stopped */
	enum err e = copy_hashed(r->file, r->fresh, &bytes, hash, progress);
	if (!e && (bytes != r->manifest.bytes || memcmp(hash, r->manifest.hash, sizeof hash) != 0))
		e = ERR_TAMPER;
	return e;
}

/* Opening brings a file of an earlier version up to this one; its log is folded in again. */
static enum err check_fresh(struct restore *r, backup_progress progress)
{
	struct db *db = NULL;
	bool alarm = false;
	enum err e = db_open(r->fresh, store_application_id(r->place->kind), &db);

	if (!e)
		e = backup_verify(db, &r->manifest, progress, r->out);
	if (!e)
		e = db_checkpoint(db, true, &alarm);
	db_close(db);
	remove_beside(r->fresh);
	return e ? e : alarm ? ERR_TAMPER : OK;
}

static enum err bring_scan(const struct restore *r, const struct manifest_scan *x)
{
	char from[PATH_SIZE], folder[PATH_SIZE], to[PATH_SIZE];
	uint8_t hash[HASH_SIZE];
	uint64_t bytes;

	if (!text_format(from, sizeof from, "%s.scans/%.2s/%s", r->file, x->name, x->name) ||
		!text_format(folder, sizeof folder, "%s.scans/%.2s", r->path, x->name) ||
		!text_format(to, sizeof to, "%s/%s", folder, x->name))
		return ERR_LIMIT;
	enum err e = copy_hashed(from, NULL, &bytes, hash, NULL);
	if (!e && (bytes != x->bytes || memcmp(hash, x->hash, sizeof hash) != 0))
		e = ERR_TAMPER;
	if (!e && !file_exists(to)) {
		e = file_make_dir(folder);
		if (!e)
			e = copy_hashed(from, to, &bytes, hash, NULL);
	}
	return e == ERR_NOTFOUND ? ERR_TAMPER : e;
}

/* ---- the old one ---- */

/* Nobody may have it open: their commits would go into a file that is not there any more. */
static enum err take_alone(struct restore *r)
{
	char use[PATH_SIZE];
	enum err e = gate_open(&r->gate, r->path);

	if (!e)
		e = gate_take(&r->gate, GATE_WAIT_MS);
	if (e || !text_format(use, sizeof use, "%s.use", r->path))
		return e ? e : ERR_LIMIT;
	r->use = open(use, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (r->use < 0)
		return ERR_IO;
	return flock(r->use, LOCK_EX | LOCK_NB) == 0 ? OK : ERR_BUSY;
}

static void aside_name(struct restore *r)
{
	struct civil c = clock_civil(clock_now_ms());
	char stamp[32];

	text_format(stamp, sizeof stamp, "%04d%02d%02d-%02d%02d%02d", c.year, c.month, c.day, c.hour,
		c.minute, c.second);
	for (int i = 0; i == 0 || (file_exists(r->out->aside) && i < 100); i++)
		if (!text_format(r->out->aside, sizeof r->out->aside, i ? "%s.before-%s-%d" : "%s.before-%s",
			    r->path, stamp, i))
			r->out->aside[0] = '\0';
}

/* What is in its log goes into it; a damaged one keeps its log, under its new name. */
static enum err fold_old(struct restore *r)
{
	char wal[PATH_SIZE], kept[PATH_SIZE];
	struct db *db = NULL;
	bool alarm = false;
	enum err e = db_open(r->path, store_application_id(r->place->kind), &db);

	if (!e)
		e = db_checkpoint(db, true, &alarm);
	db_close(db);
	if (e == ERR_DEMO)
		return e;
	if (e || alarm) {
		log_line("restore", "the database before is damaged; kept as it is");
		if (text_format(wal, sizeof wal, "%s-wal", r->path) &&
			text_format(kept, sizeof kept, "%s-wal", r->out->aside))
			(void)rename(wal, kept);
	}
	remove_beside(r->path);
	return OK;
}

static enum err swap(struct restore *r)
{
	if (file_exists(r->path)) {
		aside_name(r);
		enum err e = fold_old(r);
		if (e)
			return e;
		step("folded");
		if (link(r->path, r->out->aside) != 0)
			return ERR_IO;
		step("kept");
	}
	if (rename(r->fresh, r->path) != 0)
		return ERR_IO;
	step("renamed");
	return file_sync_folder_of(r->path);
}

/* ---- all of it ---- */

static enum err prepare(struct restore *r, backup_progress progress)
{
	enum err e = copy_fresh(r, progress);

	step("copied");
	if (!e)
		e = check_fresh(r, progress);
	step("checked");
	for (size_t i = 0; !e && i < r->manifest.n_scans; i++)
		e = bring_scan(r, &r->manifest.scans[i]);
	step("scans");
	return e;
}

/* Does the witness of this place know of more than what stands there now? */
static bool older(const struct restore *r)
{
	struct store *s = mem_new(sizeof *s);
	bool found = false;

	if (store_witness_place(r->place, r->path, s->witness) == OK &&
		db_open(r->path, store_application_id(r->place->kind), &s->db) == OK)
		found = witness_check(s) == ERR_ROLLBACK;
	db_close(s->db);
	remove_beside(r->path);
	mem_free(s);
	return found;
}

static enum err go(struct restore *r, backup_progress progress)
{
	enum err e = take_alone(r);

	if (!e)
		e = prepare(r, progress);
	if (!e)
		e = swap(r);
	if (!e)
		r->out->older = older(r);
	remove_beside(r->fresh);
	(void)unlink(r->fresh);
	return e;
}

enum err store_restore(const struct store_place *place, const char *file, backup_progress progress,
	struct backup_report *out)
{
	struct restore *r = mem_new(sizeof *r);
	char list[PATH_SIZE];

	*out = (struct backup_report){0};
	r->place = place;
	r->file = file;
	r->out = out;
	r->use = r->gate.turn = r->gate.next = -1;
	enum err e = seal_start();
	if (!e)
		e = store_check_place(place->path, r->path);
	if (!e && (!backup_name(file, "manifest", list) || !backup_name(r->path, "restoring", r->fresh)))
		e = ERR_LIMIT;
	if (!e)
		e = manifest_read(list, &r->manifest);
	if (!e && r->manifest.kind != place->kind)
		e = ERR_DEMO;
	if (!e)
		e = go(r, progress);
	out->bytes = r->manifest.bytes;
	out->scans = r->manifest.n_scans;
	out->at_ms = r->manifest.at_ms;
	memcpy(out->hash, r->manifest.hash, HASH_SIZE);
	if (r->use >= 0)
		close(r->use);
	gate_close(&r->gate);
	manifest_release(&r->manifest);
	mem_free(r);
	return e;
}
