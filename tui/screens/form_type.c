/* SPDX-License-Identifier: MIT
 *
 * Characters on the form: a digit chooses, words open the list of codes, everything else goes into
 * the field. Fields whose length says that they are complete end themselves.
 */
#include "core/base/i18n.h"
#include "tui/screens/form_state.h"

static void type_choice(struct app *a, struct form *f, const struct field *fd, uint32_t cp)
{
	const char *code, *label;
	size_t n = form_choices(f, fd);
	int digit = app_digit(cp);

	if (digit >= 1 && fd->type == FIELD_CHOICE) {
		for (size_t i = 0; i < n; i++) {
			form_choice(f, fd, i, &code, &label);
			if (code[0] == '0' + digit && code[1] == '\0') {
				form_choose(a, f, code);
				return;
			}
		}
	} else if (digit >= 1 && (size_t)digit <= n) {
		form_choice(f, fd, (size_t)digit - 1, &code, &label);
		form_choose(a, f, code);
		return;
	}
	if (digit < 0)
		app_ime_hint(a);
	else
		app_say(a, VOICE_PROBLEM, _("There is no choice %d here"), digit);
}

/* Words of a long list open it at once; a code is typed into the field. */
static bool type_query(struct app *a, struct form *f, const struct field *fd, uint32_t cp)
{
	char query[TEXT_UTF8_MAX + 1] = "";
	uint32_t folded = text_fold(cp);

	if (!form_has_codes(fd) || f->typed || app_digit(cp) >= 0 || folded <= ' ')
		return false;
	text_put(folded, query);
	desk_count_keys(a->desk, 1);
	return form_open_codes(a, f, query);
}

/* Fields that end themselves: the next key belongs to the next field. */
static size_t full_length(const struct field *fd)
{
	switch (fd->type) {
	case FIELD_ID: case FIELD_CREDIT_CODE: case FIELD_ID_OR_CODE: return 18;
	case FIELD_MOBILE: return 11;
	case FIELD_DATE: return 8;
	case FIELD_MONTH: return 6;
	case FIELD_TIME: return 12;
	case FIELD_VIN: return 17;
	default: return 0;
	}
}

static void after_typing(struct app *a, struct form *f, const struct field *fd)
{
	size_t full = full_length(fd);

	f->typed = f->edit.len > 0;
	f->why[0] = '\0';
	if (full && f->edit.len == full && f->edit.at == full && form_commit(a, f)) {
		app_skipped(a);
		form_go_on(a, f);
	}
}

void form_text(struct app *a, void *state, uint32_t cp)
{
	struct form *f = state;
	const struct field *fd = form_focus(a, f);
	int digit = app_digit(cp);

	if (f->summary && digit >= 1) {
		form_leave_summary(a, f, (size_t)digit - 1);
		return;
	}
	f->summary = false;
	if (!fd) {
		if (digit == 1)
			form_add_row(a, f);
		else
			app_say(a, VOICE_HINT, "%s", _("1 adds a row, Enter goes on without"));
		return;
	}
	if (fd->type == FIELD_ROWS) {
		app_say(a, VOICE_HINT, "%s", _("Ctrl+N adds a row, Ctrl+X removes one"));
	} else if (desk_conflict(a->desk, form_field(f)) && !f->typed && (digit == 1 || digit == 2)) {
		form_conflict_chosen(a, f, digit - 1);
	} else if (desk_locked(a->desk, form_field(f)) && !*f->reason) {
		app_say(a, VOICE_HINT, "%s", _("A department holds this value; F2 changes it with a reason"));
	} else if (form_choices(f, fd)) {
		type_choice(a, f, fd, cp);
	} else if (type_query(a, f, fd, cp)) {
		;
	} else if (edit_insert(&f->edit, text_fold(cp))) {
		desk_count_keys(a->desk, 1);
		after_typing(a, f, fd);
	}
}

void form_paste(struct app *a, void *state, const char *pasted)
{
	struct form *f = state;
	const struct field *fd = form_focus(a, f);

	if (!fd || fd->type == FIELD_ROWS || form_choices(f, fd) ||
		(desk_locked(a->desk, form_field(f)) && !*f->reason))
		return;
	edit_paste(&f->edit, pasted);
	f->typed = f->edit.len > 0;
}

/* A card in a number field fills it; anywhere else it is another person. */
void form_card(struct app *a, void *state, const char *number, int taken)
{
	struct form *f = state;
	const struct field *fd = form_focus(a, f);

	edit_drop_last(&f->edit, taken);
	f->typed = f->edit.len > 0;
	if (fd && (fd->type == FIELD_ID || fd->type == FIELD_ID_OR_CODE) &&
		!desk_locked(a->desk, form_field(f))) {
		edit_set(&f->edit, number);
		after_typing(a, f, fd);
		return;
	}
	app_person(a, number, PROOF_READER);
}
