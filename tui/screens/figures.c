/* SPDX-License-Identifier: MIT
 *
 * S17 统计: figures of today, this week, this month, the last 30 days; by department, window, item,
 * person and hour; what people objected to. A supervisor sees the hall, a clerk the own cases.
 * Enter leads from any number to its cases.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/standards/workday.h"
#include "tui/frame.h"
#include "tui/screens/figures_state.h"

enum { PAGE = 11, STEP_MS = 6, TELL_MS = 500 };

static const enum grouping groupings[SECTIONS] = {
#define X(name, text, by) [name] = by,
	SECTION_TABLE(X)
#undef X
};

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

/* ---- objections ---- */

static struct quality *quality_of(struct figures_view *s, const char *resource)
{
	for (int i = 0; i < s->n_quality; i++)
		if (text_equal(s->quality[i].resource, resource))
			return &s->quality[i];
	if (s->n_quality == QUALITY_ROWS)
		return NULL;
	struct quality *q = &s->quality[s->n_quality++];
	*q = (struct quality){.raised = 0};
	text_copy(q->resource, sizeof q->resource, resource);
	return q;
}

static void count_objection(struct quality *q, const struct objection *o)
{
	q->raised++;
	q->wrong += o->state == OBJECTION_FIXED || o->answer == ANSWER_CORRECTED;
	q->answered += o->answered_ms != 0;
	if (o->answered_ms && q->n_days < (int)COUNT_OF(q->days)) {
		struct civil from = clock_civil(o->raised_ms), to = clock_civil(o->answered_ms);
		q->days[q->n_days++] = workday_between(day_of(from.year, from.month, from.day),
			day_of(to.year, to.month, to.day));
	}
}

static void read_quality(struct app *a, struct figures_view *s)
{
	const struct objection *const *all;

	s->n_quality = 0;
	if (objections_refresh(a->objections))
		return;
	for (size_t i = 0, n = objections_all(a->objections, &all); i < n; i++) {
		struct quality *q = NULL;
		if (all[i]->raised_ms >= s->f.range.from_ms && all[i]->raised_ms < s->f.range.to_ms)
			q = quality_of(s, all[i]->resource);
		if (q)
			count_objection(q, all[i]);
	}
}

/* ---- reading ---- */

static size_t rows_of(const struct figures_view *s)
{
	if (s->section == SECTION_ALL)
		return FIGURE_COUNT;
	if (s->section == SECTION_HOUR)
		return 0;
	if (s->section == SECTION_INDEX)
		return s->index.check.rows.n;
	return s->section == SECTION_QUALITY ? (size_t)s->n_quality : s->f.n;
}

static void stop(struct figures_view *s)
{
	figures_stop(s->reading);
	s->reading = NULL;
}

static void read_on(struct app *a, struct figures_view *s)
{
	bool whole = false;
	enum err e = figures_step(s->reading, STEP_MS, &whole);

	a->dirty = true;
	if (e) {
		stop(s);
		app_fail(a, e);
		return;
	}
	if (!whole) {
		if (!s->told && clock_mono_ms() - s->begun_ms > TELL_MS) {
			s->told = true;
			app_say(a, VOICE_HINT, _("Counting: %llu cases so far"),
				(unsigned long long)figures_so_far(s->reading));
		}
		a->soon = true;
		return;
	}
	figures_release(&s->f);
	figures_whole(s->reading, &s->f);
	s->reading = NULL;
	s->at_ms = clock_now_ms();
	if (s->told)
		app_say(a, VOICE_HINT, _("Counted: %llu cases"), (unsigned long long)s->f.cases);
	if (s->section == SECTION_QUALITY)
		read_quality(a, s);
	else if (s->section == SECTION_INDEX && (e = figures_index_read(a, s)) != OK)
		app_fail(a, e);
	list_set(&s->list, rows_of(s));
}

static void load(struct app *a, struct figures_view *s)
{
	struct range r = range_of(s->span);

	stop(s);
	s->told = false;
	s->begun_ms = clock_mono_ms();
	figures_start(a->store, &r, s->own ? BY_OPERATOR : groupings[s->section], &s->reading);
	read_on(a, s);
}

/* Of another section or span: what stands here does not fit it. */
static void load_other(struct app *a, struct figures_view *s)
{
	figures_release(&s->f);
	list_set(&s->list, 0);
	load(a, s);
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct figures_view *s = state;

	(void)now_ms;
	if (s->reading)
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
	stop(s);
	figures_release(&s->f);
}

/* ---- keys ---- */

static void turn_to(struct app *a, struct figures_view *s, int section)
{
	if (s->own && section != SECTION_ALL) {
		app_say(a, VOICE_HINT, "%s", _("Figures of the hall are the supervisor's; these are your own"));
		return;
	}
	s->section = (enum section)((section + SECTIONS) % SECTIONS);
	load_other(a, s);
}

static void drill(struct app *a, struct figures_view *s)
{
	struct figures_drill d = {.range = s->f.range, .figure = FIGURE_RECEIVED, .by = s->f.by};

	if (s->reading || s->section == SECTION_QUALITY || s->section == SECTION_HOUR ||
		s->list.at >= s->list.count)
		return;
	if (s->section == SECTION_INDEX) {
		const struct indicator *i = &s->index.check.rows.list[s->list.at];
		if (i->of != OF_CASES) {
			app_say(a, VOICE_HINT, "%s", _("No cases stand behind this one; what would move it is below the table"));
			return;
		}
		d.figure = (enum figure)i->which;
	} else if (s->section == SECTION_ALL) {
		d.figure = (enum figure)s->list.at;
		if (s->own)
			text_copy(d.key, sizeof d.key, a->operator_id);
	} else {
		text_copy(d.key, sizeof d.key, s->f.groups[s->list.at].key);
		text_copy(d.name, sizeof d.name, s->f.groups[s->list.at].name);
	}
	enum err e = app_push(a, &screen_figure_cases, &d);
	if (e)
		app_fail(a, e);
}

static void act(struct app *a, void *state, enum action action)
{
	struct figures_view *s = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_ENTER: drill(a, s); break;
	case ACT_FETCH: load(a, s); break;
	case ACT_PICK:
		s->span = (enum span)((s->span + 1) % SPANS);
		load_other(a, s);
		break;
	case ACT_VIEW: case ACT_TAB: case ACT_RIGHT: turn_to(a, s, (int)s->section + 1); break;
	case ACT_BACKTAB: case ACT_LEFT: turn_to(a, s, (int)s->section - 1); break;
	default: list_act(&s->list, action, PAGE); break;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	int digit = app_digit(cp);

	if (digit >= 1 && digit <= SECTIONS)
		turn_to(a, state, digit - 1);
	else if (digit < 0)
		app_ime_hint(a);
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
