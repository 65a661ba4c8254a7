/* SPDX-License-Identifier: MIT
 *
 * Who else is in a case: parties, asked about by their own numbers; the agent at the counter; firms
 * and their handlers; nobody named. On items made for it (tests/data/desk).
 */
#include "tests/unit/desk_matters.h"

#include <time.h>

#define TOGETHER "330799199021"
#define NAMELESS "330799199022"
#define FIRM "91339901MA9D000137"
#define OTHER_FIRM "91339902MA9D00021G"
#define MOTHER "339901196301151222"

static char agent[19]; /* of age, not the applicant */

/* A number that proves itself: 17 characters and their check. */
static void number_of(const char *first17, char out[19])
{
	text_copy(out, 19, first17);
	out[17] = identity_check_char(out);
	out[18] = '\0';
}

static void start(struct counter *c, char id[19])
{
	stranger(c, id);
	begin(c, id, "凌一", TOGETHER);
	told(c, "");
	tick(c);
}

static void start_firm(struct counter *c)
{
	open_person(c, FIRM);
	SAY("CRD-01", "uscc=" FIRM "|name=演示一号有限公司|state=存续|representative=周明轩|"
		      "representative_id=339901198705091219");
	SAY("SJ-01", "uscc=" FIRM "|name=演示壹号有限公司|state=存续");
	SAY("AUTH-02", "uscc=" FIRM "|handler_id=339902199211039747|handler_name=钱经办|"
		       "handler_mobile=13900009999|from=2025-08-28|to=2026-08-28",
		"uscc=" FIRM "|handler_id=339901199105199767|handler_name=孙旧人|from=2024-01-01|"
		"to=2025-01-01");
	SAY_NOTHING("LIC-01");
}

static const struct desk_ask *ask_about(struct counter *c, const char *resource, const char *about)
{
	const struct desk_ask *asks;
	size_t n = desk_asks(c->desk, &asks);

	for (size_t i = 0; i < n; i++)
		if (text_equal(asks[i].resource->id, resource) && text_equal(asks[i].about, about))
			return &asks[i];
	return NULL;
}

/* ---- parties ---- */

static void a_party_is_asked_about_by_its_number(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	assert_null(flying_about(MOTHER, "POP-01"));
	type(c, "mother_id", MOTHER);
	assert_false(desk_waiting(c->desk, field(c, "note")));
	assert_true(desk_waiting(c->desk, field(c, "mother_name")));
	tick(c);
	assert_non_null(flying_about(MOTHER, "POP-01"));
	assert_string_equal(flying_about(MOTHER, "POP-01")->item_code, TOGETHER);
	const struct desk_ask *a = ask_about(c, "POP-01", "母亲");
	assert_non_null(a);
	assert_int_equal(a->light, LIGHT_ASKING);
	assert_string_equal(a->holder, "3399**********1222");
	assert_string_equal(ask_about(c, "POP-01", "")->holder, "");
	SAY_ABOUT(MOTHER, "POP-01", "id=" MOTHER "|name=何玉珍");
	assert_string_equal(answer(c, "mother_name")->value, "何玉珍");
	assert_int_equal(answer(c, "mother_name")->origin, ORIGIN_FETCHED);
	/* never mixed with the applicant's */
	assert_string_equal(answer(c, "name")->value, "凌一");
	assert_string_equal(desk_case(c->desk)->applicant, "凌一");
	assert_string_equal(
		casefile_latest(desk_case(c->desk), "POP-01", MOTHER)->holder, MOTHER);
	assert_string_equal(casefile_latest(desk_case(c->desk), "POP-01", id)->holder, "");
	assert_ptr_equal(casefile_latest(desk_case(c->desk), "POP-01", id),
		casefile_latest(desk_case(c->desk), "POP-01", NULL));
	replay_equals(c);
	desk_close(c->desk);
}

