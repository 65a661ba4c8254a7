/* SPDX-License-Identifier: MIT
 *
 * keys.def as tables. A character is never a command: with an input method on, letters do not
 * arrive, and a choice digit belongs to the screen.
 */
#include "tui/action.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"

static const struct action_row rows[] = {
	{ACT_NONE, "", "", "", 0},
#define ACTION(id, longname, label, keys, where) {id, longname, label, keys, where},
#define LABEL(where, id, label)
#include "tui/keys.def"
#undef ACTION
#undef LABEL
};

static const struct {
	in_bits where;
	enum action id;
	const char *label;
} labels[] = {
#define ACTION(id, longname, label, keys, where)
#define LABEL(where, id, label) {where, id, label},
#include "tui/keys.def"
#undef ACTION
#undef LABEL
};

/* Row n is action n: both come from the same lines in the same order. */
const struct action_row *action_row(enum action a)
{
	return &rows[(size_t)a < COUNT_OF(rows) ? (size_t)a : 0];
}

static bool has_key(const char *keys, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = keys; *at; at += strspn(at, " ")) {
		size_t n = strcspn(at, " ");
		if (n == len && memcmp(at, name, n) == 0)
			return true;
		at += n;
	}
	return false;
}

static enum action find_key(const char *name, in_bits where)
{
	for (size_t i = 1; i < COUNT_OF(rows); i++) {
		if ((rows[i].where & where) && has_key(rows[i].keys, name))
			return rows[i].id;
	}
	return ACT_NONE;
}

enum action action_of_key(const struct key *k, in_bits where)
{
	char name[24];

	if (k->kind == KEY_CHAR)
		return ACT_NONE;
	key_name(k, name);
	return find_key(name, where);
}

enum action action_of_f(int n, in_bits where)
{
	return action_of_key(&(struct key){.kind = KEY_F, .cp = (uint32_t)n}, where);
}

const char *action_label(enum action a, in_bits where)
{
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		if (labels[i].id == a && (labels[i].where & where))
			return labels[i].label;
	}
	return action_row(a)->label;
}

enum action action_find(const char *longname)
{
	for (size_t i = 1; i < COUNT_OF(rows); i++) {
		if (strcmp(rows[i].longname, longname) == 0)
			return rows[i].id;
	}
	return ACT_NONE;
}

void action_key_shown(enum action a, char out[24])
{
	enum { SIZE = 24 };
	const char *keys = action_row(a)->keys;
	char name[24];

	text_copyn(name, sizeof name, keys, strcspn(keys, " "));
	if (text_starts(name, "C-"))
		text_format(out, SIZE, "Ctrl+%c", name[2] & ~0x20);
	else if (strcmp(name, "BTab") == 0)
		text_copy(out, SIZE, "Shift+Tab");
	else
		text_copy(out, SIZE, name);
}
