/* SPDX-License-Identifier: MIT
 *
 * The figures. Each function says what one case adds; everything else is summing up.
 */
#include "core/casework/oversight/figures.h"

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/standards/workday.h"

enum { MINUTE_MS = 60000, HUNDRED = 100, WORK_YEAR = 250, YEAR = 365 };

static const struct {
	const char *word, *text, *definition;
	enum unit unit;
} figures[FIGURE_COUNT] = {
#define X(name, word, text, definition, unit) [name] = {word, text, definition, unit},
	FIGURE_TABLE(X)
#undef X
};

const char *figure_word(enum figure f)
{
	return figures[f].word;
}

const char *figure_text(enum figure f)
{
	return figures[f].text;
}

const char *figure_definition(enum figure f)
{
	return figures[f].definition;
}

enum unit figure_unit(enum figure f)
{
	return figures[f].unit;
}

/* ---- when ---- */

static int64_t day_begin(day_t day)
{
	struct civil c = {0};

	day_split(day, &c.year, &c.month, &c.day);
	return clock_wall(&c);
}

struct range range_days(day_t from, day_t to)
{
	return (struct range){day_begin(from), day_begin(to + 1)};
}

struct range range_month(int year, int month)
{
	day_t first = day_of(year, month, 1);
	day_t next = month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);

	return range_days(first, next - 1);
}

static bool within(const struct range *r, int64_t at_ms)
{
	return at_ms && at_ms >= r->from_ms && at_ms < r->to_ms;
}

static bool in_state(const struct fact *x, enum state s)
{
	return text_equal(x->state, state_word(s));
}

static bool taken_back(const struct fact *x)
{
	return in_state(x, STATE_WITHDRAWN_IN) || in_state(x, STATE_RETRACTED);
}

static bool received(const struct fact *x, const struct range *r)
{
	return within(r, x->received_ms);
}

static bool finished(const struct fact *x, const struct range *r)
{
	return within(r, x->finished_ms) && !taken_back(x);
}

static bool running(const struct fact *x, const struct range *r)
{
	return x->received_ms < r->to_ms && (!x->finished_ms || x->finished_ms >= r->to_ms);
}

static bool on_the_spot(const struct fact *x)
{
	return x->kind == ITEM_INSTANT;
}

/* ---- what a case adds ---- */

static struct share_of count(bool counts)
{
	return counts ? (struct share_of){1, 1} : (struct share_of){0, -1};
}

static struct share_of part(bool counts, int64_t above, int64_t below)
{
	return counts && below > 0 ? (struct share_of){above, below} : (struct share_of){0, -1};
}

static bool promised(const struct fact *x)
{
	return x->due != DAY_NONE && !on_the_spot(x);
}

/* In time: 1 before, 0 on, -1 after its day. */
static int against_due(const struct fact *x)
{
	day_t day = day_at(x->finished_ms);

	return (day < x->due) - (day > x->due);
}

static struct share_of late(const struct fact *x, const struct range *r)
{
	bool ended = finished(x, r) && promised(x) && against_due(x) < 0;
	bool runs = running(x, r) && promised(x) && day_at(r->to_ms - 1) > x->due;

	return count(ended || runs);
}

static struct share_of intake(const struct fact *x, const struct range *r)
{
	/* a clock set back in between measures nothing */
	bool measured = day_at(x->opened_ms) == day_at(x->received_ms) && x->opened_ms <= x->received_ms;

	return part(received(x, r) && measured, (x->received_ms - x->opened_ms) / 1000, 60);
}

static struct share_of days(const struct fact *x, const struct range *r)
{
	int taken;

	if (!finished(x, r) || on_the_spot(x) || !x->accepted_ms)
		return part(false, 0, 0);
	taken = workday_between(day_at(x->accepted_ms), day_at(x->finished_ms)) - x->paused_days;
	return part(true, taken > 0 ? taken : 0, 1);
}

struct share_of figure_of(enum figure f, const struct fact *x, const struct range *r)
{
	bool in = received(x, r), done = finished(x, r), rated = in && x->rating > 0;
	bool dated = done && promised(x);

