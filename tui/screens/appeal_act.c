/* SPDX-License-Identifier: MIT
 *
 * Doing what the bar offers: what an act needs is asked one thing after the other, from lists where
 * there is one. The core refuses.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/standards/codes.h"
#include "tui/screens/appeal_page.h"

static void next_need(struct app *a, struct appeal_page *s);

/* ---- the end ---- */

static void done(struct app *a, struct appeal_page *s)
{
	enum err e = desk_appeal(a->desk, s->act, &s->args);

	s->chosen = -1;
	if (e == ERR_NOTFOUND)
		app_say(a, VOICE_PROBLEM, "%s", _("There is no case of this number here"));
	else if (e == ERR_DENIED || e == ERR_STATE)
		app_say(a, VOICE_PROBLEM, "%s", desk_appeal_bar(a->desk, s->act) ?
			_(appeal_bar_text(desk_appeal_bar(a->desk, s->act))) :
			_("The other appeal does not take it; look at it first"));
	else if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, _("Written down: %s"), _(appeal_act_text(s->act)));
	if (!e && *appeal_act_document(s->act) && desk_print(a->desk))
		app_say(a, VOICE_PROBLEM, "%s", _("Written down; its paper was not printed, Ctrl+P prints it"));
	appeal_collect(a, s);
}

/* ---- asking ---- */

static void row(struct appeal_page *s, size_t n, const char *code, const char *label)
{
	text_copyn(s->labels[n], APPEAL_LABEL, label, text_fit(label, APPEAL_LABEL / 3, NULL));
	text_copy(s->codes[n], sizeof s->codes[n], code);
	s->rows[n] = (struct choose_row){s->codes[n], s->labels[n]};
}

static void ask(struct app *a, struct appeal_page *s, const char *title, size_t n, const char *own,
	void (*taken)(struct app *, void *, const char *))
{
	struct choose_arg arg = {.title = title, .rows = s->rows, .n = n, .own = own,
		.filter = n == 0 || n > 9, .taken = taken, .ctx = s};

	(void)!choose_open(a, &arg);
}

static bool went_on(struct app *a, struct appeal_page *s, const char *code)
{
	if (code)
		return true;
	s->chosen = -1;
	app_say(a, VOICE_HINT, "%s", _("Nothing was done"));
	return false;
}

static size_t set_rows(struct appeal_page *s, const char *set, const char *first)
{
	const struct code *list;
	size_t all = codes_list(set, &list), n = 0;
	const struct code *one = codes_find(set, first);

	if (one)
		row(s, n++, one->code, i18n_pick(one->name, one->name_en));
	for (size_t i = 0; i < all && n < APPEAL_ROWS; i++)
		if (!one || !text_equal(list[i].code, one->code))
			row(s, n++, list[i].code, i18n_pick(list[i].name, list[i].name_en));
	return n;
}

static void unit_taken(struct app *a, void *ctx, const char *code)
{
	struct appeal_page *s = ctx;

	if (!went_on(a, s, code))
		return;
	text_copy(s->code, sizeof s->code, code);
	s->args.unit = s->code;
	next_need(a, s);
}

static void ground_taken(struct app *a, void *ctx, const char *code)
{
	struct appeal_page *s = ctx;

	if (!went_on(a, s, code))
		return;
	text_copy(s->code, sizeof s->code, code);
	s->args.ground = s->code;
	next_need(a, s);
}

/* A line of the list, or own words. */
static void words_taken(struct app *a, void *ctx, const char *code)
{
	struct appeal_page *s = ctx;
	int64_t at = -1;

	if (!went_on(a, s, code))
		return;
	if (text_starts(code, "#") && text_number(code + 1, 0, APPEAL_ROWS - 1, &at)) {
		text_copy(s->reason, sizeof s->reason, i18n_pick(s->grounds[at].text, s->grounds[at].text_en));
		text_copy(s->clause, sizeof s->clause, s->grounds[at].law);
	} else {
		text_copyn(s->reason, sizeof s->reason, code, text_fit(code, APPEAL_LABEL / 3, NULL));
	}
	if (s->act == APPEAL_REPLY || s->act == APPEAL_VISIT)
		s->args.text = s->reason;
	else
		s->args.reason = s->reason;
	s->args.clause = *s->clause ? s->clause : NULL;
	next_need(a, s);
}

/* Words an act is usually explained by; a return names its clause, so it has no other ones. */
static void ask_words(struct app *a, struct appeal_page *s)
{
	char act[40];

	text_format(act, sizeof act, "appeal-%s", appeal_act_word(s->act));
	size_t n = grounds_of(act, s->grounds, 9);
	for (size_t i = 0; i < n; i++) {
		char code[8], label[2 * APPEAL_LABEL];
		const struct ground *g = &s->grounds[i];
		text_format(code, sizeof code, "#%zu", i);
		text_format(label, sizeof label, *g->law ? "%s (%s)" : "%s%s",
			i18n_pick(g->text, g->text_en), g->law);
		row(s, n ? i : 0, code, label);
	}
	ask(a, s, _(appeal_act_text(s->act)), n,
		appeal_act_needs(s->act) & APPEAL_NEEDS_CLAUSE ? NULL : _("In other words"), words_taken);
}

static void days_taken(struct app *a, void *ctx, const char *code)
{
	struct appeal_page *s = ctx;
	int64_t days = 0;

	if (!went_on(a, s, code))
		return;
	if (!text_number(code, 1, appeal_extension(desk_case(a->desk)), &days)) {
		s->chosen = -1;
		app_say(a, VOICE_PROBLEM, _("At most %d days"), appeal_extension(desk_case(a->desk)));
		return;
	}
	s->args.days = (int)days;
	next_need(a, s);
}

