/* SPDX-License-Identifier: MIT
 *
 * Acts after the receipt, at the desk: checked, dated, written with their document in one
 * transaction.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/deadline.h"
#include "core/casework/desk_inside.h"
#include "core/casework/life.h"

enum life_bar desk_life_bar(const struct desk *d, enum life a)
{
	const struct operator_info *me = operator_current(d->parts.store);

	if (!d->open || !me)
		return BAR_STATE;
	return life_bar(&d->file, a, me->role, me->id);
}

static enum err bar_error(enum life_bar b)
{
	switch (b) {
	case BAR_NONE: return OK;
	case BAR_ROLE: case BAR_PERSON: return ERR_DENIED;
	case BAR_UNVERIFIED: return ERR_INCOMPLETE;
	default: return ERR_STATE;
	}
}

static bool given(const char *text)
{
	return text && *text;
}

static bool complete(const struct desk *d, enum life a, const struct life_args *args)
{
	unsigned needs = life_needs(a);

	return (!(needs & NEED_REASON) || given(args->reason)) &&
	       (!(needs & NEED_OPINION) || given(args->opinion)) &&
	       (!(needs & NEED_NUMBER) || given(args->number)) &&
	       (!(needs & NEED_COLLECTOR) || given(args->how)) &&
	       (!(needs & NEED_DAYS) || (args->days > 0 && args->days <= life_extension(&d->file))) &&
	       (!(needs & NEED_PAUSE) || (args->pause < PAUSE_COUNT && args->expected > clock_today() &&
						 (d->file.item->pauses >> args->pause & 1)));
}

static void put_day(struct record *body, const char *name, day_t day)
{
	char text[11];

	if (day == DAY_NONE)
		return;
	day_format(day, text);
	record_add(body, name, text);
}

/* The case as the act leaves it moves its due days: what the view sorts by goes with the event. */
static void put_dues(const struct desk *d, const struct casefile *after, struct record *body)
{
	struct due due;
	int64_t now = clock_now_ms();
	const struct period *promised = item_promised(after->item, after->situation);
	const struct period *legal = item_legal(after->item, after->situation);

	(void)d;
	if (promised->days > 0 && after->accepted_ms &&
		deadline_of(after, promised, after->accepted_ms, now, &due) == OK)
		put_day(body, "due", due.day);
	if (legal->days > 0 && after->accepted_ms &&
		deadline_of(after, legal, after->accepted_ms, now, &due) == OK)
		put_day(body, "legal", due.day);
}

static void put_words(struct record *body, const struct life_args *args, unsigned needs)
{
	record_add(body, "reason", given(args->reason) ? args->reason : NULL);
	record_add(body, "opinion", given(args->opinion) ? args->opinion : NULL);
	record_add(body, "number", given(args->number) ? args->number : NULL);
	record_add(body, "collector", given(args->collector) ? args->collector : NULL);
	record_add(body, "how", given(args->how) ? args->how : NULL);
	if (needs & NEED_VERDICT)
		record_add(body, "grant", args->grant ? "1" : "0");
	if (needs & NEED_PAUSE) {
		record_add(body, "pause", pause_word(args->pause));
		put_day(body, "expected", args->expected);
	}
}

static void put_extension(const struct desk *d, const struct life_args *args, struct batch *b)
{
	struct casefile after = d->file; /* borrows everything */
	struct record *body = &batch_add(b, "EXTEND")->body;

	after.extension = args->days;
	record_addi(body, "days", args->days);
	record_add(body, "reason", args->reason);
	put_dues(d, &after, body);
}

static void put_state(
	const struct desk *d, enum life a, enum state to, const struct life_args *args, struct batch *b)
{
	struct record *body = &batch_add(b, "STATE")->body;

	record_add(body, "to", state_word(to));
	put_words(body, args, life_needs(a));
	if (a == LIFE_RESUME) {
		struct casefile after = d->file;
		put_dues(d, &after, body);
	}
}

enum err desk_live(struct desk *d, enum life a, const struct life_args *args)
{
	struct batch b = {0};
	enum state to = STATE_DRAFT;
	enum err e = bar_error(desk_life_bar(d, a));

	if (!e && (!life_leads(&d->file, a, &to) || !complete(d, a, args)))
		e = ERR_INPUT;
	if (e)
		return e;
	if (a == LIFE_EXTEND)
		put_extension(d, args, &b);
	else
		put_state(d, a, to, args, &b);
	return desk_write(d, &b, NOW);
}

enum err desk_stage(struct desk *d, size_t stage, bool ends)
{
	struct batch b = {0};

	if (!d->open || !d->file.item || stage >= d->file.item->n_stages)
		return ERR_STATE;
	if (!desk_may(d, RIGHT_EXAMINE))
		return ERR_DENIED;
	struct record *body = &batch_add(&b, "STAGE")->body;
	record_add(body, "name", d->file.item->stages[stage].name);
	record_add(body, "act", ends ? "ENDED" : "BEGUN");
	return desk_write(d, &b, NOW);
}
