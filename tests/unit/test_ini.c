/* SPDX-License-Identifier: MIT
 *
 * INI files: what is read, and each mistake with its line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"

static enum err parse(const char *text, size_t len, struct ini **ini, struct buf *messages)
{
	*ini = NULL;
	buf_init(messages, 1 << 16);
	return ini_parse("t.ini", text, len, ini, messages);
}

static void reads_a_form(void **state)
{
	static const char text[] = "# 注释 \"x; =\n"
				   "; another\n"
				   "\n"
				   "[form]\n"
				   "name = 居住证\n"
				   "  code=sc.01-a/b:c,d  \n"
				   "[field res_addr]  \n"
				   "label = \"现住址 (必填); # 'x' = y\"\n"
				   "hint = \"\"\n"
				   "rule = \"  :a >= 1 AND :b <> 'x;y'  \"\n"
				   "[empty]\n"
				   "[field b]\n"
				   "label = 1";
	struct ini *ini;
	struct buf m;

	(void)state;
	assert_int_equal(parse(text, sizeof(text) - 1, &ini, &m), OK);
	assert_string_equal(buf_text(&m), "");
	assert_string_equal(ini->path, "t.ini");
	assert_int_equal(ini->n, 6);
	assert_int_equal(ini->n_sections, 4);
	assert_string_equal(ini->sections[2], "empty");
	assert_int_equal(ini->section_lines[1], 7);
	assert_string_equal(ini_get(ini, "form", "name"), "居住证");
	assert_string_equal(ini_get(ini, "form", "code"), "sc.01-a/b:c,d");
	assert_string_equal(ini_get(ini, "field res_addr", "label"), "现住址 (必填); # 'x' = y");
	assert_string_equal(ini_get(ini, "field res_addr", "hint"), "");
	assert_string_equal(ini_get(ini, "field res_addr", "rule"), "  :a >= 1 AND :b <> 'x;y'  ");
	assert_string_equal(ini_get(ini, "field b", "label"), "1");
	assert_null(ini_get(ini, "field b", "hint"));
	assert_null(ini_get(ini, "empty", "x"));
	assert_null(ini_get(ini, "", ""));
	assert_int_equal(ini_find(ini, "field res_addr", "rule")->line, 10);
	assert_string_equal(ini->entries[2].key, "label"); /* file order */
	ini_free(ini);
	buf_release(&m);
	assert_int_equal(parse("", 0, &ini, &m), OK);
	assert_int_equal(ini->n, 0);
	assert_null(ini_get(ini, "a", "b"));
	ini_free(ini);
	buf_release(&m);
}

/* What stands after "[a]\n", and how the message for line 2 begins. */
static const struct {
	const char *text, *message;
} mistakes[] = {
	{"k = v;w", "';' needs double quotes"},
	{"k = v # c", "'#' needs double quotes"},
	{"k = \"v\" ; c", "text after the closing quote"},
	{"k = \"v\" w", "text after the closing quote"},
	{"k = \"a\"b\"", "text after the closing quote"},
	{"k = \"\"\"", "text after the closing quote"},
	{"k = \"v", "the closing double quote"},
	{"k = \"", "the closing double quote"},
	{"k = v\"", "'\"' needs double quotes"},
	{"k = 'v'", "''' needs double quotes"},
	{"k = a=b", "'=' needs double quotes"},
	{"k = 现住址（必填）", "'（' needs double quotes"},
	{"k = \"a\\b\"", "a backslash"},
	{"k = v\\", "a backslash at the end"},
	{"# comment \\", "a backslash at the end"},
	{"# comment \\  ", "a backslash at the end"},
	{"k =", "no value"},
	{"k", "neither"},
	{"= v", "a key is one word"},
	{"K = v", "a key is one word"},
	{"k k = v", "a key is one word"},
	{"a:k = v", "a key is one word"},
	{"键 = v", "a key is one word"},
	{"k\t= v", "a tab"},
	{"k = v\r", "a carriage return"},
	{"k = \"\x01\"", "a control"},
	{"k = \"\x7F\"", "a control"},
	{"k = \"\xC2\x9B\"", "a control"},
	{"# \xFF", "not UTF-8"},
	{"k = \"\xE6\xA2\"", "not UTF-8"},
	{"# \xE2\x80\xAE", "an invisible"},
	{"k = \"\xE2\x80\x8B\"", "an invisible"},
	{"k = \"\xEE\x80\x80\"", "an invisible"},
	{"# \xEF\xBB\xBF", "a byte order mark"},
	{"[b", "a section is"},
	{"[b] # c", "a section is"},
	{"[", "a section is"},
	{"[]", "a section name"},
	{"[ b]", "a section name"},
	{"[b ]", "a section name"},
	{"[b  c]", "a section name"},
	{"[b c d e]", "a section name"},
	{"[B]", "a section name"},
	{"[a:b]", "a section name"},
	{"[字段]", "a section name"},
	{"[b]]", "a section name"},
	{"[a]", "section [a] stands already in line 1"},
};

