/* SPDX-License-Identifier: MIT
 *
 * S11 案件详情 and S13 审核: a case that is past the counter, by tabs; F7 and F8 go to the next one of
 * the list it came from. Who looks is recorded before anything is shown.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/printing.h"
#include "tui/screens/case_state.h"

enum { PAGE_ROWS = 10, EVENT_COLUMNS = 76 };

const char *case_person(const struct case_page *s, const char *id)
{
	for (size_t i = 0; i < s->n_people; i++)
		if (text_equal(s->people[i].id, id))
			return s->people[i].name;
	return id;
}

static void find_appeals(struct app *a, struct case_page *s)
{
	struct view_case *rows = NULL;
	size_t n = 0;

	s->n_appeals = 0;
	if (view_find(a->store, TOKEN_LINK, desk_case(a->desk)->number, &rows, &n))
		return;
	for (size_t i = 0; i < n && s->n_appeals < CASE_APPEALS; i++) {
		struct appeal_line *l = &s->appeals[s->n_appeals++];
		text_copy(l->number, sizeof l->number, rows[i].number);
		text_copy(l->state, sizeof l->state, rows[i].state);
	}
	if (rows)
		mem_wipe(rows, n * sizeof *rows);
	mem_free(rows);
}

void case_collect(struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);

	if (!c)
		return;
	trail_release(&s->trail);
	enum err e = trail_load(a->store, c, &s->trail);
	if (e)
		s->trail.verdict = e;
	if (s->trail.verdict)
		app_say(a, VOICE_PROBLEM, "%s",
			_("The chain of this case does not hold; decide nothing, call the administrator"));
	evidence_sum(c, casefile_day(c, clock_today()), &s->sum);
	find_appeals(a, s);
	s->n_clocks = deadlines(c, clock_now_ms(), s->clocks);
	s->read = c->events;
	case_lines(a, s);
	case_bar(a, s);
	a->dirty = true;
}

static void know_grounds(void)
{
	char path[PATH_SIZE];

	if (file_asset("life/grounds.tsv", path) == OK)
		(void)!grounds_open(path); /* without it acts take own words */
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct case_page *s = state;

	(void)arg;
	if (!desk_case(a->desk))
		return ERR_STATE;
	enum err e = desk_looked(a->desk, app_top(a) ? app_top(a)->name : "case");
	if (e)
		return e;
	know_grounds();
	s->chosen = -1;
	if (operator_list(a->store, &s->people, &s->n_people))
		s->n_people = 0;
	const struct casefile *c = desk_case(a->desk);
	s->tab = case_differences(c) || task_first(c) ? TAB_DIFFERENCES : TAB_ANSWERS;
	case_collect(a, s);
	return OK;
}

static void hide(struct case_page *s)
{
	mem_free_text(s->shown);
	s->shown = NULL;
	s->shown_len = 0;
	s->page.top = 0;
}

static void leave(struct app *a, void *state)
{
	struct case_page *s = state;

	(void)a;
	hide(s);
	trail_release(&s->trail);
	mem_free(s->lines);
	mem_free(s->people);
}

static void back(struct app *a, void *state)
{
	case_collect(a, state);
}

/* Another act may have come meanwhile: a late answer, a paper printed. */
static void tick(struct app *a, void *state, int64_t now)
{
	struct case_page *s = state;

	(void)now;
	if (desk_case(a->desk) && desk_case(a->desk)->events != s->read)
		case_collect(a, s);
}

/* ---- a paper or an event in full ---- */

static void show_slip(struct app *a, size_t slip)
{
	enum err e = app_push(a, &screen_papers, &slip);

	if (e)
		app_fail(a, e);
}

