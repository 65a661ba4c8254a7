/* SPDX-License-Identifier: MIT
 *
 * S05 事项目录. Search as you type by initials, pinyin, Chinese or alias; digits take one of the
 * rows shown (F3 lets them search codes instead). The preview uses only what is held already.
 * Without a person it is the hall's directory, for consultation.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/edit.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { HITS = 2000, SHOWN = 6 };

struct view {
	struct edit query;
	struct list list;
	size_t hits[HITS];
	bool digits_search;
	struct item_preview preview;
	bool previewed;
	struct choose_row reasons[4];
	size_t picking; /* directory index while the duplicate question is open */
};

static void preview(struct app *a, struct view *s)
{
	s->previewed = s->list.count > 0 && desk_busy(a->desk) &&
		desk_preview(a->desk, s->hits[s->list.at], &s->preview) == OK;
}

static void search(struct app *a, struct view *s)
{
	size_t n = directory_search(a->directory, s->query.text, s->hits, HITS);

	s->list.at = 0;
	list_set(&s->list, n);
	preview(a, s);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	edit_init(&s->query, 40, false);
	edit_set(&s->query, arg ? arg : "");
	search(a, s);
	return OK;
}

static void picked(struct app *a, struct view *s, const char *reason)
{
	enum err e = desk_pick_item(a->desk, s->picking, reason);

	if (e == ERR_EXISTS)
		app_say(a, VOICE_PROBLEM, "%s",
			_("This person has an open application for it; open that case instead"));
	else if (e)
		app_fail(a, e);
	else if ((e = app_replace(a, &screen_form, NULL)))
		app_fail(a, e);
}

static void duplicate_answered(struct app *a, void *ctx, int index)
{
	static const char *const reasons[] = {"", "earlier case was withdrawn", "other purpose"};
	struct view *s = ctx;

	if (index >= 1)
		picked(a, s, reasons[index]);
}

static void ask_duplicate(struct app *a, struct view *s, const struct view_case *twin)
{
	char title[APP_MESSAGE];

	text_format(title, sizeof title,
		_("This person has this item as case %s already. Why again?"), twin->number);
	s->reasons[0] = (struct choose_row){"1", _("It is not; stay here")};
	s->reasons[1] = (struct choose_row){"2", _("The earlier one was withdrawn or failed")};
	s->reasons[2] = (struct choose_row){"3", _("It is for another purpose")};
	struct choose_arg arg = {.title = title, .rows = s->reasons, .n = 3, .ctx = s,
		.done = duplicate_answered};
	(void)!choose_open(a, &arg);
}

static void pick(struct app *a, struct view *s, size_t index)
{
	struct view_case *twins = NULL;
	size_t n = 0;

	if (index >= s->list.count)
		return;
	s->picking = s->hits[index];
	if (!desk_busy(a->desk)) {
		app_say(a, VOICE_HINT, "%s", _("Read the citizen's card first, then choose the item"));
		return;
	}
	enum err e = desk_duplicates(a->desk, directory_at(a->directory, s->picking)->code, &twins, &n);
	if (e)
		app_fail(a, e);
	else if (n > 0)
		ask_duplicate(a, s, &twins[0]);
	else
		picked(a, s, NULL);
	mem_free(twins);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_ENTER: case ACT_NEXT_STEP:
		pick(a, s, s->list.at);
		return;
	case ACT_BACK: case ACT_BACK_STEP:
		app_pop(a);
		return;
	case ACT_FIND:
		s->digits_search = !s->digits_search;
		app_say(a, VOICE_HINT, "%s", s->digits_search ? _("Digits search codes now") :
			_("Digits choose a row again"));
		return;
	default:
		break;
	}
	if (list_act(&s->list, action, SHOWN))
		preview(a, s);
	else if (edit_act(&s->query, action))
		search(a, s);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;
	int digit = app_digit(cp);

	if (digit >= 1 && !s->digits_search)
		pick(a, s, list_top(&s->list, SHOWN) + (size_t)digit - 1);
	else if (edit_insert(&s->query, text_fold(cp)))
		search(a, s);
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct view *s = state;

	edit_paste(&s->query, pasted);
	search(a, s);
}

static const char *kind_word(enum item_kind k)
{
	static const char *const words[] = {N_("instant"), N_("promise"), N_("filing"), N_("joint")};

	return _(words[k]);
}

static void period_text(const struct period *p, char out[40])
{
	if (p->days < 0)
		text_copy(out, 40, _("none set"));
	else if (p->days == 0)
		text_copy(out, 40, _("at once"));
	else
		text_format(out, 40, p->working ? _("%d working days") : _("%d days"), p->days);
}

