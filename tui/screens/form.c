/* SPDX-License-Identifier: MIT
 *
 * S06 填表 with S06m and S06e. Digits choose and move on, Enter goes to the next field that needs
 * the clerk, the last Enter goes to the materials. What was typed stays until it is right or
 * given up; format is judged when the field is left, everything else on F8.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/frame.h"
#include "tui/screens/form_state.h"
#include "tui/screens/objection.h"
#include "tui/screens/notice.h"

enum { PAGE = 10 };

static void next_step(struct app *a, struct form *f);

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct form *f = state;
	const struct form_arg *one = arg;

	f->digits_field = SIZE_MAX;
	if (!desk_evaluation(a->desk))
		return ERR_LIMIT; /* a rule could not be run: there is nothing to show */
	if (one) {
		f->once = true;
		form_show_field(a, f, one->field);
	} else if (!form_first_missing(a, f)) {
		form_go(a, f, 0);
	}
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct form *f = state;

	(void)a;
	mem_free(f->choices);
	mem_free(f->lines);
	mem_free(f->flaws);
}

static void back(struct app *a, void *state)
{
	struct form *f = state;

	form_collect(a, f);
}

/* ---- giving a value to the desk ---- */

static void refuse(struct form *f, size_t field, const char *why)
{
	text_copy(f->why, sizeof f->why, why);
	f->why_field = field;
}

/* False: the value does not fit; it stays in the editor and the sentence beside it. */
bool form_give(struct app *a, struct form *f, const char *typed)
{
	char why[WHY_SIZE] = "";
	if (!form_on_field(f))
		return true;
	size_t field = form_field(f);
	enum err e = *f->reason ? desk_override(a->desk, field, typed, f->reason, why) :
		desk_answer(a->desk, field, typed, why);

	if (e == ERR_INPUT) {
		refuse(f, field, why);
		app_say(a, VOICE_PROBLEM, "%s", why);
		return false;
	}
	if (e == ERR_DENIED) {
		app_say(a, VOICE_HINT, "%s", _("A department holds this value; F2 changes it with a reason"));
		f->typed = false;
		return false;
	}
	if (e) {
		app_fail(a, e);
		return false;
	}
	f->typed = false;
	f->why[0] = '\0';
	f->reason[0] = '\0';
	return true;
}

/* What was typed is given up only when it fits. */
bool form_commit(struct app *a, struct form *f)
{
	return !f->typed || form_give(a, f, f->edit.text);
}

void form_go_on(struct app *a, struct form *f)
{
	if (!form_next_missing(a, f))
		form_go(a, f, f->at); /* the hint says that nothing is left */
}

void form_choose(struct app *a, struct form *f, const char *code)
{
	desk_count_keys(a->desk, 1);
	if (form_give(a, f, code))
		form_go_on(a, f);
}

/* ---- moving ---- */

/* What the field asks of the clerk before the cursor may leave it by Enter. */
static bool settle(struct app *a, struct form *f)
{
	const struct answer *ans = form_answer(a, form_field(f));

	if (desk_conflict(a->desk, form_field(f))) {
		form_ask_conflict(a, f);
		return false;
	}
	if (f->checked && f->flaws[form_field(f)] == FLAW_WARN) {
		form_ask_excuse(a, f);
		return false;
	}
	if (!form_is_missing(a, form_field(f)) || !*ans->value)
		return true;
	enum err e = desk_confirm(a->desk, form_field(f));
	if (e)
		app_fail(a, e);
	else
		desk_count_keys(a->desk, 1);
	return true;
}

static void confirm_or_next(struct app *a, struct form *f)
{
	if (f->n == 0) {
		next_step(a, f);
		return;
	}
	if (!form_commit(a, f) || (form_on_field(f) && !settle(a, f)))
		return;
	form_collect(a, f);
	if (f->once && f->left == 0) {
		next_step(a, f);
		return;
	}
	if (!form_next_missing(a, f))
		next_step(a, f);
}

