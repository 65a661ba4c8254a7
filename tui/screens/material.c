/* SPDX-License-Identifier: MIT
 *
 * S07 材料. What is already known needs nothing; for the rest a digit says how the material was
 * had. The choices of the row under the cursor stand below the list.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/app.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { CHOICES = 5 };

struct view {
	size_t rows[ITEM_MATERIALS]; /* required ones, in item order */
	struct list list;
};

static const char *const choice_texts[CHOICES + 1] = {
	NULL, N_("Original received or seen at the window"), N_("Photographed or scanned here"),
	N_("Accept now, bring it later"), N_("Signed pledge instead"),
	N_("The citizen brings it another day (nothing is accepted)")};

static const struct item *item_of(const struct app *a)
{
	return desk_case(a->desk)->item;
}

static bool is_open(const struct app *a, size_t material)
{
	return desk_case(a->desk)->marks[material].mark == MARK_MISSING;
}

static void collect(const struct app *a, struct view *s)
{
	const struct casefile *f = desk_case(a->desk);
	const struct evaluation *e = desk_evaluation(a->desk);
	size_t n = 0;

	for (size_t i = 0; i < item_of(a)->n_materials; i++)
		if (e->material_required[i] && f->marks[i].mark != MARK_IDLE)
			s->rows[n++] = i;
	list_set(&s->list, n);
}

static void first_open(const struct app *a, struct view *s)
{
	for (size_t i = 0; i < s->list.count; i++)
		if (is_open(a, s->rows[i])) {
			s->list.at = i;
			return;
		}
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	(void)arg;
	collect(a, s);
	first_open(a, s);
	return OK;
}

static void back(struct app *a, void *state)
{
	collect(a, state);
}

static size_t count_open(const struct app *a, const struct view *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->list.count; i++)
		n += is_open(a, s->rows[i]);
	return n;
}

static void choose(struct app *a, struct view *s, int digit)
{
	if (s->list.count == 0)
		return;
	size_t material = s->rows[s->list.at];
	if (digit < 1 || digit > CHOICES || !(desk_material_choices(a->desk, material) & (1u << digit))) {
		app_say(a, VOICE_PROBLEM, "%s", _("This document cannot be had that way; choose a number shown"));
		return;
	}
	enum err e = desk_choose_material(a->desk, material, (enum material_choice)digit, 0);
	if (e) {
		app_fail(a, e);
		return;
	}
	desk_count_keys(a->desk, 1);
	collect(a, s);
	first_open(a, s);
}

static void next_step(struct app *a, struct view *s)
{
	if (count_open(a, s) > 0) {
		first_open(a, s);
		app_say(a, VOICE_PROBLEM, _("%zu documents are open; choose how each is had"),
			count_open(a, s));
		return;
	}
	enum err e = app_push(a, &screen_check, NULL);
	if (e)
		app_fail(a, e);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_NEXT_STEP:
		next_step(a, s);
		break;
	case ACT_ENTER:
		if (count_open(a, s) == 0)
			next_step(a, s);
		else
			first_open(a, s);
		break;
	case ACT_BACK: case ACT_BACK_STEP:
		app_pop(a);
		break;
	case ACT_FETCH:
		(void)!desk_refetch(a->desk, NULL);
		break;
	default:
		list_act(&s->list, action, 8);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	int digit = app_digit(cp);

	if (digit >= 0)
		choose(a, state, digit);
	else
		app_ime_hint(a);
}

static void tick(struct app *a, void *state, int64_t now)
{
	(void)now;
	collect(a, state);
}

static char sign_of(enum mark m)
{
	static const char signs[] = {'?', '#', '=', '~', '~', '-'};

	return signs[m];
}

static void how_text(const struct material_mark *m, const struct material *mat, struct buf *out)
{
	char day[11];

	if (m->mark == MARK_MISSING) {
		buf_adds(out, i18n_pick(mat->help, mat->help_en));
		return;
	}
	if (m->mark == MARK_DEFERRED) {
		day_format(m->until, day);
		buf_addf(out, _("due %s, online or at any window"), day);
		return;
	}
	buf_adds(out, m->source);
}

