/* SPDX-License-Identifier: MIT
 *
 * Appeals: every act from every state, who may, what is told once, the clocks by the calendar, and
 * the state of the casefile that follows. Expected answers are those of domain.md 1, 4 and 9.2 and of
 * capabilities L1 to L8.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/life.h"
#include "core/casework/rating.h"
#include "core/standards/tables.h"

static struct item *items[2]; /* 12345, 12358 */
static struct casefile file;
static int64_t now_ms;

#define HOUSING "11339900MB9D00084D"
#define MASTER "number=260316-A03-001", "id=00112233445566778899aabbccddeeff"

/* ---- what happens ---- */

static enum err happen(const char *kind, const char *actor, const char *const *words)
{
	struct event e = {.at_ms = now_ms};
	struct fold f = {.file = &file, .event = &e};

	text_copy(e.actor, sizeof e.actor, actor);
	for (size_t i = 0; words[i]; i++) {
		char name[40];
		const char *equals = strchr(words[i], '=');
		text_copyn(name, sizeof name, words[i], (size_t)(equals - words[i]));
		record_add(&e.body, name, equals + 1);
	}
	enum err err = fold_of(kind)(&f);
	record_release(&e.body);
	return err;
}

#define HAPPEN(kind, actor, ...) happen(kind, actor, (const char *const[]){__VA_ARGS__, NULL})
#define ACT(actor, ...) HAPPEN("APPEAL", actor, __VA_ARGS__)
#define GOES(actor, ...) assert_int_equal(ACT(actor, __VA_ARGS__), OK)

static void answer(const char *name, const char *value)
{
	int at = item_field(file.item, name);
	char text[64];

	assert_true(at >= 0);
	text_copy(text, sizeof text, value);
	draft_set(&file.draft, (size_t)at, &(struct answer){.value = text, .origin = ORIGIN_TYPED});
}

static void begin(struct item *item, const char *when)
{
	casefile_release(&file);
	file.item = item;
	file.state = STATE_RECEIVED;
	draft_init(&file.draft, item);
	file.marks = mem_array(item->n_materials + 1, sizeof *file.marks);
	file.stages = mem_array(item->n_stages + 1, sizeof *file.stages);
	assert_true(clock_parse(when, &now_ms));
	file.received_ms = now_ms;
	text_copy(file.subject, sizeof file.subject, "339901198808081226");
}

/* As the desk writes it behind the acceptance. */
static void registered(void)
{
	struct event e = {.at_ms = now_ms, .actor = "1024"};
	struct fold f = {.file = &file, .event = &e};

	appeal_register(&file, "住建", &e.body);
	assert_int_equal(fold_of("APPEAL")(&f), OK);
	assert_int_equal(fold_of("APPEAL")(&f), ERR_STATE); /* once */
	record_release(&e.body);
	assert_int_equal(file.appeal->state, APPEAL_REGISTERED);
}

static void receive(const char *due)
{
	char day[16];

	text_format(day, sizeof day, "due=%s", due);
	assert_int_equal(HAPPEN("STATE", "1024", "to=ACCEPTED", day), OK);
	registered();
}

/* A complaint about repairs, on Monday the 16th: 10 working days. */
static void complaint_that(const char *secrecy)
{
	begin(items[0], "2026-03-16T09:00");
	answer("kind", "3");
	answer("caller_kind", "1");
	answer("mobile", "13500000307");
	answer("subject", "050102");
	answer("unit", HOUSING);
	answer("secrecy", secrecy);
	for (size_t i = 0; i < file.item->n_situations; i++)
		if (text_equal(file.item->situations[i].name, "complaint"))
			file.situation = (int)i;
	receive("2026-03-30");
}

static void complaint(void)
{
	complaint_that("0");
}

