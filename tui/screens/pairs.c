/* SPDX-License-Identifier: MIT
 *
 * Like cases, side by side (capability R3): the open one and each that may be the same matter or the
 * same person, with the reason why. Whoever may take cases over decides; every decision is taken back by
 * another one. Of a case of another department stands no more than that it is there.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/pair.h"
#include "core/casework/shelf.h"
#include "core/standards/name.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/frame.h"

enum { LABEL_COL = 3, LEFT_COL = 16, RIGHT_COL = 48, WIDTH = 30 };

struct pairs {
	struct pair list[PAIRS_MOST];
	size_t n, at;
	struct person_facts self, other; /* of the one shown */
	bool readable;               /* the other case is in scope */
	struct choose_row rows[3];
	enum pair_act act;           /* being confirmed */
	bool away;                   /* the open case goes into the other, not the other way round */
};

static void look_at(struct app *a, struct pairs *s, size_t at)
{
	struct casefile c;

	s->at = at;
	mem_wipe(&s->other, sizeof s->other);
	const struct view_case *r = &s->list[at].row;
	s->readable = desk_may_at(a->desk, RIGHT_PERSON, r->department, r->item) &&
		casefile_load(a->store, &r->id, shelf_find, desk_shelf(a->desk), &c) == OK;
	if (!s->readable)
		return;
	person_facts_of(&c, &s->other);
	casefile_release(&c);
}

static enum err load(struct app *a, struct pairs *s)
{
	enum err e = desk_pairs(a->desk, s->list, &s->n);

	if (e)
		return e;
	person_facts_of(desk_case(a->desk), &s->self);
	if (s->n)
		look_at(a, s, s->at < s->n ? s->at : 0);
	a->dirty = true;
	return OK;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct pairs *s = state;

	(void)arg;
	if (!desk_case(a->desk) || !desk_case(a->desk)->item)
		return ERR_STATE;
	enum err e = desk_looked(a->desk, "pairs");
	return e ? e : load(a, s);
}

static void forget(struct app *a, void *state)
{
	(void)a;
	mem_wipe(state, sizeof(struct pairs));
}

static void back(struct app *a, void *state)
{
	enum err e = load(a, state);

	if (e)
		app_fail(a, e);
}

/* ---- deciding ---- */

static void decide(struct app *a, struct pairs *s, const char *reason)
{
	struct uid own = desk_case(a->desk)->id, other = s->list[s->at].row.id;
	enum err e = pair_decide(
		a->store, s->away ? &own : &other, s->away ? &other : &own, s->act, reason);

	if (!e)
		e = desk_open_case(a->desk, &own); /* as it stands now */
	if (!e)
		e = load(a, s);
	if (e == ERR_STATE)
		app_say(a, VOICE_PROBLEM, "%s", _("Not as things stand: one is decided, or joined already"));
	else if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s", _("Both cases know; 5 takes it back"));
}

static void chosen(struct app *a, void *ctx, int index)
{
	static const char *const reasons[] = {"", "handed in twice", "one matter at two windows"};

	if (index >= 1)
		decide(a, ctx, _(reasons[index]));
}

static void ask_merge(struct app *a, struct pairs *s, bool away)
{
	char title[APP_MESSAGE];
	const char *own = desk_case(a->desk)->number, *other = s->list[s->at].row.number;

	s->act = PAIR_MERGE;
	s->away = away;
	text_format(title, sizeof title, _("Case %s goes into %s and stands still?"), away ? own : other,
		away ? other : own);
	s->rows[0] = (struct choose_row){"1", _("No, leave both as they are")};
	s->rows[1] = (struct choose_row){"2", _("Yes: it was handed in twice")};
	s->rows[2] = (struct choose_row){"3", _("Yes: one matter came to two windows")};
	struct choose_arg arg = {.title = title, .rows = s->rows, .n = 3, .confirm = true, .ctx = s,
		.done = chosen};
	(void)!choose_open(a, &arg);
}

static void press(struct app *a, struct pairs *s, int digit)
{
	static const enum pair_act acts[] = {[3] = PAIR_LINK, [4] = PAIR_APART, [5] = PAIR_NONE};

	if (digit < 1 || digit > 5 || s->n == 0)
		return;
	if (!desk_may(a->desk, RIGHT_TAKEOVER) || !s->readable) {
		app_say(a, VOICE_PROBLEM, "%s", _("A supervisor of both departments decides this"));
		return;
	}
	if (digit < 3) {
		ask_merge(a, s, digit == 1);
		return;
	}
	s->act = acts[digit];
	s->away = true;
	decide(a, s, NULL);
}

