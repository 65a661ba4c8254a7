/* SPDX-License-Identifier: MIT
 *
 * What stands in the columns of a field: its value or the box it is typed into, the choices a digit
 * can take, and where the value is from.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/screens/form_state.h"

enum { CHOICE_COL = VALUE_COL + 14 };

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

	if (desk_stale(x->app->desk, (size_t)(fd - x->item->fields)))
		buf_adds(out, _("out of date "));
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

/* With the reason, or with what the registry says instead. */
static void changed_source(const struct face *x, const struct field *fd, const struct answer *ans,
	struct buf *out)
{
	struct buf was;

	if (ans->reason && *ans->reason) {
		buf_addf(out, _("changed: %s"), _(ans->reason));
		return;
	}
	buf_init(&was, 2048);
	field_show(fd, ans->registered ? ans->registered : "", !app_clear(x->app), &was);
	buf_addf(out, _("changed; registry: %s"), buf_text(&was));
	buf_release(&was);
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
	if (desk_disputed(x->app->desk, field)) {
		buf_adds(out, _("in dispute "));
		if (ans->origin == ORIGIN_OVERRIDE) {
			buf_adds(out, desk_disputed(x->app->desk, field)->number);
			return;
		}
	}
	switch (ans->origin) {
	case ORIGIN_DERIVED:
		buf_adds(out, _("derived"));
		break;
	case ORIGIN_TYPED:
		buf_addf(out, _("keyed by %s"), ans->actor);
		break;
	case ORIGIN_OVERRIDE:
		changed_source(x, fd, ans, out);
		break;
	default:
		held_source(x, fd, ans, out);
	}
	if (ans->unverified)
		buf_adds(out, _("  unverified"));
}

static char choice_digit(const struct field *fd, const char *code, size_t i)
{
	return fd->type == FIELD_CHOICE ? code[0] : (char)('1' + i);
}

/* "[1] 群众" once chosen, else "[ ]". Returns the column behind it. */
int form_draw_chosen(const struct face *x, int row, size_t field, bool draw)
{
	const struct field *fd = &x->item->fields[field];
	const char *value = x->casefile->draft.answers[field].value, *code, *label;
	size_t n = form_choices(x->form, fd);
	char chosen[256] = "[ ]";

	for (size_t i = 0; i < n; i++) {
		form_choice(x->form, fd, i, &code, &label);
		if (text_equal(code, value))
			text_format(chosen, sizeof chosen, "[%c] %s", choice_digit(fd, code, i), label);
	}
	if (draw)
		canvas_text(x->canvas, row, VALUE_COL, PAINT_TEXT, chosen);
	return VALUE_COL + (int)text_cells(chosen);
}

/* What is chosen and all a digit can take; those without room go below. Returns the rows used. */
int form_draw_choices(const struct face *x, int row, size_t field, bool draw)
{
	const struct field *fd = &x->item->fields[field];
	const char *code, *label;
	size_t n = form_choices(x->form, fd);
	char text[256];
	int used = 1, at = form_draw_chosen(x, row, field, draw);

	at = at < CHOICE_COL ? CHOICE_COL : at + 2;
	for (size_t i = 0; i < n; i++) {
		form_choice(x->form, fd, i, &code, &label);
		text_format(text, sizeof text, "%c%s", choice_digit(fd, code, i), label);
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

void form_draw_value(const struct face *x, int row, size_t field, bool focus)
{
	struct buf value;

	if (focus) {
		draw_input(x, row, field);
		return;
	}
	buf_init(&value, 2048);
	value_text(x, field, app_clear(x->app), &value);
	if (value.len == 0)
		buf_adds(&value, form_sign(x, field) == '-' ? "" : "[ ]");
	canvas_field(x->canvas, row, VALUE_COL, SOURCE_COL - VALUE_COL - 1,
		desk_stale(x->app->desk, field) ? PAINT_STALE : PAINT_TEXT, buf_text(&value));
	buf_release(&value);
}