static void to(enum appeal_state state)
{
	static const char *const ways[][4] = {{"act=dispatch", "unit=" HOUSING, "department=住建"}, {"act=sign"},
		{"act=begin"}, {"act=reply", "text=已修好"}, {"act=visit", "outcome=solved"}};
	static const char *const who[] = {"7001", "3001", "3001", "3001", "7001"};

	static const enum appeal_state from[] = {APPEAL_REGISTERED, APPEAL_DISPATCHED, APPEAL_SIGNED,
		APPEAL_HANDLING, APPEAL_REPLIED};

	for (size_t at = 0; file.appeal->state != state && at < COUNT_OF(ways); at++)
		if (file.appeal->state == from[at])
			assert_int_equal(happen("APPEAL", who[at], ways[at]), OK);
	assert_int_equal(file.appeal->state, state);
}

/* ---- the table ---- */

static void every_act_from_every_state(void **state)
{
	static const char *const ways[] = {"REGISTERED dispatch DISPATCHED",
		"NONE register REGISTERED", "REGISTERED refuse NOT_ACCEPTED", "DISPATCHED sign SIGNED",
		"DISPATCHED return REGISTERED", "SIGNED return REGISTERED", "SIGNED begin HANDLING",
		"HANDLING extend HANDLING", "DISPATCHED urge DISPATCHED", "SIGNED urge SIGNED",
		"HANDLING urge HANDLING", "DISPATCHED supervise DISPATCHED",
		"SIGNED supervise SIGNED", "HANDLING supervise HANDLING", "HANDLING reply REPLIED",
		"REPLIED visit VISITED", "REPLIED reopen DISPATCHED", "VISITED reopen DISPATCHED",
		"RATED reopen DISPATCHED", "ARCHIVED reopen DISPATCHED",
		"NOT_ACCEPTED archive ARCHIVED", "REPLIED archive ARCHIVED",
		"VISITED archive ARCHIVED", "RATED archive ARCHIVED", "REGISTERED merge MERGED",
		"DISPATCHED merge MERGED", "SIGNED merge MERGED", "HANDLING merge MERGED",
		"MERGED unmerge MERGED", "MERGED answered REPLIED", "REGISTERED join REGISTERED",
		"DISPATCHED join DISPATCHED", "SIGNED join SIGNED", "HANDLING join HANDLING",
		"REGISTERED repeated REGISTERED"};
	static const char *const anywhere[] = {"link", "unmask", "allow", "part"};

	(void)state;
	for (int from = 0; from < APPEAL_STATES; from++)
		for (int act = 0; act < APPEAL_ACTS; act++) {
			const char *word = appeal_act_word((enum appeal_act)act);
			enum appeal_state then = APPEAL_NONE;
			bool leads = appeal_leads((enum appeal_state)from, (enum appeal_act)act, &then);
			bool expected = false;
			char way[64];
			text_format(way, sizeof way, "%s %s %s", appeal_word((enum appeal_state)from),
				word, appeal_word(then));
			for (size_t i = 0; i < COUNT_OF(ways); i++)
				expected |= text_equal(way, ways[i]);
			for (size_t i = 0; i < COUNT_OF(anywhere); i++)
				if (text_equal(word, anywhere[i]))
					expected = text_equal(word, "part") ||
						(from != APPEAL_NONE && from != APPEAL_WITHDRAWN);
			if (leads != expected)
				fail_msg("%s", way);
		}
}

/* What the table does not have changes nothing, whatever is said with it. */
static void the_file_refuses_the_rest(void **state)
{
	(void)state;
	for (int from = APPEAL_REGISTERED; from < APPEAL_STATES; from++)
		for (int act = APPEAL_REGISTER + 1; act < APPEAL_ACTS; act++) {
			enum appeal_state then;
			char word[40];
			complaint();
			file.appeal->state = (enum appeal_state)from;
			if (appeal_leads((enum appeal_state)from, (enum appeal_act)act, &then))
				continue;
			text_format(word, sizeof word, "act=%s", appeal_act_word((enum appeal_act)act));
			enum err e = ACT("2001", word, "unit=" HOUSING, "reason=说明", "clause=第七条",
				"text=答复", "days=1", "due=2026-04-01", "outcome=solved", "ground=01",
				MASTER);
			if (e != ERR_STATE || file.appeal->state != (enum appeal_state)from)
				fail_msg("%s from %s", word, appeal_word((enum appeal_state)from));
		}
}

