/* SPDX-License-Identifier: MIT
 *
 * The overlay of tui/choose.h. Digits take one of the rows shown, so they reach the filter only
 * after F3.
 */
#include "tui/choose.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/standards/name.h"
#include "tui/edit.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { PAGE = 9, /* every row shown has its digit */ OWN_MAX = 60, PATH_MAX_BYTES = 2000 };

struct choose {
	struct choose_arg arg;
	char title[APP_MESSAGE], own[APP_MESSAGE];
	struct edit query;
	struct list list;
	size_t total;                  /* that fit the query; list.count of them are held */
	bool digits_search;
	uint16_t shown[CHOOSE_ROWS];   /* rows that pass the filter */
	struct choose_row found[CHOOSE_FOUND];
};

/* Initials and pinyin from any character of the label on. */
static bool spelt(const char *label, const char *query)
{
	size_t left = strlen(label);

	while (left > 0) {
		if (pinyin_match(label, query))
			return true;
		(void)text_next(&label, &left);
	}
	return false;
}

static bool passes(const struct choose_row *r, const char *query)
{
	return !*query || strcasestr(r->label, query) || text_starts(r->code, query) ||
		spelt(r->label, query);
}

static size_t filter_rows(struct choose *ch)
{
	size_t n = 0;

	for (size_t i = 0; i < ch->arg.n && i < CHOOSE_ROWS; i++)
		if (!ch->arg.filter || passes(&ch->arg.rows[i], ch->query.text))
			ch->shown[n++] = (uint16_t)i;
	ch->total = n;
	return n;
}

static void refilter(struct choose *ch)
{
	size_t n = ch->arg.find ? ch->arg.find(ch->arg.ctx, ch->query.text, ch->found,
		CHOOSE_FOUND, &ch->total) : filter_rows(ch);

	ch->list.at = 0;
	list_set(&ch->list, n);
}

static const struct choose_row *row_at(const struct choose *ch, size_t index)
{
	return ch->arg.find ? &ch->found[index] : &ch->arg.rows[ch->shown[index]];
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct choose *ch = state;

	ch->arg = *(const struct choose_arg *)arg;
	text_copy(ch->title, sizeof ch->title, ch->arg.title);
	ch->arg.title = ch->title;
	ch->arg.filter |= ch->arg.find != NULL;
	if (ch->arg.own) {
		text_copy(ch->own, sizeof ch->own, ch->arg.own);
		ch->arg.own = ch->own;
	}
	edit_init(&ch->query, ch->arg.own ? OWN_MAX : 30, false);
	edit_set(&ch->query, ch->arg.query ? ch->arg.query : "");
	ch->arg.query = NULL;
	if (ch->arg.filter || ch->arg.own)
		a->f_key_ms = 0; /* Chinese is wanted here, even right after the key that opened it */
	refilter(ch);
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct choose *ch = state;

	(void)a;
	if (ch->arg.release)
		ch->arg.release(ch->arg.ctx);
}

/* What was chosen, for the caller. */
struct chosen {
	struct choose_arg arg;
	int index;
	bool coded;
	char code[EDIT_BYTES + 1];
};

static void tell(struct app *a, void *ctx)
{
	struct chosen *x = ctx;
	char copy[EDIT_BYTES + 1];

	text_copy(copy, sizeof copy, x->code);
	if (x->arg.taken)
		x->arg.taken(a, x->arg.ctx, x->coded ? copy : NULL);
	else
		x->arg.done(a, x->arg.ctx, x->index);
	mem_wipe(copy, sizeof copy);
}

static void release_chosen(void *ctx)
{
	struct chosen *x = ctx;

	if (x->arg.release)
		x->arg.release(x->arg.ctx);
	mem_wipe(x, sizeof *x);
	mem_free(x);
}

/* The callback may open other screens, so the overlay goes first; its release comes last. */
static void finish(struct app *a, struct choose *ch, int index, const char *code)
{
	struct chosen *x = mem_new(sizeof *x);

	x->arg = ch->arg;
	x->index = index;
	x->coded = code != NULL;
	text_copy(x->code, sizeof x->code, code ? code : "");
	ch->arg.release = NULL;
	app_pop(a);
	tell(a, x);
	if (again_busy(a))
		again_later(a, tell, x, release_chosen);
	else
		release_chosen(x);
}

static void take(struct app *a, struct choose *ch, size_t visible)
{
	if (visible < ch->list.count)
		finish(a, ch, ch->arg.find ? (int)visible : ch->shown[visible],
			row_at(ch, visible)->code);
}

static bool own_words(const struct choose *ch)
{
	return ch->arg.own && ch->query.len > 0;
}

static void act(struct app *a, void *state, enum action action)
{
	struct choose *ch = state;

	switch (action) {
	case ACT_BACK:
		finish(a, ch, -1, NULL);
		return;
	case ACT_ENTER: case ACT_NEXT_STEP:
		if (own_words(ch))
			finish(a, ch, (int)ch->arg.n, ch->query.text);
		else
			take(a, ch, ch->list.at);
		return;
	case ACT_FIND:
		if (!ch->arg.filter)
			return;
		ch->digits_search = !ch->digits_search;
		app_say(a, VOICE_HINT, "%s", ch->digits_search ? _("Digits search codes now") :
			_("Digits choose a row again"));
		return;
	default:
		break;
	}
	if (!list_act(&ch->list, action, PAGE) && (ch->arg.filter || ch->arg.own) &&
		edit_act(&ch->query, action) && ch->arg.filter)
		refilter(ch);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct choose *ch = state;
	int digit = app_digit(cp);

	if (digit >= 1 && !ch->digits_search && !own_words(ch) && ch->list.count > 0)
		take(a, ch, list_top(&ch->list, PAGE) + (size_t)digit - 1);
	else if (!ch->arg.filter && !ch->arg.own)
		app_ime_hint(a);
	else if (edit_insert(&ch->query, ch->arg.own ? cp : text_fold(cp)) && ch->arg.filter)
		refilter(ch);
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct choose *ch = state;

	(void)a;
	if (!ch->arg.filter && !ch->arg.own)
		return;
	edit_paste(&ch->query, pasted);
	if (ch->arg.filter)
		refilter(ch);
}

