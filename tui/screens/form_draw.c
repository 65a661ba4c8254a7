/* SPDX-License-Identifier: MIT
 *
 * The three faces of the form: missing only, all fields with their origin, and the error summary
 * on top of either.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/screens/form_state.h"

enum { LABEL_COL = 6, LABEL_WIDTH = 20, VALUE_COL = 27, SOURCE_COL = 56 };

struct face { /* one drawing pass */
	const struct app *app;
	struct form *form;
	struct canvas *canvas;
	struct frame frame;
	const struct item *item;
	const struct casefile *casefile;
	const struct evaluation *eval;
};

static const char *error_of(const struct face *x, size_t field)
{
	const struct form *f = x->form;

	if (*f->why && f->why_field == field)
		return f->why;
	for (size_t i = 0; f->checked && i < x->eval->n_findings; i++) {
		const struct finding *e = &x->eval->findings[i];
		if (e->field == (int)field && e->severity == SEVERITY_ERROR)
			return i18n_pick(e->text, e->text_en);
	}
	return NULL;
}

static char sign_of(const struct face *x, size_t field)
{
	const struct answer *ans = &x->casefile->draft.answers[field];

	if (error_of(x, field) || desk_conflict(x->app->desk, field))
		return '!';
	if (desk_waiting(x->app->desk, field))
		return 'o';
	if (!*ans->value && !ans->declared_none)
		return x->eval->required[field] ? '?' : '-';
	if (ans->origin == ORIGIN_NONE)
		return '?';
	if (x->eval->needed[field])
		return '~'; /* there, but the citizen must confirm it */
	return origin_sign(ans->origin);
}

static void value_text(const struct face *x, size_t field, bool clear, struct buf *out)
{
	const struct field *fd = &x->item->fields[field];
	const struct answer *ans = &x->casefile->draft.answers[field];

	if (ans->declared_none)
		buf_adds(out, i18n_pick(fd->none, fd->none_en));
	else if (*ans->value)
		field_show(fd, ans->value, !clear, out);
}

static void source_text(const struct face *x, size_t field, struct buf *out)
{
	const struct field *fd = &x->item->fields[field];
	const struct answer *ans = &x->casefile->draft.answers[field];
	const struct resource *r = catalog_find(x->app->catalog, ans->resource);

	if (desk_waiting(x->app->desk, field)) {
		buf_adds(out, _("being fetched"));
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
		buf_adds(out, r ? i18n_pick(r->department, r->department_en) : _("earlier case"));
		buf_adds(out, " ");
		frame_age(ans->at_ms, out);
	}
	if (ans->unverified)
		buf_adds(out, _("  unverified"));
}

/* "[1] 群众" once chosen, else all the choices a digit can take. */
static void draw_choices(const struct face *x, int row, int col, size_t field)
{
	const struct field *fd = &x->item->fields[field];
	const char *value = x->casefile->draft.answers[field].value;
	const char *code, *label;
	size_t n = form_choices(fd);
	char text[128], chosen[128] = "[ ]";

	for (size_t i = 0; i < n; i++) {
		form_choice(fd, i, &code, &label);
		if (text_equal(code, value))
			text_format(chosen, sizeof chosen, "[%s] %s",
				fd->type == FIELD_CHOICE ? code : (i == 0 ? "1" : "2"), label);
	}
	int at = canvas_text(x->canvas, row, col, PAINT_TEXT, chosen);
	at = at < col + 14 ? col + 14 : at + 2;
	for (size_t i = 0; i < n; i++) {
		form_choice(fd, i, &code, &label);
		if (fd->type == FIELD_CHOICE)
			text_format(text, sizeof text, "%s%s", code, label);
		else
			text_format(text, sizeof text, "%zu%s", i + 1, label);
		if (at + (int)text_cells(text) > x->frame.width - 1)
			break;
		at = canvas_text(x->canvas, row, at, PAINT_DIM, text) + 2;
	}
}

static int value_width(const struct field *fd)
{
	switch (fd->type) {
	case FIELD_DATE: case FIELD_MOBILE: case FIELD_INT: return 16;
	case FIELD_ID: case FIELD_CREDIT_CODE: case FIELD_ID_OR_CODE: return 24;
	default: return 28;
	}
}

static void draw_input(const struct face *x, int row, int col, size_t field)
{
	struct form *f = x->form;
	const struct field *fd = &x->item->fields[field];
	int width = value_width(fd);
	struct buf value;

	if (f->typed || *f->reason) {
		edit_draw(&f->edit, x->canvas, row, col, width, true);
		return;
	}
	buf_init(&value, 2048);
	value_text(x, field, app_clear(x->app), &value);
	canvas_text(x->canvas, row, col, PAINT_FOCUS, "[");
	canvas_field(x->canvas, row, col + 1, width - 2, PAINT_FOCUS, buf_text(&value));
	canvas_text(x->canvas, row, col + width - 1, PAINT_FOCUS, "]");
	canvas_cursor(x->canvas, row, col + 1);
	buf_release(&value);
}

static bool picks_by_digit(const struct face *x, size_t field)
{
	return form_choices(&x->item->fields[field]) > 0;
}

