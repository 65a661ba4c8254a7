/* SPDX-License-Identifier: MIT
 *
 * One appeal. A digit chooses an act, Enter does it: two keys. Who asked to be kept secret is not
 * shown here until a second person has allowed it. Looking at it is recorded first.
 */
#include "tui/screens/appeal_page.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/standards/codes.h"
#include "tui/frame.h"
#include "tui/lines.h"

enum { TEXT_BYTES = 32768, BAR_ROWS = 5, INDENT = 16, NOTES_SHOWN = 20 };

/* ---- what is told of it ---- */

static void line(struct buf *out, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	text_pad(out, label, INDENT - 1, false);
	buf_addf(out, " %s\n", text);
}

static void subject(const struct casefile *c, struct buf *out)
{
	const struct code *path[CODES_DEPTH];
	size_t n = codes_path("appeal_subject", c->appeal->subject, path);
	struct buf b;

	buf_init(&b, 1024);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%s", i ? " / " : "", i18n_pick(path[i]->name, path[i]->name_en));
	line(out, _("Matter"), n ? buf_text(&b) : c->appeal->subject);
	buf_release(&b);
}

/* What the form has that matters here, by its labels; never who calls. */
static void answers(const struct casefile *c, struct buf *out)
{
	static const char *const names[] = {"target", "firm_name", "place", "happened", "date", "price",
		"ceiling", "over", "content", "wish"};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		int at = item_field(c->item, names[i]);
		struct buf b;
		if (at < 0 || !*c->draft.answers[at].value || appeal_names(&c->item->fields[at]))
			continue;
		buf_init(&b, 8192);
		field_show_on(&c->item->fields[at], c->draft.answers[at].value, casefile_label_day(c), false, &b);
		line(out, i18n_pick(c->item->fields[at].label, c->item->fields[at].label_en), buf_text(&b));
		buf_release(&b);
	}
}

static void clock_line(const struct casefile *c, struct buf *out)
{
	struct appeal_clock k = appeal_clock(c, clock_now_ms());
	char due[20], text[160];

	if (k.kind == APPEAL_CLOCK_NONE)
		return;
	clock_format(k.due_ms - (k.kind == APPEAL_CLOCK_SIGN ? 0 : 1), due);
	const char *light = k.urgency == URGENCY_RED ? _("[red]") : k.urgency == URGENCY_YELLOW ?
		_("[amber]") : k.urgency == URGENCY_GREEN ? _("[green]") : "";
	if (k.kind == APPEAL_CLOCK_SIGN)
		text_format(text, sizeof text, _("%s %s by %.16s, %d min of work %s"), light,
			_(appeal_clock_text(k.kind)), due, k.minutes < 0 ? -k.minutes : k.minutes,
			k.minutes < 0 ? _("late") : _("left"));
	else
		text_format(text, sizeof text, _("%s %s by %.10s, %d d %s"), light,
			_(appeal_clock_text(k.kind)), due, k.days < 0 ? -k.days : k.days,
			k.days < 0 ? _("late") : _("left"));
	line(out, _("Clock"), text + (*text == ' ')); /* no light, no blank */
}

static void unit_line(const struct casefile *c, struct buf *out)
{
	const struct code *unit = codes_find(APPEAL_UNITS, appeal_unit(c));
	struct buf b;

	if (!unit)
		return;
	buf_init(&b, 512);
	buf_addf(&b, "%s%s", i18n_pick(unit->name, unit->name_en),
		*c->appeal->unit ? "" : _("  (proposed)"));
	line(out, _("Unit"), buf_text(&b));
	buf_release(&b);
}

static void add_state(struct app *a, const char *number, struct buf *out)
{
	struct view_case row;
	enum state state;

	buf_adds(out, number);
	if (view_by_number(a->store, number, &row) == OK && state_parse(row.state, &state)) {
		char day[11] = "";
		if (row.due != DAY_NONE)
			day_format(row.due, day);
		buf_addf(out, "  %s  %s  %s", row.item_name, _(state_text(state)), day);
	}
	mem_wipe(&row, sizeof row);
}

