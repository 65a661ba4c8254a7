/* SPDX-License-Identifier: MIT
 *
 * Appeals 诉求: saved views on digits, most urgent first; Enter opens one. Nobody's name stands here.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/casework/appeal.h"
#include "core/standards/codes.h"
#include "core/standards/workday.h"
#include "tui/choose.h"
#include "tui/frame.h"
#include "tui/list.h"
#include "tui/screens/appeal_page.h"

enum { MOST = 1000, DETAIL_ROWS = 3, UNITS = 32, AGAIN_MS = 20000, HOUR_MS = 3600000 };

struct view {
	enum appeal_tab tab;
	struct list list;
	struct appeal_row *rows;
	size_t n;
	uint64_t counts[APPEAL_TABS];
	char department[32];         /* "": every unit */
	char units[UNITS][32];
	struct choose_row choices[UNITS + 1];
	int64_t now_ms;              /* of the lights */
	bool figures;
	struct appeal_figures sums;
};

static bool may(const struct app *a)
{
	const struct operator_info *me = operator_current(a->store);

	return me && (role_may(me->role, RIGHT_APPEALS) || role_may(me->role, RIGHT_EXAMINE) ||
			     role_may(me->role, RIGHT_TAKEOVER));
}

/* ---- reading ---- */

static void load(struct app *a, struct view *s)
{
	struct appeal_filter f = {.tab = s->tab, .department = *s->department ? s->department : NULL,
		.now_ms = clock_now_ms()};

	if (!store_unlocked(a->store))
		return;
	mem_free(s->rows);
	s->rows = NULL;
	s->n = 0;
	s->now_ms = f.now_ms;
	enum err e = appeal_counts(a->store, &f, s->counts);
	if (!e)
		e = appeal_rows(a->store, &f, MOST, 0, &s->rows, &s->n);
	if (e)
		app_fail(a, e);
	list_set(&s->list, s->n);
	a->dirty = true;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	(void)arg;
	if (!may(a))
		return ERR_DENIED;
	load(a, s);
	for (int t = 0; t < APPEAL_TABS && !s->n; t++) { /* the first one with something in it */
		s->tab = (enum appeal_tab)t;
		if (s->counts[t])
			load(a, s);
	}
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	mem_free(s->rows);
}

/* Lights go on while nobody presses a key. */
static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	if (clock_now_ms() - s->now_ms >= AGAIN_MS && !s->figures)
		load(a, s);
	a->screen_due_ms = now_ms + AGAIN_MS;
}

static void back(struct app *a, void *state)
{
	load(a, state);
}

/* ---- keys ---- */

static void choose_tab(struct app *a, struct view *s, int tab)
{
	if (tab < 0 || tab >= APPEAL_TABS)
		return;
	s->figures = false;
	s->tab = (enum appeal_tab)tab;
	s->list.at = 0;
	load(a, s);
}

static void open_row(struct app *a, struct view *s)
{
	if (s->list.at >= s->n)
		return;
	struct uid id = s->rows[s->list.at].id;
	app_line_clear(a);
	for (size_t i = 0; i < s->n; i++)
		app_line_add(a, &s->rows[i].id);
	app_open_case(a, &id);
}

static void unit_taken(struct app *a, void *ctx, int index)
{
	struct view *s = ctx;

	if (index < 0)
		return;
	text_copy(s->department, sizeof s->department, index ? s->units[index - 1] : "");
	s->list.at = 0;
	load(a, s);
}

static void ask_unit(struct app *a, struct view *s)
{
	const struct code *units;
	size_t all = codes_list(APPEAL_UNITS, &units), n = 0;

	s->choices[0] = (struct choose_row){"", _("Every unit")};
	for (size_t i = 0; i < all && n < UNITS; i++) {
		appeal_department(a->directory, units[i].code, s->units[n]);
		s->choices[n + 1] = (struct choose_row){units[i].code,
			i18n_pick(units[i].name, units[i].name_en)};
		n++;
	}
	struct choose_arg arg = {.title = _("Of which unit?"), .rows = s->choices, .n = n + 1,
		.filter = true, .done = unit_taken, .ctx = s};
	(void)!choose_open(a, &arg);
}

