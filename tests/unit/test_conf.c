/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/conf.h"
#include "core/base/file.h"
#include "core/base/text.h"

static char path[64];

static enum err load(const char *text, struct conf **out, struct buf *messages)
{
	enum err e;
	int fd;

	text_copy(path, sizeof path, "/tmp/onetrip-conf-XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	buf_init(messages, 4096);
	e = conf_load(path, out, messages);
	unlink(path);
	return e;
}

static void an_empty_file_has_all_defaults(void **state)
{
	struct buf messages;
	struct conf *c;

	(void)state;
	assert_int_equal(load("", &c, &messages), OK);
	assert_string_equal(conf_text(c, "ui", "lang"), "zh");
	assert_string_equal(conf_text(c, "station", "window"), "A03");
	assert_string_equal(conf_text(c, "print", "printer"), "");
	assert_int_equal(conf_int(c, "ui", "lock_seconds"), 180);
	conf_free(c);
	buf_release(&messages);
}

static void values_are_taken(void **state)
{
	struct buf messages;
	struct conf *c;

	(void)state;
	assert_int_equal(load("[hall]\nname = 示范市政务服务中心\n[station]\nwindow = B12\n"
			      "[ui]\nlock_seconds = 600\n",
				 &c, &messages),
		OK);
	assert_string_equal(conf_text(c, "hall", "name"), "示范市政务服务中心");
	assert_string_equal(conf_text(c, "station", "window"), "B12");
	assert_int_equal(conf_int(c, "ui", "lock_seconds"), 600);
	conf_free(c);
	buf_release(&messages);
}

static void mistakes_name_their_line(void **state)
{
	static const struct {
		const char *text, *where, *what;
	} rows[] = {
		{"[ui]\nlock_second = 60\n", ":2: ", "lock_seconds"},
		{"[ui]\nlock_seconds = 59\n", ":2: ", "60-600"},
		{"[ui]\nlock_seconds = 1e2\n", ":2: ", "60-600"},
		{"[ui]\ntheme = pink\n", ":2: ", "dark light contrast mono"},
		{"[ui]\ntheme = dar\n", ":2: ", "dark light contrast mono"},
		{"[station]\n\nwindow = A03B12345\n", ":3: ", "1-7"},
		{"[station]\ndatabase = here.db\n", ":2: ", ""},
		{"[stations]\n", ":1: ", "stations"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buf messages;
		struct conf *c = NULL;

		assert_int_equal(load(rows[i].text, &c, &messages), ERR_SYNTAX);
		assert_null(c);
		assert_non_null(strstr(buf_text(&messages), rows[i].where));
		assert_non_null(strstr(buf_text(&messages), rows[i].what));
		buf_release(&messages);
	}
}

static void the_default_file_is_the_table(void **state)
{
	struct buf file, made, messages;
	char asset[PATH_SIZE];
	struct conf *c;

	(void)state;
	buf_init(&file, 65536);
	buf_init(&made, 65536);
	conf_template(&made);
	assert_int_equal(made.err, OK);
	assert_int_equal(file_asset("onetrip.conf", asset), OK);
	assert_int_equal(file_read(asset, &file), OK);
	assert_string_equal(buf_text(&file), buf_text(&made));
	assert_int_equal(load(buf_text(&made), &c, &messages), OK);
	for (size_t i = 0; i < conf_n_options; i++)
		assert_string_equal(conf_text(c, conf_options[i].section, conf_options[i].key),
			conf_options[i].otherwise);
	conf_free(c);
	buf_release(&messages);
	buf_release(&file);
	buf_release(&made);
}

static void a_missing_file_is_told(void **state)
{
	struct buf messages;
	struct conf *c;

	(void)state;
	buf_init(&messages, 1024);
	assert_int_equal(conf_load("/nowhere/onetrip.conf", &c, &messages), ERR_NOTFOUND);
	assert_non_null(strstr(buf_text(&messages), "/nowhere/onetrip.conf"));
	buf_release(&messages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_file_has_all_defaults),
		cmocka_unit_test(values_are_taken),
		cmocka_unit_test(mistakes_name_their_line),
		cmocka_unit_test(the_default_file_is_the_table),
		cmocka_unit_test(a_missing_file_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
