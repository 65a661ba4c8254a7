/* SPDX-License-Identifier: MIT
 *
 * What may be done to the case by who is logged in: acts of life.h, tasks to answer, papers to take.
 * A digit chooses, Enter confirms: two keys for a legal act. An act somebody of this role would do
 * but may not now stays visible, with the reason.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/branch.h"
#include "core/casework/crossing.h"
#include "core/casework/material.h"
#include "core/casework/part.h"
#include "core/casework/transfer.h"
#include "tui/screens/case_state.h"

/* In the order they are offered. */
static const enum life order[] = {LIFE_ACCEPT, LIFE_PROPOSE, LIFE_GRANT, LIFE_DENY, LIFE_TRANSFER, LIFE_ASK_PAUSE, LIFE_PAUSE,
	LIFE_RESUME, LIFE_EXTEND, LIFE_WAIVE, LIFE_READY, LIFE_DELIVER, LIFE_NOT_REQUIRED, LIFE_REFUSE, LIFE_WITHDRAW,
	LIFE_RETRACT, LIFE_TERMINATE, LIFE_REVOKE, LIFE_ARCHIVE};

static struct bar_row *add(struct case_page *s, enum bar_kind kind, size_t index)
{
	static struct bar_row none;

	if (s->n_bar == CASE_BAR)
		return &none;
	s->bar[s->n_bar] = (struct bar_row){.kind = kind, .index = index};
	return &s->bar[s->n_bar++];
}

static void add_acts(const struct app *a, struct case_page *s)
{
	bool away = crossing_away(desk_case(a->desk)); /* told on a line of its own */

	for (size_t i = 0; i < COUNT_OF(order); i++) {
		enum life_bar bar = desk_life_bar(a->desk, order[i]);
		if (bar == BAR_STATE || bar == BAR_ROLE || (away && bar != BAR_NONE))
			continue;
		struct bar_row *r = add(s, BAR_ACT, 0);
		r->act = order[i];
		r->bar = bar;
	}
}

/* Proposals of the clock are answered by their act; what is left to say no with stands here. */
static void add_tasks(const struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);

	if (desk_lit(a->desk))
		add(s, BAR_REPLY, 0);
	for (size_t i = 0; i < c->n_tasks; i++) {
		if (!desk_task_mine(a->desk, i))
			continue;
		if (c->tasks[i].kind == TASK_APPEAL) {
			add(s, BAR_APPEAL, i);
			add(s, BAR_TASK_FAILED, i);
			continue;
		}
		add(s, BAR_TASK, i);
		if (c->tasks[i].kind == TASK_VERIFY || c->tasks[i].kind == TASK_CREDIT)
			add(s, BAR_TASK_FAILED, i);
	}
}

static void add_papers(const struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);
	const struct operator_info *me = operator_current(a->store);
	bool may = me && (role_may(me->role, RIGHT_RECEIVE) || role_may(me->role, RIGHT_EXAMINE));

	for (size_t i = 0; may && i < c->item->n_materials; i++)
		if (casefile_to_come(c, i))
			add(s, BAR_BRING, i);
}

/* Received: its papers are still judged before it is accepted, refused or told to be completed. */
static bool documents_open(const struct app *a)
{
	const struct casefile *c = desk_case(a->desk);

	return c->state == STATE_RECEIVED && !c->appeal && c->item->n_materials > 0 &&
	       desk_papers_open(a->desk) == OK;
}

/* Another region has it, or received it. */
static void add_regions(const struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);

	if (crossing_away(c) && !c->crossing.want && desk_may(a->desk, RIGHT_RECEIVE))
		add(s, BAR_WITHDRAW, 0);
	if (crossing_away(c) && !c->crossing.want && desk_may(a->desk, RIGHT_ACCEPT))
		add(s, BAR_RECALL, 0);
	if (c->inward.want && (desk_may(a->desk, RIGHT_RECEIVE) || desk_may(a->desk, RIGHT_EXAMINE))) {
		add(s, BAR_AGREE, 0);
		add(s, BAR_REFUSE, 0);
	}
}

static void add_examining(const struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);
	const struct operator_info *me = operator_current(a->store);
	bool examines = me && role_may(me->role, RIGHT_EXAMINE) &&
			(c->state == STATE_EXAMINING || c->state == STATE_SPECIAL);

	if (!examines || crossing_away(c))
		return;
	for (size_t i = 0; i < c->item->n_stages; i++)
		if (!c->stages[i].ended_ms) {
			add(s, BAR_STAGE, i);
			break;
		}
	add(s, BAR_OPINION, 0);
}

/* Who is to examine or decide may ask to be left out. */
static bool decides(const struct app *a, const struct case_page *s)
{
	const struct operator_info *me = operator_current(a->store);
	bool judge = me && (role_may(me->role, RIGHT_EXAMINE) || role_may(me->role, RIGHT_DECIDE));

	for (size_t i = 0; judge && i < s->n_bar; i++)
		if (s->bar[i].kind == BAR_ACT && s->bar[i].bar == BAR_NONE)
			return true;
	return false;
}

