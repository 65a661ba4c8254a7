/* SPDX-License-Identifier: MIT
 *
 * S17 统计: figures of today, this week, this month, the last 30 days, the month before; by
 * department, window, item, person and hour; what departments gave, the hall's own check. A
 * supervisor sees the hall, a clerk the own cases. Enter leads from any number to its cases.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/frame.h"
#include "tui/screens/figures_state.h"

enum { PAGE = 11, STEP_MS = 6, TELL_MS = 500 };

static const struct {
	enum grouping by;
	const struct figures_page *page;
} sections[SECTIONS] = {
#define X(name, text, by, page) [name] = {by, &page},
	SECTION_TABLE(X)
#undef X
};

static const struct figures_page *page_of(const struct figures_view *s)
{
	return sections[s->section].page;
}

enum grouping figures_by(const struct figures_view *s)
{
	return s->own ? BY_OPERATOR : sections[s->section].by;
}

static struct range range_of(enum span span)
{
	day_t today = clock_today(), first = today;
	int year, month, day;

	day_split(today, &year, &month, &day);
	if (span == SPAN_WEEK)
		first = today - day_weekday(today);
	else if (span == SPAN_MONTH)
		first = day_of(year, month, 1);
	else if (span == SPAN_THIRTY)
		first = today - 29;
	else if (span == SPAN_BEFORE)
		return month > 1 ? range_month(year, month - 1) : range_month(year - 1, 12);
	return range_days(first, today);
}

const struct tally *figures_own(const struct app *a, const struct figures_view *s)
{
	static const struct tally nothing;

	for (size_t i = 0; i < s->f.n; i++)
		if (text_equal(s->f.groups[i].key, a->operator_id))
			return &s->f.groups[i].tally;
	return &nothing;
}

/* ---- reading ---- */

static void stop(struct figures_view *s)
{
	if (s->busy)
		page_of(s)->stop(s);
	s->busy = false;
}

static void failed(struct app *a, struct figures_view *s, enum err e)
{
	stop(s);
	list_set(&s->list, 0);
	app_fail(a, e);
}

static void read_on(struct app *a, struct figures_view *s)
{
	bool whole = false;
	enum err e = page_of(s)->step(a, s, STEP_MS, &whole);

	a->dirty = true;
	if (e) {
		failed(a, s, e);
		return;
	}
	if (!whole && !s->told && clock_mono_ms() - s->begun_ms > TELL_MS) {
		s->told = true;
		app_say(a, VOICE_HINT, _("Counting: %llu so far"), (unsigned long long)page_of(s)->so_far(s));
	}
	a->soon = !whole;
	if (!whole)
		return;
	s->busy = false;
	s->at_ms = clock_now_ms();
	if (s->told)
		app_say(a, VOICE_HINT, _("Counted: %llu"), (unsigned long long)page_of(s)->so_far(s));
	list_set(&s->list, page_of(s)->rows(s));
}

static void load(struct app *a, struct figures_view *s)
{
	stop(s);
	s->told = false;
	s->begun_ms = clock_mono_ms();
	s->range = range_of(s->span);
	enum err e = page_of(s)->start(a, s);
	if (e) {
		failed(a, s, e);
		return;
	}
	s->busy = true;
	read_on(a, s);
}

static void drop(struct figures_view *s)
{
	stop(s);
	figures_release(&s->f);
	providers_stop(s->shared);
	s->shared = NULL;
	s->index.check.rows.n = 0;
	s->appeals = (struct appeal_figures){.now_ms = 0};
	mem_free(s->ratings);
	s->ratings = NULL;
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct figures_view *s = state;

	(void)now_ms;
	if (s->busy)
		read_on(a, s);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct figures_view *s = state;
	const struct operator_info *me = operator_current(a->store);

	(void)arg;
	if (!me)
		return ERR_LOCKED;
	s->own = me->role != ROLE_SUPERVISOR;
	load(a, s);
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct figures_view *s = state;

	(void)a;
	drop(s);
}

/* ---- keys ---- */

static void turn_to(struct app *a, struct figures_view *s, int section)
{
	if (s->own && section != SECTION_ALL) {
		app_say(a, VOICE_HINT, "%s", _("Figures of the hall are the supervisor's; these are your own"));
		return;
	}
	drop(s);
	s->section = (enum section)((section + SECTIONS) % SECTIONS);
	list_set(&s->list, 0);
	load(a, s);
}

static void turn_span(struct app *a, struct figures_view *s)
{
	drop(s);
	s->span = (enum span)((s->span + 1) % SPANS);
	list_set(&s->list, 0);
	load(a, s);
}

static void open_row(struct app *a, struct figures_view *s)
{
	if (!s->busy && s->list.at < s->list.count)
		page_of(s)->enter(a, s);
}

static void act(struct app *a, void *state, enum action action)
{
	struct figures_view *s = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_ENTER: open_row(a, s); break;
	case ACT_FETCH:
		load(a, s);
		app_say(a, VOICE_HINT, "%s", _("This page is up to date"));
		break;
	case ACT_PICK: turn_span(a, s); break;
	case ACT_VIEW: case ACT_TAB: case ACT_RIGHT: turn_to(a, s, (int)s->section + 1); break;
	case ACT_BACKTAB: case ACT_LEFT: turn_to(a, s, (int)s->section - 1); break;
	default: list_act(&s->list, action, PAGE); break;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	int digit = app_digit(cp);

	if (digit < 0)
		app_ime_hint(a);
	else if ((digit + 9) % 10 < SECTIONS) /* 0 is the tenth */
		turn_to(a, state, (digit + 9) % 10);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

static void back(struct app *a, void *state)
{
	load(a, state);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	figures_paint(a, state, c);
}

const struct screen screen_figures = {
	.name = "figures", .title = N_("Figures"), .bit = IN_FIGURES,
	.state_size = sizeof(struct figures_view), .enter = enter, .act = act, .text = text,
	.digits = digits, .draw = draw, .tick = tick, .back = back, .leave = leave,
};
