/* SPDX-License-Identifier: MIT
 *
 * Doing what the bar offers: what an act needs is asked one thing after the other, from lists where
 * the law has one, and the day it leads to is shown before it is done. The core refuses.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/casework/transfer.h"
#include "core/base/mem.h"
#include "core/standards/identity.h"
#include "core/standards/workday.h"
#include "tui/printing.h"
#include "tui/screens/case_state.h"

enum { NEED_SHOWN = 1 << 16 }; /* the day it leads to, before it is done */

static void next_need(struct app *a, struct case_page *s);

/* ---- asking ---- */

static void row(struct deal *d, size_t n, const char *code, const char *label)
{
	text_copy(d->labels[n], sizeof d->labels[n], label);
	text_copy(d->codes[n], sizeof d->codes[n], code);
	d->rows[n] = (struct choose_row){d->codes[n], d->labels[n]};
}

static void ask(struct app *a, struct case_page *s, const char *title, size_t n, const char *own,
	const char *query, void (*taken)(struct app *, void *, const char *))
{
	struct choose_arg arg = {.title = title, .rows = s->deal.rows, .n = n, .own = own, .query = query,
		.taken = taken, .ctx = s};

	(void)!choose_open(a, &arg);
}

static void left(struct app *a, struct case_page *s)
{
	s->chosen = -1;
	app_say(a, VOICE_HINT, "%s", _("Nothing was done"));
}

static const char *title_of(const struct case_page *s)
{
	return s->deal.row.kind == BAR_ACT ? _(life_text(s->deal.row.act)) : "";
}

/* Grounds of the act; the label is the answer, so the code holds its place in the list. */
static size_t ground_rows(struct deal *d, const char *act)
{
	struct ground list[CASE_GROUNDS];
	size_t n = grounds_of(act, list, CASE_GROUNDS);

	for (size_t i = 0; i < n; i++) {
		char code[16];
		text_format(code, sizeof code, "%zu", i);
		row(d, i, code, i18n_pick(list[i].text, list[i].text_en));
	}
	return n;
}

/* Words taken: a row's label, or what was typed. */
static void words_of(const struct deal *d, size_t rows, const char *code, char out[CASE_WORDS])
{
	for (size_t i = 0; i < rows; i++)
		if (code == d->codes[i] || text_equal(code, d->codes[i])) {
			text_copy(out, CASE_WORDS, d->labels[i]);
			return;
		}
	text_copy(out, CASE_WORDS, code);
}

static void reason_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		left(a, s);
		return;
	}
	words_of(&s->deal, CASE_GROUNDS, code, s->deal.reason);
	s->deal.args.reason = s->deal.reason;
	next_need(a, s);
}

static void opinion_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		left(a, s);
		return;
	}
	words_of(&s->deal, CASE_GROUNDS, code, s->deal.opinion);
	s->deal.args.opinion = s->deal.opinion;
	next_need(a, s);
}

static void verdict_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		left(a, s);
		return;
	}
	s->deal.args.grant = *code == '1';
	next_need(a, s);
}

static void ask_verdict(struct app *a, struct case_page *s)
{
	row(&s->deal, 0, "1", _("Propose to grant"));
	row(&s->deal, 1, "0", _("Propose to deny"));
	ask(a, s, title_of(s), 2, NULL, NULL, verdict_taken);
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
		left(a, s);
		return;
	}
	s->deal.args.days = (int)strtol(code, NULL, 10);
	next_need(a, s);
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
		row(&s->deal, n++, code, label);
	}
	ask(a, s, title_of(s), n, NULL, NULL, days_taken);
}

static void ask_expected(struct app *a, struct case_page *s);

static void expected_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;
	day_t day;

	if (!code) {
		left(a, s);
	} else if (!day_parse(code, &day) || day <= clock_today()) {
		app_say(a, VOICE_PROBLEM, "%s", _("The expected end is a day after today, as 2026-03-20"));
		ask_expected(a, s);
	} else {
		s->deal.args.expected = day;
		next_need(a, s);
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
		row(&s->deal, i, code, label);
	}
	ask(a, s, _("When is it expected to end? The applicant is told"), COUNT_OF(offered),
		_("Another day"), NULL, expected_taken);
}

