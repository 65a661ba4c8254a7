/* SPDX-License-Identifier: MIT
 *
 * The documents of a case: which are frozen at the submit, what must stand on each (domain.md 5),
 * and what must not.
 */
#include "tests/unit/desk_matters.h"

#define TOGETHER "330799199021"
#define FIRM "91339901MA9D000137"

static char agent[19];

static const struct slip_kept *slip(struct counter *c, const char *document)
{
	const struct slip_kept *s = casefile_slip(desk_case(c->desk), document);

	if (!s)
		fail_msg("no %s", document);
	return s;
}

static void on(const struct slip_kept *s, const char *words)
{
	if (!strstr(s->bytes, words))
		fail_msg("%s is not on the %s:\n%s", words, s->document, s->bytes);
}

static void not_on(const struct slip_kept *s, const char *words)
{
	if (strstr(s->bytes, words))
		fail_msg("%s stands on the %s:\n%s", words, s->document, s->bytes);
}

/* Somebody with an agent, two owners, a home, a warning with its reason. */
static void fill(struct counter *c, char id[19])
{
	char why[WHY_SIZE];
	int row;

	stranger(c, id);
	open_person(c, id);
	identity_lands(c, id, "凌晓云");
	assert_int_equal(desk_confirm_agent(c->desk, agent, PROOF_READER, why), OK);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, TOGETHER), NULL), OK);
	tick(c);
	SAY_ABOUT(agent, "POP-01", "name=沈桂兰");
	SAY("BDC-01", "kind=title|title_no=浙A1|address=演示市启明路1号");
	type(c, "title_no", "浙A1");
	type(c, "capital", "0.5");
	assert_int_equal(desk_excuse(c->desk, field(c, "capital"), 0, "分期到位"), OK);
	assert_int_equal(
		desk_row_add(c->desk, (size_t)item_repeat(desk_case(c->desk)->item, "owner"), &row), OK);
	type(c, "owner_no.1", agent);
	type(c, "owner_no.2", FIRM);
	type(c, "owner_post.2", "监事");
	tick(c);
	SAY_ABOUT(FIRM, "CRD-01", "uscc=" FIRM "|name=演示一号有限公司");
}

static void a_promise_with_a_paper_to_come(void **state)
{
	struct counter *c = *state;
	char id[19];

	fill(c, id);
	assert_int_equal(desk_choose_material(c->desk, material(c, "proof"), CHOOSE_DEFER, 3), OK);
	assert_int_equal(desk_submit(c->desk), OK);
	const struct casefile *f = desk_case(c->desk);
	static const char *const made[] = {"application", "mandate", "agent-begin", "defer", "sharing",
		"deferral", "acceptance", "receipt"}; /* the last is what desk_print prints */
	assert_int_equal(f->n_slips, COUNT_OF(made));
	for (size_t i = 0; i < COUNT_OF(made); i++)
		assert_string_equal(f->slips[i].document, made[i]);
	assert_int_equal(slip(c, "receipt")->copies, 2);
	assert_int_equal(slip(c, "receipt")->columns, 48);
	assert_int_equal(slip(c, "application")->columns, 80);

	const struct slip_kept *s = slip(c, "receipt");
	on(s, f->number);
	on(s, f->query);
	on(s, "凌*云");
	not_on(s, id);
	not_on(s, "凌晓云");
	on(s, "沈*兰"); /* the agent, apart */
	not_on(s, "沈桂兰");
	not_on(s, agent);
	on(s, "股东      2"); /* rows counted */
	on(s, "出资偏低"); /* the warning, and why it was passed */
	on(s, "分期到位");
	on(s, "2026年3月19日"); /* three working days from Monday the 16th */
	on(s, "2026年3月30日"); /* ten */

	s = slip(c, "application"); /* signed: in clear */
	on(s, "凌晓云");
	on(s, id);
	on(s, "沈桂兰");
	on(s, agent);
	on(s, FIRM);
	on(s, "演示一号有限公司");
	not_on(s, "监事"); /* not among the fields the item lists */
	not_on(s, "浙A1");

	s = slip(c, "defer");
	on(s, "证明");
	on(s, "2026年3月19日");
	on(s, "凌晓云");
	assert_int_equal(s->copies, 2);

	s = slip(c, "sharing");
	on(s, i18n_pick("公安", "Police"));
	on(s, i18n_pick("不动产登记", "Real estate register"));
	on(s, i18n_pick("坐落", "Where")); /* what was taken over */
	on(s, i18n_pick("股东", "Owner")); /* about whom */
	on(s, i18n_pick("测试股东", "Test of the owner")); /* and on what ground */
	not_on(s, "演示市启明路1号"); /* what, not which */
	not_on(s, id);

	s = slip(c, "acceptance");
	on(s, "2026年3月30日");
	on(s, "2026年4月14日"); /* twenty working days; 6 April is a day off */
	on(s, i18n_pick("可申请行政复议", "Administrative review"));
	on(s, f->query);
	not_on(s, id);
	replay_equals(c);
	assert_int_equal(desk_print_document(c->desk, 0), OK);
	assert_int_equal(desk_print_document(c->desk, 99), ERR_NOTFOUND);
	tick(c);
	assert_int_equal(f->slips[0].printed, 1);
	assert_int_equal(desk_print(c->desk), OK);
	tick(c);
	assert_int_equal(f->slips[COUNT_OF(made) - 1].printed, 1);
	desk_close(c->desk);
}

