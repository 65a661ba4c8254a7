/* SPDX-License-Identifier: MIT
 *
 * Objections: every state against every state, clocks by the calendar, what goes on at the counter
 * meanwhile, the flag in every later case, the answer in every open one.
 */
#include "tests/unit/desk_matters.h"

#include "core/casework/objection.h"
#include "core/store/destroy.h"
#include "core/store/side.h"

#define PASS_STEWARD "quiet river 4"

struct hall {
	struct counter *c;
	struct objections *objections;
};

static struct hall *hall;

/* A counter where values can be objected to, and a steward who answers. */
static int open_hall(void **state)
{
	struct counter *c = counter_new(NULL);
	struct store *s = c->f->s;
	char code[ENROL_CODE];

	hall = mem_new(sizeof *hall);
	hall->c = c;
	hall->objections = objections_new(s, &OBJECTION_DAYS);
	desk_free(c->desk);
	struct desk_parts parts = {.store = s, .directory = c->directory, .catalog = c->catalog,
		.driver = c->driver, .hall = "演示市政务服务中心", .window = "A03", .training = true,
		.print_dir = c->print_dir, .slip_columns = 48, .objections = hall->objections};
	assert_int_equal(desk_new(&parts, &c->desk), OK);
	operator_logout(s);
	assert_int_equal(operator_login(s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_add(s, "5001", "Steward", ROLE_STEWARD, code), OK);
	assert_int_equal(operator_enrol(s, "5001", code, PASS_STEWARD, &SEAL_COST_DEMO), OK);
	operator_logout(s);
	assert_int_equal(operator_login(s, "2000", PASS_SUPER), OK);
	assert_int_equal(operator_grant(s, "5001"), OK);
	operator_logout(s);
	clerk_in(c->f);
	*state = c;
	return 0;
}

static int close_hall(void **state)
{
	struct counter *c = *state;

	desk_free(c->desk);
	c->desk = NULL;
	objections_free(hall->objections);
	counter_free(c);
	mem_free(hall);
	return 0;
}

static void as_steward(struct counter *c)
{
	desk_close(c->desk);
	operator_logout(c->f->s);
	assert_int_equal(operator_login(c->f->s, "5001", PASS_STEWARD), OK);
}

static void as_clerk(struct counter *c)
{
	operator_logout(c->f->s);
	clerk_in(c->f);
}

/* ---- one objection ---- */

static void test_states(void **state)
{
	static const char *const ways[] = {"NONE RAISED", "RAISED CHECKED", "RAISED DECLINED",
		"RAISED WITHDRAWN", "CHECKED FIXED", "CHECKED SENT", "CHECKED WITHDRAWN",
		"SENT ANSWERED", "SENT WITHDRAWN", "FIXED APPLIED", "ANSWERED APPLIED",
		"DECLINED APPLIED", "WITHDRAWN APPLIED", "APPLIED CLOSED"};

	(void)state;
	for (int a = 0; a < OBJECTION_STATES; a++)
		for (int b = 0; b < OBJECTION_STATES; b++) {
			char way[40];
			bool expected = false;
			text_format(way, sizeof way, "%s %s", objection_word((enum objection_state)a),
				objection_word((enum objection_state)b));
			for (size_t i = 0; i < COUNT_OF(ways); i++)
				expected |= text_equal(way, ways[i]);
			if (objection_may((enum objection_state)a, (enum objection_state)b) != expected)
				fail_msg("%s", way);
		}
}

static int64_t at(const char *text)
{
	int64_t ms;

	assert_true(clock_parse(text, &ms));
	return ms;
}

static void due_is(const struct objection *o, const struct objection_days *days, const char *today,
	const char *due, int left)
{
	struct objection_clock c;
	day_t now = 0, day = 0;

	assert_true(day_parse(today, &now) && day_parse(due, &day));
	assert_int_equal(objection_clock(o, days, now, &c), OK);
	assert_true(c.running);
	assert_int_equal(c.due.day, day);
	assert_int_equal(c.left, left);
}

/* 11 Feb 2018 was a Sunday that was worked, 30 Sep 2017 a Saturday; 1 to 8 Oct 2017 were off. */
static void test_clocks(void **state)
{
	struct objection o = {.state = OBJECTION_RAISED, .raised_ms = at("2018-02-09T10:00"),
		.checked_ms = at("2017-09-29T10:00"), .sent_ms = at("2017-09-29T10:00")};
	struct objection_days other = {5, 2, 5}; /* of another city */
	struct objection_clock c;
	struct due due;

	(void)state;
	due_is(&o, &OBJECTION_DAYS, "2018-02-09", "2018-02-12", 2);
	due_is(&o, &OBJECTION_DAYS, "2018-02-13", "2018-02-12", -1);
	o.state = OBJECTION_CHECKED;
	due_is(&o, &OBJECTION_DAYS, "2017-09-29", "2017-10-09", 2);
	o.state = OBJECTION_SENT;
	due_is(&o, &OBJECTION_DAYS, "2017-09-30", "2017-10-19", 9);
	due_is(&o, &other, "2017-09-29", "2017-10-12", 5);
	o.state = OBJECTION_ANSWERED;
	assert_int_equal(objection_clock(&o, &OBJECTION_DAYS, day_of(2018, 2, 9), &c), OK);
	assert_false(c.running);
	/* 2 + 2 + 10 after 29 Sep 2017: 30 Sep, then 9 to 13, 16 to 20 and 23 to 25 Oct */
	o.raised_ms = at("2017-09-29T10:00");
	assert_int_equal(objection_latest(&o, &OBJECTION_DAYS, &due), OK);
	assert_int_equal(due.day, day_of(2017, 10, 25));
}

static void test_numbers(void **state)
{
	char out[OBJECTION_NUMBER];

	(void)state;
	objection_number(day_of(2026, 3, 16), "A03", 1, out);
	assert_string_equal(out, "YY-260316-A03-01");
	objection_number(day_of(2026, 12, 1), "B12", 112, out);
	assert_string_equal(out, "YY-261201-B12-112");
}

/* ---- at the counter ---- */

static struct dispute_claim claim(const char *value, int ground, const char *proof,
	enum dispute_effect effect)
{
	return (struct dispute_claim){value, ground, proof, effect};
}

static enum err dispute(struct counter *c, const char *name, struct dispute_claim x, char why[WHY_SIZE])
{
	return desk_dispute(c->desk, field(c, name), &x, why);
}

static void a_fixed_value_is_replaced_on_a_document(void **state)
{
	struct counter *c = *state;
	char why[WHY_SIZE], id[19];

	stranger(c, id);
	begin(c, id, "赵一", PERMIT);
	permit_lands(c);
	assert_true(desk_may_dispute(c->desk, field(c, "hukou_address")));
	assert_false(desk_may_dispute(c->desk, field(c, "id_no"))); /* who it is, is not in dispute */
	assert_false(desk_may_dispute(c->desk, field(c, "reason")));
	assert_int_equal(desk_override(c->desk, field(c, "hukou_address"), "x", "y", why), ERR_DENIED);
	assert_int_equal(dispute(c, "hukou_address",
		claim("演示市山前县清溪镇清溪路9号", CLAIM_ORIGINAL, "户口簿", EFFECT_REPLACE), why), OK);
	const struct answer *a = answer(c, "hukou_address");
	assert_string_equal(a->value, "演示市山前县清溪镇清溪路9号");
	assert_string_equal(a->registered, "演示市山前县清溪镇清溪路8号");
	assert_int_equal(a->origin, ORIGIN_OVERRIDE);
	assert_string_equal(a->reason, "YY-260316-A03-01");
	assert_false(desk_conflict(c->desk, field(c, "hukou_address")));
	const struct objection *o = desk_disputed(c->desk, field(c, "hukou_address"));
	assert_non_null(o);
	assert_string_equal(o->subject, id);
	assert_string_equal(o->resource, "POP-01");
	assert_string_equal(o->attribute, "hukou_address");
	assert_string_equal(o->claimed, "演示市山前县清溪镇清溪路9号");
	assert_string_equal(o->proof, "户口簿");
	assert_int_equal(o->state, OBJECTION_RAISED);
	assert_non_null(casefile_dispute(desk_case(c->desk), "hukou_address"));
	assert_false(casefile_waits(desk_case(c->desk)));
	assert_int_equal(dispute(c, "hukou_address",
		claim("演示市山前县清溪镇清溪路7号", CLAIM_ORIGINAL, "户口簿", EFFECT_REPLACE), why),
		ERR_EXISTS);
	replay_equals(c);
	sound(state);
}

/* The same bytes are printed, shown and kept; both values stand there, the person does not. */
static void the_paper_is_frozen(void **state)
{
	struct counter *c = *state;
	char why[WHY_SIZE], id[19];

	stranger(c, id);
	begin(c, id, "赵一", PERMIT);
	permit_lands(c);
	assert_int_equal(dispute(c, "address",
		claim("演示市城东区启明路4号", CLAIM_NOTICE, "居住登记凭证", EFFECT_NONE), why), OK);
	const struct slip_kept *s = casefile_slip(desk_case(c->desk), "dispute");
	assert_non_null(s);
	assert_int_equal(s->copies, 2);
	char *text = mem_textn(s->bytes, s->len);
	assert_non_null(strstr(text, "YY-260316-A03-01"));
	assert_non_null(strstr(text, "POP-03"));
	assert_non_null(strstr(text, "启明路2号"));
	assert_non_null(strstr(text, "启明路4号"));
	assert_non_null(strstr(text, "2026年3月18日")); /* checked */
	assert_non_null(strstr(text, "2026年3月20日")); /* sent on */
	assert_non_null(strstr(text, "2026年4月3日")); /* answered: 14 working days */
	assert_null(strstr(text, id));
	assert_null(strstr(text, "赵一"));
	mem_free(text);
	/* not touched: the department's value stands */
	assert_string_equal(answer(c, "address")->value, "演示市城东区晨光街道启明路2号1幢1单元301室");
	assert_int_equal(answer(c, "address")->origin, ORIGIN_FETCHED);
	assert_non_null(desk_disputed(c->desk, field(c, "address")));
}

static void what_is_refused(void **state)
{
	struct counter *c = *state;
	char why[WHY_SIZE], id[19];

	stranger(c, id);
	begin(c, id, "赵一", CARE);
	assert_int_equal(dispute(c, "ethnic", claim("01", CLAIM_ORIGINAL, "x", EFFECT_REPLACE), why),
		ERR_INPUT); /* what the register says already */
	assert_int_equal(dispute(c, "ethnic", claim("77", CLAIM_ORIGINAL, "x", EFFECT_REPLACE), why),
		ERR_INPUT); /* no such code */
	assert_int_equal(dispute(c, "ethnic", claim("03", CLAIM_ORIGINAL, "", EFFECT_REPLACE), why),
		ERR_INPUT); /* by what document */
	assert_true(*why);
	assert_int_equal(dispute(c, "ethnic", claim("03", CLAIM_SAID, "", EFFECT_REPLACE), why),
		ERR_INPUT); /* not on a word alone */
	assert_true(*why);
	assert_int_equal(dispute(c, "ethnic", claim("03", CLAIM_SAID, "", EFFECT_WAIT), why),
		ERR_INPUT); /* done at once: nothing to wait with */
	assert_true(*why);
	assert_int_equal(dispute(c, "hospital", claim("x", CLAIM_ORIGINAL, "x", EFFECT_NONE), why),
		ERR_STATE); /* nobody else's value */
	assert_int_equal(answer(c, "ethnic")->origin, ORIGIN_FETCHED);
	assert_int_equal(dispute(c, "ethnic", claim("03", CLAIM_SAID, "", EFFECT_NONE), why), OK);
	desk_close(c->desk);
	operator_logout(c->f->s);
	assert_int_equal(operator_login(c->f->s, "2000", PASS_SUPER), OK);
	struct view_case *list;
	size_t n;
	assert_int_equal(view_find(c->f->s, TOKEN_ID, id, &list, &n), OK);
	assert_int_equal(desk_open_case(c->desk, &list[0].id), OK);
	assert_int_equal(dispute(c, "name", claim("赵二", CLAIM_ORIGINAL, "x", EFFECT_NONE), why),
		ERR_DENIED); /* a supervisor raises none */
	mem_free(list);
}

/* ---- the flag travels ---- */

static void later_cases_carry_it(void **state)
{
	struct counter *c = *state;
	char why[WHY_SIZE], id[19], other[19];

	stranger(c, id);
	stranger(c, other);
	begin(c, id, "赵一", PERMIT);
	assert_int_equal(dispute(c, "hukou_address",
		claim("演示市山前县清溪镇清溪路9号", CLAIM_ORIGINAL, "户口簿", EFFECT_REPLACE), why), OK);
	desk_close(c->desk);
	begin(c, other, "钱二", SENIOR);
	assert_null(desk_disputed(c->desk, field(c, "hukou_address")));
	desk_close(c->desk);
	begin(c, id, "赵一", CARE);
	const struct objection *o = desk_disputed(c->desk, field(c, "hukou_address"));
	assert_non_null(o);
	assert_string_equal(o->number, "YY-260316-A03-01");
	assert_null(desk_disputed(c->desk, field(c, "ethnic")));
	/* the value is shown and used as it is, it blocks nothing */
	assert_string_equal(answer(c, "hukou_address")->value, "演示市山前县清溪镇清溪路8号");
	assert_int_equal(desk_case(c->desk)->n_disputes, 0);
	SAY_NOTHING("YB-01");
	SAY_NOTHING("HLT-04");
	SAY_NOTHING("HRS-04");
	SAY_NOTHING("POP-03");
	tick(c);
	desk_close(c->desk);
}

static void a_submit_takes_it_along(void **state)
{
	struct counter *c = *state;
	char why[WHY_SIZE], id[19] = ELDER;

	begin(c, id, "李大山", SENIOR);
	assert_int_equal(dispute(c, "hukou_address",
		claim("演示市山前县清溪镇清溪路9号", CLAIM_ORIGINAL, "户口簿", EFFECT_NONE), why), OK);
	assert_int_equal(desk_abandon(c->desk), OK);
	begin(c, id, "李大山", SENIOR);
	senior_lands();
	key_all(c);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(f->n_disputes, 1);
	assert_false(f->disputes[0].own);
	assert_string_equal(f->disputes[0].number, "YY-260316-A03-01");
	assert_string_equal(f->disputes[0].field, "hukou_address");
	replay_equals(c);
	sound(state);
}

/* ---- what waits, and until when ---- */

static enum err granted(const struct casefile *f)
{
	struct casefile copy = *f; /* borrows */
	struct event e = {.casefile = f->id, .case_seq = f->events + 1, .kind = "STATE", .at_ms = 1};

	memcpy(e.prev_event, f->head, HASH_SIZE);
	record_add(&e.body, "to", "GRANTED");
	copy.state = STATE_DECIDING;
	enum err err = casefile_apply(&copy, &e, NULL, NULL);
	event_release(&e);
	return err;
}

static struct uid the_objection(void)
{
	const struct objection *const *all;

	assert_int_equal(objections_refresh(hall->objections), OK);
	size_t n = objections_all(hall->objections, &all);
	assert_true(n > 0);
	return all[n - 1]->id;
}

static enum err move(enum objection_state to, struct objection_terms t)
{
	struct uid id = the_objection();

	return objections_move(hall->objections, &id, to, &t);
}

static void raise_waiting(struct counter *c, char id[19])
{
	char why[WHY_SIZE];

	stranger(c, id);
	begin(c, id, "赵一", PERMIT);
	permit_lands(c);
	assert_int_equal(dispute(c, "hukou_address",
		claim("演示市山前县清溪镇清溪路9号", CLAIM_SAID, "", EFFECT_WAIT), why), OK);
}

static void a_decision_waits(void **state)
{
	struct counter *c = *state;
	char id[19];

	raise_waiting(c, id);
	assert_string_equal(answer(c, "hukou_address")->value, "演示市山前县清溪镇清溪路9号");
	assert_true(casefile_waits(desk_case(c->desk)));
	assert_int_equal(granted(desk_case(c->desk)), ERR_STATE);
	assert_int_equal(move(OBJECTION_WITHDRAWN, (struct objection_terms){0}), ERR_INCOMPLETE);
	assert_int_equal(
		move(OBJECTION_WITHDRAWN, (struct objection_terms){.reason = "群众撤回"}), OK);
	assert_true(casefile_waits(desk_case(c->desk)));
	size_t n;
	assert_int_equal(desk_apply_answers(c->desk, &n), OK);
	assert_int_equal(n, 1);
	assert_false(casefile_waits(desk_case(c->desk)));
	assert_int_equal(desk_apply_answers(c->desk, &n), OK);
	assert_int_equal(n, 0);
	replay_equals(c);
}

static void only_the_steward_moves_it(void **state)
{
	struct counter *c = *state;
	char id[19];

	raise_waiting(c, id);
	assert_int_equal(move(OBJECTION_CHECKED, (struct objection_terms){0}), ERR_DENIED);
	assert_int_equal(move(OBJECTION_APPLIED, (struct objection_terms){0}), ERR_DENIED);
	as_steward(c);
	size_t n;
	assert_int_equal(desk_apply_answers(c->desk, &n), ERR_DENIED); /* opens no case */
	assert_int_equal(move(OBJECTION_SENT, (struct objection_terms){0}), ERR_STATE);
	assert_int_equal(move(OBJECTION_CHECKED, (struct objection_terms){0}), OK);
	assert_int_equal(move(OBJECTION_SENT, (struct objection_terms){.reference = "SJ-1"}), OK);
	assert_int_equal(move(OBJECTION_ANSWERED, (struct objection_terms){0}), ERR_INCOMPLETE);
	assert_int_equal(move(OBJECTION_ANSWERED,
		(struct objection_terms){.answer = ANSWER_CORRECTED}), ERR_INCOMPLETE);
	assert_int_equal(move(OBJECTION_ANSWERED,
		(struct objection_terms){.answer = ANSWER_REJECTED}), ERR_INCOMPLETE);
	assert_int_equal(move(OBJECTION_ANSWERED,
		(struct objection_terms){.answer = ANSWER_CONFIRMED}), OK);
	assert_null(objections_find(hall->objections, &(struct uid){{0}}));
}

/* Corrected: every open case hears it, and asks again; the new value takes the claimed one's place. */
static void a_correction_reaches_every_open_case(void **state)
{
	struct counter *c = *state;
	char id[19], row[400];
	struct view_case *list;
	size_t n;

	raise_waiting(c, id);
	desk_close(c->desk);
	begin(c, id, "赵一", CARE); /* a second case that took the wrong value */
	as_steward(c);
	assert_int_equal(move(OBJECTION_CHECKED, (struct objection_terms){0}), OK);
	assert_int_equal(move(OBJECTION_SENT, (struct objection_terms){0}), OK);
	clock_advance(1000);
	assert_int_equal(move(OBJECTION_ANSWERED, (struct objection_terms){.answer = ANSWER_CORRECTED,
		.value = "演示市山前县清溪镇清溪路9号"}), OK);
	as_clerk(c);
	assert_int_equal(desk_apply_answers(c->desk, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(view_find(c->f->s, TOKEN_ID, id, &list, &n), OK);
	assert_int_equal(n, 2);
	for (size_t i = 0; i < n; i++) {
		clock_advance(1000);
		assert_int_equal(desk_open_case(c->desk, &list[i].id), OK);
		assert_true(told(c, "YY-260316-A03-01"));
		const struct dispute *x = casefile_dispute(desk_case(c->desk), "hukou_address");
		assert_non_null(x);
		assert_int_equal(x->answer, ANSWER_CORRECTED);
		assert_string_equal(x->value, "演示市山前县清溪镇清溪路9号");
		assert_false(casefile_waits(desk_case(c->desk)));
		assert_non_null(flying("POP-01")); /* asked again */
		text_format(row, sizeof row, "id=%s|name=赵一|sex=2|birth=%.4s-%.2s-%.2s|ethnic=01|"
			"hukou_address=演示市山前县清溪镇清溪路9号|hukou_region=339921|"
			"hukou_station=清溪派出所", id, id + 6, id + 10, id + 12);
		SAY("POP-01", row);
		assert_string_equal(answer(c, "hukou_address")->value, "演示市山前县清溪镇清溪路9号");
		assert_int_equal(answer(c, "hukou_address")->origin, ORIGIN_FETCHED);
		replay_equals(c);
		desk_close(c->desk);
		/* and not a second time */
		assert_int_equal(desk_open_case(c->desk, &list[i].id), OK);
		assert_null(flying("POP-01"));
		desk_close(c->desk);
	}
	mem_free(list);
	as_steward(c);
	assert_int_equal(move(OBJECTION_CLOSED, (struct objection_terms){0}), OK);
	as_clerk(c);
	begin(c, id, "赵一", SENIOR);
	assert_null(desk_disputed(c->desk, field(c, "hukou_address"))); /* the flag is gone */
	sound(state);
}

/* Kept as it is: the case hears that, the decision need not wait any more, nothing is overwritten. */
static void a_rejection_reaches_the_case(void **state)
{
	struct counter *c = *state;
	char id[19];
	size_t n;

	raise_waiting(c, id);
	struct uid file = desk_case(c->desk)->id;
	as_steward(c);
	assert_int_equal(move(OBJECTION_DECLINED, (struct objection_terms){.reason = "没有证据"}), OK);
	as_clerk(c);
	assert_int_equal(desk_apply_answers(c->desk, &n), OK);
	assert_int_equal(desk_open_case(c->desk, &file), OK);
	assert_false(casefile_waits(desk_case(c->desk)));
	assert_int_equal(casefile_dispute(desk_case(c->desk), "hukou_address")->answer, ANSWER_REJECTED);
	assert_string_equal(answer(c, "hukou_address")->value, "演示市山前县清溪镇清溪路9号");
	assert_null(flying("POP-01"));
	const struct objection *const *all;
	assert_int_equal(objections_all(hall->objections, &all), 1);
	assert_int_equal(all[0]->state, OBJECTION_APPLIED);
	assert_int_equal(all[0]->cases, 1);
}

static enum err look_inside(const struct event *e, void *ctx)
{
	static const char *const personal[] = {"subject", "applicant", "registered", "claimed", "proof", "value", "reason"};
	size_t *n = ctx;

	for (size_t i = 0; i < COUNT_OF(personal); i++)
		assert_null(record_get(&e->body, personal[i]));
	*n += record_find(&e->body, "private") != NULL;
	return OK;
}

/* A deleted case takes what is personal in its objections along; that there was one stays. */
static void deletion_takes_what_is_personal(void **state)
{
	struct counter *c = *state;
	const struct objection *const *all;
	struct objections *again;
	struct objection_terms t = {.reason = "x"};
	struct verify_report r;
	uint64_t after = 0;
	char id[19];
	size_t n = 0;

	raise_waiting(c, id);
	struct uid file = desk_case(c->desk)->id;
	desk_close(c->desk);
	as_steward(c);
	assert_int_equal(move(OBJECTION_DECLINED, (struct objection_terms){.reason = "没有证据"}), OK);
	assert_int_equal(journal_kind(c->f->s, "OBJECTION", &after, look_inside, &n), OK);
	assert_int_equal(n, 2);
	supervisor_in(c->f);
	assert_int_equal(casefile_destroy(c->f->s, &file, NULL), OK);
	assert_int_equal(store_fold(c->f->s), OK);
	assert_non_null(again = objections_new(c->f->s, &OBJECTION_DAYS));
	assert_int_equal(objections_refresh(again), OK);
	assert_int_equal(objections_all(again, &all), 1);
	assert_true(all[0]->erased);
	assert_int_equal(all[0]->state, OBJECTION_DECLINED);
	assert_string_equal(all[0]->subject, "");
	assert_string_equal(all[0]->applicant, "");
	assert_string_equal(all[0]->claimed, "");
	assert_string_equal(all[0]->registered, "");
	assert_string_equal(all[0]->reason, "");
	assert_string_equal(all[0]->resource, "POP-01"); /* the league table still counts it */
	struct uid one = all[0]->id;
	assert_int_equal(objections_move(again, &one, OBJECTION_CLOSED, &t), ERR_DENIED);
	assert_null(objections_about(again, "", "POP-01", "hukou_address"));
	objections_free(again);
	assert_int_equal(store_verify(c->f->s, &r, NULL), OK);
	assert_string_equal(buf_text(&r.text), "");
	buf_release(&r.text);
	struct record part = {0};
	struct buf blob;
	buf_init(&blob, 4096);
	record_add(&part, "subject", id);
	assert_int_equal(side_seal(c->f->s, &file, &part, &blob), ERR_NOTFOUND); /* nor does it get a key again */
	record_release(&part);
	buf_release(&blob);
}

/* The case on the desk hears it while it is open. */
static void an_answer_while_the_case_is_open(void **state)
{
	struct counter *c = *state;
	struct objections *elsewhere;
	char id[19];
	size_t n;

	raise_waiting(c, id);
	struct uid file = desk_case(c->desk)->id;
	as_steward(c);
	elsewhere = objections_new(c->f->s, &OBJECTION_DAYS);
	struct uid one = the_objection();
	assert_int_equal(objections_refresh(elsewhere), OK);
	struct objection_terms t = {.reason = "不是本厅数据"};
	assert_int_equal(objections_move(elsewhere, &one, OBJECTION_DECLINED, &t), OK);
	objections_free(elsewhere);
	as_clerk(c);
	assert_int_equal(desk_open_case(c->desk, &file), OK);
	type(c, "reason", "1");
	assert_int_equal(desk_apply_answers(c->desk, &n), OK);
	assert_int_equal(n, 1);
	assert_true(told(c, "YY-260316-A03-01"));
	assert_string_equal(answer(c, "reason")->value, "1");
	type(c, "reason", "2"); /* and goes on */
	replay_equals(c);
}

/* Another window brings the answer while this one types: neither is lost. */
static void an_answer_from_another_window(void **state)
{
	struct counter *c = *state;
	struct record body = {0};
	char id[19], hex[UID_HEX];

	raise_waiting(c, id);
	struct uid one = the_objection(), file = desk_case(c->desk)->id;
	uid_hex(&one, hex);
	record_add(&body, "objection", "YY-260316-A03-01");
	record_add(&body, "id", hex);
	record_add(&body, "act", "answer");
	record_add(&body, "answer", "confirmed");
	struct entry entry = {.casefile = file, .kind = "DISPUTE", .body = &body};
	assert_int_equal(journal_append_wait(c->f->s, &entry, 1, NULL, NULL, 1000), OK);
	record_release(&body);
	type(c, "reason", "1");
	assert_string_equal(answer(c, "reason")->value, "1");
	assert_int_equal(casefile_dispute(desk_case(c->desk), "hukou_address")->answer, ANSWER_CONFIRMED);
	replay_equals(c);
	/* but not behind another person's typing */
	assert_int_equal(put(c->f->s, file, "FIELD", "name", "reason", "value", "3", "origin", "typed", NULL), OK);
	char why[WHY_SIZE];
	assert_int_equal(desk_answer(c->desk, field(c, "reason"), "2", why), ERR_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_states),
		cmocka_unit_test_setup_teardown(test_clocks, open_hall, close_hall),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test_setup_teardown(
			a_fixed_value_is_replaced_on_a_document, open_hall, close_hall),
		cmocka_unit_test_setup_teardown(the_paper_is_frozen, open_hall, close_hall),
		cmocka_unit_test_setup_teardown(what_is_refused, open_hall, close_hall),
		cmocka_unit_test_setup_teardown(later_cases_carry_it, open_hall, close_hall),
		cmocka_unit_test_setup_teardown(a_submit_takes_it_along, open_hall, close_hall),
		cmocka_unit_test_setup_teardown(a_decision_waits, open_hall, close_hall),
		cmocka_unit_test_setup_teardown(deletion_takes_what_is_personal, open_hall, close_hall),
		cmocka_unit_test_setup_teardown(only_the_steward_moves_it, open_hall, close_hall),
		cmocka_unit_test_setup_teardown(
			a_correction_reaches_every_open_case, open_hall, close_hall),
		cmocka_unit_test_setup_teardown(a_rejection_reaches_the_case, open_hall, close_hall),
		cmocka_unit_test_setup_teardown(
			an_answer_while_the_case_is_open, open_hall, close_hall),
		cmocka_unit_test_setup_teardown(
			an_answer_from_another_window, open_hall, close_hall),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
