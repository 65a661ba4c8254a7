/* SPDX-License-Identifier: MIT
 *
 * The one-time notice (capabilities F1, F2, F6, B6; domain.md 3 and 5): computed from the checklist,
 * issued once, completed, and what is told before anybody files.
 */
#include "tests/unit/desk_papers.h"

#include <dirent.h>

#include "core/casework/papers/consult.h"
#include "core/casework/papers/notice_slip.h"

#define PICTURE "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* Somebody who rents, with good credit; the departments have all answered. Missing: the degree, the
 * photograph, the plan, the word, the contract or letter, the household book. */
static void start(struct counter *c, char id[19])
{
	stranger(c, id);
	begin(c, id, "凌一心", PAPERS);
	SAY("CRD-02", "clean=1");
	SAY_NOTHING("BDC-01");
	type(c, "house", "2");
	told(c, "");
}

/* All but the plan and the home are there. */
static void nearly(struct counter *c, char id[19])
{
	start(c, id);
	assert_int_equal(choose(c, "degree", CHOOSE_DEFER), OK);
	type(c, "shot", PICTURE);
	assert_int_equal(choose(c, "word", CHOOSE_PLEDGE), OK);
	assert_int_equal(choose(c, "book", CHOOSE_SEEN), OK);
}

static void judged(struct counter *c, char id[19])
{
	nearly(c, id);
	assert_int_equal(desk_judge_material(c->desk, material(c, "plan"), DEFECT_PARTIAL,
				 "图上没有标出冷藏区", "标上即可，不用重画"),
		OK);
	assert_int_equal(choose(c, "lease", CHOOSE_LATER), OK);
}

static bool tells(const struct notice *n, size_t material)
{
	for (size_t i = 0; i < n->n; i++)
		if (n->lines[i].material == material)
			return true;
	return false;
}

static const struct notice_line *line_of(const struct notice *n, size_t material)
{
	size_t i = 0;

	assert_true(tells(n, material));
	while (n->lines[i].material != material)
		i++;
	return &n->lines[i];
}

/* ---- computed ---- */

static void computed_from_the_checklist(void **state)
{
	struct counter *c = *state;
	struct notice n;
	char id[19];

	nearly(c, id);
	assert_int_equal(desk_notice(c->desk, &n), OK);
	assert_int_equal(n.n, 2); /* the plan; the home, once for its whole group */
	assert_int_equal(n.unjudged, 2);
	assert_int_equal(notice_ready(&n), ERR_INCOMPLETE);
	assert_int_equal(desk_issue_notice(c->desk, NULL), ERR_INCOMPLETE);
	assert_int_equal(desk_case(c->desk)->state, STATE_DRAFT);
	assert_int_equal(desk_case(c->desk)->n_slips, 0);
	assert_int_equal(desk_judge_material(c->desk, material(c, "plan"), DEFECT_PARTIAL,
				 "图上没有标出冷藏区", "标上即可，不用重画"),
		OK);
	assert_int_equal(desk_issue_notice(c->desk, NULL), ERR_INCOMPLETE);
	assert_int_equal(choose(c, "lease", CHOOSE_LATER), OK); /* judges the group */
	assert_int_equal(desk_notice(c->desk, &n), OK);
	assert_int_equal(n.unjudged, 0);
	assert_int_equal(notice_ready(&n), OK);
	const struct notice_line *plan = line_of(&n, material(c, "plan"));
	assert_string_equal(plan->wrong, "图上没有标出冷藏区");
	assert_string_equal(plan->mend, "标上即可，不用重画");
	const struct notice_line *home = line_of(&n, material(c, "lease"));
	assert_int_equal(home->verdict, DEFECT_ABSENT);
	assert_non_null(strstr(home->label, i18n_pick("租房合同", "Contract of lease")));
	assert_non_null(strstr(home->label, i18n_pick("居委会证明", "Letter of the neighbourhood")));
	/* what is proven is named as such: the card by its e-licence */
	assert_int_equal(n.n_held, 1);
	assert_int_equal(n.held[0], material(c, "card"));
	/* 30 days after 16 March 2026 is Wednesday 15 April */
	assert_int_equal(n.until, day_of(2026, 4, 15));
	/* what an item says of its own: ten working days, to Monday 30 March */
	struct casefile other = *desk_case(c->desk);
	struct item item = *other.item;
	struct notice short_one;
	item.completion = (struct period){10, true};
	other.item = &item;
	assert_int_equal(notice_build(&other, desk_evaluation(c->desk), c->catalog, &short_one), OK);
	assert_int_equal(short_one.until, day_of(2026, 3, 30));
	char number[40];
	text_format(number, sizeof number, "A03-2026-GZ-0316%05d01-", atoi(desk_case(c->desk)->number + 11));
	assert_true(text_starts(n.number, number));
	assert_true(document_number_valid(n.number));
	desk_close(c->desk);
}

