/* SPDX-License-Identifier: MIT
 *
 * The model of a disk: a sync makes all earlier writes of its file durable; what is not synced may
 * be there wholly, partly, in any order, or in single 512-byte sectors.
 */
#include "tests/fault/shim.h"

#include <sqlite3.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/store/db.h"
#include "tests/fault/hall.h"

enum { OPS = 1 << 16, SECTOR = 512, CHUNK = 65536 /* the system's VFS writes less than 128 KiB */ };

enum kind { OP_WRITE, OP_TRUNCATE, OP_SYNC };

struct op {
	enum kind kind;
	enum shim_file file;
	int64_t at;
	uint8_t *data;
	size_t len;
};

struct shim {
	sqlite3_file base;
	int file; /* enum shim_file, -1: another one */
	sqlite3_file *real;
};

static struct {
	sqlite3_vfs vfs, *system;
	struct op ops[OPS];
	size_t n, fail_at;
	enum shim_fault fault;
	struct buf start;
	/* the replay: what is durable, and how far the operations were looked at */
	struct buf durable[SHIM_FILES];
	size_t seen, synced[SHIM_FILES];
} g;

void (*shim_in_checkpoint)(void *ctx);
void *shim_ctx;

/* ---- the model ---- */

static void resize(struct buf *b, size_t len)
{
	static const char zeros[4096];

	while (b->len < len)
		buf_add(b, zeros, len - b->len < sizeof zeros ? len - b->len : sizeof zeros);
	buf_cut(b, len);
}

static void store_bytes(struct buf *b, int64_t at, const uint8_t *data, size_t len)
{
	if (b->len < (size_t)at + len)
		resize(b, (size_t)at + len);
	if (len)
		memcpy(b->data + at, data, len);
}

static void apply(struct buf *b, const struct op *op)
{
	if (op->kind == OP_WRITE)
		store_bytes(b, op->at, op->data, op->len);
	else if (op->kind == OP_TRUNCATE && (size_t)op->at < b->len)
		buf_cut(b, (size_t)op->at);
}

static void tear(struct buf *b, const struct op *op, struct stream *random)
{
	for (size_t i = 0; op->kind == OP_WRITE && i < op->len; i += SECTOR)
		if (stream_below(random, 2))
			store_bytes(b, op->at + (int64_t)i, op->data + i,
				op->len - i < SECTOR ? op->len - i : SECTOR);
	if (op->kind == OP_TRUNCATE && stream_below(random, 2))
		apply(b, op);
}

void shim_rewind(void)
{
	for (int f = 0; f < SHIM_FILES; f++) {
		buf_release(&g.durable[f]);
		buf_init(&g.durable[f], HALL_BYTES);
		g.synced[f] = 0;
	}
	buf_add(&g.durable[SHIM_DB], g.start.data, g.start.len);
	g.seen = 0;
}

static void replay_until(size_t op)
{
	for (; g.seen < op; g.seen++) {
		const struct op *sync = &g.ops[g.seen];

		if (sync->kind != OP_SYNC)
			continue;
		for (size_t i = g.synced[sync->file]; i < g.seen; i++)
			if (g.ops[i].file == sync->file)
				apply(&g.durable[sync->file], &g.ops[i]);
		g.synced[sync->file] = g.seen + 1;
	}
}

void shim_cut(size_t op, enum shim_cut kind, struct stream *random, struct buf *db, struct buf *wal)
{
	struct buf *out[SHIM_FILES] = {db, wal};
	size_t prefix;

	replay_until(op);
	for (int f = 0; f < SHIM_FILES; f++) {
		buf_clear(out[f]);
		buf_add(out[f], g.durable[f].data, g.durable[f].len);
		prefix = op > g.synced[f] ? g.synced[f] + stream_below(random,
								  (uint32_t)(op - g.synced[f] + 1))
					  : 0;
		for (size_t i = g.synced[f]; i < op; i++) {
			if (g.ops[i].file != (enum shim_file)f || kind == CUT_LOST)
				continue;
			if (kind == CUT_TORN)
				tear(out[f], &g.ops[i], random);
			else if (kind == CUT_PREFIX ? i < prefix : stream_below(random, 2) == 1)
				apply(out[f], &g.ops[i]);
		}
	}
}

