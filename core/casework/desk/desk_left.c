/* SPDX-License-Identifier: MIT
 *
 * Acts of a case that was left while another process held the gate: they are written from the tick, by
 * the same person. What must hold: nobody else's name comes under them, so before a session ends they are
 * written or told as lost; and a case is not opened again before its own acts are in it.
 */
#include <poll.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/casework/desk/desk_inside.h"
#include "core/store/lease.h"

static void drop(struct desk *d, size_t at)
{
	struct left *l = &d->left[at];

	for (size_t i = 0; i < l->n; i++)
		record_release(&l->acts[i].body);
	mem_free(l->acts);
	memmove(l, l + 1, (d->n_left - at - 1) * sizeof *l);
	d->left[--d->n_left] = (struct left){.n = 0};
}

bool desk_leave_behind(struct desk *d)
{
	if (d->n_left == DESK_LEFT)
		return false;
	struct left *l = &d->left[d->n_left++];
	*l = (struct left){.id = d->file.id, .n = d->queued};
	memcpy(l->head, d->head, HASH_SIZE);
	l->acts = mem_array(d->queued, sizeof *l->acts);
	memcpy(l->acts, d->queue, d->queued * sizeof *l->acts);
	memset(d->queue, 0, sizeof d->queue);
	d->queued = 0;
	d->left_ms = clock_mono_ms() + RETRY_MS;
	return true;
}

static enum err write_one(struct desk *d, const struct left *l)
{
	struct entry entries[EVENT_BATCH];
	struct lease_who who;
	bool lost = lease_look(d->parts.store, &l->id, &who) == ERR_EXISTS;

	for (size_t i = 0; i < l->n; i++)
		act_entry(&l->acts[i], &l->id, &entries[i]);
	enum err e = lost ? ERR_CONFLICT : journal_append(d->parts.store, entries, l->n, l->head, NULL);
	if (e == ERR_CONFLICT)
		e = desk_keep_apart(d, &l->id, l->head, l->acts, l->n);
	return e;
}

/* One try of each; what cannot be written is told and given up, what waits stays. */
static void write_all(struct desk *d)
{
	for (size_t i = 0; i < d->n_left;) {
		enum err e = write_one(d, &d->left[i]);
		if (e == ERR_BUSY || e == ERR_FULL || e == ERR_IO) {
			i++;
			continue;
		}
		if (e)
			desk_tell(d, NOTE_PROBLEM, _("%zu acts could not be saved"), d->left[i].n);
		drop(d, i);
	}
}

void left_tick(struct desk *d, int *next_ms)
{
	int64_t now = clock_mono_ms();

	if (d->n_left == 0)
		return;
	if (now >= d->left_ms) {
		write_all(d);
		d->left_ms = now + RETRY_MS;
	}
	if (d->n_left)
		*next_ms = sooner(*next_ms, (int)(d->left_ms - now));
}

size_t left_count(const struct desk *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_left; i++)
		n += d->left[i].n;
	return n;
}

enum err left_before(struct desk *d, const struct uid *id)
{
	if (d->n_left)
		write_all(d);
	for (size_t i = 0; i < d->n_left; i++)
		if (uid_equal(&d->left[i].id, id))
			return ERR_BUSY;
	return OK;
}

void desk_settle(struct desk *d, int wait_ms)
{
	const struct timespec pause = {0, 1000000};

	for (; d->n_left && wait_ms > 0; wait_ms--) {
		write_all(d);
		if (d->n_left)
			(void)ppoll(NULL, 0, &pause, NULL);
	}
	while (d->n_left) {
		desk_tell(d, NOTE_PROBLEM, _("%zu acts could not be saved"), d->left[0].n);
		drop(d, 0);
	}
}
