/* SPDX-License-Identifier: MIT
 *
 * One department: its sums, its resources with the rate of objections and of confirmed ones, then every
 * ask that brought nothing and every objection that was sent, the newest first. Enter opens the case; F8
 * makes its letter, shown as it is kept and printed.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/oversight/provider_letter.h"
#include "core/store/view.h"
#include "tui/frame.h"
#include "tui/page.h"
#include "tui/screens/figures_state.h"

enum { PAGE = 10, MEDIAN = 50, SLOW = 95, TIME_COL = 5, NAME_COL = 18, WHAT_COL = 45, TIME_CHARS = 11,
	ASKS_END = 42, LOST_END = 50, RAISED_END = 57, RATE_END = 65, WRONG_END = 72, DAYS_END = 78 };

struct view {
	struct figures_provider of;
	const struct provider_resource **resources; /* of the department, most asked first */
	size_t n_resources;
	const struct provider_trouble **rows; /* the newest first; they stand behind the resources */
	struct list list;
	const char *office;          /* who answers for it; borrowed */
};

static int by_asks(const void *a, const void *b)
{
	const struct provider_resource *const *x = a, *const *y = b;

	if ((*x)->asks != (*y)->asks)
		return (*x)->asks < (*y)->asks ? 1 : -1;
	return strcmp((*x)->id, (*y)->id);
}

static void collect_resources(struct view *v, const struct catalog *catalog)
{
	const struct providers *all = v->of.all;

	v->resources = mem_array(all->n_resources + 1, sizeof *v->resources);
	for (size_t i = 0; i < all->n_resources; i++)
		if (provider_has(v->of.one, catalog, all->resources[i].id))
			v->resources[v->n_resources++] = &all->resources[i];
	if (v->n_resources)
		qsort(v->resources, v->n_resources, sizeof *v->resources, by_asks);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *v = state;
	const struct providers *all = ((const struct figures_provider *)arg)->all;
	uint64_t kept = all->n_troubles < PROVIDER_TROUBLES ? all->n_troubles : PROVIDER_TROUBLES;
	size_t n = 0;

	v->of = *(const struct figures_provider *)arg;
	v->office = provider_office(v->of.one, a->catalog);
	v->rows = mem_array(kept + 1, sizeof *v->rows);
	for (uint64_t i = 0; i < kept; i++) {
		const struct provider_trouble *t = &all->troubles[(all->n_troubles - 1 - i) % PROVIDER_TROUBLES];
		if (provider_has(v->of.one, a->catalog, t->resource))
			v->rows[n++] = t;
	}
	collect_resources(v, a->catalog);
	list_set(&v->list, v->n_resources + n);
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct view *v = state;

	(void)a;
	mem_free(v->resources);
	mem_free(v->rows);
}

