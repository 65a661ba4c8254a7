/* SPDX-License-Identifier: MIT
 *
 * Every number and name check: any bytes give a verdict, a normal form that is itself stable,
 * and no flag without its grade.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/standards/credit_code.h"
#include "core/standards/identity.h"
#include "core/standards/name.h"
#include "core/standards/numbers.h"
#include "core/standards/tables.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ready(void)
{
	static bool done;
	char dir[PATH_SIZE];

	if (!done && (file_asset("codes", dir) || tables_open(dir)))
		abort();
	done = true;
}

static void sane(const struct verdict *v)
{
	uint64_t bad = 0;

	for (int f = 0; f < FLAG_COUNT; f++)
		if (flag_name((enum flag)f)[0] == 'E')
			bad |= UINT64_C(1) << f;
	enum grade expect = v->flags & bad ? GRADE_BAD : v->flags ? GRADE_WARN : GRADE_OK;
	if (v->grade != expect)
		abort();
}

static void identity(const char *text, size_t size)
{
	struct identity a, b;

	identity_check(text, size, day_of(2026, 11, 23), &a);
	sane(&a.verdict);
	if (a.verdict.grade == GRADE_BAD)
		return;
	identity_check(a.normal, strlen(a.normal), day_of(2026, 11, 23), &b);
	if (b.verdict.grade == GRADE_BAD || strcmp(a.normal, b.normal))
		abort();
}

static void name(const char *text, size_t size)
{
	struct name a, b;

	name_check(text, size, &a);
	sane(&a.verdict);
	if (a.verdict.grade == GRADE_BAD)
		return;
	name_check(a.normal, strlen(a.normal), &b);
	if (strcmp(a.normal, b.normal))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const checks[])(const char *, size_t, struct number *) = {mobile_check,
		plate_check, postcode_check, card_check, licence_check, item_code_check};
	const char *text = (const char *)data;
	struct credit_code code;
	struct number number;

	ready();
	identity(text, size);
	name(text, size);
	credit_code_check(text, size, &code);
	sane(&code.verdict);
	for (size_t i = 0; i < COUNT_OF(checks); i++) {
		checks[i](text, size, &number);
		sane(&number.verdict);
	}
	for (int kind = TRAVEL_PASSPORT; kind <= TRAVEL_TW; kind++) {
		struct verdict v = {0};
		char normal[IDENTITY_SIZE];
		travel_check((enum travel)kind, text, size, &v, normal);
		sane(&v);
	}
	return 0;
}
