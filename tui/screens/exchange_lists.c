/* SPDX-License-Identifier: MIT
 *
 * S16, its lists: today's requests, what the last 30 days' were for, and one of either alone.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/dialect.h"
#include "tui/frame.h"
#include "tui/lines.h"
#include "tui/screens/exchange_state.h"

enum { TEXT_BYTES = 16 * 1024, LABEL_CELLS = 10, PARTS = 200 };

struct painting {
	const struct app *app;
	const struct exchange_view *view;
};

/* ---- requests ---- */

/* Who asked is for supervisors; everybody knows the own questions. */
static const char *asker(const struct app *a, const struct exchange_view *s, const struct call *x)
{
	return s->watch || text_equal(x->operator_id, a->operator_id) ? x->operator_id : "-";
}

static void request_row(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	const struct painting *p = ctx;
	const struct call *x = calls_at(p->view->calls, p->view->shown[index]);
	const struct resource *r = catalog_find(p->app->catalog, x->resource);
	enum paint paint = outcome_well(x->outcome) ? PAINT_OK : PAINT_BAD;
	char text[40];

	clock_format(x->at_ms, text);
	canvas_text(c, row, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, row, 1, paint, outcome_well(x->outcome) ? "=" : "!");
	canvas_text(c, row, 3, PAINT_DIM, text + 11);
	canvas_field(c, row, 13, 12, PAINT_TEXT, r ? i18n_pick(r->department, r->department_en) : "-");
	canvas_field(c, row, 26, 9, PAINT_TEXT, x->resource);
	canvas_field(c, row, 36, 10, paint, outcome_word(x->outcome));
	canvas_field(c, row, 47, 10, PAINT_DIM, x->code);
	text_format(text, sizeof text, "%d.%03d", x->took_ms / 1000, x->took_ms % 1000);
	canvas_right(c, row, 65, PAINT_TEXT, text);
	canvas_field(c, row, 67, 6, PAINT_TEXT, asker(p->app, p->view, x));
	canvas_field(c, row, 74, 6, PAINT_DIM, x->trace);
	if (selected)
		canvas_paint(c, row, 13, 22, PAINT_SEL);
}

static void request_heads(const struct exchange_view *s, struct canvas *c, int row)
{
	canvas_text(c, row, 3, PAINT_DIM, _("Today"));
	canvas_text(c, row, 13, s->origin ? PAINT_HEAD : PAINT_DIM, _("Dept"));
	canvas_text(c, row, 26, PAINT_DIM, _("Resource"));
	canvas_text(c, row, 36, PAINT_DIM, _("Verdict"));
	canvas_text(c, row, 47, PAINT_DIM, _("Its code"));
	canvas_right(c, row, 65, PAINT_DIM, _("s"));
	canvas_text(c, row, 67, PAINT_DIM, _("By"));
	canvas_text(c, row, 74, PAINT_DIM, _("No."));
}

static void add_line(struct buf *out, const char *label, const char *text)
{
	text_pad(out, label, LABEL_CELLS, false);
	buf_addf(out, "%s\n", text);
}

static void describe_request(const struct app *a, const struct exchange_view *s, const struct call *x,
	struct buf *out)
{
	const struct resource *r = catalog_find(a->catalog, x->resource);
	char text[160], hex[2 * HASH_SIZE + 1];

	if (r)
		text_format(text, sizeof text, "%s %s", x->resource, i18n_pick(r->name, r->name_en));
	add_line(out, _("Resource"), r ? text : x->resource);
	if (r && r->origin) {
		text_format(text, sizeof text, "%s, %s %s", i18n_pick(r->department, r->department_en),
			r->origin->name, _(r->origin->dialect->title));
		add_line(out, _("Dept"), text);
	}
	clock_format(x->at_ms, text);
	add_line(out, _("When"), text);
	add_line(out, _("By"), asker(a, s, x));
	text_format(text, sizeof text, "%s  %s%s%s%s", outcome_word(x->outcome), _(outcome_text(x->outcome)),
		*x->code ? "  [" : "", x->code, *x->code ? "]" : "");
	add_line(out, _("Verdict"), text);
	if (*outcome_todo(x->outcome))
		add_line(out, _("To do"), _(outcome_todo(x->outcome)));
	text_format(text, sizeof text, "%d ms", x->took_ms);
	add_line(out, _("Took"), text);
	add_line(out, _("Request"), x->trace);
	text_hex(x->request, HASH_SIZE, hex);
	add_line(out, _("Sent"), hex);
	text_hex(x->body, HASH_SIZE, hex);
	add_line(out, _("Came back"), hex);
	buf_addf(out, "\n%s\n", _("Sent and got are SHA-256 of what went out and came back; the case "
		"keeps both. What was in them is seen in the case alone."));
}

