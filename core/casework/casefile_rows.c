/* SPDX-License-Identifier: MIT
 *
 * ROW and EXCUSE events. What must hold: the rows a department gave stand before the clerk's, and
 * an empty row that stood ready is taken before another is made.
 */
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"

static struct answer *cells(const struct draft *d, const struct repeat *r, int row)
{
	return &d->answers[r->first + (size_t)row * r->columns];
}

bool row_empty(const struct casefile *c, size_t repeat, int row)
{
	const struct repeat *r = &c->item->repeats[repeat];
	const struct answer *a = cells(&c->draft, r, row);

	for (size_t i = 0; i < r->columns; i++)
		if (a[i].origin != ORIGIN_NONE && a[i].origin != ORIGIN_DERIVED)
			return false;
	return true;
}

static void set_count(const struct fold *f, size_t repeat, int rows)
{
	struct casefile *c = f->file;
	const char *resource = fold_said(f, "resource");
	char number[16];
	struct answer a = {.value = number,
		.origin = c->held[repeat] == rows ? ORIGIN_FETCHED : ORIGIN_TYPED,
		.at_ms = f->event->at_ms};

	text_format(number, sizeof number, "%d", rows);
	text_copy(a.resource, sizeof a.resource,
		*resource ? resource : c->draft.answers[c->item->repeats[repeat].count].resource);
	text_copy(a.actor, sizeof a.actor, f->event->actor);
	draft_set(&c->draft, c->item->repeats[repeat].count, &a);
}

static enum err add(const struct fold *f, size_t repeat, int at)
{
	struct casefile *c = f->file;
	int rows = draft_rows(&c->draft, repeat);

	if (at < c->held[repeat])
		return ERR_DENIED;
	enum err e = draft_row_insert(&c->draft, repeat, at);
	if (!e)
		set_count(f, repeat, rows + 1);
	return e;
}

static enum err take_away(const struct fold *f, size_t repeat, int at)
{
	struct casefile *c = f->file;
	int rows = draft_rows(&c->draft, repeat);

	if (at < c->held[repeat])
		return ERR_DENIED;
	enum err e = draft_row_remove(&c->draft, repeat, at);
	if (!e)
		set_count(f, repeat, rows - 1);
	return e;
}

/* One more of the department's rows; false: the form has no room. */
static bool hold(const struct fold *f, size_t repeat)
{
	struct casefile *c = f->file;
	int rows = draft_rows(&c->draft, repeat), held = c->held[repeat];
	bool ready = held < rows && row_empty(c, repeat, held);

	if (!ready && draft_row_insert(&c->draft, repeat, held))
		return false;
	c->held[repeat]++;
	set_count(f, repeat, ready ? rows : rows + 1);
	return true;
}

static void let_go(const struct fold *f, size_t repeat)
{
	struct casefile *c = f->file;
	const struct repeat *r = &c->item->repeats[repeat];
	int rows = draft_rows(&c->draft, repeat), last = --c->held[repeat];

	if (draft_row_remove(&c->draft, repeat, last) == OK) {
		rows--;
	} else { /* the form keeps that many: it stays, empty */
		for (size_t i = 0; i < r->columns; i++)
			draft_set(&c->draft, r->first + (size_t)last * r->columns + i,
				&(struct answer){.value = NULL});
	}
	set_count(f, repeat, rows);
}

enum err fold_row(const struct fold *f)
{
	struct casefile *c = f->file;
	int repeat = c->item ? item_repeat(c->item, fold_said(f, "repeat")) : -1;
	const char *act = fold_said(f, "act");
	int64_t at = record_int(&f->event->body, "at", -1);
	int64_t rows = record_int(&f->event->body, "rows", -1);
	enum err e = OK;

	if (repeat < 0)
		return ERR_INPUT;
	if (!casefile_open(c))
		return ERR_STATE;
	if (text_equal(act, "add") && at >= 0 && at < ITEM_ROWS)
		e = add(f, (size_t)repeat, (int)at);
	else if (text_equal(act, "remove") && at >= 0 && at < ITEM_ROWS)
		e = take_away(f, (size_t)repeat, (int)at);
	else if (!text_equal(act, "held") || rows < 0 || rows > ITEM_ROWS)
		return ERR_INPUT;
	while (!e && rows >= 0 && c->held[repeat] > rows)
		let_go(f, (size_t)repeat);
	while (!e && c->held[repeat] < rows && hold(f, (size_t)repeat))
		;
	if (!e)
		c->changed_ms = f->event->at_ms;
	return e;
}

/* Kept with the value it was given for: what rules work out is not there yet while folding. */
static void excuse(struct draft *d, size_t field, int check, const char *value, const char *text)
{
	draft_excuse(d, field, check, text);
	for (size_t i = 0; *text && i < d->n_excuses; i++) {
		struct excuse *x = &d->excuses[i];
		if (x->field != field || x->check != check)
			continue;
		mem_free_text(x->value);
		x->value = mem_text(value);
	}
}

enum err fold_excuse(const struct fold *f)
{
	struct casefile *c = f->file;
	int field = c->item ? item_field(c->item, fold_said(f, "field")) : -1;
	int64_t check = record_int(&f->event->body, "check", -1);

	if (field < 0 || check < 0 || check >= (int64_t)c->item->fields[field].n_checks)
		return ERR_INPUT;
	if (!casefile_open(c))
		return ERR_STATE;
	excuse(&c->draft, (size_t)field, (int)check, fold_said(f, "value"), fold_said(f, "reason"));
	c->changed_ms = f->event->at_ms;
	return OK;
}