static void ask_days(struct app *a, struct appeal_page *s)
{
	static const int offers[] = {3, 5, 10, 15, 30};
	int most = appeal_extension(desk_case(a->desk));
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(offers); i++) {
		char code[8], label[40];
		if (offers[i] > most)
			continue;
		text_format(code, sizeof code, "%d", offers[i]);
		text_format(label, sizeof label, _("%d days"), offers[i]);
		row(s, n++, code, label);
	}
	if (n == 0)
		row(s, n++, "1", _("1 day"));
	ask(a, s, _("By how many days?"), n, NULL, days_taken);
}

static void outcome_taken(struct app *a, void *ctx, const char *code)
{
	struct appeal_page *s = ctx;

	if (!went_on(a, s, code))
		return;
	for (int o = 1; o < APPEAL_OUTCOMES; o++)
		if (text_equal(appeal_outcome_word((enum appeal_outcome)o), code))
			s->args.outcome = (enum appeal_outcome)o;
	ask_words(a, s);
}

static void ask_outcome(struct app *a, struct appeal_page *s)
{
	size_t n = 0;

	for (int o = 1; o < APPEAL_OUTCOMES; o++)
		row(s, n++, appeal_outcome_word((enum appeal_outcome)o),
			_(appeal_outcome_text((enum appeal_outcome)o)));
	ask(a, s, _("What did the caller say?"), n, NULL, outcome_taken);
}

static void case_taken(struct app *a, void *ctx, const char *code)
{
	struct appeal_page *s = ctx;

	if (!went_on(a, s, code))
		return;
	text_copyn(s->number, sizeof s->number, code, strlen(code));
	s->args.number = s->number;
	next_need(a, s);
}

/* The like of it first, each with what they have in common. */
static void ask_case(struct app *a, struct appeal_page *s)
{
	struct appeal_twin twins[APPEAL_TWINS];
	size_t n = 0, found = 0;

	if (s->act == APPEAL_MERGE && desk_twins(a->desk, twins, &found))
		found = 0;
	for (size_t i = 0; i < found; i++) {
		struct buf why;
		char label[APPEAL_LABEL];
		buf_init(&why, 512);
		twin_words(twins[i].why, &why);
		text_format(label, sizeof label, "%s  %s", twins[i].number, buf_text(&why));
		row(s, n++, twins[i].number, label);
		buf_release(&why);
	}
	ask(a, s, s->act == APPEAL_MERGE ? _("Under which one?") : _("Which case is it about?"), n,
		_("Number of the case"), case_taken);
}

static void next_need(struct app *a, struct appeal_page *s)
{
	unsigned left = s->needs;

	if (left & APPEAL_NEEDS_UNIT) {
		s->needs &= ~(unsigned)APPEAL_NEEDS_UNIT;
		ask(a, s, _("To which unit?"), set_rows(s, APPEAL_UNITS, appeal_unit(desk_case(a->desk))),
			NULL, unit_taken);
	} else if (left & APPEAL_NEEDS_GROUND) {
		s->needs &= ~(unsigned)APPEAL_NEEDS_GROUND;
		ask(a, s, _("On which ground is it not taken on?"),
			set_rows(s, appeal_grounds(desk_case(a->desk)),
				appeal_answer(desk_case(a->desk), "refusal")), NULL, ground_taken);
	} else if (left & APPEAL_NEEDS_OUTCOME) {
		s->needs &= ~(unsigned)APPEAL_NEEDS_OUTCOME;
		ask_outcome(a, s);
	} else if (left & APPEAL_NEEDS_CASE) {
		s->needs &= ~(unsigned)APPEAL_NEEDS_CASE;
		ask_case(a, s);
	} else if (left & APPEAL_NEEDS_DAYS) {
		s->needs &= ~(unsigned)APPEAL_NEEDS_DAYS;
		ask_days(a, s);
	} else if (left & (APPEAL_NEEDS_REASON | APPEAL_NEEDS_CLAUSE | APPEAL_NEEDS_TEXT)) {
		s->needs &= ~(unsigned)(APPEAL_NEEDS_REASON | APPEAL_NEEDS_CLAUSE | APPEAL_NEEDS_TEXT);
		ask_words(a, s);
	} else {
		done(a, s);
	}
}

/* ---- the caller's rating, told on the telephone ---- */

static void level_taken(struct app *a, void *ctx, const char *code)
{
	struct appeal_page *s = ctx;
	const struct casefile *c = desk_case(a->desk);
	int64_t level = 0;

	s->chosen = -1;
	if (!code || !text_number(code, 1, RATING_BEST, &level))
		return;
	struct uid id = c->id;
	struct rate_said said = {.occasion = OCCASION_VISIT, .channel = RATING_PHONE, .level = (int)level,
		.tags = "", .clerk = c->appeal->replied_by, .again = -1};
	enum err e = desk_rate(a->desk, &id, &said);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s", _("Rated"));
	appeal_collect(a, s);
}

static void ask_level(struct app *a, struct appeal_page *s)
{
	size_t n = 0;

	for (int level = RATING_BEST; level >= 1; level--) {
		char code[4];
		text_format(code, sizeof code, "%d", level);
		row(s, n++, code, rating_level_name(level));
	}
	ask(a, s, _("How does the caller rate it?"), n, NULL, level_taken);
}

void appeal_begin(struct app *a, struct appeal_page *s)
{
	s->act = s->bar[s->chosen];
	s->args = (struct appeal_args){0};
	*s->clause = '\0';
	if (s->act == APPEAL_ACTS) {
		ask_level(a, s);
		return;
	}
	s->needs = appeal_act_needs(s->act);
	next_need(a, s);
}