static void names_each_mistake(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
		char text[200], expected[200];
		struct ini *ini;
		struct buf m;

		(void)text_format(text, sizeof(text), "[a]\n%s\n", mistakes[i].text);
		(void)text_format(expected, sizeof(expected), "t.ini:2: %s", mistakes[i].message);
		assert_int_equal(parse(text, strlen(text), &ini, &m), ERR_SYNTAX);
		assert_null(ini);
		if (!text_starts(buf_text(&m), expected))
			fail_msg("%s: %s", text, buf_text(&m));
		assert_ptr_equal(strchr(m.data, '\n'), m.data + m.len - 1); /* one message */
		buf_release(&m);
	}
}

static void check_messages(const char *text, size_t len, const char *expected)
{
	struct ini *ini;
	struct buf m;

	assert_int_equal(parse(text, len, &ini, &m), ERR_SYNTAX);
	assert_string_equal(buf_text(&m), expected);
	buf_release(&m);
}

static void reports_all_in_one_go(void **state)
{
	static const char nul[] = "[a]\nk = \"x\0y\"\n";
	static const char bom[] = "\xEF\xBB\xBF[a]\n";
	static const char many[] = "k = 1\n[a]\nk = 1\nx\nk = 2\nk = 3\n";

	(void)state;
	check_messages(nul, sizeof(nul) - 1, "t.ini:2: a control character; delete it\n");
	check_messages(
		bom, sizeof(bom) - 1, "t.ini:1: a byte order mark; save the file without it\n");
	check_messages(many, sizeof(many) - 1,
		"t.ini:1: a key before the first [section]\n"
		"t.ini:4: neither [section] nor key = value\n"
		"t.ini:5: key 'k' stands already in line 3\n"
		"t.ini:6: key 'k' stands already in line 5\n");
}

static void stops_reporting_at_fifty(void **state)
{
	struct buf text, m;
	struct ini *ini;
	size_t lines = 0;

	(void)state;
	buf_init(&text, 1 << 16);
	for (int i = 0; i < 60; i++)
		buf_adds(&text, "bad\n");
	assert_int_equal(parse(text.data, text.len, &ini, &m), ERR_SYNTAX);
	for (const char *p = m.data; *p; p++)
		lines += *p == '\n';
	assert_int_equal(lines, INI_MESSAGES);
	buf_release(&m);
	buf_release(&text);
}

static void limits(void **state)
{
	struct buf text, m;
	struct ini *ini;

	(void)state;
	for (size_t n = INI_LINE; n <= INI_LINE + 1; n++) { /* one line of n bytes */
		buf_init(&text, 1 << 12);
		buf_adds(&text, "[a]\nk = \"");
		while (text.len < 4 + n - 1)
			buf_addc(&text, 'x');
		buf_adds(&text, "\"\n");
		assert_int_equal(
			parse(text.data, text.len, &ini, &m), n == INI_LINE ? OK : ERR_SYNTAX);
		if (ini)
			assert_int_equal(strlen(ini_get(ini, "a", "k")), INI_LINE - 6);
		ini_free(ini);
		buf_release(&m);
		buf_release(&text);
	}
	for (int n = INI_KEYS - 1; n <= INI_KEYS; n++) { /* the section counts as one */
		buf_init(&text, INI_BYTES);
		buf_adds(&text, "[a]\n");
		for (int i = 0; i < n; i++)
			buf_addf(&text, "k%d = %d\n", i, i);
		assert_int_equal(
			parse(text.data, text.len, &ini, &m), n == INI_KEYS - 1 ? OK : ERR_SYNTAX);
		if (ini)
			assert_string_equal(ini_get(ini, "a", "k8190"), "8190");
		ini_free(ini);
		buf_release(&m);
		buf_release(&text);
	}
	buf_init(&text, INI_BYTES + 1);
	while (!text.err)
		buf_addc(&text, '\n');
	assert_int_equal(parse(text.data, INI_BYTES, &ini, &m), OK);
	ini_free(ini);
	buf_release(&m);
	assert_int_equal(parse(text.data, INI_BYTES + 1, &ini, &m), ERR_SYNTAX);
	buf_release(&m);
	buf_release(&text);
}

/* Noise from the characters that matter. Whatever is taken was read the same twice, so here it
 * only must not crash, and must say why whenever it refuses. */
