/* SPDX-License-Identifier: MIT
 *
 * Every document of domain.md section 5, in Chinese, on A4 and on 80 mm: what must stand on it, what
 * must not, and how it looks as a whole (tests/data/papers; GENERATE=1 writes those anew).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/papers/consult.h"
#include "core/casework/papers/notice_slip.h"
#include "core/casework/papers/objection_slip.h"
#include "core/casework/papers/slip.h"
#include "core/standards/tables.h"

#define NAME "李小梅"
#define ID "339901198808081226"
#define AGENT "339901195203150010"
#define LICENCE "卫公证字20260001"

enum { WORDS = 16 };

static struct item *item;
static struct catalog *catalog;
static struct casefile file;
static struct evaluation eval;
static struct evidence evidence[1];
static struct pause_mark pauses[1];
static struct case_opinion opinions[1];
static char opinion_text[] = "同意，注意通风";

static const struct life_args args = {.reason = "不符合法定条件、标准", .authority = "市场监督管理局",
	.opinion = "经实地核查，与申报一致",
	.number = LICENCE,
	.collector = AGENT,
	.how = "agent",
	.pause = PAUSE_SITE,
	.days = 10};

static int64_t at(const char *text)
{
	int64_t ms = 0;

	assert_true(clock_parse(text, &ms));
	return ms;
}

/* Somebody with an agent: two papers handed in, one to come, one pledged, the others had by sharing. */
static void fill(void)
{
	static const enum mark marks[] = {
		MARK_EXEMPT, MARK_VERIFIED, MARK_DEFERRED, MARK_PLEDGED, MARK_VERIFIED, MARK_EXEMPT};
	casefile_init(&file);
	file.item = item;
	draft_init(&file.draft, item);
	file.marks = mem_array(item->n_materials + 1, sizeof *file.marks);
	for (size_t i = 0; i < item->n_materials; i++)
		file.marks[i] = (struct material_mark){.mark = i < COUNT_OF(marks) ? marks[i] : MARK_IDLE,
			.had = i == 1 ? HAD_KEPT : i == 4 ? HAD_SEEN : HAD_NOTHING,
			.until = day_of(2026, 3, 20), .due = 1, .actual = i == 1 || i == 4};
	text_copy(file.number, sizeof file.number, "260316-A03-021");
	text_copy(file.query, sizeof file.query, "AAAAA5");
	text_copy(file.window, sizeof file.window, "A03");
	text_copy(file.subject, sizeof file.subject, ID);
	text_copy(file.applicant, sizeof file.applicant, NAME);
	text_copy(file.agent, sizeof file.agent, AGENT);
	text_copy(file.agent_name, sizeof file.agent_name, "周德山");
	file.proof = file.agent_proof = PROOF_READER;
	file.situation = -1;
	file.state = STATE_ACCEPTED;
	file.received_ms = file.accepted_ms = at("2026-03-16T14:24");
	file.due = day_of(2026, 3, 30);
	file.legal_due = day_of(2026, 4, 14);
	text_copy(evidence[0].resource, sizeof evidence[0].resource, "POP-01");
	evidence[0].outcome = OUTCOME_FOUND;
	evidence[0].at_ms = at("2026-03-16T14:20");
	file.evidence = evidence;
	file.n_evidence = 1;
	pauses[0] = (struct pause_mark){.kind = PAUSE_SITE, .from_ms = at("2026-03-13T10:00"),
		.expected = day_of(2026, 3, 25)};
	file.pauses = pauses;
	file.n_pauses = 1;
	file.extension = 10;
	opinions[0] = (struct case_opinion){.verdict = VERDICT_CONDITION, .text = opinion_text};
	text_copy(opinions[0].department, sizeof opinions[0].department, "消防救援局");
	file.opinions = opinions;
	file.n_opinions = 1;
	assert_int_equal(draft_evaluate(&file.draft, clock_today(), &eval), OK);
}

static struct slip_place place_of(void)
{
	return (struct slip_place){.hall = "演示市政务服务中心", .clerk = "1024", .phone = "12345",
		.catalog = catalog, .eval = &eval, .args = &args, .window = "A03"};
}

/* ---- comparing ---- */

static void lines_fit(const char *document, const char *text, int columns)
{
	while (*text) {
		char line[1024];
		size_t n = strcspn(text, "\n");
		assert_true(text_copyn(line, sizeof line, text, n));
		if (text_cells(line) > (size_t)columns)
			fail_msg("%s is wider than %d: %s", document, columns, line);
		text += n + (text[n] == '\n');
	}
}

