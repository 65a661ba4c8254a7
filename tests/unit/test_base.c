/* SPDX-License-Identifier: MIT
 *
 * Random streams, ids, the heap's doors, error words and the language.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"

/* The published splitmix64 gives these for the seed 1234567. */
static void stream_is_splitmix64(void **state)
{
	static const uint64_t expected[] = {UINT64_C(6457827717110365317),
		UINT64_C(3203168211198807973), UINT64_C(9817491932198370423),
		UINT64_C(4593380528125082431), UINT64_C(16408922859458223821)};
	struct stream s = {1234567};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(expected); i++)
		assert_true(stream_next(&s) == expected[i]);
}

static void numbers_below_are_even(void **state)
{
	struct stream s = {1};
	int count[7] = {0};

	(void)state;
	for (int i = 0; i < 70000; i++)
		count[stream_below(&s, 7)]++;
	for (size_t i = 0; i < COUNT_OF(count); i++)
		assert_in_range(count[i], 9500, 10500); /* 5 sigma is 463 */
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(stream_below(&s, 1), 0);
		assert_true(stream_below(&s, UINT32_MAX) < UINT32_MAX);
		assert_true(random_below(3) < 3);
	}
}

static void ids_differ_until_seeded(void **state)
{
	struct uid none = {{0}}, a = uid_new(), b = uid_new();
	char hex[UID_HEX];

	(void)state;
	assert_true(uid_none(&none));
	assert_false(uid_none(&a));
	assert_false(uid_equal(&a, &b));
	random_seed(7);
	a = uid_new();
	random_seed(7);
	b = uid_new();
	assert_true(uid_equal(&a, &b));
	/* two words of splitmix64 from 7, 63cbe1e459320dd7 and 44c3cd7f43c661c, low byte first */
	uid_hex(&a, hex);
	assert_string_equal(hex, "d70d3259e4e1cb631c663cf4d73c4c04");
}

static void grown_memory_is_zeroed(void **state)
{
	unsigned char *p = mem_new(10);

	(void)state;
	memset(p, 1, 10);
	p = mem_grow(p, 10, 1000);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(p[i], i < 10);
	p = mem_grow(p, 1000, 5);
	mem_free(p);
	mem_free(mem_array(0, 8));
	mem_free(mem_grow(NULL, 0, 1));
	assert_null(mem_text(NULL));
	mem_free_text(NULL);
	mem_free_text(mem_textn("abc", 2));
}

/* Runs f in a child with a quiet stderr; the signal that ended it. */
static int ends_by(void (*f)(void))
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		close(STDERR_FILENO);
		signal(SIGABRT, SIG_DFL);
		f();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void too_large(void)
{
	(void)mem_array(SIZE_MAX / 2, 3);
}

static void restore_fails(void)
{
	BUG("inside");
}

static void bug_in_a_bug(void)
{
	err_restore_terminal = restore_fails;
	BUG("outside");
}

static void bugs_abort(void **state)
{
	(void)state;
	assert_int_equal(ends_by(too_large), SIGABRT);
	assert_int_equal(ends_by(bug_in_a_bug), SIGABRT);
}

static void every_error_has_words(void **state)
{
	(void)state;
	for (int e = OK; e <= ERR_USAGE; e++) {
		assert_true(err_text((enum err)e)[0] != '\0');
		assert_non_null(err_remedy((enum err)e));
		assert_true(e == OK || err_remedy((enum err)e)[0] != '\0');
	}
	assert_string_equal(err_name(ERR_TAMPER), "ERR_TAMPER");
	assert_string_equal(err_name((enum err)9999), "ERR_IO");
}

static void speaks_both_languages(void **state)
{
	const char *msgid = err_text(ERR_FULL);

	(void)state;
	assert_int_equal(i18n_start(NULL), OK);
	assert_true(i18n_chinese());
	assert_string_equal(_(msgid), "磁盘满了");
	assert_string_equal(i18n_pick("中", "en"), "中");
	assert_int_equal(i18n_start("en"), OK);
	assert_string_equal(_(msgid), "The disk is full");
	assert_string_equal(i18n_pick("中", "en"), "en");
	assert_string_equal(i18n_pick("中", NULL), "中");
	assert_string_equal(i18n_pick("中", ""), "中");
	assert_int_equal(i18n_start("fr"), ERR_USAGE);
	assert_int_equal(i18n_start("zh"), OK);
	assert_string_equal(_(msgid), "磁盘满了");
	/* no error without Chinese words */
	for (int e = OK; e <= ERR_USAGE; e++) {
		assert_string_not_equal(_(err_text((enum err)e)), err_text((enum err)e));
		if (e != OK)
			assert_string_not_equal(
				_(err_remedy((enum err)e)), err_remedy((enum err)e));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stream_is_splitmix64),
		cmocka_unit_test(numbers_below_are_even),
		cmocka_unit_test(ids_differ_until_seeded),
		cmocka_unit_test(grown_memory_is_zeroed),
		cmocka_unit_test(bugs_abort),
		cmocka_unit_test(every_error_has_words),
		cmocka_unit_test(speaks_both_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
