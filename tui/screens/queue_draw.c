/* SPDX-License-Identifier: MIT
 *
 * S12 督办队列, its picture: views, filter, rows with their light and what to look at, the
 * departments by light.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/desk/inwards.h"
#include "core/standards/name.h"
#include "core/standards/workday.h"
#include "tui/frame.h"
#include "tui/screens/queue_state.h"

enum { INWARD_SHOWN = 100, HEAT_ACROSS = 3, HEAT_ROWS = 4, HEAT_WIDTH = 26, LONG_NAME = 24 };

static const char *const view_names[QUEUE_VIEWS] = {
#define X(name, text) [name] = text,
	QUEUE_VIEW_TABLE(X)
#undef X
};

enum paint queue_light(const struct view_case *r, char out[40])
{
	day_t today = clock_today();

	if (r->next == DAY_NONE) {
		text_copy(out, 40, r->flags & FLAG_STOPPED ? _("clock stopped") : "-");
		return PAINT_DIM;
	}
	if (today > r->next) {
		text_format(out, 40, _("[red] %dd late"), workday_between(r->next, today));
		return PAINT_BAD;
	}
	bool yellow = today >= r->warn;
	if (r->next == today)
		text_copy(out, 40, _("[amber] today"));
	else
		text_format(out, 40, yellow ? _("[amber] %dd") : _("[green] %dd"),
			workday_between(today, r->next));
	return yellow || r->next == today ? PAINT_STALE : PAINT_OK;
}

/* The first reason to look at it; its state when there is none. */
static void what_to_see(const struct view_case *r, char out[64])
{
	enum appeal_state appeal;
	enum state st = STATE_DRAFT;
	day_t today = clock_today();

	(void)state_parse(r->state, &st);
	if (r->flags & FLAG_WANTED)
		text_copy(out, 64, _("wanted back"));
	else if (r->flags & FLAG_DEMANDED)
		text_copy(out, 64, _("second notice?"));
	else if (r->defer != DAY_NONE && r->defer <= today)
		text_copy(out, 64, _("paper due"));
	else if (duty_of(r, today) == DUTY_ESCALATED)
		text_copy(out, 64, _("unanswered"));
	else if (r->flags & FLAG_TWIN)
		text_copy(out, 64, _("twin?"));
	else if (r->flags & FLAG_OBJECTED)
		text_copy(out, 64, _("in dispute"));
	else if (r->overridden > 0)
		text_format(out, 64, _("%d overridden"), r->overridden);
	else if (r->urged > 0)
		text_format(out, 64, _("urged %d"), r->urged);
	else if (r->flags & FLAG_AWAY)
		text_copy(out, 64, _("away"));
	else if (r->flags & FLAG_SPOT)
		text_copy(out, 64, _("spot check"));
	else if (r->flags & FLAG_UNVERIFIED)
		text_copy(out, 64, _("to verify"));
	else if (text_starts(r->note, APPEAL_NOTE) && appeal_parse(r->note + strlen(APPEAL_NOTE), &appeal))
		text_copy(out, 64, _(appeal_text(appeal)));
	else
		text_copy(out, 64, _(state_text(st)));
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct queue_view_state *s = ctx;
	const struct view_case *r = queue_row(s, index);
	char light[40], see[64];
	int wide = frame_spare(c, LONG_NAME);
	struct buf name;

	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	if (!r)
		return;
	enum paint p = queue_light(r, light);
	bool marked = queue_marked(s, &r->id);
	buf_init(&name, 256);
	if (desk_may_at(s->desk, RIGHT_PERSON, r->department, r->item))
		mask_name(r->applicant, &name);
	else
		buf_adds(&name, "--"); /* that there is a case, not whose */
	what_to_see(r, see);
	canvas_text(c, at, 1, PAINT_MARK, marked ? "x" : " ");
	canvas_field(c, at, 3, 15, marked ? PAINT_MARK : PAINT_TEXT, r->number);
	canvas_field(c, at, 19, 17 + wide, PAINT_TEXT, r->item_name);
	canvas_field(c, at, 37 + wide, 7, PAINT_TEXT, buf_text(&name));
	canvas_field(c, at, 45 + wide, 4, PAINT_TEXT, r->window);
	canvas_field(c, at, 50 + wide, 5, PAINT_TEXT, r->holder);
	canvas_field(c, at, 56 + wide, 13, p, light);
	canvas_field(c, at, 69 + wide, 11, PAINT_DIM, see);
	if (selected)
		canvas_paint(c, at, 3, 46 + wide, PAINT_SEL);
	buf_release(&name);
}