static void no_act_without_what_it_needs(void **state)
{
	(void)state;
	complaint();
	assert_int_equal(ACT("7001", "act=shout"), ERR_INPUT);
	assert_int_equal(ACT("7001", "act=dispatch"), ERR_INPUT);
	assert_int_equal(ACT("7001", "act=refuse"), ERR_INPUT);
	assert_int_equal(ACT("7001", "act=merge"), ERR_INPUT);
	to(APPEAL_DISPATCHED);
	assert_int_equal(ACT("3001", "act=return", "reason=不归我管"), ERR_INPUT); /* on what rule? */
	assert_int_equal(ACT("7001", "act=urge"), ERR_INPUT);
	to(APPEAL_HANDLING);
	assert_int_equal(ACT("3001", "act=reply"), ERR_INPUT);
	assert_int_equal(ACT("7001", "act=extend", "reason=复杂", "days=11", "due=2026-04-15"), ERR_INPUT);
	assert_int_equal(ACT("7001", "act=extend", "reason=复杂", "days=5"), ERR_INPUT);
	to(APPEAL_REPLIED);
	assert_int_equal(ACT("7001", "act=visit", "outcome=fine"), ERR_INPUT);
	assert_int_equal(ACT("7001", "act=reopen", "reason=没修好"), ERR_INPUT); /* until when? */
}

static void the_casefile_follows(void **state)
{
	(void)state;
	complaint();
	assert_int_equal(file.state, STATE_ACCEPTED);
	to(APPEAL_DISPATCHED);
	assert_int_equal(file.state, STATE_EXAMINING);
	to(APPEAL_HANDLING);
	assert_string_equal(file.queue.holder, "3001");
	to(APPEAL_REPLIED);
	assert_int_equal(file.state, STATE_GRANTED);
	assert_true(file.decided_ms > 0);
	assert_string_equal(file.appeal->reply, "已修好");
	to(APPEAL_VISITED);
	assert_int_equal(file.state, STATE_DELIVERED);
	assert_int_equal(file.visits, 0); /* nobody came to the hall for it */
	assert_int_equal(HAPPEN("RATE", "7001", "occasion=visit", "level=5", "channel=phone",
		"clerk=3001", "window=A03"), OK);
	assert_int_equal(file.appeal->state, APPEAL_RATED);
	GOES("7001", "act=archive");
	assert_int_equal(file.state, STATE_ARCHIVED);
}

/* No act of an ordinary case moves an appeal; the caller may take it back. */
static void its_own_way_only(void **state)
{
	enum state then;

	(void)state;
	complaint();
	assert_int_equal(HAPPEN("STATE", "1024", "to=EXAMINING"), ERR_STATE);
	for (int act = 0; act < LIFE_COUNT; act++)
		assert_int_equal(life_leads(&file, (enum life)act, &then), act == LIFE_RETRACT);
	to(APPEAL_HANDLING);
	assert_int_equal(HAPPEN("STATE", "3001", "to=DECIDING", "opinion=可", "grant=1"), ERR_STATE);
	assert_int_equal(HAPPEN("EXTEND", "4001", "days=5", "reason=忙"), ERR_STATE);
	assert_int_equal(HAPPEN("STATE", "1024", "to=RETRACTED", "reason=不反映了"), OK);
	assert_int_equal(file.appeal->state, APPEAL_WITHDRAWN);
	assert_int_equal(HAPPEN("STATE", "6001", "to=ARCHIVED"), OK);
}

static void a_question_answered_at_once(void **state)
{
	(void)state;
	begin(items[0], "2026-03-16T09:00");
	answer("kind", "1");
	answer("answered", "1");
	for (size_t i = 0; i < file.item->n_situations; i++)
		if (text_equal(file.item->situations[i].name, "answered"))
			file.situation = (int)i;
	assert_int_equal(HAPPEN("STATE", "1024", "to=ACCEPTED"), OK);
	registered();
	assert_int_equal(HAPPEN("STATE", "1024", "to=GRANTED"), OK);
	assert_int_equal(HAPPEN("STATE", "1024", "to=DELIVERED"), OK);
	assert_int_equal(file.appeal->state, APPEAL_VISITED);
	assert_int_equal(file.appeal->outcome, APPEAL_SOLVED);
}

/* ---- once ---- */