void case_bar(struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);

	s->n_bar = 0;
	if (!c->item || c->state == STATE_DRAFT || s->trail.verdict != OK)
		return;
	if (c->item->n_parts > 0)
		add(s, BAR_PARTS, 0);
	add_acts(a, s);
	if (documents_open(a))
		add(s, BAR_DOCUMENTS, 0);
	add_tasks(a, s);
	add_papers(a, s);
	add_examining(a, s);
	add_regions(a, s);
	if (decides(a, s))
		add(s, BAR_RECUSE, 0);
	if (transfer_open(c) && desk_may(a->desk, RIGHT_EXAMINE) &&
		!text_equal(c->handed_by, operator_current(a->store)->id))
		add(s, BAR_ARRIVED, 0);
	if ((c->queue.twin || c->n_pairs > 0) && desk_may(a->desk, RIGHT_TAKEOVER))
		add(s, BAR_PAIRS, 0);
	if (branches_open(c))
		add(s, BAR_BRANCH, 0);
	if (s->chosen >= (int)s->n_bar)
		s->chosen = -1;
}

void bar_text(const struct app *a, const struct bar_row *r, char out[64])
{
	const struct casefile *c = desk_case(a->desk);
	const struct item *item = c->item;
	char by[16];

	switch (r->kind) {
	case BAR_ACT:
		text_copy(out, 64, _(life_text(r->act)));
		break;
	case BAR_TASK:
		text_copy(out, 64, c->tasks[r->index].kind == TASK_VERIFY ? _("The pledge holds") :
			c->tasks[r->index].kind == TASK_CREDIT ? _("The credit is good") :
			_("Do not follow the proposal"));
		break;
	case BAR_REPLY:
		text_copy(out, 64, _("Reply to the light"));
		break;
	case BAR_TASK_FAILED:
		text_copy(out, 64, c->tasks[r->index].kind == TASK_CREDIT ? _("The credit is not good") :
			c->tasks[r->index].kind == TASK_APPEAL ? _("Drop the drafted appeal") :
			_("The pledge does not hold"));
		break;
	case BAR_BRING:
		text_format(out, 64, _("%s has come"),
			i18n_pick(item->materials[r->index].label, item->materials[r->index].label_en));
		break;
	case BAR_ARRIVED:
		text_copy(out, 64, _("The papers are here"));
		break;
	case BAR_PAIRS:
		text_copy(out, 64, _("Like cases"));
		break;
	case BAR_APPEAL:
		text_copy(out, 64, _("Register the drafted appeal"));
		break;
	case BAR_BRANCH:
		text_format(out, 64, _("Beside it: %zu of %s"), branches_newest(c, by), by);
		break;
	case BAR_RECUSE:
		text_copy(out, 64, _("Ask to be left out"));
		break;
	case BAR_WITHDRAW:
		text_copy(out, 64, _("The applicant withdraws: ask the region"));
		break;
	case BAR_RECALL:
		text_copy(out, 64, _("Ask the region to send it back"));
		break;
	case BAR_AGREE:
		text_copy(out, 64, c->inward.want == WANT_WITHDRAW ? _("Agree: it ends here") :
			_("Agree: it goes back"));
		break;
	case BAR_REFUSE:
		text_copy(out, 64, _("Refuse: it goes on here"));
		break;
	case BAR_DOCUMENTS:
		text_copy(out, 64, _("Judge the documents"));
		break;
	case BAR_OPINION:
		text_copy(out, 64, _("Record an opinion"));
		break;
	case BAR_STAGE:
		text_format(out, 64, c->stages[r->index].begun_ms ? _("%s ended") : _("%s begins"),
			i18n_pick(item->stages[r->index].label, item->stages[r->index].label_en));
		break;
	default:
		text_copy(out, 64, _("Parts"));
	}
}

/* Why what was received cannot be accepted as it stands; NULL: it can. */
static const char *lacking(const struct app *a)
{
	const struct evaluation *rules = desk_evaluation(a->desk);

	if (rules && rules->eligible == 0)
		return _("A condition is not met; papers do not help, refuse it instead");
	if (material_missing(desk_case(a->desk)) > 0 && desk_case(a->desk)->notices > 0)
		return _("Documents are still missing; take them in, or refuse it: told once is told");
	if (material_missing(desk_case(a->desk)) > 0)
		return _("Documents are missing; judge them, then accept it or tell the applicant once");
	if (rules && rules->errors > 0)
		return _("The form is not whole; the one-time notice tells the applicant what is open");
	return NULL;
}

void bar_choose(struct app *a, struct case_page *s, int digit)
{
	char text[64];

	if (digit < 1 || digit > (int)s->n_bar) {
		app_say(a, VOICE_HINT, "%s", _("Nothing stands under this digit"));
		return;
	}
	const struct bar_row *r = &s->bar[digit - 1];
	if (r->kind == BAR_ACT && r->bar != BAR_NONE) {
		s->chosen = -1;
		app_say(a, VOICE_PROBLEM, "%s", _(life_bar_text(r->bar)));
		return;
	}
	const char *why = r->kind == BAR_ACT && r->act == LIFE_ACCEPT ? lacking(a) : NULL;
	if (why) {
		s->chosen = -1;
		app_say(a, VOICE_PROBLEM, "%s", why);
		return;
	}
	s->chosen = digit - 1;
	if (r->kind == BAR_PARTS || r->kind == BAR_DOCUMENTS || r->kind == BAR_PAIRS ||
		r->kind == BAR_BRANCH) { /* a way, not an act */
		deal_begin(a, s);
		return;
	}
	bar_text(a, r, text);
	app_say(a, VOICE_HINT, _("%s: Enter confirms, Esc leaves it"), text);
}
