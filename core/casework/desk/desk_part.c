/* SPDX-License-Identifier: MIT
 *
 * Results of the parts of a joint case, recorded for the department that did them.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/part.h"

enum { RESULT_MAX = 8192 };

static enum err may_record(struct desk *d, size_t part)
{
	if (!d->open || !d->file.item || !d->judged || part >= d->file.item->n_parts)
		return ERR_STATE;
	if (!operator_current(d->parts.store))
		return ERR_LOCKED;
	if (!desk_acts(d, RIGHT_EXAMINE))
		return ERR_DENIED;
	if (!d->file.accepted_ms || !state_open(d->file.state))
		return ERR_STATE;
	return part_view(&d->file, &d->eval, part).state == PART_RUNNING ? OK : ERR_STATE;
}

/* The canonical form of what the part produced. */
static enum err result(const struct desk *d, int field, const char *typed, struct buf *out,
	char why[WHY_SIZE])
{
	if (field < 0)
		return OK;
	return field_fold(&d->file.item->fields[field], typed, clock_today(), out, why);
}

enum err desk_part_done(struct desk *d, size_t part, const char *value, char why[WHY_SIZE])
{
	struct batch b = {0};
	struct buf folded;
	enum err e = may_record(d, part);

	*why = '\0';
	if (e)
		return e;
	const struct part *p = &d->file.item->parts[part];
	buf_init(&folded, RESULT_MAX);
	e = result(d, p->gives, value ? value : "", &folded, why);
	if (!e) {
		struct record *body = &batch_add(&b, "PART")->body;
		record_add(body, "name", p->name);
		record_add(body, "to", part_state_word(PART_DONE));
		if (folded.len)
			record_add(body, "value", buf_text(&folded));
		e = desk_write(d, &b, NOW);
	}
	buf_release(&folded);
	return e;
}

enum err desk_part_refuse(struct desk *d, size_t part, const char *reason)
{
	struct batch b = {0};
	enum err e = may_record(d, part);

	if (!e && (!reason || !*reason))
		e = ERR_INPUT;
	if (e)
		return e;
	struct record *body = &batch_add(&b, "PART")->body;
	record_add(body, "name", d->file.item->parts[part].name);
	record_add(body, "to", part_state_word(PART_REFUSED));
	record_add(body, "reason", reason);
	return desk_write(d, &b, NOW);
}
