/* SPDX-License-Identifier: MIT
 *
 * A calendar by two people: an administrator names the file, a supervisor sees the days that change and
 * every due day that would move before it counts.
 */
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/deadline.h"
#include "core/casework/shelf.h"
#include "core/standards/workday.h"
#include "tui/again.h"
#include "tui/app.h"
#include "tui/fill.h"
#include "tui/moved.h"
#include "tui/screens/calendar_state.h"

enum { PATH_CHARACTERS = 120, MESSAGE_BYTES = 16384 };

void calendar_drop(struct calendar_view *s)
{
	look_free(s->look);
	mem_free(s->changes);
	mem_free(s->text);
	mem_free(s->rows);
	s->look = NULL;
	s->changes = NULL;
	s->text = NULL;
	s->rows = NULL;
	s->looked = s->waits = false;
}

static bool is(const struct app *a, enum role role)
{
	const struct operator_info *me = operator_current(a->store);

	return me && me->role == role;
}

static bool supervises(const struct app *a)
{
	return is(a, ROLE_SUPERVISOR);
}

void calendar_load(struct app *a, struct calendar_view *s)
{
	calendar_drop(s);
	s->waits = yearbook_waiting(a->store, &s->proposal) == OK;
	if (!s->waits)
		return;
	s->changes = mem_array(YEARBOOK_CHANGES, sizeof *s->changes);
	s->n_changes = yearbook_changes(a->store, &s->proposal.calendar, s->changes, YEARBOOK_CHANGES);
	if (supervises(a) && look_new(a->store, &s->proposal.calendar, shelf_find, desk_shelf(a->desk),
				     &s->look) == OK)
		a->soon = true;
	s->looked = !s->look;
}

void calendar_compare(struct app *a, struct calendar_view *s)
{
	bool whole = false;

	if (!s->look || s->looked)
		return;
	enum err e = look_step(s->look, &whole);
	if (e && e != ERR_BUSY) /* that case was left out: said, for nothing is to move unseen */
		app_say(a, VOICE_PROBLEM, "%s", _("A case could not be compared; onetrip verify tells why"));
	s->looked = whole;
	a->soon = !whole;
	if (whole)
		a->dirty = true;
}

/* ---- put in force ---- */

static void put_in_force(struct app *a, void *ctx)
{
	struct calendar_view *s = ctx;
	int year = s->proposal.calendar.year;
	enum err e = yearbook_confirm(a->store, s->proposal.hash);

	if (e)
		app_fail(a, e);
	if (e == ERR_BUSY && again_busy(a))
		again_later(a, put_in_force, s, NULL);
	if (!e)
		e = inforce_apply(a->store, &a->inforce); /* known here: nothing to be told at the next turn */
	if (e)
		return;
	calendar_load(a, s);
	s->year = year;
	calendar_read_year(s);
	moved_begin(a); /* told days that move are written into their cases */
	app_say(a, VOICE_HINT, _("The calendar of %d counts now"), year);
	a->dirty = true;
}

static void withdraw(struct app *a, void *ctx)
{
	struct calendar_view *s = ctx;
	enum err e = yearbook_withdraw(a->store, s->proposal.hash);

	if (e)
		app_fail(a, e);
	if (e == ERR_BUSY && again_busy(a))
		again_later(a, withdraw, s, NULL);
	if (e)
		return;
	calendar_load(a, s);
	app_say(a, VOICE_HINT, "%s", _("Withdrawn; the calendar stays as it is"));
	a->dirty = true;
}

static void chosen(struct app *a, void *ctx, int index)
{
	const struct calendar_view *s = ctx;

	if (index < 0)
		return;
	if (index == s->put)
		put_in_force(a, ctx);
	else if (index == s->withdraw)
		withdraw(a, ctx);
}

static void row_of_day(char *out, const struct calendar_day *d)
{
	char day[11];

	day_format(d->day, day);
	text_format(out, CALENDAR_ROW, d->working ? _("%s  becomes a working day") : _("%s  becomes a day off"),
		day);
}

static const char *clock_of(const char *word)
{
	for (int k = 0; k < CLOCK_KIND_COUNT; k++)
		if (text_equal(clock_kind_word((enum clock_kind)k), word))
			return clock_kind_text((enum clock_kind)k);
	return word;
}

static void row_of_case(char *out, const struct moved *m)
{
	char now[11], then[11];

	day_format(m->told, now);
	day_format(m->now, then);
	text_format(out, CALENDAR_ROW, "%s  %s  %s -> %s%s", m->number, _(clock_of(m->clock)), now, then,
		m->provisional ? " ~" : "");
}