static void survives_noise(void **state)
{
	static const char *const bits[] = {"[", "]", "a", "b", " ", "=", "\"", "\"", "\n", "\n",
		";", "#", "\\", "'", ":", "k = ", "[s]\n", "k = \"v\"\n", "梅", "\xE2", "\t",
		"%s%n"};
	uint64_t x = 7;
	int taken = 0;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct buf text, m;
		struct ini *ini;
		enum err e;

		buf_init(&text, 1000);
		buf_adds(&text, "[t]\n");
		for (int i = 0; i < 12; i++) {
			x = x * 6364136223846793005u + 1442695040888963407u;
			buf_adds(&text, bits[(x >> 33) % COUNT_OF(bits)]);
		}
		e = parse(text.data, text.len, &ini, &m);
		assert_true(e == OK || e == ERR_SYNTAX);
		assert_int_equal(e == OK, m.len == 0);
		if (strstr(buf_text(&m), "two readers"))
			fail_msg("readers differ on:\n%s", text.data);
		taken += e == OK;
		ini_free(ini);
		buf_release(&m);
		buf_release(&text);
	}
	assert_true(taken > 20);
}

static void loads_files(void **state)
{
	char path[] = "/tmp/onetrip-ini-XXXXXX";
	struct ini *ini = NULL;
	struct buf m;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	buf_init(&m, 4096);
	assert_int_equal(file_write(path, "[a]\nk = 1\n", 10), OK);
	assert_int_equal(ini_load(path, &ini, &m), OK);
	assert_string_equal(ini->path, path);
	assert_string_equal(ini_get(ini, "a", "k"), "1");
	ini_free(ini);
	unlink(path);
	ini = NULL;
	assert_int_equal(ini_load(path, &ini, &m), ERR_NOTFOUND);
	assert_null(ini);
	assert_non_null(strstr(m.data, ": Not found\n"));
	buf_clear(&m);
	assert_int_equal(ini_load("/", &ini, &m), ERR_IO);
	assert_string_equal(m.data, "/: The disk could not be read or written\n");
	buf_release(&m);
}

static void suggests_the_nearest(void **state)
{
	static const char *const words[] = {"label", "title", "required", "type"};

	(void)state;
	assert_string_equal(ini_nearest("lable", words, COUNT_OF(words)), "label");
	assert_string_equal(ini_nearest("tilte", words, COUNT_OF(words)), "title");
	assert_string_equal(ini_nearest("requird", words, COUNT_OF(words)), "required");
	assert_string_equal(ini_nearest("tpe", words, COUNT_OF(words)), "type");
	assert_string_equal(ini_nearest("type", words, COUNT_OF(words)), "type");
	assert_null(ini_nearest("colour", words, COUNT_OF(words)));
	assert_null(ini_nearest("", words, COUNT_OF(words)));
	assert_null(ini_nearest("x", words, 0));
	assert_null(
		ini_nearest("a-word-that-is-longer-than-any-sensible-key-name-in-a-file-of-forms",
			words, COUNT_OF(words)));
}

/* More than the second reader takes at once: 90 sections of 80 keys, empty sections between. */
static void reads_a_long_file(void **state)
{
	struct buf text, m;
	struct ini *ini = NULL;
	char section[24], key[24];

	(void)state;
	buf_init(&text, INI_BYTES);
	buf_init(&m, 4096);
	for (int i = 0; i < 90; i++) {
		buf_addf(&text, "# before %d\n[empty %d]\n[s %d]\n\n", i, i, i);
		for (int k = 0; k < 80; k++)
			buf_addf(&text, "k%d = \"v %d-%d\"\n", k, i, k);
	}
	assert_int_equal(ini_parse("long", text.data, text.len, &ini, &m), OK);
	assert_int_equal(ini->n, 90 * 80);
	assert_int_equal(ini->n_sections, 2 * 90);
	for (int i = 0; i < 90; i++) {
		char want[24];

		text_format(section, sizeof(section), "s %d", i);
		text_format(key, sizeof(key), "k%d", (i * 7) % 80);
		text_format(want, sizeof(want), "v %d-%d", i, (i * 7) % 80);
		assert_string_equal(ini_get(ini, section, key), want);
	}
	ini_free(ini);
	buf_release(&m);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_form),
		cmocka_unit_test(names_each_mistake),
		cmocka_unit_test(reports_all_in_one_go),
		cmocka_unit_test(stops_reporting_at_fifty),
		cmocka_unit_test(limits),
		cmocka_unit_test(survives_noise),
		cmocka_unit_test(reads_a_long_file),
		cmocka_unit_test(loads_files),
		cmocka_unit_test(suggests_the_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