static void open_letter(struct app *a, const struct view *v)
{
	enum err e = app_push(a, &screen_figure_letter, &v->of);

	if (e == ERR_BUSY)
		app_say(a, VOICE_BUSY, "%s", _("Another window is writing; press again in a moment"));
	else if (e)
		app_fail(a, e);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *v = state;

	switch (action) {
	case ACT_BACK: case ACT_BACK_STEP: app_pop(a); break;
	case ACT_NEXT_STEP: case ACT_PRINT: open_letter(a, v); break;
	case ACT_ENTER:
		if (v->list.at < v->list.count && v->list.at >= v->n_resources)
			app_open_case(a, &v->rows[v->list.at - v->n_resources]->casefile);
		break;
	default: list_act(&v->list, action, PAGE); break;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state, (void)cp;
	app_ime_hint(a);
}

/* ---- drawing ---- */

struct painting {
	const struct app *app;
	const struct view *view;
};

static void share(struct canvas *c, int row, int end, uint32_t above, uint32_t below)
{
	char text[24] = "-";

	if (below)
		tally_show_at(((int64_t)above * 10000 + below / 2) / below, UNIT_PERCENT, text);
	canvas_right(c, row, end, PAINT_TEXT, text);
}

static void number(struct canvas *c, int row, int end, int64_t n)
{
	char text[24] = "-";

	if (n >= 0)
		text_format(text, sizeof text, "%lld", (long long)n);
	canvas_right(c, row, end, PAINT_TEXT, text);
}

static void resource_row(const struct painting *p, struct canvas *c, int row, size_t index, bool selected)
{
	const struct provider_resource *x = p->view->resources[index];
	const struct resource *r = catalog_find(p->app->catalog, x->id);

	canvas_text(c, row, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, row, 3, PAINT_TEXT, x->id);
	canvas_field(c, row, 12, 22, selected ? PAINT_HEAD : PAINT_TEXT, r ? i18n_pick(r->name, r->name_en) : "");
	number(c, row, ASKS_END, x->asks);
	number(c, row, LOST_END, x->failed + x->refused);
	number(c, row, RAISED_END, x->raised);
	share(c, row, RATE_END, x->raised, x->asks);
	share(c, row, WRONG_END, x->confirmed, x->raised);
	number(c, row, DAYS_END, provider_resource_days(x));
}

static void draw_heads(struct canvas *c, int row)
{
	canvas_text(c, row, 3, PAINT_DIM, _("Resource"));
	figures_head(c, row, ASKS_END, _("Asks"));
	figures_head(c, row, LOST_END, _("Lost"));
	figures_head(c, row, RAISED_END, _("Obj."));
	figures_head(c, row, RATE_END, _("Of asks"));
	figures_head(c, row, WRONG_END, _("Wrong"));
	figures_head(c, row, DAYS_END, _("Days"));
}

static void trouble_row(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	const struct painting *p = ctx;
	if (index < p->view->n_resources) {
		resource_row(p, c, row, index, selected);
		return;
	}
	const struct provider_trouble *t = p->view->rows[index - p->view->n_resources];
	const struct resource *r = catalog_find(p->app->catalog, t->resource);
	bool ask = uid_none(&t->objection);
	const struct objection *o = ask ? NULL : objections_find(p->app->objections, &t->objection);
	char at[20];

	clock_format(t->at_ms, at);
	at[5 + TIME_CHARS] = '\0';
	canvas_text(c, row, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, row, 3, ask ? PAINT_MISS : PAINT_STALE, ask ? "!" : "?");
	canvas_text(c, row, TIME_COL, PAINT_DIM, at + 5);
	canvas_field(c, row, NAME_COL, WHAT_COL - NAME_COL - 1, selected ? PAINT_HEAD : PAINT_TEXT,
		r ? i18n_pick(r->name, r->name_en) : t->resource);
	canvas_field(c, row, WHAT_COL, c->cols - WHAT_COL - 1, PAINT_TEXT, ask ? _(outcome_text(t->outcome)) :
		o ? _(objection_text(o->state)) : _("Objection"));
}

static void draw_sums(const struct provider *p, struct canvas *c, int row)
{
	int middle = provider_within_ms(p, MEDIAN), slow = provider_within_ms(p, SLOW);
	int days = provider_median_days(p), col;

	col = canvas_printf(c, row, 3, PAINT_TEXT, _("Asks %u   lost %u   barred %u"), p->asks, p->failed, p->refused);
	if (middle >= 0)
		canvas_printf(c, row, col + 3, PAINT_TEXT, _("half within %d.%d s   95%% within %d.%d s"),
			middle / 1000, middle % 1000 / 100, slow / 1000, slow % 1000 / 100);
	col = canvas_printf(c, row + 1, 3, PAINT_TEXT, _("Objections sent %u   answered %u   found wrong %u"),
		p->raised, p->answered, p->confirmed);
	if (days >= 0)
		canvas_printf(c, row + 1, col + 3, PAINT_TEXT, _("working days to reply %d"), days);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *v = state;
	struct painting p = {a, v};
	char right[40];

	figures_span(&v->of.range, right);
	struct frame f = frame_draw(a, c, i18n_pick(v->of.one->name, v->of.one->name_en), STEP_NONE, "");
	canvas_fill(c, 1, 0, c->cols, PAINT_TEXT);
	canvas_fill(c, 2, 0, c->cols, PAINT_TEXT);
	canvas_text(c, 1, 1, PAINT_HEAD, v->office);
	canvas_right(c, 1, c->cols - 1, PAINT_DIM, right);
	draw_sums(v->of.one, c, f.body_top);
	canvas_rule(c, f.body_top + 2, 0, f.width);
	draw_heads(c, f.body_top + 3);
	list_draw(&v->list, c, f.body_top + 4, f.body_rows - 4, trouble_row, &p);
	canvas_cursor(c, f.body_top + 4 + (int)(v->list.at - list_top(&v->list, f.body_rows - 4)), 0);
	frame_hint(a, c, VOICE_HINT, _("! no answer, ? objection. Enter opens the case, F8 makes the letter"));
}

const struct screen screen_figure_provider = {
	.name = "figure-provider", .title = N_("Shared data"), .bit = IN_PAPER,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .draw = draw,
	.leave = leave,
};

/* ---- the letter ---- */

struct shown {
	struct slip_kept kept;
	struct page page;
	char office[96];
};

static enum err enter_letter(struct app *a, void *state, const void *arg)
{
	const struct figures_provider *of = arg;
	struct shown *v = state;
	struct letter letter = {of->all, of->one, a->catalog, a->objections, of->range};
	struct slip_place place = {.hall = a->hall, .clerk = a->operator_id, .phone = "12345",
		.window = a->window, .catalog = a->catalog, .training = a->demo};

	text_copy(v->office, sizeof v->office, provider_office(of->one, a->catalog));
	return provider_letter_make(a->store, &letter, &place, SLIP_PAGE, &v->kept);
}

static void leave_letter(struct app *a, void *state)
{
	struct shown *v = state;

	(void)a;
	station_paper_release(&v->kept);
}

static void print(struct app *a, struct shown *v)
{
	enum err e = desk_print_slip(a->desk, &v->kept);

	if (e == ERR_BUSY) {
		app_say(a, VOICE_BUSY, "%s", _("The printer still has others; press again in a moment"));
	} else if (e) {
		app_fail(a, e);
	} else {
		v->kept.printed++;
		app_say(a, VOICE_BUSY, "%s", _("The letter is being printed; sign and seal it"));
	}
}

static void act_letter(struct app *a, void *state, enum action action)
{
	struct shown *v = state;

	switch (action) {
	case ACT_BACK: case ACT_BACK_STEP: app_pop(a); break;
	case ACT_PRINT: case ACT_NEXT_STEP: print(a, v); break;
	default: page_act(&v->page, action);
	}
}

static void draw_letter(const struct app *a, void *state, struct canvas *c)
{
	struct shown *v = state;
	struct frame f = frame_draw(a, c, v->office, STEP_NONE, "");
	char line[64];

	if (v->kept.printed)
		text_format(line, sizeof line, _("A4  printed %d times"), v->kept.printed);
	else
		text_copy(line, sizeof line, _("A4  not printed"));
	canvas_fill(c, 2, 0, c->cols, PAINT_TEXT);
	canvas_text(c, 2, 1, PAINT_TEXT, line);
	canvas_cursor(c, f.body_top, 0);
	page_draw(&v->page, c, f.body_top, f.body_rows, f.width, v->kept.columns, v->kept.bytes, v->kept.len);
	frame_hint(a, c, VOICE_HINT, _("As it is kept and printed. F8 or Ctrl+P prints, Esc goes back"));
}

const struct screen screen_figure_letter = {
	.name = "figure-letter", .title = N_("Letter on shared data"), .bit = IN_PAPER,
	.state_size = sizeof(struct shown), .enter = enter_letter, .act = act_letter, .text = text,
	.draw = draw_letter, .leave = leave_letter,
};
