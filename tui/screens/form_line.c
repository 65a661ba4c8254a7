/* SPDX-License-Identifier: MIT
 *
 * One line of the form: a field with its sign, value and source, the heading of a row, the place
 * to add one. Under a field stand what is wrong with it, why a warning passed, what a declaration
 * says, and choices its own line has no room for.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/screens/form_state.h"

enum {
	LABEL_COL = 6, LABEL_WIDTH = 20, VALUE_COL = 27, SOURCE_COL = 56, CHOICE_COL = VALUE_COL + 14,
	DECLARED_ROWS = 4
};

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

static char sign_of(const struct face *x, size_t field)
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
	if (x->eval->needed[field])
		return fd->type == FIELD_DECLARATION ? '?' : '~'; /* there, but to be confirmed */
	return origin_sign(ans->origin);
}

static bool has_focus(const struct face *x, size_t index)
{
	return index == x->form->at && !x->form->summary;
}

static bool by_digit(const struct face *x, size_t index)
{
	const struct form_line *l = &x->form->lines[index];

	return has_focus(x, index) && l->kind == LINE_FIELD &&
		form_choices(x->form, &x->item->fields[l->field]) > 0;
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

/* ---- values ---- */

static void value_text(const struct face *x, size_t field, bool clear, struct buf *out)
{
	const struct field *fd = &x->item->fields[field];
	const struct answer *ans = &x->casefile->draft.answers[field];

	if (fd->type == FIELD_ROWS)
		buf_addf(out, _("%d rows"), draft_rows(&x->casefile->draft, (size_t)fd->repeat));
	else if (ans->declared_none)
		buf_adds(out, i18n_pick(fd->none, fd->none_en));
	else if (*ans->value)
		field_show(fd, ans->value, !clear, out);
}

/* Whom the department was asked about, when it is not the applicant. */
static void whose_text(const struct face *x, const struct field *fd, const char *resource,
	struct buf *out)
{
	for (size_t k = 0; k < fd->n_shares; k++) {
		const struct share *s = &fd->shares[k];
		if (s->party < 0 || !text_equal(s->resource, resource))
			continue;
		const struct item_party *p = &x->item->parties[s->party];
		buf_addf(out, "%s ", i18n_pick(p->label, p->label_en));
		return;
	}
}

static void held_source(const struct face *x, const struct field *fd, const struct answer *ans,
	struct buf *out)
{
	const struct resource *r = catalog_find(x->app->catalog, ans->resource);

	whose_text(x, fd, ans->resource, out);
	if (r)
		buf_adds(out, i18n_pick(r->department, r->department_en));
	else
		buf_adds(out, fd->sticky ? _("as the last time here") : _("earlier case"));
	if (fd->sticky && !r)
		return;
	buf_adds(out, " ");
	frame_age(ans->at_ms, out);
}

void form_source_text(const struct face *x, size_t field, struct buf *out)
{
	const struct field *fd = &x->item->fields[field];
	const struct answer *ans = &x->casefile->draft.answers[field];

	if (desk_waiting(x->app->desk, field)) {
		buf_adds(out, _("being fetched"));
		return;
	}
	if (fd->type == FIELD_ROWS) {
		buf_adds(out, form_growable(x->app, (size_t)fd->repeat) ? _("Ctrl+N adds a row") : "");
		return;
	}
	if (!*ans->value && !ans->declared_none) {
		buf_adds(out, fd->n_shares ? _("not obtained; key it in") : _("ask the citizen"));
		return;
	}
	switch (ans->origin) {
	case ORIGIN_DERIVED:
		buf_adds(out, _("derived"));
		break;
	case ORIGIN_TYPED:
		buf_addf(out, _("keyed by %s"), ans->actor);
		break;
	case ORIGIN_OVERRIDE:
		buf_addf(out, _("changed: %s"), ans->reason ? _(ans->reason) : "");
		break;
	default:
		held_source(x, fd, ans, out);
	}
	if (ans->unverified)
		buf_adds(out, _("  unverified"));
}

/* "[1] 群众" once chosen, else all the choices a digit can take; those without room go below.
 * Returns the rows used. */
static int draw_choices(const struct face *x, int row, size_t field, bool draw)
{
	const struct field *fd = &x->item->fields[field];
	const char *value = x->casefile->draft.answers[field].value;
	const char *code, *label;
	size_t n = form_choices(x->form, fd);
	char text[256], chosen[256] = "[ ]";
	int used = 1;

	for (size_t i = 0; i < n; i++) {
		form_choice(x->form, fd, i, &code, &label);
		if (text_equal(code, value))
			text_format(chosen, sizeof chosen, "[%c] %s",
				fd->type == FIELD_CHOICE ? code[0] : (char)('1' + i), label);
	}
	int at = VALUE_COL + (int)text_cells(chosen);
	if (draw)
		canvas_text(x->canvas, row, VALUE_COL, PAINT_TEXT, chosen);
	at = at < CHOICE_COL ? CHOICE_COL : at + 2;
	for (size_t i = 0; i < n; i++) {
		form_choice(x->form, fd, i, &code, &label);
		text_format(text, sizeof text, "%c%s",
			fd->type == FIELD_CHOICE ? code[0] : (char)('1' + i), label);
		int cells = (int)text_cells(text);
		if (at + cells > x->width - 1 && at > CHOICE_COL) {
			at = CHOICE_COL;
			used++;
		}
		if (draw)
			canvas_field(x->canvas, row + used - 1, at,
				cells < x->width - 1 - at ? cells : x->width - 1 - at, PAINT_DIM, text);
		at += cells + 2;
	}
	return used;
}

static int value_width(const struct field *fd)
{
	switch (fd->type) {
	case FIELD_DATE: case FIELD_MOBILE: case FIELD_INT: case FIELD_MONTH: case FIELD_SHARE:
	case FIELD_PLATE: case FIELD_POSTCODE: case FIELD_ROWS: case FIELD_MONEY_WAN:
		return 16;
	case FIELD_TIME: case FIELD_MONEY:
		return 20;
	case FIELD_ID: case FIELD_CREDIT_CODE: case FIELD_ID_OR_CODE: case FIELD_VIN:
		return 24;
	default:
		return 28;
	}
}

/* How the value is typed, behind its box. */
static const char *unit_of(const struct field *fd)
{
	switch (fd->type) {
	case FIELD_MONEY: return _("yuan");
	case FIELD_MONEY_WAN: return _("10,000 yuan");
	case FIELD_SHARE: return "%";
	case FIELD_DATE: return _("8 digits");
	case FIELD_MONTH: return _("6 digits");
	case FIELD_TIME: return _("12 digits");
	default: return "";
	}
}

/* Words of a sentence or more get the rest of the line while they are typed. */
static bool long_text(const struct field *fd)
{
	return fd->type == FIELD_ADDRESS || (fd->type == FIELD_TEXT && (fd->max == 0 || fd->max > 30));
}

static void draw_input(const struct face *x, int row, size_t field)
{
	struct form *f = x->form;
	const struct field *fd = &x->item->fields[field];
	int width = value_width(fd);
	struct buf value;

	canvas_text(x->canvas, row, VALUE_COL + width + 1, PAINT_DIM, unit_of(fd));
	if (f->typed || *f->reason) {
		edit_draw(&f->edit, x->canvas, row, VALUE_COL,
			long_text(fd) ? x->width - VALUE_COL - 1 : width, true);
		return;
	}
	buf_init(&value, 2048);
	value_text(x, field, app_clear(x->app), &value);
	canvas_text(x->canvas, row, VALUE_COL, PAINT_FOCUS, "[");
	canvas_field(x->canvas, row, VALUE_COL + 1, width - 2, PAINT_FOCUS, buf_text(&value));
	canvas_text(x->canvas, row, VALUE_COL + width - 1, PAINT_FOCUS, "]");
	canvas_cursor(x->canvas, row, VALUE_COL + 1);
	buf_release(&value);
}

static void draw_value(const struct face *x, int row, size_t field, bool focus)
{
	struct buf value;

	if (focus) {
		draw_input(x, row, field);
		return;
	}
	buf_init(&value, 2048);
	value_text(x, field, app_clear(x->app), &value);
	if (value.len == 0)
		buf_adds(&value, sign_of(x, field) == '-' ? "" : "[ ]");
	canvas_field(x->canvas, row, VALUE_COL, SOURCE_COL - VALUE_COL - 1, PAINT_TEXT,
		buf_text(&value));
	buf_release(&value);
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

static int draw_below(const struct face *x, int row, size_t index, int rows_left)
{
	size_t field = x->form->lines[index].field;
	const char *error = error_of(x, field);
	const struct finding *w = warning_of(x, field);
	const char *declared = declared_text(x, index);
	int used = 0, width = x->width - LABEL_COL - 3;
	struct buf text;

	if (error && used < rows_left) {
		canvas_text(x->canvas, row + used, LABEL_COL, PAINT_BAD, "!");
		canvas_field(x->canvas, row + used++, LABEL_COL + 2, width, PAINT_TEXT, error);
	}
	if (w && used < rows_left) {
		const char *sign = w->severity == SEVERITY_INFO ? "i" : w->excuse ? "~" : "!";
		buf_init(&text, 1024);
		warning_text(w, &text);
		canvas_text(x->canvas, row + used, LABEL_COL, frame_sign_paint(*sign), sign);
		canvas_field(x->canvas, row + used++, LABEL_COL + 2, width, PAINT_TEXT, buf_text(&text));
		buf_release(&text);
	}
	if (*declared && used < rows_left)
		used += canvas_wrap(x->canvas, row + used, LABEL_COL + 2, width,
			rows_left - used < DECLARED_ROWS ? rows_left - used : DECLARED_ROWS, PAINT_TEXT,
			declared);
	return used;
}

/* ---- lines ---- */

static void draw_field(const struct face *x, int row, size_t index, int rows_left)
{
	const struct form_line *l = &x->form->lines[index];
	const struct field *fd = &x->item->fields[l->field];
	char sign[2] = {sign_of(x, l->field), '\0'};
	bool focus = has_focus(x, index), choices = by_digit(x, index);
	int used = 1, indent = l->row >= 0 ? 1 : 0;
	struct buf source;

	canvas_text(x->canvas, row, 1, frame_sign_paint(sign[0]), sign);
	canvas_printf(x->canvas, row, 3, PAINT_DIM, "%d", l->number);
	canvas_field(x->canvas, row, LABEL_COL + indent, LABEL_WIDTH - indent,
		focus || fd->type == FIELD_ROWS ? PAINT_HEAD : PAINT_TEXT,
		i18n_pick(fd->label, fd->label_en));
	if (choices) {
		used = draw_choices(x, row, l->field, true);
		canvas_cursor(x->canvas, row, VALUE_COL + 1);
	} else {
		buf_init(&source, 512);
		form_source_text(x, l->field, &source);
		canvas_field(x->canvas, row, SOURCE_COL, x->width - SOURCE_COL - 1, PAINT_DIM,
			buf_text(&source));
		buf_release(&source);
		draw_value(x, row, l->field, focus);
	}
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
	int rows = by_digit(x, index) ? draw_choices(x, 0, l->field, false) : 1;
	rows += error_of(x, l->field) != NULL;
	rows += warning_of(x, l->field) != NULL;
	return rows + canvas_wrapped(declared_text(x, index), x->width - LABEL_COL - 3, DECLARED_ROWS);
}
