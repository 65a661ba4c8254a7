/* SPDX-License-Identifier: MIT
 *
 * Doing what the bar offers: what an act needs is asked one thing after the other, from lists where
 * the law has one, and the day it leads to is shown before it is done. The core refuses.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/standards/identity.h"
#include "core/standards/workday.h"
#include "tui/printing.h"
#include "tui/screens/case_state.h"

static const char *title_of(const struct case_page *s)
{
	return s->deal.row.kind == BAR_ACT ? _(life_text(s->deal.row.act)) : "";
}

static void reason_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	deal_words(&s->deal, CASE_GROUNDS, code, s->deal.reason);
	s->deal.args.reason = s->deal.reason;
	if (s->deal.row.act == LIFE_REFUSE && ground_elsewhere(life_word(LIFE_REFUSE), s->deal.reason))
		s->deal.needs |= NEED_AUTHORITY;
	deal_next(a, s);
}

static void authority_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	deal_words(&s->deal, CASE_ROWS, code, s->deal.authority);
	s->deal.args.authority = s->deal.authority;
	deal_next(a, s);
}

/* Not ours to decide: the applicant is told whose it is (Administrative Licensing Law art. 32(1) no. 2). */
static void ask_authority(struct app *a, struct case_page *s)
{
	const char *names[CASE_ROWS];
	const struct item *item = desk_case(a->desk)->item;
	size_t n = directory_departments(a->directory, names, CASE_ROWS), rows = 0;

	for (size_t i = 0; i < n; i++)
		if (!text_equal(names[i], i18n_pick(item->department, item->department_en))) {
			char code[16];
			text_format(code, sizeof code, "%zu", rows);
			deal_row(&s->deal, rows++, code, names[i]);
		}
	deal_ask(a, s, _("Which authority decides it? It stands on the paper"), rows,
		_("Or its name"), NULL, authority_taken);
}

static void opinion_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	deal_words(&s->deal, CASE_GROUNDS, code, s->deal.opinion);
	s->deal.args.opinion = s->deal.opinion;
	deal_next(a, s);
}

static void verdict_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	s->deal.args.grant = *code == '1';
	deal_next(a, s);
}

static void ask_verdict(struct app *a, struct case_page *s)
{
	deal_row(&s->deal, 0, "1", _("Propose to grant"));
	deal_row(&s->deal, 1, "0", _("Propose to deny"));
	deal_ask(a, s, title_of(s), 2, NULL, NULL, verdict_taken);
}

/* ---- pauses and extensions: the day before the deed ---- */

static void foreseen(const struct app *a, const struct case_page *s, char out[64])
{
	char day[11], law[11];
	day_t due, legal;

	desk_foresee(a->desk, s->deal.row.act, &s->deal.args, &due, &legal);
	text_copy(out, 64, "");
	if (due != DAY_NONE && legal != DAY_NONE) {
		day_format(due, day);
		day_format(legal, law);
		text_format(out, 64, _("due %s, by law %s"), day, law);
	} else if (due != DAY_NONE || legal != DAY_NONE) {
		day_format(due != DAY_NONE ? due : legal, day);
		text_format(out, 64, _("due %s"), day);
	}
}

static void days_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	s->deal.args.days = (int)strtol(code, NULL, 10);
	deal_next(a, s);
}

static void ask_days(struct app *a, struct case_page *s)
{
	static const int offered[] = {1, 3, 5, 7, 10, 15, 20, 30};
	int most = life_extension(desk_case(a->desk));
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(offered) && offered[i] <= most; i++) {
		char code[16], then[64], label[CASE_WORDS];
		s->deal.args.days = offered[i];
		foreseen(a, s, then);
		text_format(code, sizeof code, "%d", offered[i]);
		text_format(label, sizeof label, _("%d days more: %s"), offered[i], then);
		deal_row(&s->deal, n++, code, label);
	}
	deal_ask(a, s, title_of(s), n, NULL, NULL, days_taken);
}

static void ask_expected(struct app *a, struct case_page *s);

static void expected_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;
	day_t day;

	if (!code) {
		deal_left(a, s);
	} else if (!day_parse(code, &day) || day <= clock_today()) {
		app_say(a, VOICE_PROBLEM, "%s", _("The expected end is a day after today, as 2026-03-20"));
		ask_expected(a, s);
	} else {
		s->deal.args.expected = day;
		deal_next(a, s);
	}
}

static day_t days_on(day_t day, int n)
{
	while (n-- > 0)
		day = workday_next(day + 1);
	return day;
}

static void ask_expected(struct app *a, struct case_page *s)
{
	static const int offered[] = {1, 3, 5, 10, 15, 20};

	for (size_t i = 0; i < COUNT_OF(offered); i++) {
		char code[16], then[64], label[CASE_WORDS];
		s->deal.args.expected = days_on(clock_today(), offered[i]);
		day_format(s->deal.args.expected, code);
		foreseen(a, s, then);
		text_format(label, sizeof label, _("until %s (%d w.d.): %s"), code, offered[i], then);
		deal_row(&s->deal, i, code, label);
	}
	deal_ask(a, s, _("When is it expected to end? The applicant is told"), COUNT_OF(offered),
		_("Another day"), NULL, expected_taken);
}

static void pause_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	s->deal.args.pause = (enum pause_kind)strtol(code, NULL, 10);
	ask_expected(a, s);
}

