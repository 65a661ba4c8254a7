/* SPDX-License-Identifier: MIT
 *
 * Papers of no case at the desk: made, kept, then printed.
 */
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/oversight/station_paper.h"

static int page_of(const struct desk *d, const char *document)
{
	return slip_columns(document, desk_columns(d), d->parts.page_columns);
}

enum err desk_daysheet(struct desk *d, day_t day)
{
	struct slip_place place = desk_place(d);
	struct slip_kept sheet;
	enum err e = operator_current(d->parts.store) ? OK : ERR_LOCKED;

	if (!e)
		e = daysheet_make(d->parts.store, &place, day, page_of(d, "daysheet"), &sheet);
	if (e)
		return e;
	e = desk_print_slip(d, &sheet);
	station_paper_release(&sheet);
	return e;
}

enum err desk_publicity(struct desk *d, const struct uid *ids, size_t n)
{
	struct slip_place place = desk_place(d);
	struct slip_kept list;
	enum err e = operator_current(d->parts.store) ? OK : ERR_LOCKED;

	if (!e)
		e = publicity_make(d->parts.store, &place, ids, n, shelf_find, d->shelf,
			page_of(d, "publicity"), &list);
	if (e)
		return e;
	e = desk_print_slip(d, &list);
	station_paper_release(&list);
	return e;
}

enum err paper_write(struct desk *d, const struct casefile *c, const char *document)
{
	struct batch b = {0};
	enum err e = batch_document(d, c, document, NULL, &b);

	if (!e) {
		struct entry entry = {.casefile = c->id, .kind = b.acts[0].kind, .body = &b.acts[0].body,
			.form_hash = c->item_hash};
		e = journal_append(d->parts.store, &entry, 1, c->head, NULL);
	}
	batch_release(&b);
	return e;
}

enum err desk_print_rest(struct desk *d, const struct uid *id, size_t *started)
{
	struct casefile c;
	enum err e = letters_load(d, id, false, &c);

	*started = 0;
	if (e)
		return e;
	size_t left = 0;
	for (size_t i = 0; i < c.n_slips; i++)
		left += c.slips[i].printed == 0;
	if (left > desk_print_room(d) && desk_print_room(d) < DESK_JOBS)
		e = ERR_BUSY; /* when those before it are out */
	for (size_t i = 0; !e && i < c.n_slips; i++) {
		if (c.slips[i].printed)
			continue;
		e = desk_print_other(d, &c, i);
		*started += !e;
	}
	casefile_release(&c);
	return e;
}

/* ---- the label for the folder ---- */

static const char label[] = "label";

static enum err label_on_desk(struct desk *d)
{
	struct batch b = {0};

	if (casefile_slip(&d->file, label))
		return OK;
	enum err e = batch_document(d, &d->file, label, NULL, &b);
	if (!e)
		return desk_write(d, &b, NOW);
	batch_release(&b);
	return e;
}

static enum err may_label(struct desk *d, const struct casefile *c)
{
	if (!c->item || c->state == STATE_DRAFT || c->state == STATE_ABANDONED)
		return ERR_STATE;
	return desk_may_at(d, RIGHT_PERSON, c->item->department, c->item->code) ? OK : ERR_DENIED;
}

static enum err print_label(struct desk *d, const struct casefile *c)
{
	const struct slip_kept *s = casefile_slip(c, label);

	return s ? desk_print_other(d, c, (size_t)(s - c->slips)) : ERR_NOTFOUND;
}

static enum err label_elsewhere(struct desk *d, const struct uid *id)
{
	struct casefile c;
	enum err e = casefile_load(d->parts.store, id, shelf_find, d->shelf, &c);

	if (e)
		return e;
	e = may_label(d, &c);
	if (!e && !casefile_slip(&c, label)) {
		e = paper_write(d, &c, label);
		casefile_release(&c);
		if (!e)
			e = casefile_load(d->parts.store, id, shelf_find, d->shelf, &c);
		if (e)
			return e;
	}
	if (!e)
		e = print_label(d, &c);
	casefile_release(&c);
	return e;
}

enum err desk_label(struct desk *d, const struct uid *id)
{
	if (desk_print_room(d) == 0)
		return ERR_BUSY; /* before it is frozen: a paper that is there gets printed */
	if (!d->open || !uid_equal(&d->file.id, id))
		return label_elsewhere(d, id);
	enum err e = may_label(d, &d->file);
	if (!e)
		e = label_on_desk(d);
	return e ? e : print_label(d, &d->file);
}
