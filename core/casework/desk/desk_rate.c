/* SPDX-License-Identifier: MIT
 *
 * Ratings at the desk: the citizen's own, for the case that is open or one that was served before,
 * with the slip that says it arrived; and what becomes of a bad one.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/rating.h"

static enum err said_well(const struct casefile *c, const struct rate_said *r)
{
	if (!rating_tags_fit(r->tags ? r->tags : "", r->level, clock_today()))
		return ERR_INPUT;
	if (r->again >= 0)
		return (size_t)r->again < c->n_ratings ? OK : ERR_STATE;
	return rating_offered(c, r->occasion) ? OK : ERR_STATE;
}

static void put(const struct desk *d, const struct rate_said *r, struct record *body)
{
	record_add(body, "occasion", occasion_word(r->occasion));
	record_addi(body, "level", r->level);
	record_add(body, "channel", rating_channel_word(r->channel));
	record_add(body, "clerk", r->clerk ? r->clerk : desk_operator(d));
	record_add(body, "window", r->window ? r->window : d->parts.window);
	record_add(body, "tags", r->tags && *r->tags ? r->tags : NULL);
	record_add(body, "words", r->words && *r->words ? r->words : NULL);
	if (r->again >= 0)
		record_addi(body, "again", r->again);
}

/* 评价回执: that it arrived, never what it says. */
static enum err add_slip(const struct desk *d, const struct casefile *c, struct batch *b)
{
	struct slip_place place = desk_place(d);
	struct buf text;

	buf_init(&text, SLIP_BYTES);
	enum err e = c->item && c->n_slips < CASE_SLIPS
			     ? slip_render(c, "rating", &place, desk_columns(d), &text)
			     : ERR_NOTFOUND;
	if (!e)
		batch_slip(b, "rating", 1, desk_columns(d), &text);
	buf_release(&text);
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err make(const struct desk *d, const struct casefile *c, const struct rate_said *r,
	struct batch *b)
{
	enum err e = said_well(c, r);

	if (e)
		return e;
	put(d, r, &batch_add(b, "RATE")->body);
	return add_slip(d, c, b);
}

/* Somebody else's desk, or nobody's, holds the case now: straight into the journal. */
static enum err append(struct desk *d, const struct casefile *c, const struct batch *b)
{
	struct entry entries[2];

	for (size_t i = 0; i < b->n && i < COUNT_OF(entries); i++)
		entries[i] = (struct entry){.casefile = c->id,
			.kind = b->acts[i].kind,
			.body = &b->acts[i].body,
			.op_id = b->acts[i].op,
			.form_hash = c->item ? c->item_hash : NULL};
	return journal_append_wait(d->parts.store, entries, b->n, c->head, NULL, WRITE_WAIT_MS);
}

static enum err rate_other(struct desk *d, const struct uid *id, const struct rate_said *r)
{
	struct casefile c;
	struct batch b = {0};
	enum err e = casefile_load(d->parts.store, id, shelf_find, d->shelf, &c);

	if (e)
		return e;
	e = make(d, &c, r, &b);
	if (!e)
		e = append(d, &c, &b);
	batch_release(&b);
	casefile_release(&c);
	return e;
}

enum err desk_rate(struct desk *d, const struct uid *id, const struct rate_said *r)
{
	struct batch b = {0};

	if (!operator_current(d->parts.store))
		return ERR_LOCKED;
	if (!d->open || !uid_equal(&d->file.id, id))
		return rate_other(d, id, r);
	enum err e = make(d, &d->file, r, &b);
	if (!e)
		return desk_write(d, &b, NOW);
	batch_release(&b);
	return e;
}

enum rating_bar desk_rating_bar(const struct desk *d, size_t rating, enum rating_act act)
{
	const struct operator_info *me = operator_current(d->parts.store);

	if (!d->open || !me || rating >= d->file.n_ratings)
		return RATING_BAR_STATE;
	return rating_bar(&d->file, &d->file.ratings[rating], act, me->role, me->id);
}

enum err desk_rating(struct desk *d, size_t rating, enum rating_act act, const char *text)
{
	enum rating_bar bar = desk_rating_bar(d, rating, act);
	struct batch b = {0};

	if (bar)
		return bar == RATING_BAR_STATE ? ERR_STATE : ERR_DENIED;
	if (rating_act_words(act) && (!text || !*text))
		return ERR_INPUT;
	struct record *body = &batch_add(&b, "RATING")->body;
	record_addi(body, "n", (int64_t)rating);
	record_add(body, "act", rating_act_word(act));
	record_add(body, "text", text && *text ? text : NULL);
	return desk_write(d, &b, NOW);
}