static void back_once_with_the_clause(void **state)
{
	(void)state;
	complaint();
	to(APPEAL_SIGNED);
	GOES("3001", "act=return", "reason=不属于本单位职责", "clause=三定规定第三条");
	assert_int_equal(file.appeal->state, APPEAL_REGISTERED);
	assert_int_equal(file.state, STATE_ACCEPTED);
	GOES("7001", "act=dispatch", "unit=11339900MB9D00025A");
	assert_int_equal(ACT("3001", "act=return", "reason=也不归我", "clause=第四条"), ERR_STATE);
	assert_string_equal(file.appeal->unit, "11339900MB9D00025A");
}

static void prolonged_once(void **state)
{
	(void)state;
	complaint();
	to(APPEAL_HANDLING);
	assert_int_equal(appeal_extension(&file), 10);
	assert_int_equal(ACT("3001", "act=extend", "reason=要等配件", "days=5", "due=2026-04-07"),
		ERR_DENIED); /* who handles it does not prolong it himself */
	GOES("7001", "act=extend", "reason=要等配件", "days=5", "due=2026-04-07");
	assert_int_equal(file.due, day_of(2026, 4, 7));
	assert_int_equal(file.extension, 5);
	assert_int_equal(ACT("7001", "act=extend", "reason=再等", "days=1", "due=2026-04-08"), ERR_STATE);
}

static void supervised_after_two_urges(void **state)
{
	(void)state;
	complaint();
	to(APPEAL_SIGNED);
	GOES("7001", "act=urge", "reason=群众来电催");
	assert_int_equal(ACT("2001", "act=supervise", "reason=拖延"), ERR_STATE);
	GOES("7001", "act=urge", "reason=又催");
	assert_int_equal(file.queue.urged, 2);
	GOES("2001", "act=supervise", "reason=两次催办未动");
	assert_true(file.appeal->supervised);
	assert_int_equal(ACT("2001", "act=supervise", "reason=再督"), ERR_STATE);
	assert_int_equal(file.appeal->n_notes, 5);
	assert_int_equal(file.appeal->notes[2].act, APPEAL_URGE);
	assert_string_equal(file.appeal->notes[2].text, "群众来电催");
}

/* Answered on the 16th: until the 26th it may be opened again, from then on not. */
static void opened_again_within_ten_days(void **state)
{
	int64_t answered;

	(void)state;
	complaint();
	to(APPEAL_VISITED);
	answered = now_ms;
	assert_true(clock_parse("2026-03-27T09:00", &now_ms));
	assert_int_equal(ACT("7001", "act=reopen", "reason=又坏了", "due=2026-04-10"), ERR_STATE);
	assert_true(clock_parse("2026-03-26T16:00", &now_ms));
	assert_int_equal(ACT("7001", "act=archive"), ERR_STATE); /* the caller still has his days */
	GOES("7001", "act=reopen", "reason=又坏了", "due=2026-04-10");
	assert_int_equal(file.appeal->state, APPEAL_DISPATCHED);
	assert_string_equal(file.appeal->unit, HOUSING);
	assert_int_equal(file.appeal->replied_ms, 0);
	assert_true(file.appeal->dispatched_ms > answered);
	assert_int_equal(file.state, STATE_EXAMINING);
	assert_int_equal(file.closed_ms, 0);
	assert_int_equal(file.due, day_of(2026, 4, 10));
}

static void filed_away_after_its_days(void **state)
{
	(void)state;
	complaint();
	to(APPEAL_VISITED);
	assert_true(clock_parse("2026-03-27T09:00", &now_ms));
	GOES("7001", "act=archive");
	complaint();
	to(APPEAL_REPLIED);
	assert_int_equal(ACT("7001", "act=archive"), ERR_STATE); /* to be visited first */
	file.appeal->reach = false;
	GOES("7001", "act=archive"); /* nobody can be called */
}

/* ---- several about the same ---- */