static void show_figures(struct app *a, struct view *s)
{
	s->figures = !s->figures;
	if (s->figures && appeal_figures_read(a->store, clock_now_ms(), APPEAL_FIGURE_DAYS, &s->sums))
		s->figures = false;
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_BACK:
		if (s->figures)
			s->figures = false;
		else
			app_pop(a);
		break;
	case ACT_ENTER: case ACT_NEXT_STEP: open_row(a, s); break;
	case ACT_PICK: ask_unit(a, s); break;
	case ACT_VIEW: show_figures(a, s); break;
	case ACT_FETCH:
		load(a, s);
		app_say(a, VOICE_HINT, "%s", _("The list is up to date"));
		break;
	case ACT_TAB: choose_tab(a, s, ((int)s->tab + 1) % APPEAL_TABS); break;
	case ACT_BACKTAB: choose_tab(a, s, ((int)s->tab + APPEAL_TABS - 1) % APPEAL_TABS); break;
	default: list_act(&s->list, action, 9);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	int digit = app_digit(cp);

	if (digit >= 1)
		choose_tab(a, state, digit - 1);
	else
		app_ime_hint(a);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

/* ---- drawing ---- */

static const char *tab_text(int tab)
{
	static const char *const texts[APPEAL_TABS] = {
#define X(name, text) [name] = text,
		APPEAL_TAB_TABLE(X)
#undef X
	};

	return _(texts[tab]);
}

static void draw_tabs(const struct view *s, struct canvas *c)
{
	for (int t = 0; t < APPEAL_TABS; t++) {
		bool now = t == (int)s->tab && !s->figures;
		char text[64];
		text_format(text, sizeof text, now ? "[%d %s %llu]" : " %d %s %llu ", t + 1, tab_text(t),
			(unsigned long long)s->counts[t]);
		canvas_text(c, 1 + t / 4, 1 + t % 4 * 19, now ? PAINT_HEAD : PAINT_DIM, text);
	}
}

const char *appeal_kind_short(int kind)
{
	static const char *const names[] = {N_("Question"), N_("Help wanted"), N_("Complaint"), N_("Report"),
		N_("Suggestion")};

	return kind >= 1 && kind <= (int)COUNT_OF(names) ? _(names[kind - 1]) : "";
}

static const char *subject_name(const struct appeal_row *r)
{
	const struct code *subject = codes_find("appeal_subject", r->subject);

	if (subject)
		return i18n_pick(subject->name, subject->name_en);
	return r->hotline == HOTLINE_12358 ? _("Prices") : "";
}

/* Kept secret, supervised, urged so often, the same again. */
static void marks(const struct appeal_row *r, char out[24])
{
	char urged[8] = "";

	if (r->urged)
		text_format(urged, sizeof urged, _("urg%d"), r->urged);
	text_format(out, 24, "%s%s%s%s", r->flags & APPEAL_FLAG_SECRET ? _("sec ") : "",
		r->flags & APPEAL_FLAG_SUPERVISED ? _("sup ") : "",
		r->flags & APPEAL_FLAG_REPEATED ? _("rep ") : "", urged);
}

static day_t day_of_ms(int64_t wall_ms)
{
	struct civil t = clock_civil(wall_ms);

	return day_of(t.year, t.month, t.day);
}

/* Price reports count every day, the others working days. */
static int days_between(const struct view *s, const struct appeal_row *r)
{
	day_t today = day_of_ms(s->now_ms), due = day_of_ms(r->next_ms - 1);
	day_t from = today < due ? today : due, to = today < due ? due : today;

	return r->hotline == HOTLINE_12358 ? to - from : workday_between(from, to);
}

static enum paint light(const struct view *s, const struct appeal_row *r, char out[32])
{
	int64_t left = r->next_ms - s->now_ms;
	bool hours = left < 24LL * HOUR_MS && left > -24LL * HOUR_MS;
	long long n = hours ? (left < 0 ? -left : left) / HOUR_MS : days_between(s, r);

	*out = '\0';
	if (!r->next_ms || r->closed)
		return PAINT_DIM;
	if (left <= 0)
		text_format(out, 32, hours ? _("[red] %lldh late") : _("[red] %lldd late"), n);
	else
		text_format(out, 32, hours ? _("[amber] %lldh") : _("[green] %lldd"), n);
	return left <= 0 ? PAINT_BAD : hours ? PAINT_STALE : PAINT_OK;
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct view *s = ctx;
	const struct appeal_row *r = &s->rows[index];
	char due[32], flags[24];
	enum paint p = light(s, r, due);

	marks(r, flags);
	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, at, 3, 15, PAINT_TEXT, r->number);
	canvas_field(c, at, 19, 10, PAINT_TEXT, appeal_kind_short(r->kind));
	canvas_field(c, at, 30, 12, PAINT_TEXT, subject_name(r));
	canvas_field(c, at, 43, 8, PAINT_TEXT, r->department);
	canvas_field(c, at, 52, 7, PAINT_MISS, flags);
	canvas_field(c, at, 60, c->cols - 61, p, due);
	if (selected)
		canvas_paint(c, at, 3, 48, PAINT_SEL);
}

