/* SPDX-License-Identifier: MIT
 *
 * The clocks of an appeal: two working hours to sign for it, days to answer it. What must hold: a
 * due moment depends on the events and the calendar alone.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/casefile_inside.h"
#include "core/standards/workday.h"

enum { OPENS = 9 * 60, CLOSES = 17 * 60, MINUTE_MS = 60000, YELLOW_MINUTES = 1440, FIFTH = 5 };

static int64_t moment(day_t day, int minute)
{
	struct civil c = {.hour = minute / 60, .minute = minute % 60};

	day_split(day, &c.year, &c.month, &c.day);
	return clock_wall(&c);
}

/* The first working minute at or after it. */
static void next_open(int64_t at_ms, day_t *day, int *minute)
{
	struct civil c = clock_civil(at_ms);

	*day = day_at(at_ms);
	*minute = c.hour * 60 + c.minute;
	if (!workday_is(*day) || *minute >= CLOSES) {
		*day = workday_next(*day + 1);
		*minute = OPENS;
	}
	if (*minute < OPENS)
		*minute = OPENS;
}

int64_t appeal_hours_due(int64_t from_ms, int minutes)
{
	day_t day;
	int at;

	next_open(from_ms, &day, &at);
	while (at + minutes > CLOSES) {
		minutes -= CLOSES - at;
		day = workday_next(day + 1);
		at = OPENS;
	}
	return moment(day, at + minutes);
}

/* Working minutes from one moment to a later one. */
static int minutes_between(int64_t from_ms, int64_t to_ms)
{
	day_t day, last = day_at(to_ms);
	struct civil end = clock_civil(to_ms);
	int at, sum = 0;

	next_open(from_ms, &day, &at);
	for (; day < last; day = workday_next(day + 1), at = OPENS)
		sum += CLOSES - at;
	int until = end.hour * 60 + end.minute;
	until = until > CLOSES ? CLOSES : until;
	return day == last && until > at ? sum + until - at : sum;
}

static int days_left(day_t today, day_t due, bool working)
{
	if (!working)
		return due - today;
	return today <= due ? workday_between(today, due) : -workday_between(due, today);
}

static bool working(const struct casefile *c)
{
	return item_promised(c->item, c->situation)->working;
}

/* The last day ends at midnight; yellow below a day or a fifth of the period. */
static struct appeal_clock day_clock(
	enum appeal_clock_kind kind, day_t due, int total, bool counts_working, int64_t now_ms)
{
	struct appeal_clock k = {.kind = kind, .due_ms = moment(due + 1, 0),
		.days = days_left(day_at(now_ms), due, counts_working)};
	bool soon = (k.due_ms - now_ms) / MINUTE_MS < YELLOW_MINUTES || k.days * FIFTH <= total;

	k.urgency = now_ms >= k.due_ms ? URGENCY_RED : soon ? URGENCY_YELLOW : URGENCY_GREEN;
	return k;
}

static struct appeal_clock sign_clock(const struct appeal *a, int64_t now_ms)
{
	struct appeal_clock k = {.kind = APPEAL_CLOCK_SIGN, .due_ms = a->sign_due_ms};
	bool late = now_ms > a->sign_due_ms;

	k.minutes = late ? -minutes_between(a->sign_due_ms, now_ms)
			 : minutes_between(now_ms, a->sign_due_ms);
	k.days = days_left(day_at(now_ms), day_at(a->sign_due_ms), true);
	k.urgency = late ? URGENCY_RED : k.minutes * FIFTH <= APPEAL_SIGN_MINUTES ? URGENCY_YELLOW :
		URGENCY_GREEN;
	return k;
}

static struct appeal_clock handle_clock(const struct casefile *c, int64_t now_ms)
{
	int total = item_promised(c->item, c->situation)->days + c->extension;

	if (c->due == DAY_NONE)
		return (struct appeal_clock){0};
	return day_clock(APPEAL_CLOCK_HANDLE, c->due, total, working(c), now_ms);
}

