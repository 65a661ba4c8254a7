/* SPDX-License-Identifier: MIT
 *
 * S27 打印预览: the papers of a case as a list, and each as it was frozen: what is seen is what is
 * printed and kept. A paper signed for the file is in clear, so it is shown after a reveal only.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/casework/papers/slip.h"
#include "tui/frame.h"
#include "tui/list.h"
#include "tui/page.h"
#include "tui/printing.h"

enum { PAGE_ROWS = 12, NAME_COL = 7, PAPER_COL = 44, COPIES_COL = 53, PRINTED_COL = 62 };

struct view {
	struct list list;
	struct page page;
	bool shown;                  /* the paper instead of the list */
	bool marked[CASE_SLIPS];
};

static const struct casefile *file_of(const struct app *a)
{
	return desk_case(a->desk);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;
	const struct casefile *f = file_of(a);
	const size_t *chosen = arg;

	if (!f || f->n_slips == 0)
		return ERR_STATE;
	list_set(&s->list, f->n_slips);
	s->list.at = chosen ? *chosen : print_newest(f) % f->n_slips;
	s->shown = chosen != NULL;
	return OK;
}

static void back(struct app *a, void *state)
{
	struct view *s = state;

	list_set(&s->list, file_of(a) ? file_of(a)->n_slips : 0);
}

/* ---- printing ---- */

static void print_marked(struct app *a, struct view *s)
{
	bool any = false;

	for (size_t i = 0; i < s->list.count; i++) {
		if (!s->marked[i])
			continue;
		print_again(a, i);
		s->marked[i] = false;
		any = true;
	}
	if (!any)
		print_again(a, s->list.at);
}

static void mark_all(struct view *s)
{
	bool all = true;

	for (size_t i = 0; i < s->list.count; i++)
		all = all && s->marked[i];
	for (size_t i = 0; i < s->list.count; i++)
		s->marked[i] = !all;
}

/* ---- keys ---- */

static void turn(struct view *s, int by)
{
	size_t at = s->list.at;

	if ((by < 0 && at == 0) || (by > 0 && at + 1 >= s->list.count))
		return;
	s->list.at = by < 0 ? at - 1 : at + 1;
	s->page.top = 0;
}

static bool act_shown(struct view *s, enum action action)
{
	if (!s->shown)
		return false;
	switch (action) {
	case ACT_BACK: case ACT_ENTER: case ACT_BACK_STEP: s->shown = false; return true;
	case ACT_LEFT: turn(s, -1); return true;
	case ACT_RIGHT: case ACT_TAB: turn(s, 1); return true;
	default: return page_act(&s->page, action);
	}
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	if (act_shown(s, action))
		return;
	switch (action) {
	case ACT_BACK: case ACT_BACK_STEP: app_pop(a); break;
	case ACT_ENTER: case ACT_RIGHT:
		s->shown = true;
		s->page.top = 0;
		break;
	case ACT_PRINT: case ACT_NEXT_STEP: print_marked(a, s); break;
	case ACT_PICK: print_elsewhere(a, s->list.at); break;
	case ACT_MARK_ALL: mark_all(s); break;
	case ACT_REVEAL: app_reveal(a); break;
	case ACT_NEXT_PERSON: app_home(a); break;
	default: (void)list_act(&s->list, action, PAGE_ROWS);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;

	if (text_fold(cp) != ' ' || s->shown) {
		app_ime_hint(a);
		return;
	}
	s->marked[s->list.at] = !s->marked[s->list.at];
	(void)list_act(&s->list, ACT_DOWN, PAGE_ROWS);
}

/* ---- drawing ---- */

static const char *paper_of(int columns)
{
	return columns >= SLIP_PAGE ? "A4" : columns >= SLIP_A5 ? "A5" : columns >= SLIP_NARROW ?
		_("80 mm") : _("58 mm");
}

static void printed_text(const struct slip_kept *k, char out[48])
{
	if (k->printed)
		text_format(out, 48, _("printed %d times"), k->printed);
	else
		text_copy(out, 48, _("not printed"));
}

struct drawing {
	const struct casefile *file;
	const struct view *view;
};

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct drawing *d = ctx;
	const struct slip_kept *k = &d->file->slips[index];
	char printed[48];

	printed_text(k, printed);
	canvas_text(c, at, 1, PAINT_SEL, selected ? ">" : " ");
	canvas_text(c, at, 3, PAINT_MARK, d->view->marked[index] ? "x" : " ");
	canvas_field(c, at, NAME_COL, PAPER_COL - NAME_COL - 1, selected ? PAINT_SEL : PAINT_TEXT,
		slip_title(k->document));
	canvas_text(c, at, PAPER_COL, PAINT_DIM, paper_of(k->columns));
	canvas_printf(c, at, COPIES_COL, PAINT_DIM, "%d", k->copies);
	canvas_text(c, at, PRINTED_COL, k->printed ? PAINT_OK : PAINT_STALE, printed);
}

