/* SPDX-License-Identifier: MIT
 *
 * From one person to the next: who is served now, and where a case stands.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/casework/branch.h"
#include "core/casework/desk/crossings.h"
#include "core/casework/desk/inwards.h"
#include "core/casework/material.h"
#include "core/casework/oversight/checkup.h"
#include "core/casework/oversight/handover.h"
#include "core/standards/credit_code.h"
#include "core/standards/identity.h"
#include "core/standards/name.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/counter.h"
#include "tui/editions.h"
#include "tui/moved.h"
#include "tui/practice.h"
#include "tui/screens/objection.h"
#include "tui/version.h"
#include "tui/window.h"

/* A question that is open while a person waits to be served. */
struct waiting {
	char number[SUBJECT_SIZE];
	enum proof proof;
	struct uid draft; /* the person's own draft, none while another case is open */
	struct choose_row rows[3];
};

static void serve(struct app *a, const char *number, enum proof proof)
{
	char why[WHY_SIZE];
	enum err e = desk_open_person(a->desk, number, proof, why);

	if (e == ERR_INPUT || e == ERR_DEMO)
		app_say(a, VOICE_PROBLEM, "%s", why);
	else if (e)
		app_fail(a, e);
	else
		e = app_push(a, &screen_person, NULL);
}

static void serve_again(struct app *a, void *ctx)
{
	const struct waiting *w = ctx;

	serve(a, w->number, w->proof);
}

static void release(void *ctx)
{
	mem_wipe(ctx, sizeof(struct waiting));
	mem_free(ctx);
}

static void ask(struct app *a, struct waiting *w, const char *title, const char *first,
	const char *second, void (*done)(struct app *, void *, int))
{
	w->rows[0] = (struct choose_row){"1", first};
	w->rows[1] = (struct choose_row){"2", second};
	struct choose_arg arg = {.title = title, .rows = w->rows, .n = w->rows[2].label ? 3 : 2, .ctx = w, .done = done,
		.release = release};
	if (choose_open(a, &arg))
		release(w);
}

/* A person's number is checked before a firm's: both have 18 places. */
static bool is_firm(const char *number)
{
	struct identity id;

	identity_check(number, strlen(number), clock_today(), &id);
	return id.verdict.grade == GRADE_BAD && credit_code_matches(number);
}

/* The person's own newest draft, opened at this hall and not yet sent. */
static bool own_draft(struct app *a, const char *number, struct uid *id)
{
	struct view_case *rows = NULL;
	size_t n = 0;
	bool found = false;

	if (view_find(a->store, is_firm(number) ? TOKEN_CREDIT_CODE : TOKEN_ID, number, &rows, &n))
		return false;
	for (size_t i = 0; i < n && !found; i++)
		if (text_equal(rows[i].state, state_word(STATE_DRAFT))) {
			*id = rows[i].id;
			found = true;
		}
	mem_wipe(rows, n * sizeof *rows);
	mem_free(rows);
	return found;
}

static void draft_chosen(struct app *a, void *ctx, int index)
{
	struct waiting *w = ctx;

	if (index == 0)
		app_open_case(a, &w->draft);
	else if (index == 1)
		serve(a, w->number, w->proof);
}

static void begin(struct app *a, const char *number, enum proof proof)
{
	struct waiting *w = mem_new(sizeof *w);

	text_copy(w->number, sizeof w->number, number);
	w->proof = proof;
	if (!own_draft(a, number, &w->draft)) {
		serve(a, number, proof);
		if (again_busy(a))
			again_later(a, serve_again, w, release);
		else
			release(w);
		return;
	}
	ask(a, w, _("This person has a draft here"), _("Go on with the draft"),
		_("Begin another case"), draft_chosen);
}

static void switch_chosen(struct app *a, void *ctx, int index)
{
	struct waiting *w = ctx;

	if (index != 0)
		return;
	app_home(a);
	begin(a, w->number, w->proof);
}

