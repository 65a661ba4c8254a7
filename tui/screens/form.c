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

static void next_step(struct app *a, struct form *f);

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct form *f = state;

	(void)arg;
	form_collect(a, f);
	if (!form_first_missing(a, f))
		form_go(a, f, 0);
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct form *f = state;

	(void)a;
	mem_free(f->choices);
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
	size_t field = f->rows[f->at];
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

static bool commit(struct app *a, struct form *f)
{
	return !f->typed || form_give(a, f, f->edit.text);
}

void form_go_on(struct app *a, struct form *f)
{
	if (!form_next_missing(a, f)) {
		form_go(a, f, f->at);
		app_say(a, VOICE_HINT, "%s", _("Nothing is left to ask. Enter or F8 goes on to the documents"));
	}
}

void form_choose(struct app *a, struct form *f, const char *code)
{
	desk_count_keys(a->desk, 1);
	if (form_give(a, f, code))
		form_go_on(a, f);
}

/* ---- moving ---- */

static void confirm_or_next(struct app *a, struct form *f)
{
	if (f->n_rows == 0) {
		next_step(a, f);
		return;
	}
	size_t field = f->rows[f->at];
	if (f->typed ? !commit(a, f) : false)
		return;
	const struct answer *ans = &desk_case(a->desk)->draft.answers[field];
	if (desk_conflict(a->desk, field)) {
		form_ask_conflict(a, f);
		return;
	}
	if (form_is_missing(a, field) && *ans->value) {
		enum err e = desk_confirm(a->desk, field);
		if (e)
			app_fail(a, e);
		else
			desk_count_keys(a->desk, 1);
	}
	if (!form_next_missing(a, f))
		next_step(a, f);
}

static void move(struct app *a, struct form *f, int by)
{
	if (!commit(a, f) || f->n_rows == 0)
		return;
	size_t n = f->n_rows;
	form_go(a, f, (f->at + n + (size_t)(by + (int)n)) % n);
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
	f->all |= form_row_of(f, field) == f->n_rows;
	form_collect(a, f);
	form_go(a, f, form_row_of(f, field));
}

static void show_errors(struct app *a, struct form *f, size_t n)
{
	f->checked = true;
	f->summary = true;
	form_collect(a, f);
	a->error_title = true;
	app_say(a, VOICE_PROBLEM, _("Not yet: %zu to mend. What was entered is kept"), n);
}

static void next_step(struct app *a, struct form *f)
{
	const struct finding *errors[FORM_ERRORS];

	if (!commit(a, f))
		return;
	size_t n = form_errors(a, errors);
	if (n > 0) {
		show_errors(a, f, n);
		return;
	}
	f->checked = f->summary = false;
	a->error_title = false;
	enum err e = app_push(a, &screen_material, NULL);
	if (e)
		app_fail(a, e);
}

static void leave_summary(struct app *a, struct form *f, size_t index)
{
	const struct finding *errors[FORM_ERRORS];
	size_t n = form_errors(a, errors);

	f->summary = a->error_title = false;
	if (index < n && errors[index]->field >= 0)
		form_go(a, f, form_row_of(f, (size_t)errors[index]->field));
}

static void refetch(struct app *a, struct form *f)
{
	const struct field *fd = form_focus(a, f);
	const char *resource = fd && fd->n_shares ? fd->shares[0].resource : NULL;
	enum err e = desk_refetch(a->desk, resource);

	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_BUSY, "%s", _("Asked again; the answer fills itself in"));
}

static void edit_key(struct app *a, struct form *f, enum action action)
{
	if (action == ACT_CLEAR && !f->typed && f->n_rows) {
		enum err e = desk_clear(a->desk, f->rows[f->at]);
		if (e)
			app_fail(a, e);
	} else if (edit_act(&f->edit, action)) {
		f->typed = f->edit.len > 0;
	}
}

static void escape(struct app *a, struct form *f)
{
	if (f->summary)
		leave_summary(a, f, 0);
	else if (f->typed || *f->reason)
		form_go(a, f, f->at);
	else
		app_pop(a);
}

static void act(struct app *a, void *state, enum action action)
{
	struct form *f = state;

	if (f->summary && (action == ACT_ENTER || action == ACT_TAB || action == ACT_DOWN)) {
		leave_summary(a, f, 0);
		return;
	}
	switch (action) {
	case ACT_ENTER: confirm_or_next(a, f); break;
	case ACT_TAB: case ACT_DOWN: move(a, f, 1); break;
	case ACT_BACKTAB: case ACT_UP: move(a, f, -1); break;
	case ACT_PGDN: move(a, f, 10); break;
	case ACT_PGUP: move(a, f, -10); break;
	case ACT_NEXT_STEP: next_step(a, f); break;
	case ACT_BACK_STEP:
		if (commit(a, f))
			app_pop(a);
		break;
	case ACT_BACK: escape(a, f); break;
	case ACT_VIEW:
		if (!commit(a, f))
			break;
		f->all = !f->all;
		form_collect(a, f);
		form_go(a, f, f->at);
		break;
	case ACT_EDIT: form_override(a, f); break;
	case ACT_PICK: form_open_list(a, f); break;
	case ACT_FIND: form_find(a, f); break;
	case ACT_FETCH: refetch(a, f); break;
	case ACT_UNDO: undo(a, f, false); break;
	case ACT_REDO: undo(a, f, true); break;
	case ACT_REVEAL: app_reveal(a); break;
	case ACT_SAVE: app_say(a, VOICE_HINT, "%s", _("Every field is saved as it is left")); break;
	default: edit_key(a, f, action);
	}
}