static void golden(const char *document, int columns, const struct buf *text)
{
	char root[PATH_SIZE], path[PATH_SIZE];
	struct buf kept;

	assert_int_equal(file_build_dir(root), OK);
	*strrchr(root, '/') = '\0';
	assert_true(text_format(path, sizeof path, "%s/tests/data/papers/%s.%d.txt", root, document, columns));
	if (getenv("GENERATE")) {
		assert_int_equal(file_write(path, text->data, text->len), OK);
		return;
	}
	buf_init(&kept, SLIP_BYTES);
	if (file_read(path, &kept))
		fail_msg("there is no %s", path);
	if (!text_equal(buf_text(&kept), buf_text(text)))
		fail_msg("%s differs; it is now\n%s", path, buf_text(text));
	buf_release(&kept);
}

static void look(const char *document, int columns, const struct buf *text, const char *const *words,
	const char *const *never)
{
	struct buf joined; /* a word may be broken at the end of a line */

	buf_init(&joined, SLIP_BYTES);
	for (const char *p = buf_text(text); *p; p++)
		if (*p != '\n' && *p != ' ')
			buf_addc(&joined, *p);
	for (; *words; words++)
		if (!strstr(buf_text(&joined), *words))
			fail_msg("%s is not on the %s:\n%s", *words, document, buf_text(text));
	for (; never && *never; never++)
		if (strstr(buf_text(text), *never))
			fail_msg("%s stands on the %s:\n%s", *never, document, buf_text(text));
	lines_fit(document, buf_text(text), columns);
	golden(document, columns, text);
	buf_release(&joined);
}

/* ---- of a case ---- */

static const char *const unmasked[] = {NAME, ID, AGENT, NULL};
static const char *const numbers[] = {ID, AGENT, NULL};

/* document, state it is made in, what must stand on it besides the head, what must not */
static const struct {
	const char *document;
	enum state state;
	const char *words[WORDS];
	const char *const *never;
} papers[] = {
	{"receipt", STATE_RECEIVED,
		{"收件凭证", "2026年3月16日14:24", "2026年3月23日", "应交1实交1", "还要补", "2026年3月20日",
			"免提交", "公安", "您没带也没关系", "替您省了", "12345", "签字"},
		unmasked},
	{"application", STATE_ACCEPTED, {"申请表", NAME, ID, "周德山", AGENT, "真实完整", "签名", "盖章"}, NULL},
	{"mandate", STATE_ACCEPTED,
		{"授权委托书", NAME, ID, "周德山", AGENT, "范围", "期限", "至本件办结", "委托人", "受托人"},
		NULL},
	{"agent-begin", STATE_ACCEPTED, {"代办受理单", "李*梅", "周*山", "范围", "2026年3月30日"}, unmasked},
	{"agent-continue", STATE_ACCEPTED, {"代办续办单", "周*山", "2026年3月30日"}, unmasked},
	{"agent-end", STATE_WITHDRAWN_IN, {"代办终止单", "周*山", "不符合法定条件", "2026年3月16日"}, unmasked},
	{"agent-done", STATE_DELIVERED, {"代办办结单", "周*山", LICENCE, "公共场所卫生许可证"}, unmasked},
	{"sharing", STATE_ACCEPTED,
		{"数据共享确认单", "公安", "2026年3月16日14:20", "依据", "[]内容无误", "[]有的不同意用", "仅限办理"},
		unmasked},
	{"defer", STATE_ACCEPTED,
		{"容缺受理承诺书", NAME, ID, "1份", "2026年3月20日", "终止办理", "签名"}, NULL},
	{"deferral", STATE_ACCEPTED,
		{"容缺受理通知书", "2026年3月20日", "形式", "终止办理", "2026年3月30日", "复议"}, unmasked},
	{"pledge", STATE_ACCEPTED,
		{"告知承诺书", NAME, ID, "合乎卫生标准", "公共场所卫生管理条例", "2026年4月15日", "撤销决定",
			"信用记录"},
		NULL},
	{"acceptance", STATE_ACCEPTED,
		{"受理通知书", "2026年3月30日", "2026年4月14日", "0339-82001201", "60日内可申请行政复议", "一式3份"},
		unmasked},
	{"refusal", STATE_REFUSED_IN,
		{"不予受理决定书", "[x]不符合法定条件", "第三十二条", "应向市场监督管理局", "退还的材料", "复议",
			"签名", "盖章"},
		numbers},
	{"not-required", STATE_NOT_REQUIRED, {"不受理告知书", "不需要取得行政许可", "退还的材料", "复议"}, numbers},
	{"withdrawal", STATE_WITHDRAWN_IN, {"撤件确认单", "退还的材料", "退费", "可以重新申请"}, numbers},
	{"handover", STATE_EXAMINING,
		{"物料转移单", "移出", "A03窗", "接收", "1份", "移出人", "接收人", "时间", "缺件"}, unmasked},
	{"special", STATE_SPECIAL,
		{"特别程序告知书", "现场勘验", "第四十五条", "2026年3月25日", "不计入办理期限"}, numbers},
	{"special-result", STATE_EXAMINING,
		{"特别程序结果告知书", "现场勘验", "2026年3月13日", "3天", "经实地核查", "2026年3月30日"}, numbers},
	{"extension", STATE_EXAMINING,
		{"延期告知书", "延长10个工作日", "负责人批准", "第四十二条", "2026年3月30日", "2026年4月14日"},
		numbers},
	{"decision", STATE_GRANTED,
		{"准予决定书", NAME, "理由", "依据", "消防救援局", "同意，注意通风", "复议", "2026年3月30日前送达",
			"盖章"},
		numbers},
	{"ready", STATE_READY,
		{"办结(领取)通知", LICENCE, "2楼", "9:00-12:00", "身份证", "短信", "AAAAA5"}, unmasked},
	{"delivery", STATE_DELIVERED,
		{"送达回证", NAME, LICENCE, "送达方式", AGENT, "签收", "2026年3月16日16:00"}, NULL},
	{"retraction", STATE_RETRACTED, {"撤回决定书", "决定作出前撤回", "退还的材料"}, numbers},
	{"termination", STATE_TERMINATED, {"终止办理通知书", "不符合法定条件", "复议"}, numbers},
	{"revocation", STATE_REVOKED, {"撤销决定书", LICENCE, "第六十九条", "复议"}, numbers},
	{"rating", STATE_DELIVERED, {"评价回执", "看不到您说的内容", "1个工作日内回访"}, unmasked},
	{"appeal-acceptance", STATE_ACCEPTED, {"诉求受理单", "2026年3月30日", "保密"}, unmasked},
	{"appeal-reply", STATE_DELIVERED, {"诉求答复单", "经实地核查", "10日内", "保密"}, unmasked},
	{"appeal-refusal", STATE_NOT_REQUIRED, {"诉求不予受理告知", "[x]不符合", "复议", "保密"}, unmasked},
};