static void draw_chosen(const struct view *s, struct canvas *c, int top)
{
	const struct appeal_row *r = s->list.at < s->n ? &s->rows[s->list.at] : NULL;
	enum appeal_state state = APPEAL_NONE;
	char day[11] = "", stamp[20];

	if (!r)
		return;
	(void)appeal_parse(r->state, &state);
	if (r->due != DAY_NONE)
		day_format(r->due, day);
	clock_format(r->registered_ms, stamp);
	const struct code *unit = codes_find(APPEAL_UNITS, r->unit);
	canvas_rule(c, top, 3, c->cols - 6);
	canvas_printf(c, top + 1, 3, PAINT_HEAD, "%s  %s", _(appeal_text(state)),
		unit ? i18n_pick(unit->name, unit->name_en) : "");
	canvas_printf(c, top + 2, 3, PAINT_TEXT, _("registered %.16s   answer by %s   urged %d"), stamp,
		day, r->urged);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	const struct view *s = state;
	struct frame f = frame_draw(a, c, s->department, STEP_NONE, "");
	int rows = f.body_rows - DETAIL_ROWS;

	draw_tabs(s, c);
	canvas_cursor(c, f.body_top, 1);
	if (s->figures) {
		appeal_figures_draw(&s->sums, c, f.body_top);
		frame_hint(a, c, VOICE_HINT, _("The last 30 days. F6 goes back to the list"));
		return;
	}
	list_draw(&s->list, c, f.body_top, rows, row, s);
	if (s->n)
		canvas_cursor(c, f.body_top + (int)(s->list.at - list_top(&s->list, rows)), 1);
	else
		canvas_text(c, f.body_top, 3, PAINT_DIM, _("No appeal is here"));
	draw_chosen(s, c, f.body_top + rows);
	frame_hint(a, c, VOICE_HINT, _("Digits change the view, Enter opens, F4 a unit, F6 figures"));
}

static bool offers(const struct app *a, const void *state, enum action act)
{
	(void)a, (void)state;
	return act != ACT_BACK_STEP; /* a list has no case before it */
}

const struct screen screen_appeals = {
	.name = "appeals", .title = N_("Appeals"), .bit = IN_APPEAL, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .digits = digits, .offers = offers, .draw = draw, .tick = tick,
	.back = back, .leave = leave,
};