static void ask_switch(struct app *a, const char *number, enum proof proof)
{
	struct waiting *w = mem_new(sizeof *w);
	char title[APP_MESSAGE];
	struct buf name;

	buf_init(&name, 256);
	mask_name(desk_case(a->desk)->applicant, &name);
	text_format(title, sizeof title, _("The case of %s is open. Serve another person?"),
		buf_text(&name));
	buf_release(&name);
	text_copy(w->number, sizeof w->number, number);
	w->proof = proof;
	ask(a, w, title, _("Yes, the draft is kept"), _("No, stay here"), switch_chosen);
}

static void name_chosen(struct app *a, void *ctx, int index)
{
	struct waiting *w = ctx;
	char why[WHY_SIZE] = "";

	if (index == 1) {
		switch_chosen(a, w, 0);
		return;
	}
	if (index != 0)
		return;
	enum err e = desk_give_name(a->desk, w->number, w->proof, why);
	if (e && *why)
		app_say(a, VOICE_PROBLEM, "%s", why);
	else if (e)
		app_fail(a, e);
}

/* A case without a name is open: whoever speaks may have thought better of it. */
static void ask_name(struct app *a, const char *number, enum proof proof)
{
	struct waiting *w = mem_new(sizeof *w);

	text_copy(w->number, sizeof w->number, number);
	w->proof = proof;
	w->rows[2] = (struct choose_row){"3", _("Neither, stay here")};
	ask(a, w, _("This case has no name. Whose card is it?"), _("Of this caller, who gives the name"),
		_("Of the next person, the draft is kept"), name_chosen);
}

/* The sentence of what is wrong, NULL when it is a number; normal gets its usual form. A firm's has
 * letters in it, so the complaint is about the kind that was meant. */
static const char *check_number(const char *number, char normal[SUBJECT_SIZE])
{
	struct identity id;
	struct credit_code code;

	identity_check(number, strlen(number), clock_today(), &id);
	text_copy(normal, SUBJECT_SIZE, id.normal);
	if (id.verdict.grade != GRADE_BAD)
		return NULL;
	credit_code_check(number, strlen(number), &code);
	bool firm = strspn(code.normal, "0123456789") < 17 || code.normal[0] == '9';
	if (code.verdict.grade == GRADE_BAD || !text_equal(code.kind, "USCC"))
		return firm ? verdict_worst(&code.verdict) : verdict_worst(&id.verdict);
	text_copy(normal, SUBJECT_SIZE, code.normal);
	return NULL;
}

void app_person(struct app *a, const char *number, enum proof proof)
{
	char normal[SUBJECT_SIZE];
	const struct casefile *open = desk_case(a->desk);
	const char *wrong = check_number(number, normal);

	if (wrong) {
		app_say(a, VOICE_PROBLEM, "%s", _(wrong));
	} else if (!open || open->state != STATE_DRAFT) {
		app_home(a); /* a finished case is simply left */
		counter_arrived(a);
		begin(a, normal, proof);
	} else if (!*open->subject) {
		ask_name(a, normal, proof);
	} else if (text_equal(open->subject, normal)) {
		app_say(a, VOICE_HINT, "%s", _("This person's case is open already"));
	} else {
		ask_switch(a, normal, proof);
	}
	mem_wipe(normal, sizeof normal);
}

/* Who has anything to do with an appeal; the counter reads it like any other case. */
static bool judge_or_desk(const struct operator_info *me)
{
	return me && (role_may(me->role, RIGHT_APPEALS) || role_may(me->role, RIGHT_EXAMINE) ||
			     role_may(me->role, RIGHT_TAKEOVER));
}

/* Who works at the counter goes on with what is open there; everybody else looks at the case. */
static const struct screen *screen_of(const struct app *a, const struct casefile *f)
{
	const struct operator_info *me = operator_current(a->store);
	bool counter = me && role_may(me->role, RIGHT_RECEIVE);
	bool judge = me && (role_may(me->role, RIGHT_EXAMINE) || role_may(me->role, RIGHT_DECIDE) ||
				   role_may(me->role, RIGHT_TAKEOVER));

	if (f->appeal && judge_or_desk(me))
		return &screen_appeal;
	if (f->state == STATE_FIXING && (counter || (f->demanded && judge)))
		return &screen_form;
	if (f->state != STATE_DRAFT || !counter)
		return judge ? &screen_review : &screen_case;
	if (!f->identity_confirmed)
		return &screen_person;
	return f->item ? &screen_form : &screen_items;
}

