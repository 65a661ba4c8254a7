/* SPDX-License-Identifier: MIT
 *
 * What the form asks in an overlay: a code of a long table, a reason, which of two values holds,
 * which field is meant. Each ends in a value given to the desk or in nothing.
 */
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/standards/codes.h"
#include "core/standards/region.h"
#include "tui/screens/form_state.h"

/* ---- pick lists: code tables, regions, reasons ---- */

static void picked(struct app *a, void *ctx, int index)
{
	struct form *f = ctx;

	if (index >= 0)
		form_choose(a, f, f->choices[index].code);
}

static size_t fill_choices(const struct field *fd, struct choose_row *rows)
{
	const struct code *codes;
	size_t n = 0;

	if (fd->type == FIELD_CHOICE) {
		for (; n < fd->n_choices; n++)
			rows[n] = (struct choose_row){fd->choices[n].code,
				i18n_pick(fd->choices[n].label, fd->choices[n].label_en)};
	} else if (fd->type == FIELD_CODE) {
		size_t all = codes_list(fd->table, &codes);
		for (; n < all && n < CHOOSE_ROWS; n++)
			rows[n] = (struct choose_row){codes[n].code,
				i18n_pick(codes[n].name, codes[n].name_en)};
	} else if (fd->type == FIELD_REGION) {
		for (; n < region_count() && n < CHOOSE_ROWS; n++) {
			struct region r;
			const char *code = region_code_at(n);
			region_find(code, &r);
			rows[n] = (struct choose_row){code, r.name};
		}
	}
	return n;
}

void form_open_list(struct app *a, struct form *f)
{
	const struct field *fd = form_focus(a, f);

	if (!fd || desk_locked(a->desk, f->rows[f->at]))
		return;
	if (!f->choices)
		f->choices = mem_array(CHOOSE_ROWS, sizeof *f->choices);
	size_t n = fill_choices(fd, f->choices);
	if (n == 0) {
		app_say(a, VOICE_HINT, "%s", _("This field has no list; type the value"));
		return;
	}
	struct choose_arg arg = {.title = i18n_pick(fd->label, fd->label_en), .rows = f->choices,
		.n = n, .filter = n > 9, .done = picked, .ctx = f};
	(void)!choose_open(a, &arg);
}

static const struct choose_row reasons[] = {
	{"1", N_("The registry is out of date")},
	{"2", N_("The document shows another value")},
	{"3", N_("The registry has a typing error")},
};

static void reason_chosen(struct app *a, void *ctx, int index)
{
	struct form *f = ctx;

	if (index < 0)
		return;
	form_go(a, f, f->at);
	text_copy(f->reason, sizeof f->reason, reasons[index].label);
	app_say(a, VOICE_HINT, "%s", _("Type the right value, then Enter. The reason is kept with it"));
}

void form_conflict_chosen(struct app *a, void *ctx, int index)
{
	struct form *f = ctx;
	size_t field = f->rows[f->at];
	enum err e = index == 0 ? desk_keep_typed(a->desk, field, N_("The citizen confirms it")) :
		index == 1 ? desk_use_registered(a->desk, field) : OK;

	if (e)
		app_fail(a, e);
	else if (index >= 0)
		form_go_on(a, f);
}

static void translated(struct form *f, const struct choose_row *rows, size_t n)
{
	if (!f->choices)
		f->choices = mem_array(CHOOSE_ROWS, sizeof *f->choices);
	for (size_t i = 0; i < n; i++)
		f->choices[i] = (struct choose_row){rows[i].code, _(rows[i].label)};
}

void form_ask_conflict(struct app *a, struct form *f)
{
	static const struct choose_row rows[] = {{"1", N_("Keep what was typed")},
		{"2", N_("Use what the registry says")}};
	const struct field *fd = form_focus(a, f);
	const struct answer *ans = &desk_case(a->desk)->draft.answers[f->rows[f->at]];
	char title[APP_MESSAGE];
	struct buf shown;

	buf_init(&shown, 1024);
	field_show(fd, ans->registered ? ans->registered : "", !app_clear(a), &shown);
	text_format(title, sizeof title, _("%s differs; the registry says %s"),
		i18n_pick(fd->label, fd->label_en), buf_text(&shown));
	buf_release(&shown);
	translated(f, rows, 2);
	struct choose_arg arg = {.title = title, .rows = f->choices, .n = 2,
		.done = form_conflict_chosen, .ctx = f};
	(void)!choose_open(a, &arg);
}

static void declare_none(struct app *a, struct form *f, const struct field *fd)
{
	enum err e = desk_declare_none(a->desk, f->rows[f->at]);

	if (e) {
		app_fail(a, e);
		return;
	}
	f->typed = false;
	app_say(a, VOICE_HINT, "%s: %s", i18n_pick(fd->label, fd->label_en),
		i18n_pick(fd->none, fd->none_en));
	form_go_on(a, f);
}

void form_override(struct app *a, struct form *f)
{
	const struct field *fd = form_focus(a, f);

	if (!fd)
		return;
	size_t field = f->rows[f->at];
	const struct answer *ans = &desk_case(a->desk)->draft.answers[field];
	if (desk_conflict(a->desk, field)) {
		form_ask_conflict(a, f);
	} else if (answer_edit(fd, ans) == CHANGE_NEVER) {
		app_say(a, VOICE_PROBLEM, "%s",
			_("This value cannot be changed here; F5 asks the department again"));
	} else if (desk_locked(a->desk, field)) {
		translated(f, reasons, COUNT_OF(reasons));
		struct choose_arg arg = {.title = _("Why is the shared value wrong?"),
			.rows = f->choices, .n = COUNT_OF(reasons), .done = reason_chosen, .ctx = f};
		(void)!choose_open(a, &arg);
	} else if (*fd->none) {
		declare_none(a, f, fd);
	} else {
		form_go(a, f, f->at);
	}
}

/* ---- finding a field by its name ---- */

static void found(struct app *a, void *ctx, int index)
{
	struct form *f = ctx;

	if (index < 0)
		return;
	f->all = true;
	form_collect(a, f);
	form_go(a, f, (size_t)index);
}

void form_find(struct app *a, struct form *f)
{
	const struct item *item = form_item(a);

	f->all = true;
	form_collect(a, f);
	if (!f->choices)
		f->choices = mem_array(CHOOSE_ROWS, sizeof *f->choices);
	for (size_t i = 0; i < f->n_rows; i++) {
		const struct field *fd = &item->fields[f->rows[i]];
		f->choices[i] = (struct choose_row){fd->name, i18n_pick(fd->label, fd->label_en)};
	}
	struct choose_arg arg = {.title = _("Find a field"), .rows = f->choices, .n = f->n_rows,
		.filter = true, .done = found, .ctx = f};
	(void)!choose_open(a, &arg);
}
