/* SPDX-License-Identifier: MIT
 *
 * S04 身份与档案. What the identity check brings while it lands; the clerk's legal act is "1": the
 * person here is the one on the card. Somebody else who acts for a person or a firm is read on a
 * card of their own, and never becomes the applicant.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/standards/name.h"
#include "tui/screens/person_state.h"

static void keep_recent(struct app *a, struct person *s)
{
	struct view_case *rows = NULL;
	const struct casefile *f = desk_case(a->desk);
	size_t n = 0;

	if (view_find(a->store, f->legal ? TOKEN_CREDIT_CODE : TOKEN_ID, f->subject, &rows, &n))
		return;
	for (size_t i = 0; i < n && s->n_recent < PERSON_RECENT; i++) {
		char stamp[20];
		if (uid_equal(&rows[i].id, &f->id) || !*rows[i].item_name)
			continue;
		clock_format(rows[i].created_ms, stamp);
		text_copyn(s->recent[s->n_recent].day, sizeof s->recent[0].day, stamp, 10);
		text_copy(s->recent[s->n_recent++].item, sizeof s->recent[0].item, rows[i].item_name);
	}
	mem_wipe(rows, n * sizeof *rows);
	mem_free(rows);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct person *s = state;

	(void)arg;
	edit_init(&s->box, 30, false);
	keep_recent(a, s);
	return OK;
}

/* ---- who is here ---- */

static void go_on(struct app *a, enum err e)
{
	if (!e)
		e = app_push(a, &screen_items, "");
	if (e)
		app_fail(a, e);
}

static void take_agent(struct app *a, struct person *s, const char *number, enum proof proof)
{
	char why[WHY_SIZE] = "";
	enum err e = desk_confirm_agent(a->desk, number, proof, why);

	if (e == ERR_INPUT) {
		app_say(a, VOICE_PROBLEM, "%s", why);
		return;
	}
	if (e == ERR_DENIED) {
		app_say(a, VOICE_PROBLEM, "%s", _("This item is not done for somebody else; the person has to come"));
		return;
	}
	s->agent = false;
	edit_wipe(&s->box);
	go_on(a, e);
}

/* For a firm somebody always stands here: its representative is known by the register. */
static void accept_representative(struct app *a, struct person *s)
{
	struct desk_handler list[PERSON_HANDLERS];
	size_t n = desk_handlers(a->desk, list, PERSON_HANDLERS);

	for (size_t i = 0; i < n; i++)
		if (list[i].representative) {
			char number[SUBJECT_SIZE];
			text_copy(number, sizeof number, list[i].id);
			take_agent(a, s, number, PROOF_SEEN);
			mem_wipe(number, sizeof number);
			return;
		}
	s->agent = true;
	app_say(a, VOICE_HINT, "%s", _("The register has not named the representative; read the card"));
}

static void accept(struct app *a, struct person *s)
{
	if (desk_case(a->desk)->identity_confirmed)
		go_on(a, OK);
	else if (desk_legal(a->desk))
		accept_representative(a, s);
	else
		go_on(a, desk_confirm_identity(a->desk));
}

static void refuse(struct app *a)
{
	enum err e = desk_abandon(a->desk);

	if (e) {
		app_fail(a, e);
		return;
	}
	app_home(a);
	app_say(a, VOICE_HINT, "%s", _("The draft was discarded. Read the right card"));
}

static void wait_for_agent(struct app *a, struct person *s)
{
	s->agent = true;
	edit_wipe(&s->box);
	a->dirty = true;
}

/* ---- handlers of a firm ---- */

static void handler_chosen(struct app *a, void *ctx, int index)
{
	struct person *s = ctx;

	if (index >= 0)
		take_agent(a, s, s->numbers[index], PROOF_SEEN);
}

