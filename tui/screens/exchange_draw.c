/* SPDX-License-Identifier: MIT
 *
 * S16 drawn: the table of departments with the chosen one described below it, and the words for the
 * hall.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/dialect.h"
#include "tui/frame.h"
#include "tui/screens/exchange_state.h"

enum { LABEL_CELLS = 10, DETAIL_ROWS = 6 };

static void tabs(const struct exchange_view *s, struct canvas *c)
{
	static const char *const names[TABS] = {
#define X(name, text, watch) [name] = text,
		TAB_TABLE(X)
#undef X
	};
	int col = 1;

	for (int t = 0; t < TABS; t++) {
		bool now = t == (int)s->tab;
		if (t >= TAB_PURPOSES && !s->watch)
			break;
		col = canvas_printf(c, 2, col, now ? PAINT_HEAD : PAINT_DIM, now ? "[%d %s]" : " %d %s ",
			t + 1, _(names[t])) + 1;
	}
}

static void top_row(const struct exchange_view *s, struct canvas *c)
{
	size_t well = 0, all = 0;

	for (size_t i = 0; i < s->n; i++) {
		all += s->rows[i].departments;
		well += s->rows[i].standing == STANDING_UP || s->rows[i].standing == STANDING_UNKNOWN ?
			s->rows[i].departments : 0;
	}
	canvas_text(c, 1, 1, PAINT_DIM, _("The last 5 minutes at this window"));
	char text[80];
	text_format(text, sizeof text, _("departments %zu, to see to %zu"), all, all - well);
	canvas_right(c, 1, c->cols - 1, all > well ? PAINT_BAD : PAINT_DIM, text);
}

/* ---- departments ---- */

struct painting {
	const struct app *app;
	const struct exchange_view *view;
};

/* "0.3 / 0.8" */
static void seconds(const struct health_figures *f, char out[24])
{
	if (f->typical_ms < 0)
		text_copy(out, 24, "-");
	else
		text_format(out, 24, "%d.%d / %d.%d", f->typical_ms / 1000, f->typical_ms / 100 % 10,
			f->slow_ms / 1000, f->slow_ms / 100 % 10);
}

static void breaker(const struct standing_row *r, char out[40])
{
	int left = standing_retry_s(r);

	if (!r->unit || r->unit->breaker == BREAKER_CLOSED)
		text_copy(out, 40, r->unit ? _("shut") : "-");
	else if (r->unit->breaker == BREAKER_HALF)
		text_copy(out, 40, _("half open"));
	else if (left > 0)
		text_format(out, 40, _("open, %d:%02d"), left / 60, left % 60);
	else
		text_copy(out, 40, _("open, next ask"));
}

/* What wide screens give to the name of the gateway. */
static int spare(const struct canvas *c)
{
	return c->cols >= 100 ? 10 : 0;
}

static void department_row(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	const struct painting *p = ctx;
	const struct standing_row *r = &p->view->rows[index];
	char sign[2] = {standing_sign(r->standing), '\0'}, text[96];
	enum paint paint = frame_sign_paint(sign[0]);
	int wide = spare(c);

	canvas_text(c, row, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, row, 1, paint, sign);
	canvas_field(c, row, 3, 13, PAINT_TEXT, exchange_name(r, text));
	canvas_field(c, row, 17, 13 + wide, PAINT_DIM, _(r->origin->dialect->title));
	canvas_field(c, row, 31 + wide, 13, paint, _(standing_word(r->standing)));
	seconds(&r->figures, text);
	canvas_right(c, row, 55 + wide, PAINT_TEXT, text);
	if (r->figures.asked) {
		text_format(text, sizeof text, "%zu/%zu", r->figures.good, r->figures.asked);
		canvas_right(c, row, 62 + wide, r->figures.good < r->figures.asked ? PAINT_MISS : PAINT_TEXT, text);
	}
	breaker(r, text);
	canvas_field(c, row, 64 + wide, 15, r->unit && r->unit->breaker != BREAKER_CLOSED ? paint : PAINT_DIM,
		text);
	if (selected)
		canvas_paint(c, row, 3, 26, PAINT_SEL);
}

static void department_heads(struct canvas *c, int row)
{
	int wide = spare(c);

	canvas_text(c, row, 3, PAINT_DIM, _("Dept"));
	canvas_text(c, row, 17, PAINT_DIM, _("Gateway"));
	canvas_text(c, row, 31 + wide, PAINT_DIM, _("Light"));
	canvas_right(c, row, 55 + wide, PAINT_DIM, _("half / slow, s"));
	canvas_right(c, row, 62 + wide, PAINT_DIM, _("good"));
	canvas_text(c, row, 64 + wide, PAINT_DIM, _("Breaker"));
}

/* What the clerks do meanwhile; the words for the citizen are F8's. */
static const char *meanwhile(enum standing s)
{
	switch (s) {
	case STANDING_DOWN: case STANDING_TRYING:
		return N_("Key its fields; they are marked unverified and checked later");
	case STANDING_SLOW:
		return N_("Go on: fields open after 8 s, what comes late fills in");
	case STANDING_QUOTA:
		return N_("No more is asked today; key it in, it is checked tomorrow");
	case STANDING_CLOSED:
		return N_("Not granted, or key refused: papers; tell the data office");
	case STANDING_BROKEN:
		return N_("Its answers are not taken: key it in, tell the department");
	case STANDING_UNKNOWN:
		return N_("Not asked since this program began; F5 asks about nobody");
	default:
		return N_("Nothing to do");
	}
}