/* Of every paper of a case: whose, which matter, which case, who made it. */
static void has_its_head(const char *document, const char *text)
{
	static const char *const head[] = {"演示市政务服务中心", "260316-A03-021", "文书编号", "A03-2026-",
		"仅限办理", "1024"};

	for (size_t i = 0; i < COUNT_OF(head); i++)
		if (!strstr(text, head[i]))
			fail_msg("%s is not on the %s:\n%s", head[i], document, text);
}

static void of_a_case(void **state)
{
	static const int widths[] = {SLIP_PAGE, SLIP_NARROW};
	struct slip_place place = place_of();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(papers); i++)
		for (size_t k = 0; k < COUNT_OF(widths); k++) {
			struct buf text;
			file.state = papers[i].state;
			buf_init(&text, SLIP_BYTES);
			assert_int_equal(slip_render(&file, papers[i].document, &place, widths[k], &text), OK);
			has_its_head(papers[i].document, buf_text(&text));
			look(papers[i].document, widths[k], &text, papers[i].words, papers[i].never);
			buf_release(&text);
		}
	file.state = STATE_ACCEPTED;
}

/* No document of the law: it says which folder it is, on 80 and on 58 mm, and nobody's name in clear. */
static void for_the_folder(void **state)
{
	static const char *const words[WORDS] = {"260316-A03-021", "李*梅", "3399**********1226", "查询码",
		"AAAAA5", "2026年3月16日"};
	static const int widths[] = {SLIP_NARROW, SLIP_ROLL};
	struct slip_place place = place_of();

	(void)state;
	for (size_t k = 0; k < COUNT_OF(widths); k++) {
		struct buf text;
		buf_init(&text, SLIP_BYTES);
		assert_int_equal(slip_columns("label", widths[k], SLIP_A5), widths[k]);
		assert_int_equal(slip_render(&file, "label", &place, widths[k], &text), OK);
		look("label", widths[k], &text, words, unmasked);
		buf_release(&text);
	}
}