static void another_number_another_person(void **state)
{
	struct counter *c = *state;
	char id[19];
	size_t at;

	start(c, id);
	type(c, "mother_id", MOTHER);
	tick(c);
	SAY_ABOUT(MOTHER, "POP-01", "name=何玉珍");
	type(c, "mother_id", agent);
	assert_string_equal(answer(c, "mother_name")->value, ""); /* what was said was of another */
	tick(c);
	assert_non_null(flying_about(agent, "POP-01"));
	SAY_ABOUT(agent, "POP-01", "name=沈桂兰");
	assert_string_equal(answer(c, "mother_name")->value, "沈桂兰");
	replay_equals(c);
	/* the first again: what is still fresh is not asked twice */
	assert_int_equal(desk_undo(c->desk, &at), OK);
	assert_int_equal(at, field(c, "mother_id"));
	assert_string_equal(answer(c, "mother_name")->value, "何玉珍");
	tick(c);
	assert_null(flying_about(MOTHER, "POP-01"));
	replay_equals(c);
	/* emptied: nobody is asked about, nothing is said */
	assert_int_equal(desk_clear(c->desk, field(c, "mother_id")), OK);
	assert_string_equal(answer(c, "mother_name")->value, "");
	assert_null(ask_about(c, "POP-01", "母亲"));
	desk_close(c->desk);
}

/* A question about somebody the form no longer names is stopped. */
static void a_question_is_stopped(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	type(c, "mother_id", MOTHER);
	tick(c);
	assert_non_null(flying_about(MOTHER, "POP-01"));
	type(c, "mother_id", agent);
	assert_null(flying_about(MOTHER, "POP-01"));
	tick(c);
	assert_non_null(flying_about(agent, "POP-01"));
	replay_equals(c);
	desk_close(c->desk);
}

/* A typed name is contradicted by the register of that person only. */
static void a_contradiction_goes_with_its_person(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	type(c, "mother_id", MOTHER);
	type(c, "mother_name", "何玉真");
	assert_true(answer(c, "mother_name")->unverified);
	tick(c);
	SAY_ABOUT(MOTHER, "POP-01", "name=何玉珍");
	assert_string_equal(answer(c, "mother_name")->registered, "何玉珍");
	assert_true(desk_conflict(c->desk, field(c, "mother_name")));
	type(c, "mother_id", agent);
	assert_string_equal(answer(c, "mother_name")->value, "何玉真");
	assert_null(answer(c, "mother_name")->registered);
	assert_false(desk_conflict(c->desk, field(c, "mother_name")));
	replay_equals(c);
	desk_close(c->desk);
}

/* The applicant himself as a party: asked once. */
static void the_applicant_as_a_party(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	type(c, "owner_no.1", id);
	assert_string_equal(answer(c, "owner_name.1")->value, "凌一");
	tick(c);
	assert_null(flying("POP-01"));
	replay_equals(c);
	desk_close(c->desk);
}

static void rows_keep_their_persons(void **state)
{
	struct counter *c = *state;
	char id[19];
	int row;

	start(c, id);
	size_t owners = (size_t)item_repeat(desk_case(c->desk)->item, "owner");
	assert_int_equal(desk_row_add(c->desk, owners, &row), OK);
	assert_int_equal(row, 1);
	type(c, "owner_no.1", MOTHER);
	type(c, "owner_no.2", FIRM);
	tick(c);
	assert_non_null(flying_about(MOTHER, "POP-01"));
	assert_null(flying_about(MOTHER, "CRD-01")); /* its condition reads the row */
	assert_null(flying_about(FIRM, "POP-01"));
	SAY_ABOUT(MOTHER, "POP-01", "name=何玉珍");
	assert_string_equal(ask_about(c, "CRD-01", "股东")->holder, FIRM); /* a firm's is public */
	assert_int_equal(ask_about(c, "CRD-01", "股东")->row, 1);
	SAY_ABOUT(FIRM, "CRD-01", "uscc=" FIRM "|name=演示一号有限公司");
	assert_string_equal(answer(c, "owner_name.1")->value, "何玉珍");
	assert_string_equal(answer(c, "owner_name.2")->value, "演示一号有限公司");
	/* the first goes: the second moves up with what is known of it, and nobody is asked again */
	assert_int_equal(desk_row_remove(c->desk, owners, 0), OK);
	assert_string_equal(answer(c, "owner_no.1")->value, FIRM);
	assert_string_equal(answer(c, "owner_name.1")->value, "演示一号有限公司");
	assert_string_equal(answer(c, "owner_name.2")->value, "");
	tick(c);
	assert_null(flying("POP-01"));
	assert_null(flying("CRD-01"));
	replay_equals(c);
	assert_string_equal(desk_case(c->desk)->applicant, "凌一");
	desk_close(c->desk);
}

