/* SPDX-License-Identifier: MIT
 *
 * Freed memory is wiped, by whomever it is freed. Reads memory after it was given back, which
 * only this test may do: so through a number, not a pointer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SIZE = 120, LINKS = 16 /* the allocator's own words in a free block */ };

static const char secret[] = "339900199003070014";

static char *fill(char *block)
{
	memset(block, '.', SIZE);
	memcpy(block + SIZE / 2, secret, sizeof(secret));
	__asm__ volatile("" : : "r"(block) : "memory"); /* or writing before free is left out */
	return block;
}

static void assert_wiped(volatile uintptr_t address)
{
	const volatile char *block = (const volatile char *)address;

	for (int i = LINKS; i < SIZE; i++)
		assert_int_equal(block[i], 0);
}

static void free_wipes(void **state)
{
	char *block = fill(malloc(SIZE));
	volatile uintptr_t address = (uintptr_t)block;

	(void)state;
	free(block);
	assert_wiped(address);
	free(NULL);
}

static void realloc_wipes_what_it_leaves(void **state)
{
	char *block = fill(malloc(SIZE)), *moved;
	volatile uintptr_t address = (uintptr_t)block;

	(void)state;
	moved = realloc(block, 10000);
	assert_memory_equal(moved + SIZE / 2, secret, sizeof(secret));
	assert_wiped(address);
	address = (uintptr_t)moved;
	moved = realloc(moved, SIZE); /* far smaller: a block of its own */
	assert_memory_equal(moved + SIZE / 2, secret, sizeof(secret));
	assert_int_not_equal((uintptr_t)moved, address);
	assert_wiped(address);
	free(moved);
	moved = realloc(NULL, 1);
	assert_non_null(moved);
	assert_null(realloc(moved, 0));
}

/* The C library itself grows and gives back blocks through the same doors. */
static void libraries_wipe_too(void **state)
{
	char text[400], *line = fill(malloc(SIZE));
	volatile uintptr_t address = (uintptr_t)line;
	size_t size = SIZE;
	FILE *f;

	(void)state;
	memset(text, 'x', sizeof(text));
	f = fmemopen(text, sizeof(text), "r");
	assert_non_null(f);
	assert_int_equal(getline(&line, &size, f), sizeof(text));
	assert_int_not_equal((uintptr_t)line, address);
	assert_wiped(address);
	fclose(f);
	free(line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(free_wipes),
		cmocka_unit_test(realloc_wipes_what_it_leaves),
		cmocka_unit_test(libraries_wipe_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