void shim_begin(const struct buf *db)
{
	for (size_t i = 0; i < g.n; i++)
		mem_free(g.ops[i].data);
	g.n = 0;
	g.fault = FAULT_NONE;
	buf_release(&g.start);
	buf_init(&g.start, HALL_BYTES);
	buf_add(&g.start, db->data, db->len);
	shim_rewind();
}

size_t shim_ops(void)
{
	return g.n;
}

void shim_fail_at(size_t op, enum shim_fault fault)
{
	g.fail_at = op;
	g.fault = fault;
}

/* ---- the file methods ---- */

static struct shim *of(sqlite3_file *f)
{
	return (struct shim *)(void *)f;
}

static void keep(struct shim *s, enum kind kind, int64_t at, const void *data, size_t len)
{
	struct op *op = &g.ops[g.n++];

	NEED(g.n < OPS);
	*op = (struct op){.kind = kind, .file = (enum shim_file)s->file, .at = at, .len = len};
	if (len) {
		op->data = mem_new(len);
		memcpy(op->data, data, len);
	}
}

static bool must_fail(const struct shim *s)
{
	return s->file >= 0 && g.fault != FAULT_NONE && g.n >= g.fail_at;
}

static int write_at(sqlite3_file *f, const void *data, int len, sqlite3_int64 at)
{
	struct shim *s = of(f);
	int rc, part = len;
	bool half = false;

	if (must_fail(s)) {
		half = g.fault == FAULT_HALF;
		g.fault = FAULT_NONE;
		if (!half)
			return SQLITE_IOERR_WRITE;
		part = len / 2;
	}
	rc = s->real->pMethods->xWrite(s->real, data, part, at);
	if (rc == SQLITE_OK && s->file >= 0)
		keep(s, OP_WRITE, at, data, (size_t)part);
	return half ? SQLITE_FULL : rc;
}

static int truncate_to(sqlite3_file *f, sqlite3_int64 size)
{
	struct shim *s = of(f);
	int rc;

	if (must_fail(s)) {
		g.fault = FAULT_NONE;
		return SQLITE_IOERR_TRUNCATE;
	}
	rc = s->real->pMethods->xTruncate(s->real, size);
	if (rc == SQLITE_OK && s->file >= 0)
		keep(s, OP_TRUNCATE, size, NULL, 0);
	return rc;
}

/* The kernel marked the pages clean and forgot them: the file shows what the disk holds, and the
 * operations that are gone must not come back with a later sync. */
static void drop_pages(struct shim *s)
{
	struct buf *durable = &g.durable[s->file];

	shim_rewind();
	replay_until(g.n);
	NEED(s->real->pMethods->xTruncate(s->real, 0) == SQLITE_OK);
	for (size_t at = 0; at < durable->len; at += CHUNK) {
		size_t part = durable->len - at < CHUNK ? durable->len - at : CHUNK;

		NEED(s->real->pMethods->xWrite(
			     s->real, durable->data + at, (int)part, (int64_t)at) == SQLITE_OK);
	}
	for (size_t i = g.synced[s->file]; i < g.n; i++)
		if (g.ops[i].file == (enum shim_file)s->file) {
			g.ops[i].kind = OP_WRITE;
			g.ops[i].at = 0;
			g.ops[i].len = 0;
		}
}

static int sync_file(sqlite3_file *f, int flags)
{
	struct shim *s = of(f);

	if (must_fail(s)) {
		if (g.fault == FAULT_HALF)
			drop_pages(s);
		g.fault = FAULT_NONE;
		return SQLITE_IOERR_FSYNC;
	}
	if (s->file >= 0)
		keep(s, OP_SYNC, 0, NULL, 0);
	return s->real->pMethods->xSync(s->real, flags);
}