static void merged_and_taken_out(void **state)
{
	(void)state;
	complaint();
	to(APPEAL_SIGNED);
	GOES("7001", "act=merge", MASTER);
	assert_int_equal(file.appeal->state, APPEAL_MERGED);
	assert_int_equal(ACT("3001", "act=reply", "text=已修好"), ERR_STATE); /* by its master only */
	GOES("7001", "act=unmerge", "reason=不是同一处");
	assert_int_equal(file.appeal->state, APPEAL_SIGNED);
	assert_string_equal(file.appeal->master, "");
	GOES("7001", "act=merge", MASTER);
	GOES("3001", "act=answered", "text=已修好", MASTER);
	assert_int_equal(file.appeal->state, APPEAL_REPLIED);
	assert_string_equal(file.appeal->reply, "已修好");
}

static void a_master_is_neither_merged_nor_refused(void **state)
{
	(void)state;
	complaint();
	GOES("7001", "act=join", MASTER);
	assert_int_equal(file.appeal->n_merged, 1);
	assert_int_equal(ACT("7001", "act=merge", "number=260316-A03-002"), ERR_STATE);
	assert_int_equal(ACT("7001", "act=refuse", "ground=07"), ERR_STATE);
	GOES("7001", "act=part", MASTER);
	assert_int_equal(file.appeal->n_merged, 0);
	GOES("7001", "act=refuse", "ground=07");
	assert_int_equal(file.state, STATE_REFUSED_IN);
	assert_string_equal(file.appeal->ground, "07");
}

/* ---- who ---- */

static enum appeal_bar bar(enum appeal_act act, enum role role, const char *who, const char *unit)
{
	struct appeal_actor by = {role, who, unit};

	return appeal_bar(&file, act, &by, now_ms);
}

static void roles_and_units(void **state)
{
	(void)state;
	complaint();
	assert_int_equal(bar(APPEAL_DISPATCH, ROLE_CLERK, "1024", ""), APPEAL_BAR_ROLE);
	assert_int_equal(bar(APPEAL_DISPATCH, ROLE_EXAMINER, "3001", ""), APPEAL_BAR_ROLE);
	assert_int_equal(bar(APPEAL_DISPATCH, ROLE_APPEALS, "7001", ""), APPEAL_OPEN);
	/* the desk does not handle a complaint about its own unit; a question it does */
	assert_int_equal(bar(APPEAL_DISPATCH, ROLE_APPEALS, "7001", "住建"), APPEAL_BAR_OWN);
	assert_int_equal(bar(APPEAL_REFUSE, ROLE_APPEALS, "7001", "住建"), APPEAL_BAR_OWN);
	file.appeal->kind = 1;
	assert_int_equal(bar(APPEAL_DISPATCH, ROLE_APPEALS, "7001", "住建"), APPEAL_OPEN);
	file.appeal->kind = 3;
	to(APPEAL_DISPATCHED);
	assert_int_equal(bar(APPEAL_SIGN, ROLE_APPEALS, "7001", ""), APPEAL_BAR_ROLE);
	assert_int_equal(bar(APPEAL_SIGN, ROLE_EXAMINER, "3001", "市监"), APPEAL_BAR_UNIT);
	assert_int_equal(bar(APPEAL_SIGN, ROLE_EXAMINER, "3001", "住建"), APPEAL_OPEN);
	assert_int_equal(bar(APPEAL_VISIT, ROLE_APPEALS, "7001", ""), APPEAL_BAR_STATE);
	assert_int_equal(bar(APPEAL_SUPERVISE, ROLE_SUPERVISOR, "2001", ""), APPEAL_BAR_URGES);
	/* nobody does by itself what goes with another act */
	assert_int_equal(bar(APPEAL_JOIN, ROLE_APPEALS, "7001", ""), APPEAL_BAR_ROLE);
	to(APPEAL_HANDLING);
	assert_int_equal(bar(APPEAL_EXTEND, ROLE_SUPERVISOR, "2001", ""), APPEAL_OPEN);
	to(APPEAL_REPLIED);
	assert_int_equal(bar(APPEAL_VISIT, ROLE_APPEALS, "3001", ""), APPEAL_BAR_PERSON);
	for (int b = APPEAL_BAR_STATE; b <= APPEAL_BAR_MASTER; b++)
		assert_true(*appeal_bar_text((enum appeal_bar)b));
}

