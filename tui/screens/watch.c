/* SPDX-License-Identifier: MIT
 *
 * Machine supervision: what the rules of core/casework/oversight/watch.h find in the last 30 days, read in small
 * steps. Enter opens the case, F8 answers a finding: what it comes to, then in words why.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/oversight/watch.h"
#include "core/casework/shelf.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/frame.h"
#include "tui/list.h"
#include "tui/screens/watch_detail.h"

enum { DAYS = 30, STEP_MS = 5, DETAIL_ROWS = 5, PAGE = 9 };

struct view {
	struct watch *watch;         /* NULL: locked */
	struct shelf *shelf;
	bool whole, all;             /* all: answered ones are shown, too */
	const struct watch_finding *findings;
	size_t shown[WATCH_MOST];
	struct list list;
	size_t answering;            /* index of findings */
	enum watch_verdict verdict;
};

/* ---- what is shown ---- */

static void show(struct app *a, struct view *s)
{
	size_t n = watch_findings(s->watch, &s->findings), kept = 0;

	for (size_t i = 0; i < n && s->whole; i++)
		if (s->all || s->findings[i].verdict == WATCH_OPEN)
			s->shown[kept++] = i;
	list_set(&s->list, kept);
	a->dirty = true;
}

static void forget(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	watch_free(s->watch);
	shelf_free(s->shelf);
	s->watch = NULL;
	s->shelf = NULL;
	s->whole = false;
	list_set(&s->list, 0);
}

static enum err start(struct app *a, struct view *s)
{
	int64_t now = clock_now_ms();

	forget(a, s);
	enum err e = shelf_new(a->store, a->directory, &s->shelf);
	if (!e)
		e = watch_new(a->store, shelf_find, s->shelf, now - (int64_t)DAYS * 86400000, now + 1,
			&s->watch);
	a->soon = !e;
	a->dirty = true;
	return e;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	(void)arg;
	return start(a, state);
}

static void back(struct app *a, void *state)
{
	struct view *s = state;
	enum err e = s->watch ? OK : start(a, s);

	if (e)
		app_fail(a, e);
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	(void)now_ms;
	if (!s->watch || s->whole || !store_unlocked(a->store))
		return;
	enum err e = watch_step(s->watch, STEP_MS, &s->whole);
	if (e) {
		app_fail(a, e);
		forget(a, s);
		return;
	}
	a->soon = !s->whole;
	if (s->whole)
		show(a, s);
}

static const struct watch_finding *focus(const struct view *s)
{
	return s->list.at < s->list.count ? &s->findings[s->shown[s->list.at]] : NULL;
}

/* ---- answering ---- */

static void said(struct app *a, void *ctx, const char *words)
{
	struct view *s = ctx;

	if (!words || !s->watch)
		return;
	enum err e = watch_answer(s->watch, s->answering, s->verdict, words);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s", _("The answer is written down"));
	show(a, s);
}

static void verdict_chosen(struct app *a, void *ctx, int index)
{
	static const char *const reasons[] = {N_("Looked at with the clerk and the department"),
		N_("The department was late with its answer"), N_("The applicant was told and agreed"),
		N_("An error of the program, reported")};
	static struct choose_row rows[COUNT_OF(reasons)];
	struct view *s = ctx;

	if (index < 0)
		return;
	s->verdict = (enum watch_verdict)(WATCH_EXPLAINED + index);
	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		rows[i] = (struct choose_row){_(reasons[i]), _(reasons[i])};
	struct choose_arg arg = {.title = _(watch_verdict_text(s->verdict)), .rows = rows,
		.n = COUNT_OF(reasons), .own = _("In own words"), .taken = said, .ctx = s};
	(void)!choose_open(a, &arg);
}

static void answer(struct app *a, struct view *s)
{
	static struct choose_row rows[WATCH_VERDICTS - 1];
	const struct watch_finding *f = focus(s);
	char title[APP_MESSAGE];

	if (!f)
		return;
	if (f->verdict != WATCH_OPEN) {
		app_say(a, VOICE_HINT, "%s", _("This has been answered already"));
		return;
	}
	if (text_equal(f->actor, a->operator_id)) {
		app_say(a, VOICE_PROBLEM, "%s", _("This is about you: another supervisor answers it"));
		return;
	}
	s->answering = s->shown[s->list.at];
	for (int v = WATCH_EXPLAINED; v < WATCH_VERDICTS; v++)
		rows[v - WATCH_EXPLAINED] = (struct choose_row){"", _(watch_verdict_text((enum watch_verdict)v))};
	text_format(title, sizeof title, "%s: %s", *f->number ? f->number : f->actor, _(watch_text(f->rule)));
	struct choose_arg arg = {.title = title, .rows = rows, .n = COUNT_OF(rows), .done = verdict_chosen,
		.ctx = s};
	(void)!choose_open(a, &arg);
}