struct drawing {
	const struct app *app;
	const struct view *state;
};

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct drawing *d = ctx;
	const struct item_entry *e = directory_at(d->app->directory, d->state->hits[index]);
	char promised[40];
	size_t n = index - list_top(&d->state->list, SHOWN) + 1;

	period_text(&e->promised, promised);
	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	if (n <= 9)
		canvas_printf(c, at, 4, PAINT_KEY, "%zu", n);
	canvas_field(c, at, 8, 26, PAINT_TEXT, i18n_pick(e->name, e->name_en));
	canvas_field(c, at, 35, 9, PAINT_TEXT, e->department);
	canvas_field(c, at, 45, 8, PAINT_TEXT, kind_word(e->kind));
	canvas_printf(c, at, 54, PAINT_DIM, "%3zu", e->fields);
	canvas_printf(c, at, 61, PAINT_DIM, "%2zu", e->materials);
	canvas_text(c, at, 66, PAINT_TEXT, promised);
	if (selected)
		canvas_paint(c, at, 8, 26, PAINT_SEL);
}

static void draw_preview(const struct app *a, const struct view *s, struct canvas *c, int r)
{
	const struct item *item;
	char line[APP_MESSAGE], legal[40], promised[40];
	if (s->list.count == 0 ||
		directory_item(a->directory, s->hits[s->list.at], &item))
		return;
	text_format(line, sizeof line, "-- %s %s ", i18n_pick(item->name, item->name_en), item->code);
	canvas_rule(c, r, 3, c->cols - 3);
	canvas_text(c, r++, 3, PAINT_HEAD, line);
	if (s->previewed) {
		if (item->n_prechecks > 0) {
			const char *judged = s->preview.eligible > 0 ? _("met") :
				s->preview.eligible < 0 ? _("not known yet; the departments will tell") :
				i18n_pick(item->prechecks[0].text, item->prechecks[0].text_en);
			text_format(line, sizeof line, _("Condition  %s"), judged);
			canvas_field(c, r++, 3, c->cols - 4,
				s->preview.eligible == 0 ? PAINT_BAD : PAINT_TEXT, line);
		}
		text_format(line, sizeof line,
			_("Form       %zu fields: %zu held, the rest fetched; to ask about %zu"),
			s->preview.fields, s->preview.have, s->preview.to_ask);
		canvas_text(c, r++, 3, PAINT_TEXT, line);
		text_format(line, sizeof line, _("Documents  %zu, of which %zu need no paper"),
			s->preview.materials, s->preview.exempt);
		canvas_text(c, r++, 3, PAINT_TEXT, line);
	}
	period_text(&item->legal, legal);
	period_text(&item->promised, promised);
	text_format(line, sizeof line, _("Period     legal %s, promised %s        Fee %s"), legal,
		promised, i18n_pick(item->fee, item->fee_en));
	canvas_text(c, r++, 3, PAINT_TEXT, line);
	text_format(line, sizeof line, _("Ground     %s"), i18n_pick(item->ground, item->ground_en));
	canvas_wrap(c, r, 3, c->cols - 6, 2, PAINT_DIM, line);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct drawing d = {a, s};
	char right[64];

	text_format(right, sizeof right, _("%zu items"), directory_size(a->directory));
	struct frame f = frame_draw(a, c, "", desk_busy(a->desk) ? STEP_ITEM : STEP_NONE, right);
	int r = f.body_top;
	text_format(right, sizeof right, _("%zu found"), s->list.count);
	canvas_right(c, r, f.width - 1, PAINT_DIM, right);
	int query_row = r++;
	canvas_text(c, query_row, 1, PAINT_TEXT, _("Find >"));
	canvas_text(c, r, 4, PAINT_DIM, "#");
	canvas_text(c, r, 8, PAINT_DIM, _("Item"));
	canvas_text(c, r, 35, PAINT_DIM, _("Dept"));
	canvas_text(c, r, 45, PAINT_DIM, _("Kind"));
	canvas_text(c, r, 54, PAINT_DIM, _("Fields"));
	canvas_text(c, r, 61, PAINT_DIM, _("Docs"));
	canvas_text(c, r++, 66, PAINT_DIM, _("Promised"));
	list_draw(&s->list, c, r, SHOWN, row, &d);
	if (s->list.count == 0)
		canvas_text(c, r, 4, PAINT_DIM, _("No such item; delete a letter, or try a word of it"));
	draw_preview(a, s, c, f.body_top + f.body_rows - 7);
	edit_draw(&s->query, c, query_row, 8, 34, true);
	frame_hint(a, c, VOICE_HINT, desk_busy(a->desk) ?
		_("Type initials or words, then Enter; a digit takes a row at once") :
		_("The directory. Read a card to begin a case; Esc goes back"));
}

static bool digits(const struct app *a, const void *state)
{
	const struct view *s = state;

	(void)a;
	return !s->digits_search;
}

const struct screen screen_items = {
	.name = "items", .title = N_("Choose the item"), .bit = IN_ITEMS,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .digits = digits, .paste = paste,
	.draw = draw,
};
