/* SPDX-License-Identifier: MIT
 *
 * What acts of the bar share: lists of rows, grounds of law, words taken, and what is said when it is
 * done. Here also what the bar offers that is no act of life.h: replies, recusal, papers, opinions.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/casework/inward.h"
#include "core/casework/transfer.h"
#include "tui/screens/case_state.h"

/* ---- asking ---- */

void deal_row(struct deal *d, size_t n, const char *code, const char *label)
{
	text_copy(d->labels[n], sizeof d->labels[n], label);
	text_copy(d->codes[n], sizeof d->codes[n], code);
	d->rows[n] = (struct choose_row){d->codes[n], d->labels[n]};
}

void deal_ask(struct app *a, struct case_page *s, const char *title, size_t n, const char *own,
	const char *query, void (*taken)(struct app *, void *, const char *))
{
	struct choose_arg arg = {.title = title, .rows = s->deal.rows, .n = n, .own = own, .query = query,
		.taken = taken, .ctx = s};

	(void)!choose_open(a, &arg);
}

void deal_left(struct app *a, struct case_page *s)
{
	s->chosen = -1;
	app_say(a, VOICE_HINT, "%s", _("Nothing was done"));
}

/* Grounds of the act; the label is the answer, so the code holds its place in the list. */
size_t deal_grounds(struct deal *d, const char *act)
{
	struct ground list[CASE_GROUNDS];
	size_t n = grounds_of(act, list, CASE_GROUNDS);

	for (size_t i = 0; i < n; i++) {
		char code[16];
		text_format(code, sizeof code, "%zu", i);
		deal_row(d, i, code, i18n_pick(list[i].text, list[i].text_en));
	}
	return n;
}

/* Words taken: a row's label, or what was typed. */
void deal_words(const struct deal *d, size_t rows, const char *code, char out[CASE_WORDS])
{
	for (size_t i = 0; i < rows; i++)
		if (code == d->codes[i] || text_equal(code, d->codes[i])) {
			text_copy(out, CASE_WORDS, d->labels[i]);
			return;
		}
	text_copy(out, CASE_WORDS, code);
}

void deal_told(struct app *a, struct case_page *s, enum err e)
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

/* ---- what is no act of its own ---- */

static void reply_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	deal_words(&s->deal, CASE_GROUNDS, code, s->deal.reason);
	deal_told(a, s, desk_answer_task(a->desk, s->deal.row.index, s->deal.row.kind == BAR_TASK_FAILED,
		s->deal.reason));
}

static void light_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	deal_words(&s->deal, CASE_GROUNDS, code, s->deal.reason);
	deal_told(a, s, desk_reply(a->desk, s->deal.reason));
}

static void ask_light(struct app *a, struct case_page *s)
{
	size_t n = deal_grounds(&s->deal, "light");

	deal_ask(a, s, _("Reply to the light"), n, _("Or in other words"), NULL, light_taken);
}

static void recusal_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	deal_words(&s->deal, CASE_GROUNDS, code, s->deal.reason);
	deal_told(a, s, desk_recuse(a->desk, s->deal.reason));
}

static void arrived(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	const struct item *item = desk_case(a->desk)->item;
	int64_t material = 0;

	if (!code)
		deal_left(a, s);
	else if (text_number(code, 0, (int64_t)item->n_materials - 1, &material))
		deal_told(a, s, desk_arrived(a->desk, item->materials[material].name));
	else
		deal_told(a, s, desk_arrived(a->desk, ""));
}

/* All of them, or which one is not there; a second missing one is told anew. */
static void ask_arrived(struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);
	char text[CASE_WORDS];
	size_t n = 0;

	text_format(text, sizeof text, _("All %zu are here"), transfer_papers(c));
	deal_row(&s->deal, n++, "all", text);
	for (size_t i = 0; i < c->item->n_materials && n < CASE_ROWS; i++) {
		const struct material *m = &c->item->materials[i];
		char code[16];
		if (!transfer_kept(&c->chosen[i]))
			continue;
		text_format(code, sizeof code, "%zu", i);
		text_format(text, sizeof text, _("Missing: %s"), i18n_pick(m->label, m->label_en));
		deal_row(&s->deal, n++, code, text);
	}
	deal_ask(a, s, _("Are the papers of the slip here?"), n, NULL, NULL, arrived);
}

/* ---- between regions ---- */

static void wanted(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;
	enum crossing_want want = s->deal.row.kind == BAR_WITHDRAW ? WANT_WITHDRAW : WANT_RECALL;

	if (!code) {
		deal_left(a, s);
		return;
	}
	deal_words(&s->deal, CASE_GROUNDS, code, s->deal.reason);
	deal_told(a, s, desk_ask_region(a->desk, want, s->deal.reason));
}

static void ask_wanted(struct app *a, struct case_page *s)
{
	bool withdraw = s->deal.row.kind == BAR_WITHDRAW;
	size_t n = deal_grounds(&s->deal, withdraw ? "retract" : "recall");
	char text[64];

	bar_text(a, &s->deal.row, text);
	deal_ask(a, s, text, n, _("Or in other words"), NULL, wanted);
}

static void refused(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (!code) {
		deal_left(a, s);
		return;
	}
	deal_words(&s->deal, INWARD_REFUSALS, code, s->deal.reason);
	deal_told(a, s, desk_answer_region(a->desk, false, s->deal.reason));
}

