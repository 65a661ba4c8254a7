/* SPDX-License-Identifier: MIT
 *
 * S07 材料. What is already known needs nothing; for the rest a digit says how the material was
 * had, and the cursor moves to the next that needs one. F2 makes the next digit, and only that one,
 * a number of copies. F4 says what is wrong with a paper or how it was taken, F6 takes a file of
 * the scanner's folder, Ctrl+P shows the one-time notice.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/screens/material_state.h"
#include "tui/screens/notice.h"

enum { PAGE = 6 };

const struct item *material_item(const struct app *a)
{
	return desk_case(a->desk)->item;
}

const struct material_mark *material_mark_at(const struct app *a, size_t material)
{
	return &desk_case(a->desk)->marks[material];
}

size_t material_focus(const struct materials *s)
{
	return s->rows[s->list.at];
}

static bool is_open(const struct app *a, size_t material)
{
	return material_mark_at(a, material)->mark == MARK_MISSING;
}

bool material_countable(const struct app *a, size_t material)
{
	return !desk_material_refusal(a->desk, material, CHOOSE_SEEN) ||
	       !desk_material_refusal(a->desk, material, CHOOSE_CAPTURE);
}

const struct desk_ask *material_asked(const struct app *a, size_t material)
{
	const struct material *m = &material_item(a)->materials[material];
	const char *resource = m->ways & WAY_SHARED ? m->shared.resource : "";
	const struct desk_ask *asks;
	size_t n = desk_asks(a->desk, &asks);

	for (size_t i = 0; i < n; i++) {
		bool its = text_equal(asks[i].resource->id, resource) ||
			   ((m->ways & WAY_LICENCE) && text_equal(asks[i].resource->id, "LIC-01"));
		if (its && (asks[i].light == LIGHT_ASKING || asks[i].light == LIGHT_SLOW))
			return &asks[i];
	}
	return NULL;
}

void material_look(struct app *a, struct materials *s)
{
	const struct casefile *f = desk_case(a->desk);
	const struct evaluation *e = desk_evaluation(a->desk);
	size_t n = 0;

	for (size_t i = 0; e && i < f->item->n_materials; i++)
		if (e->material_required[i] && f->marks[i].mark != MARK_IDLE)
			s->rows[n++] = i;
	list_set(&s->list, n);
}

/* The next that nobody has said anything about, else one that is open. */
void material_next_open(struct app *a, struct materials *s)
{
	const struct casefile *f = desk_case(a->desk);
	size_t any = s->list.count;

	for (size_t i = 0; i < s->list.count; i++) {
		size_t m = s->rows[i];
		if (!is_open(a, m))
			continue;
		if (!material_judged(f, m)) {
			s->list.at = i;
			return;
		}
		any = any == s->list.count ? i : any;
	}
	if (any < s->list.count)
		s->list.at = any;
}

static size_t unjudged(const struct app *a, const struct materials *s)
{
	const struct casefile *f = desk_case(a->desk);
	size_t n = 0;

	for (size_t i = 0; i < s->list.count; i++)
		n += is_open(a, s->rows[i]) && material_leader(f, s->rows[i]) == s->rows[i] &&
		     !material_judged(f, s->rows[i]);
	return n;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	(void)arg;
	if (!desk_evaluation(a->desk))
		return ERR_STATE;
	material_look(a, state);
	material_next_open(a, state);
	return OK;
}

static void back(struct app *a, void *state)
{
	material_look(a, state);
}

static void show_notice(struct app *a)
{
	enum err e = notice_open(a);

	if (e)
		app_fail(a, e);
}

/* The citizen has to come again: once everything else is looked at, it is told. */
static void judged(struct app *a, struct materials *s)
{
	size_t left = unjudged(a, s);

	material_next_open(a, s);
	if (left == 0)
		show_notice(a);
	else
		app_say(a, VOICE_HINT, _("%zu more to look at, then everything is told at once"), left);
}

static void choose(struct app *a, struct materials *s, int digit)
{
	size_t material = material_focus(s);
	const char *refusal = desk_material_refusal(a->desk, material, (enum material_choice)digit);

	if (refusal) {
		app_say(a, VOICE_PROBLEM, "%s", refusal);
		return;
	}
	enum err e = desk_choose_material(a->desk, material, (enum material_choice)digit, 0);
	if (e) {
		app_fail(a, e);
		return;
	}
	desk_count_keys(a->desk, 1);
	material_look(a, s);
	if (digit == CHOOSE_LATER)
		judged(a, s);
	else
		material_next_open(a, s);
}

