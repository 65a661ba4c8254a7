/* SPDX-License-Identifier: MIT
 *
 * [regions]: who decides what was received here. What must hold: every code is a division, the one
 * that decides is among them or told by a region field, and what goes along is of the form.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/form/item_load.h"
#include "core/standards/region.h"

/* The next of blank separated words; false: none is left, or it is too long for out. */
static bool next_word(const char **at, char *out, size_t size)
{
	*at += strspn(*at, " ");
	size_t n = strcspn(*at, " ");
	bool taken = n > 0 && text_copyn(out, size, *at, n);
	*at += n;
	return taken;
}

bool item_region(const struct item *item, const char *code)
{
	char word[8];
	const char *at = item->regions.take_part ? item->regions.take_part : "";

	while (next_word(&at, word, sizeof word))
		if (text_equal(word, code))
			return true;
	return false;
}

/* The fictional ones are divisions as well, also where they are not loaded. */
static bool division(const char *code)
{
	struct region r = {REGION_NONE, "", ""};

	if (strlen(code) != 6 || strspn(code, "0123456789") != 6)
		return false;
	region_find(code, &r);
	return r.status == REGION_CURRENT || (r.status == REGION_NONE && region_demo(code));
}

static void check_codes(struct loading *l, const struct section *s)
{
	const char *at = l->item->regions.take_part;
	char seen[ITEM_REGIONS][8], word[64];
	int line = item_line(l, s, "take_part");
	size_t n = 0;

	for (; next_word(&at, word, sizeof word); n++) {
		if (!division(word))
			item_mistake(l, line, _("take_part: %s is no division in force"), word);
		if (n == ITEM_REGIONS) {
			item_mistake(l, line, _("take_part: more than %d regions"), ITEM_REGIONS);
			return;
		}
		text_copyn(seen[n], sizeof seen[n], word, strnlen(word, 6));
		for (size_t i = 0; i < n; i++)
			if (text_equal(seen[i], word))
				item_mistake(l, line, _("take_part: %s stands there twice"), word);
	}
}

static void check_decider(struct loading *l, const struct section *s)
{
	struct regions *r = &l->item->regions;
	int line = item_line(l, s, "decided_in");

	if (*r->decided_in != ':') {
		if (!item_region(l->item, r->decided_in))
			item_mistake(l, line, _("decided_in: %s does not take part"), r->decided_in);
		return;
	}
	r->field = item_field(l->item, r->decided_in + 1);
	const struct field *f = r->field < 0 ? NULL : &l->item->fields[r->field];
	if (!f)
		item_mistake(l, line, _("decided_in: there is no field %s"), r->decided_in + 1);
	else if (f->type != FIELD_REGION || f->repeat >= 0 || f->fact)
		item_mistake(l, line, _("decided_in: %s is not a region field outside repeats"), f->name);
}

static void check_fields(struct loading *l, const struct section *s)
{
	const char *at = l->item->regions.fields;
	char word[80];

	while (next_word(&at, word, sizeof word)) {
		int field = item_field(l->item, word);
		if (item_repeat(l->item, word) >= 0)
			continue; /* goes with all its rows */
		if (field < 0)
			item_mistake(l, item_line(l, s, "fields"), _("fields: there is no field %s"), word);
		else if (l->item->fields[field].fact)
			item_mistake(l, item_line(l, s, "fields"),
				_("fields: %s is a fact, which goes nowhere"), word);
	}
}

void item_check_regions(struct loading *l)
{
	const struct section *s = item_section(l, SECTION_REGIONS, "");
	const struct item *item = l->item;

	if (!s || !item->regions.take_part || !item->regions.decided_in || !item->regions.fields)
		return;
	bool instant = item->kind == ITEM_INSTANT;

	for (size_t i = 0; i < item->n_situations; i++)
		instant |= item->situations[i].kind == ITEM_INSTANT;
	if (instant || item->n_parts > 0 || item->appeal != HOTLINE_NONE)
		item_mistake(l, s->line,
			_("[regions] is for items with one examination: not instant, not joint, no appeal"));
	check_codes(l, s);
	check_decider(l, s);
	check_fields(l, s);
}