/* A5 and 58 mm: the same words, never wider. */
static void on_other_papers(void **state)
{
	static const int widths[] = {SLIP_A5, SLIP_ROLL};
	struct slip_place place = place_of();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(papers); i++)
		for (size_t k = 0; k < COUNT_OF(widths); k++) {
			struct buf text;
			buf_init(&text, SLIP_BYTES);
			assert_int_equal(slip_render(&file, papers[i].document, &place, widths[k], &text), OK);
			lines_fit(papers[i].document, buf_text(&text), widths[k]);
			buf_release(&text);
		}
	assert_int_equal(slip_columns("decision", SLIP_ROLL, SLIP_A5), SLIP_A5);
	assert_int_equal(slip_columns("decision", SLIP_ROLL, 0), SLIP_PAGE);
	assert_int_equal(slip_columns("application", SLIP_ROLL, 0), SLIP_PAGE);
	assert_true(slip_duplex("application"));
	assert_false(slip_duplex("decision") || slip_duplex("receipt"));
	assert_int_equal(slip_columns("receipt", SLIP_ROLL, SLIP_A5), SLIP_ROLL);
}

/* Every act that prints something has its paper, and every paper of the table above is one. */
static void every_act_has_its_paper(void **state)
{
	(void)state;
	for (int a = 0; a < LIFE_COUNT; a++) {
		const char *document = life_document((enum life)a);
		bool tried = !*document;
		for (size_t i = 0; i < COUNT_OF(papers); i++)
			tried |= text_equal(papers[i].document, document);
		if (!tried || (*document && !slip_known(document)))
			fail_msg("%s prints %s", life_word((enum life)a), document);
	}
}

static void once(const char *document, int columns, const char *words)
{
	struct slip_place place = place_of();
	struct buf text;

	buf_init(&text, SLIP_BYTES);
	assert_int_equal(slip_render(&file, document, &place, columns, &text), OK);
	if (!strstr(buf_text(&text), words))
		fail_msg("%s is not on the %s:\n%s", words, document, buf_text(&text));
	buf_release(&text);
}

static void what_the_case_makes_of_it(void **state)
{
	(void)state;
	file.deemed = true;
	once("acceptance", SLIP_PAGE, "受理通知书 (视为受理)");
	once("acceptance", SLIP_PAGE, "自收件之日起视为受理");
	file.deemed = false;
	file.state = STATE_DENIED;
	once("decision", SLIP_PAGE, "不予决定书");
	file.state = STATE_RECEIVED;
	file.notices = 1;
	once("receipt", SLIP_NARROW, "收件凭证 (补)");
	file.notices = 0;
	file.state = STATE_ACCEPTED;
	once("receipt", SLIP_NARROW, "受理回执");
	file.due_provisional = true;
	once("receipt", SLIP_NARROW, "(暂定)");
	file.due_provisional = false;
}

static void in_both_languages(void **state)
{
	struct slip_place place = place_of();
	struct buf text;

	(void)state;
	place.bilingual = true;
	buf_init(&text, SLIP_BYTES);
	assert_int_equal(slip_render(&file, "acceptance", &place, SLIP_PAGE, &text), OK);
	const char *chinese = strstr(buf_text(&text), "受理通知书"), *english = strstr(buf_text(&text), "Notice of acceptance");
	assert_true(chinese && english && chinese < english);
	assert_non_null(strstr(english, "2026-03-30"));
	assert_non_null(strstr(english, "Hygiene permit"));
	assert_true(i18n_chinese()); /* the words are as before */
	assert_string_equal(_("Agent"), "代办");
	buf_release(&text);
}

static void agents_papers_go_with_the_act(void **state)
{
	(void)state;
	assert_string_equal(slip_of_agent(&file, LIFE_DELIVER), "agent-done");
	assert_string_equal(slip_of_agent(&file, LIFE_WITHDRAW), "agent-end");
	assert_string_equal(slip_of_agent(&file, LIFE_GRANT), "");
	text_copy(file.agent, sizeof file.agent, "");
	assert_string_equal(slip_of_agent(&file, LIFE_DELIVER), "");
	text_copy(file.agent, sizeof file.agent, AGENT);
	text_copy(file.subject, sizeof file.subject, "339901202602121332"); /* a newborn: parents act by law */
	assert_string_equal(slip_of_agent(&file, LIFE_DELIVER), "");
	text_copy(file.subject, sizeof file.subject, ID);
}

/* ---- of others ---- */

