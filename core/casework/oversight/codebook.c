/* SPDX-License-Identifier: MIT
 *
 * What must hold: a table counts only as two people said; what once counted keeps its labels.
 */
#include "core/casework/oversight/codebook.h"

#include <string.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"

#define HEAD "#table "
enum { MESSAGE_BYTES = 16384 };

static enum err read_text(struct store *s, const uint8_t hash[HASH_SIZE], struct buf *text, char name[CODES_NAME])
{
	enum err e = accord_text(s, hash, text);
	const char *at = buf_text(text) + strlen(HEAD);

	if (e)
		return e;
	if (!text_starts(buf_text(text), HEAD) || !text_copyn(name, CODES_NAME, at, strcspn(at, "\n")))
		return ERR_TAMPER;
	return OK;
}

static void say(struct store *s, const uint8_t hash[HASH_SIZE], struct record *body)
{
	struct buf text;
	char name[CODES_NAME];

	buf_init(&text, CODEBOOK_BYTES + 1);
	if (read_text(s, hash, &text, name) == OK)
		record_add(body, "name", name);
	buf_release(&text);
}

static const struct accord_kind TABLES_KIND = {"TABLE_PROPOSED", "TABLE_CONFIRMED", "TABLE_WITHDRAWN", false,
	say};

static enum err name_of(struct store *s, const struct accord *x, struct codebook *out)
{
	struct buf text;

	buf_init(&text, CODEBOOK_BYTES + 1);
	out->accord = *x;
	enum err e = read_text(s, x->hash, &text, out->name);
	buf_release(&text);
	return e;
}

/* ---- what counts ---- */

static enum err publish(struct store *s, const struct accord *x)
{
	struct buf text, messages;
	char name[CODES_NAME] = "";

	buf_init(&text, CODEBOOK_BYTES + 1);
	buf_init(&messages, MESSAGE_BYTES);
	enum err e = read_text(s, x->hash, &text, name);
	enum err bad = e ? OK : codes_publish(name, buf_text(&text), text.len, &messages);
	if (bad)
		log_line("codes", "table %s of the hall: %s", name, err_name(bad));
	buf_release(&messages);
	buf_release(&text);
	return e;
}

enum err codebook_list(struct store *s, struct codebook **out, size_t *n)
{
	struct accord *list;
	size_t all, kept = 0;
	enum err e = accords_confirmed(s, &TABLES_KIND, &list, &all);

	if (e)
		return e;
	struct codebook *books = mem_array(all + 1, sizeof *books);
	for (size_t i = 0; i < all && !e; i++) {
		struct codebook b;
		size_t at = 0;
		e = name_of(s, &list[i], &b);
		while (at < kept && !text_equal(books[at].name, b.name))
			at++;
		if (!e)
			books[at] = b;
		kept += at == kept;
	}
	mem_free(list);
	if (e) {
		mem_free(books);
		return e;
	}
	*out = books;
	*n = kept;
	return OK;
}

enum err codebook_apply(struct store *s)
{
	struct codebook *list;
	size_t n;
	enum err e = codebook_list(s, &list, &n);

	if (e)
		return e;
	for (size_t i = 0; i < n && !e; i++)
		e = publish(s, &list[i].accord);
	mem_free(list);
	return e;
}

enum err codebook_waiting(struct store *s, struct codebook *out, size_t max, size_t *n)
{
	struct accord *list;
	size_t all;
	enum err e = accords_read(s, &TABLES_KIND, &list, &all);

	if (e)
		return e;
	*n = 0;
	for (size_t i = 0; i < all && *n < max && !e; i++)
		if (list[i].state == ACCORD_WAITING)
			e = name_of(s, &list[i], &out[(*n)++]);
	mem_free(list);
	return e;
}

enum err codebook_named(struct store *s, const char *word, struct codebook *out)
{
	struct accord x;
	enum err e = accord_named(s, &TABLES_KIND, word, &x);

	return e ? e : name_of(s, &x, out);
}

enum err codebook_text(struct store *s, const struct codebook *b, struct buf *out)
{
	char name[CODES_NAME];

	return read_text(s, b->accord.hash, out, name);
}

/* ---- acts ---- */

struct counting {
	size_t n;
	codes_change_fn fn;
	void *ctx;
};

static void count(void *ctx, const struct code *was, const struct code *is)
{
	struct counting *x = ctx;

	x->n++;
	if (x->fn)
		x->fn(x->ctx, was, is);
}

static size_t lines_of(const char *text, size_t len)
{
	size_t n = 0;

	for (const char *at = text; (at = memchr(at, '\n', (size_t)(text + len - at))) != NULL; at++)
		n++;
	return n;
}

/* The rows that come of it. */
static enum err merge(const char *name, const char *path, const char *text, size_t len, day_t from,
	struct buf *out, struct buf *messages, struct counting *x)
{
	if (lines_of(text, len) > CODEBOOK_ROWS)
		return ERR_LIMIT;
	return codes_merge(name, path, text, len, from, out, messages, count, x);
}

enum err codebook_try(const char *name, const char *path, const char *text, size_t len, day_t from,
	struct buf *messages, codes_change_fn fn, void *ctx)
{
	struct counting x = {0, fn, ctx};
	struct buf out;

	buf_init(&out, CODEBOOK_BYTES);
	enum err e = merge(name, path, text, len, from, &out, messages, &x);
	buf_release(&out);
	return e;
}

static enum err none_waits(struct store *s, const char *name)
{
	struct codebook *list = mem_array(CODEBOOK_WAITING, sizeof *list);
	size_t n = 0;
	enum err e = codebook_waiting(s, list, CODEBOOK_WAITING, &n);

	if (!e && n == CODEBOOK_WAITING)
		e = ERR_LIMIT;
	for (size_t i = 0; i < n && !e; i++)
		if (text_equal(list[i].name, name))
			e = ERR_EXISTS;
	mem_free(list);
	return e;
}

static enum err must_have(struct store *s, bool supervisor_too)
{
	const struct operator_info *me = operator_current(s);

	if (!me)
		return ERR_LOCKED;
	return role_may(me->role, RIGHT_OPERATORS) || (supervisor_too && role_may(me->role, RIGHT_GRANT))
		       ? OK
		       : ERR_DENIED;
}

enum err codebook_propose(struct store *s, const char *name, const char *path, const char *text,
	size_t len, day_t from, uint8_t hash[HASH_SIZE], struct buf *messages)
{
	struct counting x = {0};
	struct buf out;
	enum err e = must_have(s, false);

	if (!e)
		e = none_waits(s, name);
	if (e)
		return e;
	buf_init(&out, CODEBOOK_BYTES);
	buf_addf(&out, HEAD "%s\n", name);
	e = merge(name, path, text, len, from, &out, messages, &x);
	if (!e && x.n == 0)
		e = ERR_STATE;
	if (!e)
		e = accord_propose(s, &TABLES_KIND, buf_text(&out), out.len, hash);
	buf_release(&out);
	return e;
}

enum err codebook_confirm(struct store *s, const uint8_t hash[HASH_SIZE])
{
	enum err e = must_have(s, true);

	if (!e)
		e = accord_confirm(s, &TABLES_KIND, hash);
	return e ? e : codebook_apply(s);
}

enum err codebook_withdraw(struct store *s, const uint8_t hash[HASH_SIZE])
{
	enum err e = must_have(s, true);

	return e ? e : accord_withdraw(s, &TABLES_KIND, hash);
}