/* Which right is missing, and who has it. */
static void explain(struct app *a, const struct uid *id)
{
	char why[WHY_SIZE];

	desk_explain(a->desk, id, RIGHT_PERSON, why);
	app_say(a, VOICE_PROBLEM, "%s", why);
}

void app_open_case(struct app *a, const struct uid *id)
{
	if (!counter_may_open(a, id))
		return;
	enum err e = desk_open_case(a->desk, id);

	if (!e)
		e = app_push(a, screen_of(a, desk_case(a->desk)), NULL);
	if (!e && app_top(a) == &screen_form && desk_case(a->desk)->state == STATE_FIXING)
		e = app_push(a, &screen_material, NULL); /* what was told lies on the form */
	if (e == ERR_DENIED)
		explain(a, id);
	else if (e)
		app_fail(a, e);
	else if (casefile_open(desk_case(a->desk)) && branches_open(desk_case(a->desk)))
		e = app_push(a, &screen_branch, NULL); /* before anything else is typed */
	else if (app_top(a) == &screen_form)
		version_offer(a);
}

void app_queue(struct app *a)
{
	const struct operator_info *me = operator_current(a->store);

	if (!me || !role_may(me->role, RIGHT_PERSON)) {
		app_fail(a, ERR_DENIED);
		return;
	}
	app_home(a);
	if (app_top(a) == &screen_queue)
		return;
	enum err e = app_push(a, &screen_queue, NULL);
	if (e)
		app_fail(a, e);
}

/* ---- received, not accepted ---- */

static void received(struct app *a, void *ctx, int index)
{
	struct uid id;

	(void)ctx;
	if (index != 1)
		return;
	bool completion = desk_case(a->desk) && desk_case(a->desk)->state == STATE_FIXING;
	enum err e = desk_receive(a->desk);
	if (!e)
		e = desk_print(a->desk);
	size_t lines = desk_case(a->desk) ? material_unanswered(desk_case(a->desk)) : 0;
	if (e == ERR_INCOMPLETE && lines > 0) {
		app_say(a, VOICE_PROBLEM, _("%zu told documents are not looked at again; say how each stands"), lines);
		return;
	}
	if (e) {
		app_fail(a, e);
		return;
	}
	id = desk_case(a->desk)->id;
	app_home(a);
	app_open_case(a, &id);
	app_say(a, VOICE_HINT, "%s", completion ?
		_("The completion is received; accept or refuse it within five working days") :
		_("Received; accept it or say why not within five working days"));
}

void app_receive(struct app *a)
{
	const struct casefile *f = desk_case(a->desk);

	if (!f || !casefile_open(f) || !f->item) {
		app_fail(a, ERR_STATE);
		return;
	}
	struct waiting *w = mem_new(sizeof *w);
	w->rows[0] = (struct choose_row){"1", _("No, go on here")};
	w->rows[1] = (struct choose_row){"2", _("Yes, receive it; whether it is accepted is said later")};
	struct choose_arg arg = {.title = _("Receive what was handed in, without accepting it?"),
		.rows = w->rows, .n = 2, .confirm = true, .ctx = w, .done = received,
		.release = release};
	if (choose_open(a, &arg))
		release(w);
}

/* Written for a person to read, mend and send. */
void app_draft_appeal(struct app *a)
{
	enum err e = desk_draft_appeal(a->desk);
	struct uid id;

	if (e == ERR_STATE) {
		app_say(a, VOICE_PROBLEM, "%s", _("Open a case that is past its day first"));
	} else if (e == ERR_DENIED) {
		app_say(a, VOICE_PROBLEM, "%s", _("The appeals desk or a window registers it"));
	} else if (e) {
		app_fail(a, e);
	} else {
		id = desk_case(a->desk)->id;
		app_home(a);
		app_open_case(a, &id);
		app_say(a, VOICE_HINT, "%s", _("Drafted from the case; read it, then send it"));
	}
}