static void move(struct app *a, struct form *f, int by)
{
	if (form_commit(a, f))
		form_step(a, f, by);
}

/* In rows a page is a row: the same cell of the next one. */
static void page(struct app *a, struct form *f, int by)
{
	if (!form_commit(a, f) || form_next_row(a, f, by))
		return;
	size_t to = f->at;
	for (int i = 0; i < PAGE && to + (size_t)by < f->n; i++)
		to += (size_t)by;
	if (f->n && f->lines[to].kind == LINE_ROW)
		to += to + 1 < f->n ? 1 : (size_t)-1;
	form_go(a, f, to);
}

static void undo(struct app *a, struct form *f, bool redo)
{
	size_t field = 0;
	enum err e = redo ? desk_redo(a->desk, &field) : desk_undo(a->desk, &field);

	if (e == ERR_NOTFOUND) {
		app_say(a, VOICE_HINT, "%s", _("Nothing to undo"));
		return;
	}
	if (e) {
		app_fail(a, e);
		return;
	}
	form_show_field(a, f, field);
}

static void show_errors(struct app *a, struct form *f, size_t n)
{
	f->checked = true;
	f->summary = true;
	form_collect(a, f);
	a->error_title = true;
	app_say(a, VOICE_PROBLEM, _("Not yet: %zu to mend. What was entered is kept"), n);
}

/* What departments said too long ago goes no further on the clerk's word alone. */
static bool fresh(struct app *a, struct form *f)
{
	size_t n = 0, first = 0;

	for (size_t i = form_item(a)->n_fields; i-- > 0;)
		if (desk_stale(a->desk, i) && !desk_waiting(a->desk, i)) {
			first = i;
			n++;
		}
	if (n == 0)
		return true;
	form_show_field(a, f, first);
	app_say(a, VOICE_PROBLEM, _("%zu values are out of date. F5 asks again, Enter keeps what still holds"), n);
	return false;
}

static void next_step(struct app *a, struct form *f)
{
	const struct finding *errors[FORM_ERRORS];

	if (!form_commit(a, f))
		return;
	size_t n = form_errors(a, errors);
	if (n > 0) {
		show_errors(a, f, n);
		return;
	}
	if (!fresh(a, f))
		return;
	f->checked = f->summary = false;
	a->error_title = false;
	if (desk_guardian_missing(a->desk)) {
		form_show_field(a, f, (size_t)form_item(a)->present);
		app_say(a, VOICE_PROBLEM, _("Under %d nobody comes alone: read the guardian's card, or F4"),
			form_item(a)->alone_from);
		return;
	}
	if (f->once) {
		app_pop(a);
		return;
	}
	enum err e = app_push(a, &screen_material, NULL);
	if (e)
		app_fail(a, e);
}

void form_leave_summary(struct app *a, struct form *f, size_t index)
{
	const struct finding *errors[FORM_ERRORS];
	size_t n = form_errors(a, errors);

	f->summary = a->error_title = false;
	if (index < n && index < FORM_ERRORS && errors[index]->field >= 0)
		form_show_field(a, f, (size_t)errors[index]->field);
}

static void refetch(struct app *a, struct form *f)
{
	enum err e = form_on_field(f) ? desk_refetch_field(a->desk, form_field(f)) : ERR_NOTFOUND;

	if (e == ERR_NOTFOUND) /* no department is asked for this one: all that failed */
		e = desk_refetch(a->desk, NULL);
	app_refetched(a, e);
}

static void edit_key(struct app *a, struct form *f, enum action action)
{
	if (action == ACT_CLEAR && !f->typed && form_on_field(f)) {
		enum err e = desk_clear(a->desk, form_field(f));
		if (e)
			app_fail(a, e);
	} else if (edit_act(&f->edit, action)) {
		f->typed = f->edit.len > 0;
	}
}

