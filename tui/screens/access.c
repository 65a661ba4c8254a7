/* SPDX-License-Identifier: MIT
 *
 * Who read my data, as a document: found step by step, shown once it is in the journal that it was
 * read, printed for the citizen by F8 or Ctrl+P.
 */
#include "tui/screens/access.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/casework/papers/access.h"
#include "tui/frame.h"
#include "tui/page.h"

enum { STEP_EVENTS = 100, STEP_MS = 6 };

struct view {
	bool of_case, shown;
	struct access_search *search;
	struct buf text;
	struct page page;
};

void access_open(struct app *a, bool of_case)
{
	const struct casefile *f = desk_case(a->desk);
	enum err e = ERR_STATE;

	if (!f || (!of_case && !*f->subject))
		app_say(a, VOICE_HINT, "%s", _("Open the person's case first: read the card, or take it from a list"));
	else if (of_case && !desk_may(a->desk, RIGHT_WATCH))
		app_say(a, VOICE_PROBLEM, "%s", _("Who looked at a case is for supervisors to read"));
	else if ((e = app_push(a, &screen_access, &of_case)) != OK)
		app_fail(a, e);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *v = state;
	const struct casefile *f = desk_case(a->desk);

	v->of_case = *(const bool *)arg;
	v->search = access_search_new(a->store, v->of_case ? NULL : f->subject, &f->id);
	buf_init(&v->text, SLIP_BYTES * 4);
	a->soon = true;
	return OK;
}

static void forget(struct app *a, void *state)
{
	struct view *v = state;

	(void)a;
	access_search_free(v->search);
	v->search = NULL;
	buf_release(&v->text);
}

static void leave(struct app *a, void *state)
{
	forget(a, state);
}

static void show(struct app *a, struct view *v)
{
	struct slip_place place = {.hall = a->hall, .clerk = a->operator_id, .phone = "12345",
		.catalog = a->catalog, .training = a->demo};
	struct operator_info *people = NULL;
	size_t n = 0;
	enum err e = access_record(v->search, a->window);

	if (e == ERR_BUSY) { /* another window is writing: from the next tick */
		a->screen_due_ms = clock_mono_ms() + KEY_AGAIN_MS;
		return;
	}
	if (!e)
		e = operator_list(a->store, &people, &n);
	if (!e)
		e = access_render(v->search, &place, people, n, SLIP_PAGE, &v->text);
	mem_free(people);
	v->shown = !e;
	a->dirty = true;
	if (e) {
		app_pop(a); /* v is gone from here on */
		app_fail(a, e);
	}
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *v = state;
	bool done = false;
	enum err e = OK;

	if (v->shown || !v->search)
		return;
	do
		e = access_search_step(v->search, STEP_EVENTS, &done);
	while (!e && !done && clock_mono_ms() - now_ms < STEP_MS);
	a->soon = !e && !done;
	a->dirty = true;
	if (done) {
		show(a, v);
	} else if (e) {
		app_pop(a);
		app_fail(a, e);
	}
}

static void print(struct app *a, const struct view *v)
{
	enum err e = v->shown ? desk_print_text(a->desk, "access", SLIP_PAGE, &v->text) : ERR_BUSY;

	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_BUSY, "%s", _("Printing the record for the citizen"));
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *v = state;

	switch (action) {
	case ACT_BACK: case ACT_BACK_STEP: app_pop(a); break;
	case ACT_PRINT: case ACT_NEXT_STEP: print(a, v); break;
	default: page_act(&v->page, action);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state;
	if (app_digit(cp) < 0)
		app_ime_hint(a);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *v = state;
	char right[64] = "";

	if (v->shown)
		text_format(right, sizeof right, _("%zu entries"),
			access_found(v->search)->n + access_found(v->search)->more);
	struct frame f = frame_draw(a, c, "", STEP_NONE, right);
	frame_person(a, c, 1);
	canvas_cursor(c, f.body_top, 0);
	if (!v->shown) {
		canvas_printf(c, f.body_top + 1, 3, PAINT_TEXT, _("Reading the journal: %llu events"),
			v->search ? (unsigned long long)access_found(v->search)->read : 0ULL);
		frame_hint(a, c, VOICE_BUSY, _("Every look-up, view and print is being collected"));
		return;
	}
	page_draw(&v->page, c, f.body_top, f.body_rows, c->cols, SLIP_PAGE, buf_text(&v->text), v->text.len);
	frame_hint(a, c, VOICE_HINT, _("That it was read is recorded. Ctrl+P prints for the citizen, Esc goes back"));
}

const struct screen screen_access = {
	.name = "access", .title = N_("Who read the data"), .bit = IN_PAPER, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .draw = draw, .tick = tick, .forget = forget, .leave = leave,
};
