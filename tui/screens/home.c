/* SPDX-License-Identifier: MIT
 *
 * S02 工作台. The cursor is always in the omnibox: typing needs no key first, arrows move the
 * row. Rows come from the views and are read again when something may have changed, never while
 * drawing.
 */
#include <ctype.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/casework/appeal.h"
#include "core/casework/number.h"
#include "core/casework/task.h"
#include "core/standards/credit_code.h"
#include "core/standards/identity.h"
#include "core/standards/name.h"
#include "tui/app.h"
#include "tui/counter.h"
#include "tui/edit.h"
#include "tui/frame.h"
#include "tui/list.h"
#include "tui/screens/home_state.h"
#include "tui/screens/queue_state.h"

enum { ROWS = 200, LONG_NAME = 24, STEP_MS = 4 };

struct view {
	unsigned news;               /* app.h, as of the rows */
	struct edit box;
	struct list list;
	const struct desk *desk;
	const struct home_tab *tabs;
	int n_tabs, tab;
	struct view_case *rows;
	size_t n;
	uint64_t counts[HOME_TABS];
	int counted, known;          /* lists counted since the rows were read; ever */
	struct home_today today;
	bool found; /* the rows answer a search, not the tab */
};

/* One list, or in the end the day. */
static enum err count_next(struct app *a, struct view *s)
{
	struct view_filter f;
	int i = s->counted++;

	if (s->counted > s->known)
		s->known = s->counted;
	if (i < s->n_tabs) {
		home_filter(&s->tabs[i], a->window, &f);
		return view_count(a->store, &f, &s->counts[i]);
	}
	return s->tabs[0].reach == REACH_WINDOW ? home_today_read(a->store, a->window, &s->today) : OK;
}

/* In a large file some of them, the others in the next turns. */
static void count_some(struct app *a, struct view *s)
{
	int64_t until = clock_mono_ms() + STEP_MS;
	enum err e = OK;

	do
		e = count_next(a, s);
	while (!e && s->counted <= s->n_tabs && clock_mono_ms() < until);
	if (e)
		app_fail(a, e);
	a->soon = s->counted <= s->n_tabs;
	a->dirty = true;
}

static void load(struct app *a, struct view *s)
{
	struct view_filter f;

	if (!store_unlocked(a->store))
		return;
	s->news = a->news;
	counter_refresh(a);
	home_filter(&s->tabs[s->tab], a->window, &f);
	f.limit = ROWS;
	mem_free(s->rows);
	s->rows = NULL;
	s->n = 0;
	s->found = false;
	enum err e = view_list(a->store, &f, &s->rows, &s->n);
	if (e)
		app_fail(a, e);
	list_set(&s->list, s->n);
	s->counted = 0;
	count_some(a, s);
}

/* Who serves no window begins with the first list that has something. */
static void begin_where_work_is(struct app *a, struct view *s)
{
	int i = 0;

	if (s->tabs[0].reach == REACH_WINDOW)
		return;
	while (s->counted < s->n_tabs)
		count_some(a, s);
	while (i < s->n_tabs - 1 && s->counts[i] == 0)
		i++;
	if (i == 0 || s->counts[i] == 0)
		return;
	s->tab = i;
	load(a, s);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;
	const struct operator_info *me = operator_current(a->store);

	(void)arg;
	s->desk = a->desk;
	s->tabs = home_tabs(me ? me->role : ROLE_CLERK, &s->n_tabs);
	edit_init(&s->box, 60, false);
	load(a, s);
	begin_where_work_is(a, s);
	return OK;
}

static void back(struct app *a, void *state)
{
	struct view *s = state;

	edit_wipe(&s->box);
	load(a, s);
}

/* What is being typed stays. */
static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	(void)now_ms;
	if (s->news != a->news)
		load(a, s);
	else if (s->counted <= s->n_tabs && store_unlocked(a->store))
		count_some(a, s);
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	mem_free(s->rows);
}

static void show_found(struct app *a, struct view *s, enum token kind, const char *value)
{
	struct view_case *rows = NULL;
	size_t n = 0;
	enum err e = view_find(a->store, kind, value, &rows, &n);

	if (e || n == 0) {
		mem_free(rows);
		app_fail(a, e ? e : ERR_NOTFOUND);
		return;
	}
	mem_free(s->rows);
	s->rows = rows;
	s->n = n;
	s->found = true;
	s->list.at = 0;
	list_set(&s->list, n);
	edit_wipe(&s->box);
	app_say(a, VOICE_HINT, _("%zu cases found; Enter opens one, Esc shows all again"), n);
}