struct appeal_clock appeal_clock(const struct casefile *c, int64_t now_ms)
{
	const struct appeal *a = c->appeal;

	switch (a ? a->state : APPEAL_NONE) {
	case APPEAL_REGISTERED:
		if (appeal_hotline(c) == HOTLINE_12358 && !a->dispatched_ms)
			return day_clock(APPEAL_CLOCK_SCOPE, day_at(a->registered_ms) + APPEAL_SCOPE_DAYS,
				APPEAL_SCOPE_DAYS, false, now_ms);
		return handle_clock(c, now_ms);
	case APPEAL_DISPATCHED: return sign_clock(a, now_ms);
	case APPEAL_SIGNED: case APPEAL_HANDLING: case APPEAL_MERGED: return handle_clock(c, now_ms);
	case APPEAL_REPLIED: case APPEAL_VISITED: case APPEAL_RATED: {
		struct appeal_clock k = day_clock(APPEAL_CLOCK_REOPEN,
			day_at(a->replied_ms) + APPEAL_REOPEN_DAYS, APPEAL_REOPEN_DAYS, false, now_ms);
		k.urgency = URGENCY_NONE; /* it binds the caller, nobody here */
		return k;
	}
	default: return (struct appeal_clock){0};
	}
}

const char *appeal_clock_text(enum appeal_clock_kind k)
{
	static const char *const texts[] = {"", N_("to sign for it"), N_("to say whether it is in scope"),
		N_("to answer"), N_("may be opened again")};

	return texts[k];
}

/* ---- for the queue ---- */

static const struct item_stage *stage_named(const struct item *item, const char *name)
{
	for (size_t i = 0; i < item->n_stages; i++)
		if (text_equal(item->stages[i].name, name))
			return &item->stages[i];
	return NULL;
}

static struct deadline as_deadline(const struct casefile *c, const struct appeal_clock *k)
{
	const struct item_stage *stage = k->kind == APPEAL_CLOCK_SIGN ? stage_named(c->item, "sign") :
		k->kind == APPEAL_CLOCK_SCOPE ? stage_named(c->item, "scope") : NULL;

	return (struct deadline){.kind = k->kind == APPEAL_CLOCK_HANDLE ? CLOCK_PROMISED : CLOCK_STAGE,
		.label = stage ? stage->label : "", .label_en = stage ? stage->label_en : "",
		.due = day_at(k->due_ms - 1), .left = k->days, .urgency = k->urgency,
		.total = k->kind == APPEAL_CLOCK_HANDLE ?
			item_promised(c->item, c->situation)->days + c->extension : 0,
		.working = k->kind == APPEAL_CLOCK_SIGN || working(c),
		.provisional = k->kind == APPEAL_CLOCK_HANDLE && c->due_provisional};
}

size_t appeal_deadlines(const struct casefile *c, int64_t now_ms, struct deadline out[CLOCKS_MOST])
{
	struct appeal_clock now = appeal_clock(c, now_ms), handle = handle_clock(c, now_ms);
	size_t n = 0;

	if (now.kind == APPEAL_CLOCK_NONE || now.kind == APPEAL_CLOCK_REOPEN)
		return 0;
	if (handle.kind)
		out[n++] = as_deadline(c, &handle);
	if (now.kind != APPEAL_CLOCK_HANDLE)
		out[n++] = as_deadline(c, &now);
	return n;
}

enum err appeal_due(const struct casefile *c, int64_t now_ms, int days, struct due *out)
{
	const struct period *p = item_promised(c->item, c->situation);
	int64_t from = days ? c->accepted_ms : now_ms;

	/* A reopened one has its days from when it was opened again; prolonged from there, too. */
	if (days && c->appeal && c->appeal->reopened)
		from = c->appeal->dispatched_ms;
	return workday_due(from, p->days + days, p->working ? DUE_WORKING : DUE_CALENDAR,
		casefile_rule(c), NULL, 0, out);
}
