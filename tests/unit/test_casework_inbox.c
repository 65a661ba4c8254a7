/* SPDX-License-Identifier: MIT
 *
 * The scanner's folder: what is listed, what is taken, and what never is.
 */
#include <setjmp.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/casework/desk/inbox.h"

static char folder[64];

#define PNG "\x89PNG\r\n\x1a\n....IEND\xae\x42\x60\x82"
#define JPEG "\xff\xd8\xff\xe0........\xff\xd9"
#define PDF "%PDF-1.4\n....\n%%EOF\n"

static void lay(const char *name, const void *data, size_t len)
{
	char path[PATH_SIZE];

	text_format(path, sizeof path, "%s/%s", folder, name);
	assert_int_equal(file_write(path, data, len), OK);
}

#define LAY(name, text) lay(name, text, sizeof text - 1)

static void aged(const char *name, int seconds)
{
	char path[PATH_SIZE];
	struct timespec t[2] = {{.tv_sec = 1773622800 - seconds}, {.tv_sec = 1773622800 - seconds}};

	text_format(path, sizeof path, "%s/%s", folder, name);
	assert_int_equal(utimensat(AT_FDCWD, path, t, 0), 0);
}

static enum err take(const char *name)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	enum err e = inbox_read(folder, name, &out);
	assert_int_equal(out.len == 0, e != OK); /* nothing of what is refused comes back */
	buf_release(&out);
	return e;
}

static int setup(void **state)
{
	(void)state;
	text_copy(folder, sizeof folder, "/tmp/onetrip-inbox-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	return file_remove_tree(folder) ? -1 : 0;
}

static void newest_first(void **state)
{
	struct inbox_file list[3];
	size_t all;

	(void)state;
	LAY("a.png", PNG);
	LAY("b.JPG", JPEG);
	LAY("c.pdf", PDF);
	LAY("d.pdf", PDF);
	aged("a.png", 5);
	aged("b.JPG", 20);
	aged("c.pdf", 10);
	aged("d.pdf", 10);
	assert_int_equal(inbox_list(folder, list, 3, &all), 3);
	assert_int_equal(all, 4);
	assert_string_equal(list[0].name, "a.png");
	assert_string_equal(list[1].name, "d.pdf"); /* of one moment the one counted up last */
	assert_string_equal(list[2].name, "c.pdf");
	assert_int_equal(list[0].len, sizeof PNG - 1);
	assert_int_equal(inbox_list("/tmp/onetrip-no-such-folder", list, 3, &all), 0);
	assert_int_equal(all, 0);
	assert_int_equal(inbox_list(NULL, list, 3, NULL), 0);
}

static void what_is_no_scan(void **state)
{
	struct inbox_file list[4];
	char path[PATH_SIZE], target[PATH_SIZE];

	(void)state;
	LAY("notes.txt", "hello");
	LAY(".hidden.png", PNG);
	LAY("empty.png", "");
	LAY("real.png", PNG);
	text_format(target, sizeof target, "%s/real.png", folder);
	text_format(path, sizeof path, "%s/link.png", folder);
	assert_int_equal(symlink(target, path), 0);
	text_format(path, sizeof path, "%s/pipe.png", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	text_format(path, sizeof path, "%s/folder.png", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(inbox_list(folder, list, 4, NULL), 1);
	assert_string_equal(list[0].name, "real.png");
	assert_int_equal(take("real.png"), OK);
	assert_int_equal(take("link.png"), ERR_INPUT);
	assert_int_equal(take("pipe.png"), ERR_INPUT);
	assert_int_equal(take("folder.png"), ERR_INPUT);
	assert_int_equal(take("notes.txt"), ERR_INPUT);
	assert_int_equal(take("../real.png"), ERR_INPUT);
	assert_int_equal(take("gone.png"), ERR_NOTFOUND);
}

static void by_its_bytes_and_whole(void **state)
{
	char big[5000] = JPEG;
	struct buf out;

	(void)state;
	LAY("lie.png", "<html>a page saved under another name</html>");
	assert_int_equal(take("lie.png"), ERR_INPUT);
	LAY("other.png", PDF); /* a document under a picture's name is still a document */
	assert_int_equal(take("other.png"), OK);
	LAY("half.png", "\x89PNG\r\n\x1a\n....");
	assert_int_equal(take("half.png"), ERR_BUSY);
	lay("half.jpg", big, sizeof big); /* the end mark lies far before the end */
	assert_int_equal(take("half.jpg"), ERR_BUSY);
	LAY("plan.tif", "II*\0........");
	assert_int_equal(take("plan.tif"), OK);
	LAY("large.png", PNG);
	buf_init(&out, 10);
	assert_int_equal(inbox_read(folder, "large.png", &out), ERR_LIMIT);
	buf_release(&out);
}

static void removed(void **state)
{
	(void)state;
	LAY("a.png", PNG);
	assert_int_equal(inbox_remove(folder, "a.png"), OK);
	assert_int_equal(take("a.png"), ERR_NOTFOUND);
	assert_int_equal(inbox_remove(folder, "a.png"), ERR_IO);
	assert_int_equal(inbox_remove(folder, "../x.png"), ERR_NOTFOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(newest_first, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_scan, setup, teardown),
		cmocka_unit_test_setup_teardown(by_its_bytes_and_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(removed, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
