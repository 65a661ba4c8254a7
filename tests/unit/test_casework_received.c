/* SPDX-License-Identifier: MIT
 *
 * Between receipt and acceptance (domain.md 3, RECEIVED -> ACCEPTED, FIXING by clerk or examiner;
 * capabilities F1, F2, G1): papers are judged, counted and brought for five working days by whoever may
 * accept, and what the receipt said stays as it was printed.
 */
#include "tests/unit/desk_papers.h"
#include "tests/unit/desk_staff.h"

#include "core/casework/ground.h"
#include "core/casework/oversight/trail.h"
#include "core/casework/recusal.h"

#define DAY ((int64_t)24 * 60 * 60 * 1000)

/* Somebody who rents, with good credit. Open: degree, photograph, plan, word, contract or letter, book. */
static struct uid received(struct counter *c)
{
	char id[19];

	stranger(c, id);
	begin(c, id, "凌一心", PAPERS);
	SAY("CRD-02", "clean=1");
	SAY_NOTHING("BDC-01");
	type(c, "house", "2");
	told(c, "");
	assert_int_equal(desk_receive(c->desk), OK);
	assert_int_equal(desk_case(c->desk)->state, STATE_RECEIVED);
	return desk_case(c->desk)->id;
}

static void as_examiner(struct counter *c, const struct uid *id)
{
	hire(c, "3001", ROLE_EXAMINER, NULL);
	again_as(c, "3001", PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, id), OK);
}

static void bring_all(struct counter *c)
{
	assert_int_equal(choose(c, "degree", CHOOSE_DEFER), OK);
	assert_int_equal(choose(c, "photo", CHOOSE_CAPTURE), OK);
	assert_int_equal(desk_count_material(c->desk, material(c, "plan"), 3), OK);
	assert_int_equal(choose(c, "word", CHOOSE_PLEDGE), OK);
	assert_int_equal(choose(c, "letter", CHOOSE_SEEN), OK);
	assert_int_equal(choose(c, "book", CHOOSE_SEEN), OK);
}

/* Received with nothing; the applicant brings the rest on the next day, and it is accepted. */
static void judged_and_accepted(void **state)
{
	struct counter *c = *state;
	struct life_args none = {0};
	struct uid id = received(c);
	uint8_t receipt[HASH_SIZE];

	memcpy(receipt, casefile_slip(desk_case(c->desk), "receipt")->hash, HASH_SIZE);
	assert_int_equal(desk_live(c->desk, LIFE_ACCEPT, &none), ERR_INCOMPLETE);
	clock_advance(DAY);
	bring_all(c);
	assert_int_equal(material_missing(desk_case(c->desk)), 0);
	assert_int_equal(mark(c, "lease")->mark, MARK_IDLE); /* the letter is enough */
	assert_false(mark(c, "plan")->corrected); /* the applicant had to come again */
	replay_equals(c);
	assert_int_equal(desk_live(c->desk, LIFE_ACCEPT, &none), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_ACCEPTED);
	assert_int_equal(f->due, day_of(2026, 3, 31)); /* ten working days after Tuesday 17 March */
	assert_int_equal(f->chosen[material(c, "lease")].mark, MARK_IDLE);
	assert_int_equal(f->chosen[material(c, "plan")].mark, MARK_VERIFIED);
	assert_int_equal(f->chosen[material(c, "plan")].actual, 3);
	assert_memory_equal(f->slips[0].hash, receipt, HASH_SIZE); /* as it was printed */
	/* what has come since stands on one of its own */
	assert_memory_not_equal(casefile_slip(f, "receipt")->hash, receipt, HASH_SIZE);
	assert_int_equal(choose(c, "plan", CHOOSE_LATER), ERR_STATE); /* from now on it stands */
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	replay_equals(c);
	sound(state);
}