static void pause_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		left(a, s);
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
		row(&s->deal, n++, code, _(pause_text((enum pause_kind)p)));
	}
	ask(a, s, title_of(s), n, NULL, NULL, pause_taken);
}

/* ---- the result and who has it ---- */

static void number_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		left(a, s);
		return;
	}
	text_copy(s->deal.number, sizeof s->deal.number, code);
	s->deal.args.number = s->deal.number;
	next_need(a, s);
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
	ask(a, s, title_of(s), 0, _("Number of the licence"), proposed, number_taken);
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
		left(a, s);
	} else if (!number_good(s->deal.how, code)) {
		app_say(a, VOICE_PROBLEM, "%s", _("This number does not check; read it again from the card"));
		ask_collector(a, s);
	} else {
		text_copy(s->deal.collector, sizeof s->deal.collector, code);
		s->deal.args.collector = s->deal.collector;
		next_need(a, s);
	}
}

static void ask_collector(struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);
	bool mail = text_equal(s->deal.how, "mail");
	const char *known = text_equal(s->deal.how, "self") ? c->subject :
		text_equal(s->deal.how, "agent") ? c->agent : "";

	ask(a, s, mail ? _("Sent by mail") : _("Read the card of who collects it"), 0,
		mail ? _("Number of the parcel") : _("ID number"), known, collector_taken);
}

static void how_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		left(a, s);
		return;
	}
	text_copy(s->deal.how, sizeof s->deal.how, code);
	s->deal.args.how = s->deal.how;
	ask_collector(a, s);
}

static void ask_how(struct app *a, struct case_page *s)
{
	row(&s->deal, 0, "self", _("The applicant, in person"));
	row(&s->deal, 1, "agent", _("The agent or handler"));
	row(&s->deal, 2, "other", _("Somebody else with a letter"));
	row(&s->deal, 3, "mail", _("By mail"));
	ask(a, s, title_of(s), 4, NULL, NULL, how_taken);
}

/* ---- doing it ---- */

static void told(struct app *a, struct case_page *s, enum err e)
{
	enum life_bar bar = s->deal.row.kind == BAR_ACT ? desk_life_bar(a->desk, s->deal.row.act) : BAR_NONE;
	char text[64];

	bar_text(a, &s->deal.row, text);
	if (e == ERR_BUSY)
		app_say(a, VOICE_BUSY, "%s", _("Another window is writing; press Enter again"));
	else if ((e == ERR_DENIED || e == ERR_STATE) && bar != BAR_NONE)
		app_say(a, VOICE_PROBLEM, "%s", _(life_bar_text(bar)));
	else if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, _("Recorded: %s"), text);
	if (e != ERR_BUSY)
		s->chosen = -1;
	mem_wipe(s->deal.collector, sizeof s->deal.collector);
	case_collect(a, s);
}

static void show_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (code && *code == '1')
		next_need(a, s);
	else
		left(a, s);
}

/* The day it leads to and why, before it counts (capability I6). */
static void ask_shown(struct app *a, struct case_page *s)
{
	char then[64], title[APP_MESSAGE];

	foreseen(a, s, then);
	text_format(title, sizeof title, "%s %s: %s", _(life_text(s->deal.row.act)),
		desk_case(a->desk)->number, *then ? then : _("no clock runs"));
	row(&s->deal, 0, "1", _("Yes, it counts from now"));
	row(&s->deal, 1, "0", _("No, leave it"));
	ask(a, s, title, 2, NULL, NULL, show_taken);
}

/* Done, and its papers go to the printer. */
static void do_it(struct app *a, struct case_page *s)
{
	size_t papers = desk_case(a->desk)->n_slips;
	enum err e = desk_live(a->desk, s->deal.row.act, &s->deal.args);

	if (!e)
		print_new(a, papers);
	told(a, s, e);
}