/* The case it is about, the one it is merged under, how many are under it, the earlier one. */
static void links(struct app *a, const struct casefile *c, struct buf *out)
{
	const struct appeal *x = c->appeal;
	const struct {
		const char *label, *number;
	} all[] = {{N_("Case"), x->linked}, {N_("Under"), x->master}, {N_("Again"), x->repeat_of}};
	struct buf b;

	for (size_t i = 0; i < COUNT_OF(all); i++) {
		if (!*all[i].number)
			continue;
		buf_init(&b, 1024);
		add_state(a, all[i].number, &b);
		line(out, _(all[i].label), buf_text(&b));
		buf_release(&b);
	}
	if (x->n_merged) {
		char text[80];
		text_format(text, sizeof text, _("%zu merged under it; all get its answer"), x->n_merged);
		line(out, _("Under it"), text);
	}
}

static void marks(const struct casefile *c, struct buf *out)
{
	const struct appeal *x = c->appeal;
	struct buf b;

	buf_init(&b, 1024);
	if (x->secret)
		buf_addf(&b, "%s  ", _("kept secret"));
	if (*x->asked_by)
		buf_addf(&b, _("%s asks to see who it is  "), x->asked_by);
	if (x->supervised)
		buf_addf(&b, "%s  ", _("supervised"));
	if (c->queue.urged)
		buf_addf(&b, _("urged %d times  "), c->queue.urged);
	if (x->reopened)
		buf_addf(&b, _("opened again %d times  "), x->reopened);
	if (x->extended)
		buf_addf(&b, _("prolonged by %d days  "), x->extended);
	line(out, _("Marks"), buf_text(&b));
	buf_release(&b);
}

static void notes(const struct casefile *c, struct buf *out)
{
	const struct appeal *x = c->appeal;

	for (size_t i = x->n_notes; i-- > 0 && x->n_notes - i <= NOTES_SHOWN;) {
		const struct appeal_note *n = &x->notes[i];
		char stamp[20];
		clock_format(n->at_ms, stamp);
		const struct code *unit = n->text ? codes_find(APPEAL_UNITS, n->text) : NULL;
		const struct code *ground = n->text && n->act == APPEAL_REFUSE ?
			codes_find(appeal_grounds(c), n->text) : NULL;
		const char *text = unit ? i18n_pick(unit->name, unit->name_en) :
			ground ? i18n_pick(ground->name, ground->name_en) : n->text ? n->text : "";
		buf_addf(out, "%.11s  %s  %s  %s\n", stamp + 5, n->by, _(appeal_act_text(n->act)), text);
	}
}

static void describe(struct app *a, const struct casefile *c, struct buf *out)
{
	line(out, _("Kind of appeal"), appeal_kind_name(c->appeal->kind));
	subject(c, out);
	answers(c, out);
	unit_line(c, out);
	clock_line(c, out);
	marks(c, out);
	links(a, c, out);
	line(out, _("Answer"), c->appeal->reply);
	if (c->appeal->outcome)
		line(out, _("Visit"), _(appeal_outcome_text(c->appeal->outcome)));
	notes(c, out);
}

/* The plain way first. */
static const enum appeal_act order[] = {APPEAL_DISPATCH, APPEAL_SIGN, APPEAL_BEGIN, APPEAL_REPLY,
	APPEAL_VISIT, APPEAL_ARCHIVE, APPEAL_REFUSE, APPEAL_RETURN, APPEAL_EXTEND, APPEAL_URGE,
	APPEAL_SUPERVISE, APPEAL_MERGE, APPEAL_UNMERGE, APPEAL_REOPEN, APPEAL_ALLOW, APPEAL_LINK,
	APPEAL_UNMASK};

