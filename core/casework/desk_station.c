/* SPDX-License-Identifier: MIT
 *
 * Papers of no case at the desk: made, kept, then printed.
 */
#include "core/casework/desk_inside.h"
#include "core/casework/station_paper.h"

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

enum err desk_print_rest(struct desk *d, const struct uid *id, size_t *started)
{
	struct casefile c;
	enum err e = casefile_load(d->parts.store, id, shelf_find, d->shelf, &c);

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