static unsigned first_need(unsigned needs)
{
	static const unsigned order[] = {NEED_VERDICT, NEED_PAUSE, NEED_DAYS, NEED_REASON, NEED_OPINION,
		NEED_NUMBER, NEED_COLLECTOR, NEED_SHOWN};

	for (size_t i = 0; i < COUNT_OF(order); i++)
		if (needs & order[i])
			return order[i];
	return 0;
}

static void next_need(struct app *a, struct case_page *s)
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
		ask(a, s, title_of(s), ground_rows(d, word), _("Or in other words"), NULL, reason_taken);
		break;
	case NEED_OPINION:
		ask(a, s, title_of(s), ground_rows(d, word), _("Or in other words"), NULL, opinion_taken);
		break;
	case NEED_NUMBER: ask_number(a, s); break;
	case NEED_COLLECTOR: ask_how(a, s); break;
	case NEED_SHOWN: ask_shown(a, s); break;
	default: do_it(a, s);
	}
}

/* ---- what is no act of its own ---- */

static void reply_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		left(a, s);
		return;
	}
	words_of(&s->deal, CASE_GROUNDS, code, s->deal.reason);
	told(a, s, desk_answer_task(a->desk, s->deal.row.index, s->deal.row.kind == BAR_TASK_FAILED,
		s->deal.reason));
}

static void light_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		left(a, s);
		return;
	}
	words_of(&s->deal, CASE_GROUNDS, code, s->deal.reason);
	told(a, s, desk_reply(a->desk, s->deal.reason));
}

static void ask_light(struct app *a, struct case_page *s)
{
	size_t n = ground_rows(&s->deal, "light");

	ask(a, s, _("Reply to the light"), n, _("Or in other words"), NULL, light_taken);
}

static void recusal_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		left(a, s);
		return;
	}
	words_of(&s->deal, CASE_GROUNDS, code, s->deal.reason);
	told(a, s, desk_recuse(a->desk, s->deal.reason));
}

static void arrived(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	const struct item *item = desk_case(a->desk)->item;
	int64_t material = 0;

	if (!code)
		left(a, s);
	else if (text_number(code, 0, (int64_t)item->n_materials - 1, &material))
		told(a, s, desk_arrived(a->desk, item->materials[material].name));
	else
		told(a, s, desk_arrived(a->desk, ""));
}

/* All of them, or which one is not there; a second missing one is told anew. */
static void ask_arrived(struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);
	char text[CASE_WORDS];
	size_t n = 0;

	text_format(text, sizeof text, _("All %zu are here"), transfer_papers(c));
	row(&s->deal, n++, "all", text);
	for (size_t i = 0; i < c->item->n_materials && n < CASE_ROWS; i++) {
		const struct material *m = &c->item->materials[i];
		char code[16];
		if (!transfer_kept(&c->chosen[i]))
			continue;
		text_format(code, sizeof code, "%zu", i);
		text_format(text, sizeof text, _("Missing: %s"), i18n_pick(m->label, m->label_en));
		row(&s->deal, n++, code, text);
	}
	ask(a, s, _("Are the papers of the slip here?"), n, NULL, NULL, arrived);
}

static void ask_recusal(struct app *a, struct case_page *s)
{
	size_t n = ground_rows(&s->deal, "recuse");

	ask(a, s, _("Ask to be left out"), n, _("Or in other words"), NULL, recusal_taken);
}

static void ask_reply(struct app *a, struct case_page *s)
{
	const struct task *t = &desk_case(a->desk)->tasks[s->deal.row.index];
	size_t n = t->kind == TASK_VERIFY ? ground_rows(&s->deal, "verify") : 0;

	ask(a, s, _(task_text(t->kind)), n, _("Or in other words"), NULL, reply_taken);
}

static void brought(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;
	enum had had;

	if (!code || !had_parse(code, &had))
		left(a, s);
	else
		told(a, s, desk_bring(a->desk, s->deal.row.index, had));
}

