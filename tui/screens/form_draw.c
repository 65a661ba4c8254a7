/* SPDX-License-Identifier: MIT
 *
 * The three faces of the form: missing only, all fields with their origin, and the error summary
 * on top of either. form_line.c draws the lines.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/standards/name.h"
#include "tui/frame.h"
#include "tui/screens/form_state.h"

enum { SUMMARY_LEAST = 5 /* rows kept for the fields below a summary */, JUMP = 2 /* lines */ };

/* The first line of a page that ends with line `last`. */
static size_t page_before(const struct face *x, size_t last, int rows)
{
	size_t top = last;
	int used = form_line_height(x, last);

	while (top > 0 && (used += form_line_height(x, top - 1)) <= rows)
		top--;
	return top;
}

/* The first line behind a page that begins with line `top`. */
static size_t page_after(const struct face *x, size_t top, int rows)
{
	int used = 0;

	while (top < x->form->n && (used += form_line_height(x, top)) <= rows)
		top++;
	return top;
}

/* Where the page begins after a jump: at the heading of the row, or a little above the line. */
static size_t landing(const struct form *f)
{
	size_t at = f->at;

	while (at > 0 && f->lines[f->at].row >= 0 && f->lines[at].kind != LINE_ROW)
		at--;
	return at > 1 ? at - 2 : 0;
}

/* All of the focus is seen and never at the very edge; the last page is full. Whoever jumps sees
 * what follows. */
static void scroll(const struct face *x, int rows)
{
	struct form *f = x->form;

	if (f->n == 0)
		return;
	size_t low = page_before(x, f->at + 1 < f->n ? f->at + 1 : f->at, rows);
	size_t high = f->at > 0 ? f->at - 1 : 0, end = page_before(x, f->n - 1, rows);
	if (low > f->at)
		low = f->at;
	if (f->at + JUMP < f->top || f->at > page_after(x, f->top, rows) + JUMP)
		f->top = landing(f);
	if (f->top > high)
		f->top = high;
	if (f->top < low)
		f->top = low;
	if (f->top > end)
		f->top = end;
}

/* Blank lines between few questions are easier on the eye. */
static bool roomy(const struct face *x, int rows)
{
	const struct form *f = x->form;
	int used = 0;

	if (f->all)
		return false;
	for (size_t i = 0; i < f->n && used <= rows; i++)
		used += form_line_height(x, i) + 1;
	return used <= rows;
}

static void draw_lines(const struct face *x, int row, int end)
{
	struct form *f = x->form;
	int gap = roomy(x, end - row) ? 1 : 0;

	scroll(x, end - row);
	size_t i = f->top;
	for (; i < f->n && row < end; i++) {
		int height = form_line_height(x, i);
		if (row + height > end && i > f->at)
			break;
		form_draw_line(x, row, i, end - row);
		row += height + gap;
	}
	if (i < f->n)
		canvas_printf(x->canvas, end, 5, PAINT_DIM, _("... %zu more (PgDn)"), f->n - i);
}

/* "18 held: 公安 4 推算 2 ...": how many values each source gave. */
static void draw_held(const struct face *x, int row)
{
	const struct form *f = x->form;
	struct buf line;

	buf_init(&line, 512);
	buf_addf(&line, _("%zu held: "), f->n_held);
	for (size_t k = 0; k < f->n_sources; k++)
		buf_addf(&line, "%s %d ", f->sources[k].name, f->sources[k].n);
	canvas_text(x->canvas, row, 1, PAINT_OK, "=");
	canvas_field(x->canvas, row, 3, x->width - 4, PAINT_TEXT, buf_text(&line));
	buf_release(&line);
}

static void summary_line(const struct face *x, int row, size_t n, const struct finding *e)
{
	struct buf text;

	buf_init(&text, 1024);
	if (e->field >= 0)
		form_place(x->app, (size_t)e->field, &text);
	buf_adds(&text, i18n_pick(e->text, e->text_en));
	if (e->severity == SEVERITY_WARN)
		buf_addf(&text, "  %s", _("(needs a reason)"));
	canvas_printf(x->canvas, row, 3, PAINT_KEY, "%zu", n);
	canvas_field(x->canvas, row, 6, x->width - 9, PAINT_TEXT, buf_text(&text));
	buf_release(&text);
}

