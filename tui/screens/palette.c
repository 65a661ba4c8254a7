/* SPDX-License-Identifier: MIT
 *
 * S24 命令. Every action of keys.def that works where the palette was opened, and the commands
 * that have no key. Initials, words and long names match; digits run a row; a command that does
 * not work now is shown with its reason.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/standards/name.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/counter.h"
#include "tui/delegate.h"
#include "tui/edit.h"
#include "tui/faults.h"
#include "tui/frame.h"
#include "tui/list.h"
#include "tui/moved.h"
#include "tui/practice.h"
#include "tui/screens/access.h"
#include "tui/password.h"
#include "tui/printing.h"
#include "tui/screens/objection.h"
#include "tui/screens/trainer_state.h"
#include "tui/version.h"

static void open_messages(struct app *a)
{
	(void)!app_push(a, &screen_messages, NULL);
}

static void open_settings(struct app *a)
{
	(void)!app_push(a, &screen_settings, NULL);
}

static void open_selftest(struct app *a)
{
	(void)!app_push(a, &screen_selftest, NULL);
}

static void open_catalog(struct app *a)
{
	(void)!app_push(a, &screen_catalog, NULL);
}

static void open_figures(struct app *a)
{
	enum err e = app_push(a, &screen_figures, NULL);

	if (e)
		app_fail(a, e);
}

/* Who is rated learns nothing of what was said: the same sentence whether there is one or not. */
static void ground_taken(struct app *a, void *ctx, const char *ground)
{
	const struct casefile *f = desk_case(a->desk);

	(void)ctx;
	for (size_t i = 0; ground && f && i < f->n_ratings; i++)
		if (text_equal(f->ratings[i].clerk, a->operator_id) &&
			desk_rating_bar(a->desk, i, RATING_APPEAL) == RATING_BAR_NONE &&
			desk_rating(a->desk, i, RATING_APPEAL, ground))
			app_say(a, VOICE_PROBLEM, "%s", _("It could not be written down; try again"));
	if (ground)
		app_say(a, VOICE_HINT, "%s",
			_("Noted. If you were rated badly here, a second person judges it"));
}

static void appeal_rating(struct app *a)
{
	struct choose_arg arg = {.filter = true, .taken = ground_taken,
		.title = _("Why is the rating of this case malicious?"),
		.own = _("What shows it: nobody came, a wrong window, a threat")};

	if (!desk_case(a->desk) || desk_case(a->desk)->state == STATE_DRAFT)
		app_say(a, VOICE_PROBLEM, "%s", _("Open the case it is about first"));
	else
		(void)!choose_open(a, &arg);
}

static void open_customer(struct app *a)
{
	(void)!app_push(a, &screen_customer, NULL);
}

static void open_appeals(struct app *a)
{
	enum err e = app_push(a, &screen_appeals, NULL);

	if (e)
		app_fail(a, e);
}

static void open_ratings(struct app *a)
{
	enum err e = app_push(a, &screen_rating, NULL);

	if (e)
		app_fail(a, e);
}

static void open_pairs(struct app *a)
{
	enum err e = app_push(a, &screen_pairs, NULL);

	if (e)
		app_fail(a, e);
}

static void open_branch(struct app *a)
{
	enum err e = app_push(a, &screen_branch, NULL);

	if (e)
		app_fail(a, e);
}

static void access_person(struct app *a)
{
	access_open(a, false);
}

static void access_case(struct app *a)
{
	access_open(a, true);
}

static void open_watch(struct app *a)
{
	enum err e = app_push(a, &screen_watch, NULL);

	if (e)
		app_fail(a, e);
}

static void open_health(struct app *a)
{
	enum err e = app_push(a, &screen_health, NULL);

	if (e)
		app_fail(a, e);
}

static void open_inward(struct app *a)
{
	enum err e = app_push(a, &screen_inward, NULL);

	if (e)
		app_fail(a, e);
}

static void open_misuse(struct app *a)
{
	enum err e = app_push(a, &screen_misuse, NULL);

	if (e)
		app_fail(a, e);
}

static void open_calendar(struct app *a)
{
	enum err e = app_push(a, &screen_calendar, NULL);

	if (e)
		app_fail(a, e);
}