static void collect_bar(const struct app *a, struct appeal_page *s)
{
	const struct casefile *c = desk_case(a->desk);
	const struct operator_info *me = operator_current(a->store);

	s->n_bar = 0;
	if (me && c->appeal->state == APPEAL_VISITED && rating_offered(c, OCCASION_VISIT) &&
		role_may(me->role, RIGHT_APPEALS) && !text_equal(me->id, c->appeal->replied_by))
		s->bar[s->n_bar++] = APPEAL_ACTS;
	for (size_t i = 0; i < COUNT_OF(order) && s->n_bar < APPEAL_BAR; i++)
		if (desk_appeal_bar(a->desk, order[i]) == APPEAL_OPEN)
			s->bar[s->n_bar++] = order[i];
}

static void drop_text(struct appeal_page *s)
{
	if (s->text)
		mem_wipe(s->text, strlen(s->text));
	mem_free(s->text);
	s->text = NULL;
}

void appeal_collect(struct app *a, struct appeal_page *s)
{
	const struct casefile *c = desk_case(a->desk);
	struct buf b;

	if (!c || !c->appeal)
		return;
	drop_text(s);
	buf_init(&b, TEXT_BYTES);
	describe(a, c, &b);
	s->text = mem_text(buf_text(&b));
	buf_release(&b);
	collect_bar(a, s);
	s->read = c->events;
	a->dirty = true;
}

/* ---- keys ---- */

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct appeal_page *s = state;
	char path[PATH_SIZE];

	(void)arg;
	if (!desk_case(a->desk) || !desk_case(a->desk)->appeal)
		return ERR_STATE;
	enum err e = desk_looked(a->desk, "appeal"); /* durable before it is shown */
	if (e)
		return e;
	if (file_asset("life/grounds.tsv", path) == OK)
		(void)!grounds_open(path); /* without it acts take own words */
	s->chosen = -1;
	s->id = desk_case(a->desk)->id;
	appeal_collect(a, s);
	return OK;
}

static void leave(struct app *a, void *state)
{
	(void)a;
	drop_text(state);
}

/* The whole file (F6) closes the case when it is left. */
static void back(struct app *a, void *state)
{
	struct appeal_page *s = state;

	if (!desk_case(a->desk) && store_unlocked(a->store) && desk_open_case(a->desk, &s->id)) {
		app_pop(a);
		return;
	}
	appeal_collect(a, s);
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct appeal_page *s = state;

	(void)now_ms;
	if (desk_case(a->desk) && desk_case(a->desk)->events != s->read)
		appeal_collect(a, s);
}

static void go_back(struct app *a, struct appeal_page *s)
{
	if (s->chosen >= 0) {
		s->chosen = -1;
		return;
	}
	desk_close(a->desk);
	app_pop(a);
}