/* In what is being typed, else in the form. */
static void ends(struct app *a, struct form *f, enum action action)
{
	if (f->typed)
		edit_key(a, f, action);
	else if (f->n)
		form_go(a, f, action == ACT_TOP ? 0 : f->n - 1);
}

static void escape(struct app *a, struct form *f)
{
	if (f->summary)
		form_leave_summary(a, f, 0);
	else if (f->typed || *f->reason)
		form_go(a, f, f->at);
	else
		app_pop(a);
}

/* What the form still lacks is told together with the documents. */
static void show_notice(struct app *a, struct form *f)
{
	enum err e = form_commit(a, f) ? notice_open(a) : OK;

	if (e)
		app_fail(a, e);
}

/* The step before a draft's form is its item; it may still be changed there. */
static void back_step(struct app *a, struct form *f)
{
	if (!form_commit(a, f))
		return;
	if (f->once || desk_case(a->desk)->state != STATE_DRAFT) {
		app_pop(a);
		return;
	}
	enum err e = app_replace(a, &screen_items, "");
	if (e)
		app_fail(a, e);
}

static void act(struct app *a, void *state, enum action action)
{
	struct form *f = state;

	if (f->summary && (action == ACT_ENTER || action == ACT_TAB || action == ACT_DOWN)) {
		form_leave_summary(a, f, 0);
		return;
	}
	switch (action) {
	case ACT_ENTER: confirm_or_next(a, f); break;
	case ACT_TAB: case ACT_DOWN: move(a, f, 1); break;
	case ACT_BACKTAB: case ACT_UP: move(a, f, -1); break;
	case ACT_PGDN: page(a, f, 1); break;
	case ACT_PGUP: page(a, f, -1); break;
	case ACT_TOP: case ACT_END: ends(a, f, action); break;
	case ACT_NEXT_STEP: next_step(a, f); break;
	case ACT_BACK_STEP: back_step(a, f); break;
	case ACT_BACK: escape(a, f); break;
	case ACT_NOTICE: show_notice(a, f); break;
	case ACT_VIEW:
		if (!form_commit(a, f))
			break;
		f->all = !f->all;
		form_collect(a, f);
		form_go(a, f, f->at);
		break;
	case ACT_EDIT: form_override(a, f); break;
	case ACT_DISPUTE:
		if (form_focus(a, f))
			objection_raise(a, form_field(f));
		break;
	case ACT_PICK: form_open_list(a, f); break;
	case ACT_FIND: form_find(a, f); break;
	case ACT_FETCH: refetch(a, f); break;
	case ACT_ROW_ADD:
		if (form_commit(a, f))
			form_add_row(a, f);
		break;
	case ACT_ROW_REMOVE: form_remove_row(a, f); break;
	case ACT_UNDO: undo(a, f, false); break;
	case ACT_REDO: undo(a, f, true); break;
	case ACT_REVEAL: app_reveal(a); break;
	case ACT_SAVE: app_say(a, VOICE_HINT, "%s", _("Every field is saved as it is left")); break;
	default: edit_key(a, f, action);
	}
}

static void tick(struct app *a, void *state, int64_t now)
{
	struct form *f = state;
	size_t before = f->n;

	(void)now;
	form_collect(a, f);
	if (before == 0 && f->n > 0)
		form_first_missing(a, f);
	if (before != f->n)
		a->dirty = true;
}

static bool digits(const struct app *a, const void *state)
{
	const struct form *f = state;
	const struct field *fd = form_focus(a, f);

	if (f->summary || !fd)
		return true;
	return form_choices(f, fd) || (!f->typed && desk_conflict(a->desk, form_field(f)));
}

const struct screen screen_form = {
	.name = "form", .title = N_("Form"), .bit = IN_FORM, .state_size = sizeof(struct form),
	.enter = enter, .act = act,
	.text = form_text, .digits = digits, .paste = form_paste, .card = form_card, .draw = form_draw,
	.tick = tick, .back = back, .leave = leave,
};