/* ---- purposes ---- */

static void purpose_row(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	const struct painting *p = ctx;
	const struct purpose *x = &p->view->used[index];
	const struct resource *r = catalog_find(p->app->catalog, x->resource);
	char text[16];

	canvas_text(c, row, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, row, 3, 9, PAINT_TEXT, x->resource);
	canvas_field(c, row, 13, 13, PAINT_TEXT, r ? i18n_pick(r->department, r->department_en) : "-");
	canvas_field(c, row, 27, 25, PAINT_TEXT, r ? i18n_pick(r->name, r->name_en) : "");
	const uint32_t counts[] = {x->asks, x->items, x->operators};
	for (int i = 0; i < 3; i++) {
		text_format(text, sizeof text, "%u", counts[i]);
		canvas_right(c, row, 60 + i * 9, PAINT_TEXT, text);
	}
	if (selected)
		canvas_paint(c, row, 3, 49, PAINT_SEL);
}

static void purpose_heads(struct canvas *c, int row)
{
	canvas_text(c, row, 3, PAINT_DIM, _("Resource"));
	canvas_right(c, row, 60, PAINT_DIM, _("asked"));
	canvas_right(c, row, 69, PAINT_DIM, _("items"));
	canvas_right(c, row, 78, PAINT_DIM, _("people"));
}

static const char *item_name(const struct app *a, const char *code)
{
	if (text_equal(code, "identity"))
		return _("the identity check");
	for (size_t i = 0; i < directory_size(a->directory); i++)
		if (text_equal(directory_at(a->directory, i)->code, code))
			return i18n_pick(directory_at(a->directory, i)->name,
				directory_at(a->directory, i)->name_en);
	return "";
}

static void describe_purpose(const struct app *a, const struct purposes *p, const char *resource,
	struct buf *out)
{
	struct purpose_part parts[PARTS];
	size_t n = purposes_items(p, resource, parts, PARTS);

	buf_addf(out, "%s\n", _("For which matters"));
	for (size_t i = 0; i < n && i < PARTS; i++)
		buf_addf(out, "%6u  %-14s %s\n", parts[i].asks, parts[i].name, item_name(a, parts[i].name));
	n = purposes_operators(p, resource, parts, PARTS);
	buf_addf(out, "\n%s\n", _("By whom"));
	for (size_t i = 0; i < n && i < PARTS; i++)
		buf_addf(out, "%6u  %s\n", parts[i].asks, parts[i].name);
}

/* ---- one alone ---- */

void exchange_paint_whole(const struct app *a, struct exchange_view *s, struct canvas *c,
	const struct frame *f)
{
	struct lines_box box = {f->body_top, 3, f->body_rows, c->cols - 5, LABEL_CELLS};
	struct buf text;

	buf_init(&text, TEXT_BYTES);
	if (s->tab == TAB_REQUESTS && s->requests.at < s->requests.count)
		describe_request(a, s, calls_at(s->calls, s->shown[s->requests.at]), &text);
	else if (s->tab == TAB_PURPOSES && s->uses.at < s->uses.count)
		describe_purpose(a, s->purposes, s->used[s->uses.at].resource, &text);
	lines_scroll(&box, &s->top, buf_text(&text));
	lines_draw(c, &box, s->top, buf_text(&text));
	canvas_cursor(c, f->body_top, 0);
	frame_hint(a, c, VOICE_HINT, _("Up and down scroll, Esc goes back"));
	buf_release(&text);
}

void exchange_paint_requests(const struct app *a, struct exchange_view *s, struct canvas *c,
	const struct frame *f)
{
	struct painting p = {a, s};

	request_heads(s, c, f->body_top);
	list_draw(&s->requests, c, f->body_top + 1, f->body_rows - 1, request_row, &p);
	if (!s->requests.count)
		canvas_text(c, f->body_top + 1, 3, PAINT_DIM, !s->calls_whole ? _("Reading ...") :
			calls_blind(s->calls) ? _("The requests of cases are known to those who work on them") :
			_("Nothing has been asked today"));
	canvas_cursor(c, f->body_top + 1 + (int)(s->requests.at - list_top(&s->requests, f->body_rows - 1)),
		0);
}

void exchange_paint_purposes(const struct app *a, struct exchange_view *s, struct canvas *c,
	const struct frame *f)
{
	struct painting p = {a, s};

	purpose_heads(c, f->body_top);
	list_draw(&s->uses, c, f->body_top + 1, f->body_rows - 1, purpose_row, &p);
	if (!s->uses.count)
		canvas_text(c, f->body_top + 1, 3, PAINT_DIM, _("Nothing was asked in the last 30 days"));
	canvas_cursor(c, f->body_top + 1 + (int)(s->uses.at - list_top(&s->uses, f->body_rows - 1)), 0);
}
