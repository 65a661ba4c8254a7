/* SPDX-License-Identifier: MIT
 *
 * S16 交换状态: how each department stands, what was asked of it today, for what (supervisors), and
 * what the hall may be told. What this program has seen of the lines, and what all windows wrote into
 * the journal; both are read in slices, once in ten seconds.
 */
#include "tui/screens/exchange_state.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/store/operator.h"

enum { SECOND_MS = 1000, PAGE = 8 };

static const struct {
	const char *text;
	bool watch;
} tabs[TABS] = {
#define X(name, text, watch) [name] = {text, watch},
	TAB_TABLE(X)
#undef X
};

const struct standing_row *exchange_focus(const struct exchange_view *s)
{
	return s->list.at < s->n ? &s->rows[s->list.at] : NULL;
}

const char *exchange_name(const struct standing_row *r, char out[96])
{
	if (!r->department)
		text_format(out, 96, _("Gateway %s"), r->origin->name);
	else
		text_copy(out, 96, i18n_pick(r->department, r->department_en));
	return out;
}

/* ---- departments ---- */

/* What needs somebody comes first; else the catalog's order. */
static int rank(enum standing s)
{
	static const int order[STANDING_COUNT] = {
		[STANDING_DOWN] = 0, [STANDING_TRYING] = 1, [STANDING_BROKEN] = 2,
		[STANDING_CLOSED] = 3, [STANDING_QUOTA] = 4, [STANDING_SLOW] = 5, [STANDING_UP] = 6,
		[STANDING_UNKNOWN] = 7};

	return order[s];
}

static int by_need(const void *a, const void *b)
{
	const struct standing_row *x = a, *y = b;
	int d = rank(x->standing) - rank(y->standing);

	return d ? d : x->example < y->example ? -1 : x->example > y->example;
}

static void keep_chosen(struct exchange_view *s, const struct standing_row *was)
{
	for (size_t i = 0; was && i < s->n; i++)
		if (s->rows[i].origin == was->origin &&
			(s->rows[i].department == was->department || !s->rows[i].department))
			s->list.at = i;
}

static void count_waiting(const struct app *a, struct exchange_view *s)
{
	for (size_t i = 0; i < s->n; i++)
		s->waiting[i] = s->calls ? calls_waiting(s->calls, a->catalog, s->rows[i].origin,
			s->rows[i].department) : 0;
}

static void filter_requests(const struct app *a, struct exchange_view *s)
{
	size_t n = 0, all = s->calls ? calls_count(s->calls) : 0;

	for (size_t i = 0; i < all; i++) {
		const struct resource *r = catalog_find(a->catalog, calls_at(s->calls, i)->resource);
		if (!s->origin || (r && r->origin == s->origin &&
				(!s->department || text_equal(r->department, s->department))))
			s->shown[n++] = (uint16_t)i;
	}
	list_set(&s->requests, n);
}

void exchange_refresh(struct app *a, struct exchange_view *s)
{
	const struct standing_row *chosen = exchange_focus(s);
	struct standing_row was = chosen ? *chosen : (struct standing_row){.origin = NULL};
	size_t n;
	const struct health_unit *units = driver_health(a->driver, &n);

	s->n = standing_read(a->catalog, units, n, s->rows);
	qsort(s->rows, s->n, sizeof *s->rows, by_need);
	list_set(&s->list, s->n);
	keep_chosen(s, was.origin ? &was : NULL);
	count_waiting(a, s);
	filter_requests(a, s);
	a->dirty = true;
}

/* ---- in slices ---- */

static void read_on(struct app *a, struct exchange_view *s)
{
	if (!s->calls_whole && s->calls) {
		s->calls_whole = !calls_step(s->calls);
		a->soon = true;
		if (s->calls_whole)
			exchange_refresh(a, s);
	} else if (s->purposes && s->tab == TAB_PURPOSES) {
		a->soon = purposes_step(s->purposes);
		list_set(&s->uses, purposes_all(s->purposes, &s->used));
		a->dirty |= a->soon;
	}
}

/* Once a second for the countdowns; what other windows wrote comes with it. */
static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct exchange_view *s = state;

	if (!store_unlocked(a->store))
		return;
	if (now_ms >= s->next_ms) {
		s->next_ms = now_ms + SECOND_MS;
		s->calls_whole = false;
		exchange_refresh(a, s);
	}
	read_on(a, s);
	a->screen_due_ms = s->next_ms;
}

/* ---- life ---- */

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct exchange_view *s = state;
	const struct operator_info *me = operator_current(a->store);

	(void)arg;
	if (!me)
		return ERR_LOCKED;
	s->watch = role_may(me->role, RIGHT_WATCH);
	s->calls = calls_new(a->store);
	exchange_refresh(a, s);
	s->list.at = 0;
	return OK;
}

static void forget(struct app *a, void *state)
{
	struct exchange_view *s = state;

	exchange_stop(a, s);
	calls_free(s->calls);
	purposes_free(s->purposes);
	s->calls = NULL;
	s->purposes = NULL;
	s->whole = false;
	list_set(&s->requests, 0);
	list_set(&s->uses, 0);
	if (s->tab != TAB_REQUESTS)
		s->tab = TAB_DEPARTMENTS;
}

