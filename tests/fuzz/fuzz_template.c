/* SPDX-License-Identifier: MIT
 *
 * Templates of documents: what was read can be printed whatever is said, and no line is wider than the
 * paper; every refusal says why.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/papers/template.h"

enum { COLUMNS = 48 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Everything is said, every list has two rows. */
static void fill(struct sheet *s)
{
	for (int i = 0; i < SAID_COUNT_; i += 1 + (i % 5 == 0))
		sheet_put(s, (enum said)i, "\u4e00\u4e8c\u4e09 one (two), three");
	for (int twice = 0; twice < 2; twice++) {
		for (int i = 0; i < ROWS_COUNT_; i++)
			sheet_row(s, (enum rows)i);
		for (int i = 0; i < CELL_COUNT_; i += 1 + twice)
			sheet_cell(s, (enum column)i, "\u56db");
	}
}

static void print(const struct template *t)
{
	struct sheet s = {0};
	struct buf out;
	struct paper p = {.out = &out, .columns = COLUMNS};

	buf_init(&out, 8 << 20);
	fill(&s);
	template_print(t, &s, &p);
	for (const char *line = buf_text(&out); *line;) {
		char text[4096];
		size_t n = strcspn(line, "\n");
		if (text_copyn(text, sizeof text, line, n) && text_cells(text) > COLUMNS)
			abort();
		line += n + (line[n] == '\n');
	}
	buf_release(&out);
	sheet_release(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct template *t = NULL;
	struct buf messages;

	if (size >= TEMPLATE_BYTES || memchr(data, 0, size))
		return 0;
	char *text = mem_textn((const char *)data, size);
	buf_init(&messages, 1 << 16);
	enum err e = template_parse("/nonexistent", "fuzz", "fuzz", text, &t, &messages);
	if (e == OK)
		print(t);
	else if (messages.len == 0)
		abort();
	template_free(t);
	buf_release(&messages);
	mem_free(text);
	return 0;
}