/* L7: hidden until a second person allows it, and then for that day. */
static void kept_secret(void **state)
{
	(void)state;
	complaint();
	assert_false(appeal_hides(&file, now_ms));
	assert_int_equal(bar(APPEAL_UNMASK, ROLE_APPEALS, "7001", ""), APPEAL_BAR_STATE);
	complaint_that("1");
	assert_true(appeal_hides(&file, now_ms));
	assert_int_equal(bar(APPEAL_ALLOW, ROLE_SUPERVISOR, "2001", ""), APPEAL_BAR_STATE);
	GOES("2001", "act=unmask", "reason=要联系举报人核实");
	assert_true(appeal_hides(&file, now_ms));
	assert_int_equal(ACT("2001", "act=allow", "reason=同意"), ERR_DENIED);
	assert_int_equal(bar(APPEAL_ALLOW, ROLE_APPEALS, "7001", ""), APPEAL_BAR_ROLE);
	GOES("2002", "act=allow", "reason=核实需要");
	assert_false(appeal_hides(&file, now_ms));
	now_ms += 24 * 3600000;
	assert_true(appeal_hides(&file, now_ms));
	begin(items[0], "2026-03-16T09:00");
	answer("kind", "4");
	answer("caller_kind", "2"); /* a name would be as secret as one that is not given */
	receive("2026-03-30");
	assert_true(appeal_hides(&file, now_ms));
}

/* ---- clocks ---- */

static void hours_are(const char *from, const char *due)
{
	int64_t a = 0, b = 0;

	assert_true(clock_parse(from, &a) && clock_parse(due, &b));
	assert_int_equal(appeal_hours_due(a, APPEAL_SIGN_MINUTES), b);
}

/* Two working hours, 9:00 to 17:00. 11 Feb 2018 was a Sunday that was worked; 2026-04-06 is off. */
static void two_hours_to_sign(void **state)
{
	(void)state;
	hours_are("2026-03-16T09:00", "2026-03-16T11:00");
	hours_are("2026-03-16T07:30", "2026-03-16T11:00");
	hours_are("2026-03-16T15:00", "2026-03-16T17:00");
	hours_are("2026-03-16T16:30", "2026-03-17T10:30");
	hours_are("2026-03-16T17:00", "2026-03-17T11:00");
	hours_are("2026-03-20T16:59", "2026-03-23T10:59");
	hours_are("2026-03-21T10:00", "2026-03-23T11:00");
	hours_are("2018-02-09T16:00", "2018-02-11T10:00");
	hours_are("2026-04-03T16:00", "2026-04-07T10:00");
}

static struct appeal_clock clock_at(const char *when)
{
	assert_true(clock_parse(when, &now_ms));
	return appeal_clock(&file, now_ms);
}

static void lights_of_a_complaint(void **state)
{
	struct appeal_clock k;

	(void)state;
	complaint();
	k = clock_at("2026-03-16T10:00");
	assert_int_equal(k.kind, APPEAL_CLOCK_HANDLE);
	assert_int_equal(k.days, 10);
	GOES("7001", "act=dispatch", "unit=" HOUSING);
	k = clock_at("2026-03-16T11:00");
	assert_int_equal(k.kind, APPEAL_CLOCK_SIGN);
	assert_int_equal(k.minutes, 60);
	assert_int_equal(k.urgency, URGENCY_GREEN);
	assert_int_equal(clock_at("2026-03-16T11:40").urgency, URGENCY_YELLOW);
	k = clock_at("2026-03-17T09:10");
	assert_int_equal(k.urgency, URGENCY_RED);
	assert_int_equal(k.minutes, -(5 * 60 + 10)); /* 12:00 to 17:00, then ten minutes */
	GOES("3001", "act=sign");
	assert_int_equal(clock_at("2026-03-26T10:00").urgency, URGENCY_YELLOW); /* 2 of 10 */
	assert_int_equal(clock_at("2026-03-25T10:00").urgency, URGENCY_GREEN);
	k = clock_at("2026-03-31T09:00");
	assert_int_equal(k.urgency, URGENCY_RED);
	assert_int_equal(k.days, -1);
}

