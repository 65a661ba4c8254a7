/* SPDX-License-Identifier: MIT
 *
 * A draft whose item was published anew. What must hold: the draft goes on with its own form until
 * the clerk says otherwise, and nothing said so far is lost by that.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"

/* The item as the directory has it today; NULL when it has none of this code. */
static const struct item *published(struct desk *d)
{
	const struct directory *all = d->parts.directory;
	const struct item *item = NULL;

	for (size_t i = 0; all && i < directory_size(all); i++)
		if (text_equal(directory_at(all, i)->code, d->file.item->code))
			return directory_item(d->parts.directory, i, &item) ? NULL : item;
	return NULL;
}

static const struct item *newer(struct desk *d)
{
	if (!d->open || !d->file.item || d->file.state != STATE_DRAFT)
		return NULL;
	const struct item *item = published(d);
	return item && memcmp(item->hash, d->file.item_hash, HASH_SIZE) != 0 ? item : NULL;
}

bool desk_outdated(struct desk *d)
{
	return newer(d) != NULL;
}

/* Questions, undo and parties speak of the form: with another one they are found anew. */
static enum err change_to(struct desk *d, const struct item *item)
{
	struct batch b = {0};
	enum err e = desk_keep_form(d, item);

	if (e)
		return e;
	asks_forget(d);
	steps_release(&d->undo);
	steps_release(&d->redo);
	desk_item_act(&b, item, true);
	d->resuming = true;
	e = desk_write(d, &b, NOW);
	d->resuming = false;
	asks_resume(d);
	desk_refresh(d);
	asks_launch(d);
	return e;
}

enum err desk_upgrade_item(struct desk *d)
{
	enum err e = desk_draft_open(d);
	const struct item *item = e ? NULL : newer(d);

	if (!e && !item)
		e = ERR_STATE;
	return e ? e : change_to(d, item);
}

enum err desk_downgrade_item(struct desk *d)
{
	enum err e = desk_draft_open(d);

	if (!e && !d->file.former)
		e = ERR_STATE;
	return e ? e : change_to(d, d->file.former->item);
}

static bool shown(const struct field *f)
{
	return !f->fact && f->row <= 0;
}

size_t desk_upgrade_changes(struct desk *d, struct desk_change *out, size_t max)
{
	const struct item *now = newer(d), *old = d->file.item;
	struct draft carried = {0};
	size_t n = 0;

	if (!now)
		return 0;
	draft_init(&carried, now);
	draft_carry(&d->file.draft, &carried, clock_today());
	for (size_t i = 0; i < now->n_fields && n < max; i++)
		if (shown(&now->fields[i]) && item_field(old, now->fields[i].name) < 0)
			out[n++] = (struct desk_change){
				now->fields[i].label, now->fields[i].label_en, CHANGE_NEW};
	for (size_t i = 0; i < old->n_fields && n < max; i++) {
		const struct field *f = &old->fields[i];
		const struct answer *a = &d->file.draft.answers[i];
		int at = item_field(now, f->name);
		bool lost = *a->value && a->origin != ORIGIN_DERIVED &&
			    (at < 0 || !*carried.answers[at].value);
		if (lost || (at < 0 && shown(f)))
			out[n++] = (struct desk_change){
				f->label, f->label_en, lost ? CHANGE_LOST : CHANGE_GONE};
	}
	draft_release(&carried);
	return n;
}