/* The examiner finds what does not do and tells it once, on the fifth working day. */
static void judged_and_told_by_the_examiner(void **state)
{
	struct counter *c = *state;
	struct uid id = received(c);

	assert_int_equal(choose(c, "photo", CHOOSE_CAPTURE), OK);
	as_examiner(c, &id);
	clock_advance(7 * DAY); /* Monday 16 to Monday 23 March */
	assert_int_equal(desk_judge_material(c->desk, material(c, "photo"), DEFECT_UNREADABLE, "", ""), OK);
	assert_int_equal(desk_count_material(c->desk, material(c, "plan"), 1), OK);
	assert_int_equal(mark(c, "plan")->defect, DEFECT_SHORT);
	assert_int_equal(choose(c, "degree", CHOOSE_LATER), OK);
	assert_int_equal(choose(c, "word", CHOOSE_LATER), OK);
	assert_int_equal(choose(c, "book", CHOOSE_LATER), OK);
	assert_int_equal(desk_issue_notice(c->desk, NULL), ERR_INCOMPLETE); /* the home is not looked at */
	assert_int_equal(choose(c, "letter", CHOOSE_LATER), OK);
	assert_int_equal(desk_issue_notice(c->desk, NULL), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_FIXING);
	assert_true(f->told[material(c, "photo")]);
	assert_true(f->told[material(c, "plan")]);
	assert_string_equal(f->received_by, "1024");
	replay_equals(c);
	sound(state);
}

/* After the fifth day silence has accepted it: papers are judged no more than told. */
static void too_late_to_tell(void **state)
{
	struct counter *c = *state;

	(void)received(c);
	clock_advance(8 * DAY);
	for (size_t i = 0; i < desk_case(c->desk)->item->n_materials; i++)
		if (desk_case(c->desk)->marks[i].mark == MARK_MISSING)
			assert_int_equal(desk_choose_material(c->desk, i, CHOOSE_LATER, 0), OK);
	assert_int_equal(desk_issue_notice(c->desk, NULL), ERR_STATE);
	assert_int_equal(desk_case(c->desk)->state, STATE_RECEIVED);
}

/* Administrative Licensing Law, art. 32(1) no. 2: whose it is instead is told, on the paper. */
static void refused_to_another_authority(void **state)
{
	struct counter *c = *state;
	struct ground grounds[12];
	char path[PATH_SIZE];

	assert_int_equal(file_asset("life/grounds.tsv", path), OK);
	assert_int_equal(grounds_open(path), OK);
	assert_true(grounds_of("refuse", grounds, COUNT_OF(grounds)) == 5);
	assert_true(grounds[0].elsewhere);
	assert_false(grounds[1].elsewhere);
	struct life_args args = {.reason = grounds[0].text};
	(void)received(c);
	assert_int_equal(desk_live(c->desk, LIFE_REFUSE, &args), ERR_INPUT);
	args.authority = "山前县自然资源局";
	assert_int_equal(desk_live(c->desk, LIFE_REFUSE, &args), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_REFUSED_IN);
	assert_string_equal(f->words.authority, "山前县自然资源局");
	assert_non_null(strstr(casefile_slip(f, "refusal")->bytes, "山前县自然资源局"));
	replay_equals(c);
	grounds_close();
	sound(state);
}

static void nobody_else(void **state)
{
	static const struct {
		const char *id;
		enum role role;
	} others[] = {{"8001", ROLE_AGENT}, {"4001", ROLE_DECIDER}, {"6001", ROLE_ISSUER}};
	struct counter *c = *state;
	struct uid id = received(c);

	for (size_t i = 0; i < COUNT_OF(others); i++) {
		hire(c, others[i].id, others[i].role, NULL);
		again_as(c, others[i].id, PASS_STAFF);
		assert_int_equal(desk_open_case(c->desk, &id), OK);
		assert_int_equal(desk_papers_open(c->desk), ERR_DENIED);
		assert_int_equal(choose(c, "plan", CHOOSE_SEEN), ERR_DENIED);
		assert_int_equal(desk_count_material(c->desk, material(c, "plan"), 3), ERR_DENIED);
		assert_int_equal(choose(c, "plan", CHOOSE_LATER), ERR_DENIED);
	}
	/* a supervisor says what a second notice asks for, not what the first does */
	again_as(c, "2000", PASS_SUPER);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(choose(c, "plan", CHOOSE_LATER), ERR_DENIED);
	as_examiner(c, &id);
	assert_int_equal(desk_papers_open(c->desk), OK);
	assert_int_equal(desk_recuse(c->desk, "近亲属"), OK);
	assert_int_equal(desk_papers_open(c->desk), ERR_DENIED);
	assert_int_equal(choose(c, "plan", CHOOSE_SEEN), ERR_DENIED);
	sound(state);
}

/* The completion is taken in by somebody who does not accept, and falls short: it is judged by who accepts,
 * told no second time, and refused as still incomplete (domain.md 3: FIXING -> RECEIVED, REFUSED_IN). */
