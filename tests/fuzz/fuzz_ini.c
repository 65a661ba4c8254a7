/* SPDX-License-Identifier: MIT
 *
 * The strict INI reader: our lexer and iniparser agree on every value, or the file is refused.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ini *ini = NULL;
	struct buf messages;

	buf_init(&messages, 1 << 16);
	enum err e = ini_parse("fuzz", (const char *)data, size, &ini, &messages);
	if (e == OK) {
		for (size_t i = 0; i < ini->n; i++)
			if (!ini_find(ini, ini->entries[i].section, ini->entries[i].key))
				abort();
		ini_free(ini);
	} else if (messages.len == 0) {
		abort(); /* every refusal says why */
	}
	buf_release(&messages);
	return 0;
}