/* What was asked is known again when the case is opened next; what failed is asked again. */
static void parties_after_opening_again(void **state)
{
	struct counter *c = *state;
	char id[19];
	int row;

	start(c, id);
	size_t owners = (size_t)item_repeat(desk_case(c->desk)->item, "owner");
	assert_int_equal(desk_row_add(c->desk, owners, &row), OK);
	type(c, "owner_no.1", MOTHER);
	type(c, "owner_no.2", agent);
	tick(c);
	SAY_ABOUT(MOTHER, "POP-01", "name=何玉珍");
	silence("POP-01", OUTCOME_AGAIN);
	struct uid case_id = desk_case(c->desk)->id;
	desk_close(c->desk);
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	tick(c);
	assert_null(flying_about(MOTHER, "POP-01"));
	assert_non_null(flying_about(agent, "POP-01"));
	assert_int_equal(ask_about(c, "POP-01", "股东")->light, LIGHT_OK);
	SAY_ABOUT(agent, "POP-01", "name=沈桂兰");
	assert_string_equal(answer(c, "owner_name.2")->value, "沈桂兰");
	replay_equals(c);
	desk_close(c->desk);
}

/* Who it is follows from a rule: known again when the case is opened next, though no event says it. */
static void a_party_by_a_rule(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	type(c, "quick", "1");
	type(c, "capital", "77");
	tick(c);
	assert_non_null(flying_about(MOTHER, "POP-01"));
	assert_int_equal(ask_about(c, "POP-01", "值班")->row, -1);
	silence("POP-01", OUTCOME_AGAIN);
	type(c, "guard_name", "何玉珍");
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_true(answer(c, "guard_name")->unverified);
	struct uid case_id = desk_case(c->desk)->id;
	desk_close(c->desk);
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	tick(c);
	assert_non_null(flying_about(MOTHER, "POP-01"));
	SAY_ABOUT(MOTHER, "POP-01", "name=何玉珍");
	assert_false(answer(c, "guard_name")->unverified);
	assert_int_equal(answer(c, "guard_name")->origin, ORIGIN_FETCHED);
	replay_equals(c);
	desk_close(c->desk);
}

/* A name of one's own for each: 股东零零 to 股东四九. */
static void owner_called(int i, char out[40])
{
	static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

	text_format(out, 40, "股东%s%s", digits[i / 10], digits[i % 10]);
}

/* Let go while the register was silent about a party: asked again when it is opened next, and what
 * it says is compared, not taken over. */
static void a_party_is_verified_afterwards(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	type(c, "mother_id", MOTHER);
	type(c, "mother_name", "何玉真");
	tick(c);
	silence("POP-01", OUTCOME_AGAIN);
	assert_true(answer(c, "mother_name")->unverified);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	struct uid case_id = desk_case(c->desk)->id;
	desk_close(c->desk);
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	tick(c);
	assert_non_null(flying_about(MOTHER, "POP-01"));
	assert_null(flying_about(id, "POP-01")); /* his own was told */
	SAY_ABOUT(MOTHER, "POP-01", "name=何玉珍");
	assert_false(answer(c, "mother_name")->unverified);
	assert_string_equal(answer(c, "mother_name")->value, "何玉真");
	assert_string_equal(answer(c, "mother_name")->registered, "何玉珍");
	replay_equals(c);
	desk_close(c->desk);
}

