/* SPDX-License-Identifier: MIT
 *
 * The versions of the items: what was proposed, what counts from which day, what was taken back, and by
 * whom. Enter shows what a version changes and what lint says of it; F8 proposes a file.
 */
#include "tui/screens/versions.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/accord.h"
#include "tui/frame.h"

enum { LIST_ROWS = 11, TITLE_COL = 3, FROM_COL = 33, STATE_COL = 44, HASH_COL = 55, WHO_COL = 65, SHOWN = 9 };

const struct version *versions_focus(const struct versions_view *v)
{
	return v->list.count ? &v->all[v->list.at] : NULL;
}

/* The version the cursor was on, wherever it stands now. */
static void find_again(struct versions_view *v, const struct version *before)
{
	for (size_t i = 0; i < v->list.count; i++)
		if (text_equal(v->all[i].name, before->name) && v->all[i].from == before->from &&
			memcmp(v->all[i].text, before->text, HASH_SIZE) == 0)
			v->list.at = i;
}

void versions_read(struct app *a, struct versions_view *v)
{
	struct version before = {0};
	size_t n = 0;

	v->stale = !a->listed;
	if (v->stale)
		return;
	if (versions_focus(v))
		before = *versions_focus(v);
	mem_free(v->all);
	v->all = NULL;
	enum err e = versions_list(a->store, a->directory, &v->all, &n);
	list_set(&v->list, e ? 0 : n);
	find_again(v, &before);
	if (e)
		app_fail(a, e);
	a->dirty = true;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	(void)arg;
	versions_read(a, state);
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct versions_view *v = state;

	(void)a;
	versions_drop(v);
	mem_free(v->all);
}

static void tick(struct app *a, void *state, int64_t now)
{
	struct versions_view *v = state;

	(void)now;
	if (v->stale)
		versions_read(a, v);
}

static void act(struct app *a, void *state, enum action action)
{
	struct versions_view *v = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_ENTER: versions_open(a, v); break;
	case ACT_NEXT_STEP: versions_propose(a, v); break;
	default:
		if (list_act(&v->list, action, LIST_ROWS))
			a->dirty = true;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state;
	if (app_digit(cp) < 0)
		app_ime_hint(a);
}

static bool offers(const struct app *a, const void *state, enum action action)
{
	(void)state;
	return action != ACT_NEXT_STEP || motion_may_propose(operator_current(a->store), MOTION_PUBLISH);
}

/* ---- drawing ---- */

static void first_cells(const uint8_t hash[HASH_SIZE], char out[SHOWN])
{
	char word[ACCORD_WORD];

	accord_word(hash, word);
	text_copyn(out, SHOWN, word, SHOWN - 1);
}

static const char *state_of(const struct version *x)
{
	return x->takes_back ? _("to be taken back") : _(version_text(x->state));
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct versions_view *v = ctx;
	const struct version *x = &v->all[index];
	char day[11] = "-", hash[SHOWN] = "-", sign[2] = {version_sign(x->state), '\0'}, who[40] = "-";

	if (x->from != DAY_NONE)
		day_format(x->from, day);
	if (x->by_two) {
		first_cells(x->text, hash);
		text_format(who, sizeof who, "%s %s", x->motion.by, x->motion.decided_by);
	}
	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 1, frame_sign_paint(sign[0]), sign);
	canvas_field(c, at, TITLE_COL, FROM_COL - TITLE_COL - 1, selected ? PAINT_SEL : PAINT_TEXT,
		*x->title ? i18n_pick(x->title, x->title_en) : x->name);
	canvas_field(c, at, FROM_COL, 10, PAINT_TEXT, day);
	canvas_field(c, at, STATE_COL, HASH_COL - STATE_COL - 1, frame_sign_paint(sign[0]), state_of(x));
	canvas_field(c, at, HASH_COL, 8, PAINT_DIM, hash);
	canvas_field(c, at, WHO_COL, c->cols - WHO_COL - 1, PAINT_TEXT, who);
}

static void heads(struct canvas *c, int at)
{
	canvas_text(c, at, TITLE_COL, PAINT_DIM, _("Item"));
	canvas_text(c, at, FROM_COL, PAINT_DIM, _("From"));
	canvas_text(c, at, STATE_COL, PAINT_DIM, _("State"));
	canvas_text(c, at, HASH_COL, PAINT_DIM, _("Form hash"));
	canvas_text(c, at, WHO_COL, PAINT_DIM, _("By two"));
}

/* Who did what when, below the list. */
static void detail(const struct version *x, struct canvas *c, int at)
{
	char stamp[20], line[APP_MESSAGE];

	text_format(line, sizeof line, " %s  %s ", x->name, x->code);
	canvas_rule(c, at, 3, c->cols - 6);
	canvas_text(c, at, 6, PAINT_HEAD, line);
	if (!x->by_two) {
		canvas_text(c, at + 1, 3, PAINT_DIM, _("Came with the program's folder of items"));
		return;
	}
	clock_format(x->motion.at_ms, stamp);
	text_format(line, sizeof line, _("Proposed by %s at %.16s"), x->motion.by, stamp);
	int col = canvas_text(c, at + 1, 3, PAINT_TEXT, line);
	if (*x->motion.source) {
		text_format(line, sizeof line, _(", from the pack of %s"), x->motion.source);
		canvas_text(c, at + 1, col, PAINT_TEXT, line);
	}
	if (!x->motion.decided_ms)
		return;
	clock_format(x->motion.decided_ms, stamp);
	text_format(line, sizeof line, x->state == VERSION_DECLINED ? _("Declined by %s at %.16s") :
		_("Published by %s at %.16s"), x->motion.decided_by, stamp);
	canvas_text(c, at + 2, 3, PAINT_TEXT, line);
}

static bool any_waits(const struct versions_view *v)
{
	for (size_t i = 0; i < v->list.count; i++)
		if (v->all[i].state == VERSION_PROPOSED)
			return true;
	return false;
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct versions_view *v = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	const struct version *x = versions_focus(v);
	int rows = f.body_rows - 5;

	canvas_text(c, 1, 1, PAINT_DIM, _("Cases keep the form they began with, whatever becomes of it here"));
	heads(c, f.body_top);
	list_draw(&v->list, c, f.body_top + 1, rows, row, v);
	if (x) {
		detail(x, c, f.body_top + rows + 1);
		canvas_cursor(c, f.body_top + 1 + (int)(v->list.at - list_top(&v->list, rows)), 1);
	}
	if (v->stale)
		frame_hint(a, c, VOICE_BUSY, _("The items are being read"));
	else if (any_waits(v) && motion_may_decide(operator_current(a->store), MOTION_PUBLISH))
		frame_hint(a, c, VOICE_HINT, _("A version marked ? waits: Enter shows what it changes"));
	else
		frame_hint(a, c, VOICE_HINT, _("Enter shows what a version changes and what can be done"));
}

const struct screen screen_versions = {
	.name = "versions", .title = N_("Versions of items"), .bit = IN_VERSIONS,
	.state_size = sizeof(struct versions_view), .enter = enter, .act = act, .text = text, .draw = draw,
	.tick = tick, .offers = offers, .leave = leave,
};