static void leave(struct app *a, void *state)
{
	forget(a, state);
}

static void back(struct app *a, void *state)
{
	struct exchange_view *s = state;

	if (!s->calls)
		s->calls = calls_new(a->store); /* it was locked meanwhile */
	exchange_refresh(a, s);
}

/* ---- keys ---- */

static void turn_to(struct app *a, struct exchange_view *s, int tab)
{
	enum err e = OK;

	tab = (tab + TABS) % TABS;
	s->whole = s->words = false;
	if (tabs[tab].watch && !s->watch) {
		app_say(a, VOICE_HINT, "%s", _("Who asked for what is for the shift supervisor"));
		tab = TAB_DEPARTMENTS;
	}
	if (tab == TAB_MISUSE)
		e = app_push(a, &screen_misuse, NULL);
	else if (tab == TAB_PURPOSES && !s->purposes)
		e = purposes_new(a->store, &s->purposes);
	if (e)
		app_fail(a, e);
	else if (tab != TAB_MISUSE)
		s->tab = (enum tab)tab;
	a->dirty = true;
}

/* Enter: from a department to its requests, from one of those to all that is known of it. */
static void open_row(struct app *a, struct exchange_view *s)
{
	const struct standing_row *r = exchange_focus(s);

	s->top = 0;
	if (s->tab == TAB_DEPARTMENTS && r) {
		s->origin = r->origin;
		s->department = r->department;
		s->requests.at = 0;
		turn_to(a, s, TAB_REQUESTS);
		filter_requests(a, s);
	} else if (s->tab == TAB_REQUESTS) {
		s->whole = s->requests.count > 0;
	} else {
		s->whole = s->uses.count > 0;
	}
}

static void step_out(struct app *a, struct exchange_view *s)
{
	if (s->whole || s->words) {
		s->whole = s->words = false;
	} else if (s->tab == TAB_REQUESTS && s->origin) {
		s->origin = NULL;
		s->department = NULL;
		s->tab = TAB_DEPARTMENTS;
		filter_requests(a, s);
	} else {
		app_pop(a);
	}
}

static void picked(struct app *a, void *ctx, int index)
{
	struct exchange_view *s = ctx;

	if (index < 0)
		return;
	const struct standing_row *r = index == 0 ? NULL : &s->offered[index - 1];
	s->origin = r ? r->origin : NULL;
	s->department = r ? r->department : NULL;
	keep_chosen(s, r);
	s->requests.at = 0;
	filter_requests(a, s);
}

static void pick(struct app *a, struct exchange_view *s)
{
	memcpy(s->offered, s->rows, sizeof s->offered); /* their order may change meanwhile */
	s->choices[0] = (struct choose_row){"", _("All departments")};
	for (size_t i = 0; i < s->n; i++)
		s->choices[i + 1] = (struct choose_row){s->rows[i].origin->name,
			s->rows[i].department ?
				i18n_pick(s->rows[i].department, s->rows[i].department_en) :
				s->rows[i].origin->name};
	struct choose_arg arg = {.title = _("Which department?"), .rows = s->choices, .n = s->n + 1,
		.filter = true, .done = picked, .ctx = s};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

static void move(struct app *a, struct exchange_view *s, enum action action)
{
	struct list *list = s->tab == TAB_DEPARTMENTS ? &s->list :
		s->tab == TAB_REQUESTS ? &s->requests : &s->uses;

	if (s->whole && (action == ACT_UP || action == ACT_PGUP))
		s->top -= action == ACT_UP ? 1 : PAGE;
	else if (s->whole && (action == ACT_DOWN || action == ACT_PGDN))
		s->top += action == ACT_DOWN ? 1 : PAGE;
	else if (!s->whole)
		list_act(list, action, PAGE);
	a->dirty = true;
}

static void act(struct app *a, void *state, enum action action)
{
	struct exchange_view *s = state;

	switch (action) {
	case ACT_BACK: step_out(a, s); break;
	case ACT_ENTER: open_row(a, s); break;
	case ACT_FETCH: exchange_probe(a, s); break;
	case ACT_EDIT: exchange_reset(a, s); break;
	case ACT_PICK: pick(a, s); break;
	case ACT_NEXT_STEP: s->words = !s->words; break;
	case ACT_VIEW: case ACT_TAB: turn_to(a, s, (int)s->tab + 1); break;
	case ACT_BACKTAB: turn_to(a, s, (int)s->tab - 1); break;
	default: move(a, s, action); break;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	int digit = app_digit(cp);

	if (digit >= 1 && digit <= TABS)
		turn_to(a, state, digit - 1);
	else if (digit < 0)
		app_ime_hint(a);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	exchange_paint(a, state, c);
}

const struct screen screen_exchange = {
	.name = "exchange", .title = N_("Exchange status"), .bit = IN_EXCHANGE,
	.state_size = sizeof(struct exchange_view), .enter = enter, .act = act, .text = text,
	.digits = digits, .draw = draw, .tick = tick, .back = back, .forget = forget, .leave = leave,
};