/* Fifty owners: so many questions at a time, all of them in the end, each answer to its own row. */
static void fifty_owners(void **state)
{
	enum { OWNERS = 50, AT_A_TIME = 24 };
	struct counter *c = *state;
	char id[19], numbers[OWNERS][19], name[40];
	int row;

	start(c, id);
	size_t owners = (size_t)item_repeat(desk_case(c->desk)->item, "owner");
	for (int i = 0; i < OWNERS; i++) {
		stranger(c, numbers[i]);
		if (i > 0)
			assert_int_equal(desk_row_add(c->desk, owners, &row), OK);
		text_format(name, sizeof name, "owner_no.%d", i + 1);
		type(c, name, numbers[i]);
	}
	assert_int_equal(desk_row_add(c->desk, owners, &row), ERR_LIMIT);
	for (int told = 0; told < OWNERS;) {
		tick(c);
		assert_true(driver_flight(c->driver) <= AT_A_TIME);
		assert_non_null(flying("POP-01"));
		for (int i = 0; i < OWNERS; i++) {
			if (!flying_about(numbers[i], "POP-01"))
				continue;
			char called[40], said[80];
			owner_called(i, called);
			text_format(said, sizeof said, "name=%s", called);
			SAY_ABOUT(numbers[i], "POP-01", said);
			told++;
		}
	}
	for (int i = 0; i < OWNERS; i++) {
		char wanted[40];
		text_format(name, sizeof name, "owner_name.%d", i + 1);
		owner_called(i, wanted);
		assert_string_equal(answer(c, name)->value, wanted);
	}
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- who stands at the counter ---- */

static void an_agent_stays_apart(void **state)
{
	struct counter *c = *state;
	char id[19], why[WHY_SIZE];

	stranger(c, id);
	open_person(c, id);
	identity_lands(c, id, "凌一");
	assert_int_equal(desk_confirm_agent(c->desk, id, PROOF_READER, why), ERR_INPUT);
	assert_true(*why); /* nobody acts for himself */
	assert_int_equal(desk_confirm_agent(c->desk, "339901201902061225", PROOF_READER, why), ERR_INPUT);
	assert_int_equal(desk_confirm_agent(c->desk, agent, PROOF_READER, why), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_true(f->identity_confirmed);
	assert_string_equal(f->agent, agent);
	assert_int_equal(f->agent_proof, PROOF_READER);
	assert_string_equal(f->subject, id);
	/* an item without a place for an agent is not for him */
	assert_false(desk_suits(c->desk, item_at(c, NAMELESS)));
	assert_int_equal(desk_pick_item(c->desk, item_at(c, NAMELESS), NULL), ERR_DENIED);
	assert_true(desk_suits(c->desk, item_at(c, TOGETHER)));
	assert_int_equal(desk_pick_item(c->desk, item_at(c, TOGETHER), NULL), OK);
	tick(c);
	assert_string_equal(answer(c, "agent_id")->value, agent);
	assert_int_equal(answer(c, "agent_id")->origin, ORIGIN_LICENCE);
	assert_true(desk_locked(c->desk, field(c, "agent_id")));
	SAY_ABOUT(agent, "POP-01", "name=沈桂兰");
	assert_string_equal(answer(c, "agent_name")->value, "沈桂兰");
	assert_string_equal(f->agent_name, "沈桂兰");
	assert_string_equal(f->applicant, "凌一");
	assert_string_equal(answer(c, "name")->value, "凌一");
	replay_equals(c);
	/* the applicant has come after all */
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	assert_string_equal(f->agent, "");
	assert_string_equal(answer(c, "agent_id")->value, "");
	assert_string_equal(answer(c, "agent_name")->value, "");
	assert_false(desk_evaluation(c->desk)->visible[field(c, "agent_id")]);
	replay_equals(c);
	desk_close(c->desk);
}

/* Keyed in the form it is the same act: the original was seen. */
static void an_agent_told_in_the_form(void **state)
{
	struct counter *c = *state;
	char id[19], why[WHY_SIZE];

	start(c, id);
	assert_int_equal(desk_answer(c->desk, field(c, "agent_id"), id, why), ERR_INPUT);
	type(c, "agent_id", agent);
	assert_string_equal(desk_case(c->desk)->agent, agent);
	assert_int_equal(desk_case(c->desk)->agent_proof, PROOF_SEEN);
	assert_string_equal(answer(c, "agent_id")->value, agent);
	replay_equals(c);
	desk_close(c->desk);
	stranger(c, id);
	begin(c, id, "凌三", NAMELESS);
	assert_int_equal(desk_confirm_agent(c->desk, agent, PROOF_READER, why), ERR_DENIED);
	assert_true(*why);
	desk_close(c->desk);
}

static void a_child_needs_a_guardian(void **state)
{
	struct counter *c = *state;
	char child[19];

	number_of("33990120190206122", child);
	open_person(c, child);
	identity_lands(c, child, "凌小");
	assert_true(desk_minor(c->desk));
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	told(c, "");
	assert_int_equal(desk_pick_item(c->desk, item_at(c, TOGETHER), NULL), OK);
	assert_true(told(c, "guardian"));
	/* nobody goes on with it alone */
	char why[WHY_SIZE];
	assert_true(desk_guardian_missing(c->desk));
	assert_int_equal(desk_receive(c->desk), ERR_INCOMPLETE);
	assert_int_equal(desk_may_submit(c->desk), ERR_INCOMPLETE);
	assert_int_equal(desk_confirm_agent(c->desk, agent, PROOF_READER, why), OK);
	assert_false(desk_guardian_missing(c->desk));
	desk_close(c->desk);
	/* where the item wants the person there is nobody to stand for the child */
	number_of("33990120190206124", child);
	open_person(c, child);
	identity_lands(c, child, "凌二");
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, NAMELESS), NULL), OK);
	assert_false(desk_guardian_missing(c->desk));
	desk_close(c->desk);
	open_person(c, agent);
	assert_false(desk_minor(c->desk));
	desk_close(c->desk);
}