static void draw_list(const struct app *a, const struct view *s, struct canvas *c, const struct frame *f)
{
	struct drawing d = {file_of(a), s};

	canvas_text(c, f->body_top, NAME_COL, PAINT_DIM, _("Paper"));
	canvas_text(c, f->body_top, PAPER_COL, PAINT_DIM, _("Size"));
	canvas_text(c, f->body_top, COPIES_COL, PAINT_DIM, _("Copies"));
	list_draw(&s->list, c, f->body_top + 1, f->body_rows - 1, row, &d);
	canvas_cursor(c, f->body_top + 1 + (int)(s->list.at - list_top(&s->list, f->body_rows - 1)), 1);
	frame_hint(a, c, VOICE_HINT,
		_("Enter shows, Space marks, Ctrl+P prints, F4 elsewhere or PDF, Esc goes back"));
}

static void draw_paper(const struct app *a, struct view *s, struct canvas *c, const struct frame *f)
{
	const struct slip_kept *k = &file_of(a)->slips[s->list.at];

	canvas_cursor(c, f->body_top, 0);
	if (slip_signed(k->document) && !app_clear(a)) {
		canvas_text(c, f->body_top + 2, 3, PAINT_STALE,
			_("This paper names people in full, it was signed for the file."));
		canvas_text(c, f->body_top + 3, 3, PAINT_TEXT,
			_("Ctrl+E shows it for 10 seconds and is recorded; printing needs no showing."));
		frame_hint(a, c, VOICE_HINT, _("Ctrl+E shows it, Ctrl+P prints, Left and Right other papers"));
		return;
	}
	page_draw(&s->page, c, f->body_top, f->body_rows, f->width, k->columns, k->bytes, k->len);
	frame_hint(a, c, VOICE_HINT,
		_("As printed and kept. Left, Right: other papers, Ctrl+P prints, F4 elsewhere"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	const struct casefile *file = file_of(a);
	char right[96] = "", printed[48];

	if (!file || s->list.at >= file->n_slips) {
		frame_draw(a, c, "", STEP_NONE, "");
		return;
	}
	const struct slip_kept *k = &file->slips[s->list.at];
	printed_text(k, printed);
	text_format(right, sizeof right, "%zu/%zu %s  %s  %s", s->list.at + 1, file->n_slips,
		slip_title(k->document), paper_of(k->columns), printed);
	struct frame f = frame_draw(a, c, file->item ? i18n_pick(file->item->name, file->item->name_en) : "",
		STEP_NONE, "");
	frame_person(a, c, 1);
	canvas_text(c, 2, 1, PAINT_HEAD, right);
	if (s->shown)
		draw_paper(a, s, c, &f);
	else
		draw_list(a, s, c, &f);
}

const struct screen screen_papers = {
	.name = "papers", .title = N_("Papers"), .bit = IN_SLIP, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .draw = draw, .back = back,
};