static void act(struct app *a, void *state, enum action action)
{
	struct appeal_page *s = state;
	enum err e = OK;

	switch (action) {
	case ACT_BACK: go_back(a, s); return;
	case ACT_ENTER:
		if (s->chosen >= 0)
			appeal_begin(a, s);
		else
			app_say(a, VOICE_HINT, "%s", s->n_bar ? _("Choose what to do by its digit first") :
				_("The next step is somebody else's"));
		return;
	case ACT_VIEW: e = app_push(a, &screen_case, NULL); break;
	case ACT_NEXT_STEP: app_line_step(a, 1); return;
	case ACT_BACK_STEP: app_line_step(a, -1); return;
	case ACT_FETCH:
		appeal_collect(a, s);
		app_say(a, VOICE_HINT, "%s", _("This page is up to date"));
		return;
	case ACT_REVEAL: app_reveal(a); return;
	case ACT_PRINT: e = desk_print(a->desk); break;
	case ACT_DOWN: s->top++; return;
	case ACT_UP: s->top -= s->top > 0; return;
	case ACT_PGDN: s->top += 8; return;
	case ACT_PGUP: s->top = s->top > 8 ? s->top - 8 : 0; return;
	default: return;
	}
	if (e)
		app_fail(a, e);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct appeal_page *s = state;
	int digit = app_digit(cp);

	if (digit < 0)
		app_ime_hint(a);
	else if (digit >= 1 && (size_t)digit <= s->n_bar)
		s->chosen = digit - 1;
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

/* ---- drawing ---- */

/* Where it stands, left to right; the one step that is now in brackets. */
static void draw_steps(const struct appeal *x, struct canvas *c)
{
	static const struct {
		enum appeal_state state;
		const char *text;
	} steps[] = {{APPEAL_REGISTERED, N_("registered")}, {APPEAL_DISPATCHED, N_("dispatched")},
		{APPEAL_SIGNED, N_("signed for")}, {APPEAL_HANDLING, N_("handling")},
		{APPEAL_REPLIED, N_("replied")}, {APPEAL_VISITED, N_("visited")},
		{APPEAL_RATED, N_("rated")}, {APPEAL_ARCHIVED, N_("filed")}};
	bool shown = false;
	int col = 1;

	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		bool now = steps[i].state == x->state;
		char word[40];
		shown |= now;
		text_format(word, sizeof word, now ? "[%s]" : " %s ", _(steps[i].text));
		col = canvas_text(c, 2, col, now ? PAINT_HEAD : PAINT_DIM, word);
	}
	if (!shown)
		canvas_printf(c, 2, 1, PAINT_HEAD, "[%s]%60s", _(appeal_text(x->state)), "");
}

static const char *bar_word(enum appeal_act act)
{
	return act == APPEAL_ACTS ? _("The caller's rating, by telephone") : _(appeal_act_text(act));
}

static void draw_bar(const struct appeal_page *s, struct canvas *c, int top)
{
	canvas_rule(c, top, 0, c->cols);
	canvas_cursor(c, top + 1, 1);
	for (size_t i = 0; i < s->n_bar; i++) {
		int row = top + 1 + (int)i / 2, col = 3 + (int)(i % 2) * 38;
		bool now = (int)i == s->chosen;
		char text[120];
		text_format(text, sizeof text, "%zu  %s", i + 1, bar_word(s->bar[i]));
		canvas_text(c, row, col - 2, PAINT_TEXT, now ? ">" : " ");
		canvas_field(c, row, col, 34, now ? PAINT_SEL : PAINT_TEXT, text);
		if (now)
			canvas_cursor(c, row, col - 2);
	}
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct appeal_page *s = state;
	const struct casefile *f = desk_case(a->desk);

	if (!f || !f->appeal)
		return;
	struct frame fr = frame_draw(a, c, i18n_pick(f->item->name, f->item->name_en), STEP_NONE, "");
	int bar = s->n_bar ? (int)(s->n_bar + 1) / 2 + 1 : 0;
	struct lines_box box = {fr.body_top, 3, fr.body_rows - bar, c->cols - 5, INDENT};
	frame_person(a, c, 1);
	draw_steps(f->appeal, c);
	(void)lines_scroll(&box, &s->top, s->text ? s->text : "");
	lines_draw(c, &box, s->top, s->text ? s->text : "");
	canvas_cursor(c, fr.body_top, box.col);
	if (bar)
		draw_bar(s, c, fr.body_top + fr.body_rows - bar);
	frame_hint(a, c, VOICE_HINT, s->chosen >= 0 ? _("Enter does it, Esc leaves it") : s->n_bar ?
		_("A digit chooses, Enter does it. F6 the whole file, F8 the next one") :
		_("The next step is somebody else's"));
}

static bool offers(const struct app *a, const void *state, enum action act)
{
	(void)a, (void)state;
	return act != ACT_PICK; /* units are the list's */
}

const struct screen screen_appeal = {
	.name = "appeal", .title = N_("Appeal"), .bit = IN_APPEAL, .state_size = sizeof(struct appeal_page),
	.enter = enter, .act = act, .text = text, .digits = digits, .offers = offers, .draw = draw, .tick = tick,
	.back = back, .leave = leave,
};
