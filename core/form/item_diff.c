/* SPDX-License-Identifier: MIT */
#include "core/form/item_diff.h"

#include "core/base/ini.h"
#include "core/base/text.h"

struct telling {
	item_difference_fn fn;
	void *ctx;
	size_t n;
};

static void tell(struct telling *t, char sign, const char *section, const char *key, const char *before,
	const char *after)
{
	t->n++;
	if (t->fn)
		t->fn(sign, section, key, before, after, t->ctx);
}

static bool has_section(const struct ini *ini, const char *section)
{
	for (size_t i = 0; i < ini->n_sections; i++)
		if (text_equal(ini->sections[i], section))
			return true;
	return false;
}

/* What stands in one and not in the other. */
static void one_sided(struct telling *t, const struct ini *a, const struct ini *b, char sign)
{
	for (size_t i = 0; i < a->n_sections; i++)
		if (!has_section(b, a->sections[i]))
			tell(t, sign, a->sections[i], NULL, NULL, NULL);
	for (size_t i = 0; i < a->n; i++) {
		const struct ini_entry *e = &a->entries[i];
		if (has_section(b, e->section) && !ini_get(b, e->section, e->key))
			tell(t, sign, e->section, e->key, sign == '-' ? e->value : NULL,
				sign == '+' ? e->value : NULL);
	}
}

static void changed(struct telling *t, const struct ini *a, const struct ini *b)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct ini_entry *e = &a->entries[i];
		const char *now = ini_get(b, e->section, e->key);
		if (now && !text_equal(now, e->value))
			tell(t, '~', e->section, e->key, e->value, now);
	}
}

enum err item_diff(const struct item_text *a, const struct item_text *b, item_difference_fn fn, void *ctx,
	size_t *n, struct buf *messages)
{
	struct ini *x = NULL, *y = NULL;
	struct telling t = {fn, ctx, 0};
	enum err e = ini_parse(a->name, a->text, a->len, &x, messages);

	if (!e)
		e = ini_parse(b->name, b->text, b->len, &y, messages);
	if (!e) {
		one_sided(&t, x, y, '-');
		changed(&t, x, y);
		one_sided(&t, y, x, '+');
		*n = t.n;
	}
	ini_free(x);
	ini_free(y);
	return e;
}
