/* SPDX-License-Identifier: MIT */
#include "core/store/upkeep.h"

#include "core/base/log.h"
#include "core/store/anchor.h"
#include "core/store/inside.h"
#include "core/store/rewrap.h"

static enum err day_anchored(struct store *s, bool *done)
{
	struct anchor_day a;

	if (s->anchored == clock_today()) {
		*done = true;
		return OK;
	}
	enum err e = anchor_last(s, &a);
	*done = e == OK && a.day >= clock_today();
	if (*done)
		s->anchored = clock_today();
	return e == ERR_NOTFOUND ? OK : e;
}

/* There were anchors, so there was a witness: it was taken away, or the journal moved. */
static enum err tell_witness(struct store *s)
{
	struct anchor_day a;
	enum err e = anchor_last(s, &a);

	if (e == ERR_NOTFOUND) {
		s->witness_new = false;
		return OK;
	}
	if (!e)
		e = store_begin(s, GATE_MOMENT_MS);
	if (!e)
		e = store_finish(s, journal_note(s, s->current.id, "WITNESS",
			(const char *const[]){"act", "begun", NULL}));
	s->witness_new = s->witness_new && e != OK;
	return e;
}

static enum err step(struct store *s, bool *more)
{
	struct anchor_day a;
	bool done = true;
	enum err e = OK;

	*more = true;
	if (keyring_any(s->keys, 'A', NULL)) {
		if (s->witness_new)
			return tell_witness(s);
		e = day_anchored(s, &done);
		if (!e && !done)
			return anchor_take(s, &a);
	}
	*more = false;
	if (e || !keyring_any(s->keys, 'C', NULL))
		return e;
	return rewrap_step(s, more);
}

int upkeep_step(struct store *s)
{
	bool more = false;

	if (!s->keys || s->behind)
		return UPKEEP_REST_MS;
	enum err e = step(s, &more);
	if (e && e != ERR_BUSY)
		log_line("upkeep", "%s", err_name(e));
	return e == ERR_BUSY || (!e && more) ? UPKEEP_NEXT_MS : UPKEEP_REST_MS;
}