static void view_label(const struct queue_view_state *s, int v, char out[80])
{
	char n[24] = "..";

	if (!s->reading)
		text_format(n, sizeof n, "%llu", (unsigned long long)s->in[v]);
	text_format(out, 80, "%s %s%s", _(view_names[v]), n, v == (int)s->view ? "]" : "");
}

/* Each behind its digit; two spaces apart while they fit. */
/* Behind the digit after the views: hand-overs that wait, where there are any. */
static void inward(const struct app *a, struct canvas *c, int col)
{
	const struct inward_case *list[INWARD_SHOWN];
	size_t n = inwards_waiting(a->inwards, list, COUNT_OF(list));

	if (n == 0)
		return;
	col = canvas_printf(c, 1, col, PAINT_KEY, "%d", QUEUE_VIEWS + 1);
	canvas_printf(c, 1, col, PAINT_TEXT, "%s %zu", _("Inward"), n);
}

static void views(const struct app *a, const struct queue_view_state *s, struct canvas *c)
{
	char label[80];
	int col = 1, width = 1;

	for (int v = 0; v < QUEUE_VIEWS; v++) {
		view_label(s, v, label);
		width += 1 + (int)text_cells(label);
	}
	int gap = width + 2 * (QUEUE_VIEWS - 1) < c->cols - 1 ? 2 : 1;
	for (int v = 0; v < QUEUE_VIEWS; v++) {
		bool chosen = v == (int)s->view;
		view_label(s, v, label);
		if (chosen)
			col = canvas_text(c, 1, col, PAINT_HEAD, "[");
		col = canvas_printf(c, 1, col, PAINT_KEY, "%d", v + 1);
		col = canvas_text(c, 1, col, chosen ? PAINT_HEAD : PAINT_TEXT, label) + gap;
	}
	inward(a, c, col);
}

static void filter(struct queue_view_state *s, struct canvas *c)
{
	char right[64];
	enum state st = STATE_DRAFT;

	if (s->finding) {
		int col = canvas_text(c, 2, 1, PAINT_TEXT, _("Find > "));
		edit_draw(&s->find, c, 2, col, 30, !s->counting);
		text_format(right, sizeof right, s->whole ? _("%zu found") :
			_("%zu found, still reading"), s->list.count);
	} else {
		(void)state_parse(s->state, &st);
		canvas_printf(c, 2, 1, PAINT_DIM, _("Dept %s  window %s  state %s  by time left"),
			*s->department ? s->department : _("all"), *s->window ? s->window : _("all"),
			*s->state ? _(state_text(st)) : _("all"));
		text_copy(right, sizeof right, s->flags ? _("between regions") : "");
	}
	if (s->n_marks)
		text_format(right, sizeof right, _("%zu marked"), s->n_marks);
	canvas_right(c, 2, c->cols - 1, PAINT_HEAD, right);
}

static void heat(const struct queue_view_state *s, struct canvas *c, int row_at, int rows)
{
	int across = c->cols / HEAT_WIDTH;

	canvas_text(c, row_at, 3, PAINT_DIM, _("-- Departments: red/yellow/green "));
	for (size_t i = 0; i < s->n_counts && (int)i < (rows - 1) * across; i++) {
		const struct queue_count *d = &s->counts[i];
		int at = row_at + 1 + (int)i / across, col = 3 + (int)i % across * HEAT_WIDTH;
		canvas_field(c, at, col, 8, PAINT_TEXT, *d->department ? d->department : "-");
		col = canvas_printf(c, at, col + 9, d->red ? PAINT_BAD : PAINT_DIM, _("red %llu"),
			(unsigned long long)d->red) + 1;
		col = canvas_printf(c, at, col, d->yellow ? PAINT_STALE : PAINT_DIM, _("yel %llu"),
			(unsigned long long)d->yellow) + 1;
		canvas_printf(c, at, col, d->green ? PAINT_OK : PAINT_DIM, _("grn %llu"),
			(unsigned long long)d->green);
	}
}

