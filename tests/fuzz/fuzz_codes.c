/* SPDX-License-Identifier: MIT
 *
 * A code table of any bytes, and a query, its first line: refused with a reason, or whole; what
 * the filter finds is in force, under the parent and in the table once.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/code_set.h"
#include "core/standards/tables.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SHOWN = 64, DAY = 18000 };

static void ready(void)
{
	static bool done;
	char dir[PATH_SIZE];

	if (!done && (file_asset("codes", dir) || tables_open(dir)))
		abort();
	done = true;
}

static struct code_set *load(const uint8_t *data, size_t size)
{
	struct buf messages;
	char path[64];
	int fd = memfd_create("codes", MFD_CLOEXEC);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size ||
		!text_format(path, sizeof(path), "/proc/self/fd/%d", fd))
		abort();
	buf_init(&messages, 1 << 16);
	struct code_telling told = {.file = "fuzz", .messages = &messages};
	struct code_set *s = code_table_load("fuzz", path, &told);
	if ((s != NULL) != (messages.len == 0))
		abort(); /* every refusal says why */
	buf_release(&messages);
	close(fd);
	return s;
}

static void look_up(struct code_set *s)
{
	for (size_t i = 0; i < s->n; i++) {
		uint32_t row = code_set_find(s, s->rows[i].code);
		if (row == CODE_NONE || strcmp(s->rows[row].code, s->rows[i].code) != 0)
			abort();
	}
}

static void filter(struct code_set *s, const char *parent, const char *query, day_t on)
{
	const struct code *out[SHOWN];
	size_t total, n = code_set_filter(s, parent, query, on, out, SHOWN, &total);

	if (n != (total < SHOWN ? total : SHOWN) || total > s->n)
		abort();
	for (size_t i = 0; i < n; i++) {
		if (!code_in_force(out[i], on))
			abort();
		for (size_t k = 0; k < i; k++) {
			if (out[k] == out[i])
				abort();
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
	struct code_set *s, *leaves;
	char *query;

	ready();
	if (!end)
		return 0;
	s = load(end + 1, (size_t)(data + size - end - 1));
	if (!s)
		return 0;
	query = mem_textn((const char *)data, (size_t)(end - data));
	leaves = code_set_part(s, "fuzz:leaf", "leaf");
	look_up(s);
	look_up(leaves);
	filter(s, NULL, query, DAY_NONE);
	filter(s, "", query, DAY);
	filter(s, s->rows[0].code, query, DAY);
	filter(leaves, s->rows[0].code, query, DAY_NONE);
	code_set_free(leaves);
	code_set_free(s);
	mem_free(query);
	return 0;
}
