/* SPDX-License-Identifier: MIT
 *
 * Templates: every mistake has its file and line, nothing that was read can fail to print, and the
 * program's own are all in order. Numbers of documents.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/number.h"
#include "core/casework/papers/template.h"

#define HEAD "document x\nname 名 | Name\nof case\nletters XY\npaper page\nshow masked\ncopies 2 留存 | kept\n\n"

static char folder[64] = "/tmp/onetrip-template-XXXXXX";

static void put(const char *name, const char *text)
{
	char path[PATH_SIZE];

	assert_true(text_format(path, sizeof path, "%s/%s", folder, name));
	assert_int_equal(file_write(path, text, strlen(text)), OK);
}

static enum err load(const char *text, struct template **t, struct buf *messages)
{
	put("x.txt", text);
	buf_init(messages, TEMPLATE_BYTES);
	return template_load(folder, "x", t, messages);
}

/* The body of a template with the head above: lines are counted from its ninth. */
static void refused(const char *body, const char *message)
{
	struct template *t = NULL;
	struct buf messages;
	char text[4096];

	assert_true(text_format(text, sizeof text, "%s%s", HEAD, body));
	assert_int_equal(load(text, &t, &messages), ERR_SYNTAX);
	if (!strstr(buf_text(&messages), message))
		fail_msg("\"%s\" is not told:\n%s", message, buf_text(&messages));
	buf_release(&messages);
}

static void every_mistake_has_its_line(void **state)
{
	(void)state;
	put("loop.part", "use loop\n");
	put("open.part", "if case\nline {case}\n");
	refused("line {cas}\n", "x.txt:9: there is no {cas}; did you mean {case}?");
	refused("rule\nline {until}\n", "x.txt:10: {until} is not said on this kind of document");
	refused("line {deferred.label}\n", "x.txt:9: {deferred.label} stands outside its `each`");
	refused("line {deferred}\n", "x.txt:9: {deferred} is a list");
	refused("each kept\neach kept\nend\nend\n", "x.txt:10: `each` of kept within itself");
	refused("each nothing\nend\n", "x.txt:9: there is no list nothing");
	refused("if case\nline {case}\n", "a block is not closed");
	refused("end\n", "x.txt:9: `end` without a block");
	refused("else\n", "x.txt:9: `else` without `if`");
	refused("line {case\n", "x.txt:9: a brace without its other half");
	refused("line case}\n", "x.txt:9: a brace without its other half");
	refused("line 只有中文\n", "x.txt:9: the English is missing");
	refused("entry 没有冒号 | none\n", "x.txt:9: LABEL : TEXT is wanted");
	refused("paragraph x\n", "x.txt:9: there is no statement paragraph");
	refused("rule x\n", "x.txt:9: nothing goes behind rule");
	refused("rule\nletters AB\n", "x.txt:10: letters belongs into the head");
	refused("use loop\n", "parts within parts");
	refused("use open\n", "open.part:3: a block is not closed");
	refused("use nowhere\n", "x.txt:9: nowhere.part cannot be read");
	refused("use ../x\n", "../x.part cannot be read");
	refused("line a\tb\n", "x.txt:9: a control character");
	refused("line \xff\n", "x.txt:9: this is no UTF-8");
	refused("", "nothing is printed");
}

static void the_head_is_checked(void **state)
{
	static const char *const heads[] = {"document y\nname a\ncopies 1 b\nrule\n", "copies 1 b\nrule\n",
		"name a\nrule\n", "name a\ncopies 0 b\nrule\n", "name a\ncopies 1 b\nof shop\nrule\n",
		"name a\ncopies 1 b\npaper A3\nrule\n", "name a\ncopies 1 b\nshow all\nrule\n",
		"name a\ncopies 1 b\nletters A\nrule\n"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		struct template *t = NULL;
		struct buf messages;
		if (load(heads[i], &t, &messages) != ERR_SYNTAX)
			fail_msg("taken: %s", heads[i]);
		buf_release(&messages);
	}
	struct template *t = NULL;
	struct buf messages;
	buf_init(&messages, TEMPLATE_BYTES);
	assert_int_equal(template_load(folder, "missing", &t, &messages), ERR_NOTFOUND);
	assert_int_equal(template_load(folder, "../x", &t, &messages), ERR_INPUT);
	buf_release(&messages);
}

static void print(const char *body, const struct sheet *s, int columns, struct buf *out)
{
	struct template *t = NULL;
	struct buf messages;
	char text[4096];
	struct paper p = {.out = out, .columns = columns};

	assert_true(text_format(text, sizeof text, "%s%s", HEAD, body));
	if (load(text, &t, &messages))
		fail_msg("%s", buf_text(&messages));
	buf_init(out, 1 << 16);
	template_print(t, s, &p);
	template_free(t);
	buf_release(&messages);
}