struct drawing {
	const struct app *app;
	const struct view *state;
	int width;
};

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct drawing *d = ctx;
	size_t i = d->state->rows[index];
	const struct material *mat = &item_of(d->app)->materials[i];
	const struct material_mark *m = &desk_case(d->app->desk)->marks[i];
	char sign[2] = {sign_of(m->mark), '\0'}, mark[40];
	struct buf how;

	buf_init(&how, 512);
	how_text(m, mat, &how);
	text_format(mark, sizeof mark, "[%s]", _(mark_text(m->mark)));
	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 1, frame_sign_paint(sign[0]), sign);
	canvas_printf(c, at, 3, PAINT_DIM, "%zu", index + 1);
	canvas_field(c, at, 7, 22, selected ? PAINT_HEAD : PAINT_TEXT, i18n_pick(mat->label, mat->label_en));
	canvas_field(c, at, 30, 13, frame_sign_paint(sign[0]), mark);
	canvas_field(c, at, 44, d->width - 45, PAINT_DIM, buf_text(&how));
	buf_release(&how);
}

static void draw_choices(const struct app *a, struct view *s, struct canvas *c, int row_at, int width)
{
	char line[APP_MESSAGE];

	if (s->list.count == 0)
		return;
	size_t material = s->rows[s->list.at];
	const struct material *mat = &item_of(a)->materials[material];
	unsigned may = desk_material_choices(a->desk, material);
	text_format(line, sizeof line, _("-- %zu %s: how is it had "), s->list.at + 1,
		i18n_pick(mat->label, mat->label_en));
	canvas_rule(c, row_at, 3, width - 3);
	canvas_text(c, row_at++, 3, PAINT_HEAD, line);
	for (int i = 1; i <= CHOICES; i++) {
		if (!(may & (1u << i)))
			continue;
		canvas_printf(c, row_at, 6, PAINT_KEY, "%d", i);
		int col = canvas_text(c, row_at, 8, PAINT_TEXT, _(choice_texts[i]));
		if (i == CHOOSE_DEFER)
			canvas_printf(c, row_at, col + 3, PAINT_DIM, _("within %d working days"),
				mat->defer_days);
		row_at++;
	}
	if (may == 0)
		canvas_text(c, row_at, 6, PAINT_DIM, _("Nothing to do: it is known already. Asking for paper is not allowed"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	char right[96];
	size_t open = count_open(a, s);

	text_format(right, sizeof right, _("%zu documents, %zu open"), s->list.count, open);
	struct frame f = frame_draw(a, c, i18n_pick(item_of(a)->name, item_of(a)->name_en),
		STEP_MATERIAL, right);
	struct drawing d = {a, s, f.width};
	canvas_text(c, f.body_top, 7, PAINT_DIM, _("Document"));
	canvas_text(c, f.body_top, 30, PAINT_DIM, _("State"));
	canvas_text(c, f.body_top, 44, PAINT_DIM, _("How it was had / what is missing"));
	canvas_cursor(c, f.body_top + 1, 0);
	list_draw(&s->list, c, f.body_top + 1, f.body_rows - 8, row, &d);
	canvas_cursor(c, f.body_top + 1 + (int)(s->list.at - list_top(&s->list, f.body_rows - 8)), 0);
	draw_choices(a, s, c, f.body_top + f.body_rows - 6, f.width);
	if (s->list.count == 0)
		canvas_text(c, f.body_top + 2, 3, PAINT_TEXT, _("This item asks for no documents"));
	frame_hint(a, c, open ? VOICE_ASK : VOICE_HINT, open ?
		_("Choose by number how the document was had") :
		_("Everything is there. F8 or Enter goes on to the check"));
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

const struct screen screen_material = {
	.name = "material", .title = N_("Documents"), .bit = IN_MATERIAL,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .digits = digits, .draw = draw,
	.tick = tick, .back = back,
};