static bool open_number(struct app *a, const char *typed)
{
	char number[CASE_NUMBER];
	struct view_case row;

	if (!number_parse(typed, clock_today(), a->window, number))
		return false;
	enum err e = view_by_number(a->store, number, &row);
	if (e)
		app_fail(a, e);
	else
		app_open_case(a, &row.id);
	return true;
}

static bool all_digits(const char *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isdigit((unsigned char)t[i]))
			return false;
	return true;
}

/* 18 or 15 digits (the last may be X), or 17 while one is missing, are a person's; 18 places with a
 * region in them are a firm's when they begin with 9 or their check fits. */
static bool is_number(const char *t, size_t n)
{
	if (n != 15 && n != 17 && n != 18)
		return false;
	return all_digits(t, n - 1) ||
		(n == 18 && all_digits(t + 2, 6) && (t[0] == '9' || credit_code_matches(t)));
}

/* ux.md 2.3: what was typed decides what it is. */
static void run_box(struct app *a, struct view *s)
{
	struct buf b;

	buf_init(&b, 256);
	identifier_normalise(s->box.text, s->box.len, &b);
	const char *t = buf_text(&b);
	size_t n = b.len;
	if (is_number(t, n))
		app_person(a, t, PROOF_SEEN);
	else if (n == 11 && t[0] == '1' && all_digits(t, n))
		show_found(a, s, TOKEN_PHONE, t);
	else if (open_number(a, s->box.text))
		;
	else if (n == 6 && query_code_valid(t))
		show_found(a, s, TOKEN_QUERY, t);
	else
		(void)!app_push(a, &screen_items, s->box.text);
	buf_release(&b);
}

static void open_row(struct app *a, const struct view *s)
{
	app_line_clear(a);
	for (size_t i = 0; i < s->n; i++)
		app_line_add(a, &s->rows[i].id);
	app_open_case(a, &s->rows[s->list.at].id);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_ENTER: case ACT_NEXT_STEP:
		if (s->box.len)
			run_box(a, s);
		else if (s->list.at < s->n)
			open_row(a, s);
		break;
	case ACT_VIEW: case ACT_TAB:
		s->tab = (s->tab + 1) % s->n_tabs;
		s->list.at = 0;
		load(a, s);
		break;
	case ACT_BACKTAB:
		s->tab = (s->tab + s->n_tabs - 1) % s->n_tabs;
		s->list.at = 0;
		load(a, s);
		break;
	case ACT_FETCH:
		load(a, s);
		app_say(a, VOICE_HINT, "%s", _("The list is up to date"));
		break;
	case ACT_PICK:
		counter_call(a);
		break;
	case ACT_FIND:
		(void)!app_push(a, &screen_items, s->box.text);
		break;
	case ACT_BACK:
		if (s->box.len)
			edit_wipe(&s->box);
		else if (s->found)
			load(a, s);
		else
			app_logout(a);
		break;
	case ACT_QUIT:
		a->quit = true;
		break;
	default:
		if (!list_act(&s->list, action, 10))
			edit_act(&s->box, action);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;
	uint32_t folded = text_fold(cp);

	if (s->box.len == 0 && folded == ':')
		app_act(a, ACT_PALETTE);
	else
		edit_insert(&s->box, folded);
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct view *s = state;

	(void)a;
	edit_paste(&s->box, pasted);
}

static void card(struct app *a, void *state, const char *number, int taken)
{
	struct view *s = state;

	edit_drop_last(&s->box, taken);
	app_person(a, number, PROOF_READER);
}

/* Whose turn it is, by the state alone. */
static const char *turn_of(enum state st)
{
	switch (st) {
	case STATE_RECEIVED: return _("to accept");
	case STATE_FIXING: return _("citizen completes");
	case STATE_DECIDING: return _("to decide");
	case STATE_GRANTED: case STATE_GRANTED_DEF: return _("to issue");
	case STATE_READY: return _("citizen collects");
	default: return state_open(st) ? _("with the department") : "";
	}
}

/* An appeal's own word, else the state of the case. */
static const char *state_of(const struct view_case *r, enum state st)
{
	enum appeal_state appeal;

	return text_starts(r->note, APPEAL_NOTE) && appeal_parse(r->note + strlen(APPEAL_NOTE), &appeal) ?
		_(appeal_text(appeal)) : _(state_text(st));
}

