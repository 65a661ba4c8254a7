/* SPDX-License-Identifier: MIT
 *
 * Names of keys, one table for both directions.
 */
#include "tui/key.h"

#include <string.h>

#include "core/base/text.h"

static const struct {
	enum key_kind kind;
	const char *name;
} names[] = {
	{KEY_ENTER, "Enter"},
	{KEY_TAB, "Tab"},
	{KEY_BACKTAB, "BTab"},
	{KEY_ESC, "Esc"},
	{KEY_BACKSPACE, "BSpace"},
	{KEY_DELETE, "Del"},
	{KEY_INSERT, "Ins"},
	{KEY_UP, "Up"},
	{KEY_DOWN, "Down"},
	{KEY_LEFT, "Left"},
	{KEY_RIGHT, "Right"},
	{KEY_HOME, "Home"},
	{KEY_END, "End"},
	{KEY_PGUP, "PgUp"},
	{KEY_PGDN, "PgDn"},
	{KEY_PASTE, "Paste"},
	{KEY_CARD, "Card"},
	{KEY_REPORT, "Report"},
	{KEY_MOUSE, "Mouse"},
};

enum { NAME_SIZE = 24 };

void key_name(const struct key *k, char out[24])
{
	char bytes[TEXT_UTF8_MAX];

	out[0] = '\0';
	switch (k->kind) {
	case KEY_F:
		text_format(out, NAME_SIZE, "F%u", (unsigned)k->cp);
		return;
	case KEY_CTRL:
		text_format(out, NAME_SIZE, "C-%c", (int)(k->cp | 0x20));
		return;
	case KEY_CHAR:
		if (k->cp == ' ')
			text_copy(out, NAME_SIZE, "Space");
		else
			text_copyn(out, NAME_SIZE, bytes, text_put(k->cp, bytes));
		return;
	default:
		break;
	}
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (names[i].kind == k->kind)
			text_copy(out, NAME_SIZE, names[i].name);
	}
}

/* What carries a text or a place cannot be written as a name alone. */
static bool has_payload(enum key_kind kind)
{
	return kind == KEY_PASTE || kind == KEY_CARD || kind == KEY_REPORT;
}

static bool parse_long(const char *name, struct key *k)
{
	int64_t n;

	if (name[0] == 'F' && text_number(name + 1, 1, 12, &n)) {
		*k = (struct key){.kind = KEY_F, .cp = (uint32_t)n};
		return true;
	}
	if (name[0] == 'C' && name[1] == '-' && name[2] >= 'a' && name[2] <= 'z' && !name[3]) {
		*k = (struct key){.kind = KEY_CTRL, .cp = (uint32_t)(name[2] - 'a' + 'A')};
		return true;
	}
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (strcmp(name, names[i].name) == 0 && !has_payload(names[i].kind)) {
			*k = (struct key){.kind = names[i].kind};
			return true;
		}
	}
	return false;
}

bool key_parse(const char *name, struct key *out)
{
	size_t len = strlen(name);

	if (strcmp(name, "Space") == 0) {
		*out = (struct key){.kind = KEY_CHAR, .cp = ' '};
		return true;
	}
	if (parse_long(name, out))
		return true;

	const char *at = name;
	uint32_t cp = len > 0 ? text_next(&at, &len) : 0;
	if (cp <= ' ' || cp == 0x7F || cp == TEXT_BAD || len > 0)
		return false;
	*out = (struct key){.kind = KEY_CHAR, .cp = cp};
	return true;
}
