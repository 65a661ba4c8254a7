/* SPDX-License-Identifier: MIT
 *
 * What must hold: a line is written only after the commit it tells of is durable, and never while an
 * older copy waits to be accepted, for that would hide it.
 */
#include "core/base/i18n.h"
#include "core/store/witness.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/inside.h"
#include "core/store/pair.h"
#include "core/store/verify_inside.h"

#define MARK "onetrip-witness-1"
enum { TAIL = 16 * WITNESS_LINE };

static void sign_seed(const uint8_t key[KEY_SIZE], uint8_t out[KEY_SIZE])
{
	seal_derive(key, "witness", out);
}

/* ---- one line ---- */

static bool told(const struct witness *w, char out[WITNESS_LINE])
{
	char hash[HASH_HEX], public[2 * KEY_SIZE + 1];

	text_hex(w->hash, sizeof w->hash, hash);
	text_hex(w->public, sizeof w->public, public);
	return text_format(out, WITNESS_LINE, MARK " %c %lld %llu %s %llu %s %u %s", (char)w->kind,
		(long long)w->at_ms, (unsigned long long)w->id, w->station,
		(unsigned long long)w->seq, hash, w->epoch, public);
}

static bool number(const char *word, uint64_t *out)
{
	int64_t n;

	if (!text_number(word, 0, INT64_MAX, &n))
		return false;
	*out = (uint64_t)n;
	return true;
}

enum { WORDS = 10 };

/* Blanks of text become ends of words. */
static bool split(char *text, const char *words[WORDS])
{
	size_t n = 0;

	for (char *at = text; n < WORDS; at = strchr(at, '\0') + 1) {
		char *end = strchr(at, ' ');
		words[n++] = at;
		if (!end)
			break;
		*end = '\0';
	}
	return n == WORDS;
}

static bool parse(const char *line, size_t len, struct witness *out)
{
	char text[WITNESS_LINE], again[WITNESS_LINE];
	const char *words[WORDS];
	struct witness w = {0};
	uint8_t sign[SIGN_SIZE];
	uint64_t at, epoch;

	if (!text_copyn(text, sizeof text, line, len) || !split(text, words))
		return false;
	if (!text_equal(words[0], MARK) || strlen(words[1]) != 1 || !strchr("mar", *words[1]) ||
		!number(words[2], &at) || !number(words[3], &w.id) ||
		!text_copy(w.station, sizeof w.station, words[4]) || !number(words[5], &w.seq) ||
		!text_unhex(words[6], w.hash, sizeof w.hash) || !number(words[7], &epoch) ||
		epoch > UINT32_MAX || !text_unhex(words[8], w.public, sizeof w.public) ||
		!text_unhex(words[9], sign, sizeof sign))
		return false;
	w.kind = (enum witness_kind)*words[1];
	w.at_ms = (int64_t)at;
	w.epoch = (uint32_t)epoch;
	if (!told(&w, again) ||
		!seal_signed(w.public, (struct span){again, strlen(again)}, sign))
		return false;
	*out = w;
	return true;
}

/* ---- the file ---- */

static enum err read_tail(const char *path, size_t most, struct buf *out)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	char part[4096];
	ssize_t n = 0;

	if (fd < 0)
		return file_exists(path) ? ERR_IO : ERR_NOTFOUND;
	bool good = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	if (good && st.st_size > (off_t)most)
		good = lseek(fd, -(off_t)most, SEEK_END) >= 0;
	while (good && (n = read(fd, part, sizeof part)) > 0)
		buf_add(out, part, (size_t)n);
	close(fd);
	return !good || n < 0 ? ERR_IO : out->err;
}

enum err witness_last(const char *path, struct witness *out)
{
	struct buf b;

	buf_init(&b, TAIL + 1);
	enum err e = read_tail(path, TAIL, &b);
	if (!e)
		e = b.len ? ERR_TAMPER : ERR_NOTFOUND;
	const char *text = buf_text(&b);
	size_t end = b.len;
	while (e == ERR_TAMPER && end > 0) {
		size_t from = end;
		while (from > 0 && text[from - 1] != '\n')
			from--;
		if (end < b.len && parse(text + from, end - from, out)) /* a line without its end is none */
			e = OK;
		end = from ? from - 1 : 0;
	}
	buf_release(&b);
	return e;
}

static enum err append(const char *path, const char *line)
{
	int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct stat st;
	char last = '\n', text[WITNESS_LINE + 8];

	if (fd < 0)
		return ERR_IO;
	bool good = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		(st.st_size == 0 || pread(fd, &last, 1, st.st_size - 1) == 1);
	text_format(text, sizeof text, "%s%s\n", last == '\n' ? "" : "\n", line);
	good = good && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && fsync(fd) == 0;
	close(fd);
	return good ? OK : ERR_IO;
}

/* ---- marks ---- */

void witness_write(struct store *s, enum witness_kind kind)
{
	struct witness w = {.kind = kind, .at_ms = clock_now_ms(), .id = s->written_id, .seq = s->tail_seq};
	const uint8_t *key = keyring_any(s->keys, 'A', &w.epoch);
	char text[WITNESS_LINE], line[WITNESS_LINE], hex[2 * SIGN_SIZE + 1];
	uint8_t seed[KEY_SIZE], sign[SIGN_SIZE];

	if (!key || s->behind || !w.id)
		return;
	text_copy(w.station, sizeof w.station, s->station);
	memcpy(w.hash, s->tail_hash, HASH_SIZE);
	sign_seed(key, seed);
	seal_sign_public(seed, w.public);
	bool fits = told(&w, text);
	seal_sign(seed, (struct span){text, strlen(text)}, sign);
	mem_wipe(seed, sizeof seed);
	text_hex(sign, sizeof sign, hex);
	fits = fits && text_format(line, sizeof line, "%s %s", text, hex);
	s->witness_lost = !fits || append(s->witness, line) != OK;
	if (s->witness_lost)
		log_line("witness", "it could not be written");
	s->witnessed = w.id; /* also when it failed: not at every commit anew */
}

