/* SPDX-License-Identifier: MIT
 *
 * Materials (capabilities E1 to E7, D9, F6) on an item made for them: how much an e-licence proves,
 * what is counted, what is let through on what ground, and what may not be asked for.
 */
#include "tests/unit/desk_papers.h"

#include "core/casework/task.h"
#include "core/store/scan.h"

static void start(struct counter *c, char id[19])
{
	stranger(c, id);
	begin(c, id, "凌一", PAPERS);
	told(c, "");
}

/* Asked again, the library of licences says this. */
#define LICENCES(...)                                                                              \
	do {                                                                                       \
		assert_int_equal(desk_refetch(c->desk, "LIC-01"), OK);                             \
		SAY("LIC-01", __VA_ARGS__);                                                        \
	} while (0)

/* ---- trust levels ---- */

static void levels_are_enforced(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	/* A and B prove it by themselves */
	LICENCES("type=id-card|issuer=甲|state=valid|level=A|valid_to=2035-05-01");
	assert_int_equal(mark(c, "card")->mark, MARK_EXEMPT);
	assert_int_equal(mark(c, "card")->level, 'A');
	LICENCES("type=id-card|issuer=甲|state=valid|level=B|valid_to=2035-05-01");
	assert_int_equal(mark(c, "card")->mark, MARK_EXEMPT);
	assert_int_equal(mark(c, "card")->level, 'B');
	/* C: the original is seen, though the item has no such way */
	LICENCES("type=degree|issuer=乙|state=valid|level=C");
	assert_int_equal(mark(c, "degree")->mark, MARK_MISSING);
	assert_int_equal(mark(c, "degree")->level, 'C');
	assert_non_null(strstr(mark(c, "degree")->source, "乙"));
	assert_int_equal(choose(c, "degree", CHOOSE_PLEDGE), ERR_INPUT);
	assert_int_equal(choose(c, "degree", CHOOSE_SEEN), OK);
	assert_int_equal(mark(c, "degree")->mark, MARK_VERIFIED);
	assert_int_equal(mark(c, "degree")->level, 'C');
	replay_equals(c);
	desk_close(c->desk);
	/* D: pledged, not seen */
	start(c, id);
	LICENCES("type=degree|issuer=乙|state=valid|level=D");
	SAY("CRD-02", "clean=1");
	assert_int_equal(mark(c, "degree")->mark, MARK_MISSING);
	assert_int_equal(choose(c, "degree", CHOOSE_SEEN), ERR_INPUT);
	assert_int_equal(choose(c, "degree", CHOOSE_PLEDGE), OK);
	assert_int_equal(mark(c, "degree")->mark, MARK_PLEDGED);
	assert_int_equal(mark(c, "degree")->level, 'D');
	replay_equals(c);
	desk_close(c->desk);
}

/* Of several the most trusted, then the one that lasts longest; none that is over. */
static void the_best_licence(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	LICENCES("type=id-card|issuer=旧|state=valid|level=A|valid_to=2026-03-15",
		"type=id-card|issuer=短|state=valid|level=A|valid_to=2026-04-15",
		"type=id-card|issuer=丙|state=valid|level=C|valid_to=2044-01-01",
		"type=id-card|issuer=长|state=valid|level=A|valid_to=2030-01-01",
		"type=id-card|issuer=废|state=revoked|level=A|valid_to=2044-01-01");
	assert_non_null(strstr(mark(c, "card")->source, "长"));
	assert_int_equal(mark(c, "card")->valid_to, day_of(2030, 1, 1));
	assert_int_equal(material_expires_in(mark(c, "card"), clock_today()), -1);
	/* thirty days before the end it says so: 15 April is 30 days after 16 March */
	LICENCES("type=id-card|issuer=短|state=valid|level=A|valid_to=2026-04-15");
	assert_int_equal(material_expires_in(mark(c, "card"), clock_today()), 30);
	LICENCES("type=id-card|issuer=短|state=valid|level=A|valid_to=2026-04-16");
	assert_int_equal(material_expires_in(mark(c, "card"), clock_today()), -1);
	LICENCES("type=id-card|issuer=今|state=valid|level=A|valid_to=2026-03-16");
	assert_int_equal(mark(c, "card")->mark, MARK_EXEMPT); /* its last day counts */
	assert_int_equal(material_expires_in(mark(c, "card"), clock_today()), 0);
	LICENCES("type=id-card|issuer=昨|state=valid|level=A|valid_to=2026-03-15");
	assert_int_equal(mark(c, "card")->mark, MARK_MISSING);
	assert_non_null(strstr(mark(c, "card")->source, "2026-03-15"));
	LICENCES("type=id-card|issuer=久|state=valid|level=A|valid_to=9999-12-31");
	assert_int_equal(mark(c, "card")->valid_to, DAY_NONE); /* without end */
	LICENCES("type=id-card|issuer=废|state=revoked|level=A|valid_to=2044-01-01");
	assert_int_equal(mark(c, "card")->mark, MARK_MISSING);
	desk_close(c->desk);
}