/* ---- firms ---- */

static void a_firm_is_opened_by_its_code(void **state)
{
	struct counter *c = *state;
	const struct desk_ask *asks;
	struct desk_handler who[8];
	struct view_case v, *found;
	char why[WHY_SIZE];
	size_t n;

	assert_int_equal(desk_open_person(c->desk, "91339901MA9D000138", PROOF_SEEN, why), ERR_INPUT);
	assert_true(*why);
	assert_int_equal(desk_open_person(c->desk, "91110000802100433B", PROOF_SEEN, why), ERR_DEMO);
	open_person(c, FIRM);
	assert_true(desk_legal(c->desk));
	assert_false(desk_minor(c->desk));
	assert_int_equal(desk_asks(c->desk, &asks), 4);
	assert_null(flying("POP-01"));
	assert_string_equal(flying("AUTH-02")->holder_id, FIRM);
	desk_close(c->desk);
	start_firm(c);
	const struct casefile *f = desk_case(c->desk);
	assert_string_equal(f->subject, FIRM);
	assert_string_equal(f->applicant, "演示一号有限公司"); /* the credit platform goes first */
	n = desk_handlers(c->desk, who, COUNT_OF(who));
	assert_int_equal(n, 3);
	assert_string_equal(who[0].name, "周明轩");
	assert_true(who[0].representative && who[0].in_force);
	assert_string_equal(who[1].id, "339902199211039747");
	assert_string_equal(who[1].to, "2026-08-28");
	assert_true(who[1].in_force);
	assert_false(who[2].in_force); /* ran out in January 2025 */
	assert_int_equal(view_get(c->f->s, &f->id, &v), OK);
	assert_string_equal(v.applicant, "演示一号有限公司");
	assert_int_equal(view_find(c->f->s, TOKEN_CREDIT_CODE, FIRM, &found, &n), OK);
	assert_true(n >= 1);
	assert_true(uid_equal(&found[0].id, &f->id));
	mem_free(found);
	replay_equals(c);
	desk_close(c->desk);
}

static void a_handler_and_his_authority(void **state)
{
	struct counter *c = *state;
	char why[WHY_SIZE];

	start_firm(c);
	told(c, "");
	assert_int_equal(desk_confirm_agent(c->desk, "339901199105199767", PROOF_READER, why), OK);
	assert_true(told(c, "2025-01-01")); /* the authority that ran out */
	assert_int_equal(desk_confirm_agent(c->desk, agent, PROOF_READER, why), OK);
	assert_true(told(c, "power of attorney"));
	assert_int_equal(
		desk_confirm_agent(c->desk, "339902199211039747", PROOF_READER, why), OK);
	assert_false(told(c, "authority"));
	assert_string_equal(desk_case(c->desk)->agent_name, "钱经办");
	assert_false(desk_suits(c->desk, item_at(c, NAMELESS))); /* for people only */
	assert_int_equal(desk_pick_item(c->desk, item_at(c, TOGETHER), "again"), OK);
	tick(c);
	assert_string_equal(answer(c, "id_no")->value, FIRM);
	assert_string_equal(answer(c, "id_no")->resource, "CRD-01");
	assert_string_equal(answer(c, "name")->value, "演示一号有限公司");
	assert_string_equal(answer(c, "name")->registered, "演示壹号有限公司");
	assert_string_equal(answer(c, "agent_id")->value, "339902199211039747");
	assert_null(flying_about(FIRM, "POP-01"));
	assert_string_equal(flying("BDC-01")->holder_id, FIRM);
	assert_string_equal(desk_case(c->desk)->applicant, "演示一号有限公司");
	replay_equals(c);
	desk_close(c->desk);
}