static void heads(struct canvas *c, int at)
{
	int wide = frame_spare(c, LONG_NAME);

	canvas_text(c, at, 3, PAINT_DIM, _("Case"));
	canvas_text(c, at, 19, PAINT_DIM, _("Item"));
	canvas_text(c, at, 37 + wide, PAINT_DIM, _("For"));
	canvas_text(c, at, 45 + wide, PAINT_DIM, _("Win"));
	canvas_text(c, at, 50 + wide, PAINT_DIM, _("Turn"));
	canvas_text(c, at, 56 + wide, PAINT_DIM, _("Clock"));
	canvas_text(c, at, 69 + wide, PAINT_DIM, _("Look at"));
}

/* What will happen, to how many, and the number to be typed. */
static void preview(const struct app *a, struct queue_view_state *s, struct canvas *c,
	const struct frame *f)
{
	const struct queue_plan *p = &s->plan;
	char hint[APP_MESSAGE];
	int at = f->body_top + 2;

	(void)a;
	for (int i = 0; i < 8; i++)
		canvas_fill(c, at - 1 + i, 6, 68, PAINT_TEXT);
	canvas_box(c, at - 1, 6, 8, 68, _(bulk_text(p->kind)));
	canvas_printf(c, at, 9, PAINT_TEXT, _("Will be done: %zu"), p->n);
	if (*p->to_name)
		canvas_printf(c, at + 1, 9, PAINT_TEXT, _("To: %s"), p->to_name);
	if (p->days)
		canvas_printf(c, at + 1, 9, PAINT_TEXT, _("By %d days: %s"), p->days, p->reason);
	if (p->against)
		canvas_printf(c, at + 2, 9, PAINT_STALE, _("Left out: %zu. %s: %s"), p->against,
			p->first, _(p->why));
	canvas_text(c, at + 3, 9, PAINT_DIM, _("For 30 s Ctrl+Z takes all of it back"));
	int col = canvas_printf(c, at + 5, 9, PAINT_TEXT, _("Type %zu, then Enter > "), p->n);
	edit_draw(&s->typed, c, at + 5, col, 8, true);
	text_format(hint, sizeof hint, _("Type %zu and press Enter; Esc leaves everything as it is"),
		p->n);
	frame_hint(a, c, VOICE_ASK, hint);
}

static void hint(const struct app *a, const struct queue_view_state *s, struct canvas *c)
{
	if (s->finding)
		frame_hint(a, c, VOICE_HINT,
			_("Number, item, window or name; Enter opens, Space marks, Esc shows all again"));
	else if (s->n_marks)
		frame_hint(a, c, VOICE_HINT, _("F4 acts on what is marked, Esc takes the marks away"));
	else
		frame_hint(a, c, VOICE_HINT,
			_("1-7 view, / finds, Space marks, Ctrl+A all, F4 acts, F6 filters, F8 opens"));
}

void queue_draw(const struct app *a, struct queue_view_state *s, struct canvas *c)
{
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int lines = ((int)s->n_counts + c->cols / HEAT_WIDTH - 1) / (c->cols / HEAT_WIDTH);
	int heat_rows = s->n_counts == 0 ? 0 : 1 + (lines < HEAT_ROWS ? lines : HEAT_ROWS);
	int rows = f.body_rows - 1 - (heat_rows ? heat_rows + 1 : 0);

	views(a, s, c);
	filter(s, c);
	heads(c, f.body_top);
	list_draw(&s->list, c, f.body_top + 1, rows, row, s);
	if (s->list.count == 0)
		canvas_text(c, f.body_top + 2, 3, PAINT_DIM, s->finding ?
			_("Nothing like this here") : _("Nothing waits to be looked at"));
	if (heat_rows)
		heat(s, c, f.body_top + f.body_rows - heat_rows, heat_rows);
	if (!s->finding)
		canvas_cursor(c, f.body_top + 1 + (int)(s->list.at - list_top(&s->list, rows)), 0);
	if (s->counting)
		preview(a, s, c, &f);
	else
		hint(a, s, c);
}
