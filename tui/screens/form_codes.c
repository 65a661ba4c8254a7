/* SPDX-License-Identifier: MIT
 *
 * Choices by digit and code tables. A code field takes what is in force today under the code its
 * parent field has. Up to nine are chosen by digit; longer tables answer a query at every key,
 * whatever their length.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/screens/form_state.h"

enum { SET_SIZE = CODES_NAME + 8 };

/* The part of a table a field takes now. */
struct range {
	char set[SET_SIZE];
	bool within;                 /* only what stands under parent */
	char parent[CODES_CODE];     /* "": the field above has no answer yet */
};

static const char *parent_of(const struct range *r)
{
	return r->within ? r->parent : NULL;
}

static struct range range_of(const struct app *a, const struct field *fd)
{
	struct range r = {.within = fd->within >= 0};

	text_copy(r.set, sizeof r.set, *fd->table || fd->type != FIELD_REGION ? fd->table : "region");
	if (r.within)
		text_copy(r.parent, sizeof r.parent, form_answer(a, (size_t)fd->within)->value);
	return r;
}

bool form_has_codes(const struct field *fd)
{
	return fd->type == FIELD_CODE || fd->type == FIELD_REGION;
}

void form_collect_digits(const struct app *a, struct form *f)
{
	const struct field *fd = form_focus(a, f);
	size_t total = 0;

	if (!fd || fd->type != FIELD_CODE) {
		f->n_digits = 0;
		f->digits_field = SIZE_MAX;
		return;
	}
	struct range r = range_of(a, fd);
	if (f->digits_field == form_field(f) && text_equal(f->digits_parent, r.parent))
		return;
	f->digits_field = form_field(f);
	text_copy(f->digits_parent, sizeof f->digits_parent, r.parent);
	size_t n = r.within && !*r.parent ? 0 : codes_filter(r.set, parent_of(&r), "", clock_today(),
		f->digits, FORM_DIGITS, &total);
	f->n_digits = total <= FORM_DIGITS ? n : 0;
}

size_t form_choices(const struct form *f, const struct field *fd)
{
	switch (fd->type) {
	case FIELD_BOOL: return 2;
	case FIELD_DECLARATION: return 1;
	case FIELD_CHOICE: return fd->n_choices <= FORM_DIGITS ? fd->n_choices : 0;
	case FIELD_CODE: return f->n_digits;
	default: return 0;
	}
}

void form_choice(const struct form *f, const struct field *fd, size_t i, const char **code,
	const char **label)
{
	switch (fd->type) {
	case FIELD_BOOL:
		*code = i == 0 ? "1" : "0";
		*label = i == 0 ? _("Yes") : _("No");
		break;
	case FIELD_DECLARATION:
		*code = "1";
		*label = _("declares it");
		break;
	case FIELD_CHOICE:
		*code = fd->choices[i].code;
		*label = i18n_pick(fd->choices[i].label, fd->choices[i].label_en);
		break;
	default:
		*code = f->digits[i]->code;
		*label = i18n_pick(f->digits[i]->name, f->digits[i]->name_en);
	}
}

/* ---- the long list ---- */

struct list_of {
	struct form *form;
	size_t field;
	struct range range;
};

static size_t find(const void *ctx, const char *query, struct choose_row *out, size_t max,
	size_t *total)
{
	const struct list_of *l = ctx;
	const struct code *codes[CHOOSE_FOUND];
	size_t n = codes_filter(l->range.set, parent_of(&l->range), query, clock_today(), codes,
		max < CHOOSE_FOUND ? max : CHOOSE_FOUND, total);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct choose_row){codes[i]->code,
			i18n_pick(codes[i]->name, codes[i]->name_en)};
	return n;
}

static void path(const void *ctx, const char *code, struct buf *out)
{
	const struct list_of *l = ctx;
	const struct code *above[CODES_DEPTH];
	size_t n = codes_path(l->range.set, code, above);

	for (size_t i = 0; i + 1 < n; i++)
		buf_addf(out, "%s%s", i ? " > " : "", i18n_pick(above[i]->name, above[i]->name_en));
}

static void taken(struct app *a, void *ctx, const char *code)
{
	struct list_of *l = ctx;

	if (code && form_on_field(l->form) && form_field(l->form) == l->field)
		form_choose(a, l->form, code);
}

static void release(void *ctx)
{
	mem_free(ctx);
}

static void title_of(const struct app *a, const struct list_of *l, const struct field *fd,
	char out[APP_MESSAGE])
{
	const char *label = i18n_pick(fd->label, fd->label_en);
	struct buf above;

	if (!l->range.within) {
		text_copy(out, APP_MESSAGE, label);
		return;
	}
	buf_init(&above, 512);
	field_show(&form_item(a)->fields[fd->within], l->range.parent, false, &above);
	text_format(out, APP_MESSAGE, _("%s, within %s"), label, buf_text(&above));
	buf_release(&above);
}

bool form_open_codes(struct app *a, struct form *f, const char *query)
{
	const struct field *fd = form_focus(a, f);
	char title[APP_MESSAGE];

	if (!fd || !form_has_codes(fd))
		return false;
	struct range r = range_of(a, fd);
	if (r.within && !*r.parent) {
		const struct field *above = &form_item(a)->fields[fd->within];
		form_show_field(a, f, (size_t)fd->within);
		app_say(a, VOICE_HINT, _("Choose %s first; the list depends on it"),
			i18n_pick(above->label, above->label_en));
		return true;
	}
	struct list_of *l = mem_new(sizeof *l);
	*l = (struct list_of){f, form_field(f), r};
	title_of(a, l, fd, title);
	struct choose_arg arg = {.title = title, .find = find, .path = path, .query = query,
		.taken = taken, .ctx = l, .release = release};
	if (choose_open(a, &arg))
		release(l);
	return true;
}
