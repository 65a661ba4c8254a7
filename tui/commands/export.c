/* SPDX-License-Identifier: MIT
 *
 * What must hold: a row is written once it is read, so that any number of them goes through; the first
 * cell of the last line says where to go on.
 */
#include "tui/commands/export.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/oversight/figures.h"
#include "core/store/appeal_view.h"
#include "tui/commands/report_show.h"
#include "tui/commands/station.h"

enum { SLICE = 1000, MINUTE_CHARS = 16, DAY_CHARS = 10 };

/* ---- cells ---- */

static void put_time(int64_t at_ms, bool day_alone)
{
	char text[20] = "";

	if (at_ms)
		clock_format(at_ms, text);
	if (day_alone)
		text[DAY_CHARS] = '\0';
	report_csv_cell(text, false);
}

static void put_number(int64_t n, bool last)
{
	printf("%lld%s", (long long)n, last ? "\r\n" : ",");
}

static void put_day(day_t day)
{
	char text[11] = "";

	if (day != DAY_NONE)
		day_format(day, text);
	report_csv_cell(text, false);
}

static void put_texts(const char *const *texts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		report_csv_cell(texts[i], false);
}

static enum err written(void)
{
	return ferror(stdout) ? ERR_IO : OK;
}

/* ---- whose appeal is kept secret ---- */

struct hushed {
	struct uid *list;
	size_t n, cap;
};

static int by_id(const void *a, const void *b)
{
	return memcmp(((const struct uid *)a)->b, ((const struct uid *)b)->b, sizeof ((const struct uid *)a)->b);
}

static enum err keep_secret(const struct appeal_row *r, void *ctx)
{
	struct hushed *x = ctx;

	if (!(r->flags & APPEAL_FLAG_SECRET))
		return OK;
	if (x->n == x->cap) {
		size_t cap = x->cap ? 2 * x->cap : 64;
		x->list = mem_grow(x->list, x->cap * sizeof *x->list, cap * sizeof *x->list);
		x->cap = cap;
	}
	x->list[x->n++] = r->id;
	return OK;
}

static enum err read_hushed(struct store *s, struct hushed *x)
{
	enum err e = appeal_between(s, INT64_MIN, INT64_MAX, keep_secret, x);

	if (!e && x->n)
		qsort(x->list, x->n, sizeof *x->list, by_id);
	return e;
}

static bool secret(const struct hushed *x, const struct uid *id)
{
	return x->n && bsearch(id, x->list, x->n, sizeof *x->list, by_id);
}

/* ---- what is written ---- */

struct export {
	struct store *store;
	struct range range;
	const char *after;           /* first cell of the last line there is; NULL from the beginning */
	struct hushed hushed;
};

/* A case number tells the window and the order of the day, an id when it was made, but for its last
 * bytes: they alone name who is kept secret. */
enum { NAME = 64, CHANCE = 8 };
#define HUSHED "id:"

static const uint8_t *chance(const struct uid *id)
{
	return id->b + sizeof id->b - CHANCE;
}

static void name_of(const struct uid *id, const char *number, bool hidden, char out[NAME])
{
	char hex[2 * CHANCE + 1];

	text_hex(chance(id), CHANCE, hex);
	text_format(out, NAME, "%s%s", hidden ? HUSHED : "", hidden ? hex : number);
}

static enum err id_of(const struct export *x, const char *name, struct uid *out)
{
	uint8_t wanted[CHANCE];
	struct fact of;

	if (strncmp(name, HUSHED, sizeof HUSHED - 1) != 0) {
		enum err e = fact_by_number(x->store, name, &of);
		if (!e)
			*out = of.id;
		return e;
	}
	if (!text_unhex(name + sizeof HUSHED - 1, wanted, CHANCE))
		return ERR_USAGE;
	for (size_t i = 0; i < x->hushed.n; i++)
		if (memcmp(chance(&x->hushed.list[i]), wanted, CHANCE) == 0) {
			*out = x->hushed.list[i];
			return OK;
		}
	return ERR_NOTFOUND;
}

static const char case_header[] =
	"number,item,item_name,department,window,operator,state,opened,received,accepted,finished,"
	"closed,due,legal_due,fields,keyed,materials,exempt,papers,pledged,deferred,"
	"baseline_papers,baseline_trips,visits,notices,paused_days,extended_days,on_the_spot,rating,"
	"rated_by_self,seconds_in_states\r\n";