/* ---- along a list ---- */

void app_line_clear(struct app *a)
{
	a->n_line = 0;
}

void app_line_add(struct app *a, const struct uid *id)
{
	if (a->n_line < APP_LINE)
		a->line[a->n_line++] = *id;
}

bool app_line_at(const struct app *a, size_t *at, size_t *all)
{
	const struct casefile *f = desk_case(a->desk);

	*all = a->n_line;
	for (*at = 0; f && *at < a->n_line; ++*at)
		if (uid_equal(&a->line[*at], &f->id))
			return true;
	return false;
}

void app_line_step(struct app *a, int by)
{
	size_t at, all;

	if (!app_line_at(a, &at, &all) || (by < 0 && at == 0) || (by > 0 && at + 1 == all)) {
		app_say(a, VOICE_HINT, "%s", _("No other case of the list is there"));
		return;
	}
	struct uid id = a->line[by < 0 ? at - 1 : at + 1];
	desk_close(a->desk);
	app_pop(a);
	app_open_case(a, &id);
}

void app_handover(struct app *a)
{
	const struct operator_info *me = operator_current(a->store);

	if (!me || !role_may(me->role, RIGHT_TAKEOVER)) {
		app_say(a, VOICE_PROBLEM, "%s", _("Only the shift supervisor does this"));
		return;
	}
	app_home(a);
	enum err e = app_push(a, &screen_handover, NULL);
	if (e)
		app_fail(a, e);
}

/* A shift handed to this supervisor is signed before anything else. */
static void take_shift(struct app *a)
{
	struct shift waiting;

	if (shift_offered(a->store, &waiting) == OK && text_equal(waiting.to, a->operator_id))
		app_handover(a);
}

/* What the data office has granted comes with the catalog: recorded by the steward, in the demo by
 * whoever logs in first. */
static void know_grants(struct app *a)
{
	size_t n;

	editions_take(a);
	grants_forget(a->grants);
	objections_forget(a->objections);
	crossings_forget(a->crossings);
	inwards_forget(a->inwards);
	a->answers_ms = a->upkeep_ms = a->inforce_ms = 0;
	a->skew_told = false;
	bool reads = strchr(role_classes(operator_current(a->store)->role), 'A') != NULL;
	if (a->demo && reads && grants_standing(a->grants, &n))
		app_say(a, VOICE_PROBLEM, "%s", _("The grants of the demo could not be recorded"));
	if (!a->demo && operator_current(a->store)->role == ROLE_STEWARD && editions_by_two(a) &&
		grants_standing(a->grants, &n) == OK && n)
		app_say(a, VOICE_HINT, _("%zu grants came with the catalog and are recorded"), n);
}

/* Papers would bear a wrong day: whoever logs in hears of it before anything is received. */
static void tell_clock(struct app *a)
{
	int64_t behind = a->demo ? 0 : checkup_clock_ms(a->store);
	char text[20];

	if (!behind)
		return;
	clock_format(clock_now_ms() + behind, text);
	app_say(a, VOICE_PROBLEM, _("This machine's clock is wrong: it was %.16s here already. Have it set first"), text);
}

void app_after_login(struct app *a)
{
	const struct operator_info *me = operator_current(a->store);

	text_copy(a->operator_id, sizeof a->operator_id, me->id);
	text_copy(a->operator_name, sizeof a->operator_name, me->name);
	a->last_key_ms = clock_mono_ms();
	know_grants(a);
	if (app_replace(a, me->role == ROLE_SUPERVISOR ? &screen_queue : &screen_home, NULL))
		BUG("the workbench did not open");
	moved_begin(a);
	if (me->role == ROLE_SUPERVISOR)
		take_shift(a);
	if (me->role == ROLE_APPEALS && app_push(a, &screen_appeals, NULL))
		BUG("the appeals did not open");
	if (me->role == ROLE_ADMIN && app_push(a, &screen_operators, NULL))
		BUG("the operators did not open");
	if (me->role == ROLE_STEWARD && objection_waits(a))
		objection_list(a); /* what a steward comes for */
	window_sit(a);
	practice_after_login(a);
	tell_clock(a);
}