/* A paper that was brought and does not do stands alone; the others of its group need not come. */
static void the_one_that_was_brought(void **state)
{
	struct counter *c = *state;
	struct notice n;
	char id[19];

	nearly(c, id);
	assert_int_equal(
		desk_judge_material(c->desk, material(c, "letter"), DEFECT_UNSIGNED, "", ""), OK);
	assert_int_equal(desk_notice(c->desk, &n), OK);
	const struct notice_line *letter = line_of(&n, material(c, "letter"));
	assert_false(tells(&n, material(c, "lease")));
	assert_null(strstr(letter->label, i18n_pick("租房合同", "Contract of lease")));
	desk_close(c->desk);
}

static void gaps_of_the_form(void **state)
{
	struct counter *c = *state;
	struct notice n;
	char id[19];

	start(c, id);
	type(c, "house", "1");
	type(c, "married", "1");
	assert_int_equal(desk_notice(c->desk, &n), OK);
	size_t form = desk_case(c->desk)->item->n_materials;
	const struct notice_line *gap = line_of(&n, form);
	assert_non_null(strstr(gap->wrong, i18n_pick("配偶姓名", "Name of the spouse")));
	assert_null(strstr(gap->wrong, i18n_pick("照片", "Photograph")));
	type(c, "spouse", "王五");
	assert_int_equal(desk_notice(c->desk, &n), OK);
	assert_false(tells(&n, form));
	desk_close(c->desk);
}

static void nothing_to_tell(void **state)
{
	struct counter *c = *state;
	char id[19];

	nearly(c, id);
	assert_int_equal(choose(c, "plan", CHOOSE_SEEN), OK);
	assert_int_equal(choose(c, "letter", CHOOSE_SEEN), OK);
	assert_int_equal(desk_issue_notice(c->desk, NULL), ERR_NOTFOUND);
	assert_int_equal(desk_case(c->desk)->state, STATE_DRAFT);
	desk_close(c->desk);
}

/* ---- issued ---- */

static const char *paper(struct counter *c)
{
	const struct casefile *f = desk_case(c->desk);

	return f->slips[f->n_slips - 1].bytes;
}

static void issued(void **state)
{
	struct counter *c = *state;
	const struct casefile *f;
	char id[19];

	judged(c, id);
	assert_int_equal(desk_issue_notice(c->desk, NULL), OK);
	f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_FIXING);
	assert_int_equal(f->notices, 1);
	assert_int_equal(f->fix_until, day_of(2026, 4, 15));
	assert_int_equal(f->due, day_of(2026, 4, 15));
	assert_true(f->received_ms > 0);
	assert_int_equal(f->accepted_ms, 0);
	assert_true(f->told[material(c, "plan")]);
	assert_true(f->told[material(c, "lease")]);
	assert_false(f->told[material(c, "word")]);
	assert_int_equal(f->n_slips, 1);
	assert_string_equal(f->slips[0].document, "notice");
	assert_int_equal(f->slips[0].copies, 2);
	static const char *const words[] = {"凌*心", "冷藏区", "2026年4月15日", "1024", "A03",
		"12345", "11339900MB9D00017F4330799199002", "演示市政务服务中心"};
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (!strstr(paper(c), words[i]))
			fail_msg("%s is not on it:\n%s", words[i], paper(c));
	assert_non_null(strstr(paper(c), f->number));
	assert_non_null(strstr(paper(c), f->query));
	assert_null(strstr(paper(c), "凌一心"));
	assert_null(strstr(paper(c), id));
	replay_equals(c);
	/* printed from the frozen bytes */
	assert_int_equal(desk_print(c->desk), OK);
	tick(c);
	assert_int_equal(f->slips[0].printed, 1);
	replay_equals(c);
	desk_close(c->desk);
}

