/* SPDX-License-Identifier: MIT
 *
 * Opening, closing and the write transaction.
 *
 * What must hold: writes and checkpoints happen with the gate held; after an I/O error the file is
 * closed, opened, its tail checked and its log folded in before the next commit, because a page
 * whose sync failed may sit in the cache only; the count in PATH.use is above zero whenever
 * somebody has not closed properly.
 */
#include "core/store/store.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/inside.h"
#include "core/store/schema.h"
#include "core/store/witness.h"

enum {
	OPEN_WAIT_MS = 2000,
	CLOSE_WAIT_MS = 200,
	TAIL = 64, /* events looked at again after trouble */
	CHECKPOINT_COMMITS = 64,
	CHECKPOINT_FRAMES = (4 << 20) / 4096,
};

int store_application_id(enum store_kind kind)
{
	return kind == STORE_DEMO ? SCHEMA_DEMO : SCHEMA_LIVE;
}

/* File systems whose locks or shared memory cannot be relied on. */
static bool remote(int dir)
{
	static const uint32_t kinds[] = {
		0x00006969, /* NFS */
		0xFF534D42, /* CIFS */
		0xFE534D42, /* SMB2 */
		0x0000517B, /* SMB */
		0x65735546, /* FUSE */
	};
	struct statfs fs;

	if (fstatfs(dir, &fs) != 0)
		return true;
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if ((uint32_t)fs.f_type == kinds[i])
			return true;
	return false;
}

enum err store_check_place(const char *path, char out[PATH_SIZE])
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	char folder[PATH_SIZE], real[PATH_SIZE];
	struct stat st;
	enum err e = OK;
	int fd;

	if (!*base || !text_copyn(folder, sizeof folder, path, (size_t)(base - path)))
		return ERR_INPUT;
	if (!realpath(*folder ? folder : ".", real))
		return ERR_NOTFOUND;
	if (!text_format(out, PATH_SIZE, "%s/%s", real, base))
		return ERR_LIMIT;
	fd = open(real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return ERR_IO;
	if (fstat(fd, &st) != 0)
		e = ERR_IO;
	else if (st.st_uid != geteuid() || (st.st_mode & 077) != 0 || remote(fd))
		e = ERR_UNSUPPORTED;
	if (e == ERR_UNSUPPORTED)
		log_line("store", "the database folder must be local, ours and 0700");
	close(fd);
	return e;
}

enum err store_witness_place(
	const struct store_place *place, const char *path, char out[PATH_SIZE])
{
	bool fits = place->witness && *place->witness
			    ? text_copy(out, PATH_SIZE, place->witness)
			    : text_format(out, PATH_SIZE, "%s.witness", path);

	return fits ? OK : ERR_LIMIT;
}

