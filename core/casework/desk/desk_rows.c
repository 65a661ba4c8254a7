/* SPDX-License-Identifier: MIT
 *
 * Rows of repeats, added and removed at the counter.
 */
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"

static enum err ready(const struct desk *d, size_t repeat)
{
	enum err e = desk_form_open(d);

	if (!e && !d->file.item)
		e = ERR_STATE;
	if (!e && repeat >= d->file.item->n_repeats)
		e = ERR_NOTFOUND;
	return e;
}

static enum err write_row(struct desk *d, size_t repeat, const char *act, int at)
{
	struct batch b = {0};
	struct record *body = &batch_add(&b, "ROW")->body;

	record_add(body, "repeat", d->file.item->repeats[repeat].name);
	record_add(body, "act", act);
	record_addi(body, "at", at);
	return desk_write(d, &b, LATER);
}

bool desk_row_held(const struct desk *d, size_t repeat, int row)
{
	return d->open && d->file.item && repeat < d->file.item->n_repeats && row >= 0 &&
	       row < d->file.held[repeat];
}

enum err desk_row_add(struct desk *d, size_t repeat, int *row)
{
	enum err e = ready(d, repeat);

	if (e)
		return e;
	const struct repeat *r = &d->file.item->repeats[repeat];
	int at = draft_rows(&d->file.draft, repeat);
	if (r->fixed)
		return ERR_DENIED;
	if (at == r->max)
		return ERR_LIMIT;
	e = write_row(d, repeat, "add", at);
	if (!e) {
		steps_add_row(d, repeat, at, true, NULL);
		*row = at;
	}
	return e;
}

enum err desk_row_remove(struct desk *d, size_t repeat, int row)
{
	enum err e = ready(d, repeat);

	if (e)
		return e;
	const struct repeat *r = &d->file.item->repeats[repeat];
	int rows = draft_rows(&d->file.draft, repeat);
	if (row < 0 || row >= rows)
		return ERR_NOTFOUND;
	if (desk_row_held(d, repeat, row))
		return ERR_DENIED;
	if (rows == r->min)
		return ERR_LIMIT;
	struct answer *cells = mem_array(r->columns, sizeof *cells);
	for (size_t i = 0; i < r->columns; i++)
		answer_dup(&d->file.draft.answers[r->first + (size_t)row * r->columns + i], &cells[i]);
	e = write_row(d, repeat, "remove", row);
	if (!e)
		steps_add_row(d, repeat, row, false, cells);
	for (size_t i = 0; i < r->columns; i++)
		answer_release(&cells[i]);
	mem_free(cells);
	return e;
}
