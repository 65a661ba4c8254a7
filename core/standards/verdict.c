/* SPDX-License-Identifier: MIT
 *
 * Flags and grades. A flag's name says what it does: E_ rejects, W_ warns.
 */
#include "core/standards/verdict.h"

#include <string.h>

static const struct {
	const char *name, *text;
} flags[] = {
#define X(name, text) {#name, text},
	FLAG_TABLE(X)
#undef X
};

_Static_assert(FLAG_COUNT <= 64, "the set of flags is one word");

void verdict_add(struct verdict *v, enum flag f)
{
	enum grade grade = flags[f].name[0] == 'E' ? GRADE_BAD : GRADE_WARN;

	v->flags |= UINT64_C(1) << f;
	if (v->grade < grade)
		v->grade = grade;
}

bool verdict_has(const struct verdict *v, enum flag f)
{
	return v->flags >> f & 1;
}

const char *flag_name(enum flag f)
{
	return flags[f].name;
}

const char *flag_text(enum flag f)
{
	return flags[f].text;
}

/* The table lists every E_ before the first W_, so the first flag is the worst. */
const char *verdict_worst(const struct verdict *v)
{
	for (int f = 0; f < FLAG_COUNT; f++) {
		if (verdict_has(v, (enum flag)f))
			return flags[f].text;
	}
	return "";
}

/* The flag of the set that follows `after` in the order of names, or FLAG_COUNT. */
static int next_by_name(const struct verdict *v, const char *after)
{
	int best = FLAG_COUNT;

	for (int f = 0; f < FLAG_COUNT; f++) {
		if (!verdict_has(v, (enum flag)f) || strcmp(flags[f].name, after) <= 0)
			continue;
		if (best == FLAG_COUNT || strcmp(flags[f].name, flags[best].name) < 0)
			best = f;
	}
	return best;
}

void verdict_flags(const struct verdict *v, struct buf *out)
{
	const char *last = "";
	int f;

	if (!v->flags) {
		buf_addc(out, '-');
		return;
	}
	while ((f = next_by_name(v, last)) != FLAG_COUNT) {
		if (*last)
			buf_addc(out, ',');
		last = flags[f].name;
		buf_adds(out, last);
	}
}

const char *grade_name(enum grade g)
{
	static const char *const names[] = {
		[GRADE_OK] = "OK", [GRADE_WARN] = "WARN", [GRADE_BAD] = "BAD"};

	return names[g];
}
