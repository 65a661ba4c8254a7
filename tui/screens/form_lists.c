/* SPDX-License-Identifier: MIT
 *
 * What the form asks in an overlay: a choice, what a department offers, a reason, which of two
 * values holds, which field is meant. Each ends in a value given to the desk or in nothing.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/standards/name.h"
#include "tui/screens/form_state.h"
#include "tui/screens/objection.h"

enum { OFFERS = 100 };

/* ---- pick lists: choices, offers ---- */

static void picked(struct app *a, void *ctx, int index)
{
	struct form *f = ctx;

	if (index >= 0)
		form_choose(a, f, f->choices[index].code);
}

static struct choose_row *rows_for(struct form *f, size_t n)
{
	mem_free(f->choices);
	f->choices = mem_array(n + 1, sizeof *f->choices);
	return f->choices;
}

static size_t fill_choices(struct form *f, const struct field *fd)
{
	bool own = fd->type == FIELD_CHOICE;
	size_t n = own ? fd->n_choices : form_choices(f, fd);
	struct choose_row *rows = rows_for(f, n);

	for (size_t i = 0; i < n; i++)
		form_choice(f, fd, i, &rows[i].code, &rows[i].label);
	return n;
}

/* What the departments know may fill the field: each value with what tells it from the others.
 * The texts are the desk's only until its next act, so they are copied. */
struct offers {
	struct form *form;
	size_t field, n;
	struct choose_row rows[OFFERS];
	struct buf texts;
};

static void offers_free(void *ctx)
{
	struct offers *o = ctx;

	buf_release(&o->texts);
	mem_wipe(o, sizeof *o);
	mem_free(o);
}

static void offer_taken(struct app *a, void *ctx, int index)
{
	struct offers *o = ctx;

	if (index >= 0 && form_on_field(o->form) && form_field(o->form) == o->field)
		form_choose(a, o->form, o->rows[index].code);
}

/* Beside a person's number stands a name, masked like everywhere. */
static void add_label(const struct field *fd, const char *label, struct buf *out)
{
	if (fd->type == FIELD_ID || fd->type == FIELD_ID_OR_CODE)
		mask_name(label, out);
	else
		buf_adds(out, label);
	buf_adds(out, "  ");
}

static void copy_offers(struct offers *o, const struct field *fd, const struct desk_offer *list)
{
	size_t code[OFFERS], label[OFFERS];

	for (size_t i = 0; i < o->n; i++) {
		code[i] = o->texts.len;
		buf_add(&o->texts, list[i].value, strlen(list[i].value) + 1);
		label[i] = o->texts.len;
		if (list[i].label && *list[i].label)
			add_label(fd, list[i].label, &o->texts);
		field_show(fd, list[i].value, true, &o->texts);
		buf_addc(&o->texts, '\0');
	}
	for (size_t i = 0; i < o->n; i++)
		o->rows[i] = (struct choose_row){buf_text(&o->texts) + code[i],
			buf_text(&o->texts) + label[i]};
}

static bool open_offers(struct app *a, struct form *f, const struct field *fd)
{
	struct desk_offer list[OFFERS];

	if (!*fd->offer.resource)
		return false;
	size_t n = desk_offers(a->desk, form_field(f), list, OFFERS);
	if (n == 0) {
		app_say(a, VOICE_HINT, "%s", _("The departments offer nothing here; type the value"));
		return true;
	}
	struct offers *o = mem_new(sizeof *o);
	o->form = f;
	o->field = form_field(f);
	o->n = n;
	buf_init(&o->texts, 64 * 1024);
	copy_offers(o, fd, list);
	struct choose_arg arg = {.title = i18n_pick(fd->label, fd->label_en), .rows = o->rows, .n = n,
		.filter = n > FORM_DIGITS, .done = offer_taken, .ctx = o, .release = offers_free};
	if (choose_open(a, &arg))
		offers_free(o);
	return true;
}

void form_open_list(struct app *a, struct form *f)
{
	const struct field *fd = form_focus(a, f);

	if (!fd || fd->type == FIELD_ROWS) {
		form_list_rows(a, f);
		return;
	}
	if (desk_locked(a->desk, form_field(f))) {
		app_say(a, VOICE_HINT, "%s", _("A department holds this value; F2 changes it with a reason"));
		return;
	}
	size_t n = fill_choices(f, fd);
	if (n == 0 && (open_offers(a, f, fd) || form_open_codes(a, f, NULL)))
		return;
	if (n == 0) {
		app_say(a, VOICE_HINT, "%s", _("This field has no list; type the value"));
		return;
	}
	struct choose_arg arg = {.title = i18n_pick(fd->label, fd->label_en), .rows = f->choices,
		.n = n, .filter = n > FORM_DIGITS, .done = picked, .ctx = f};
	(void)!choose_open(a, &arg);
}

/* ---- reasons ---- */