static void ask_brought(struct app *a, struct case_page *s)
{
	char text[64];

	for (int h = HAD_SEEN; h < HAD_COUNT; h++)
		row(&s->deal, (size_t)h - HAD_SEEN, had_word((enum had)h), _(had_text((enum had)h)));
	bar_text(a, &s->deal.row, text);
	ask(a, s, text, HAD_COUNT - HAD_SEEN, NULL, NULL, brought);
}

static void said(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (code)
		told(a, s, desk_opine(a->desk, s->deal.verdict, s->deal.department, code));
	else
		left(a, s);
}

static void department_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;
	char department[CASE_WORDS];

	if (!code) {
		left(a, s);
		return;
	}
	words_of(&s->deal, CASE_ROWS, code, department);
	text_copyn(s->deal.department, sizeof s->deal.department, department,
		text_fit(department, 30, NULL));
	ask(a, s, s->deal.department, 0, _("What they say"), NULL, said);
}

static bool listed(const struct deal *d, size_t n, const char *department)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(d->labels[i], department))
			return true;
	return !*department;
}

static void add_department(struct deal *d, size_t *n, const char *department)
{
	char code[16];

	if (*n == CASE_ROWS || listed(d, *n, department))
		return;
	text_format(code, sizeof code, "%zu", *n);
	row(d, (*n)++, code, department);
}

static void verdict_said(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;
	const struct item *item = desk_case(a->desk)->item;
	size_t n = 0;

	if (!code) {
		left(a, s);
		return;
	}
	s->deal.verdict = (enum verdict_kind)strtol(code, NULL, 10);
	add_department(&s->deal, &n, i18n_pick(item->department, item->department_en));
	for (size_t i = 0; i < item->n_parts; i++)
		add_department(&s->deal, &n, i18n_pick(item->parts[i].department, item->parts[i].department_en));
	for (size_t i = 0; i < item->n_stages; i++)
		add_department(&s->deal, &n, item->stages[i].department);
	ask(a, s, _("Whose opinion is it?"), n, _("Another department or expert"), NULL, department_taken);
}

static void ask_opinion(struct app *a, struct case_page *s)
{
	for (int v = 0; v < VERDICT_COUNT; v++) {
		char code[16];
		text_format(code, sizeof code, "%d", v);
		row(&s->deal, (size_t)v, code, _(verdict_text((enum verdict_kind)v)));
	}
	ask(a, s, _("Record an opinion"), VERDICT_COUNT, NULL, NULL, verdict_said);
}

void deal_begin(struct app *a, struct case_page *s)
{
	struct bar_row r = s->bar[s->chosen];
	const struct casefile *c = desk_case(a->desk);

	memset(&s->deal, 0, sizeof s->deal);
	s->deal.row = r;
	switch (r.kind) {
	case BAR_ACT:
		s->deal.needs = life_needs(r.act) | (r.act == LIFE_ACCEPT ? (unsigned)NEED_SHOWN : 0);
		next_need(a, s);
		break;
	case BAR_TASK: case BAR_TASK_FAILED: ask_reply(a, s); break;
	case BAR_REPLY: ask_light(a, s); break;
	case BAR_RECUSE: ask_recusal(a, s); break;
	case BAR_BRING: ask_brought(a, s); break;
	case BAR_OPINION: ask_opinion(a, s); break;
	case BAR_STAGE: told(a, s, desk_stage(a->desk, r.index, c->stages[r.index].begun_ms != 0)); break;
	case BAR_ARRIVED: ask_arrived(a, s); break;
	case BAR_PAIRS:
		s->chosen = -1;
		(void)!app_push(a, &screen_pairs, NULL);
		break;
	default:
		s->chosen = -1;
		(void)!app_push(a, &screen_parts, NULL);
	}
}

static void commented(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code)
		return;
	enum err e = desk_comment(a->desk, code);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s", _("The comment stands in the trail"));
	case_collect(a, s);
}

void deal_comment(struct app *a, struct case_page *s)
{
	if (desk_case(a->desk)->state == STATE_DRAFT) {
		app_say(a, VOICE_HINT, "%s", _("A draft takes no comment"));
		return;
	}
	ask(a, s, _("A comment on this case; it decides nothing"), 0, _("Comment"), NULL, commented);
}
