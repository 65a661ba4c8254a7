/* SPDX-License-Identifier: MIT
 *
 * What must hold: who sends papers does not say that they arrived.
 */
#include "core/casework/transfer.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"

enum { PAGE = 500, WAIT_MS = 400 };

bool transfer_kept(const struct material_mark *m)
{
	return m->mark == MARK_VERIFIED && (m->had == HAD_KEPT || m->had == HAD_COPY);
}

size_t transfer_papers(const struct casefile *c)
{
	size_t n = 0;

	for (size_t i = 0; c->item && i < c->item->n_materials; i++)
		n += transfer_kept(&c->chosen[i]);
	return n;
}

bool transfer_open(const struct casefile *c)
{
	return c->handed_ms && !*c->crossing.region && state_open(c->state) && transfer_papers(c) > 0 &&
	       (!c->arrived_ms || *c->absent);
}

/* ---- events ---- */

/* Each name is of a paper that was kept. */
static bool names_papers(const struct casefile *c, const char *names)
{
	for (const char *at = names; *at; at += strspn(at, " ")) {
		char name[64];
		size_t n = strcspn(at, " ");
		int m = text_copyn(name, sizeof name, at, n) ? item_material(c->item, name) : -1;
		if (m < 0 || !transfer_kept(&c->chosen[m]))
			return false;
		at += n;
	}
	return true;
}

enum err fold_arrived(const struct fold *f)
{
	struct casefile *c = f->file;
	const char *missing = fold_said(f, "missing");

	if (!transfer_open(c))
		return ERR_STATE;
	if (text_equal(f->event->actor, c->handed_by))
		return ERR_DENIED;
	if (strlen(missing) >= sizeof c->absent || !names_papers(c, missing))
		return ERR_INPUT;
	text_copy(c->absent, sizeof c->absent, missing);
	c->arrived_ms = f->event->at_ms;
	c->changed_ms = f->event->at_ms;
	return OK;
}

static enum err may(struct store *s, const struct recusals *r, const struct casefile *c)
{
	struct authority a = authority_in(s, r, 1u << RIGHT_EXAMINE, c);

	if (!transfer_open(c))
		return ERR_STATE;
	return authority_held(&a) && !text_equal(operator_current(s)->id, c->handed_by) ? OK : ERR_DENIED;
}

enum err transfer_arrived(struct store *s, item_finder find, void *ctx, const struct recusals *r,
	const struct uid *id, const char *missing)
{
	struct record body = {0};
	struct casefile c;

	if (!operator_current(s))
		return ERR_LOCKED;
	enum err e = casefile_load(s, id, find, ctx, &c);
	if (e)
		return e;
	e = may(s, r, &c);
	record_add(&body, "missing", missing && *missing ? missing : NULL);
	struct entry entry = {.casefile = *id, .kind = "ARRIVED", .body = &body, .form_hash = c.item_hash};
	if (!e)
		e = journal_append_wait(s, &entry, 1, c.head, NULL, WAIT_MS);
	record_release(&body);
	casefile_release(&c);
	return e;
}

/* ---- the list ---- */

static void labels(const struct casefile *c, struct buf *out)
{
	for (const char *at = c->absent; *at; at += strspn(at, " ")) {
		char name[64];
		size_t n = strcspn(at, " ");
		int m = text_copyn(name, sizeof name, at, n) ? item_material(c->item, name) : -1;
		if (m >= 0)
			buf_addf(out, "%s%s", out->len ? "; " : "",
				i18n_pick(c->item->materials[m].label, c->item->materials[m].label_en));
		at += n;
	}
}

static enum err tell(struct store *s, item_finder find, void *find_ctx, const struct view_case *v,
	transfer_fn fn, void *ctx)
{
	struct casefile c;
	struct buf missing;
	enum err e = casefile_load(s, &v->id, find, find_ctx, &c);

	if (e)
		return e;
	buf_init(&missing, 4096);
	labels(&c, &missing);
	struct transfer t = {.number = v->number, .item = v->item_name, .department = v->department,
		.from = c.handed_by, .handed_ms = c.handed_ms, .papers = transfer_papers(&c),
		.missing = buf_text(&missing)};
	if (transfer_open(&c))
		e = fn(&t, ctx);
	buf_release(&missing);
	casefile_release(&c);
	return e;
}

static enum err of_state(struct store *s, item_finder find, void *find_ctx, enum state st, transfer_fn fn,
	void *ctx)
{
	struct view_filter f = {.state = state_word(st), .day_from = DAY_NONE, .day_to = DAY_NONE,
		.order = VIEW_BY_UPDATED, .limit = PAGE};
	enum err e = OK;
	size_t n = PAGE;

	for (; !e && n == PAGE; f.offset += PAGE) {
		struct view_case *rows = NULL;
		n = 0;
		e = view_list(s, &f, &rows, &n);
		for (size_t i = 0; !e && i < n; i++) {
			struct scope_place at = {rows[i].department, rows[i].item};
			if ((rows[i].flags & FLAG_ON_WAY) && scope_covers(s, operator_current(s)->id, RIGHT_PERSON, &at))
				e = tell(s, find, find_ctx, &rows[i], fn, ctx);
		}
		if (rows)
			mem_wipe(rows, n * sizeof *rows);
		mem_free(rows);
	}
	return e;
}

enum err transfers_list(struct store *s, item_finder find, void *find_ctx, transfer_fn fn, void *ctx)
{
	static const enum state states[] = {STATE_EXAMINING, STATE_SPECIAL, STATE_DECIDING};
	enum err e = operator_current(s) ? OK : ERR_LOCKED;

	for (size_t i = 0; !e && i < COUNT_OF(states); i++)
		e = of_state(s, find, find_ctx, states[i], fn, ctx);
	return e;
}