/* ---- what is proven is not asked for ---- */

static void no_paper_on_top(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	assert_int_equal(mark(c, "card")->mark, MARK_EXEMPT);
	assert_int_equal(desk_material_choices(c->desk, material(c, "card")), 0);
	for (int i = CHOOSE_SEEN; i <= CHOOSE_LATER; i++)
		assert_int_equal(choose(c, "card", (enum material_choice)i), ERR_DENIED);
	assert_int_equal(desk_count_material(c->desk, material(c, "card"), 1), ERR_DENIED);
	assert_int_equal(desk_judge_material(c->desk, material(c, "card"), DEFECT_UNREADABLE, "", ""),
		ERR_DENIED);
	assert_non_null(desk_material_refusal(c->desk, material(c, "card"), CHOOSE_SEEN));
	/* nor what the answers do not call for */
	assert_int_equal(mark(c, "lease")->mark, MARK_IDLE);
	assert_int_equal(choose(c, "lease", CHOOSE_SEEN), ERR_DENIED);
	assert_int_equal(mark(c, "card")->mark, MARK_EXEMPT);
	desk_close(c->desk);
}

static void one_of_a_group(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	size_t before = material_missing(desk_case(c->desk));
	type(c, "house", "2");
	assert_int_equal(mark(c, "lease")->mark, MARK_MISSING);
	assert_int_equal(mark(c, "letter")->mark, MARK_MISSING);
	assert_int_equal(material_leader(desk_case(c->desk), material(c, "letter")),
		material(c, "lease"));
	assert_int_equal(material_missing(desk_case(c->desk)), before + 1); /* counts once */
	assert_int_equal(choose(c, "letter", CHOOSE_SEEN), OK);
	assert_int_equal(mark(c, "lease")->mark, MARK_IDLE);
	assert_int_equal(material_missing(desk_case(c->desk)), before);
	replay_equals(c);
	desk_close(c->desk);
}

static void numbers_of_people_are_masked(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	type(c, "house", "2");
	SAY("BDC-01", "kind=lease|lease_no=" ELDER);
	assert_int_equal(mark(c, "lease")->mark, MARK_EXEMPT);
	assert_null(strstr(mark(c, "lease")->source, ELDER));
	assert_non_null(strstr(mark(c, "lease")->source, "0010"));
	desk_close(c->desk);
}

/* ---- counts ---- */

