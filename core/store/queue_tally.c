/* SPDX-License-Identifier: MIT
 *
 * Exact counts without counting the file each time: what queues are counted by stands in memory, a
 * few dozen bytes an open case, read once in steps and from then on only where a row changed.
 *
 * What must hold: a row that changes while the others are read has an event above the one the
 * reading began at, so it is read again afterwards; nothing is counted before that is done.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/inside.h"
#include "core/store/queue.h"
#include "core/store/view_inside.h"

enum { SLICE = 256, WORDS = 4096, WORD_HASH = 4 * WORDS, WORD_SIZE = 32, PARTS = 256, FIRST_ROWS = 16,
	GONE_LEAST = 4096 };

struct open_row {
	struct uid id;
	int32_t next, warn, defer;   /* as they stand in the file: NO_DUE none */
	uint32_t flags;
	uint16_t department, window, state, holder;
	bool gone;                   /* closed since; its place is kept */
};

/* By the last byte of the id: a part that grows moves a 256th of the rows, never all in one turn. */
struct part {
	struct open_row *rows;
	size_t n, cap;
	uint32_t *places;            /* by hash of the id, 1 + index; 0 free; 2 * cap of them */
};

struct tally {
	struct part parts[PARTS];
	size_t n, gone;              /* rows in all of them */
	char (*words)[WORD_SIZE];    /* departments, windows, states, holders, each once */
	size_t n_words;
	uint16_t word_places[WORD_HASH]; /* 1 + index */
	bool whole;                  /* all open rows were read once */
	bool crowded;                /* more words than there is room for: counted by SQL */
	int64_t seen;                /* the newest event taken in */
	bool begun;                  /* read on behind this row */
	struct uid last;
};

void tally_forget(struct store *s)
{
	struct tally *t = s->tally;

	if (!t)
		return;
	for (size_t i = 0; i < PARTS; i++) {
		mem_free(t->parts[i].rows);
		mem_free(t->parts[i].places);
	}
	mem_free(t->words);
	mem_free(t);
	s->tally = NULL;
}

/* ---- words ---- */

static bool word_of(struct tally *t, const char *text, uint16_t *out)
{
	uint32_t hash = 2166136261u;

	for (const char *c = text; *c; c++)
		hash = (hash ^ (uint8_t)*c) * 16777619u;
	for (size_t at = hash % WORD_HASH;; at = (at + 1) % WORD_HASH) {
		if (!t->word_places[at]) {
			if (t->n_words == WORDS)
				return false;
			text_copy(t->words[t->n_words], WORD_SIZE, text);
			t->word_places[at] = (uint16_t)++t->n_words;
		}
		*out = (uint16_t)(t->word_places[at] - 1);
		if (strcmp(t->words[*out], text) == 0)
			return true;
	}
}

static bool take_word(struct tally *t, struct stmt *q, uint16_t *out)
{
	char text[WORD_SIZE];

	stmt_get_text(q, text, sizeof text);
	return word_of(t, text, out);
}

/* ---- rows ---- */

static size_t place_of(const struct part *p, const struct uid *id)
{
	uint64_t n;

	memcpy(&n, id->b + sizeof id->b - sizeof n, sizeof n); /* the random end */
	size_t at = (size_t)(n * 0x9e3779b97f4a7c15u >> 32) % (2 * p->cap);
	while (p->places[at] && !uid_equal(&p->rows[p->places[at] - 1].id, id))
		at = (at + 1) % (2 * p->cap);
	return at;
}

static void grow(struct part *p)
{
	size_t cap = p->cap ? 2 * p->cap : FIRST_ROWS;

	p->rows = mem_grow(p->rows, p->cap * sizeof *p->rows, cap * sizeof *p->rows);
	mem_free(p->places);
	p->places = mem_array(2 * cap, sizeof *p->places);
	p->cap = cap;
	for (size_t i = 0; i < p->n; i++)
		p->places[place_of(p, &p->rows[i].id)] = (uint32_t)(i + 1);
}

static struct open_row *row_of(struct tally *t, const struct uid *id, bool make)
{
	struct part *p = &t->parts[id->b[sizeof id->b - 1]];

	if (p->n == p->cap)
		grow(p);
	size_t at = place_of(p, id);
	if (!p->places[at]) {
		if (!make)
			return NULL;
		p->rows[p->n] = (struct open_row){.id = *id, .gone = true};
		p->places[at] = (uint32_t)++p->n;
		t->n++;
		t->gone++;
	}
	return &p->rows[p->places[at] - 1];
}

