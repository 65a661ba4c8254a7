/* SPDX-License-Identifier: MIT
 *
 * Bad ratings and what is owed for them: of the last 60 days, most urgent first; one of them in
 * full with its acts on digits. For who looks after ratings; the rated clerk never comes here.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/casework/oversight/rating_sums.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/frame.h"
#include "tui/list.h"
#include "tui/screens/rating_sum.h"

enum { RATING_DAYS = 60, RATING_SLICE = 500, RATING_ROWS = 1000 };

struct row {
	struct uid id;
	char number[CASE_NUMBER], item[64];
	day_t changed;
};

struct view {
	struct row rows[RATING_ROWS];
	struct list list;
	size_t read;                 /* cases looked through */
	bool whole;
	size_t rating;               /* of the open case: which one */
	enum rating_act act;
	bool figures;                /* the table instead of the list */
	enum rating_by by;
	size_t list_top;
	struct rating_sums sums;
};

static bool looks_after(const struct app *a)
{
	const struct operator_info *me = operator_current(a->store);

	return me && role_may(me->role, RIGHT_RATINGS);
}

/* ---- the list ---- */

static void look_on(struct app *a, struct view *s)
{
	struct view_filter f = {.day_from = clock_today() - RATING_DAYS, .day_to = DAY_NONE,
		.order = VIEW_BY_UPDATED, .limit = RATING_SLICE, .offset = s->read};
	struct view_case *rows = NULL;
	size_t n = 0, found = s->list.count;

	enum err e = view_list(a->store, &f, &rows, &n);
	for (size_t i = 0; !e && i < n && found < RATING_ROWS; i++) {
		if (!(rows[i].flags & FLAG_RATED))
			continue;
		struct row *r = &s->rows[found++];
		r->id = rows[i].id;
		r->changed = (day_t)((rows[i].updated_ms + 8 * 3600000LL) / 86400000);
		text_copy(r->number, sizeof r->number, rows[i].number);
		text_copy(r->item, sizeof r->item, rows[i].item_name);
	}
	s->read += n;
	s->whole = e || n < RATING_SLICE || found == RATING_ROWS;
	list_set(&s->list, found);
	if (rows)
		mem_wipe(rows, n * sizeof *rows);
	mem_free(rows);
	a->dirty = true;
	a->soon = !s->whole;
}

static void again(struct app *a, struct view *s)
{
	s->read = 0;
	s->whole = false;
	list_set(&s->list, 0);
	look_on(a, s);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	(void)arg;
	if (!looks_after(a))
		return ERR_DENIED;
	desk_close(a->desk);
	again(a, state);
	return OK;
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	(void)now_ms;
	if (!s->whole && looks_after(a))
		look_on(a, s);
}

/* ---- one of them ---- */

static size_t first_open(const struct casefile *f)
{
	for (size_t i = 0; i < f->n_ratings; i++)
		if (rating_open(f, &f->ratings[i]))
			return i;
	return 0;
}

static void open_row(struct app *a, struct view *s)
{
	if (s->list.at >= s->list.count)
		return;
	enum err e = desk_open_case(a->desk, &s->rows[s->list.at].id);
	if (!e)
		e = desk_looked(a->desk, "rating"); /* durable before it is shown */
	if (e) {
		desk_close(a->desk);
		app_fail(a, e);
	} else {
		s->rating = first_open(desk_case(a->desk));
	}
}

static void done(struct app *a, const struct view *s, const char *words)
{
	enum err e = desk_rating(a->desk, s->rating, s->act, words);

	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, _("Written down: %s"), _(rating_act_text(s->act)));
}

static void said(struct app *a, void *ctx, const char *words)
{
	if (words)
		done(a, ctx, words);
}