static int draw_summary(const struct face *x, int row, int end)
{
	const struct finding *errors[FORM_ERRORS];
	size_t n = form_errors(x->app, errors), most = (size_t)(end - row - SUMMARY_LEAST - 2);
	char title[64];
	int width = x->width - 2;

	if (n == 0)
		return row;
	size_t lines = n < FORM_ERRORS ? n : FORM_ERRORS;
	lines = lines < most ? lines : most;
	text_format(title, sizeof title, _(" %zu to mend "), n);
	canvas_box(x->canvas, row, 1, (int)lines + 2, width, title);
	for (size_t i = 0; i < lines; i++)
		summary_line(x, row + 1 + (int)i, i + 1, errors[i]);
	const char *jump = _(" a digit jumps there ");
	canvas_right(x->canvas, row + (int)lines + 1, width - 1, PAINT_DIM, jump);
	if (lines < n)
		canvas_printf(x->canvas, row + (int)lines + 1, 3, PAINT_DIM, _(" and %zu more "),
			n - lines);
	canvas_cursor(x->canvas, row + 1, 3);
	return row + (int)lines + 2;
}

/* The party whose data the value is, with its number: the applicant's are not named. */
static void whose(const struct face *x, size_t field, const char *resource, struct buf *out)
{
	const struct field *fd = &x->item->fields[field];

	for (size_t k = 0; k < fd->n_shares; k++) {
		const struct share *s = &fd->shares[k];
		if (s->party < 0 || !text_equal(s->resource, resource))
			continue;
		const struct item_party *p = &x->item->parties[s->party];
		buf_addf(out, "%s ", i18n_pick(p->label, p->label_en));
		if (p->row >= 0)
			buf_addf(out, "%d ", p->row + 1);
		mask_id(x->casefile->draft.answers[p->id].value, out);
		buf_adds(out, "  ");
		return;
	}
}

/* The answer of the department that the value rests on. */
static const struct evidence *evidence_of(const struct casefile *f, const struct answer *ans)
{
	for (size_t i = f->n_evidence; i > 0; i--)
		if (memcmp(f->evidence[i - 1].event, ans->evidence, HASH_SIZE) == 0)
			return &f->evidence[i - 1];
	return casefile_latest(f, ans->resource, "");
}

/* Row 19: everything about the value under the cursor. */
static void draw_provenance(const struct face *x, int row)
{
	const struct form_line *l = form_at(x->form);
	struct buf line;

	if (!l)
		return;
	const struct answer *ans = &x->casefile->draft.answers[l->field];
	const struct resource *r = catalog_find(x->app->catalog, ans->resource);
	const struct field *fd = &x->item->fields[l->field];
	buf_init(&line, 1024);
	if (l->row >= 0)
		form_place(x->app, l->field, &line);
	else
		buf_addf(&line, "%d ", l->number);
	buf_addf(&line, "%s  ", i18n_pick(fd->label, fd->label_en));
	if (l->kind == LINE_FIELD && r) {
		const struct evidence *e = evidence_of(x->casefile, ans);
		char stamp[20];
		clock_format(ans->at_ms, stamp);
		whose(x, l->field, ans->resource, &line);
		buf_addf(&line, _("%s %s  %s  request %s"), i18n_pick(r->department, r->department_en),
			i18n_pick(r->name, r->name_en), stamp, e ? e->trace : "-");
	} else if (l->kind == LINE_FIELD) {
		form_source_text(x, l->field, &line);
	}
	canvas_late(x->canvas, row, 1);
	canvas_rule(x->canvas, row - 1, 3, x->width - 3);
	canvas_field(x->canvas, row, 3, x->width - 4, PAINT_DIM, buf_text(&line));
	buf_release(&line);
}

static void hint_place(const struct face *x)
{
	const struct form_line *l = form_at(x->form);
	const struct field *count = &x->item->fields[l->field];
	char text[APP_MESSAGE];

	text_format(text, sizeof text, _("%s: ask whether there is another. 1 adds a row, Enter goes on"),
		i18n_pick(count->label, count->label_en));
	frame_hint(x->app, x->canvas, VOICE_ASK, text);
}