static void completed(void **state)
{
	struct counter *c = *state;
	const struct casefile *f;
	char id[19], query[QUERY_CODE];
	struct uid which;

	judged(c, id);
	assert_int_equal(desk_issue_notice(c->desk, NULL), OK);
	text_copy(query, sizeof query, desk_case(c->desk)->query);
	which = desk_case(c->desk)->id;
	desk_close(c->desk);
	/* he comes again a week later, a Monday */
	clock_advance((int64_t)7 * 24 * 60 * 60 * 1000);
	assert_int_equal(desk_open_case(c->desk, &which), OK);
	f = desk_case(c->desk);
	assert_int_equal(mark(c, "plan")->mark, MARK_MISSING);
	assert_int_equal(desk_submit(c->desk), ERR_INCOMPLETE);
	assert_int_equal(choose(c, "plan", CHOOSE_SEEN), OK);
	assert_false(mark(c, "plan")->corrected); /* he had to come again for it */
	assert_int_equal(desk_submit(c->desk), ERR_INCOMPLETE);
	assert_int_equal(choose(c, "letter", CHOOSE_SEEN), OK);
	assert_int_equal(mark(c, "lease")->mark, MARK_IDLE);
	assert_int_equal(desk_may_submit(c->desk), OK);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(f->state, STATE_ACCEPTED);
	assert_string_equal(f->query, query); /* the one he was told */
	assert_string_equal(f->slips[f->n_slips - 1].document, "receipt");
	/* 10 working days after Monday 23 March: Qingming on Monday 6 April is off */
	assert_int_equal(f->due, day_of(2026, 4, 7));
	replay_equals(c);
	desk_close(c->desk);
	clock_advance((int64_t)-7 * 24 * 60 * 60 * 1000);
}

/* What a department says meanwhile completes it without anybody coming. */
static void completed_by_a_register(void **state)
{
	struct counter *c = *state;
	char id[19];

	judged(c, id);
	assert_int_equal(choose(c, "plan", CHOOSE_SEEN), OK);
	assert_int_equal(desk_issue_notice(c->desk, NULL), OK);
	assert_int_equal(desk_refetch(c->desk, "BDC-01"), OK);
	SAY("BDC-01", "kind=lease|lease_no=Z2026-1");
	assert_int_equal(mark(c, "lease")->mark, MARK_EXEMPT);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(desk_case(c->desk)->state, STATE_ACCEPTED);
	replay_equals(c);
	desk_close(c->desk);
}