static void next_step(const struct view_case *r, enum state st, char out[64])
{
	if (st == STATE_DRAFT && r->missing > 0)
		text_format(out, 64, _("%d to fill"), r->missing);
	else if (st == STATE_DRAFT)
		text_copy(out, 64, *r->item ? _("check and send") : _("choose the item"));
	else if (text_starts(r->note, APPEAL_NOTE))
		text_copy(out, 64, state_open(st) ? _("with the appeals desk") : "");
	else if (text_equal(r->note, "demand"))
		text_copy(out, 64, _("supervisor decides"));
	else if (text_equal(r->note, task_word(TASK_LAPSE)) || text_equal(r->note, task_word(TASK_REVOKE)))
		text_copy(out, 64, _("to revoke"));
	else if (r->closed && text_equal(r->note, "deferred"))
		text_copy(out, 64, _("paper due"));
	else if (r->unverified && st != STATE_FIXING)
		text_copy(out, 64, _("verify when it is back"));
	else
		text_copy(out, 64, turn_of(st));
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct view *s = ctx;
	const struct view_case *r = &s->rows[index];
	char due[40], next[64];
	enum paint p = queue_light(r, due); /* the clock that runs, as the supervisor sees it */
	enum state st = STATE_DRAFT;
	int wide = frame_spare(c, LONG_NAME);
	struct buf name;

	buf_init(&name, 256);
	if (desk_may_at(s->desk, RIGHT_PERSON, r->department, r->item))
		mask_name(r->applicant, &name);
	else
		buf_adds(&name, "--"); /* that there is a case, not whose */
	state_parse(r->state, &st);
	next_step(r, st, next);
	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, at, 4, 15, PAINT_TEXT, r->number);
	canvas_field(c, at, 19, 18 + wide, PAINT_TEXT, r->item_name);
	canvas_field(c, at, 38 + wide, 8, PAINT_TEXT, buf_text(&name));
	canvas_field(c, at, 47 + wide, 9, PAINT_TEXT, state_of(r, st));
	canvas_field(c, at, 57 + wide, 13, p, due);
	canvas_text(c, at, 70 + wide, PAINT_DIM, next);
	if (selected)
		canvas_paint(c, at, 4, 53 + wide, PAINT_SEL);
	buf_release(&name);
}

static const char *label_of(const struct home_tab *tab)
{
	enum state st = STATE_DRAFT;

	if (tab->label)
		return _(tab->label);
	(void)state_parse(tab->state, &st);
	return _(state_text(st));
}

static void draw_tabs(struct view *s, struct canvas *c)
{
	int col = 1;

	for (int i = 0; i < s->n_tabs; i++) {
		bool chosen = i == s->tab && !s->found;
		char n[24] = "..";

		if (i < s->known)
			text_format(n, sizeof n, "%llu", (unsigned long long)s->counts[i]);
		col = canvas_printf(c, 2, col, i == s->tab ? PAINT_HEAD : PAINT_DIM,
			chosen ? "[%s %s]" : " %s %s ", label_of(&s->tabs[i]), n);
	}
	if (s->found)
		canvas_text(c, 2, col, PAINT_HEAD, _("[Search result]"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	char line[96];
	int wide = frame_spare(c, LONG_NAME);
	int col = canvas_text(c, 1, 1, PAINT_TEXT, _("Card, number, case or item initials  > "));

	draw_tabs(s, c);
	counter_line(a, line);
	canvas_right(c, 2, c->cols - 1, PAINT_HEAD, line);
	canvas_text(c, f.body_top, 4, PAINT_DIM, _("Case"));
	canvas_text(c, f.body_top, 19, PAINT_DIM, _("Item"));
	canvas_text(c, f.body_top, 38 + wide, PAINT_DIM, _("For"));
	canvas_text(c, f.body_top, 47 + wide, PAINT_DIM, _("State"));
	canvas_text(c, f.body_top, 57 + wide, PAINT_DIM, _("Clock"));
	canvas_text(c, f.body_top, 70 + wide, PAINT_DIM, _("Next step"));
	int rows = f.body_rows - 1 - (home_today_any(&s->today) ? HOME_TODAY_ROWS : 0);
	list_draw(&s->list, c, f.body_top + 1, rows, row, s);
	if (home_today_any(&s->today))
		home_today_draw(&s->today, c, f.body_top + 1 + rows);
	if (s->n == 0)
		canvas_text(c, f.body_top + 2, 4, PAINT_DIM,
			_("Nothing waits here. Read a card or type a number"));
	edit_draw(&s->box, c, 1, col, c->cols - col - 2, true);
	frame_hint(a, c, VOICE_HINT, s->n && !s->box.len ?
		_("Read a card for the next person, or Up/Down and Enter to open a case") :
		_("Read a card, or type an ID, case number, phone or item initials, then Enter"));
}

const struct screen screen_home = {
	.name = "home", .title = N_("Workbench"), .bit = IN_HOME, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .paste = paste, .card = card, .draw = draw,
	.tick = tick, .back = back, .leave = leave,
};