static void open_versions(struct app *a)
{
	enum err e = app_push(a, &screen_versions, NULL);

	if (e)
		app_fail(a, e);
}

static void open_operators(struct app *a)
{
	enum err e = app_push(a, &screen_operators, NULL);

	if (e == ERR_DENIED)
		app_say(a, VOICE_PROBLEM, "%s", _("Operators are for administrators and supervisors"));
	else if (e)
		app_fail(a, e);
}

/* Commands without a key of their own. */
static const struct extra {
	const char *longname, *label; /* label: msgid */
	bool demo;
	void (*run)(struct app *a);
} extras[] = {
	{"catalog.browse", N_("Resource catalog"), false, open_catalog},
	{"figures.open", N_("Figures"), false, open_figures},
	{"case.like", N_("Like cases"), false, open_pairs},
	{"case.beside", N_("Beside the case"), false, open_branch},
	{"regions.inbox", N_("Cases from other regions"), false, open_inward},
	{"misuse.list", N_("To be looked at"), false, open_misuse},
	{"objection.list", N_("Objections to data"), false, objection_list},
	{"access.person", N_("Who read this person's data"), false, access_person},
	{"access.case", N_("Who looked at this case"), false, access_case},
	{"due.moved", N_("Moved days"), false, moved_show},
	{"watch.list", N_("Supervision by rule"), false, open_watch},
	{"health.open", N_("Health"), false, open_health},
	{"role.delegate", N_("Pass your role on for a time"), false, delegate_open},
	{"password.change", N_("Another password for yourself"), false, password_change},
	{"calendar.show", N_("Working-day calendar"), false, open_calendar},
	{"item.versions", N_("Versions of items"), false, open_versions},
	{"operator.list", N_("Operators"), false, open_operators},
	{"message.log", N_("Messages"), false, open_messages},
	{"settings.open", N_("Settings of this terminal"), false, open_settings},
	{"keys.test", N_("Self-test of the keys"), false, open_selftest},
	{"demo.departments", N_("Departments of the demo: up, slow, down"), true, faults_open},
	{"lesson.choose", N_("Lessons"), true, practice_choose},
	{"lesson.debrief", N_("Debrief"), true, practice_debrief},
	{"lesson.again", N_("Once more from the start"), true, practice_reset},
	{"lesson.back", N_("Back by a step"), true, practice_back},
	{"lesson.fold", N_("Coach away, or back"), true, practice_fold},
	{"lesson.help", N_("Call the trainer"), true, practice_help},
	{"class.desk", N_("Trainer's desk"), true, practice_desk},
	{"class.reset", N_("Reset the class"), true, trainer_reset},
	{"lesson.end", N_("Leave the lessons"), true, practice_end},
	{"item.version", N_("New version of the item, and back"), false, version_ask},
	{"shift.handover", N_("Handover"), false, app_handover},
	{"print.label", N_("Label for the folder"), false, print_label},
	{"print.day", N_("Day sheet"), false, print_day},
	{"ticket.take", N_("Give out a number"), false, counter_take},
	{"ticket.figures", N_("Waiting and service times"), false, counter_tell_figures},
	{"queue.open", N_("Queue"), false, app_queue},
	{"appeal.open", N_("Appeals"), false, open_appeals},
	{"appeal.draft", N_("Draft an appeal about this overdue case"), false, app_draft_appeal},
	{"rating.code", N_("Rate by query code"), false, open_customer},
	{"rating.appeal", N_("A rating of mine is malicious"), false, appeal_rating},
	{"rating.open", N_("Bad ratings"), false, open_ratings},
	{"session.logout", N_("Log out"), false, app_logout},
};

enum { EXTRAS = (int)COUNT_OF(extras), ROWS = ACT_COUNT + EXTRAS, PAGE = 9 };

struct view {
	const struct screen *from;
	struct edit query;
	struct list list;
	int rows[ROWS]; /* an action, or ACT_COUNT + extra */
};

static const char *label_of(int row)
{
	return row < ACT_COUNT ? _(action_row((enum action)row)->label) :
		_(extras[row - ACT_COUNT].label);
}