/* ---- characters ---- */

static void type_choice(struct app *a, struct form *f, const struct field *fd, uint32_t cp)
{
	const char *code, *label;
	size_t n = form_choices(fd);
	int digit = app_digit(cp);

	if (digit >= 1 && fd->type == FIELD_CHOICE) {
		for (size_t i = 0; i < n; i++) {
			form_choice(fd, i, &code, &label);
			if (code[0] == '0' + digit && code[1] == '\0') {
				form_choose(a, f, code);
				return;
			}
		}
	} else if (digit >= 1 && (size_t)digit <= n) {
		form_choice(fd, (size_t)digit - 1, &code, &label);
		form_choose(a, f, code);
		return;
	}
	if (digit < 0)
		app_ime_hint(a);
	else
		app_say(a, VOICE_PROBLEM, _("There is no choice %d here"), digit);
}

/* Fields that end themselves: the next key belongs to the next field. */
static size_t full_length(const struct field *fd)
{
	switch (fd->type) {
	case FIELD_ID: return 18;
	case FIELD_MOBILE: return 11;
	case FIELD_DATE: return 8;
	default: return 0;
	}
}

static void after_typing(struct app *a, struct form *f, const struct field *fd)
{
	size_t full = full_length(fd);

	f->typed = f->edit.len > 0;
	f->why[0] = '\0';
	if (full && f->edit.len == full && f->edit.at == full && commit(a, f)) {
		app_skipped(a);
		form_go_on(a, f);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct form *f = state;
	const struct field *fd = form_focus(a, f);
	int digit = app_digit(cp);

	if (f->summary && digit >= 1) {
		leave_summary(a, f, (size_t)digit - 1);
		return;
	}
	f->summary = false;
	if (!fd)
		return;
	if (desk_conflict(a->desk, f->rows[f->at]) && !f->typed && (digit == 1 || digit == 2)) {
		form_conflict_chosen(a, f, digit - 1);
	} else if (desk_locked(a->desk, f->rows[f->at]) && !*f->reason) {
		app_say(a, VOICE_HINT, "%s", _("A department holds this value; F2 changes it with a reason"));
	} else if (form_choices(fd)) {
		type_choice(a, f, fd, cp);
	} else if (edit_insert(&f->edit, text_fold(cp))) {
		desk_count_keys(a->desk, 1);
		after_typing(a, f, fd);
	}
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct form *f = state;
	const struct field *fd = form_focus(a, f);

	if (!fd || form_choices(fd) || (desk_locked(a->desk, f->rows[f->at]) && !*f->reason))
		return;
	edit_paste(&f->edit, pasted);
	f->typed = f->edit.len > 0;
}

/* A card in a number field fills it; anywhere else it is another person. */
static void card(struct app *a, void *state, const char *number, int taken)
{
	struct form *f = state;
	const struct field *fd = form_focus(a, f);

	edit_drop_last(&f->edit, taken);
	f->typed = f->edit.len > 0;
	if (fd && (fd->type == FIELD_ID || fd->type == FIELD_ID_OR_CODE) &&
		!desk_locked(a->desk, f->rows[f->at])) {
		edit_set(&f->edit, number);
		after_typing(a, f, fd);
		return;
	}
	app_person(a, number, PROOF_READER);
}

static void tick(struct app *a, void *state, int64_t now)
{
	struct form *f = state;
	size_t before = f->n_rows;

	(void)now;
	form_collect(a, f);
	if (before == 0 && f->n_rows > 0)
		form_first_missing(a, f);
	if (before != f->n_rows)
		a->dirty = true;
}

static bool digits(const struct app *a, const void *state)
{
	const struct form *f = state;
	const struct field *fd = form_focus(a, f);

	return f->summary || (fd && form_choices(fd)) ||
		(fd && !f->typed && desk_conflict(a->desk, f->rows[f->at]));
}

const struct screen screen_form = {
	.name = "form", .title = N_("Form"), .bit = IN_FORM, .state_size = sizeof(struct form),
	.enter = enter, .act = act, .text = text, .digits = digits, .paste = paste, .card = card, .draw = form_draw,
	.tick = tick, .back = back, .leave = leave,
};