static int add_row(struct calendar_view *s, size_t *n, const char *text)
{
	text_copy(s->text[*n], CALENDAR_ROW, text);
	return (int)(*n)++;
}

/* What may be done, then what would change. */
static size_t fill_rows(const struct app *a, struct calendar_view *s, const struct moved *moved, size_t n_moved)
{
	size_t n = 0, room = CHOOSE_ROWS - 1;

	mem_free(s->text);
	mem_free(s->rows);
	s->text = mem_array(CHOOSE_ROWS, sizeof *s->text);
	s->rows = mem_array(CHOOSE_ROWS, sizeof *s->rows);
	(void)add_row(s, &n, _("Leave everything as it is"));
	s->put = supervises(a) ? add_row(s, &n, _("Put it in force")) : -1;
	s->withdraw = supervises(a) || is(a, ROLE_ADMIN) ? add_row(s, &n, _("Withdraw it")) : -1;
	for (size_t i = 0; i < s->n_changes && n < room; i++)
		row_of_day(s->text[n++], &s->changes[i]);
	for (size_t i = 0; i < n_moved && n < room; i++)
		row_of_case(s->text[n++], &moved[i]);
	if (n == room)
		(void)add_row(s, &n, _("More than fit here: onetrip calendar waiting lists all of them"));
	for (size_t i = 0; i < n; i++)
		s->rows[i] = (struct choose_row){"", s->text[i]};
	return n;
}

static void show(struct app *a, struct calendar_view *s)
{
	const struct moved *moved = NULL;
	size_t n_moved = s->look ? look_moved(s->look, &moved) : 0;
	size_t n = fill_rows(a, s, moved, n_moved);
	char title[APP_MESSAGE];

	if (s->look)
		text_format(title, sizeof title, _("Calendar of %d by %s: %zu days change, %zu due days move"),
			s->proposal.calendar.year, s->proposal.by, s->n_changes, n_moved);
	else
		text_format(title, sizeof title, _("Calendar of %d by %s: %zu days change"),
			s->proposal.calendar.year, s->proposal.by, s->n_changes);
	struct choose_arg arg = {.title = title, .rows = s->rows, .n = n, .confirm = true, .done = chosen,
		.ctx = s};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

/* ---- propose ---- */

static enum err refused(struct fill_said *said, enum err e, const char *messages)
{
	size_t len = 0;

	while (messages[len] && messages[len] != '\n')
		len++;
	said->at = 0;
	if (len)
		text_copyn(said->why, sizeof said->why, messages, len);
	else if (e == ERR_EXISTS)
		text_copy(said->why, sizeof said->why, _("This very calendar waits already"));
	return e;
}

static enum err send(struct app *a, void *ctx, const char *const *values, struct fill_said *said)
{
	struct buf text, messages;

	(void)ctx;
	buf_init(&text, CALENDAR_BYTES);
	buf_init(&messages, MESSAGE_BYTES);
	enum err e = file_read(values[0], &text);
	if (!e)
		e = yearbook_propose(a->store, values[0], buf_text(&text), text.len, &messages);
	if (e && e != ERR_BUSY)
		(void)!refused(said, e, buf_text(&messages));
	buf_release(&messages);
	buf_release(&text);
	return e;
}

static void proposed(struct app *a, void *ctx)
{
	calendar_load(a, ctx);
	app_say(a, VOICE_HINT, "%s", _("Proposed; a supervisor looks at it here and puts it in force"));
}

static void propose(struct app *a, struct calendar_view *s)
{
	const struct fill_field fields[] = {{.label = N_("File"), .max = PATH_CHARACTERS,
		.hint = N_("A row a day: YYYY-MM-DD, H off or W worked, a name; tabs between")}};
	struct fill_arg arg = {.title = _("Propose a year's calendar. A supervisor puts it in force"),
		.fields = fields, .n = COUNT_OF(fields), .send = send, .done = proposed, .ctx = s};
	enum err e = fill_ask(a, &arg);

	if (e)
		app_fail(a, e);
}

void calendar_open(struct app *a, struct calendar_view *s)
{
	const struct operator_info *me = operator_current(a->store);

	if (s->waits && s->looked)
		show(a, s);
	else if (s->waits)
		app_say(a, VOICE_HINT, "%s", _("Cases are still being compared; once more in a moment"));
	else if (me && me->role == ROLE_ADMIN)
		propose(a, s);
	else
		app_say(a, VOICE_HINT, "%s", _("No calendar waits; administrators propose one here"));
}