#define TALLY_COLUMNS                                                                              \
	"q.casefile, q.closed, q.department, q.window, q.state, q.holder, q.flags, q.next, q.warn, " \
	"q.defer"

/* False: more words than there is room for. */
static bool take_row(struct tally *t, struct stmt *q, struct uid *id)
{
	stmt_get_fixed(q, id->b, sizeof id->b);
	bool closed = stmt_get_int(q) != 0;
	struct open_row *r = row_of(t, id, !closed);
	if (!r)
		return true; /* came and went unseen */
	t->gone -= r->gone;
	r->gone = closed;
	t->gone += r->gone;
	bool room = take_word(t, q, &r->department) && take_word(t, q, &r->window) &&
		    take_word(t, q, &r->state) && take_word(t, q, &r->holder);
	r->flags = (uint32_t)stmt_get_int(q);
	r->next = (int32_t)stmt_get_int(q);
	r->warn = (int32_t)stmt_get_int(q);
	r->defer = (int32_t)stmt_get_int(q);
	return room;
}

/* The whole key of the index, so that the table itself is never touched. */
static void put_last(struct tally *t, struct stmt *q)
{
	const struct open_row *r = t->begun ? row_of(t, &t->last, false) : NULL;

	stmt_put_text(q, r ? t->words[r->department] : "");
	stmt_put_int(q, r ? r->next : INT64_MIN);
	stmt_put_int(q, r ? r->warn : 0);
	stmt_put_text(q, r ? t->words[r->window] : "");
	stmt_put_text(q, r ? t->words[r->state] : "");
	stmt_put_text(q, r ? t->words[r->holder] : "");
	stmt_put_int(q, r ? r->flags : 0);
	stmt_put_int(q, r ? r->defer : 0);
	stmt_put_blob(q, t->last.b, sizeof t->last.b);
}

#define TALLY_ORDER                                                                                \
	"q.department, q.closed, q.next, q.warn, q.window, q.state, q.holder, q.flags, q.defer, "  \
	"q.casefile"

static enum err read_slice(struct store *s, struct tally *t)
{
	struct stmt *q = db_stmt(s->db,
		"SELECT " TALLY_COLUMNS " FROM queue_view q INDEXED BY queue_department "
		"WHERE q.closed = 0 AND (" TALLY_ORDER ") > (?, 0, ?, ?, ?, ?, ?, ?, ?, ?) "
		"ORDER BY " TALLY_ORDER " LIMIT ?");
	bool room = true;
	size_t n = 0;

	put_last(t, q);
	stmt_put_int(q, SLICE);
	for (; room && stmt_row(q); n++) {
		room = take_row(t, q, &t->last);
		t->begun = true;
	}
	enum err e = stmt_end(q);
	t->whole = n < SLICE;
	return e != OK ? e : room ? OK : ERR_LIMIT;
}

/* ---- what changed ---- */

static enum err read_changes(struct store *s, struct tally *t)
{
	struct stmt *q = db_stmt(s->db,
		"SELECT v.event, " TALLY_COLUMNS " FROM case_view v INDEXED BY case_event "
		"CROSS JOIN queue_view q ON q.casefile = v.casefile "
		"WHERE v.event > ? ORDER BY v.event LIMIT ?");
	struct uid id;
	bool room = true;

	stmt_put_int(q, t->seen);
	stmt_put_int(q, SLICE);
	while (room && stmt_row(q)) {
		t->seen = stmt_get_int(q);
		room = take_row(t, q, &id);
	}
	enum err e = stmt_end(q);
	return e != OK ? e : room ? OK : ERR_LIMIT;
}

static enum err begin(struct store *s)
{
	s->tally = mem_new(sizeof *s->tally);
	s->tally->words = mem_array(WORDS, WORD_SIZE);
	return view_newest(s, &s->tally->seen);
}

/* Another file stands there, or most of what is kept is of cases that ended. */
static bool outlived(const struct tally *t, int64_t newest)
{
	return newest < t->seen || (t->gone > GONE_LEAST && t->gone > t->n / 2);
}

static enum err step(struct store *s, bool *ready)
{
	int64_t newest = 0;
	enum err e = OK;

