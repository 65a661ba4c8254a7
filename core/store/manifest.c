/* SPDX-License-Identifier: MIT
 *
 * What must hold: a manifest that lost or gained a byte is not read at all.
 */
#include "core/store/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/inside.h"
#include "core/store/schema.h"

enum { WORDS = 5, LINE = 400 };
#define FORMAT "onetrip-backup-1"

void manifest_release(struct manifest *m)
{
	mem_free(m->scans);
	m->scans = NULL;
	m->n_scans = m->cap_scans = 0;
}

void manifest_add_scan(struct manifest *m, const struct manifest_scan *x)
{
	if (m->n_scans == m->cap_scans) {
		size_t cap = 2 * m->cap_scans + 64;
		m->scans = mem_grow(m->scans, m->n_scans * sizeof *x, cap * sizeof *x);
		m->cap_scans = cap;
	}
	m->scans[m->n_scans++] = *x;
}

enum err manifest_heads(struct store *s, struct manifest *m)
{
	struct stmt *q = db_stmt(s->db,
		"SELECT station, station_seq, hash FROM event e WHERE station_seq = "
		"(SELECT max(station_seq) FROM event l WHERE l.station = e.station) ORDER BY station");

	m->n_heads = 0;
	while (m->n_heads < MANIFEST_HEADS && stmt_row(q)) {
		struct manifest_head *h = &m->heads[m->n_heads++];
		stmt_get_text(q, h->station, sizeof h->station);
		h->seq = (uint64_t)stmt_get_int(q);
		stmt_get_fixed(q, h->hash, HASH_SIZE);
	}
	enum err e = stmt_end(q);
	if (e)
		return e;
	q = db_stmt(s->db, "SELECT count(*) FROM event");
	if (stmt_row(q))
		m->events = (uint64_t)stmt_get_int(q);
	return stmt_end(q);
}

enum err manifest_write(const struct manifest *m, const char *path)
{
	char hex[HASH_HEX];
	uint8_t end[HASH_SIZE];
	struct buf b;

	buf_init(&b, MANIFEST_BYTES);
	buf_addf(&b, FORMAT " %s %s %d\nat %lld\n", m->kind == STORE_DEMO ? "demo" : "live",
		ONETRIP_VERSION, SCHEMA_VERSION, (long long)m->at_ms);
	text_hex(m->hash, HASH_SIZE, hex);
	buf_addf(&b, "file %llu %s\nevents %llu\n", (unsigned long long)m->bytes, hex,
		(unsigned long long)m->events);
	for (size_t i = 0; i < m->n_heads; i++) {
		text_hex(m->heads[i].hash, HASH_SIZE, hex);
		buf_addf(&b, "head %s %llu %s\n", m->heads[i].station,
			(unsigned long long)m->heads[i].seq, hex);
	}
	for (size_t i = 0; i < m->n_scans; i++) {
		text_hex(m->scans[i].hash, HASH_SIZE, hex);
		buf_addf(&b, "scan %s %llu %s\n", m->scans[i].name,
			(unsigned long long)m->scans[i].bytes, hex);
	}
	seal_digest(b.data, b.len, end);
	text_hex(end, HASH_SIZE, hex);
	buf_addf(&b, "end %s\n", hex);
	enum err e = b.err ? b.err : file_write(path, b.data, b.len);
	buf_release(&b);
	return e;
}

/* ---- reading ---- */

static size_t words_of(char *line, const char *words[WORDS])
{
	size_t n = 0;

	for (char *at = line; n < WORDS;) {
		char *end = strchr(at, ' ');
		words[n++] = at;
		if (!end)
			break;
		*end = '\0';
		at = end + 1;
	}
	return n;
}

static bool big(const char *word, uint64_t *out)
{
	int64_t n;

	if (!text_number(word, 0, INT64_MAX, &n))
		return false;
	*out = (uint64_t)n;
	return true;
}

static bool take_head(struct manifest *m, const char *const words[WORDS])
{
	struct manifest_head h;

	if (m->n_heads == MANIFEST_HEADS || !text_copy(h.station, sizeof h.station, words[1]) ||
		!big(words[2], &h.seq) || !text_unhex(words[3], h.hash, HASH_SIZE))
		return false;
	m->heads[m->n_heads++] = h;
	return true;
}

static bool take_scan(struct manifest *m, const char *const words[WORDS])
{
	struct manifest_scan x;
	uint8_t name[HASH_SIZE];

	if (!text_unhex(words[1], name, sizeof name) || !text_copy(x.name, sizeof x.name, words[1]) ||
		!big(words[2], &x.bytes) || !text_unhex(words[3], x.hash, HASH_SIZE))
		return false;
	manifest_add_scan(m, &x);
	return true;
}