static void days_by_kind(void **state)
{
	static const struct {
		const char *situation, *due;
	} kinds[] = {{"question", "2026-03-17"}, {"request", "2026-03-23"}, {"complaint", "2026-03-30"}};
	struct due due;
	day_t day;

	(void)state;
	complaint();
	for (size_t k = 0; k < COUNT_OF(kinds); k++) {
		for (size_t i = 0; i < file.item->n_situations; i++)
			if (text_equal(file.item->situations[i].name, kinds[k].situation))
				file.situation = (int)i;
		assert_true(day_parse(kinds[k].due, &day));
		assert_int_equal(appeal_due(&file, now_ms, 0, &due), OK);
		assert_int_equal(due.day, day);
	}
}

/* 12358: 15 days to say that it is not in scope, 60 to close, 30 more once; calendar days. */
static void a_price_report(void **state)
{
	struct appeal_clock k;
	struct due due;

	(void)state;
	begin(items[1], "2026-03-16T09:00");
	receive("2026-05-15");
	file.accepted_ms = now_ms;
	assert_int_equal(file.appeal->kind, 4);
	assert_string_equal(appeal_unit(&file), items[1]->authority);
	k = clock_at("2026-03-16T10:00");
	assert_int_equal(k.kind, APPEAL_CLOCK_SCOPE);
	assert_int_equal(k.days, 15);
	assert_int_equal(clock_at("2026-04-01T00:00").urgency, URGENCY_RED);
	assert_int_equal(clock_at("2026-03-31T23:00").urgency, URGENCY_YELLOW);
	now_ms = file.accepted_ms;
	GOES("7001", "act=dispatch", "unit=11339900MB9D001641");
	GOES("3001", "act=sign");
	GOES("3001", "act=begin");
	assert_int_equal(clock_at("2026-03-16T12:00").days, 60);
	assert_int_equal(appeal_extension(&file), 30);
	assert_int_equal(appeal_due(&file, now_ms, 30, &due), OK);
	assert_int_equal(due.day, day_of(2026, 6, 15)); /* the 14th is a Sunday */
}

/* ---- the rest ---- */

static int fresh(void **state)
{
	(void)state;
	casefile_init(&file);
	return 0;
}

static int gone(void **state)
{
	(void)state;
	casefile_release(&file);
	return 0;
}

static int open_items(void **state)
{
	static const char *const names[] = {"appeal", "price-report"};
	char forms[PATH_SIZE], path[PATH_SIZE];
	struct buf messages;
	enum err err = OK;

	(void)state;
	if (file_asset("codes", path) || tables_open(path) || file_asset("forms", forms))
		return -1;
	buf_init(&messages, 64 * 1024);
	for (size_t i = 0; !err && i < COUNT_OF(names); i++) {
		text_format(path, sizeof path, "%s/%s.ini", forms, names[i]);
		err = item_load(path, &items[i], &messages);
	}
	if (err)
		print_message("%s", buf_text(&messages));
	buf_release(&messages);
	return err ? -1 : 0;
}

static int close_items(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(items); i++)
		item_free(items[i]);
	tables_close();
	return 0;
}

#define ON_CASE(test) cmocka_unit_test_setup_teardown(test, fresh, gone)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_CASE(every_act_from_every_state),
		ON_CASE(the_file_refuses_the_rest),
		ON_CASE(no_act_without_what_it_needs),
		ON_CASE(the_casefile_follows),
		ON_CASE(its_own_way_only),
		ON_CASE(a_question_answered_at_once),
		ON_CASE(back_once_with_the_clause),
		ON_CASE(prolonged_once),
		ON_CASE(supervised_after_two_urges),
		ON_CASE(opened_again_within_ten_days),
		ON_CASE(filed_away_after_its_days),
		ON_CASE(merged_and_taken_out),
		ON_CASE(a_master_is_neither_merged_nor_refused),
		ON_CASE(roles_and_units),
		ON_CASE(kept_secret),
		ON_CASE(two_hours_to_sign),
		ON_CASE(lights_of_a_complaint),
		ON_CASE(days_by_kind),
		ON_CASE(a_price_report),
	};
	return cmocka_run_group_tests(tests, open_items, close_items);
}
