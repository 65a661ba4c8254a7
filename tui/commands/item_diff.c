/* SPDX-License-Identifier: MIT
 *
 * Two versions of an item, printed key by key.
 */
#include <stdio.h>

#include "core/base/ini.h"
#include "core/form/item_diff.h"
#include "tui/commands/item.h"

static void tell(char sign, const char *section, const char *key, const char *before, const char *after, void *ctx)
{
	(void)ctx;
	if (!key)
		printf("%c [%s]\n", sign, section);
	else if (sign == '~')
		printf("~ [%s] %s: %s -> %s\n", section, key, before, after);
	else
		printf("%c [%s] %s = %s\n", sign, section, key, sign == '-' ? before : after);
}

int item_tell_difference(const char *name, const struct buf *before, const struct buf *after)
{
	const struct item_text a = {name, buf_text(before), before->len}, b = {name, buf_text(after), after->len};
	struct buf messages;
	size_t n = 0;

	buf_init(&messages, 64 * 1024);
	enum err e = item_diff(&a, &b, tell, NULL, &n, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	return e ? -1 : (int)n;
}