static void the_notice(void **state)
{
	static const char *const words[] = {"一次性告知单", "还差1样", "平面图", "看不清。重拍", "可交：", "2026年4月15日",
		"AAAAA5", "一式1份", "签收", NULL};
	struct slip_place place = place_of();
	struct notice n = {.n = 1, .until = day_of(2026, 4, 15)};

	(void)state;
	text_copy(n.number, sizeof n.number, "A03-2026-GZ-03160002101-X");
	text_copy(n.lines[0].label, sizeof n.lines[0].label, "平面图");
	text_copy(n.lines[0].wrong, sizeof n.lines[0].wrong, "看不清");
	text_copy(n.lines[0].mend, sizeof n.lines[0].mend, "重拍一份");
	text_copy(n.lines[0].accepted, sizeof n.lines[0].accepted, "原件或清楚的照片");
	for (int columns = SLIP_PAGE; columns; columns = columns == SLIP_PAGE ? SLIP_NARROW : 0) {
		struct buf text;
		buf_init(&text, SLIP_BYTES);
		assert_int_equal(notice_render(&file, &n, &place, columns, &text), OK);
		look("notice", columns, &text, words, unmasked);
		buf_release(&text);
	}
}

static void the_consultation(void **state)
{
	static const char *const words[] = {"办事一次性告知单", "公共场所卫生许可", "费", "跑动", "0339-82001201", "12345", "签收", NULL};
	struct slip_place place = place_of();
	struct record none = {0};
	struct consult q = {item, &none};

	(void)state;
	for (int columns = SLIP_PAGE; columns; columns = columns == SLIP_PAGE ? SLIP_NARROW : 0) {
		struct buf text;
		buf_init(&text, SLIP_BYTES);
		assert_int_equal(consult_render(&q, &place, columns, &text), OK);
		look("consultation", columns, &text, words, unmasked);
		buf_release(&text);
	}
}

static void the_objection(void **state)
{
	static const char *const words[] = {"数据异议核实单", "YY-260316-A03-01", "现住地址", "启明路2号", "启明路4号",
		"居住登记凭证", "2026年3月18日前核对", "2026年4月3日前答复", "一式2份", NULL};
	static char applicant[] = NAME, registered[] = "启明路2号", claimed[] = "启明路4号";
	struct slip_place place = place_of();
	struct objection o = {.ground = CLAIM_NOTICE, .effect = EFFECT_NONE, .raised_ms = at("2026-03-16T14:30")};

	(void)state;
	text_copy(o.number, sizeof o.number, "YY-260316-A03-01");
	text_copy(o.case_number, sizeof o.case_number, "260316-A03-021");
	text_copy(o.subject, sizeof o.subject, ID);
	text_copy(o.applicant, sizeof o.applicant, applicant);
	text_copy(o.resource, sizeof o.resource, "POP-03");
	text_copy(o.label, sizeof o.label, "现住地址");
	text_copy(o.proof, sizeof o.proof, "居住登记凭证");
	text_copy(o.window, sizeof o.window, "A03");
	text_copy(o.raised_by, sizeof o.raised_by, "1024");
	o.registered = registered;
	o.claimed = claimed;
	for (int columns = SLIP_PAGE; columns; columns = columns == SLIP_PAGE ? SLIP_NARROW : 0) {
		struct buf text;
		buf_init(&text, SLIP_BYTES);
		assert_int_equal(objection_render(&o, catalog_find(catalog, "POP-03"), NULL, &OBJECTION_DAYS,
					 &place, columns, &text), OK);
		look("dispute", columns, &text, words, unmasked);
		buf_release(&text);
	}
}

static int load(void **state)
{
	char path[PATH_SIZE];
	struct buf messages;
	int64_t now;

	(void)state;
	buf_init(&messages, 1 << 16);
	assert_int_equal(i18n_start("zh"), OK);
	assert_true(clock_parse("2026-03-16T16:00", &now));
	clock_start_at(now);
	clock_hold(true);
	assert_int_equal(file_asset("codes", path), OK);
	assert_int_equal(tables_open(path), OK);
	assert_int_equal(file_asset("forms/hygiene-permit.ini", path), OK);
	assert_int_equal(item_load(path, &item, &messages), OK);
	assert_int_equal(file_asset("catalog/demo.ini", path), OK);
	assert_int_equal(catalog_load(path, NULL, &catalog, &messages), OK);
	buf_release(&messages);
	fill();
	return 0;
}

static int unload(void **state)
{
	(void)state;
	evaluation_release(&eval);
	draft_release(&file.draft);
	mem_free(file.marks);
	item_free(item);
	catalog_free(catalog);
	tables_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_a_case),
		cmocka_unit_test(for_the_folder),
		cmocka_unit_test(on_other_papers),
		cmocka_unit_test(every_act_has_its_paper),
		cmocka_unit_test(what_the_case_makes_of_it),
		cmocka_unit_test(in_both_languages),
		cmocka_unit_test(agents_papers_go_with_the_act),
		cmocka_unit_test(the_notice),
		cmocka_unit_test(the_consultation),
		cmocka_unit_test(the_objection),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