static void open_case(struct app *a, const struct view *s)
{
	const struct watch_finding *f = focus(s);

	if (!f)
		return;
	if (uid_none(&f->casefile)) {
		app_say(a, VOICE_HINT, "%s", _("This belongs to no case"));
		return;
	}
	app_line_clear(a);
	for (size_t i = 0; i < s->list.count; i++)
		if (!uid_none(&s->findings[s->shown[i]].casefile))
			app_line_add(a, &s->findings[s->shown[i]].casefile);
	app_open_case(a, &f->casefile);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;
	enum err e;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_ENTER: open_case(a, s); break;
	case ACT_NEXT_STEP: answer(a, s); break;
	case ACT_VIEW:
		s->all = !s->all;
		s->list.at = 0;
		if (s->watch)
			show(a, s);
		break;
	case ACT_FETCH:
		e = start(a, s);
		if (e)
			app_fail(a, e);
		break;
	default: list_act(&s->list, action, PAGE); a->dirty = true;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state;
	if (app_digit(cp) < 0)
		app_ime_hint(a);
}

/* ---- drawing ---- */

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct view *s = ctx;
	const struct watch_finding *f = &s->findings[s->shown[index]];
	bool open = f->verdict == WATCH_OPEN;
	char stamp[20];

	clock_format(f->at_ms, stamp);
	stamp[16] = '\0';
	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 1, open ? PAINT_MISS : PAINT_OK, open ? "?" : "=");
	canvas_field(c, at, 3, 9, PAINT_DIM, _(watch_kind_text(watch_kind_of(f->rule))));
	canvas_field(c, at, 13, 28, PAINT_TEXT, _(watch_text(f->rule)));
	canvas_field(c, at, 42, 17, PAINT_TEXT, *f->number ? f->number : "-");
	canvas_field(c, at, 60, 7, PAINT_TEXT, f->actor);
	canvas_text(c, at, 68, PAINT_DIM, stamp + 5);
	if (selected)
		canvas_paint(c, at, 13, 28, PAINT_SEL);
}

static void describe(const struct view *s, struct canvas *c, int at)
{
	const struct watch_finding *f = focus(s);
	char line[APP_MESSAGE + WATCH_ANSWER], stamp[20];
	struct buf detail;

	canvas_rule(c, at, 3, c->cols - 6);
	if (!f)
		return;
	canvas_field(c, at + 1, 3, c->cols - 5, PAINT_TEXT, _(watch_basis(f->rule)));
	buf_init(&detail, sizeof line);
	watch_detail_say(f, &detail);
	canvas_field(c, at + 2, 3, c->cols - 5, PAINT_DIM, buf_text(&detail));
	buf_release(&detail);
	if (f->verdict == WATCH_OPEN)
		return;
	clock_format(f->answered_ms, stamp);
	stamp[16] = '\0';
	text_format(line, sizeof line, _("%s, %s by %s: %s"), _(watch_verdict_text(f->verdict)), stamp,
		f->answered_by, f->answer);
	canvas_wrap(c, at + 3, 3, c->cols - 5, 2, PAINT_OK, line);
}

static void sums(const struct view *s, struct canvas *c)
{
	size_t all = 0, open = 0;
	char line[APP_MESSAGE];

	for (int r = 0; s->whole && r < WATCH_RULES; r++) {
		size_t n;
		all += watch_count(s->watch, (enum watch_rule)r, &n);
		open += n;
	}
	if (s->whole)
		text_format(line, sizeof line, _("%zu findings, %zu without an answer"), all, open);
	else
		text_copy(line, sizeof line, _("Reading ..."));
	canvas_right(c, 1, c->cols - 1, open ? PAINT_BAD : PAINT_DIM, line);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int rows = f.body_rows - DETAIL_ROWS - 1;

	canvas_text(c, 1, 1, PAINT_DIM, _("The last 30 days of all windows, by rule"));
	canvas_text(c, 2, 1, PAINT_DIM, s->all ? _("All of them, answered ones too") : _("Those without an answer"));
	sums(s, c);
	canvas_text(c, f.body_top, 3, PAINT_DIM, _("Rule of"));
	canvas_text(c, f.body_top, 13, PAINT_DIM, _("Finding"));
	canvas_text(c, f.body_top, 42, PAINT_DIM, _("Case"));
	canvas_text(c, f.body_top, 60, PAINT_DIM, _("By"));
	canvas_text(c, f.body_top, 68, PAINT_DIM, _("When"));
	list_draw(&s->list, c, f.body_top + 1, rows, row, s);
	if (!s->list.count && s->whole)
		canvas_text(c, f.body_top + 1, 3, PAINT_DIM, _("Nothing to look at"));
	describe(s, c, f.body_top + rows + 1);
	canvas_cursor(c, f.body_top + 1 + (int)(s->list.at - list_top(&s->list, rows)), 0);
	frame_hint(a, c, VOICE_HINT, _("F8 answers, Enter opens the case, F6 shows all"));
}

const struct screen screen_watch = {
	.name = "watch", .title = N_("Supervision by rule"), .bit = IN_WATCH,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .draw = draw,
	.tick = tick, .back = back, .forget = forget, .leave = forget,
};