	switch (f) {
	case FIGURE_RECEIVED: return count(in);
	case FIGURE_ACCEPTED: return count(within(r, x->accepted_ms));
	case FIGURE_FINISHED: return count(done);
	case FIGURE_RUNNING: return count(running(x, r));
	case FIGURE_INSTANT: return count(done && on_the_spot(x));
	case FIGURE_NOTICED: return count(in && x->notices > 0);
	case FIGURE_REFUSED:
		return count(done && (in_state(x, STATE_REFUSED_IN) || in_state(x, STATE_NOT_REQUIRED)));
	case FIGURE_WITHDRAWN: return count(within(r, x->finished_ms) && taken_back(x));
	case FIGURE_EARLY: return part(dated, against_due(x) > 0, 1);
	case FIGURE_IN_TIME: return part(dated, against_due(x) >= 0, 1);
	case FIGURE_LATE: return late(x, r);
	case FIGURE_LATE_SHARE: return part(dated, against_due(x) < 0, 1);
	case FIGURE_ONE_TRIP: return part(done, x->visits <= 1, 1);
	case FIGURE_NO_TRIP: return part(done, x->visits == 0, 1);
	case FIGURE_TRIPS: return part(done, x->visits, 1);
	case FIGURE_FIRST_TIME: return part(done, x->notices == 0 && x->visits <= 1, 1);
	case FIGURE_ONE_NOTICE: return part(in && x->notices > 0, x->notices == 1, 1);
	case FIGURE_SPARED:
		return part(in, x->baseline_papers - x->papers, x->baseline_papers);
	case FIGURE_EXEMPT: return part(in, x->exempt, x->asked);
	case FIGURE_PAPERS:
		return part(in, x->baseline_papers - x->papers, 1);
	case FIGURE_TRIPS_SAVED:
		return part(done, x->baseline_trips - x->visits, 1);
	case FIGURE_UNTYPED: return part(in, x->fields - x->keyed, x->fields);
	case FIGURE_INTAKE: return intake(x, r);
	case FIGURE_DAYS: return days(x, r);
	case FIGURE_BY_SELF: return part(done, x->by_self, 1);
	case FIGURE_CONTENT: return part(rated, x->rating >= 3, 1);
	case FIGURE_VERY_CONTENT: return part(rated, x->rating >= 4, 1);
	case FIGURE_COUNT: break;
	}
	return count(false);
}

/* ---- sums ---- */

void tally_add(struct tally *t, const struct fact *x, const struct range *r)
{
	for (int f = 0; f < FIGURE_COUNT; f++) {
		struct share_of s = figure_of((enum figure)f, x, r);
		if (s.below <= 0)
			continue;
		t->of[f].above += s.above;
		t->of[f].below += s.below;
	}
}

bool tally_value(const struct tally *t, enum figure f, int64_t *hundredths)
{
	struct share_of s = t->of[f];
	int64_t scale = figures[f].unit == UNIT_PERCENT ? HUNDRED * HUNDRED : HUNDRED;

	if (figures[f].unit == UNIT_COUNT) {
		*hundredths = s.above * HUNDRED;
		return true;
	}
	if (s.below <= 0)
		return false;
	int64_t half = s.above < 0 ? -s.below / 2 : s.below / 2;

	*hundredths = (s.above * scale + half) / s.below;
	return true;
}

void tally_show_at(int64_t hundredths, enum unit unit, char out[24])
{
	const char *sign = hundredths < 0 ? "-" : "";
	long long n = (long long)(hundredths < 0 ? -hundredths : hundredths), tenths = (n + 5) / 10,
		  seconds = n * 60 / HUNDRED;

	switch (unit) {
	case UNIT_COUNT: text_format(out, 24, "%s%lld", sign, n / HUNDRED); break;
	case UNIT_PERCENT: text_format(out, 24, "%s%lld.%lld%%", sign, tenths / 10, tenths % 10); break;
	case UNIT_MEAN: text_format(out, 24, "%s%lld.%lld", sign, tenths / 10, tenths % 10); break;
	case UNIT_MINUTES: text_format(out, 24, "%s%lld:%02lld", sign, seconds / 60, seconds % 60); break;
	}
}

void tally_show(const struct tally *t, enum figure f, char out[24])
{
	int64_t hundredths;

	if (tally_value(t, f, &hundredths))
		tally_show_at(hundredths, figures[f].unit, out);
	else
		text_copy(out, 24, "-");
}

/* ---- items ---- */

int64_t figures_working(const struct period *p)
{
	return p->working ? (int64_t)p->days * HUNDRED
			  : ((int64_t)p->days * HUNDRED * WORK_YEAR + YEAR / 2) / YEAR;
}

enum err figures_declared(struct directory *d, struct declared *out)
{
	struct declared sum = {0};
	enum err e = OK;

	for (size_t i = 0; !e && i < directory_size(d); i++) {
		const struct item *item;
		e = directory_item(d, i, &item);
		if (e)
			break;
		sum.items++;
		sum.one_trip += item->target_trips <= 1;
		sum.no_trip += item->target_trips == 0;
		sum.trips += item->target_trips;
		sum.instant += item->promised.days == 0;
		if (item->legal.days < 0 || item->promised.days < 0)
			continue;
		sum.legal += figures_working(&item->legal);
		sum.promised += figures_working(&item->promised);
	}
	if (!e)
		*out = sum;
	return e;
}