static void a_completion_that_falls_short(void **state)
{
	struct counter *c = *state;
	struct life_args refusal = {.reason = "一次性告知后仍未补齐"};
	struct uid id = received(c);

	for (size_t i = 0; i < desk_case(c->desk)->item->n_materials; i++)
		if (desk_case(c->desk)->marks[i].mark == MARK_MISSING)
			assert_int_equal(desk_choose_material(c->desk, i, CHOOSE_LATER, 0), OK);
	assert_int_equal(desk_issue_notice(c->desk, NULL), OK);
	int64_t first = desk_case(c->desk)->received_ms;
	assert_int_equal(material_unanswered(desk_case(c->desk)), 6); /* contract or letter is one */
	clock_advance(2 * DAY);
	hire(c, "8001", ROLE_AGENT, NULL);
	again_as(c, "8001", PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_submit(c->desk), ERR_DENIED); /* an agent accepts nothing */
	assert_int_equal(desk_receive(c->desk), ERR_INCOMPLETE);
	bring_all(c);
	assert_int_equal(desk_judge_material(c->desk, material(c, "plan"), DEFECT_UNREADABLE, "", ""), OK);
	assert_int_equal(material_unanswered(desk_case(c->desk)), 0);
	assert_int_equal(desk_receive(c->desk), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_RECEIVED);
	assert_true(f->received_ms > first); /* a new clock of five working days */
	assert_int_equal(f->filed_ms, first);
	assert_string_equal(f->received_by, "1024");
	assert_string_equal(f->slips[f->n_slips - 1].document, "receipt");
	as_examiner(c, &id);
	assert_int_equal(choose(c, "word", CHOOSE_LATER), OK); /* told once: it may still not do */
	assert_int_equal(choose(c, "word", CHOOSE_PLEDGE), OK);
	assert_int_equal(desk_issue_notice(c->desk, NULL), ERR_DENIED);
	assert_int_equal(desk_live(c->desk, LIFE_ACCEPT, &refusal), ERR_INCOMPLETE);
	assert_int_equal(desk_live(c->desk, LIFE_REFUSE, &refusal), OK);
	assert_int_equal(desk_case(c->desk)->state, STATE_REFUSED_IN);
	assert_non_null(strstr(casefile_slip(desk_case(c->desk), "refusal")->bytes, "仍未补齐"));
	replay_equals(c);
	sound(state);
}

static const struct trail_row *row_of(const struct trail *t, const char *words)
{
	for (size_t i = 0; i < t->n; i++)
		if (strstr(t->rows[i].words, words))
			return &t->rows[i];
	fail_msg("the trail does not say %s", words);
	return NULL;
}

/* Who changed what the receipt says, from what to what. */
static void the_trail_tells(void **state)
{
	struct counter *c = *state;
	struct trail t;
	struct uid id = received(c);

	as_examiner(c, &id);
	assert_int_equal(choose(c, "plan", CHOOSE_SEEN), OK);
	assert_int_equal(trail_load(c->f->s, desk_case(c->desk), &t), OK);
	assert_string_equal(row_of(&t, _("after the receipt"))->actor, "3001");
	assert_non_null(strstr(row_of(&t, _("after the receipt"))->words, " -> "));
	trail_release(&t);
}

/* A picture taken after the receipt is sealed, and the form holds its hash although it is closed. */
static void a_file_after_the_receipt(void **state)
{
	struct counter *c = *state;
	char folder[128], hex[HASH_HEX], why[WHY_SIZE];

	with_folder(c, folder);
	(void)received(c);
	put_file(folder, "a.png", "\x89PNG\r\n\x1a\npicture IEND");
	clock_advance(DAY);
	assert_int_equal(desk_attach_scan(c->desk, material(c, "photo"), "a.png"), OK);
	assert_int_equal(mark(c, "photo")->mark, MARK_VERIFIED);
	text_hex(mark(c, "photo")->scans[0], HASH_SIZE, hex);
	assert_string_equal(answer(c, "shot")->value, hex);
	assert_int_equal(desk_answer(c->desk, field(c, "house"), "1", why), ERR_STATE);
	replay_equals(c);
	sound(state);
	desk_close(c->desk);
}

#define ON_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open_data, counter_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_COUNTER(judged_and_accepted),
		ON_COUNTER(judged_and_told_by_the_examiner),
		ON_COUNTER(too_late_to_tell),
		ON_COUNTER(refused_to_another_authority),
		ON_COUNTER(nobody_else),
		ON_COUNTER(a_completion_that_falls_short),
		ON_COUNTER(the_trail_tells),
		ON_COUNTER(a_file_after_the_receipt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