static const char *const override_reasons[] = {
	N_("The registry is out of date"),
	N_("The document shows another value"),
	N_("The registry has a typing error"),
};

/* Beside the reasons of a change: what the register has is wrong, and it is told so. */
#define OBJECT_CODE "object"

static const char *const excuse_reasons[] = {
	N_("The citizen explained it and confirms"),
	N_("The original was seen and is in order"),
	N_("The department in charge was asked by phone"),
};

/* Chosen reasons are kept as msgids and shown in the reader's language; own words as they are. */
static void reason_taken(struct app *a, void *ctx, const char *reason)
{
	struct form *f = ctx;

	if (!reason)
		return;
	if (text_equal(reason, OBJECT_CODE)) {
		objection_raise(a, form_field(f));
		return;
	}
	form_go(a, f, f->at);
	text_copy(f->reason, sizeof f->reason, reason);
	app_say(a, VOICE_HINT, "%s", _("Type the right value, then Enter. The reason is kept with it"));
}

static void ask_reason(struct app *a, struct form *f, const char *title, const char *const *reasons,
	size_t n, void (*taken)(struct app *, void *, const char *))
{
	bool object = taken == reason_taken && desk_may_dispute(a->desk, form_field(f));
	struct choose_row *rows = rows_for(f, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct choose_row){reasons[i], _(reasons[i])};
	if (object)
		rows[n] = (struct choose_row){OBJECT_CODE, _("What the register has is wrong: object to it")};
	struct choose_arg arg = {.title = title, .rows = rows, .n = n + object, .own = _("In other words"),
		.taken = taken, .ctx = f};
	(void)!choose_open(a, &arg);
}

static void object_chosen(struct app *a, void *ctx, int index)
{
	if (index == 0)
		objection_raise(a, form_field(ctx));
}

/* A value that is not changed at the counter can still be objected to. */
static void ask_object(struct app *a, struct form *f)
{
	struct choose_row *rows = rows_for(f, 1);

	rows[0] = (struct choose_row){OBJECT_CODE, _("What the register has is wrong: object to it")};
	struct choose_arg arg = {.title = _("This value is not changed at the counter. F5 asks the "
		"department again"), .rows = rows, .n = 1, .done = object_chosen, .ctx = f};
	(void)!choose_open(a, &arg);
}

void form_conflict_chosen(struct app *a, void *ctx, int index)
{
	struct form *f = ctx;
	size_t field = form_field(f);
	enum err e = index == 0 ? desk_keep_typed(a->desk, field, N_("The citizen confirms it")) :
		index == 1 ? desk_use_registered(a->desk, field) : OK;

	if (e)
		app_fail(a, e);
	else if (index == 2)
		objection_raise(a, field);
	else if (index >= 0)
		form_go_on(a, f);
}

/* The three outcomes of a difference (capability D11): the registry's, the declared one with an
 * objection, or the declared one explained. */
static void conflict_taken(struct app *a, void *ctx, const char *code)
{
	struct form *f = ctx;
	static const char *const codes[] = {"1", "2", "3"};

	if (!code)
		return;
	for (int i = 0; i < (int)COUNT_OF(codes); i++)
		if (text_equal(code, codes[i])) {
			form_conflict_chosen(a, f, i);
			return;
		}
	enum err e = desk_keep_typed(a->desk, form_field(f), code);
	if (e)
		app_fail(a, e);
	else
		form_go_on(a, f);
}

static void translated(struct form *f, const struct choose_row *rows, size_t n)
{
	struct choose_row *to = rows_for(f, n);

	for (size_t i = 0; i < n; i++)
		to[i] = (struct choose_row){rows[i].code, _(rows[i].label)};
}

void form_ask_conflict(struct app *a, struct form *f)
{
	static const struct choose_row rows[] = {{"1", N_("Keep what was typed")},
		{"2", N_("Use what the registry says")},
		{"3", N_("What the register has is wrong: object to it")}};
	const struct field *fd = form_focus(a, f);
	const struct answer *ans = form_answer(a, form_field(f));
	char title[APP_MESSAGE];
	struct buf shown;

	buf_init(&shown, 1024);
	field_show(fd, ans->registered ? ans->registered : "", !app_clear(a), &shown);
	text_format(title, sizeof title, _("%s differs; the registry says %s"),
		i18n_pick(fd->label, fd->label_en), buf_text(&shown));
	buf_release(&shown);
	size_t n = desk_may_dispute(a->desk, form_field(f)) ? 3 : 2;
	translated(f, rows, n);
	struct choose_arg arg = {.title = title, .rows = f->choices, .n = n,
		.own = _("Keep it, and explain the difference"), .taken = conflict_taken, .ctx = f};
	(void)!choose_open(a, &arg);
}

/* ---- warnings pass with a reason ---- */