static enum err put_case(const struct fact *x, void *ctx)
{
	const struct export *e = ctx;
	bool hidden = secret(&e->hushed, &x->id);
	char name[NAME];
	const char *const texts[] = {name, x->item, x->item_name, x->department,
		hidden ? "" : x->window, hidden ? "" : x->operator, x->state};
	const int64_t times[] = {x->opened_ms, x->received_ms, x->accepted_ms, x->finished_ms,
		x->closed_ms};
	const int counts[] = {x->fields, x->keyed, x->asked, x->exempt, x->papers, x->pledged,
		x->deferred, x->baseline_papers, x->baseline_trips, x->visits, x->notices,
		x->paused_days, x->extended_days, x->kind == ITEM_INSTANT, x->rating, x->by_self};

	name_of(&x->id, x->number, hidden, name);
	put_texts(texts, COUNT_OF(texts));
	for (size_t i = 0; i < COUNT_OF(times); i++)
		put_time(times[i], hidden);
	put_day(x->due);
	put_day(x->legal_due);
	for (size_t i = 0; i < COUNT_OF(counts); i++)
		put_number(counts[i], false);
	report_csv_cell(hidden ? "" : x->spells, true);
	return written();
}

static enum err export_cases(struct export *x)
{
	struct fact_place place;
	struct fact last;
	struct uid id;
	enum err e = x->after ? id_of(x, x->after, &id) : OK;

	if (!e && x->after)
		e = fact_by_id(x->store, &id, &last);
	if (e)
		return e;
	if (x->after)
		place = (struct fact_place){last.received_ms, last.id};
	else
		fputs(case_header, stdout);
	return fact_walk(x->store, x->range.from_ms, x->range.to_ms, x->after ? &place : NULL, put_case, x);
}

static const char appeal_header[] =
	"number,hotline,kind,subject,unit,department,state,registered,dispatched,sign_due,signed,"
	"replied,visited,outcome,due,urged,reopened,extended_days,returned,supervised,repeated,secret,"
	"at_once,rating\r\n";

static enum err put_appeal(const struct appeal_row *r, void *ctx)
{
	bool hidden = r->flags & APPEAL_FLAG_SECRET;
	char name[NAME];
	const char *const texts[] = {name, r->hotline == HOTLINE_12358 ? "12358" : "12345"};
	const char *const more[] = {r->subject, r->unit, r->department, r->state};
	const int64_t times[] = {r->registered_ms, r->dispatched_ms, r->sign_due_ms, r->signed_ms,
		r->replied_ms, r->visited_ms};
	const int64_t counts[] = {r->urged, r->reopened, r->extended, (r->flags & APPEAL_FLAG_RETURNED) != 0,
		(r->flags & APPEAL_FLAG_SUPERVISED) != 0, (r->flags & APPEAL_FLAG_REPEATED) != 0, hidden,
		(r->flags & APPEAL_FLAG_AT_ONCE) != 0};

	(void)ctx;
	name_of(&r->id, r->number, hidden, name);
	put_texts(texts, COUNT_OF(texts));
	put_number(r->kind, false);
	put_texts(more, COUNT_OF(more));
	for (size_t i = 0; i < COUNT_OF(times); i++)
		put_time(times[i], hidden);
	report_csv_cell(appeal_outcome_word((enum appeal_outcome)r->outcome), false);
	put_day(r->due);
	for (size_t i = 0; i < COUNT_OF(counts); i++)
		put_number(counts[i], false);
	put_number(r->rating, true);
	return written();
}

static enum err export_appeals(struct export *x)
{
	struct said_mark mark = {.begun = false};
	struct appeal_row last;
	struct uid id;
	size_t n = SLICE;
	enum err e = x->after ? id_of(x, x->after, &id) : OK;

	if (!e && x->after)
		e = appeal_by_id(x->store, &id, &last);
	if (e)
		return e;
	if (x->after)
		mark = (struct said_mark){true, last.registered_ms, last.id, 0};
	else
		fputs(appeal_header, stdout);
	while (!e && n == SLICE)
		e = appeal_slice(x->store, x->range.from_ms, x->range.to_ms, &mark, SLICE, put_appeal, x, &n);
	return e;
}