static void start_counting(struct app *a, struct materials *s)
{
	if (s->list.count == 0)
		return;
	size_t material = material_focus(s);
	s->counting = material_countable(a, material);
	if (!s->counting)
		app_say(a, VOICE_PROBLEM, "%s",
			material_mark_at(a, material)->mark == MARK_EXEMPT
				? desk_material_refusal(a->desk, material, CHOOSE_SEEN)
				: _("Nothing is handed over for this one, so nothing is counted"));
}

static void count(struct app *a, struct materials *s, int copies)
{
	size_t material = material_focus(s);

	s->counting = false;
	enum err e = desk_count_material(a->desk, material, copies);
	if (e) {
		app_fail(a, e);
		return;
	}
	desk_count_keys(a->desk, 1);
	material_look(a, s);
	const struct material_mark *m = material_mark_at(a, material);
	if (m->mark == MARK_VERIFIED)
		material_next_open(a, s);
	else if (copies > 0)
		app_say(a, VOICE_HINT, _("%d of %d received; the rest stands on the notice"), copies,
			m->due);
}

/* After the receipt the case page has what follows: accepting it. */
static void judged_all(struct app *a)
{
	const struct evaluation *rules = desk_evaluation(a->desk);
	enum err e = OK;

	if (desk_case(a->desk)->state != STATE_RECEIVED) {
		e = app_push(a, &screen_check, NULL);
	} else if (rules->eligible == 0) {
		app_pop(a);
		app_say(a, VOICE_PROBLEM, "%s",
			_("A condition is not met; papers do not help, refuse it instead"));
	} else if (rules->errors > 0) {
		show_notice(a);
	} else {
		app_pop(a);
		app_say(a, VOICE_HINT, "%s", _("Every document is there. Accept it by its digit and Enter"));
	}
	if (e)
		app_fail(a, e);
}

static void next_step(struct app *a, struct materials *s)
{
	size_t left = unjudged(a, s), open = material_missing(desk_case(a->desk));

	if (left > 0) {
		material_next_open(a, s);
		app_say(a, VOICE_PROBLEM, _("%zu documents are open; choose how each is had"), left);
		return;
	}
	if (open > 0) {
		show_notice(a);
		return;
	}
	judged_all(a);
}

/* What proves the row is asked again, whatever it said; on a row without, all that failed. */
static void ask_again(struct app *a, const struct materials *s)
{
	const struct material *m =
		s->list.count ? &material_item(a)->materials[material_focus(s)] : NULL;
	enum err e = ERR_NOTFOUND;

	if (m && (m->ways & WAY_SHARED))
		e = desk_refetch(a->desk, m->shared.resource);
	if (m && (m->ways & WAY_LICENCE))
		e = desk_refetch(a->desk, "LIC-01");
	if (e)
		e = desk_refetch(a->desk, NULL);
	app_refetched(a, e);
}

/* While counting every key but a digit leaves it as it was. */
static bool stop_counting(struct app *a, struct materials *s)
{
	bool was = s->counting;

	s->counting = false;
	if (was)
		app_say(a, VOICE_HINT, "%s", _("The number of copies was left as it is"));
	return was;
}

static void act(struct app *a, void *state, enum action action)
{
	struct materials *s = state;

	if (stop_counting(a, s) && (action == ACT_BACK || action == ACT_ENTER || action == ACT_EDIT))
		return;
	switch (action) {
	case ACT_NEXT_STEP:
		next_step(a, s);
		break;
	case ACT_ENTER:
		if (unjudged(a, s) == 0)
			next_step(a, s);
		else
			material_next_open(a, s);
		break;
	case ACT_BACK: case ACT_BACK_STEP:
		app_pop(a);
		break;
	case ACT_FETCH:
		ask_again(a, s);
		break;
	case ACT_EDIT:
		start_counting(a, s);
		break;
	case ACT_PICK:
		material_deal(a, s);
		break;
	case ACT_VIEW:
		material_files(a, s);
		break;
	case ACT_NOTICE:
		show_notice(a);
		break;
	default:
		list_act(&s->list, action, PAGE);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct materials *s = state;
	int digit = app_digit(cp);

	if (digit < 0) {
		if (!stop_counting(a, s))
			app_ime_hint(a);
	} else if (s->list.count == 0) {
		s->counting = false;
	} else if (s->counting) {
		count(a, s, digit);
	} else {
		choose(a, s, digit);
	}
}

static void tick(struct app *a, void *state, int64_t now)
{
	(void)now;
	material_look(a, state);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	material_draw(a, state, c);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

const struct screen screen_material = {
	.name = "material", .title = N_("Documents"), .bit = IN_MATERIAL,
	.state_size = sizeof(struct materials), .enter = enter, .act = act, .text = text,
	.digits = digits, .draw = draw, .tick = tick, .back = back,
};
