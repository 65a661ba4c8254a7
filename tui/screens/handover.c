/* SPDX-License-Identifier: MIT
 *
 * S18 交接班. Two faces of one list: who leaves names an owner for every line and hands over (F8),
 * refused while the numbers do not balance; who comes signs line by line and cannot begin before
 * the last one is signed.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/handover.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { PEOPLE = 60, COUNT_MS = 6 };

struct view {
	bool taking;                 /* signing what another offered */
	bool reading, offering;      /* the cases are being counted, and then it is handed over */
	struct queue_census census;
	struct shift shift;
	struct list list;            /* over the lines with something in them */
	enum shift_line shown[SHIFT_LINES];
	struct choose_row rows[PEOPLE];
	char ids[PEOPLE][OPERATOR_ID], names[PEOPLE][80];
	enum shift_line naming;      /* whose owner is being chosen; SHIFT_LINES: the receiver */
};

static void show_lines(struct view *s)
{
	size_t n = 0;

	for (int l = 0; l < SHIFT_LINES; l++)
		if (s->shift.count[l] > 0)
			s->shown[n++] = (enum shift_line)l;
	list_set(&s->list, n);
}

static void show(struct app *a, struct view *s, const struct shift *now)
{
	s->shift = *now;
	show_lines(s);
	a->dirty = true;
}

/* What was said about owners, receiver and note stays. */
static void show_counted(struct app *a, struct view *s, const struct shift *counted)
{
	struct shift now = *counted;

	for (int l = 0; l < SHIFT_LINES; l++)
		if (*s->shift.owner[l])
			text_copy(now.owner[l], OPERATOR_ID, s->shift.owner[l]);
	text_copy(now.to, sizeof now.to, s->shift.to);
	text_copy(now.note, sizeof now.note, s->shift.note);
	text_copy(now.from, sizeof now.from, a->operator_id);
	show(a, s, &now);
}

static void offer(struct app *a, struct view *s, const struct shift *now);

/* A large hall is counted in several turns. */
static void count_on(struct app *a, struct view *s)
{
	struct shift now;
	bool ready = false;
	enum err e = shift_count_read(a->store, clock_today(), &s->census, COUNT_MS, &ready, &now);

	s->reading = !e && !ready;
	a->soon |= s->reading;
	if (s->reading)
		return;
	if (e)
		app_fail(a, e);
	else if (s->offering)
		offer(a, s, &now); /* s may be gone */
	else
		show_counted(a, s, &now);
}

static void count(struct app *a, struct view *s, bool offering)
{
	struct shift now;

	s->offering = offering;
	if (!s->taking) {
		s->census = (struct queue_census){0};
		count_on(a, s);
		return;
	}
	enum err e = shift_newest(a->store, &now);
	if (e)
		app_fail(a, e);
	else
		show(a, s, &now);
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	(void)now_ms;
	if (s->reading)
		count_on(a, s);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;
	struct shift waiting;

	(void)arg;
	enum err e = shift_offered(a->store, &waiting);
	if (e && e != ERR_NOTFOUND)
		return e;
	s->taking = !e && text_equal(waiting.to, a->operator_id);
	count(a, s, false);
	return OK;
}

static void back(struct app *a, void *state)
{
	count(a, state, false);
}

/* ---- who leaves ---- */

static size_t people(struct app *a, struct view *s, bool receivers)
{
	struct operator_info *list = NULL;
	size_t n = 0, used = 0;
	enum err e = operator_list(a->store, &list, &n);

	for (size_t i = 0; !e && i < n && used < PEOPLE; i++) {
		const struct operator_info *o = &list[i];
		if (o->state != OPERATOR_ACTIVE ||
			!role_may(o->role, receivers ? RIGHT_TAKEOVER : RIGHT_PERSON) ||
			(receivers && text_equal(o->id, a->operator_id)))
			continue;
		text_copy(s->ids[used], OPERATOR_ID, o->id);
		text_format(s->names[used], sizeof s->names[used], "%s %s %s", o->id, o->name,
			_(role_text(o->role)));
		s->rows[used] = (struct choose_row){s->ids[used], s->names[used]};
		used++;
	}
	mem_free(list);
	if (e)
		app_fail(a, e);
	return used;
}

static void hand_over(struct app *a, struct view *s);

static void person_chosen(struct app *a, void *ctx, const char *code)
{
	struct view *s = ctx;

	if (!code)
		return;
	if (s->naming < SHIFT_LINES) {
		text_copy(s->shift.owner[s->naming], OPERATOR_ID, code);
		return;
	}
	text_copy(s->shift.to, sizeof s->shift.to, code);
	hand_over(a, s);
}

