/* SPDX-License-Identifier: MIT
 *
 * The strict lexer behind ini.h: bytes to sections and entries with line numbers, or messages.
 */
#ifndef ONETRIP_INI_LEX_H
#define ONETRIP_INI_LEX_H

#include "core/base/buf.h"
#include "core/base/ini.h"
#include "core/base/pool.h"

struct ini_lex {
	struct ini *ini;       /* filled; its arrays grow, its strings live in pool */
	struct pool *pool;
	struct buf *messages;
	size_t mistakes;
	int most;              /* keys and sections together */
	size_t cap_entries, cap_sections;
	int line;
	bool lost;             /* behind a section line that could not be read */
};

/* Reads the whole text. The caller looks at mistakes afterwards. */
void ini_lex(struct ini_lex *l, const char *text, size_t len);

/* Adds "path:line: text\n"; beyond INI_MESSAGES only counts. */
void ini_mistake(struct ini_lex *l, int line, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