	if (!s->tally)
		e = begin(s);
	if (!e && !s->tally->whole)
		return read_slice(s, s->tally);
	if (!e)
		e = view_newest(s, &newest);
	if (e)
		return e;
	if (outlived(s->tally, newest))
		tally_forget(s);
	else if (newest > s->tally->seen)
		return read_changes(s, s->tally);
	else
		*ready = true;
	return OK;
}

enum err queue_counts_read(struct store *s, int ms, bool *ready)
{
	int64_t end = clock_mono_ms() + ms;
	enum err e = store_ready(s);

	*ready = e == OK && s->tally && s->tally->crowded;
	while (e == OK && !*ready) {
		e = step(s, ready);
		if (ms >= 0 && clock_mono_ms() >= end)
			break;
	}
	if (e == ERR_LIMIT) {
		s->tally->crowded = true;
		*ready = true;
		return OK;
	}
	if (e != OK)
		tally_forget(s);
	return e;
}

/* ---- counting ---- */

struct wanted {
	int32_t today;
	int me, draft, window, state;   /* words; NO_WORD: none such in the file, ANY: whichever */
	unsigned flags;                 /* 0 any */
};
enum { ANY = -1, NO_WORD = -2 };

static int known_word(struct tally *t, const char *text)
{
	uint16_t word;

	if (!text)
		return ANY;
	return word_of(t, text, &word) ? word : NO_WORD;
}

static bool counts(const struct open_row *r, const struct wanted *w)
{
	if (r->gone || (w->window != ANY && r->window != w->window) || (w->flags && !(r->flags & w->flags)))
		return false;
	return w->state == ANY ? r->state != w->draft : r->state == w->state;
}

static void add(struct queue_count *c, const struct open_row *r, const struct wanted *w)
{
	bool late = r->next < w->today;

	c->in[QUEUE_ALL]++;
	c->in[QUEUE_LATE] += late;
	c->in[QUEUE_TODAY] += r->next == w->today;
	c->in[QUEUE_DEFERRED] += r->defer <= w->today;
	c->in[QUEUE_TWINS] += (r->flags & FLAG_TWIN) != 0;
	c->in[QUEUE_SPOT] += (r->flags & FLAG_SPOT) != 0;
	c->in[QUEUE_OWN] += r->holder == w->me;
	c->red += late;
	c->today += r->next == w->today;
	c->yellow += !late && r->warn <= w->today;
	c->green += r->warn > w->today && r->next < NO_DUE;
}

static int by_name(const void *a, const void *b)
{
	const struct queue_count *x = a, *y = b;

	return strcmp(x->department, y->department);
}

/* Departments in the order of their names, as the file's index has them. */
static size_t tell(struct tally *t, const struct queue_count *sums, struct queue_count *out)
{
	struct queue_count *found = mem_array(t->n_words + 1, sizeof *found);
	size_t n = 0;

	for (size_t i = 0; i < t->n_words; i++)
		if (sums[i].in[QUEUE_ALL] > 0) {
			found[n] = sums[i];
			text_copy(found[n++].department, sizeof found->department, t->words[i]);
		}
	qsort(found, n, sizeof *found, by_name);
	n = n < QUEUE_DEPARTMENTS ? n : QUEUE_DEPARTMENTS;
	memcpy(out, found, n * sizeof *found);
	mem_free(found);
	return n;
}

enum err queue_counts(struct store *s, const struct queue_filter *f,
	struct queue_count out[QUEUE_DEPARTMENTS], size_t *n)
{
	bool ready;
	enum err e = queue_counts_read(s, -1, &ready);

	if (e != OK || s->tally->crowded)
		return e != OK ? e : queue_recount(s, f, out, n);
	struct tally *t = s->tally;
	struct wanted w = {f->today, known_word(t, f->me ? f->me : ""), known_word(t, "DRAFT"),
		known_word(t, f->window), known_word(t, f->state), f->flags};
	struct queue_count *sums = mem_array(t->n_words + 1, sizeof *sums);
	for (size_t k = 0; k < PARTS; k++)
		for (size_t i = 0; i < t->parts[k].n; i++)
			if (counts(&t->parts[k].rows[i], &w))
				add(&sums[t->parts[k].rows[i].department], &t->parts[k].rows[i], &w);
	*n = tell(t, sums, out);
	mem_free(sums);
	return OK;
}