static void ask_refused(struct app *a, struct case_page *s)
{
	char text[64], code[4];

	for (size_t i = 0; i < INWARD_REFUSALS; i++) {
		text_format(code, sizeof code, "%zu", i);
		deal_row(&s->deal, i, code, _(inward_refusals[i]));
	}
	bar_text(a, &s->deal.row, text);
	deal_ask(a, s, text, INWARD_REFUSALS, NULL, NULL, refused);
}

static void ask_recusal(struct app *a, struct case_page *s)
{
	size_t n = deal_grounds(&s->deal, "recuse");

	deal_ask(a, s, _("Ask to be left out"), n, _("Or in other words"), NULL, recusal_taken);
}

static void ask_reply(struct app *a, struct case_page *s)
{
	const struct task *t = &desk_case(a->desk)->tasks[s->deal.row.index];
	size_t n = t->kind == TASK_VERIFY ? deal_grounds(&s->deal, "verify") : 0;

	deal_ask(a, s, _(task_text(t->kind)), n, _("Or in other words"), NULL, reply_taken);
}

static void brought(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;
	enum had had;

	if (!code || !had_parse(code, &had))
		deal_left(a, s);
	else
		deal_told(a, s, desk_bring(a->desk, s->deal.row.index, had));
}

static void ask_brought(struct app *a, struct case_page *s)
{
	char text[64];

	for (int h = HAD_SEEN; h < HAD_COUNT; h++)
		deal_row(&s->deal, (size_t)h - HAD_SEEN, had_word((enum had)h), _(had_text((enum had)h)));
	bar_text(a, &s->deal.row, text);
	deal_ask(a, s, text, HAD_COUNT - HAD_SEEN, NULL, NULL, brought);
}

static void said(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;

	if (code)
		deal_told(a, s, desk_opine(a->desk, s->deal.verdict, s->deal.department, code));
	else
		deal_left(a, s);
}

static void department_taken(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;
	char department[CASE_WORDS];

	if (!code) {
		deal_left(a, s);
		return;
	}
	deal_words(&s->deal, CASE_ROWS, code, department);
	text_copyn(s->deal.department, sizeof s->deal.department, department,
		text_fit(department, 30, NULL));
	deal_ask(a, s, s->deal.department, 0, _("What they say"), NULL, said);
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
	deal_row(d, (*n)++, code, department);
}

static void verdict_said(struct app *a, void *ctx, const char *code)
{
	struct case_page *s = ctx;
	const struct item *item = desk_case(a->desk)->item;
	size_t n = 0;

	if (!code) {
		deal_left(a, s);
		return;
	}
	s->deal.verdict = (enum verdict_kind)strtol(code, NULL, 10);
	add_department(&s->deal, &n, i18n_pick(item->department, item->department_en));
	for (size_t i = 0; i < item->n_parts; i++)
		add_department(&s->deal, &n, i18n_pick(item->parts[i].department, item->parts[i].department_en));
	for (size_t i = 0; i < item->n_stages; i++)
		add_department(&s->deal, &n, item->stages[i].department);
	deal_ask(a, s, _("Whose opinion is it?"), n, _("Another department or expert"), NULL, department_taken);
}

static void ask_opinion(struct app *a, struct case_page *s)
{
	for (int v = 0; v < VERDICT_COUNT; v++) {
		char code[16];
		text_format(code, sizeof code, "%d", v);
		deal_row(&s->deal, (size_t)v, code, _(verdict_text((enum verdict_kind)v)));
	}
	deal_ask(a, s, _("Record an opinion"), VERDICT_COUNT, NULL, NULL, verdict_said);
}

void deal_begin(struct app *a, struct case_page *s)
{
	struct bar_row r = s->bar[s->chosen];
	const struct casefile *c = desk_case(a->desk);

	memset(&s->deal, 0, sizeof s->deal);
	s->deal.row = r;
	switch (r.kind) {
	case BAR_ACT:
		s->deal.needs = life_needs(r.act) |
			(r.act == LIFE_ACCEPT || r.act == LIFE_PAUSE ? (unsigned)NEED_SHOWN : 0);
		if (r.act == LIFE_PAUSE)
			desk_proposed(a->desk, &s->deal.args);
		deal_next(a, s);
		break;
	case BAR_TASK: case BAR_TASK_FAILED: ask_reply(a, s); break;
	case BAR_REPLY: ask_light(a, s); break;
	case BAR_RECUSE: ask_recusal(a, s); break;
	case BAR_WITHDRAW: case BAR_RECALL: ask_wanted(a, s); break;
	case BAR_AGREE: deal_told(a, s, desk_answer_region(a->desk, true, NULL)); break;
	case BAR_REFUSE: ask_refused(a, s); break;
	case BAR_BRING: ask_brought(a, s); break;
	case BAR_OPINION: ask_opinion(a, s); break;
	case BAR_STAGE: deal_told(a, s, desk_stage(a->desk, r.index, c->stages[r.index].begun_ms != 0)); break;
	case BAR_ARRIVED: ask_arrived(a, s); break;
	case BAR_PAIRS:
		s->chosen = -1;
		(void)!app_push(a, &screen_pairs, NULL);
		break;
	case BAR_APPEAL:
		s->chosen = -1;
		app_draft_appeal(a);
		break;
	case BAR_BRANCH:
		s->chosen = -1;
		(void)!app_push(a, &screen_branch, NULL);
		break;
	case BAR_DOCUMENTS:
		s->chosen = -1;
		(void)!app_push(a, &screen_material, NULL);
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
	deal_ask(a, s, _("A comment on this case; it decides nothing"), 0, _("Comment"), NULL, commented);
}