static void add_failure(const struct standing_row *r, struct buf *out)
{
	char stamp[20];

	if (!r->unit || !r->unit->first_failure_ms)
		return;
	clock_format(r->unit->first_failure_ms, stamp);
	buf_addf(out, _("first failure %s, %d in a row"), stamp + 11, r->unit->failures);
	if (*r->unit->code)
		buf_addf(out, "  [%s]", r->unit->code);
}

static void line(struct canvas *c, int row, const char *label, const char *text)
{
	canvas_text(c, row, 3, PAINT_DIM, label);
	canvas_field(c, row, 3 + LABEL_CELLS, c->cols - LABEL_CELLS - 4, PAINT_TEXT, text);
}

static void describe(const struct exchange_view *s, const struct standing_row *r, struct canvas *c,
	int row)
{
	char strip[STRIP_CELLS + 1], text[160], name[96];
	struct buf failure;

	canvas_rule(c, row, 3, c->cols - 6);
	if (r->departments > 1)
		text_format(text, sizeof text, _(" %s, all %zu departments behind it "),
			exchange_name(r, name), r->departments);
	else
		text_format(text, sizeof text, " %s ", exchange_name(r, name));
	canvas_text(c, row, 6, PAINT_HEAD, text);
	standing_strip(r->unit, strip);
	buf_init(&failure, sizeof text);
	add_failure(r, &failure);
	text_format(text, sizeof text, "%s|  %s", strip, buf_text(&failure));
	buf_release(&failure);
	line(c, row + 1, _("10 min"), text);
	line(c, row + 2, _("Meanwhile"), _(meanwhile(r->standing)));
	if (calls_blind(s->calls))
		text_copy(text, sizeof text, _("known to those who work on cases"));
	else
		text_format(text, sizeof text, _("waiting for it today: %zu"), s->waiting[s->list.at]);
	line(c, row + 3, _("Cases"), text);
}

static void draw_departments(const struct app *a, struct exchange_view *s, struct canvas *c,
	const struct frame *f)
{
	struct painting p = {a, s};
	const struct standing_row *r = exchange_focus(s);
	int rows = f->body_rows - DETAIL_ROWS;

	department_heads(c, f->body_top);
	list_draw(&s->list, c, f->body_top + 1, rows, department_row, &p);
	if (!s->n)
		canvas_text(c, f->body_top + 1, 3, PAINT_DIM,
			_("No department is in the catalog; see INSTALL, section 5"));
	if (r && s->calls)
		describe(s, r, c, f->body_top + rows + 2);
	canvas_cursor(c, f->body_top + 1 + (int)(s->list.at - list_top(&s->list, rows)), 0);
}

/* ---- the words, the frame ---- */

static void draw_words(const struct app *a, const struct exchange_view *s, struct canvas *c,
	const struct frame *f)
{
	int row = f->body_top, end = f->body_top + f->body_rows;
	char text[APP_MESSAGE];

	canvas_text(c, row++, 1, PAINT_HEAD, _("To be said to who is waiting"));
	for (size_t i = 0; i < s->n && row < end - 1; i++)
		if (exchange_sentence(&s->rows[i], text)) {
			canvas_text(c, ++row, 1, PAINT_MISS, "?");
			canvas_text(c, row++, 3, PAINT_TEXT, text);
		}
	if (row == f->body_top + 1)
		canvas_text(c, row + 1, 3, PAINT_TEXT, _("All departments answer; nothing has to be said"));
	canvas_cursor(c, f->body_top, 0);
	frame_hint(a, c, VOICE_ASK, _("Nobody has to wait or come again because of a line"));
}

static void hint(const struct app *a, const struct exchange_view *s, struct canvas *c)
{
	const struct standing_row *r = exchange_focus(s);
	char text[APP_MESSAGE];

	if (s->tab == TAB_REQUESTS)
		frame_hint(a, c, VOICE_HINT, _("Enter shows hashes and what to do; F4 another department"));
	else if (s->tab == TAB_PURPOSES)
		frame_hint(a, c, VOICE_HINT, _("The last 30 days of all windows. Enter: for which items, by whom"));
	else if (r && exchange_sentence(r, text))
		frame_hint(a, c, VOICE_ASK, text);
	else
		frame_hint(a, c, VOICE_HINT, _("Enter its requests, F5 asks about nobody, F8 what may be said"));
}

void exchange_paint(const struct app *a, struct exchange_view *s, struct canvas *c)
{
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");

	top_row(s, c);
	tabs(s, c);
	if (!s->calls)
		return; /* locked */
	if (s->words) {
		draw_words(a, s, c, &f);
	} else if (s->whole) {
		exchange_paint_whole(a, s, c, &f);
	} else {
		if (s->tab == TAB_REQUESTS)
			exchange_paint_requests(a, s, c, &f);
		else if (s->tab == TAB_PURPOSES)
			exchange_paint_purposes(a, s, c, &f);
		else
			draw_departments(a, s, c, &f);
		hint(a, s, c);
	}
}
