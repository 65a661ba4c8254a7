/* SPDX-License-Identifier: MIT
 *
 * One line of the form: a field with its sign, the heading of a row, the place to add one. Under a
 * field stand what is wrong with it, why a warning passed, and what a declaration says.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/screens/form_state.h"

enum { LABEL_COL = 6, LABEL_WIDTH = 20, DECLARED_ROWS = 4, SAID_ROWS = 2 };

/* ---- what is said beside a field ---- */

static const char *error_of(const struct face *x, size_t field)
{
	const struct form *f = x->form;

	if (*f->why && f->why_field == field)
		return f->why;
	if (!f->checked || f->flaws[field] != FLAW_ERROR)
		return NULL;
	for (size_t i = 0; i < x->eval->n_findings; i++) {
		const struct finding *e = &x->eval->findings[i];
		if (e->field == (int)field && e->severity == SEVERITY_ERROR)
			return i18n_pick(e->text, e->text_en);
	}
	return NULL;
}

/* Warnings are told at once: whoever keys the value may still be asked about it. */
static const struct finding *warning_of(const struct face *x, size_t field)
{
	for (size_t i = 0; i < x->eval->n_findings; i++) {
		const struct finding *e = &x->eval->findings[i];
		if (e->field == (int)field && e->severity != SEVERITY_ERROR)
			return e;
	}
	return NULL;
}

char form_sign(const struct face *x, size_t field)
{
	const struct answer *ans = &x->casefile->draft.answers[field];
	const struct field *fd = &x->item->fields[field];

	if (error_of(x, field) || desk_conflict(x->app->desk, field) ||
		(x->form->checked && x->form->flaws[field] == FLAW_WARN))
		return '!';
	if (desk_waiting(x->app->desk, field))
		return 'o';
	if (fd->type == FIELD_ROWS)
		return ans->origin == ORIGIN_NONE ? '-' : origin_sign(ans->origin);
	if (!*ans->value && !ans->declared_none)
		return x->eval->required[field] ? '?' : '-';
	if (ans->origin == ORIGIN_NONE)
		return '?';
	if (desk_stale(x->app->desk, field))
		return '~'; /* the department said it too long ago */
	if (x->eval->needed[field])
		return fd->type == FIELD_DECLARATION ? '?' : '~'; /* there, but to be confirmed */
	return origin_sign(ans->origin);
}

static bool has_focus(const struct face *x, size_t index)
{
	return index == x->form->at && !x->form->summary;
}

/* While the focus moves it takes its value along and nothing more. */
static bool at_rest(const struct face *x, size_t index)
{
	return has_focus(x, index) && !x->app->rest_ms;
}

static bool by_digit(const struct face *x, size_t index)
{
	const struct form_line *l = &x->form->lines[index];

	return l->kind == LINE_FIELD && form_choices(x->form, &x->item->fields[l->field]) > 0;
}

/* The choices of the focus stand beside and below it. They follow when it rests, or a thin line would
 * carry those of every field it passes, and the rows they push down. */
static bool unfolded(const struct face *x, size_t index)
{
	return by_digit(x, index) && x->form->unfolded == (int)x->form->lines[index].field;
}

/* What a declaration says is read aloud: it stands there until it is declared. */
static const char *declared_text(const struct face *x, size_t index)
{
	const struct form_line *l = &x->form->lines[index];
	const struct field *fd = &x->item->fields[l->field];

	if (fd->type != FIELD_DECLARATION || l->kind != LINE_FIELD)
		return "";
	bool done = text_equal(x->casefile->draft.answers[l->field].value, "1");
	return done && !has_focus(x, index) ? "" : i18n_pick(fd->declared, fd->declared_en);
}

/* ---- what stands below a field ---- */

static void warning_text(const struct finding *w, struct buf *out)
{
	buf_adds(out, i18n_pick(w->text, w->text_en));
	if (w->excuse)
		buf_addf(out, "  %s: %s", _("passed"), _(w->excuse));
	else if (w->severity == SEVERITY_WARN && w->check >= 0)
		buf_addf(out, "  %s", _("(needs a reason)"));
}

static int said_width(const struct face *x)
{
	return x->width - LABEL_COL - 3;
}

static int draw_said(const struct face *x, int row, int rows_left, const char *sign, enum paint p,
	const char *text)
{
	int most = rows_left < SAID_ROWS ? rows_left : SAID_ROWS;

	if (rows_left <= 0 || !*text)
		return 0;
	canvas_text(x->canvas, row, LABEL_COL, p, sign);
	return canvas_wrap(x->canvas, row, LABEL_COL + 2, said_width(x), most, PAINT_TEXT, text);
}

