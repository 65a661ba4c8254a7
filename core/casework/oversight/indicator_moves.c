/* SPDX-License-Identifier: MIT */
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/casework/oversight/indicator.h"

enum { NAMED = 2, HUNDRED = 100 };

/* "Residence permit, Elderly card and 4 more". */
static enum err name_items(struct directory *d, enum item_formula f, struct buf *out)
{
	struct indicator_item *items = mem_array(INDICATOR_ITEMS, sizeof *items);
	size_t n = 0;
	enum err e = indicator_items(d, f, items, INDICATOR_ITEMS, &n);

	for (size_t i = 0; !e && i < n && i < NAMED; i++) {
		const struct item_entry *entry = directory_at(d, items[i].index);
		buf_addf(out, "%s%s", i ? ", " : "", i18n_pick(entry->name, entry->name_en));
	}
	if (!e && n > NAMED)
		buf_addf(out, _(" and %zu more"), n - NAMED);
	mem_free(items);
	return e;
}

enum err indicator_moves(struct directory *d, const struct indicator *i, const struct indicator_value *v,
	const char *need, struct buf *out)
{
	if (i->of == OF_NOTHING)
		buf_adds(out, _("this program keeps no record of it"));
	else if (v->standing == STANDING_UNKNOWN)
		buf_adds(out, _("nothing of the kind in this span"));
	if (v->standing != STANDING_SHORT)
		return OK;
	if (i->of != OF_ITEMS) {
		buf_addf(out, _("%s more of %lld cases"), need, (long long)v->share.below);
		return OK;
	}
	if (i->which == FORMULA_COMPRESSION)
		buf_addf(out, _("%lld working days less promised: "), (long long)((v->need + HUNDRED - 1) / HUNDRED));
	else
		buf_addf(out, _("%lld more of: "), (long long)v->need);
	return name_items(d, (enum item_formula)i->which, out);
}
