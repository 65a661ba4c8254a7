/* SPDX-License-Identifier: MIT
 *
 * Letters of an extension given to many at once (capability H5): each applicant is told as of one
 * extended alone. What must hold: a letter is frozen only when the extension can no longer be taken
 * back, and then once.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/casework/desk/desk_inside.h"

static const struct slip_kept *letter_of(const struct casefile *c)
{
	return casefile_slip(c, life_document(LIFE_EXTEND));
}

static bool lacks_letter(const struct casefile *c)
{
	return c->item && c->extension > 0 && !letter_of(c);
}

enum err letters_load(struct desk *d, const struct uid *id, bool at_once, struct casefile *out)
{
	enum err e = casefile_load(d->parts.store, id, shelf_find, d->shelf, out);
	bool on_desk = d->open && uid_equal(&d->file.id, id);

	if (e || on_desk || !lacks_letter(out) ||
		(!at_once && clock_now_ms() - out->changed_ms <= UNDO_MS))
		return e;
	desk_acts_for(d, "");
	e = paper_write(d, out, life_document(LIFE_EXTEND));
	casefile_release(out);
	return e ? e : casefile_load(d->parts.store, id, shelf_find, d->shelf, out);
}

void desk_letters_later(struct desk *d, const struct uid *ids, size_t n)
{
	for (size_t i = 0; i < n && d->n_letters < DESK_LETTERS; i++)
		d->letters[d->n_letters++] =
			(struct letter){ids[i], clock_mono_ms() + UNDO_MS + LETTER_GRACE_MS};
}

/* To the printer when there is room; false: it comes again. */
static bool send(struct desk *d, struct letter *l, bool at_once)
{
	struct casefile c;
	enum err e = at_once || desk_print_room(d) ? letters_load(d, &l->id, at_once, &c) : ERR_BUSY;

	if (!e) {
		const struct slip_kept *s = letter_of(&c);
		if (s && !s->printed)
			e = desk_print_other(d, &c, (size_t)(s - c.slips));
		else if (lacks_letter(&c))
			e = ERR_BUSY; /* something else happened to it a moment ago, or it is on the desk */
		casefile_release(&c);
	}
	if (e == ERR_BUSY || e == ERR_CONFLICT) {
		l->due_ms = clock_mono_ms() + LETTER_GRACE_MS;
		return false;
	}
	if (e)
		log_line("letters", "an extension has no letter yet: %s", err_name(e));
	d->letters_sent += !e;
	return true;
}

static void drop(struct desk *d, size_t at)
{
	d->letters[at] = d->letters[--d->n_letters];
}

static size_t soonest(const struct desk *d)
{
	size_t first = 0;

	for (size_t i = 1; i < d->n_letters; i++)
		if (d->letters[i].due_ms < d->letters[first].due_ms)
			first = i;
	return first;
}

static void tell_sent(struct desk *d)
{
	if (d->letters_sent)
		desk_tell(d, NOTE_INFO, _("%zu letters of extension go to the printer"), d->letters_sent);
	d->letters_sent = 0;
}

/* One a turn. */
void letters_tick(struct desk *d, int *next_ms)
{
	int64_t now = clock_mono_ms();
	size_t at = soonest(d);

	if (d->n_letters == 0 || !store_unlocked(d->parts.store))
		return;
	if (now >= d->letters[at].due_ms && send(d, &d->letters[at], false))
		drop(d, at);
	if (d->n_letters == 0) {
		tell_sent(d);
		return;
	}
	int64_t left = d->letters[soonest(d)].due_ms - now;
	*next_ms = sooner(*next_ms, left > 0 ? (int)left : 0);
}

void desk_letters_now(struct desk *d)
{
	while (d->n_letters) {
		if (store_unlocked(d->parts.store))
			(void)send(d, &d->letters[0], true);
		drop(d, 0);
	}
}