void witness_step(struct store *s)
{
	if (s->witnessed && s->written_id < s->witnessed + WITNESS_EVERY)
		return;
	witness_write(s, WITNESS_MARK);
}

/* ---- looking ---- */

static enum err stands(struct store *s, const struct witness *w, bool *out)
{
	struct stmt *q = db_stmt(s->db, "SELECT 1 FROM event WHERE id = ? AND hash = ?");

	stmt_put_int(q, (int64_t)w->id);
	stmt_put_blob(q, w->hash, HASH_SIZE);
	*out = stmt_row(q);
	return stmt_end(q);
}

enum err witness_check(struct store *s)
{
	struct witness w;
	bool found = false;
	enum err e = witness_last(s->witness, &w);

	s->witness_new = e == ERR_NOTFOUND;
	if (e == ERR_NOTFOUND)
		return OK;
	if (!e)
		e = stands(s, &w, &found);
	else if (e == ERR_TAMPER)
		e = OK; /* nothing in it counts: as if the newest line were not in the file */
	if (!e && !found)
		log_line("witness", "it knows of an event that is not in the database");
	return e ? e : found ? OK : ERR_ROLLBACK;
}

/* A line before an accepted older copy need not stand any more. */
static enum err verify_line(struct store *s, const char *text, size_t len, size_t nr, bool superseded,
	struct witness *w, struct verify_report *out)
{
	uint8_t seed[KEY_SIZE], public[KEY_SIZE];
	bool found;

	if (!parse(text, len, w)) {
		finding(out, _("witness, line %zu: not one of ours"), nr);
		return OK;
	}
	enum err e = stands(s, w, &found);
	if (!e && !found && !superseded)
		finding(out, _("witness, line %zu: event %llu of %s is not in the journal"), nr,
			(unsigned long long)w->seq, w->station);
	const uint8_t *key = keyring_key(s->keys, 'A', w->epoch);
	if (!key)
		return e;
	sign_seed(key, seed);
	seal_sign_public(seed, public);
	mem_wipe(seed, sizeof seed);
	if (memcmp(public, w->public, sizeof public) != 0)
		finding(out, _("witness, line %zu: signed by somebody else"), nr);
	return e;
}

/* Where the last accepted older copy begins to count. */
static size_t accepted_at(const struct buf *b)
{
	static const char mark[] = MARK " r ";
	const char *text = buf_text(b);
	size_t at = 0;

	for (size_t from = 0; from < b->len;) {
		const char *end = memchr(text + from, '\n', b->len - from);
		struct witness w;
		size_t len = end ? (size_t)(end - text) - from : b->len - from;
		bool accepted = len > sizeof mark && memcmp(text + from, mark, sizeof mark - 1) == 0;
		if (accepted && parse(text + from, len, &w))
			at = from;
		from += len + 1;
	}
	return at;
}

static enum err verify_lines(struct store *s, const struct buf *b, struct verify_report *out)
{
	const char *text = buf_text(b);
	size_t accepted = accepted_at(b), nr = 0;
	enum err e = OK;

	for (size_t from = 0; !e && from < b->len;) {
		const char *end = memchr(text + from, '\n', b->len - from);
		struct witness w = {0};
		size_t len = end ? (size_t)(end - text) - from : b->len - from;
		if (end && len)
			e = verify_line(s, text + from, len, ++nr, from < accepted, &w, out);
		from += len + 1;
	}
	return e;
}

enum err witness_verify(struct store *s, struct verify_report *out)
{
	struct buf b;

	buf_init(&b, WITNESS_BYTES);
	enum err e = read_tail(s->witness, WITNESS_BYTES, &b);
	if (e == ERR_NOTFOUND)
		e = OK; /* a file nobody has worked in, or one whose witness was taken away: health tells */
	else if (!e)
		e = verify_lines(s, &b, out);
	buf_release(&b);
	return e;
}

/* ---- an older copy is accepted ---- */

static enum err may_accept(const struct store *s)
{
	if (!s->keys)
		return ERR_LOCKED;
	if (!s->behind)
		return ERR_STATE;
	return s->current.role == ROLE_SUPERVISOR ? OK : ERR_DENIED;
}

enum err rollback_ask(struct store *s)
{
	struct witness w;
	struct record body = {0};
	char hash[HASH_HEX];
	enum err e = may_accept(s);

	if (e)
		return e;
	if (witness_last(s->witness, &w) == OK) {
		text_hex(w.hash, sizeof w.hash, hash);
		record_add(&body, "station", w.station);
		record_addi(&body, "seq", (int64_t)w.seq);
		record_add(&body, "hash", hash);
	}
	e = pair_ask(s, "ROLLBACK", &body);
	record_release(&body);
	return e;
}

enum err rollback_accept(struct store *s)
{
	enum err e = may_accept(s);

	if (!e)
		e = pair_do(s, "ROLLBACK", NULL);
	if (!e)
		e = gate_take(&s->gate, PAIR_WAIT_MS);
	if (e)
		return e;
	s->behind = false;
	witness_write(s, WITNESS_ACCEPTED);
	gate_leave(&s->gate);
	return s->witness_lost ? ERR_IO : OK;
}