static void counts(void **state)
{
	struct counter *c = *state;
	size_t plan;
	char id[19];

	start(c, id);
	plan = material(c, "plan");
	assert_int_equal(mark(c, "plan")->due, 3);
	assert_int_equal(choose(c, "plan", CHOOSE_SEEN), OK);
	assert_int_equal(mark(c, "plan")->actual, 3);
	assert_int_equal(mark(c, "plan")->had, HAD_SEEN);
	assert_int_equal(desk_take_material(c->desk, plan, HAD_COPY), OK);
	assert_int_equal(desk_count_material(c->desk, plan, 2), OK);
	assert_int_equal(mark(c, "plan")->mark, MARK_MISSING); /* one is missing */
	assert_int_equal(mark(c, "plan")->defect, DEFECT_SHORT);
	assert_int_equal(mark(c, "plan")->actual, 2);
	assert_int_equal(mark(c, "plan")->had, HAD_COPY);
	replay_equals(c);
	assert_int_equal(desk_count_material(c->desk, plan, 4), OK);
	assert_int_equal(mark(c, "plan")->mark, MARK_VERIFIED);
	assert_int_equal(mark(c, "plan")->actual, 4);
	assert_int_equal(mark(c, "plan")->had, HAD_COPY);
	assert_int_equal(desk_count_material(c->desk, plan, 0), OK);
	assert_int_equal(mark(c, "plan")->mark, MARK_MISSING);
	assert_int_equal(mark(c, "plan")->defect, DEFECT_ABSENT);
	assert_int_equal(mark(c, "plan")->actual, 0);
	assert_int_equal(desk_take_material(c->desk, plan, HAD_KEPT), ERR_STATE); /* nothing taken */
	assert_int_equal(desk_count_material(c->desk, plan, -1), ERR_INPUT);
	assert_int_equal(desk_count_material(c->desk, plan, 100), ERR_INPUT);
	/* counting takes it: no other key is needed */
	assert_int_equal(desk_count_material(c->desk, plan, 3), OK);
	assert_int_equal(mark(c, "plan")->mark, MARK_VERIFIED);
	assert_int_equal(mark(c, "plan")->way, WAY_ORIGINAL);
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- let through ---- */

static void credit_decides(void **state)
{
	struct counter *c = *state;
	char id[19];

	/* not known yet: let through, to be checked */
	start(c, id);
	assert_int_equal(desk_evaluation(c->desk)->trusted, -1);
	assert_int_equal(choose(c, "word", CHOOSE_PLEDGE), OK);
	assert_int_equal(choose(c, "plan", CHOOSE_DEFER), OK);
	assert_true(mark(c, "word")->pending);
	assert_true(mark(c, "plan")->pending);
	assert_non_null(strstr(mark(c, "word")->source, "42"));
	assert_non_null(strstr(mark(c, "plan")->source, "2022"));
	assert_int_equal(mark(c, "plan")->until, day_of(2026, 3, 23)); /* 5 working days */
	/* known to be good */
	SAY("CRD-02", "clean=1");
	assert_int_equal(mark(c, "word")->mark, MARK_PLEDGED);
	assert_false(mark(c, "word")->pending);
	assert_false(mark(c, "plan")->pending);
	/* known to be bad: what was let through is open again */
	assert_int_equal(desk_refetch(c->desk, "CRD-02"), OK);
	SAY("CRD-02", "clean=0");
	assert_int_equal(mark(c, "word")->mark, MARK_MISSING);
	assert_int_equal(mark(c, "plan")->mark, MARK_MISSING);
	assert_int_equal(choose(c, "word", CHOOSE_PLEDGE), ERR_DENIED);
	assert_int_equal(choose(c, "plan", CHOOSE_DEFER), ERR_DENIED);
	assert_non_null(strstr(desk_material_refusal(c->desk, material(c, "word"), CHOOSE_PLEDGE),
		i18n_pick("失信", "broken promises")));
	assert_int_equal(choose(c, "word", CHOOSE_SEEN), OK);
	replay_equals(c);
	desk_close(c->desk);
}

/* Everything is there but what the credit lets through, and the credit does not answer in time. */
static struct uid let_through_unseen(struct counter *c)
{
	char id[19];

	start(c, id);
	SAY_NOTHING("BDC-01");
	type(c, "house", "2");
	assert_int_equal(choose(c, "degree", CHOOSE_DEFER), OK);
	type(c, "shot", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_int_equal(choose(c, "word", CHOOSE_PLEDGE), OK);
	assert_int_equal(choose(c, "plan", CHOOSE_DEFER), OK);
	assert_int_equal(choose(c, "book", CHOOSE_SEEN), OK);
	assert_int_equal(choose(c, "lease", CHOOSE_SEEN), OK);
	clock_advance(20000);
	tick(c);
	assert_int_equal(desk_submit(c->desk), OK);
	return desk_case(c->desk)->id;
}

static size_t open_tasks(struct counter *c, enum task_kind k)
{
	const struct casefile *f = desk_case(c->desk);
	size_t n = 0;

	for (size_t i = 0; i < f->n_tasks; i++)
		n += f->tasks[i].kind == k && task_open(&f->tasks[i]);
	return n;
}

/* What was let through unseen is asked about after the acceptance, and the answer has consequences. */
static void credit_is_asked_again_after_the_acceptance(void **state)
{
	struct counter *c = *state;
	struct uid good = let_through_unseen(c);
	struct view_case row;

	assert_int_equal(open_tasks(c, TASK_CREDIT), 3); /* the degree, the word, the plan */
	assert_int_equal(view_get(c->f->s, &good, &row), OK);
	assert_true(row.unverified);
	desk_close(c->desk);
	assert_int_equal(desk_open_case(c->desk, &good), OK); /* asks by itself */
	SAY("CRD-02", "clean=1");
	assert_int_equal(open_tasks(c, TASK_CREDIT), 0);
	assert_int_equal(open_tasks(c, TASK_TERMINATE), 0);
	replay_equals(c);
	desk_close(c->desk);
	struct uid bad = let_through_unseen(c);
	desk_close(c->desk);
	assert_int_equal(desk_open_case(c->desk, &bad), OK);
	SAY("CRD-02", "clean=0");
	assert_int_equal(open_tasks(c, TASK_CREDIT), 0);
	assert_int_equal(open_tasks(c, TASK_TERMINATE), 3); /* proposed: a person decides */
	assert_true(state_open(desk_case(c->desk)->state));
	replay_equals(c);
	desk_close(c->desk);
	assert_int_equal(findings(c->f->s, true), 0);
}

static void what_is_pledged(void **state)
{
	struct counter *c = *state;
	struct buf text;
	char id[19];

	start(c, id);
	buf_init(&text, 4096);
	material_pledge_text(desk_case(c->desk), material(c, "word"), &text);
	assert_string_equal(buf_text(&text), i18n_pick("我承诺没有欠费，查到有的同意撤销",
						      "I have no debts; if one is found, take it back"));
	buf_clear(&text);
	material_pledge_text(desk_case(c->desk), material(c, "plan"), &text);
	assert_non_null(strstr(buf_text(&text), i18n_pick("平面图", "Floor plan")));
	buf_clear(&text);
	material_purpose(desk_case(c->desk), "1024", clock_today(), &text);
	static const char *const words[] = {"2026年3月16日", "A03", "1024"};
	for (size_t i = 0; i < COUNT_OF(words); i++)
		assert_non_null(strstr(buf_text(&text), words[i]));
	assert_non_null(strstr(buf_text(&text), desk_case(c->desk)->number));
	assert_non_null(strstr(buf_text(&text), i18n_pick("各种材料", "All kinds of papers")));
	buf_release(&text);
	desk_close(c->desk);
}

/* ---- verdicts ---- */

static void put_right_on_the_spot(void **state)
{
	struct counter *c = *state;
	size_t plan;
	char id[19];

	start(c, id);
	plan = material(c, "plan");
	assert_int_equal(
		desk_judge_material(c->desk, plan, DEFECT_PARTIAL, "没标冷藏区", "标上就行"), OK);
	assert_int_equal(mark(c, "plan")->mark, MARK_MISSING);
	assert_string_equal(mark(c, "plan")->wrong, "没标冷藏区");
	assert_true(material_judged(desk_case(c->desk), plan));
	assert_int_equal(choose(c, "plan", CHOOSE_SEEN), OK);
	assert_true(mark(c, "plan")->corrected);
	assert_string_equal(mark(c, "plan")->wrong, "没标冷藏区"); /* what it was stays on record */
	assert_int_equal(material_corrected(desk_case(c->desk)), 1);
	/* that it was found in a pocket after all is no correction */
	assert_int_equal(choose(c, "word", CHOOSE_LATER), OK);
	assert_int_equal(mark(c, "word")->defect, DEFECT_ABSENT);
	assert_int_equal(choose(c, "word", CHOOSE_SEEN), OK);
	assert_false(mark(c, "word")->corrected);
	assert_int_equal(material_corrected(desk_case(c->desk)), 1);
	/* the other words are needed where there are none of their own */
	assert_int_equal(desk_judge_material(c->desk, plan, DEFECT_OTHER, "", ""), ERR_INPUT);
	assert_int_equal(desk_judge_material(c->desk, plan, DEFECT_OTHER, "纸张太大", ""), OK);
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- verified before ---- */

static void verified_in_an_earlier_case(void **state)
{
	struct counter *c = *state;
	char id[19], number[CASE_NUMBER];

	start(c, id);
	assert_int_equal(mark(c, "book")->mark, MARK_MISSING);
	assert_int_equal(choose(c, "book", CHOOSE_SEEN), OK);
	text_copy(number, sizeof number, desk_case(c->desk)->number);
	clock_advance((int64_t)200 * 24 * 60 * 60 * 1000);
	for (int again = 0; again < 2; again++) {
		open_person(c, id);
		assert_int_equal(desk_confirm_identity(c->desk), OK);
		assert_int_equal(desk_pick_item(c->desk, item_at(c, PAPERS), "再办"), OK);
		if (again)
			break;
		assert_int_equal(mark(c, "book")->mark, MARK_VERIFIED);
		assert_int_equal(mark(c, "book")->way, WAY_EARLIER);
		assert_int_equal(mark(c, "book")->level, 'B');
		assert_string_equal(mark(c, "book")->note, number);
		assert_non_null(strstr(mark(c, "book")->source, "2026-03-16"));
		/* 200 days after it was used again it is 400 days old: what was only used again
		 * does not make it younger */
		clock_advance((int64_t)200 * 24 * 60 * 60 * 1000);
	}
	assert_int_equal(mark(c, "book")->mark, MARK_MISSING);
	desk_close(c->desk);
	clock_advance((int64_t)-400 * 24 * 60 * 60 * 1000);
}

/* ---- files ---- */

static void files_of_the_scanner(void **state)
{
	struct counter *c = *state;
	char folder[128], id[19], hex[HASH_HEX];
	struct inbox_file list[4];
	struct buf data;

	start(c, id);
	assert_int_equal(desk_attach_scan(c->desk, material(c, "photo"), "a.png"), ERR_STATE);
	with_folder(c, folder);
	put_file(folder, "a.png", "\x89PNG\r\n\x1a\npicture IEND");
	put_file(folder, "bad.png", "no picture");
	start(c, id);
	assert_int_equal(desk_scans(c->desk, list, 4, NULL), 2);
	size_t photo = material(c, "photo");
	assert_int_equal(desk_attach_scan(c->desk, photo, "bad.png"), ERR_INPUT);
	assert_int_equal(mark(c, "photo")->mark, MARK_MISSING);
	assert_int_equal(desk_attach_scan(c->desk, material(c, "card"), "a.png"), ERR_DENIED);
	assert_int_equal(desk_attach_scan(c->desk, photo, "a.png"), OK);
	assert_int_equal(mark(c, "photo")->mark, MARK_VERIFIED);
	assert_int_equal(mark(c, "photo")->had, HAD_FILE);
	assert_int_equal(mark(c, "photo")->n_scans, 1);
	/* the form's own field holds the same hash */
	text_hex(mark(c, "photo")->scans[0], HASH_SIZE, hex);
	assert_string_equal(answer(c, "shot")->value, hex);
	replay_equals(c);
	/* it is sealed, and gone from where it lay in clear */
	assert_int_equal(desk_scans(c->desk, list, 4, NULL), 1);
	buf_init(&data, SCAN_BYTES);
	assert_int_equal(scan_read(c->f->s, mark(c, "photo")->scans[0], &data), OK);
	assert_string_equal(buf_text(&data), "\x89PNG\r\n\x1a\npicture IEND");
	buf_release(&data);
	/* the same once more is refused, another picture is added */
	put_file(folder, "b.png", "\x89PNG\r\n\x1a\npicture IEND");
	assert_int_equal(desk_attach_scan(c->desk, photo, "b.png"), ERR_EXISTS);
	put_file(folder, "c.pdf", "%PDF-1.4 page two %%EOF");
	assert_int_equal(desk_attach_scan(c->desk, photo, "c.pdf"), OK);
	assert_int_equal(mark(c, "photo")->n_scans, 2);
	/* a picture that does not do is none, until another comes */
	assert_int_equal(desk_judge_material(c->desk, photo, DEFECT_UNREADABLE, "", ""), OK);
	assert_int_equal(mark(c, "photo")->mark, MARK_MISSING);
	put_file(folder, "d.png", "\x89PNG\r\n\x1a\nsharper IEND");
	assert_int_equal(desk_attach_scan(c->desk, photo, "d.png"), OK);
	assert_int_equal(mark(c, "photo")->mark, MARK_VERIFIED);
	assert_true(mark(c, "photo")->corrected);
	/* papers are scanned as well, and stay what they are */
	put_file(folder, "e.pdf", "%PDF-1.4 plan %%EOF");
	assert_int_equal(desk_attach_scan(c->desk, material(c, "plan"), "e.pdf"), OK);
	assert_int_equal(mark(c, "plan")->mark, MARK_VERIFIED);
	assert_int_equal(mark(c, "plan")->way, WAY_ORIGINAL);
	replay_equals(c);
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
		cmocka_unit_test(levels_are_enforced),
		cmocka_unit_test(the_best_licence),
		cmocka_unit_test(no_paper_on_top),
		cmocka_unit_test(one_of_a_group),
		cmocka_unit_test(numbers_of_people_are_masked),
		cmocka_unit_test(counts),
		cmocka_unit_test(credit_decides),
		cmocka_unit_test(credit_is_asked_again_after_the_acceptance),
		cmocka_unit_test(what_is_pledged),
		cmocka_unit_test(put_right_on_the_spot),
		cmocka_unit_test(verified_in_an_earlier_case),
		cmocka_unit_test(files_of_the_scanner),
		cmocka_unit_test(sound),
	};

	return cmocka_run_group_tests(tests, counter_open_data, counter_close);
}
