/* SPDX-License-Identifier: MIT */
#include "core/casework/moved.h"

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/deadline.h"

enum { PAGE = 200 };

static void compare(const struct casefile *c, enum clock_kind kind, const struct period *p, day_t told,
	int64_t now_ms, struct moved *out, size_t *n)
{
	struct due due;

	if (told == DAY_NONE || p->days <= 0 || deadline_of(c, p, c->accepted_ms, now_ms, &due) ||
		due.day == told)
		return;
	struct moved *m = &out[(*n)++];
	*m = (struct moved){.told = told, .now = due.day, .provisional = due.provisional};
	text_copy(m->number, sizeof m->number, c->number);
	text_copy(m->clock, sizeof m->clock, clock_kind_word(kind));
}

size_t moved_days(const struct casefile *c, int64_t now_ms, struct moved out[2])
{
	size_t n = 0;

	if (!c->item || !c->accepted_ms || !state_open(c->state) || c->state == STATE_SPECIAL ||
		item_kind(c->item, c->situation) == ITEM_INSTANT)
		return 0;
	compare(c, CLOCK_PROMISED, item_promised(c->item, c->situation), c->due, now_ms, out, &n);
	compare(c, CLOCK_LEGAL, item_legal(c->item, c->situation), c->legal_due, now_ms, out, &n);
	return n;
}

struct telling {
	struct store *store;
	item_finder find;
	void *ctx;
	enum err (*fn)(const struct moved *m, void *ctx);
	void *fn_ctx;
};

static enum err tell(const struct telling *t, const struct uid *id)
{
	struct moved list[2];
	struct casefile c;
	enum err e = casefile_load(t->store, id, t->find, t->ctx, &c);

	if (e)
		return e;
	size_t n = moved_days(&c, clock_now_ms(), list);
	casefile_release(&c);
	for (size_t i = 0; !e && i < n; i++)
		e = t->fn(&list[i], t->fn_ctx);
	return e;
}

enum err moved_list(struct store *s, item_finder find, void *ctx,
	enum err (*fn)(const struct moved *m, void *ctx), void *fn_ctx)
{
	struct view_filter f = {.state = "open", .day_from = DAY_NONE, .day_to = DAY_NONE,
		.order = VIEW_BY_NUMBER, .limit = PAGE};
	struct telling t = {s, find, ctx, fn, fn_ctx};
	size_t n = PAGE;
	enum err e = OK;

	for (; !e && n == PAGE; f.offset += n) {
		struct view_case *rows = NULL;
		e = view_list(s, &f, &rows, &n);
		for (size_t i = 0; !e && i < n; i++)
			if (rows[i].due != DAY_NONE)
				e = tell(&t, &rows[i].id);
		if (rows && n)
			mem_wipe(rows, n * sizeof *rows);
		mem_free(rows);
	}
	return e;
}