const struct finding *form_warning(const struct app *a, size_t field)
{
	const struct evaluation *e = desk_evaluation(a->desk);
	const struct finding *passed = NULL;

	for (size_t i = 0; e && i < e->n_findings; i++) {
		const struct finding *x = &e->findings[i];
		if (x->field != (int)field || x->severity != SEVERITY_WARN || x->check < 0)
			continue;
		if (!x->excuse)
			return x;
		passed = passed ? passed : x;
	}
	return passed;
}

static void excuse_taken(struct app *a, void *ctx, const char *reason)
{
	struct form *f = ctx;

	if (!reason || !form_on_field(f))
		return;
	enum err e = desk_excuse(a->desk, form_field(f), f->check, reason);
	if (e) {
		app_fail(a, e);
		return;
	}
	desk_count_keys(a->desk, 1);
	form_go_on(a, f);
}

void form_ask_excuse(struct app *a, struct form *f)
{
	const struct finding *x = form_warning(a, form_field(f));
	char title[APP_MESSAGE];

	if (!x)
		return;
	f->check = x->check;
	text_format(title, sizeof title, _("Why may it pass?  %s"), i18n_pick(x->text, x->text_en));
	ask_reason(a, f, title, excuse_reasons, COUNT_OF(excuse_reasons), excuse_taken);
}

static void declare_none(struct app *a, struct form *f, const struct field *fd)
{
	enum err e = desk_declare_none(a->desk, form_field(f));

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

	if (!fd || fd->type == FIELD_ROWS) {
		app_say(a, VOICE_HINT, "%s", _("F2 changes the value under the cursor; there is none here"));
		return;
	}
	size_t field = form_field(f);
	const struct answer *ans = form_answer(a, field);
	if (desk_conflict(a->desk, field)) {
		form_ask_conflict(a, f);
	} else if (answer_edit(fd, ans) == CHANGE_NEVER && desk_may_dispute(a->desk, field)) {
		ask_object(a, f);
	} else if (answer_edit(fd, ans) == CHANGE_NEVER) {
		app_say(a, VOICE_PROBLEM, "%s",
			_("This value cannot be changed here; F5 asks the department again"));
	} else if (desk_locked(a->desk, field)) {
		ask_reason(a, f, _("Why is the shared value wrong?"), override_reasons,
			COUNT_OF(override_reasons), reason_taken);
	} else if (*fd->none) {
		declare_none(a, f, fd);
	} else if (form_warning(a, field)) {
		form_ask_excuse(a, f);
	} else {
		form_go(a, f, f->at);
		app_say(a, VOICE_HINT, "%s", _("Type or choose the new value; it takes the place of the old one"));
	}
}

/* ---- finding a field by its name ---- */

struct finder {
	struct form *form;
	struct choose_row *rows;
	size_t *fields, *places;     /* of each row: the field, where its texts begin */
	bool all;                    /* the view before */
	struct buf texts;
};

static void finder_free(void *ctx)
{
	struct finder *x = ctx;

	mem_free(x->rows);
	mem_free(x->fields);
	mem_free(x->places);
	buf_release(&x->texts);
	mem_free(x);
}

static void found(struct app *a, void *ctx, int index)
{
	struct finder *x = ctx;

	x->form->all = x->all;
	if (index >= 0)
		form_show_field(a, x->form, x->fields[index]); /* shows all when it must */
	else
		form_collect(a, x->form);
}

static size_t name_fields(const struct app *a, struct finder *x)
{
	const struct form *f = x->form;
	size_t n = 0;

	for (size_t i = 0; i < f->n && n < CHOOSE_ROWS; i++) {
		const struct field *fd = &form_item(a)->fields[f->lines[i].field];
		if (f->lines[i].kind != LINE_FIELD)
			continue;
		x->fields[n] = f->lines[i].field;
		x->places[n++] = x->texts.len;
		buf_addf(&x->texts, "%d", f->lines[i].number);
		buf_addc(&x->texts, '\0');
		form_place(a, f->lines[i].field, &x->texts);
		buf_adds(&x->texts, i18n_pick(fd->label, fd->label_en));
		buf_addc(&x->texts, '\0');
	}
	for (size_t i = 0; i < n; i++) {
		x->rows[i].code = buf_text(&x->texts) + x->places[i];
		x->rows[i].label = x->rows[i].code + strlen(x->rows[i].code) + 1;
	}
	return n;
}

void form_find(struct app *a, struct form *f)
{
	struct finder *x = mem_new(sizeof *x);

	x->form = f;
	x->all = f->all;
	f->all = true;
	form_collect(a, f);
	x->rows = mem_array(f->n + 1, sizeof *x->rows);
	x->fields = mem_array(f->n + 1, sizeof *x->fields);
	x->places = mem_array(f->n + 1, sizeof *x->places);
	buf_init(&x->texts, 1 << 20);
	size_t n = name_fields(a, x);
	struct choose_arg arg = {.title = _("Find a field"), .rows = x->rows, .n = n,
		.filter = true, .done = found, .ctx = x, .release = finder_free};
	if (choose_open(a, &arg))
		finder_free(x);
}