static const char *longname_of(int row)
{
	return row < ACT_COUNT ? action_row((enum action)row)->longname :
		extras[row - ACT_COUNT].longname;
}

/* Moving the cursor is not a command anybody looks for. */
static bool listed(const struct app *a, int row)
{
	if (row >= ACT_COUNT)
		return a->demo || !extras[row - ACT_COUNT].demo;
	return row != ACT_NONE && row != ACT_PALETTE && !text_starts(longname_of(row), "row.") &&
		!text_starts(longname_of(row), "cursor.") && row != ACT_RUBOUT && row != ACT_DELETE;
}

static bool passes(int row, const char *query)
{
	return !*query || pinyin_match(label_of(row), query) || strstr(label_of(row), query) ||
		strstr(longname_of(row), query);
}

static void search(struct app *a, struct view *s)
{
	size_t n = 0;

	for (int row = 0; row < ROWS; row++)
		if (listed(a, row) && passes(row, s->query.text))
			s->rows[n++] = row;
	s->list.at = 0;
	list_set(&s->list, n);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	s->from = arg;
	edit_init(&s->query, 30, false);
	search(a, s);
	return OK;
}

static bool works(const struct view *s, int row)
{
	return row >= ACT_COUNT || (action_row((enum action)row)->where & s->from->bit);
}

static void run_row(struct app *a, void *ctx)
{
	int row = *(const int *)ctx;

	if (row < ACT_COUNT)
		app_act(a, (enum action)row);
	else
		extras[row - ACT_COUNT].run(a);
}

static void run(struct app *a, struct view *s, size_t index)
{
	if (index >= s->list.count)
		return;
	int row = s->rows[index];
	if (!works(s, row)) {
		app_say(a, VOICE_PROBLEM, _("\"%s\" does not work on this screen"), label_of(row));
		return;
	}
	app_pop(a); /* s is gone from here on */
	int *kept = mem_new(sizeof *kept);
	*kept = row;
	run_row(a, kept);
	if (again_busy(a))
		again_later(a, run_row, kept, mem_free);
	else
		mem_free(kept);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	if (action == ACT_BACK)
		app_pop(a);
	else if (action == ACT_ENTER)
		run(a, s, s->list.at);
	else if (!list_act(&s->list, action, 9) && edit_act(&s->query, action))
		search(a, s);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;
	int digit = app_digit(cp);

	if (digit >= 1)
		run(a, s, list_top(&s->list, PAGE) + (size_t)digit - 1);
	else if (edit_insert(&s->query, text_fold(cp)))
		search(a, s);
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct view *s = ctx;
	int r = s->rows[index];
	char key[24] = "-";
	size_t n = index - list_top(&s->list, PAGE) + 1;
	enum paint p = works(s, r) ? PAINT_TEXT : PAINT_DIM;

	if (r < ACT_COUNT)
		action_key_shown((enum action)r, key);
	canvas_text(c, at, 3, PAINT_TEXT, selected ? ">" : " ");
	if (n <= 9)
		canvas_printf(c, at, 5, PAINT_KEY, "%zu", n);
	canvas_field(c, at, 8, 30, selected ? PAINT_SEL : p, label_of(r));
	canvas_field(c, at, 39, 20, PAINT_DIM, longname_of(r));
	canvas_field(c, at, 60, 12, p, key);
	if (!works(s, r))
		canvas_text(c, at, 72, PAINT_DIM, _("not here"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");

	frame_person(a, c, 1);
	int col = canvas_text(c, f.body_top, 1, PAINT_TEXT, _("Command > "));
	list_draw(&s->list, c, f.body_top + 2, PAGE, row, s);
	if (s->list.count == 0)
		canvas_text(c, f.body_top + 2, 5, PAINT_DIM, _("No such command; delete a letter"));
	edit_draw(&s->query, c, f.body_top, col, 30, true);
	frame_hint(a, c, VOICE_HINT, _("Type initials or words, Enter or a digit runs, Esc closes"));
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

const struct screen screen_palette = {
	.name = "palette", .title = N_("Commands"), .bit = IN_PALETTE,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .digits = digits, .draw = draw,
};