static int unfetch(sqlite3_file *f, sqlite3_int64 at, void *page)
{
	void (*hook)(void *ctx) = shim_in_checkpoint;

	(void)f, (void)at;
	if (hook && !page) {
		shim_in_checkpoint = NULL;
		hook(shim_ctx);
	}
	return SQLITE_OK;
}

static int fetch(sqlite3_file *f, sqlite3_int64 at, int len, void **page)
{
	(void)f, (void)at, (void)len;
	*page = NULL;
	return SQLITE_OK;
}

#define REAL(f) (of(f)->real->pMethods)
static int close_file(sqlite3_file *f)
{
	int rc = REAL(f)->xClose(of(f)->real);

	mem_free(of(f)->real);
	return rc;
}
static int read_at(sqlite3_file *f, void *to, int len, sqlite3_int64 at)
{
	return REAL(f)->xRead(of(f)->real, to, len, at);
}
static int file_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return REAL(f)->xFileSize(of(f)->real, size);
}
static int lock(sqlite3_file *f, int level)
{
	return REAL(f)->xLock(of(f)->real, level);
}
static int unlock(sqlite3_file *f, int level)
{
	return REAL(f)->xUnlock(of(f)->real, level);
}
static int check_reserved(sqlite3_file *f, int *out)
{
	return REAL(f)->xCheckReservedLock(of(f)->real, out);
}
static int control(sqlite3_file *f, int op, void *arg)
{
	return REAL(f)->xFileControl(of(f)->real, op, arg);
}
static int sector_size(sqlite3_file *f)
{
	return REAL(f)->xSectorSize(of(f)->real);
}
static int characteristics(sqlite3_file *f)
{
	return REAL(f)->xDeviceCharacteristics(of(f)->real);
}
static int shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	return REAL(f)->xShmMap(of(f)->real, page, size, extend, out);
}
static int shm_lock(sqlite3_file *f, int at, int n, int flags)
{
	return REAL(f)->xShmLock(of(f)->real, at, n, flags);
}
static void shm_barrier(sqlite3_file *f)
{
	REAL(f)->xShmBarrier(of(f)->real);
}
static int shm_unmap(sqlite3_file *f, int remove)
{
	return REAL(f)->xShmUnmap(of(f)->real, remove);
}

static const sqlite3_io_methods methods = {
	.iVersion = 3,
	.xClose = close_file,
	.xRead = read_at,
	.xWrite = write_at,
	.xTruncate = truncate_to,
	.xSync = sync_file,
	.xFileSize = file_size,
	.xLock = lock,
	.xUnlock = unlock,
	.xCheckReservedLock = check_reserved,
	.xFileControl = control,
	.xSectorSize = sector_size,
	.xDeviceCharacteristics = characteristics,
	.xShmMap = shm_map,
	.xShmLock = shm_lock,
	.xShmBarrier = shm_barrier,
	.xShmUnmap = shm_unmap,
	.xFetch = fetch,
	.xUnfetch = unfetch,
};

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
	struct shim *s = of(f);
	int rc;

	(void)vfs;
	*s = (struct shim){.file = flags & SQLITE_OPEN_MAIN_DB ? SHIM_DB
				   : flags & SQLITE_OPEN_WAL   ? SHIM_WAL
							       : -1};
	s->real = mem_new((size_t)g.system->szOsFile);
	rc = g.system->xOpen(g.system, name, s->real, flags, out_flags);
	if (rc == SQLITE_OK)
		s->base.pMethods = &methods;
	else
		mem_free(s->real);
	return rc;
}

void shim_install(void)
{
	g.system = sqlite3_vfs_find(NULL);
	g.vfs = *g.system;
	g.vfs.zName = "shim";
	g.vfs.szOsFile = sizeof(struct shim);
	g.vfs.pNext = NULL;
	g.vfs.xOpen = open_file;
	NEED(sqlite3_vfs_register(&g.vfs, 0) == SQLITE_OK);
	db_vfs = "shim";
}