static void ask_pause(struct app *a, struct case_page *s)
{
	unsigned may = desk_case(a->desk)->item->pauses;
	size_t n = 0;

	for (int p = 0; p < PAUSE_COUNT; p++) {
		char code[16];
		if (!(may >> p & 1))
			continue;
		text_format(code, sizeof code, "%d", p);
		deal_row(&s->deal, n++, code, _(pause_text((enum pause_kind)p)));
	}
	deal_ask(a, s, title_of(s), n, NULL, NULL, pause_taken);
}

/* ---- the result and who has it ---- */

static void number_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	text_copy(s->deal.number, sizeof s->deal.number, code);
	s->deal.args.number = s->deal.number;
	deal_next(a, s);
}

/* Proposed: the digits and letters of the case number. */
static void ask_number(struct app *a, struct case_page *s)
{
	char proposed[CASE_NUMBER] = "";
	size_t n = 0;

	for (const char *p = desk_case(a->desk)->number; *p; p++)
		if (*p != '-' && n + 1 < sizeof proposed)
			proposed[n++] = *p;
	proposed[n] = '\0';
	deal_ask(a, s, title_of(s), 0, _("Number of the licence"), proposed, number_taken);
}

static void ask_collector(struct app *a, struct case_page *s);

static bool number_good(const char *how, const char *number)
{
	struct identity id;

	if (text_equal(how, "mail"))
		return *number != '\0';
	identity_check(number, strlen(number), clock_today(), &id);
	return id.verdict.grade != GRADE_BAD;
}

static void collector_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
	} else if (!number_good(s->deal.how, code)) {
		app_say(a, VOICE_PROBLEM, "%s", _("This number does not check; read it again from the card"));
		ask_collector(a, s);
	} else {
		text_copy(s->deal.collector, sizeof s->deal.collector, code);
		s->deal.args.collector = s->deal.collector;
		deal_next(a, s);
	}
}

static void ask_collector(struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);
	bool mail = text_equal(s->deal.how, "mail");
	const char *known = text_equal(s->deal.how, "self") ? c->subject :
		text_equal(s->deal.how, "agent") ? c->agent : "";

	deal_ask(a, s, mail ? _("Sent by mail") : _("Read the card of who collects it"), 0,
		mail ? _("Number of the parcel") : _("ID number"), known, collector_taken);
}

static void how_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	text_copy(s->deal.how, sizeof s->deal.how, code);
	s->deal.args.how = s->deal.how;
	ask_collector(a, s);
}

static void ask_how(struct app *a, struct case_page *s)
{
	deal_row(&s->deal, 0, "self", _("The applicant, in person"));
	deal_row(&s->deal, 1, "agent", _("The agent or handler"));
	deal_row(&s->deal, 2, "other", _("Somebody else with a letter"));
	deal_row(&s->deal, 3, "mail", _("By mail"));
	deal_ask(a, s, title_of(s), 4, NULL, NULL, how_taken);
}

/* ---- doing it ---- */

static void show_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (code && *code == '1')
		deal_next(a, s);
	else
		deal_left(a, s);
}

/* The day it leads to and why, before it counts (capability I6). */
static void ask_shown(struct app *a, struct case_page *s)
{
	char then[64], title[APP_MESSAGE];

	foreseen(a, s, then);
	text_format(title, sizeof title, "%s %s: %s", _(life_text(s->deal.row.act)),
		desk_case(a->desk)->number, *then ? then : _("no clock runs"));
	deal_row(&s->deal, 0, "1", _("Yes, it counts from now"));
	deal_row(&s->deal, 1, "0", _("No, leave it"));
	deal_ask(a, s, title, 2, NULL, NULL, show_taken);
}

/* Done, and its papers go to the printer. */
static void do_it(struct app *a, struct case_page *s)
{
	size_t papers = desk_case(a->desk)->n_slips;
	enum err e = desk_live(a->desk, s->deal.row.act, &s->deal.args);

	if (!e)
		print_new(a, papers);
	deal_told(a, s, e);
}

static unsigned first_need(unsigned needs)
{
	static const unsigned order[] = {NEED_VERDICT, NEED_PAUSE, NEED_DAYS, NEED_REASON, NEED_AUTHORITY, NEED_OPINION,
		NEED_NUMBER, NEED_COLLECTOR, NEED_SHOWN};

	for (size_t i = 0; i < COUNT_OF(order); i++)
		if (needs & order[i])
			return order[i];
	return 0;
}

void deal_next(struct app *a, struct case_page *s)
{
	struct deal *d = &s->deal;
	unsigned need = first_need(d->needs);
	const char *word = life_word(d->row.act);

	d->needs &= ~need;
	switch (need) {
	case NEED_VERDICT: ask_verdict(a, s); break;
	case NEED_PAUSE: ask_pause(a, s); break;
	case NEED_DAYS: ask_days(a, s); break;
	case NEED_REASON:
		deal_ask(a, s, title_of(s), deal_grounds(d, word), _("Or in other words"), NULL, reason_taken);
		break;
	case NEED_AUTHORITY: ask_authority(a, s); break;
	case NEED_OPINION:
		deal_ask(a, s, title_of(s), deal_grounds(d, word), _("Or in other words"), NULL, opinion_taken);
		break;
	case NEED_NUMBER: ask_number(a, s); break;
	case NEED_COLLECTOR: ask_how(a, s); break;
	case NEED_SHOWN: ask_shown(a, s); break;
	default: do_it(a, s);
	}
}
