/* SPDX-License-Identifier: MIT */
#include "core/casework/oversight/moved.h"

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/deadline.h"

static void reckon(const struct casefile *c, enum clock_kind kind, const struct period *p, day_t told,
	int64_t now_ms, struct moved *out, size_t *n)
{
	struct due due;

	if (told == DAY_NONE || p->days <= 0 || deadline_of(c, p, c->accepted_ms, now_ms, &due))
		return;
	struct moved *m = &out[(*n)++];
	*m = (struct moved){.told = told, .now = due.day, .provisional = due.provisional};
	text_copy(m->number, sizeof m->number, c->number);
	text_copy(m->clock, sizeof m->clock, clock_kind_word(kind));
}

size_t moved_reckon(const struct casefile *c, int64_t now_ms, struct moved out[2])
{
	size_t n = 0;

	if (!c->item || !c->accepted_ms || !state_open(c->state) || c->state == STATE_SPECIAL)
		return 0;
	reckon(c, CLOCK_PROMISED, item_promised(c->item, c->situation), c->due, now_ms, out, &n);
	reckon(c, CLOCK_LEGAL, item_legal(c->item, c->situation), c->legal_due, now_ms, out, &n);
	return n;
}

size_t moved_days(const struct casefile *c, int64_t now_ms, struct moved out[2])
{
	size_t n = 0, all = moved_reckon(c, now_ms, out);

	for (size_t i = 0; i < all; i++)
		if (out[i].told != out[i].now)
			out[n++] = out[i];
	return n;
}

enum err moved_page(struct store *s, struct moved_page *p)
{
	struct view_filter f = {.state = "open", .day_from = DAY_NONE, .day_to = DAY_NONE,
		.order = VIEW_BY_NUMBER, .limit = MOVED_PAGE, .offset = p->offset};
	struct view_case *rows = NULL;
	size_t n = 0;
	enum err e = view_list(s, &f, &rows, &n);

	p->n = 0;
	for (size_t i = 0; !e && i < n; i++)
		if (rows[i].due != DAY_NONE)
			p->ids[p->n++] = rows[i].id;
	if (rows && n)
		mem_wipe(rows, n * sizeof *rows);
	mem_free(rows);
	p->offset += n;
	p->last = e || n < MOVED_PAGE;
	return e;
}

static enum err tell(struct store *s, const struct uid *id, item_finder find, void *ctx,
	enum err (*fn)(const struct moved *m, void *ctx), void *fn_ctx)
{
	struct moved list[2];
	struct casefile c;
	enum err e = casefile_load(s, id, find, ctx, &c);

	if (e)
		return e;
	size_t n = moved_days(&c, clock_now_ms(), list);
	casefile_release(&c);
	for (size_t i = 0; !e && i < n; i++)
		e = fn(&list[i], fn_ctx);
	return e;
}

enum err moved_list(struct store *s, item_finder find, void *ctx,
	enum err (*fn)(const struct moved *m, void *ctx), void *fn_ctx)
{
	struct moved_page p = {.last = false};
	enum err e = OK;

	while (!e && !p.last) {
		e = moved_page(s, &p);
		for (size_t i = 0; !e && i < p.n; i++)
			e = tell(s, &p.ids[i], find, ctx, fn, fn_ctx);
	}
	return e;
}
