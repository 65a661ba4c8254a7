/* SPDX-License-Identifier: MIT
 *
 * Vehicle plates, GA 36-2018: forms only. The dot between the parts is dropped.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/standards/identity.h"
#include "core/standards/numbers.h"
#include "core/standards/pattern.h"
#include "core/standards/text_class.h"

/* clang-format off */
static const char *const patterns[] = {
	"@$%%%%%", "@O%%%%%",                       /* normal, offices */
	"@$%%%%挂", "@$%%%%学", "@$%%%%警", "@O%%%%警", /* trailer, school, police */
	"粤Z%%%%港", "粤Z%%%%澳",                   /* Hong Kong, Macao */
	"@$^%####", "@$#####^",                     /* new energy, small and large */
	"######使", "@$####领",                     /* embassy, consulate */
};
/* clang-format on */

/* Takes the dots out of text in place; returns how many. */
static size_t drop_dots(char *text)
{
	const char *from = text;
	size_t left = strlen(text), dots = 0;
	char *to = text;

	while (left > 0) {
		const char *c = from;

		if (is_dot(text_next(&from, &left))) {
			dots++;
			continue;
		}
		memmove(to, c, (size_t)(from - c));
		to += from - c;
	}
	*to = '\0';
	return dots;
}

void plate_check(const char *text, size_t len, struct number *out)
{
	size_t n;

	out->verdict = (struct verdict){0};
	n = identifier_copy(text, len, out->normal, sizeof(out->normal));
	n -= drop_dots(out->normal);
	pattern_check(patterns, COUNT_OF(patterns), out->normal, n, &out->verdict);
}
