/* SPDX-License-Identifier: MIT */
#include "tui/moved.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/deadline.h"
#include "core/casework/oversight/moving.h"
#include "core/casework/shelf.h"
#include "tui/app.h"
#include "tui/choose.h"

enum { LISTED = 300, ROW = 80 };
#define DAY_MS 86400000LL

void moved_begin(struct app *a)
{
	moved_end(a);
	(void)!moving_new(a->store, shelf_find, desk_shelf(a->desk), &a->moving); /* others have none */
}

void moved_end(struct app *a)
{
	moving_free(a->moving);
	a->moving = NULL;
}

static size_t recent(struct app *a, struct moved_day *out, size_t max)
{
	size_t n = 0;
	int64_t since = clock_now_ms() - MOVING_TOLD_DAYS * DAY_MS;

	return moving_list(a->store, since, out, max, &n) ? 0 : n;
}

static void tell(struct app *a)
{
	struct moved_day *list = mem_array(LISTED, sizeof *list);
	size_t n = recent(a, list, LISTED);

	mem_free(list);
	if (n)
		app_say(a, VOICE_HINT, _("%zu told days moved with the calendar: F9, moved days"), n);
}

void moved_turn(struct app *a)
{
	bool whole = false;

	if (!a->moving)
		return;
	enum err e = store_unlocked(a->store) ? moving_step(a->moving, &whole) : ERR_LOCKED;
	if (whole)
		tell(a);
	if (whole || (e && e != ERR_BUSY))
		moved_end(a);
	else
		a->soon = !e;
}

/* ---- the list ---- */

struct listing {
	struct moved_day days[LISTED];
	char text[LISTED][ROW];
	struct choose_row rows[LISTED];
	size_t n;
};

static void chosen(struct app *a, void *ctx, int index)
{
	const struct listing *l = ctx;

	if (index < 0)
		return;
	app_line_clear(a);
	for (size_t i = 0; i < l->n; i++)
		app_line_add(a, &l->days[i].casefile);
	app_open_case(a, &l->days[index].casefile);
}

static const char *clock_text(const char *word)
{
	for (int k = 0; k < CLOCK_KIND_COUNT; k++)
		if (text_equal(clock_kind_word((enum clock_kind)k), word))
			return clock_kind_text((enum clock_kind)k);
	return word;
}

void moved_show(struct app *a)
{
	struct listing *l = mem_new(sizeof *l);

	l->n = recent(a, l->days, LISTED);
	for (size_t i = 0; i < l->n; i++) {
		const struct moved *m = &l->days[i].moved;
		char told[11], now[11];
		day_format(m->told, told);
		day_format(m->now, now);
		text_format(l->text[i], ROW, "%s  %s  %s -> %s%s", m->number, _(clock_text(m->clock)), told,
			now, m->provisional ? " ~" : "");
		l->rows[i] = (struct choose_row){"", l->text[i]};
	}
	if (l->n == 0) {
		app_say(a, VOICE_HINT, "%s", _("The calendar moved no told day in the last 14 days"));
		mem_free(l);
		return;
	}
	struct choose_arg arg = {.title = _("Told days that moved with the calendar"), .rows = l->rows,
		.n = l->n, .filter = true, .done = chosen, .ctx = l, .release = mem_free};
	if (choose_open(a, &arg))
		mem_free(l);
}