static void ask_person(struct app *a, struct view *s, enum shift_line line)
{
	s->naming = line;
	struct choose_arg arg = {.title = line < SHIFT_LINES ? _("Who owns this line?") :
			_("Who takes the shift?"), .rows = s->rows,
		.n = people(a, s, line == SHIFT_LINES), .taken = person_chosen, .ctx = s};
	arg.filter = arg.n > 9;
	if (arg.n == 0) {
		app_say(a, VOICE_PROBLEM, "%s", _("There is no other supervisor to take the shift"));
		return;
	}
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

static void hand_over(struct app *a, struct view *s)
{
	if (*s->shift.to)
		count(a, s, true);
	else
		ask_person(a, s, SHIFT_LINES);
}

static void offer(struct app *a, struct view *s, const struct shift *now)
{
	enum err e = shift_offer(a->store, &s->shift, now);

	if (e == ERR_CONFLICT) {
		show_counted(a, s, now);
		app_say(a, VOICE_PROBLEM, "%s", shift_balanced(&s->shift) ?
			_("The numbers moved meanwhile and were counted anew: look, then F8") :
			_("The numbers do not balance: the shift cannot be handed over"));
	} else if (e == ERR_INCOMPLETE) {
		app_say(a, VOICE_PROBLEM, "%s", _("A line has no owner yet: F4 names one"));
	} else if (e) {
		app_fail(a, e);
	} else {
		app_logout(a); /* s is gone */
		app_say(a, VOICE_HINT, "%s", _("Handed over; the next one logs in and signs line by line"));
	}
}

static void note_given(struct app *a, void *ctx, const char *text)
{
	struct view *s = ctx;

	(void)a;
	if (text)
		text_copy(s->shift.note, sizeof s->shift.note, text);
}

static void ask_note(struct app *a, struct view *s)
{
	struct choose_arg arg = {.title = _("A note for the next shift"), .rows = s->rows, .n = 0,
		.own = _("Note"), .taken = note_given, .ctx = s};
	enum err e = choose_open(a, &arg);

	if (e)
		app_fail(a, e);
}

/* ---- who comes ---- */

static void signed_one(struct app *a, struct view *s, enum err e)
{
	if (e) {
		app_fail(a, e);
		return;
	}
	count(a, s, false);
	size_t left = shift_unsigned(&s->shift);
	app_say(a, VOICE_HINT, left ? _("Signed %zu/%zu") : _("Signed %zu/%zu. F8 begins the shift"),
		s->list.count - left, s->list.count);
	if (left && s->list.at + 1 < s->list.count)
		s->list.at++;
}

static void sign(struct app *a, struct view *s)
{
	if (s->list.at < s->list.count)
		signed_one(a, s, shift_sign(a->store, &s->shift, s->shown[s->list.at]));
}

static void objection_given(struct app *a, void *ctx, const char *reason)
{
	struct view *s = ctx;

	if (!reason || s->list.at >= s->list.count)
		return;
	enum err e = shift_object(a->store, &s->shift, s->shown[s->list.at], reason);
	if (e) {
		app_fail(a, e);
		return;
	}
	count(a, s, false);
	app_say(a, VOICE_PROBLEM, "%s", _("Sent back with your reason; it is handed over anew"));
}

static void ask_objection(struct app *a, struct view *s)
{
	struct choose_arg arg = {.title = _("What is wrong with this line?"), .rows = s->rows, .n = 0,
		.own = _("Reason"), .taken = objection_given, .ctx = s};
	enum err e = choose_open(a, &arg);

	if (e)
		app_fail(a, e);
}

static bool sent_back(const struct shift *f)
{
	for (int l = 0; l < SHIFT_LINES; l++)
		if (*f->objection[l])
			return true;
	return false;
}

static void begin_shift(struct app *a, struct view *s)
{
	if (shift_unsigned(&s->shift) > 0 && !sent_back(&s->shift))
		app_say(a, VOICE_PROBLEM, _("%zu lines are not signed yet: Enter signs, 2 sends back"),
			shift_unsigned(&s->shift));
	else
		app_pop(a);
}

/* ---- screen ---- */

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_ENTER:
		if (s->taking)
			sign(a, s);
		break;
	case ACT_NEXT_STEP:
		if (s->taking)
			begin_shift(a, s);
		else
			hand_over(a, s);
		break;
	case ACT_PICK:
		if (!s->taking && s->list.at < s->list.count)
			ask_person(a, s, s->shown[s->list.at]);
		break;
	case ACT_EDIT:
		if (!s->taking)
			ask_note(a, s);
		break;
	case ACT_FETCH:
		count(a, s, false);
		if (!s->reading)
			app_say(a, VOICE_HINT, "%s", _("This page is up to date"));
		break;
	case ACT_BACK:
		if (s->taking && shift_unsigned(&s->shift) > 0 && !sent_back(&s->shift))
			app_logout(a); /* the shift was not taken */
		else
			app_pop(a);
		break;
	default: list_act(&s->list, action, 5);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;
	int digit = app_digit(cp);

	if (s->taking && digit == 2)
		ask_objection(a, s);
	else if (s->taking && digit == 1)
		sign(a, s);
	else if (digit < 0)
		app_ime_hint(a);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a;
	return ((const struct view *)state)->taking;
}

