/* SPDX-License-Identifier: MIT
 *
 * The line between a counter and its citizen's terminal: pages one way, ratings back, nothing on
 * disk, nobody waits.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/tables.h"
#include "tui/citizen_line.h"

static char folder[64], database[96];
static struct citizen_line *line;

static struct facing page_of(int64_t number)
{
	struct facing p = {.stage = FACING_CHECK, .number = number, .object = mem_text("居住证申领")};

	facing_place(&p, "演示市政务服务中心", "A03");
	p.lines = mem_array(32, sizeof *p.lines);
	p.lines[p.n++] = (struct facing_line){mem_text("您的姓名"), mem_text("李小梅")};
	return p;
}

static void pages_and_ratings(void **state)
{
	struct facing sent = page_of(3), got = {0};
	struct facing_reply said = {.number = 3, .level = 2, .tags = "201"}, heard = {0};

	(void)state;
	int fd = citizen_call(database, "A03");
	assert_true(fd >= 0);
	assert_true(citizen_welcome(line));
	assert_true(citizen_there(line));
	assert_int_equal(citizen_page(fd, &got), ERR_BUSY); /* nothing yet, and no waiting */
	assert_false(citizen_said(line, &heard));
	citizen_show(line, &sent);
	assert_int_equal(citizen_page(fd, &got), OK);
	assert_int_equal(got.number, 3);
	assert_string_equal(got.lines[0].text, "李小梅");
	assert_int_equal(citizen_reply(fd, &said), OK);
	assert_true(citizen_said(line, &heard));
	assert_int_equal(heard.level, 2);
	assert_string_equal(heard.tags, "201");
	facing_release(&sent);
	facing_release(&got);
	close(fd);
	assert_false(citizen_said(line, &heard));
	assert_false(citizen_there(line)); /* it has gone */
}

static void one_terminal_a_window(void **state)
{
	struct facing got = {0};

	(void)state;
	int first = citizen_call(database, "A03"), second;
	assert_true(citizen_welcome(line));
	second = citizen_call(database, "A03");
	assert_false(citizen_welcome(line));
	assert_int_equal(citizen_page(second, &got), ERR_IO);
	assert_int_equal(citizen_call(database, "A04"), -1);
	assert_null(citizen_listen(database, "A03")); /* another process of this window */
	close(first);
	close(second);
}

/* Whatever else is sent ends the talk; the counter goes on. */
static void noise_hangs_up(void **state)
{
	struct facing_reply heard;

	(void)state;
	int fd = citizen_call(database, "A03");
	assert_true(citizen_welcome(line));
	assert_true(send(fd, "5", 1, 0) == 1);
	assert_false(citizen_said(line, &heard));
	assert_false(citizen_there(line));
	close(fd);
}

/* Only the socket stands in the folder: no page, no name. */
static void nothing_on_disk(void **state)
{
	struct facing sent = page_of(1);
	struct dirent *entry;
	int files = 0;

	(void)state;
	int fd = citizen_call(database, "A03");
	assert_true(citizen_welcome(line));
	citizen_show(line, &sent);
	DIR *dir = opendir(folder);
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.') {
			assert_string_equal(entry->d_name, "citizen-A03.sock");
			assert_int_equal(entry->d_type, DT_SOCK);
			files++;
		}
	closedir(dir);
	assert_int_equal(files, 1);
	facing_release(&sent);
	close(fd);
}

static int fresh(void **state)
{
	(void)state;
	text_copy(folder, sizeof folder, "/tmp/onetrip-citizen-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	text_format(database, sizeof database, "%s/hall.db", folder);
	line = citizen_listen(database, "A03");
	return line ? 0 : -1;
}

static int gone(void **state)
{
	(void)state;
	citizen_line_free(line);
	return rmdir(folder); /* it is empty again */
}

#define ON_LINE(test) cmocka_unit_test_setup_teardown(test, fresh, gone)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_LINE(pages_and_ratings),
		ON_LINE(one_terminal_a_window),
		ON_LINE(noise_hangs_up),
		ON_LINE(nothing_on_disk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