static void act(struct app *a, void *state, enum action action)
{
	struct pairs *s = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_NEXT_STEP: case ACT_DOWN: case ACT_PGDN:
		if (s->at + 1 < s->n)
			look_at(a, s, s->at + 1);
		break;
	case ACT_BACK_STEP: case ACT_UP: case ACT_PGUP:
		if (s->at > 0)
			look_at(a, s, s->at - 1);
		break;
	case ACT_REVEAL: app_reveal(a); break;
	default: break;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	int digit = app_digit(cp);

	if (digit < 0)
		app_ime_hint(a);
	else
		press(a, state, digit);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

/* ---- drawing ---- */

static void line(struct canvas *c, int row, const char *label, const char *left, const char *right)
{
	bool same = *left && text_equal(left, right);

	canvas_field(c, row, LABEL_COL, LEFT_COL - LABEL_COL - 1, PAINT_DIM, label);
	canvas_field(c, row, LEFT_COL, WIDTH, PAINT_TEXT, *left ? left : "-");
	canvas_text(c, row, RIGHT_COL - 2, PAINT_OK, same ? "=" : " ");
	canvas_field(c, row, RIGHT_COL, WIDTH, PAINT_TEXT, *right ? right : "-");
}

static void fact(const struct app *a, struct canvas *c, int row, const char *label, const char *left,
	const char *right, void (*mask)(const char *, struct buf *))
{
	struct buf x, y;

	if (app_clear(a)) {
		line(c, row, label, left, right);
		return;
	}
	buf_init(&x, 512);
	buf_init(&y, 512);
	if (*left)
		mask(left, &x);
	if (*right)
		mask(right, &y);
	line(c, row, label, buf_text(&x), buf_text(&y));
	buf_release(&x);
	buf_release(&y);
}

static const char *state_of(const char *word)
{
	enum state st;

	return state_parse(word, &st) ? _(state_text(st)) : word;
}

static void stamp_of(int64_t ms, char out[20])
{
	clock_format(ms, out);
	out[16] = '\0';
}

static void birth(day_t day, char out[11])
{
	*out = '\0';
	if (day != DAY_NONE)
		day_format(day, out);
}

static void people(const struct app *a, const struct pairs *s, struct canvas *c, int row)
{
	char left[11], right[11];

	birth(s->self.birth, left);
	birth(s->other.birth, right);
	fact(a, c, row, _("For"), s->self.name, s->other.name, mask_name);
	fact(a, c, row + 1, _("ID number"), s->self.number, s->other.number, mask_id);
	fact(a, c, row + 2, _("Born"), left, right, mask_date);
	fact(a, c, row + 3, _("Telephone"), s->self.phone, s->other.phone, mask_phone);
	fact(a, c, row + 4, _("Address"), s->self.address, s->other.address, mask_address);
}

static void both(const struct app *a, const struct pairs *s, struct canvas *c, int row)
{
	const struct casefile *f = desk_case(a->desk);
	const struct view_case *r = &s->list[s->at].row;
	char left[20], right[20];

	stamp_of(f->opened_ms, left);
	stamp_of(r->created_ms, right);
	line(c, row, _("Case"), f->number, r->number);
	line(c, row + 1, _("Item"), f->item->name, s->readable ? r->item_name : r->department);
	line(c, row + 2, _("State"), _(state_text(f->state)), state_of(r->state));
	line(c, row + 3, _("Opened"), left, right);
	line(c, row + 4, _("Win"), f->window, r->window);
	if (s->readable)
		people(a, s, c, row + 5);
	else
		canvas_text(c, row + 6, RIGHT_COL, PAINT_DIM, _("of another department"));
}

static void choices(const struct app *a, const struct pairs *s, struct canvas *c, int row)
{
	enum pair_act said = s->list[s->at].said;

	if (said != PAIR_NONE) {
		canvas_printf(c, row, LABEL_COL, PAINT_HEAD, _("Decided: %s.  5 takes it back"),
			_(pair_text(said)));
		return;
	}
	if (!desk_may(a->desk, RIGHT_TAKEOVER))
		return;
	canvas_text(c, row, LABEL_COL, PAINT_HEAD,
		_("1 This one goes into the other   2 The other goes into this one"));
	canvas_text(c, row + 1, LABEL_COL, PAINT_HEAD, _("3 Related, both go on   4 Not the same matter"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct pairs *s = state;
	char right[64] = "", words[MATCH_TEXT];

	if (s->n)
		text_format(right, sizeof right, _("like case %zu of %zu"), s->at + 1, s->n);
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	canvas_right(c, 2, c->cols - 1, PAINT_DIM, right);
	if (s->n == 0 || !desk_case(a->desk)) {
		canvas_text(c, f.body_top + 1, LABEL_COL, PAINT_DIM, _("No other case is like this one"));
		frame_hint(a, c, VOICE_HINT, _("Esc goes back"));
		return;
	}
	match_words(&s->list[s->at].match, words);
	canvas_text(c, f.body_top, LEFT_COL, PAINT_HEAD, _("This case"));
	canvas_text(c, f.body_top, RIGHT_COL, PAINT_HEAD, _("The other"));
	both(a, s, c, f.body_top + 1);
	int col = canvas_printf(c, f.body_top + 12, LABEL_COL, PAINT_HEAD, _("Alike %d of 100: "),
		s->list[s->at].match.score);
	canvas_field(c, f.body_top + 12, col, f.width - col - 1, PAINT_TEXT, words);
	choices(a, s, c, f.body_top + 14);
	canvas_cursor(c, f.body_top + 14, LABEL_COL);
	frame_hint(a, c, VOICE_ASK, _("Nothing is thrown away: what is merged can be taken back. F8 shows the next"));
}

static bool offers(const struct app *a, const void *state, enum action act)
{
	const struct pairs *s = state;

	(void)a;
	return act == ACT_NEXT_STEP ? s->at + 1 < s->n : act != ACT_BACK_STEP || s->at > 0;
}

const struct screen screen_pairs = {
	.name = "pairs", .title = N_("Like cases"), .bit = IN_PAIRS, .state_size = sizeof(struct pairs),
	.enter = enter, .act = act, .text = text, .digits = digits, .offers = offers, .draw = draw, .back = back,
	.forget = forget,
};