static const char *owner_text(const struct shift *f, enum shift_line l)
{
	if (!*f->owner[l])
		return _("nobody yet");
	return text_equal(f->owner[l], "*") ? _("whose turn it is") : f->owner[l];
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct view *s = ctx;
	enum shift_line l = s->shown[index];
	const struct shift *f = &s->shift;
	enum paint p = shift_needs_owner(f, l) ? PAINT_MISS : PAINT_TEXT;

	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_printf(c, at, 4, PAINT_TEXT, "%zu", index + 1);
	canvas_field(c, at, 8, 32, selected ? PAINT_SEL : PAINT_TEXT, _(shift_text(l)));
	canvas_printf(c, at, 41, PAINT_TEXT, "%llu", (unsigned long long)f->count[l]);
	canvas_field(c, at, 50, 14, p, owner_text(f, l));
	if (*f->objection[l])
		canvas_text(c, at, 65, PAINT_BAD, _("sent back"));
	else
		canvas_text(c, at, 65, f->signed_off[l] ? PAINT_OK : PAINT_MISS,
			f->signed_off[l] ? _("signed") : "?");
}

static void balance(const struct shift *f, struct canvas *c, int at)
{
	bool even = shift_balanced(f);

	canvas_printf(c, at, 3, PAINT_TEXT,
		_("All %llu = ended %llu + open %llu + drafts %llu"), (unsigned long long)f->total,
		(unsigned long long)f->closed, (unsigned long long)f->open,
		(unsigned long long)f->drafts);
	canvas_text(c, at, 62, even ? PAINT_OK : PAINT_BAD, even ? _("balances") : _("does not balance"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	const struct shift *f = &s->shift;
	struct frame fr = frame_draw(a, c, "", STEP_NONE, "");
	int at = fr.body_top;

	canvas_printf(c, 1, 1, PAINT_TEXT, _("From %s   to %s"), f->from, *f->to ? f->to : "-");
	canvas_text(c, 2, 1, PAINT_DIM, s->taking ?
		_("Every line needs somebody. Sign each with Enter; the shift begins with the last one") :
		_("Every line needs somebody. F4 names the owner, F8 hands the shift over"));
	canvas_text(c, at, 4, PAINT_DIM, "#");
	canvas_text(c, at, 8, PAINT_DIM, _("What"));
	canvas_text(c, at, 41, PAINT_DIM, _("Cases"));
	canvas_text(c, at, 50, PAINT_DIM, _("Owner"));
	canvas_text(c, at, 65, PAINT_DIM, _("Sign-off"));
	list_draw(&s->list, c, at + 1, SHIFT_LINES, row, s);
	if (s->list.count == 0)
		canvas_text(c, at + 1, 8, PAINT_DIM, s->reading ? _("Still counting") : _("Nothing is open"));
	if (*f->note)
		canvas_printf(c, at + SHIFT_LINES + 2, 3, PAINT_TEXT, _("Note  %s"), f->note);
	balance(f, c, at + SHIFT_LINES + 4);
	for (size_t i = 0; i < s->list.count; i++)
		if (*f->objection[s->shown[i]])
			canvas_printf(c, at + SHIFT_LINES + 6, 3, PAINT_BAD, _("Line %zu: %s"), i + 1,
				f->objection[s->shown[i]]);
	canvas_cursor(c, at + 1 + (int)s->list.at, 1);
	frame_hint(a, c, s->taking ? VOICE_ASK : VOICE_HINT, s->taking ?
		_("Enter signs the line, 2 sends it back with a reason, F8 begins the shift") :
		_("F4 owner, F2 note, F5 counts anew, F8 hands over"));
}

const struct screen screen_handover = {
	.name = "handover", .title = N_("Handover"), .bit = IN_HANDOVER,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .digits = digits,
	.draw = draw, .tick = tick, .back = back,
};