static bool station_valid(const char *station)
{
	size_t n = station ? strlen(station) : 0;

	return n >= 1 && n <= 16 &&
	       strspn(station, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") ==
		       n;
}

static enum err make_terminal_key(const char *path)
{
	uint8_t secret[KEY_SIZE];
	enum err e;

	seal_random(secret, sizeof secret);
	e = file_write(path, secret, sizeof secret);
	mem_wipe(secret, sizeof secret);
	return e;
}

static enum err note_station(const struct store_place *place)
{
	struct store *s;
	enum err e = store_open(place, &s);

	if (e != OK)
		return e;
	e = store_begin(s, OPEN_WAIT_MS);
	if (e == OK)
		e = store_finish(
			s, store_put_meta(s, "station", place->station, strlen(place->station)));
	store_close(s);
	return e;
}

enum err store_create(const struct store_place *place)
{
	char path[PATH_SIZE], witness[PATH_SIZE];
	enum err e;

	if (!station_valid(place->station))
		return ERR_INPUT;
	umask(077);
	e = seal_start();
	if (e == OK)
		e = store_check_place(place->path, path);
	if (e == OK)
		e = store_witness_place(place, path, witness);
	if (e == OK && (file_exists(path) || file_exists(place->terminal_key) ||
			       file_exists(witness)))
		e = ERR_EXISTS;
	if (e != OK)
		return e;
	e = make_terminal_key(place->terminal_key);
	if (e == OK)
		e = db_create(path, store_application_id(place->kind));
	if (e == OK)
		e = note_station(place);
	if (e != OK) {
		(void)unlink(path);
		(void)unlink(place->terminal_key);
	}
	return e;
}

static int64_t read_count(int fd)
{
	char text[24] = "";
	int64_t n = 0;

	if (pread(fd, text, sizeof text - 1, 0) < 0)
		return 1; /* unreadable: better one check too many */
	return *text && !text_number(text, 0, INT32_MAX, &n) ? 1 : n;
}

static enum err write_count(int fd, int64_t n)
{
	char text[24];

	text_format(text, sizeof text, "%d", (int)n);
	if (ftruncate(fd, 0) != 0 || pwrite(fd, text, strlen(text), 0) != (ssize_t)strlen(text) ||
		fsync(fd) != 0)
		return ERR_IO;
	return OK;
}

/* With the gate held. unclean: we are alone, yet somebody never said goodbye. */
static enum err enter_use(struct store *s, bool *unclean)
{
	char path[PATH_SIZE];
	bool alone;

	if (!text_format(path, sizeof path, "%s.use", s->path))
		return ERR_LIMIT;
	s->in_use = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (s->in_use < 0)
		return ERR_IO;
	alone = flock(s->in_use, LOCK_EX | LOCK_NB) == 0;
	*unclean = alone && read_count(s->in_use) != 0;
	if (flock(s->in_use, LOCK_SH | LOCK_NB) != 0)
		return ERR_BUSY;
	return write_count(s->in_use, alone ? 1 : read_count(s->in_use) + 1);
}

/* More frames copied than the log holds: another writer began the log anew meanwhile, so commits
 * are about to be lost. What this connection still sees is saved, and nothing more is written. */
static void ring_alarm(struct store *s)
{
	char path[PATH_SIZE];

	s->alarm = true;
	if (!text_format(path, sizeof path, "%s.rescue-%lld", s->path, (long long)clock_now_ms()) ||
		db_rescue(s->db, path) != OK)
		log_line("store", "checkpoint alarm; the rescue copy failed");
	else
		log_line("store", "checkpoint alarm; a rescue copy was written");
}

/* With the gate held: the last one folds the log in, so that deleted keys are gone from it. */
static void leave_use(struct store *s)
{
	bool alone = flock(s->in_use, LOCK_EX | LOCK_NB) == 0, alarm = false;
	int64_t n = read_count(s->in_use);

	if (!s->db || db_broken(s->db) || s->alarm)
		return;
	if (alone && db_checkpoint(s->db, true, &alarm) != OK)
		log_line("store", "no checkpoint at closing");
	if (alarm)
		ring_alarm(s);
	else if (!db_broken(s->db) && write_count(s->in_use, n > 0 ? n - 1 : 0) != OK)
		log_line("store", "the use count was not written");
}

static enum err open_inside(struct store *s, bool rolled_back)
{
	bool unclean = false;
	enum err e = enter_use(s, &unclean);

	if (e == OK)
		e = db_open(s->path, store_application_id(s->kind), &s->db);
	if (e == OK && unclean) {
		log_line("store", "was not closed properly: checking");
		e = db_check(s->db, false);
		if (e == OK)
			e = journal_check_tail(s, TAIL);
	}
	if (e == OK)
		e = witness_check(s);
	s->behind = e == ERR_ROLLBACK;
	return s->behind && rolled_back ? OK : e;
}

static enum err set_station(struct store *s, const char *station)
{
	struct stmt *q;

	if (station && *station)
		return station_valid(station) && text_copy(s->station, sizeof s->station, station)
			       ? OK
			       : ERR_INPUT;
	q = db_stmt(s->db, "SELECT CAST(value AS TEXT) FROM meta WHERE name = 'station'");
	if (stmt_row(q))
		stmt_get_text(q, s->station, sizeof s->station);
	return stmt_end(q);
}

enum err store_open(const struct store_place *place, struct store **out)
{
	struct store *s;
	enum err e = seal_start();

	if (e != OK)
		return e;
	umask(077);
	s = mem_new(sizeof *s);
	s->in_use = s->gate.turn = s->gate.next = -1;
	s->kind = place->kind;
	e = store_check_place(place->path, s->path);
	if (e == OK && !text_copy(s->terminal_key, PATH_SIZE, place->terminal_key))
		e = ERR_LIMIT;
	if (e == OK)
		e = store_witness_place(place, s->path, s->witness);
	if (e == OK && !file_exists(s->path))
		e = ERR_NOTFOUND;
	if (e == OK)
		e = gate_open(&s->gate, s->path);
	if (e == OK)
		e = gate_take(&s->gate, OPEN_WAIT_MS);
	if (e == OK) {
		e = open_inside(s, place->rolled_back);
		if (e == OK)
			e = set_station(s, place->station);
		gate_leave(&s->gate);
	}
	if (e != OK) {
		store_close(s);
		return e;
	}
	*out = s;
	return OK;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	store_lock(s);
	if (s->db)
		db_rollback(s->db);
	if (s->gate.held)
		gate_leave(&s->gate);
	if (s->in_use >= 0 && gate_take(&s->gate, CLOSE_WAIT_MS) == OK) {
		leave_use(s);
		gate_leave(&s->gate);
	}
	db_close(s->db);
	if (s->in_use >= 0) {
		flock(s->in_use, LOCK_UN);
		close(s->in_use);
	}
	gate_close(&s->gate);
	tally_forget(s);
	mem_wipe(s, sizeof *s);
	mem_free(s);
}

bool store_unlocked(const struct store *s)
{
	return s->keys != NULL;
}

void store_lock(struct store *s)
{
	names_forget(s);
	keyring_free(s->keys);
	s->keys = NULL;
	scope_forget(s);
	mem_wipe(&s->current, sizeof s->current);
}

const char *store_station(const struct store *s)
{
	return s->station;
}

enum store_kind store_kind(const struct store *s)
{
	return s->kind;
}

const char *store_path(const struct store *s)
{
	return s->path;
}

enum err store_ready(struct store *s)
{
	if (s->db && (!db_broken(s->db) || s->projecting))
		return OK;
	db_close(s->db);
	s->db = NULL;
	s->unsettled = true;
	return db_open(s->path, store_application_id(s->kind), &s->db);
}

static enum err settle(struct store *s)
{
	bool alarm = false;
	enum err e = journal_check_tail(s, TAIL);

	if (e == OK)
		e = db_checkpoint(s->db, true, &alarm);
	if (e == OK && alarm) {
		ring_alarm(s);
		e = ERR_TAMPER;
	}
	s->unsettled = e != OK;
	return e;
}

void store_patience(struct store *s, int most_ms)
{
	s->patience_ms = most_ms;
}

enum err store_begin(struct store *s, int wait_ms)
{
	enum err e;

	if (s->alarm)
		return ERR_TAMPER;
	if (s->patience_ms && wait_ms > s->patience_ms)
		wait_ms = s->patience_ms;
	e = gate_take(&s->gate, wait_ms);
	if (e != OK)
		return e;
	e = store_ready(s);
	if (e == OK && s->unsettled)
		e = settle(s);
	if (e == OK)
		e = db_begin(s->db, true);
	s->written_seq = 0;
	if (e != OK)
		gate_leave(&s->gate);
	return e;
}

static void maybe_checkpoint(struct store *s)
{
	bool alarm = false;
	enum err e;

	if (++s->commits < CHECKPOINT_COMMITS && db_frames(s->db) < CHECKPOINT_FRAMES)
		return;
	s->commits = 0;
	/* A failure here does not undo the commit; db_broken makes the next writer settle it. */
	e = db_checkpoint(s->db, false, &alarm);
	if (e != OK && e != ERR_BUSY)
		log_line("store", "checkpoint failed: %s", err_name(e));
	if (alarm)
		ring_alarm(s);
}

enum err store_commit(struct store *s)
{
	enum err e = db_commit(s->db);

	if (e != OK) {
		store_rollback(s);
		return e;
	}
	if (s->written_seq) {
		s->tail_seq = s->written_seq;
		memcpy(s->tail_hash, s->written_hash, HASH_SIZE);
		witness_step(s);
	}
	maybe_checkpoint(s);
	gate_leave(&s->gate);
	return OK;
}

void store_rollback(struct store *s)
{
	db_rollback(s->db);
	gate_leave(&s->gate);
}

enum err store_finish(struct store *s, enum err e)
{
	if (e == OK)
		return store_commit(s);
	store_rollback(s);
	return e;
}

enum err store_terminal_secret(const struct store *s, uint8_t out[KEY_SIZE])
{
	struct stat st;
	struct buf b;
	enum err e;

	if (lstat(s->terminal_key, &st) != 0)
		return ERR_NOTFOUND;
	if (!S_ISREG(st.st_mode) || (st.st_mode & 077) != 0)
		return ERR_UNSUPPORTED;
	buf_init(&b, KEY_SIZE);
	e = file_read(s->terminal_key, &b);
	if (e == OK && b.len != KEY_SIZE)
		e = ERR_TAMPER;
	if (e == OK)
		memcpy(out, b.data, KEY_SIZE);
	buf_release(&b);
	return e;
}

enum err store_meta(struct store *s, const char *name, void *out, size_t len)
{
	struct stmt *q = db_stmt(s->db, "SELECT value FROM meta WHERE name = ?");
	bool found;
	enum err e;

	stmt_put_text(q, name);
	found = stmt_row(q);
	if (found)
		stmt_get_fixed(q, out, len);
	e = stmt_end(q);
	return e == OK && !found ? ERR_NOTFOUND : e;
}

enum err store_put_meta(struct store *s, const char *name, const void *data, size_t len)
{
	struct stmt *q = db_stmt(s->db, "INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)");

	stmt_put_text(q, name);
	stmt_put_blob(q, data, len);
	return stmt_run(q);
}