static void show_event(struct app *a, struct case_page *s, size_t row)
{
	struct buf text;

	buf_init(&text, TRAIL_TEXT);
	enum err e = trail_event(
		a->store, desk_case(a->desk), s->trail.rows[row].seq, !app_clear(a), &text);
	if (e) {
		app_fail(a, e);
	} else {
		hide(s);
		s->shown = mem_textn(buf_text(&text), text.len);
		s->shown_len = text.len;
		s->shown_columns = EVENT_COLUMNS;
	}
	buf_release(&text);
}

/* The paper the cursor is on, else the newest. */
static size_t paper_at(const struct app *a, const struct case_page *s)
{
	bool on_paper = s->list.at < s->n && s->lines[s->list.at].kind == LINE_SLIP;

	return on_paper ? s->lines[s->list.at].index : print_newest(desk_case(a->desk));
}

static void open_line(struct app *a, struct case_page *s)
{
	if (s->list.at >= s->n)
		return;
	struct case_line l = s->lines[s->list.at];
	if (l.kind == LINE_SLIP)
		show_slip(a, l.index);
	else if (l.kind == LINE_EVENT)
		show_event(a, s, l.index);
	else if (l.kind == LINE_PART)
		(void)!app_push(a, &screen_parts, NULL);
	else if (s->n_bar)
		app_say(a, VOICE_HINT, "%s", _("Choose what to do by its digit first"));
}

/* ---- keys ---- */

static void turn(const struct app *a, struct case_page *s, int by)
{
	s->tab = (enum case_tab)(((int)s->tab + by + TAB_COUNT) % TAB_COUNT);
	s->list.at = 0;
	case_lines(a, s);
}

static bool act_shown(struct case_page *s, enum action action)
{
	if (!s->shown)
		return false;
	if (action == ACT_BACK || action == ACT_ENTER)
		hide(s);
	else
		page_act(&s->page, action);
	return true;
}

static void go_back(struct app *a)
{
	desk_close(a->desk);
	app_pop(a);
}

static void act(struct app *a, void *state, enum action action)
{
	struct case_page *s = state;

	if (act_shown(s, action))
		return;
	switch (action) {
	case ACT_BACK:
		if (s->chosen >= 0)
			s->chosen = -1;
		else
			go_back(a);
		break;
	case ACT_ENTER:
		if (s->chosen >= 0)
			deal_begin(a, s);
		else
			open_line(a, s);
		break;
	case ACT_VIEW: case ACT_TAB: case ACT_RIGHT: turn(a, s, 1); break;
	case ACT_BACKTAB: case ACT_LEFT: turn(a, s, -1); break;
	case ACT_NEXT_STEP: app_line_step(a, 1); break;
	case ACT_BACK_STEP: app_line_step(a, -1); break;
	case ACT_EDIT: deal_comment(a, s); break;
	case ACT_FETCH:
		case_collect(a, s);
		if (s->trail.verdict == OK)
			app_say(a, VOICE_HINT, _("Verified: chain intact %u/%u"), s->trail.intact, s->trail.all);
		break;
	case ACT_PRINT: print_again(a, paper_at(a, s)); break;
	case ACT_PICK: print_elsewhere(a, paper_at(a, s)); break;
	case ACT_REVEAL: app_reveal(a); break;
	default: list_act(&s->list, action, PAGE_ROWS);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct case_page *s = state;
	int digit = app_digit(cp);

	if (digit < 0)
		app_ime_hint(a);
	else if (!s->shown)
		bar_choose(a, s, digit);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

const struct screen screen_case = {
	.name = "case", .title = N_("Case file"), .bit = IN_CASE, .state_size = sizeof(struct case_page),
	.enter = enter, .act = act, .text = text, .digits = digits, .draw = case_draw, .tick = tick,
	.back = back, .leave = leave,
};

const struct screen screen_review = {
	.name = "review", .title = N_("Review"), .bit = IN_CASE, .state_size = sizeof(struct case_page),
	.enter = enter, .act = act, .text = text, .digits = digits, .draw = case_draw, .tick = tick,
	.back = back, .leave = leave,
};