static void hint_conflict(const struct face *x, const struct field *fd)
{
	char text[APP_MESSAGE];

	text_format(text, sizeof text,
		_("%s differs from the registry. Ask which is right: 1 typed, 2 registry"),
		i18n_pick(fd->label, fd->label_en));
	frame_hint(x->app, x->canvas, VOICE_PROBLEM, text);
}

static void hint_field(const struct face *x, const struct field *fd, size_t field)
{
	const char *value = x->casefile->draft.answers[field].value;
	const char *ask = i18n_pick(fd->question, fd->question_en);
	const char *label = i18n_pick(fd->label, fd->label_en);
	const char *offers = *fd->offer.resource && !*value ? _("  F4 offers what is known") : "";
	char text[APP_MESSAGE];

	if (fd->type == FIELD_DECLARATION && !*ask)
		text_format(text, sizeof text, _("%s: read it aloud. 1 when the citizen declares it"), label);
	else if (desk_stale(x->app->desk, field) && !desk_waiting(x->app->desk, field))
		text_format(text, sizeof text,
			_("%s is out of date. F5 asks again; Enter when the citizen says it still holds"), label);
	else if (*value && form_is_missing(x->app, field))
		text_format(text, sizeof text,
			_("%s: does it still hold? Enter keeps it, or type the new one"), label);
	else if (!*ask && !*i18n_pick(fd->help, fd->help_en) && desk_locked(x->app->desk, field))
		text_format(text, sizeof text,
			_("%s: as a department has it. F2 changes it, with a reason"), label);
	else
		text_format(text, sizeof text, i18n_chinese() ? "%s：%s%s" : "%s: %s%s", label,
			*ask ? ask : i18n_pick(fd->help, fd->help_en), offers);
	frame_hint(x->app, x->canvas, VOICE_ASK, text);
}

static void draw_hint(const struct face *x)
{
	const struct form *f = x->form;
	const struct field *fd = form_focus(x->app, f);

	if (f->n && f->lines[f->at].kind == LINE_ADD) {
		hint_place(x);
	} else if (fd && f->checked && f->flaws[form_field(f)] == FLAW_WARN) {
		frame_hint(x->app, x->canvas, VOICE_PROBLEM,
			_("This needs a reason: Enter gives it, or change the value"));
	} else if (f->once && f->left == 0) {
		frame_hint(x->app, x->canvas, VOICE_HINT,
			_("Change the answer, Enter goes back to the check"));
	} else if (fd && fd->type == FIELD_ROWS) {
		frame_hint(x->app, x->canvas, VOICE_HINT,
			_("F4 lists the rows, Ctrl+N adds one, Ctrl+X removes one, PgDn is the next row"));
	} else if (!fd || f->left == 0) {
		frame_hint(x->app, x->canvas, VOICE_HINT,
			_("All fields are there. Enter or F8 goes on to the documents"));
	} else if (desk_conflict(x->app->desk, form_field(f))) {
		hint_conflict(x, fd);
	} else {
		hint_field(x, fd, form_field(f));
	}
}

void form_draw(const struct app *a, void *state, struct canvas *c)
{
	struct face x = {.app = a, .form = state, .canvas = c, .item = form_item(a),
		.casefile = desk_case(a->desk), .eval = desk_evaluation(a->desk)};
	char right[96], object[160];

	if (!x.eval)
		return;
	if (!a->rest_ms)
		x.form->unfolded = x.form->n && !x.form->summary ? (int)form_field(x.form) : -1;
	text_format(right, sizeof right, _("have %zu  missing %zu  all %zu"), x.form->held,
		x.form->left, x.eval->shown);
	text_format(object, sizeof object, "%s%s", i18n_pick(x.item->name, x.item->name_en),
		x.form->all ? "" : _("  missing only"));
	struct frame frame = frame_draw(a, c, object, STEP_FORM, right);
	x.width = frame.width;
	int row = frame.body_top, end = row + frame.body_rows - 3;
	if (x.form->summary)
		row = draw_summary(&x, row, end);
	else if (!x.form->all)
		draw_held(&x, row), row += 2;
	if (x.form->n == 0) {
		canvas_text(c, row, 3, PAINT_TEXT, _("Nothing has to be asked. The departments fill the rest"));
		canvas_cursor(c, row, 3);
	}
	draw_lines(&x, row, end);
	draw_provenance(&x, frame.body_top + frame.body_rows - 1);
	draw_hint(&x);
}