static void a_pledge_at_once(void **state)
{
	struct counter *c = *state;
	char id[19];

	fill(c, id);
	type(c, "quick", "1");
	type(c, "note", "明天要用");
	assert_int_equal(desk_choose_material(c->desk, material(c, "proof"), CHOOSE_PLEDGE, 0), OK);
	assert_int_equal(desk_submit(c->desk), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_null(casefile_slip(f, "acceptance")); /* done at once: nothing to wait for */
	assert_null(casefile_slip(f, "defer"));
	on(slip(c, "application"), "明天要用");
	on(slip(c, "receipt"), "20.00"); /* the fee the form worked out */
	const struct slip_kept *s = slip(c, "pledge");
	on(s, "凌晓云");
	on(s, id);
	on(s, i18n_pick("测试用", "For tests")); /* the ground that was told */
	on(s, "2026年4月15日");			   /* checked within thirty days */
	replay_equals(c);
	desk_close(c->desk);
}

static void of_a_firm(void **state)
{
	struct counter *c = *state;
	char why[WHY_SIZE];

	open_person(c, FIRM);
	SAY("CRD-01", "uscc=" FIRM "|name=演示一号有限公司|state=存续");
	char handler[160];
	text_format(handler, sizeof handler,
		"uscc=" FIRM "|handler_id=%s|handler_name=沈桂兰|from=2025-08-28|to=2026-08-28", agent);
	SAY("AUTH-02", handler);
	assert_int_equal(desk_confirm_agent(c->desk, agent, PROOF_READER, why), OK);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, TOGETHER), NULL), OK);
	tick(c);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	const struct slip_kept *s = slip(c, "receipt");
	on(s, "演**司");
	on(s, FIRM); /* a code is public */
	on(s, "沈*兰");
	on(s, "2026年8月28日"); /* until when he may act */
	desk_close(c->desk);
}

/* Every document at every width: nothing runs over, the same twice, practice is marked. */
static void every_document_at_every_width(void **state)
{
	static const int widths[] = {32, 48, 80};
	struct counter *c = *state;
	const char *document;
	char id[19];

	fill(c, id);
	assert_int_equal(desk_choose_material(c->desk, material(c, "proof"), CHOOSE_DEFER, 3), OK);
	struct slip_place place = {.hall = "演示市政务服务中心",
		.clerk = "1024",
		.phone = "12345",
		.catalog = c->catalog,
		.training = true,
		.eval = desk_evaluation(c->desk)};
	for (size_t i = 0; (document = slip_document(i)) != NULL; i++)
		for (size_t k = 0; k < COUNT_OF(widths); k++) {
			struct buf once, again;
			buf_init(&once, SLIP_BYTES);
			buf_init(&again, SLIP_BYTES);
			assert_int_equal(slip_render(desk_case(c->desk), document, &place,
						 widths[k], &once), OK);
			assert_int_equal(slip_render(desk_case(c->desk), document, &place,
						 widths[k], &again), OK);
			assert_string_equal(buf_text(&once), buf_text(&again));
			assert_non_null(strstr(buf_text(&once), "*** "));
			for (const char *p = buf_text(&once); *p;) {
				char line[1024];
				size_t n = strcspn(p, "\n");
				assert_true(text_copyn(line, sizeof line, p, n));
				if (text_cells(line) > (size_t)widths[k])
					fail_msg("%s, %d: %s", document, widths[k], line);
				p += n + (p[n] == '\n');
			}
			buf_release(&once);
			buf_release(&again);
		}
	struct buf out;
	buf_init(&out, SLIP_BYTES);
	assert_int_equal(slip_render(desk_case(c->desk), "licence", &place, 48, &out), ERR_NOTFOUND);
	assert_int_equal(slip_render(desk_case(c->desk), "defer", &place, 8, &out), ERR_INPUT);
	assert_true(slip_known("defer") && slip_signed("defer"));
	assert_false(slip_known("licence") || slip_signed("receipt"));
	buf_release(&out);
	desk_close(c->desk);
}

static int open_documents(void **state)
{
	text_copy(agent, sizeof agent, "33990119700101122");
	agent[17] = identity_check_char(agent);
	agent[18] = '\0';
	return counter_open_data(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_promise_with_a_paper_to_come),
		cmocka_unit_test(a_pledge_at_once),
		cmocka_unit_test(of_a_firm),
		cmocka_unit_test(every_document_at_every_width),
		cmocka_unit_test(sound),
	};

	return cmocka_run_group_tests(tests, open_documents, counter_close);
}