static const char rating_header[] =
	"rating,item,item_name,department,window,operator,occasion,channel,level,at,called,fixed,again,"
	"complex,anonymous,counted\r\n";

static enum err put_rating(const struct rating_row *r, void *ctx)
{
	const struct export *x = ctx;
	bool hidden = secret(&x->hushed, &r->id);
	char number[CASE_NUMBER] = "", name[NAME], which[NAME + 16];
	const char *const texts[] = {which, r->item, r->item_name, r->department, hidden ? "" : r->window,
		hidden ? "" : r->clerk, r->occasion, r->channel};
	enum err e = fact_number(x->store, &r->id, number);

	if (e)
		return e;
	name_of(&r->id, number, hidden, name);
	text_format(which, sizeof which, "%s/%d", name, r->n);
	put_texts(texts, COUNT_OF(texts));
	put_number(r->level, false);
	put_time(r->at_ms, hidden);
	put_time(r->called_ms, hidden);
	put_time(r->fixed_ms, hidden);
	put_number(r->again, false);
	put_number((r->flags & RATING_FLAG_COMPLEX) != 0, false);
	put_number((r->flags & RATING_FLAG_ANONYMOUS) != 0, false);
	put_number(!(r->flags & RATING_FLAG_EXCLUDED), true);
	return written();
}

/* "NUMBER/0" */
static enum err rating_place(const struct export *x, const char *which, struct said_mark *out)
{
	const char *slash = strchr(which, '/');
	char name[NAME];
	struct rating_row last;
	struct uid id;
	int64_t n;

	if (!slash || !text_copyn(name, sizeof name, which, (size_t)(slash - which)) ||
		!text_number(slash + 1, 0, INT32_MAX, &n))
		return ERR_USAGE;
	enum err e = id_of(x, name, &id);
	if (!e)
		e = rating_find(x->store, &id, (int)n, &last);
	if (!e)
		*out = (struct said_mark){true, last.at_ms, last.id, last.n};
	return e;
}

static enum err export_ratings(struct export *x)
{
	struct said_mark mark = {.begun = false};
	size_t n = SLICE;
	enum err e = x->after ? rating_place(x, x->after, &mark) : OK;

	if (!e && !x->after)
		fputs(rating_header, stdout);
	while (!e && n == SLICE)
		e = ratings_slice(x->store, x->range.from_ms, x->range.to_ms, &mark, SLICE, put_rating, x, &n);
	return e;
}

/* ---- the command ---- */

static const struct {
	const char *word;
	enum err (*run)(struct export *x);
} kinds[] = {{"case", export_cases}, {"appeal", export_appeals}, {"rating", export_ratings}};

static enum err run(struct station *s, int words, char **word)
{
	struct export x = {.after = words == 3 ? word[2] : NULL};
	day_t from = 0, to = 0;
	size_t kind = 0;

	while (s->by && kind < COUNT_OF(kinds) && !text_equal(s->by, kinds[kind].word))
		kind++;
	if (kind == COUNT_OF(kinds) || words < 2 || words > 3 || !day_parse(word[0], &from) ||
		!day_parse(word[1], &to) || from > to)
		return ERR_USAGE;
	enum err e = station_open(s);
	x.store = s->store;
	x.range = range_days(from, to);
	if (!e)
		e = read_hushed(x.store, &x.hushed);
	if (!e)
		e = kinds[kind].run(&x);
	mem_free(x.hushed.list);
	return !e && fflush(stdout) ? ERR_IO : e;
}

int command_export(int argc, char **argv)
{
	struct station s = {0};
	int status = station_options(&s, argc, argv, "cdb",
		_("Usage: onetrip export [--config FILE | --demo DIR] [--by case|appeal|rating] FROM TO [AFTER]\n"
		  "Cases received, appeals registered or ratings given on the days FROM to TO (YYYY-MM-DD)\n"
		  "as CSV in order of time, without anybody's data. AFTER: the first cell of the last line\n"
		  "of an export that broke off; what follows it is written, without the heading. Of an\n"
		  "appeal whose caller is kept secret there is the day alone, no window and no clerk.\n"));

	if (status >= 0)
		return status;
	return station_end(&s, "export", run(&s, argc - optind, argv + optind));
}