static bool take_line(struct manifest *m, char *line)
{
	const char *w[WORDS];
	size_t n = words_of(line, w);
	uint64_t at;

	if (text_equal(w[0], FORMAT)) {
		m->kind = n > 1 && text_equal(w[1], "demo") ? STORE_DEMO : STORE_LIVE;
		return n == 4;
	}
	if (text_equal(w[0], "at") && n == 2 && big(w[1], &at)) {
		m->at_ms = (int64_t)at;
		return true;
	}
	if (text_equal(w[0], "file"))
		return n == 3 && big(w[1], &m->bytes) && text_unhex(w[2], m->hash, HASH_SIZE);
	if (text_equal(w[0], "events"))
		return n == 2 && big(w[1], &m->events);
	if (text_equal(w[0], "head"))
		return n == 4 && take_head(m, w);
	return text_equal(w[0], "scan") && n == 4 && take_scan(m, w);
}

/* The last line tells the hash of all before it. */
static bool whole(const struct buf *b, size_t *body)
{
	enum { END = 4 + 2 * HASH_SIZE + 1 };
	uint8_t now[HASH_SIZE];
	char hex[HASH_HEX];

	if (b->len < END || b->data[b->len - 1] != '\n' ||
		memcmp(b->data + b->len - END, "end ", 4) != 0)
		return false;
	*body = b->len - END;
	seal_digest(b->data, *body, now);
	text_hex(now, sizeof now, hex);
	return memcmp(b->data + *body + 4, hex, 2 * HASH_SIZE) == 0;
}

static bool take_lines(struct manifest *m, const char *text, size_t len)
{
	for (size_t at = 0; at < len;) {
		char line[LINE];
		const char *end = memchr(text + at, '\n', len - at);
		size_t n = end ? (size_t)(end - text) - at : len - at;
		if (!end || !text_copyn(line, sizeof line, text + at, n) || !take_line(m, line))
			return false;
		at += n + 1;
	}
	return len > 0;
}

enum err manifest_read(const char *path, struct manifest *out)
{
	struct buf b;
	size_t body = 0;

	*out = (struct manifest){0};
	buf_init(&b, MANIFEST_BYTES);
	enum err e = file_read(path, &b);
	if (!e && (!whole(&b, &body) || !take_lines(out, buf_text(&b), body)))
		e = ERR_TAMPER;
	buf_release(&b);
	if (e)
		manifest_release(out);
	return e;
}

/* ---- files ---- */

static enum err disk_error(void)
{
	return errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? ERR_FULL : ERR_IO;
}

static enum err pour(int from, int to, uint64_t all, uint64_t *bytes, struct hasher *h,
	void (*progress)(uint64_t, uint64_t))
{
	enum { PART = 1 << 16 };
	char *part = mem_array(PART, 1);
	enum err e = OK;
	ssize_t n;

	while (!e && (n = read(from, part, PART)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			e = ERR_IO;
		else if (to >= 0 && write(to, part, (size_t)n) != n)
			e = disk_error();
		if (e)
			break;
		hash_add(h, part, (size_t)n);
		*bytes += (uint64_t)n;
		if (progress)
			progress(*bytes, all);
	}
	mem_free(part);
	return e;
}

enum err copy_hashed(const char *from, const char *to, uint64_t *bytes, uint8_t hash[HASH_SIZE],
	void (*progress)(uint64_t, uint64_t))
{
	char temporary[PATH_SIZE];
	struct hasher h;
	struct stat st;
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), out = -1;

	if (in < 0)
		return errno == ENOENT ? ERR_NOTFOUND : ERR_IO;
	enum err e = fstat(in, &st) == 0 && S_ISREG(st.st_mode) ? OK : ERR_IO;
	if (!e && to && !text_format(temporary, sizeof temporary, "%s.XXXXXX", to))
		e = ERR_LIMIT;
	if (!e && to && (out = mkostemp(temporary, O_CLOEXEC)) < 0)
		e = disk_error();
	hash_start(&h, NULL);
	*bytes = 0;
	if (!e)
		e = pour(in, out, (uint64_t)st.st_size, bytes, &h, progress);
	if (!e && out >= 0 && fsync(out) != 0)
		e = disk_error();
	hash_end(&h, hash);
	close(in);
	if (out >= 0) {
		close(out);
		if (!e && rename(temporary, to) != 0)
			e = ERR_IO;
		if (e)
			(void)unlink(temporary);
	}
	return e || !to ? e : file_sync_folder_of(to);
}

static enum err each_in(const char *folder, enum err (*fn)(const char *, const char *, void *), void *ctx)
{
	DIR *dir = opendir(folder);
	uint8_t name[HASH_SIZE];
	struct dirent *d;
	enum err e = OK;

	if (!dir)
		return errno == ENOENT ? OK : ERR_IO;
	while (!e && (d = readdir(dir))) {
		char path[PATH_SIZE];
		if (!text_unhex(d->d_name, name, sizeof name))
			continue;
		e = text_format(path, sizeof path, "%s/%s", folder, d->d_name)
			    ? fn(path, d->d_name, ctx)
			    : ERR_LIMIT;
	}
	closedir(dir);
	return e;
}

enum err scans_each(const char *folder, enum err (*fn)(const char *path, const char *name, void *ctx),
	void *ctx)
{
	enum err e = OK;

	for (int i = 0; !e && i < 256; i++) {
		char part[PATH_SIZE];
		e = text_format(part, sizeof part, "%s/%02x", folder, (unsigned)i) ? each_in(part, fn, ctx)
										    : ERR_LIMIT;
	}
	return e;
}