static void draw_value(const struct face *x, int row, int col, int width, size_t field)
{
	struct buf value;
	bool focus = x->form->n_rows && x->form->rows[x->form->at] == field && !x->form->summary;

	if (focus && picks_by_digit(x, field)) {
		draw_choices(x, row, col, field);
		canvas_cursor(x->canvas, row, col + 1);
		return;
	}
	if (focus) {
		draw_input(x, row, col, field);
		return;
	}
	buf_init(&value, 2048);
	value_text(x, field, app_clear(x->app), &value);
	if (value.len == 0)
		buf_adds(&value, sign_of(x, field) == '-' ? "" : "[ ]");
	canvas_field(x->canvas, row, col, width, PAINT_TEXT, buf_text(&value));
	buf_release(&value);
}

/* One field; returns the rows it took (its error stands below it). */
static int draw_field(const struct face *x, int row, size_t index, int rows_left)
{
	size_t field = x->form->rows[index];
	const struct field *fd = &x->item->fields[field];
	char sign[2] = {sign_of(x, field), '\0'};
	const char *error = error_of(x, field);
	bool focus = index == x->form->at && !x->form->summary;
	struct buf source;

	canvas_text(x->canvas, row, 1, frame_sign_paint(sign[0]), sign);
	canvas_printf(x->canvas, row, 3, PAINT_DIM, "%zu", index + 1);
	canvas_field(x->canvas, row, LABEL_COL, LABEL_WIDTH, focus ? PAINT_HEAD : PAINT_TEXT,
		i18n_pick(fd->label, fd->label_en));
	bool choices = focus && picks_by_digit(x, field);
	draw_value(x, row, VALUE_COL, choices ? 50 : SOURCE_COL - VALUE_COL - 1, field);
	if (!choices) {
		buf_init(&source, 512);
		source_text(x, field, &source);
		canvas_field(x->canvas, row, SOURCE_COL, x->frame.width - SOURCE_COL - 1, PAINT_DIM,
			buf_text(&source));
		buf_release(&source);
	}
	if (!error || rows_left < 2)
		return 1;
	canvas_text(x->canvas, row + 1, LABEL_COL, PAINT_BAD, "!");
	canvas_field(x->canvas, row + 1, LABEL_COL + 2, x->frame.width - LABEL_COL - 3, PAINT_TEXT,
		error);
	return 2;
}

/* The focus is never at the very edge. */
static void scroll(struct form *f, size_t rows)
{
	if (f->at < f->top + 1)
		f->top = f->at > 0 ? f->at - 1 : 0;
	if (f->at + 2 > f->top + rows)
		f->top = f->at + 2 - rows;
	if (f->top + rows > f->n_rows)
		f->top = f->n_rows > rows ? f->n_rows - rows : 0;
}

static void draw_rows(const struct face *x, int row, int end)
{
	struct form *f = x->form;
	bool roomy = !f->all && f->n_rows * 2 <= (size_t)(end - row);
	size_t fits = (size_t)(end - row);

	scroll(f, fits > 1 ? fits - 1 : 1);
	size_t i = f->top;
	for (; i < f->n_rows && row < end; i++)
		row += draw_field(x, row, i, end - row) + (roomy ? 1 : 0);
	if (i < f->n_rows)
		canvas_printf(x->canvas, end, 5, PAINT_DIM, _("... %zu more (PgDn)"), f->n_rows - i);
}

/* "18 held: 公安 4 推算 2 …": how many values each source gave. */
static void draw_held(const struct face *x, int row)
{
	struct buf line;
	struct {
		const char *name;
		int n;
	} sources[12];
	size_t n = 0, held = 0;

	for (size_t i = 0; i < x->item->n_fields; i++) {
		const struct answer *ans = &x->casefile->draft.answers[i];
		if (!x->eval->visible[i] || x->item->fields[i].fact || !*ans->value ||
			x->eval->needed[i])
			continue;
		const struct resource *r = catalog_find(x->app->catalog, ans->resource);
		const char *name = ans->origin == ORIGIN_DERIVED ? _("derived") :
			ans->origin == ORIGIN_TYPED ? _("keyed") :
			r ? i18n_pick(r->department, r->department_en) : _("earlier");
		size_t k = 0;
		while (k < n && !text_equal(sources[k].name, name))
			k++;
		if (k == n && n < COUNT_OF(sources))
			sources[n++].name = name, sources[k].n = 0;
		if (k < n)
			sources[k].n++;
		held++;
	}
	buf_init(&line, 512);
	buf_addf(&line, _("%zu held: "), held);
	for (size_t k = 0; k < n; k++)
		buf_addf(&line, "%s %d ", sources[k].name, sources[k].n);
	canvas_text(x->canvas, row, 1, PAINT_OK, "=");
	canvas_text(x->canvas, row, 3, PAINT_TEXT, buf_text(&line));
	buf_release(&line);
}