static void conditions_lists_and_what_is_left_out(void **state)
{
	struct sheet s = {0};
	struct buf out;

	(void)state;
	sheet_put(&s, SAID_CASE, "260316-A03-001");
	for (int i = 1; i <= 2; i++) {
		sheet_row(&s, ROWS_DEFERRED);
		sheet_cellf(&s, CELL_DEFERRED_N, "%d", i);
		sheet_cellf(&s, CELL_DEFERRED_LABEL, "L%d", i);
	}
	sheet_cell(&s, CELL_DEFERRED_UNTIL, "soon");
	print("entry Case : {case}\n"
	      "entry Fee : {fee}\n" /* nothing is known: no line */
	      "if fee\nline a\nelse\nline b\nend\n"
	      "unless fee\nline c\nend\n"
	      "each deferred\nentry To bring : {deferred.label}\n"
	      "if deferred.until\nitem {deferred.n} : by {deferred.until}\nend\nend\n"
	      "if kept\nline d\nend\n",
		&s, 48, &out);
	assert_string_equal(buf_text(&out), "Case      260316-A03-001\n"
					    "b\n"
					    "c\n"
					    "To bring  L1\n"
					    "          L2\n" /* a label stands once */
					    "2   by soon\n");
	buf_release(&out);
	sheet_release(&s);
}

/* Closing marks do not begin a line; a pair's label has more room on a page. */
static void lines_are_broken_well(void **state)
{
	struct sheet s = {0};
	struct buf out;

	(void)state;
	print("line 一二三四五六七八九十一二三四五六。 | x\n"
	      "line 一二三四五六七八九十一二三四五（六）七 | x\n",
		&s, 32, &out);
	assert_string_equal(buf_text(&out), "一二三四五六七八九十一二三四五\n六。\n"
					    "一二三四五六七八九十一二三四五\n（六）七\n");
	buf_release(&out);
	print("pair Name : Text\n", &s, 80, &out);
	assert_string_equal(buf_text(&out), "Name                    Text\n");
	buf_release(&out);
	print("pair Name : Text\n", &s, 48, &out);
	assert_string_equal(buf_text(&out), "Name        Text\n");
	buf_release(&out);
	sheet_release(&s);
}

static void those_of_the_program(void **state)
{
	char path[PATH_SIZE];
	size_t n = 0;

	(void)state;
	assert_int_equal(file_asset("documents", path), OK);
	DIR *dir = opendir(path);
	assert_non_null(dir);
	for (struct dirent *d; (d = readdir(dir));) {
		struct template *t = NULL;
		struct buf messages;
		char name[256];
		size_t len = strlen(d->d_name);
		if (len < 5 || !text_equal(d->d_name + len - 4, ".txt"))
			continue;
		buf_init(&messages, TEMPLATE_BYTES);
		text_copyn(name, sizeof name, d->d_name, len - 4);
		if (template_load(path, name, &t, &messages))
			fail_msg("%s", buf_text(&messages));
		template_free(t);
		buf_release(&messages);
		n++;
	}
	closedir(dir);
	assert_true(n >= 35);
}

/* A hall's own template counts; one that is broken does not stop a case. */
static void the_halls_own(void **state)
{
	(void)state;
	put("ticket.txt", "document ticket\nname 号 | No.\nof ticket\ncopies 1 a\nuse top\nrule\n");
	put("rating.txt", "document rating\nname a\nparagraph\n");
	templates_folder(folder);
	assert_string_equal(templates_find("ticket")->name, "号");
	assert_string_equal(templates_find("rating")->name, "评价回执");
	assert_null(templates_find("no-such"));
	templates_folder("");
	assert_string_equal(templates_find("ticket")->name, "叫号条");
}

/* Check characters reckoned by hand after ISO 7064 MOD 37,36. */
static void numbers_of_documents(void **state)
{
	static const char *const wrong[] = {"", "260316", "260316-A03", "26031-A03-1", "260316-a03-1",
		"260316-A03-x", "260316--1"};
	char number[DOCUMENT_NUMBER];

	(void)state;
	assert_true(document_number("260316-A03-021", "SL", 1, number));
	assert_string_equal(number, "A03-2026-SL-03160002101-J");
	assert_true(document_number_valid(number));
	assert_true(document_number("251231-B12-1234", "JD", 12, number));
	assert_string_equal(number, "B12-2025-JD-12310123412-4");
	assert_true(document_number_valid(number));
	number[4] = number[4] == '2' ? '3' : '2'; /* one character is seen */
	number[5] = '1';
	assert_false(document_number_valid(number));
	assert_false(document_number_valid("A03-2026-SL-03160002101-!"));
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_false(document_number(wrong[i], "SL", 1, number));
	assert_false(document_number("260316-A03-021", "SL", 0, number));
	assert_false(document_number("260316-A03-021", "SL", 100, number));
}

static int make(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int drop(void **state)
{
	(void)state;
	templates_close();
	return file_remove_tree(folder) ? -1 : 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_mistake_has_its_line),
		cmocka_unit_test(the_head_is_checked),
		cmocka_unit_test(conditions_lists_and_what_is_left_out),
		cmocka_unit_test(lines_are_broken_well),
		cmocka_unit_test(those_of_the_program),
		cmocka_unit_test(the_halls_own),
		cmocka_unit_test(numbers_of_documents),
	};

	return cmocka_run_group_tests(tests, make, drop);
}
