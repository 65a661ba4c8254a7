/* SPDX-License-Identifier: MIT
 *
 * Materials at the desk: how each was had, and which the hall has verified before.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/material.h"
#include "core/store/scan.h"

/* Papers are handled in a draft, after the receipt until the case is accepted or refused, and when
 * the citizen completes what a notice named. A supervisor takes none, but says what a second notice
 * asks for. */
static enum err ready(const struct desk *d, size_t material, bool judging)
{
	enum err e = desk_papers_open(d);

	if (e == ERR_DENIED && judging && d->file.notices > 0 && desk_may(d, RIGHT_SECOND_NOTICE))
		e = OK;
	if (!e && (!d->file.item || !d->judged))
		e = ERR_STATE;
	return !e && material >= d->file.item->n_materials ? ERR_NOTFOUND : e;
}

static bool second(const struct desk *d)
{
	return desk_may(d, RIGHT_SECOND_NOTICE);
}

/* After the receipt a judgement is an act of the office, maybe in somebody's place. */
static void in_whose_place(struct desk *d)
{
	if (d->file.state == STATE_RECEIVED && !desk_acts(d, RIGHT_ACCEPT))
		(void)desk_acts(d, RIGHT_SECOND_NOTICE);
}

static enum err put(struct desk *d, size_t material, const struct material_mark *mark)
{
	struct batch b = {0};

	in_whose_place(d);
	material_put(d->file.item, material, mark, &batch_add(&b, "MATERIAL")->body);
	return desk_write(d, &b, LATER);
}

unsigned desk_material_choices(const struct desk *d, size_t material)
{
	unsigned bits = 0;

	for (int i = CHOOSE_SEEN; i <= CHOOSE_LATER; i++)
		if (!desk_material_refusal(d, material, (enum material_choice)i))
			bits |= 1u << i;
	return bits;
}

const char *desk_material_refusal(
	const struct desk *d, size_t material, enum material_choice choice)
{
	enum err e = ready(d, material, choice == CHOOSE_LATER);

	return e ? _(err_text(e))
		 : material_refusal(&d->file, &d->eval, material, (int)choice, second(d));
}

enum err desk_choose_material(
	struct desk *d, size_t material, enum material_choice choice, int days)
{
	struct material_mark mark;
	enum err e = ready(d, material, choice == CHOOSE_LATER);

	if (!e)
		e = material_choose(&d->file, &d->eval, material, (int)choice, days, second(d), &mark);
	return e ? e : put(d, material, &mark);
}

enum err desk_count_material(struct desk *d, size_t material, int actual)
{
	struct material_mark mark;
	enum err e = ready(d, material, false);

	if (!e)
		e = material_count(&d->file, &d->eval, material, actual, &mark);
	return e ? e : put(d, material, &mark);
}

enum err desk_take_material(struct desk *d, size_t material, enum had had)
{
	struct material_mark mark;
	enum err e = ready(d, material, false);

	if (!e)
		e = material_take(&d->file, material, had, &mark);
	return e ? e : put(d, material, &mark);
}

enum err desk_judge_material(
	struct desk *d, size_t material, enum defect defect, const char *wrong, const char *mend)
{
	struct material_mark mark;
	enum err e = ready(d, material, true);

	if (!e)
		e = material_judge(&d->file, &d->eval, material, defect, wrong, mend, second(d), &mark);
	return e ? e : put(d, material, &mark);
}

size_t desk_scans(const struct desk *d, struct inbox_file *out, size_t max, size_t *all)
{
	return inbox_list(d->parts.scans, out, max, all);
}

/* The mark, and the form's own field for it. */
static enum err write_scan(struct desk *d, size_t material, const uint8_t hash[HASH_SIZE])
{
	const struct item *item = d->file.item;
	const char *name = item->materials[material].field;
	int field = *name ? item_field(item, name) : -1;
	struct material_mark mark;
	struct batch b = {0};
	char hex[HASH_HEX];
	enum err e = material_scan(&d->file, &d->eval, material, hash, &mark);

	if (e)
		return e;
	in_whose_place(d);
	material_put(item, material, &mark, &batch_add(&b, "MATERIAL")->body);
	if (field >= 0) {
		text_hex(hash, HASH_SIZE, hex);
		struct answer a = {.value = hex, .origin = ORIGIN_TYPED};
		field_put(item, (size_t)field, &a, &(struct uid){{0}},
			&batch_add(&b, "FIELD")->body);
	}
	return desk_write(d, &b, NOW);
}

enum err desk_attach_scan(struct desk *d, size_t material, const char *name)
{
	uint8_t hash[HASH_SIZE];
	struct buf data;
	enum err e = ready(d, material, false);

	if (!e && !d->parts.scans)
		e = ERR_STATE;
	if (!e && material_refusal(&d->file, &d->eval, material, CHOOSE_CAPTURE, false) &&
		material_refusal(&d->file, &d->eval, material, CHOOSE_SEEN, false))
		e = ERR_DENIED;
	if (e)
		return e;
	buf_init(&data, SCAN_BYTES);
	e = inbox_read(d->parts.scans, name, &data);
	if (!e)
		e = scan_keep(d->parts.store, data.data, data.len, hash);
	buf_release(&data);
	if (!e)
		e = write_scan(d, material, hash);
	/* It is safe now; in the folder it lies in clear. */
	if (!e && inbox_remove(d->parts.scans, name))
		desk_tell(d, NOTE_PROBLEM, "%s",
			_("The file is kept, but could not be removed from the scanner's folder"));
	return e;
}

void earlier_material(
	const struct desk *d, const struct casefile *old, size_t material, struct batch *b)
{
	struct material_mark mark;

	if (!batch_offers(b, "MATERIAL", d->file.item->materials[material].name) &&
		material_from_earlier(&d->file, material, old, clock_today(), &mark))
		material_put(d->file.item, material, &mark, &batch_add(b, "MATERIAL")->body);
}