static void draw_below(const struct face *x, int row, size_t index, int rows_left)
{
	size_t field = x->form->lines[index].field;
	const char *error = error_of(x, field);
	const struct finding *w = warning_of(x, field);
	int used = draw_said(x, row, rows_left, "!", PAINT_BAD, error ? error : "");
	struct buf text;

	if (w) {
		const char *sign = w->severity == SEVERITY_INFO ? "i" : w->excuse ? "~" : "!";
		buf_init(&text, 1024);
		warning_text(w, &text);
		used += draw_said(x, row + used, rows_left - used, sign, frame_sign_paint(*sign),
			buf_text(&text));
		buf_release(&text);
	}
	if (used < rows_left)
		canvas_wrap(x->canvas, row + used, LABEL_COL + 2, said_width(x),
			rows_left - used < DECLARED_ROWS ? rows_left - used : DECLARED_ROWS, PAINT_TEXT,
			declared_text(x, index));
}

static int below_height(const struct face *x, size_t index)
{
	size_t field = x->form->lines[index].field;
	const char *error = error_of(x, field);
	const struct finding *w = warning_of(x, field);
	int rows = canvas_wrapped(error ? error : "", said_width(x), SAID_ROWS);
	struct buf text;

	if (w) {
		buf_init(&text, 1024);
		warning_text(w, &text);
		rows += canvas_wrapped(buf_text(&text), said_width(x), SAID_ROWS);
		buf_release(&text);
	}
	return rows + canvas_wrapped(declared_text(x, index), said_width(x), DECLARED_ROWS);
}

/* ---- lines ---- */

static void draw_field(const struct face *x, int row, size_t index, int rows_left)
{
	const struct form_line *l = &x->form->lines[index];
	const struct field *fd = &x->item->fields[l->field];
	char sign[2] = {form_sign(x, l->field), '\0'};
	bool focus = has_focus(x, index), choices = unfolded(x, index);
	int used = 1, indent = l->row >= 0 ? 1 : 0;
	struct buf source;

	canvas_text(x->canvas, row, 1, frame_sign_paint(sign[0]), sign);
	canvas_printf(x->canvas, row, 3, PAINT_DIM, "%d", l->number);
	canvas_field(x->canvas, row, LABEL_COL + indent, LABEL_WIDTH - indent,
		at_rest(x, index) || fd->type == FIELD_ROWS ? PAINT_HEAD : PAINT_TEXT,
		i18n_pick(fd->label, fd->label_en));
	if (choices) {
		used = form_draw_choices(x, row, l->field, true);
	} else {
		buf_init(&source, 512);
		form_source_text(x, l->field, &source);
		canvas_field(x->canvas, row, SOURCE_COL, x->width - SOURCE_COL - 1, PAINT_DIM,
			buf_text(&source));
		buf_release(&source);
		if (focus && by_digit(x, index))
			form_draw_chosen(x, row, l->field, true);
		else
			form_draw_value(x, row, l->field, focus);
	}
	if (focus && by_digit(x, index))
		canvas_cursor(x->canvas, row, VALUE_COL + 1);
	draw_below(x, row + used, index, rows_left - used);
}

static void draw_row_head(const struct face *x, int row, const struct form_line *l)
{
	const struct field *count = &x->item->fields[l->field];
	const struct repeat *r = &x->item->repeats[count->repeat];
	struct buf name;

	canvas_rule(x->canvas, row, LABEL_COL, x->width - LABEL_COL - 2);
	int col = canvas_printf(x->canvas, row, LABEL_COL + 3, PAINT_HEAD, " %s %d/%d ",
		i18n_pick(r->label, r->label_en), l->row + 1,
		draft_rows(&x->casefile->draft, (size_t)count->repeat));
	buf_init(&name, 1024);
	form_row_name(x->app, r, l->row, app_clear(x->app), &name);
	if (name.len) {
		buf_addc(&name, ' ');
		col = canvas_text(x->canvas, row, col, PAINT_TEXT, " ");
		canvas_field(x->canvas, row, col, (int)text_cells(buf_text(&name)) < x->width - col - 4 ?
			(int)text_cells(buf_text(&name)) : x->width - col - 4, PAINT_DIM, buf_text(&name));
	}
	buf_release(&name);
}

static void draw_place(const struct face *x, int row, size_t index)
{
	bool focus = has_focus(x, index);

	canvas_text(x->canvas, row, 1, PAINT_DIM, "+");
	canvas_text(x->canvas, row, LABEL_COL, focus ? PAINT_HEAD : PAINT_DIM, _("Another row"));
	if (!focus)
		return;
	canvas_text(x->canvas, row, VALUE_COL, PAINT_TEXT, _("[ ]  1 add   Enter no more"));
	canvas_cursor(x->canvas, row, VALUE_COL + 1);
}

void form_draw_line(const struct face *x, int row, size_t index, int rows_left)
{
	switch (x->form->lines[index].kind) {
	case LINE_ROW: draw_row_head(x, row, &x->form->lines[index]); break;
	case LINE_ADD: draw_place(x, row, index); break;
	default: draw_field(x, row, index, rows_left);
	}
}

int form_line_height(const struct face *x, size_t index)
{
	const struct form_line *l = &x->form->lines[index];

	if (l->kind != LINE_FIELD)
		return 1;
	int rows = unfolded(x, index) ? form_draw_choices(x, 0, l->field, false) : 1;
	return rows + below_height(x, index);
}