static void choose_act(struct app *a, struct view *s, int digit)
{
	struct choose_arg arg = {.n = 0, .filter = true, .taken = said, .ctx = s};

	if (digit < 1 || digit > RATING_ACT_COUNT)
		return;
	s->act = (enum rating_act)(digit - 1);
	enum rating_bar bar = desk_rating_bar(a->desk, s->rating, s->act);
	if (bar) {
		app_say(a, VOICE_PROBLEM, "%s", _(rating_bar_text(bar)));
		return;
	}
	if (!rating_act_words(s->act)) {
		done(a, s, NULL);
		return;
	}
	arg.title = arg.own = _(rating_act_text(s->act));
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

/* ---- the table ---- */

static void read_sums(struct app *a, struct view *s)
{
	enum { DAY_MS = 24 * 60 * 60 * 1000 };
	int64_t now = clock_now_ms();
	enum err e = rating_sums_read(
		a->store, now - (int64_t)RATING_DAYS * DAY_MS, now + 1, s->by, &s->sums);

	if (e) {
		s->figures = false;
		app_fail(a, e);
	}
}

static void turn(struct app *a, struct view *s)
{
	s->figures = !s->figures;
	if (s->figures)
		read_sums(a, s);
}

static void turn_by(struct app *a, struct view *s, int by)
{
	s->by = (enum rating_by)(((int)s->by + by + RATING_BYS) % RATING_BYS);
	s->list_top = 0;
	read_sums(a, s);
}

static bool act_figures(struct app *a, struct view *s, enum action action)
{
	if (!s->figures)
		return false;
	switch (action) {
	case ACT_BACK: case ACT_VIEW: s->figures = false; break;
	case ACT_TAB: case ACT_RIGHT: turn_by(a, s, 1); break;
	case ACT_BACKTAB: case ACT_LEFT: turn_by(a, s, -1); break;
	case ACT_DOWN: s->list_top += s->list_top + 1 < s->sums.n; break;
	case ACT_UP: s->list_top -= s->list_top > 0; break;
	default: break;
	}
	return true;
}

/* ---- keys ---- */

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;
	bool one = desk_case(a->desk) != NULL;

	if (act_figures(a, s, action))
		return;
	if (action == ACT_VIEW && !one) {
		turn(a, s);
	} else if (action == ACT_BACK && one) {
		desk_close(a->desk);
		again(a, s);
	} else if (action == ACT_BACK) {
		app_pop(a);
	} else if (action == ACT_ENTER && !one) {
		open_row(a, s);
	} else if (!one) {
		(void)!list_act(&s->list, action, 10);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	if (app_digit(cp) < 0)
		app_ime_hint(a);
	else if (desk_case(a->desk))
		choose_act(a, state, app_digit(cp));
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

static void forget(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	memset(s->rows, 0, sizeof s->rows);
	list_set(&s->list, 0);
	s->whole = true;
}

static void back(struct app *a, void *state)
{
	if (!desk_case(a->desk) && looks_after(a))
		again(a, state);
}

/* ---- drawing ---- */

static void draw_row(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	const struct view *s = ctx;
	char day[11];

	day_format(s->rows[index].changed, day);
	canvas_text(c, row, 1, selected ? PAINT_SEL : PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, row, 3, 20, PAINT_TEXT, s->rows[index].number);
	canvas_field(c, row, 24, 40, PAINT_TEXT, s->rows[index].item);
	canvas_text(c, row, 66, PAINT_DIM, day);
}

static void tag_names(const struct rating *r, struct buf *out)
{
	char code[CODES_CODE];

	for (const char *at = r->tags; *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");
		const struct code *tag = text_copyn(code, sizeof code, at, len) ?
			codes_find(RATING_SET, code) : NULL;
		if (tag)
			buf_addf(out, "  %s", i18n_pick(tag->name, tag->name_en));
		at += len;
	}
}

static void draw_clock(const struct casefile *f, const struct rating *r, struct canvas *c, int row)
{
	struct due due;
	char day[11];
	enum rating_clock clock = rating_due(f, r, &due);

	if (clock == RATING_CLOCK_NONE)
		return;
	day_format(due.day, day);
	canvas_printf(c, row, 3, due.day < clock_today() ? PAINT_BAD : PAINT_TEXT,
		clock == RATING_CLOCK_CALL ? _("To call back by %s") : _("To put right by %s"), day);
}

static int draw_said(struct canvas *c, int row, const char *label, const char *text)
{
	if (!text)
		return row;
	canvas_text(c, row, 3, PAINT_DIM, label);
	return row + canvas_wrap(c, row, 16, c->cols - 18, 2, PAINT_TEXT, text);
}

static void draw_one(const struct app *a, const struct view *s, struct canvas *c, const struct frame *fr)
{
	const struct casefile *f = desk_case(a->desk);
	const struct rating *r = s->rating < f->n_ratings ? &f->ratings[s->rating] : NULL;
	char stamp[20];
	struct buf tags;
	int row = fr->body_top;

	if (!r)
		return;
	buf_init(&tags, 1024);
	tag_names(r, &tags);
	clock_format(r->at_ms, stamp);
	canvas_printf(c, row++, 3, PAINT_HEAD, "%d  %s%s", r->level, rating_level_name(r->level),
		buf_text(&tags));
	buf_release(&tags);
	canvas_printf(c, row++, 3, PAINT_TEXT, "%.16s  %s  %s  %s", stamp, r->window, r->clerk,
		_(occasion_text(r->occasion)));
	draw_clock(f, r, c, row++);
	row = draw_said(c, row, _("Words"), r->words);
	row = draw_said(c, row, _("Said"), r->said);
	row = draw_said(c, row, _("Put right"), r->done);
	row = draw_said(c, row, _("Ground"), r->ground);
	row = fr->body_top + fr->body_rows - RATING_ACT_COUNT;
	for (int i = 0; i < RATING_ACT_COUNT; i++, row++) {
		bool open = desk_rating_bar(a->desk, s->rating, (enum rating_act)i) == RATING_BAR_NONE;
		canvas_printf(c, row, 3, open ? PAINT_TEXT : PAINT_DIM, "%d  %s", i + 1,
			_(rating_act_text((enum rating_act)i)));
	}
}

static void draw_sums(const struct app *a, const struct view *s, struct canvas *c)
{
	struct frame fr = frame_draw(a, c, _("The last 60 days"), STEP_NONE, "");
	int col = 1, row = fr.body_top + 1;

	for (int b = 0; b < RATING_BYS; b++) {
		char text[60];
		text_format(text, sizeof text, b == (int)s->by ? "[%s]" : " %s ",
			_(rating_by_text((enum rating_by)b)));
		col = canvas_text(c, 2, col, b == (int)s->by ? PAINT_HEAD : PAINT_DIM, text) + 1;
	}
	rating_sum_head(c, fr.body_top);
	for (size_t i = s->list_top; i < s->sums.n && row < fr.body_top + fr.body_rows - 3; i++, row++) {
		const struct rating_group *g = &s->sums.groups[i];
		char rank[8] = "";
		if (g->rank)
			text_format(rank, sizeof rank, "%d", g->rank);
		rating_sum_row(c, row, rank, rating_group_name(s->by, g->key), &g->sum);
	}
	row = fr.body_top + fr.body_rows - 2;
	rating_sum_row(c, row, "", _("Together"), &s->sums.all);
	const struct rating_part *owed = s->sums.of;
	canvas_printf(c, row + 1, 7, PAINT_DIM, _("bad %u, in time put right %u; to call %u, called %u, in time %u"),
		owed[RATING_FIXED].below, owed[RATING_FIXED].above, owed[RATING_CALLED].below,
		owed[RATING_CALLED].above, owed[RATING_CALLED_SOON].above);
	canvas_cursor(c, 2, 0);
	frame_hint(a, c, VOICE_HINT, _("Nothing below 30 has a percentage or a place. Tab by what, F6 the list"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	const struct view *s = state;
	if (s->figures) {
		draw_sums(a, s, c);
		return;
	}
	bool one = desk_case(a->desk) != NULL;
	char open[48];

	text_format(open, sizeof open, _("%zu open"), s->list.count);
	struct frame fr = frame_draw(a, c, one ? desk_case(a->desk)->number : open, STEP_NONE, "");
	canvas_cursor(c, fr.body_top, 0);
	if (one)
		draw_one(a, s, c, &fr);
	else
		list_draw(&s->list, c, fr.body_top, fr.body_rows, draw_row, s);
	frame_hint(a, c, VOICE_HINT, one ? _("Digits act. Who is rated is told nothing of this") :
		s->list.count ? _("Enter opens one, F6 shows the figures") :
			_("No bad rating waits for anybody; F6 shows the figures"));
}

static bool offers(const struct app *a, const void *state, enum action act)
{
	(void)state;
	return act != ACT_VIEW || !desk_case(a->desk);
}

const struct screen screen_rating = {
	.name = "rating", .title = N_("Bad ratings"), .bit = IN_RATING,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .digits = digits,
	.offers = offers, .draw = draw, .tick = tick, .back = back, .forget = forget,
};