/* ---- drawing ---- */

static void path_text(const struct choose *ch, const char *code, struct buf *out)
{
	buf_init(out, PATH_MAX_BYTES);
	if (ch->arg.path)
		ch->arg.path(ch->arg.ctx, code, out);
}

static void row(const void *ctx, struct canvas *c, int r, size_t index, bool selected)
{
	const struct choose *ch = ctx;
	const struct choose_row *item = row_at(ch, index);
	size_t n = index - list_top(&ch->list, PAGE) + 1;
	int end = c->cols - 4 - (ch->arg.filter ? (int)text_cells(item->code) + 2 : 0);
	struct buf path;

	canvas_text(c, r, 4, PAINT_TEXT, selected ? ">" : " ");
	if (n <= 9)
		canvas_printf(c, r, 6, PAINT_KEY, "%zu", n);
	int col = canvas_text(c, r, 9, PAINT_TEXT, item->label) + 2;
	path_text(ch, item->code, &path);
	if (path.len && col + 8 < end)
		canvas_field(c, r, col, end - col, PAINT_DIM, buf_text(&path));
	buf_release(&path);
	if (ch->arg.filter)
		canvas_right(c, r, c->cols - 4, PAINT_DIM, item->code);
	if (selected)
		canvas_paint(c, r, 8, c->cols - 12, PAINT_SEL);
}

/* All of the path of the chosen row, which its line may have cut. */
static void draw_path(const struct choose *ch, struct canvas *c, int row_at_screen)
{
	struct buf path;

	if (!ch->arg.path || ch->list.count == 0)
		return;
	path_text(ch, row_at(ch, ch->list.at)->code, &path);
	if (path.len)
		buf_adds(&path, " > ");
	buf_adds(&path, row_at(ch, ch->list.at)->label);
	canvas_wrap(c, row_at_screen, 4, c->cols - 8, 2, PAINT_DIM, buf_text(&path));
	buf_release(&path);
}

static void draw_query(const struct choose *ch, struct canvas *c, int at)
{
	char count[64];
	const char *prompt = ch->arg.filter ? _("Find") : ch->arg.own;
	int col = canvas_text(c, at, 3, PAINT_TEXT, prompt) + 2;

	edit_draw(&ch->query, c, at, col, ch->arg.filter ? 40 : c->cols - col - 4, true);
	if (!ch->arg.filter)
		return;
	if (ch->total > ch->list.count)
		text_format(count, sizeof count, _("%zu found, the first %zu here"), ch->total,
			ch->list.count);
	else
		text_format(count, sizeof count, _("%zu found"), ch->total);
	canvas_right(c, at, c->cols - 4, PAINT_DIM, count);
}

static const char *hint(const struct choose *ch)
{
	if (own_words(ch))
		return _("Enter takes these words, Ctrl+U empties them, Esc cancels");
	if (ch->arg.own)
		return _("A digit chooses, or type your own words and Enter, Esc cancels");
	if (ch->arg.filter && ch->digits_search)
		return _("Type the code or words, Enter takes the row, F3 lets digits choose again");
	if (ch->arg.filter)
		return _("Type initials or words (F3: a code); a digit or Enter takes the row");
	return _("A digit or Enter chooses, Esc cancels");
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct choose *ch = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int top = f.body_top + 1;
	bool typing = ch->arg.filter || ch->arg.own;

	frame_person(a, c, 1);
	canvas_wrap(c, top, 3, c->cols - 6, 2, PAINT_HEAD, ch->title);
	top += 3;
	if (ch->arg.own && !ch->arg.filter)
		top++;
	list_draw(&ch->list, c, ch->arg.filter ? top + 1 : top, PAGE, row, ch);
	if (ch->list.count == 0 && ch->arg.filter)
		canvas_text(c, top + 1, 4, PAINT_DIM, _("Nothing fits; delete a letter"));
	draw_path(ch, c, top + 1 + PAGE);
	if (typing)
		draw_query(ch, c, f.body_top + 3);
	else
		canvas_cursor(c, top + (int)(ch->list.at - list_top(&ch->list, PAGE)), 4);
	frame_hint(a, c, VOICE_HINT, hint(ch));
}

static bool digits(const struct app *a, const void *state)
{
	const struct choose *ch = state;

	(void)a;
	return !ch->digits_search && !own_words(ch) && ch->list.count > 0;
}

static bool offers(const struct app *a, const void *state, enum action act)
{
	(void)a;
	return act != ACT_FIND || ((const struct choose *)state)->arg.filter;
}

const struct screen screen_choose = {
	.name = "choose", .title = N_("Choose"), .bit = IN_CHOOSE, .state_size = sizeof(struct choose),
	.enter = enter, .act = act, .text = text, .digits = digits, .paste = paste, .offers = offers,
	.draw = draw, .leave = leave,
};

/* The same overlay as a confirmation: keys typed ahead never answer it. */
static const struct screen screen_confirm = {
	.name = "confirm", .title = N_("Confirm"), .bit = IN_LIST, .modal = true,
	.state_size = sizeof(struct choose), .enter = enter, .act = act, .text = text, .digits = digits, .draw = draw,
	.leave = leave,
};

enum err choose_open(struct app *a, const struct choose_arg *arg)
{
	return app_push(a, arg->confirm ? &screen_confirm : &screen_choose, arg);
}
