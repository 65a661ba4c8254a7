/* SPDX-License-Identifier: MIT
 *
 * What must hold: what is told as alike is so by one of the three rules of the header; a token only
 * says where to look.
 */
#include "core/casework/appeal_twin.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"

enum { PAIRS = 600, AROUND = 9 };

void twin_words(unsigned why, struct buf *out)
{
	static const struct {
		unsigned bit;
		const char *text;
	} words[] = {
#define X(name, bit, text) {bit, text},
		TWIN_TABLE(X)
#undef X
	};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (why & words[i].bit)
			buf_addf(out, "%s%s", out->len ? _(", ") : "", _(words[i].text));
}

/* ---- where it lies ---- */

static bool point(const struct casefile *c, int64_t *x, int64_t *y)
{
	return text_number(appeal_answer(c, "place_x"), -100000000, 100000000, x) &&
	       text_number(appeal_answer(c, "place_y"), -100000000, 100000000, y);
}

static int64_t floor_cell(int64_t v)
{
	return (v >= 0 ? v : v - TWIN_METRES + 1) / TWIN_METRES;
}

/* A square of the grid; its neighbours hold everything within its width. */
static void cell_name(int64_t x, int64_t y, char out[32])
{
	text_format(out, 32, "X%08lldY%08lld", (long long)(x + 50000000), (long long)(y + 50000000));
}

static void add(struct appeal_token *out, size_t *n, enum token kind, const char *value)
{
	if (*value && text_copy(out[*n].value, sizeof out[*n].value, value))
		out[(*n)++].kind = kind;
}

size_t appeal_tokens(const struct casefile *c, struct appeal_token out[APPEAL_TOKENS])
{
	int64_t x, y;
	char cell[32];
	size_t n = 0;

	if (appeal_hotline(c) == HOTLINE_NONE)
		return 0;
	add(out, &n, TOKEN_CALLER, c->subject);
	add(out, &n, TOKEN_CALLER, appeal_answer(c, "mobile"));
	add(out, &n, TOKEN_PLACE, appeal_answer(c, "place_code"));
	if (point(c, &x, &y)) {
		cell_name(floor_cell(x), floor_cell(y), cell);
		add(out, &n, TOKEN_CELL, cell);
	}
	add(out, &n, TOKEN_LINK, c->appeal ? c->appeal->linked : "");
	return n;
}

/* ---- what it says ---- */

/* Letters, digits and Han; two of them make a pair. */
static size_t pairs_of(const char *text, uint64_t out[PAIRS])
{
	size_t n = 0, left = strlen(text);
	uint32_t last = 0, c;

	while (n < PAIRS && (c = text_fold(text_next(&text, &left))) != 0) {
		bool sign = c < 0x80 ? !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
						 (c >= 'A' && c <= 'Z'))
				     : c < 0x3400;
		if (sign)
			continue;
		if (last)
			out[n++] = (uint64_t)last << 32 | c;
		last = c;
	}
	return n;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

int twin_common(const char *a, const char *b)
{
	uint64_t p[PAIRS], q[PAIRS];
	size_t n = pairs_of(a, p), m = pairs_of(b, q), common = 0;

	qsort(p, n, sizeof *p, by_value);
	qsort(q, m, sizeof *q, by_value);
	for (size_t i = 0, k = 0; i < n && k < m;) {
		if (p[i] == q[k]) {
			common++;
			i++, k++;
		} else if (p[i] < q[k]) {
			i++;
		} else {
			k++;
		}
	}
	return n + m ? (int)(200 * common / (n + m)) : 0;
}

/* ---- how alike ---- */

static bool same(const char *a, const char *b)
{
	return *a && text_equal(a, b);
}

static bool same_person(const struct casefile *a, const struct casefile *b)
{
	return same(a->subject, b->subject) ||
	       same(appeal_answer(a, "mobile"), appeal_answer(b, "mobile"));
}

static const char *matter(const struct casefile *c)
{
	if (c->appeal)
		return c->appeal->subject;
	return appeal_answer(c, appeal_hotline(c) == HOTLINE_12358 ? "goods" : "subject");
}

static int metres_between(const struct casefile *a, const struct casefile *b)
{
	int64_t ax, ay, bx, by;

	if (!point(a, &ax, &ay) || !point(b, &bx, &by))
		return -1;
	int64_t dx = ax - bx, dy = ay - by, square = dx * dx + dy * dy, root = 0;
	while ((root + 1) * (root + 1) <= square && root <= TWIN_METRES)
		root++;
	return (int)root;
}

static unsigned marks(const struct casefile *a, const struct casefile *b, struct appeal_twin *t)
{
	unsigned why = 0;

	t->metres = metres_between(a, b);
	t->words = twin_common(appeal_answer(a, "content"), appeal_answer(b, "content"));
	why |= same_person(a, b) ? TWIN_PERSON : 0;
	why |= same(matter(a), matter(b)) ? TWIN_MATTER : 0;
	why |= same(appeal_answer(a, "place_code"), appeal_answer(b, "place_code")) ? TWIN_ADDRESS : 0;
	why |= t->metres >= 0 && t->metres <= TWIN_METRES ? TWIN_NEAR : 0;
	why |= t->words >= TWIN_WORDS ? TWIN_SAID : 0;
	return why;
}

unsigned twin_why(const struct casefile *a, const struct casefile *b, int64_t now_ms,
	struct appeal_twin *out)
{
	struct appeal_twin t = {.id = b->id};