static void gaps_are_filled_later(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	type(c, "house", "1");
	type(c, "married", "1");
	type(c, "shot", PICTURE);
	assert_int_equal(choose(c, "degree", CHOOSE_DEFER), OK);
	assert_int_equal(choose(c, "plan", CHOOSE_SEEN), OK);
	assert_int_equal(choose(c, "word", CHOOSE_SEEN), OK);
	assert_int_equal(choose(c, "book", CHOOSE_SEEN), OK);
	assert_int_equal(choose(c, "letter", CHOOSE_SEEN), OK);
	assert_int_equal(desk_issue_notice(c->desk, NULL), OK); /* the form alone */
	assert_int_equal(desk_case(c->desk)->state, STATE_FIXING);
	assert_true(desk_case(c->desk)->told[desk_case(c->desk)->item->n_materials]);
	assert_int_equal(desk_submit(c->desk), ERR_INCOMPLETE);
	type(c, "spouse", "王五");
	assert_int_equal(desk_submit(c->desk), OK);
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- once means once ---- */

static void log_in(struct counter *c, const char *who, const char *password)
{
	operator_logout(c->f->s);
	assert_int_equal(operator_login(c->f->s, who, password), OK);
}

static void once_means_once(void **state)
{
	struct counter *c = *state;
	const struct casefile *f;
	char id[19];
	struct uid which;

	judged(c, id);
	assert_int_equal(desk_issue_notice(c->desk, NULL), OK);
	f = desk_case(c->desk);
	which = f->id;
	/* a paper that was not named may not be asked for now */
	assert_int_equal(choose(c, "word", CHOOSE_LATER), ERR_DENIED);
	assert_string_equal(desk_material_refusal(c->desk, material(c, "word"), CHOOSE_LATER),
		_("The notice is out; no more documents can be asked. F4 ask supervisor"));
	assert_int_equal(
		desk_judge_material(c->desk, material(c, "word"), DEFECT_EXPIRED, "", ""), ERR_DENIED);
	/* what was named may still not do */
	assert_int_equal(
		desk_judge_material(c->desk, material(c, "plan"), DEFECT_UNREADABLE, "", ""), OK);
	/* nor does a reason make a clerk a supervisor */
	assert_int_equal(desk_issue_notice(c->desk, "漏了一样"), ERR_DENIED);
	assert_int_equal(f->notices, 1);
	assert_int_equal(desk_ask_second(c->desk, ""), ERR_INPUT);
	assert_int_equal(desk_ask_second(c->desk, "承诺书不真实"), OK);
	assert_true(f->demanded);
	struct view_case v;
	assert_int_equal(view_get(c->f->s, &which, &v), OK);
	assert_string_equal(v.note, "demand");
	replay_equals(c);
	desk_close(c->desk);
	log_in(c, "2000", PASS_SUPER);
	assert_int_equal(desk_open_case(c->desk, &which), OK);
	f = desk_case(c->desk);
	assert_int_equal(choose(c, "word", CHOOSE_LATER), OK);
	assert_int_equal(desk_issue_notice(c->desk, ""), ERR_INPUT);
	assert_int_equal(desk_issue_notice(c->desk, NULL), ERR_INPUT);
	assert_int_equal(desk_issue_notice(c->desk, "承诺书不真实"), OK);
	assert_int_equal(f->notices, 2);
	assert_int_equal(f->state, STATE_FIXING);
	assert_false(f->demanded);
	assert_true(f->told[material(c, "word")]);
	assert_non_null(strstr(paper(c), "A03-2026-GZ-"));
	replay_equals(c);
	/* a supervisor does not accept it */
	assert_int_equal(desk_submit(c->desk), ERR_DENIED);
	desk_close(c->desk);
	log_in(c, "1024", PASS_CLERK);
	assert_int_equal(desk_open_case(c->desk, &which), OK);
	assert_int_equal(choose(c, "word", CHOOSE_LATER), OK); /* named now */
	desk_close(c->desk);
}

/* The fold itself keeps to the states and to the count. */
static enum err fold_one(const struct casefile *from, const char *kind, const char *const *pairs)
{
	struct casefile c = *from; /* only scalars are read before a refusal */
	struct event e = {.casefile = from->id, .case_seq = from->events + 1, .at_ms = 1};

	memcpy(e.prev_event, from->head, HASH_SIZE);
	text_copy(e.kind, sizeof e.kind, kind);
	for (; *pairs; pairs += 2)
		record_add(&e.body, pairs[0], pairs[1]);
	enum err err = casefile_apply(&c, &e, NULL, NULL);
	event_release(&e);
	return err;
}

#define FOLD(from, kind, ...) fold_one(from, kind, (const char *const[]){__VA_ARGS__, NULL})

static void the_fold_refuses(void **state)
{
	struct counter *c = *state;
	char id[19];

	judged(c, id);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(FOLD(f, "NOTICE", "n", "1", "told", "plan", "until", "2026-04-15"), ERR_STATE);
	assert_int_equal(FOLD(f, "DEMAND", "reason", "x"), ERR_STATE);
	assert_int_equal(desk_issue_notice(c->desk, NULL), OK);
	struct casefile received = *f;
	received.state = STATE_RECEIVED;
	assert_int_equal(FOLD(&received, "NOTICE", "n", "1", "told", "plan", "until", "2026-04-15"),
		ERR_STATE); /* it is the second */
	assert_int_equal(FOLD(&received, "NOTICE", "n", "2", "told", "plan", "until", "2026-04-15"),
		ERR_INPUT); /* without a reason */
	assert_int_equal(FOLD(&received, "NOTICE", "n", "2", "told", "nothing", "until",
				 "2026-04-15", "reason", "x"),
		ERR_INPUT); /* no such material */
	assert_int_equal(FOLD(&received, "NOTICE", "n", "2", "told", "", "until", "2026-04-15",
				 "reason", "x"),
		ERR_INPUT); /* about nothing */
	assert_int_equal(FOLD(f, "MATERIAL", "name", "plan", "mark", "NO", "due", "1"), ERR_INPUT);
	assert_int_equal(FOLD(f, "MATERIAL", "name", "plan", "mark", "MISSING", "defect", "ODD"),
		ERR_INPUT);
	assert_int_equal(FOLD(f, "MATERIAL", "name", "plan", "mark", "MISSING", "scans", "short"),
		ERR_INPUT);
	desk_close(c->desk);
}

/* ---- before anybody files ---- */

struct chain {
	int consults;
	struct record last;
};

static enum err look(const struct event *e, void *ctx)
{
	struct chain *chain = ctx;

	if (!text_equal(e->kind, "CONSULT"))
		return OK;
	assert_true(uid_none(&e->casefile));
	chain->consults++;
	record_release(&chain->last);
	for (size_t i = 0; i < e->body.n; i++)
		record_addn(&chain->last, e->body.pairs[i].name, e->body.pairs[i].value,
			e->body.pairs[i].len);
	return OK;
}

static struct chain consults(struct counter *c)
{
	struct chain chain = {0};

	assert_int_equal(journal_station(c->f->s, 1, look, &chain), OK);
	return chain;
}

static int files_in(const char *folder)
{
	DIR *d = opendir(folder);
	int n = 0;

	for (struct dirent *e; d && (e = readdir(d));)
		n += e->d_name[0] != '.';
	if (d)
		closedir(d);
	return n;
}

static void told_before_filing(void **state)
{
	struct counter *c = *state;
	struct record answers = {0};
	struct buf text;
	const struct item *item;
	size_t at = item_at(c, PAPERS);

	assert_int_equal(directory_item(c->directory, at, &item), OK);
	struct consult q = {item, &answers};
	/* the questions, those that do not apply left out */
	assert_int_equal(consult_next(&q, clock_today()), item_field(item, "house"));
	record_add(&answers, "house", "2");
	assert_int_equal(consult_next(&q, clock_today()), -1);
	buf_init(&text, SLIP_BYTES);
	assert_int_equal(desk_consult(c->desk, at, &answers, &text), OK);
	static const char *const there[] = {"身份证", "学位证", "证件照", "白底 1 寸", "平面图", "5",
		"租房合同", "居委会证明", "户口簿", "0571-12345", "0571-54321", "市民中心三楼",
		"不收费", "租的", "11339900MB9D00017F4330799199002"};
	static const char *const there_en[] = {"Identity card", "Degree", "Photograph", "One inch",
		"Floor plan", "5", "Contract of lease", "Letter of the neighbourhood",
		"Household book", "0571-12345", "0571-54321", "市民中心三楼", "No charge", "rented",
		"11339900MB9D00017F4330799199002"};
	for (size_t i = 0; i < COUNT_OF(there); i++)
		if (!strstr(buf_text(&text), i18n_chinese() ? there[i] : there_en[i]))
			fail_msg("%s is not told:\n%s", there_en[i], buf_text(&text));
	assert_null(strstr(buf_text(&text), i18n_pick("产权证", "Title"))); /* of the other situation */
	buf_clear(&text);
	/* without an answer both are told, as depending on the case */
	struct record none = {0};
	assert_int_equal(desk_consult(c->desk, at, &none, &text), OK);
	assert_non_null(strstr(buf_text(&text), i18n_pick("产权证", "Title")));
	assert_non_null(strstr(buf_text(&text), i18n_pick("租房合同", "Contract of lease")));
	buf_release(&text);
	/* printing it is recorded, with no case and nobody in it */
	struct chain before = consults(c);
	int files = files_in(c->print_dir);
	assert_false(desk_busy(c->desk));
	assert_int_equal(desk_consult_print(c->desk, at, &answers), OK);
	tick(c);
	struct chain after = consults(c);
	assert_int_equal(after.consults, before.consults + 1);
	assert_string_equal(record_get(&after.last, "item"), PAPERS);
	assert_string_equal(record_get(&after.last, "answer.house"), "2");
	assert_int_equal(files_in(c->print_dir), files + 1);
	assert_false(desk_busy(c->desk));
	record_release(&before.last);
	record_release(&after.last);
	record_release(&answers);
	assert_int_equal(desk_consult_print(c->desk, 999, &none), ERR_NOTFOUND);
}

/* A guide has no keys of cases and may tell what is needed all the same. */
static void locked_out(void **state)
{
	struct counter *c = *state;
	struct record none = {0};

	operator_logout(c->f->s);
	assert_int_equal(desk_consult_print(c->desk, item_at(c, PAPERS), &none), ERR_LOCKED);
	clerk_in(c->f);
}

static void fits(const char *text, int columns)
{
	while (*text) {
		char line[1024];
		size_t n = strcspn(text, "\n");
		assert_true(text_copyn(line, sizeof line, text, n));
		if (text_cells(line) > (size_t)columns)
			fail_msg("wider than %d: %s", columns, line);
		text += n + (text[n] == '\n');
	}
}

static void every_width(void **state)
{
	static const int widths[] = {32, 48, 80};
	struct counter *c = *state;
	struct slip_place place = {.hall = "演示市政务服务中心", .clerk = "1024", .phone = "12345",
		.catalog = c->catalog, .training = true};
	struct record none = {0};
	const struct item *item;
	struct notice n;
	char id[19];

	judged(c, id);
	assert_int_equal(desk_notice(c->desk, &n), OK);
	assert_int_equal(directory_item(c->directory, item_at(c, PAPERS), &item), OK);
	struct consult q = {item, &none};
	for (size_t i = 0; i < COUNT_OF(widths); i++) {
		struct buf once, again, told_text;
		buf_init(&once, SLIP_BYTES);
		buf_init(&again, SLIP_BYTES);
		buf_init(&told_text, SLIP_BYTES);
		assert_int_equal(notice_render(desk_case(c->desk), &n, &place, widths[i], &once), OK);
		assert_int_equal(notice_render(desk_case(c->desk), &n, &place, widths[i], &again), OK);
		assert_string_equal(buf_text(&once), buf_text(&again));
		fits(buf_text(&once), widths[i]);
		assert_int_equal(consult_render(&q, &place, widths[i], &told_text), OK);
		fits(buf_text(&told_text), widths[i]);
		buf_release(&once);
		buf_release(&again);
		buf_release(&told_text);
	}
	struct buf out;
	buf_init(&out, SLIP_BYTES);
	assert_int_equal(notice_render(desk_case(c->desk), &n, &place, 20, &out), ERR_INPUT);
	assert_int_equal(consult_render(&q, &place, 20, &out), ERR_INPUT);
	buf_release(&out);
	desk_close(c->desk);
}

static void sound(void **state)
{
	struct counter *c = *state;

	assert_int_equal(findings(c->f->s, true), 0);
	assert_int_equal(store_rebuild(c->f->s, NULL), OK);
	assert_int_equal(findings(c->f->s, true), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(computed_from_the_checklist),
		cmocka_unit_test(the_one_that_was_brought),
		cmocka_unit_test(gaps_of_the_form),
		cmocka_unit_test(nothing_to_tell),
		cmocka_unit_test(issued),
		cmocka_unit_test(completed),
		cmocka_unit_test(completed_by_a_register),
		cmocka_unit_test(gaps_are_filled_later),
		cmocka_unit_test(once_means_once),
		cmocka_unit_test(the_fold_refuses),
		cmocka_unit_test(told_before_filing),
		cmocka_unit_test(locked_out),
		cmocka_unit_test(every_width),
		cmocka_unit_test(sound),
	};

	return cmocka_run_group_tests(tests, counter_open_data, counter_close);
}
