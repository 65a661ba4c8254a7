/* SPDX-License-Identifier: MIT
 *
 * The dialects this program speaks. A new one is a file and a row here.
 */
#include <string.h>

#include "core/exchange/dialect.h"

static const struct dialect *const dialects[] = {&dialect_openapi};

const struct dialect *dialect_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(dialects); i++) {
		if (strcmp(dialects[i]->name, name) == 0)
			return dialects[i];
	}
	return NULL;
}