static void a_firm_that_is_no_more(void **state)
{
	struct counter *c = *state;

	open_person(c, OTHER_FIRM);
	SAY("CRD-01", "uscc=" OTHER_FIRM "|name=演示二号|state=注销");
	assert_true(told(c, "struck off"));
	assert_int_equal(desk_confirm_identity(c->desk), ERR_STATE);
	desk_close(c->desk);
}

/* ---- nobody named ---- */

static void without_a_name(void **state)
{
	struct counter *c = *state;
	const struct desk_ask *asks;
	struct view_case v;
	char id[19], why[WHY_SIZE];

	assert_int_equal(desk_open_anonymous(c->desk, item_at(c, TOGETHER)), ERR_DENIED);
	assert_int_equal(desk_open_anonymous(c->desk, item_at(c, NAMELESS)), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_true(f->anonymous);
	assert_string_equal(f->subject, "");
	assert_string_equal(f->item->code, NAMELESS);
	assert_int_equal(desk_asks(c->desk, &asks), 0);
	assert_int_equal(desk_confirm_identity(c->desk), ERR_STATE);
	assert_int_equal(desk_answer(c->desk, field(c, "id_no"), agent, why), ERR_DENIED);
	assert_true(*why); /* a number anybody may know is no name */
	type(c, "place", "演示市城东区启明路2号");
	tick(c);
	assert_null(flying("POP-01"));
	SAY("GIS-01", "address_code=C7"); /* a place has no owner */
	assert_string_equal(answer(c, "place_code")->value, "C7");
	assert_int_equal(desk_may_submit(c->desk), OK);
	replay_equals(c);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(f->state, STATE_ACCEPTED);
	assert_int_equal(view_by_number(c->f->s, f->number, &v), OK);
	assert_string_equal(v.applicant, "");
	replay_equals(c);
	desk_close(c->desk);
	/* a second one is no duplicate of the first, and the name may come later */
	assert_int_equal(desk_open_anonymous(c->desk, item_at(c, NAMELESS)), OK);
	stranger(c, id);
	assert_int_equal(desk_give_name(c->desk, FIRM, PROOF_SEEN, why), ERR_INPUT);
	assert_int_equal(desk_give_name(c->desk, id, PROOF_READER, why), OK);
	assert_false(f->anonymous);
	assert_string_equal(f->subject, id);
	identity_lands(c, id, "凌九");
	assert_string_equal(answer(c, "id_no")->value, id);
	assert_string_equal(answer(c, "name")->value, "凌九");
	assert_string_equal(f->applicant, "凌九");
	assert_int_equal(desk_give_name(c->desk, id, PROOF_READER, why), ERR_STATE);
	replay_equals(c);
	desk_close(c->desk);
}

static int open_parties(void **state)
{
	number_of("33990119700101122", agent);
	return counter_open_data(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_party_is_asked_about_by_its_number),
		cmocka_unit_test(another_number_another_person),
		cmocka_unit_test(a_question_is_stopped),
		cmocka_unit_test(a_contradiction_goes_with_its_person),
		cmocka_unit_test(the_applicant_as_a_party),
		cmocka_unit_test(rows_keep_their_persons),
		cmocka_unit_test(parties_after_opening_again),
		cmocka_unit_test(a_party_is_verified_afterwards),
		cmocka_unit_test(a_party_by_a_rule),
		cmocka_unit_test(fifty_owners),
		cmocka_unit_test(an_agent_stays_apart),
		cmocka_unit_test(an_agent_told_in_the_form),
		cmocka_unit_test(a_child_needs_a_guardian),
		cmocka_unit_test(a_firm_is_opened_by_its_code),
		cmocka_unit_test(a_handler_and_his_authority),
		cmocka_unit_test(a_firm_that_is_no_more),
		cmocka_unit_test(without_a_name),
		cmocka_unit_test(sound),
	};

	return cmocka_run_group_tests(tests, open_parties, counter_close);
}