	if (appeal_hotline(a) == HOTLINE_NONE || appeal_hotline(a) != appeal_hotline(b) || !b->appeal ||
		uid_equal(&a->id, &b->id))
		return 0;
	t.why = marks(a, b, &t);
	t.days = day_at(now_ms) - day_at(b->appeal->registered_ms);
	bool here = t.why & (TWIN_ADDRESS | TWIN_NEAR), matter_too = t.why & TWIN_MATTER;
	bool person = (t.why & TWIN_PERSON) && matter_too && t.days <= APPEAL_REPEAT_DAYS;
	bool place = here && (matter_too || (t.why & TWIN_SAID)) && t.days <= TWIN_DAYS;
	bool said = (t.why & TWIN_SAID) && matter_too && t.days <= TWIN_DAYS;
	if (!person && !place && !said)
		return 0;
	t.state = b->appeal->state;
	text_copy(t.number, sizeof t.number, b->number);
	if (b->appeal->state == APPEAL_MERGED) {
		t.id = b->appeal->master_id;
		text_copy(t.number, sizeof t.number, b->appeal->master);
	}
	*out = t;
	return t.why;
}

/* ---- looking ---- */

struct looking {
	struct store *store;
	item_finder find;
	void *ctx;
	const struct casefile *file;
	int64_t now_ms;
	struct uid seen[TWIN_LOOKED_AT];
	size_t n_seen;
	struct appeal_twin *out;
	size_t n;
};

static int weight(const struct appeal_twin *t)
{
	int bits = 0;

	for (unsigned w = t->why; w; w >>= 1)
		bits += (int)(w & 1);
	return bits;
}

static bool before(const struct appeal_twin *a, const struct appeal_twin *b)
{
	int x = weight(a), y = weight(b);

	return x != y ? x > y : a->days < b->days;
}

static void keep(struct looking *l, const struct appeal_twin *t)
{
	size_t at = 0;

	for (size_t i = 0; i < l->n; i++)
		if (text_equal(l->out[i].number, t->number))
			return;
	while (at < l->n && !before(t, &l->out[at]))
		at++;
	if (at == APPEAL_TWINS)
		return;
	size_t last = l->n < APPEAL_TWINS ? l->n++ : APPEAL_TWINS - 1;
	memmove(&l->out[at + 1], &l->out[at], (last - at) * sizeof *t);
	l->out[at] = *t;
}

static bool seen(struct looking *l, const struct uid *id)
{
	for (size_t i = 0; i < l->n_seen; i++)
		if (uid_equal(&l->seen[i], id))
			return true;
	return false;
}

static enum err look_at(struct looking *l, const struct uid *id)
{
	struct casefile other;
	struct appeal_twin t;

	if (l->n_seen == TWIN_LOOKED_AT || seen(l, id) || uid_equal(id, &l->file->id))
		return OK;
	l->seen[l->n_seen++] = *id;
	enum err e = casefile_load(l->store, id, l->find, l->ctx, &other);
	if (e)
		return e;
	if (twin_why(l->file, &other, l->now_ms, &t) && t.state != APPEAL_WITHDRAWN &&
		t.state != APPEAL_NOT_ACCEPTED)
		keep(l, &t);
	casefile_release(&other);
	return OK;
}

/* Newest first: what is older than a month is not looked at. */
static enum err look_by(struct looking *l, enum token kind, const char *value)
{
	struct view_case *rows = NULL;
	size_t n = 0;
	enum err e = view_find(l->store, kind, value, &rows, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (day_at(l->now_ms) - day_at(rows[i].created_ms) <= APPEAL_REPEAT_DAYS)
			e = look_at(l, &rows[i].id);
	if (rows)
		mem_wipe(rows, n * sizeof *rows);
	mem_free(rows);
	return e;
}

static enum err look_around(struct looking *l)
{
	int64_t x, y;
	char cell[32];
	enum err e = OK;

	if (!point(l->file, &x, &y))
		return OK;
	for (int i = 0; !e && i < AROUND; i++) {
		cell_name(floor_cell(x) + i % 3 - 1, floor_cell(y) + i / 3 - 1, cell);
		e = look_by(l, TOKEN_CELL, cell);
	}
	return e;
}

/* Same matter in the last week, wherever it was: words may tell. */
static enum err look_at_row(const struct appeal_row *r, void *ctx)
{
	struct looking *l = ctx;

	return text_equal(r->subject, matter(l->file)) && *r->subject ? look_at(l, &r->id) : OK;
}

enum err appeal_twins(struct store *s, item_finder find, void *ctx, const struct casefile *c,
	int64_t now_ms, struct appeal_twin out[APPEAL_TWINS], size_t *n)
{
	enum { DAY_MS = 24 * 60 * 60 * 1000 };
	struct looking l = {.store = s, .find = find, .ctx = ctx, .file = c, .now_ms = now_ms, .out = out};
	struct appeal_token tokens[APPEAL_TOKENS];
	size_t n_tokens = appeal_tokens(c, tokens);
	enum err e = OK;

	for (size_t i = 0; !e && i < n_tokens; i++)
		if (tokens[i].kind == TOKEN_CALLER || tokens[i].kind == TOKEN_PLACE)
			e = look_by(&l, tokens[i].kind, tokens[i].value);
	if (!e && n_tokens)
		e = look_around(&l);
	if (!e && appeal_hotline(c) != HOTLINE_NONE)
		e = appeal_between(s, now_ms - (int64_t)TWIN_DAYS * DAY_MS, now_ms + 1, look_at_row, &l);
	*n = e ? 0 : l.n;
	return e;
}