static int draw_summary(const struct face *x, int row)
{
	const struct finding *errors[FORM_ERRORS];
	size_t n = form_errors(x->app, errors);
	char title[64];
	int width = x->frame.width - 2;

	if (n == 0)
		return row;
	text_format(title, sizeof title, _(" %zu to mend "), n);
	canvas_box(x->canvas, row, 1, (int)n + 2, width, title);
	for (size_t i = 0; i < n; i++) {
		canvas_printf(x->canvas, row + 1 + (int)i, 3, PAINT_KEY, "%zu", i + 1);
		canvas_field(x->canvas, row + 1 + (int)i, 6, width - 7, PAINT_TEXT,
			i18n_pick(errors[i]->text, errors[i]->text_en));
	}
	const char *jump = _(" a digit jumps there ");
	canvas_right(x->canvas, row + (int)n + 1, width - 1, PAINT_DIM, jump);
	canvas_cursor(x->canvas, row + 1, 3);
	return row + (int)n + 2;
}

/* Row 19: everything about the value under the cursor. */
static void draw_provenance(const struct face *x, int row)
{
	struct form *f = x->form;
	struct buf line;

	if (f->n_rows == 0)
		return;
	size_t field = f->rows[f->at];
	const struct answer *ans = &x->casefile->draft.answers[field];
	const struct resource *r = catalog_find(x->app->catalog, ans->resource);
	buf_init(&line, 1024);
	buf_addf(&line, "%zu %s  ", f->at + 1,
		i18n_pick(x->item->fields[field].label, x->item->fields[field].label_en));
	if (r) {
		const struct evidence *e = casefile_latest(x->casefile, ans->resource, "");
		char stamp[20];
		clock_format(ans->at_ms, stamp);
		buf_addf(&line, _("%s %s  %s  request %s"), i18n_pick(r->department, r->department_en),
			i18n_pick(r->name, r->name_en), stamp, e ? e->trace : "-");
	} else {
		source_text(x, field, &line);
	}
	canvas_rule(x->canvas, row - 1, 3, x->frame.width - 3);
	canvas_field(x->canvas, row, 3, x->frame.width - 4, PAINT_DIM, buf_text(&line));
	buf_release(&line);
}

/* Missing, in conflict, or there but to be confirmed. */
static size_t left_to_ask(const struct face *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->item->n_fields; i++)
		n += !x->item->fields[i].fact && form_is_missing(x->app, i);
	return n;
}

/* There and settled. */
static size_t held(const struct face *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->item->n_fields; i++) {
		const struct answer *ans = &x->casefile->draft.answers[i];
		n += !x->item->fields[i].fact && x->eval->visible[i] &&
			(*ans->value || ans->declared_none) && !form_is_missing(x->app, i);
	}
	return n;
}

static void draw_hint(const struct face *x)
{
	const struct form *f = x->form;
	const struct field *fd = form_focus(x->app, f);
	char text[APP_MESSAGE];

	if (!fd || !(form_is_missing(x->app, f->rows[f->at]) || left_to_ask(x) > 0)) {
		frame_hint(x->app, x->canvas, VOICE_HINT,
			_("All fields are there. Enter or F8 goes on to the documents"));
		return;
	}
	const char *ask = i18n_pick(fd->question, fd->question_en);
	if (desk_conflict(x->app->desk, f->rows[f->at])) {
		text_format(text, sizeof text,
			_("%s differs from the registry. Ask which is right: 1 typed, 2 registry"),
			i18n_pick(fd->label, fd->label_en));
		frame_hint(x->app, x->canvas, VOICE_PROBLEM, text);
		return;
	}
	const char *value = x->casefile->draft.answers[f->rows[f->at]].value;
	if (*value && form_is_missing(x->app, f->rows[f->at]))
		text_format(text, sizeof text,
			_("%s: ask whether it still holds. Enter keeps it, or type the new one"),
			i18n_pick(fd->label, fd->label_en));
	else
		text_format(text, sizeof text, i18n_chinese() ? "%s：%s" : "%s: %s",
			i18n_pick(fd->label, fd->label_en),
			*ask ? ask : i18n_pick(fd->help, fd->help_en));
	frame_hint(x->app, x->canvas, VOICE_ASK, text);
}

void form_draw(const struct app *a, void *state, struct canvas *c)
{
	struct face x = {.app = a, .form = state, .canvas = c, .item = form_item(a),
		.casefile = desk_case(a->desk), .eval = desk_evaluation(a->desk)};
	char right[96], object[160];

	text_format(right, sizeof right, _("have %zu  missing %zu  all %zu"), held(&x), left_to_ask(&x),
		x.eval->shown);
	text_format(object, sizeof object, "%s%s", i18n_pick(x.item->name, x.item->name_en),
		x.form->all ? "" : _("  missing only"));
	x.frame = frame_draw(a, c, object, STEP_FORM, right);
	int row = x.frame.body_top, end = row + x.frame.body_rows - 3;
	if (x.form->summary)
		row = draw_summary(&x, row);
	else if (!x.form->all)
		draw_held(&x, row), row += 2;
	if (x.form->n_rows == 0)
		canvas_text(c, row, 3, PAINT_TEXT, _("Nothing has to be asked. The departments fill the rest"));
	draw_rows(&x, row, end);
	draw_provenance(&x, x.frame.body_top + x.frame.body_rows - 1);
	draw_hint(&x);
}
