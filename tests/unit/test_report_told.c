/* SPDX-License-Identifier: MIT
 *
 * What a report may tell: an attacker who knows the total and every cell that is told tries each way to
 * fill the others, and may never find only one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/base/base.h"
#include "tui/commands/report_told.h"

enum { CELLS = 8 };

/* Ways to fill the hidden cells from `at` on with `rest`, "<5" by 1 to 4 and "*" by anything; *first, *differs:
 * the value of the cell watched in the first way, and whether another way has another one. */
struct attack {
	const enum told *told;
	size_t n, watched;
	int64_t first;
	bool any, differs;
};

static void fill(struct attack *a, size_t at, int64_t rest, int64_t watched)
{
	if (rest < 0 || a->differs)
		return;
	if (at == a->n) {
		if (rest)
			return;
		a->differs = a->any && a->first != watched;
		a->first = watched;
		a->any = true;
		return;
	}
	if (a->told[at] == TOLD) {
		fill(a, at + 1, rest, watched);
		return;
	}
	int64_t low = a->told[at] == TOLD_FEW ? 1 : 0, high = a->told[at] == TOLD_FEW ? 4 : rest;
	for (int64_t v = low; v <= high; v++)
		fill(a, at + 1, rest - v, at == a->watched ? v : watched);
}

static void must_not_follow(const int64_t *cells, size_t n)
{
	enum told told[CELLS] = {TOLD};
	int64_t rest = 0, total = 0;

	report_suppress(cells, n, told);
	for (size_t i = 0; i < n; i++) {
		if (cells[i] > 0 && cells[i] < 5)
			assert_int_not_equal(told[i], TOLD);
		rest += told[i] == TOLD ? 0 : cells[i];
		total += cells[i];
	}
	if (report_few(total)) /* then it is not told either */
		return;
	for (size_t i = 0; i < n; i++) {
		struct attack a = {told, n, i, 0, false, false};
		if (told[i] != TOLD_FEW)
			continue;
		fill(&a, 0, rest, 0);
		if (!a.differs)
			fail_msg("cell %zu of %zu follows", i, n);
	}
}

static void nothing_follows(void **state)
{
	static const struct {
		size_t n;
		int64_t cells[CELLS];
	} vectors[] = {{3, {3, 70, 9}}, {2, {1, 40}}, {4, {1, 1, 20, 30}}, {4, {4, 4, 6, 0}}, {3, {2, 0, 0}},
		{5, {1, 2, 8, 9, 10}}, {6, {1, 1, 1, 1, 1, 7}}, {4, {4, 4, 4, 0}}, {3, {1, 1, 0}}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(vectors); i++)
		must_not_follow(vectors[i].cells, vectors[i].n);
	/* and every table of four small cells */
	for (int code = 0; code < 7 * 7 * 7 * 7; code++) {
		int64_t cells[] = {code % 7, code / 7 % 7, code / 49 % 7, code / 343};
		must_not_follow(cells, 4);
	}
}

/* Nothing is held back without a reason. */
static void the_rest_is_told(void **state)
{
	static const int64_t cells[] = {12, 0, 5, 700};
	enum told told[4] = {TOLD};

	(void)state;
	report_suppress(cells, 4, told);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(told[i], TOLD);
	static const int64_t two[] = {2, 3, 9, 700};
	report_suppress(two, 4, told);
	assert_int_equal(told[2], TOLD);
	assert_int_equal(told[3], TOLD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_follows),
		cmocka_unit_test(the_rest_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