static void list_handlers(struct app *a, struct person *s)
{
	struct desk_handler list[PERSON_HANDLERS];
	size_t n = desk_handlers(a->desk, list, PERSON_HANDLERS);

	if (n == 0) {
		app_say(a, VOICE_HINT, "%s", _("No handlers are known; read the card or type the number"));
		return;
	}
	for (size_t i = 0; i < n; i++) {
		struct buf text;
		buf_init(&text, 512);
		mask_name(list[i].name, &text);
		buf_adds(&text, "  ");
		mask_id(list[i].id, &text);
		buf_addf(&text, "  %s", list[i].representative ? _("legal representative") :
			list[i].in_force ? _("authorised") : _("authority not in force"));
		text_copy(s->names[i], sizeof s->names[i], buf_text(&text));
		text_copy(s->numbers[i], sizeof s->numbers[i], list[i].id);
		s->handlers[i] = (struct choose_row){"", s->names[i]};
		buf_release(&text);
	}
	struct choose_arg arg = {.title = _("Who is here for the firm? Compare the face with the card"),
		.rows = s->handlers, .n = n, .done = handler_chosen, .ctx = s};
	(void)!choose_open(a, &arg);
}

static void show_past(struct app *a)
{
	enum err e = app_push(a, &screen_past, NULL);

	if (e)
		app_fail(a, e);
}

/* ---- keys ---- */

static void back(struct app *a, struct person *s)
{
	if (s->agent)
		s->agent = false;
	else
		app_home(a);
}

static void act(struct app *a, void *state, enum action action)
{
	struct person *s = state;

	switch (action) {
	case ACT_ENTER:
		if (s->agent && s->box.len)
			take_agent(a, s, s->box.text, PROOF_SEEN);
		break;
	case ACT_NEXT_STEP:
		if (s->agent && s->box.len)
			take_agent(a, s, s->box.text, PROOF_SEEN);
		else
			accept(a, s);
		break;
	case ACT_PICK:
		if (desk_legal(a->desk))
			list_handlers(a, s);
		break;
	case ACT_VIEW:
		show_past(a);
		break;
	case ACT_TAB:
		s->exact_time = !s->exact_time && !s->agent;
		break;
	case ACT_FETCH:
		app_refetched(a, desk_refetch(a->desk, NULL));
		break;
	case ACT_REVEAL:
		app_reveal(a);
		break;
	case ACT_BACK:
		back(a, s);
		break;
	default:
		if (s->agent)
			edit_act(&s->box, action);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct person *s = state;
	int digit = app_digit(cp);

	if (s->agent)
		edit_insert(&s->box, text_fold(cp));
	else if (digit == 1)
		accept(a, s);
	else if (digit == 2)
		wait_for_agent(a, s);
	else if (digit == 3)
		refuse(a);
	else if (digit < 0)
		app_ime_hint(a);
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct person *s = state;

	(void)a;
	if (s->agent)
		edit_paste(&s->box, pasted);
}

/* A firm's number is typed, so the card is of whoever came for it. */
static void card(struct app *a, void *state, const char *number, int taken)
{
	struct person *s = state;

	if (s->agent)
		edit_drop_last(&s->box, taken);
	if (s->agent || (desk_legal(a->desk) && !desk_case(a->desk)->identity_confirmed))
		take_agent(a, s, number, PROOF_READER);
	else
		app_person(a, number, PROOF_READER);
}

static bool digits(const struct app *a, const void *state)
{
	const struct person *s = state;

	(void)a;
	return !s->agent;
}

static bool offers(const struct app *a, const void *state, enum action act)
{
	(void)state;
	return act != ACT_PICK || desk_legal(a->desk); /* those who may act for a firm */
}

const struct screen screen_person = {
	.name = "person", .title = N_("Person and file"), .bit = IN_PERSON,
	.state_size = sizeof(struct person), .enter = enter, .act = act, .text = text, .paste = paste,
	.card = card, .digits = digits, .offers = offers, .draw = person_draw,
};
