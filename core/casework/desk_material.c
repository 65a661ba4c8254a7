/* SPDX-License-Identifier: MIT
 *
 * Materials at the desk: how each was had, and which the hall has verified before.
 */
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk_inside.h"
#include "core/casework/material.h"

unsigned desk_material_choices(const struct desk *d, size_t material)
{
	if (!d->open || !d->file.item || d->file.state != STATE_DRAFT ||
		material >= d->file.item->n_materials)
		return 0;
	return material_choices(&d->file, material);
}

enum err desk_choose_material(
	struct desk *d, size_t material, enum material_choice choice, int days)
{
	struct material_mark mark;
	struct batch b = {0};
	enum err e = desk_draft_open(d);

	if (!e && !d->file.item)
		e = ERR_STATE;
	if (!e && material >= d->file.item->n_materials)
		e = ERR_NOTFOUND;
	if (!e)
		e = material_choose(&d->file, material, (int)choice, days, clock_now_ms(), &mark);
	if (e)
		return e;
	material_put(d->file.item, material, &mark, &batch_add(&b, "MATERIAL")->body);
	return desk_write(d, &b, LATER);
}

void earlier_material(
	const struct desk *d, const struct casefile *old, size_t material, struct batch *b)
{
	const struct material *m = &d->file.item->materials[material];
	int at = item_material(old->item, m->name);
	const struct material_mark *then = at < 0 ? NULL : &old->chosen[at];

	if (!(m->ways & WAY_EARLIER) || !then || then->mark != MARK_VERIFIED ||
		then->way != WAY_ORIGINAL || batch_offers(b, "MATERIAL", m->name))
		return;
	struct material_mark mark = {.mark = MARK_VERIFIED,
		.way = WAY_EARLIER,
		.until = DAY_NONE,
		.due = m->copies,
		.by_hand = true};
	text_copy(mark.note, sizeof mark.note, old->number);
	text_copy(mark.source, sizeof mark.source, old->number);
	material_put(d->file.item, material, &mark, &batch_add(b, "MATERIAL")->body);
}
