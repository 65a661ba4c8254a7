/* SPDX-License-Identifier: MIT
 *
 * Two item files, key by key: order and comments do not count.
 */
#include <stdio.h>

#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/text.h"
#include "tui/commands/item.h"

static struct ini *load(const char *path)
{
	struct ini *ini = NULL;
	struct buf messages;
	buf_init(&messages, 64 * 1024);
	if (ini_load(path, &ini, &messages))
		fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	return ini;
}

static bool has_section(const struct ini *ini, const char *section)
{
	for (size_t i = 0; i < ini->n_sections; i++) {
		if (text_equal(ini->sections[i], section))
			return true;
	}
	return false;
}

/* What stands in one and not in the other, told with a sign. */
static int one_sided(const struct ini *a, const struct ini *b, char sign)
{
	int n = 0;
	for (size_t i = 0; i < a->n_sections; i++) {
		if (has_section(b, a->sections[i]))
			continue;
		printf("%c [%s]\n", sign, a->sections[i]);
		n++;
	}
	for (size_t i = 0; i < a->n; i++) {
		const struct ini_entry *e = &a->entries[i];
		if (!has_section(b, e->section) || ini_get(b, e->section, e->key))
			continue;
		printf("%c [%s] %s = %s\n", sign, e->section, e->key, e->value);
		n++;
	}
	return n;
}

static int changed(const struct ini *a, const struct ini *b)
{
	int n = 0;
	for (size_t i = 0; i < a->n; i++) {
		const struct ini_entry *e = &a->entries[i];
		const char *now = ini_get(b, e->section, e->key);
		if (!now || text_equal(now, e->value))
			continue;
		printf("~ [%s] %s: %s -> %s\n", e->section, e->key, e->value, now);
		n++;
	}
	return n;
}

int item_diff(const char *old_path, const char *new_path)
{
	struct ini *a = load(old_path), *b = a ? load(new_path) : NULL;
	int n = -1;
	if (a && b)
		n = one_sided(a, b, '-') + changed(a, b) + one_sided(b, a, '+');
	if (a)
		ini_free(a);
	if (b)
		ini_free(b);
	return n;
}
