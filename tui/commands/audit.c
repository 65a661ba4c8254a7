/* SPDX-License-Identifier: MIT
 *
 * What happened, whether the record of it holds, and what the rules of supervision say to it. Without
 * a log-in only what is not sealed; in clear only for who watches over data, and that is an event.
 */
#include "tui/commands/audit.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/oversight/trail.h"
#include "core/casework/oversight/watch.h"
#include "core/casework/shelf.h"
#include "core/standards/tables.h"
#include "core/store/anchor.h"
#include "core/store/scope.h"
#include "tui/commands/access_report.h"
#include "tui/commands/station.h"
#include "tui/commands/verify.h"
#include "tui/commands/views.h"

enum { PAGE = 500, DAYS = 30, STEP_MS = 50, LINE = 8192 };

struct audit {
	struct station s;
	int64_t from_ms, to_ms;
	const char *word;            /* after the act; NULL none */
	bool more;                   /* findings: exit status 1 */
};

static int64_t day_ms(day_t d)
{
	struct civil c = {.hour = 0};

	day_split(d, &c.year, &c.month, &c.day);
	return clock_wall(&c);
}

/* --from and --to are days, both included. */
static enum err take_days(struct audit *a, day_t otherwise)
{
	day_t from = otherwise, to = clock_today();

	if ((a->s.filter.from && !day_parse(a->s.filter.from, &from)) ||
		(a->s.filter.to && !day_parse(a->s.filter.to, &to)) || from > to)
		return ERR_USAGE;
	a->from_ms = day_ms(from);
	a->to_ms = day_ms(to + 1);
	return OK;
}

/* ---- verify ---- */

static void print_kind(const char *kind, uint64_t n, void *ctx)
{
	(void)ctx;
	printf("%-18s %10llu  %s\n", kind, (unsigned long long)n, _(trail_kind_text(kind)));
}

static enum err print_anchor(const struct anchor_day *d, void *ctx)
{
	char stamp[20];

	(void)ctx;
	clock_format(d->at_ms, stamp);
	printf("%5u  %s  %-8s %8llu  %s  %s\n", d->serial, stamp, d->station, (unsigned long long)d->seq,
		d->code, d->actor);
	return OK;
}

static enum err verify(struct audit *a)
{
	uint64_t findings = 0;
	struct anchor_day last;
	enum err e = journal_kinds(a->s.store, print_kind, NULL);

	if (!e)
		e = verify_print(&a->s, &findings);
	if (!e && anchor_last(a->s.store, &last) == OK)
		e = print_anchor(&last, NULL);
	a->more = findings != 0;
	return e;
}

static enum err anchors(struct audit *a)
{
	return anchor_each(a->s.store, print_anchor, NULL);
}

/* ---- log ---- */

/* *inside: it lies in the scope of whoever is logged in; acts of the station lie in every one. */
static void number_of(struct store *s, const struct uid *id, char out[CASE_NUMBER], bool *inside)
{
	struct view_case v;

	text_copy(out, CASE_NUMBER, uid_none(id) ? "-" : "?");
	*inside = true;
	if (!uid_none(id) && view_get(s, id, &v) == OK) {
		struct scope_place at = {v.department, v.item};
		*inside = operator_may(s, RIGHT_PERSON, &at);
		text_copy(out, CASE_NUMBER, *v.number ? v.number : "?");
		explicit_bzero(&v, sizeof v);
	}
}

static bool wanted(const struct audit *a, const struct event *e, const char *number)
{
	return e->at_ms >= a->from_ms && e->at_ms < a->to_ms &&
		(!a->s.filter.operator || text_equal(a->s.filter.operator, e->actor)) &&
		(!a->s.filter.kind || text_equal(a->s.filter.kind, e->kind)) &&
		(!a->s.filter.number || text_equal(a->s.filter.number, number));
}

static enum err print_event(const struct event *e, void *ctx)
{
	struct audit *a = ctx;
	char stamp[20], hash[9], number[CASE_NUMBER];
	struct buf words, line;
	bool inside;

	number_of(a->s.store, &e->casefile, number, &inside);
	if (!wanted(a, e, number))
		return OK;
	clock_format(e->at_ms, stamp);
	text_hex(e->hash, 4, hash);
	buf_init(&words, LINE);
	buf_init(&line, LINE);
	if (a->s.as && inside)
		trail_pairs(e, a->s.filter.clear, &words);
	text_sanitise(&line, buf_text(&words), words.len);
	printf("%s  %s %llu  %s  %s  %s  %s%s%s\n", stamp, e->station, (unsigned long long)e->station_seq,
		hash, e->actor, number, e->kind, line.len ? "  " : "", buf_text(&line));
	buf_release(&words);
	buf_release(&line);
	return OK;
}

static enum err may_clear(struct audit *a)
{
	const struct operator_info *me = operator_current(a->s.store);
	struct record body = {0};
	struct entry entry = {.kind = "REVEAL", .body = &body};

	if (!me || !role_may(me->role, RIGHT_WATCH))
		return ERR_DENIED;
	record_add(&body, "screen", "audit log");
	record_add(&body, "case", a->s.filter.number);
	enum err e = body.err ? body.err : journal_append_wait(a->s.store, &entry, 1, NULL, NULL, 2000);
	record_release(&body);
	return e;
}

static enum err print_log(struct audit *a)
{
	uint64_t after = 0, before = 1;
	enum err e = take_days(a, day_of(1970, 1, 2));

	if (!e && a->s.as)
		e = scope_refresh(a->s.store);
	if (!e && a->s.filter.clear)
		e = may_clear(a); /* durable before anything is shown */
	if (!e)
		e = journal_since(a->s.store, a->from_ms, &after);
	while (!e && after != before) {
		before = after;
		e = journal_walk(a->s.store, &after, PAGE, print_event, a);
	}
	return e;
}

/* ---- rules ---- */

static void print_counts(const struct watch *w)
{
	for (int r = 0; r < WATCH_RULES; r++) {
		size_t open, n = watch_count(w, (enum watch_rule)r, &open);
		struct buf text;
		buf_init(&text, 400);
		text_pad(&text, _(watch_kind_text(watch_kind_of((enum watch_rule)r))), 10, false);
		buf_addf(&text, "%-15s %6zu %6zu  %s", watch_word((enum watch_rule)r), n, open,
			_(watch_text((enum watch_rule)r)));
		puts(buf_text(&text));
		buf_release(&text);
	}
}

static void print_finding(const struct watch_finding *f)
{
	char stamp[20], hash[9];

	clock_format(f->at_ms, stamp);
	text_hex(f->event, 4, hash);
	printf("%s  %-15s %-17s %-6s %s  %s  %s%s%s\n", stamp, watch_word(f->rule),
		*f->number ? f->number : "-", f->actor, hash, f->detail, _(watch_verdict_text(f->verdict)),
		*f->answer ? ": " : "", f->answer);
}

static enum err print_watch(struct audit *a, struct watch *w)
{
	const struct watch_finding *list;
	uint64_t cases, events;
	bool whole = false;
	enum err e = OK;

	while (!e && !whole)
		e = watch_step(w, STEP_MS, &whole);
	if (e)
		return e;
	print_counts(w);
	for (size_t i = 0, n = watch_findings(w, &list); i < n; i++)
		print_finding(&list[i]);
	events = watch_seen(w, &cases);
	printf(_("%llu events, %llu casefiles looked at\n"), (unsigned long long)events,
		(unsigned long long)cases);
	for (int r = 0; r < WATCH_RULES; r++) {
		size_t open;
		(void)watch_count(w, (enum watch_rule)r, &open);
		a->more |= open > 0;
	}
	return OK;
}

static enum err rules(struct audit *a)
{
	char path[PATH_SIZE];
	struct shelf *shelf = NULL;
	struct watch *w = NULL;
	enum err e = take_days(a, clock_today() - DAYS);

	if (!e)
		e = file_asset("codes", path);
	if (!e)
		e = tables_open(path);
	if (e)
		return e;
	e = shelf_new(a->s.store, NULL, &shelf);
	if (!e)
		e = watch_new(a->s.store, shelf_find, shelf, a->from_ms, a->to_ms, &w);
	if (!e)
		e = print_watch(a, w);
	watch_free(w);
	shelf_free(shelf);
	tables_close();
	return e;
}

/* Whose data: "-" the number on standard input, else a case. */
static enum err subject(struct audit *a)
{
	return access_report(&a->s, text_equal(a->word, "-") ? NULL : a->word);
}

static const struct {
	const char *name;
	bool login;                  /* without --as it cannot be done */
	enum err (*run)(struct audit *a);
} acts[] = {
	{"verify", false, verify},
	{"show", false, print_log},
	{"subject", true, subject},
	{"rules", true, rules},
	{"anchors", false, anchors},
};

int command_audit(int argc, char **argv)
{
	struct audit a = {0};
	int status = station_options(&a.s, argc, argv, "cadftoCkx",
		_("Usage: onetrip audit verify [--as ID]\n"
		  "       onetrip audit show [--from DAY] [--to DAY] [--operator ID] [--case NUMBER]\n"
		  "               [--kind KIND] [--as ID [--clear]]\n"
		  "       onetrip audit subject --as SUPERVISOR -|CASE\n"
		  "       onetrip audit rules --as SUPERVISOR [--from DAY] [--to DAY]\n"
		  "       onetrip audit anchors\n"
		  "       each with [--config FILE | --demo DIR] [--password-fd N]\n"
		  "verify: figures of each kind of event, chains, seals, anchors, witness. show: one line an\n"
		  "event; with a log-in what it says, people and their words counted only, in clear for who\n"
		  "watches over data. subject: who asked for, looked at, revealed or printed the data of the\n"
		  "person or firm whose number is the first line of standard input, or of a case; reading\n"
		  "it is recorded. rules: what supervision by rule finds in the last 30 days, or of the\n"
		  "days given. anchors: serial and code of each day, as on paper. Exit status 1: findings.\n"));

	if (status >= 0)
		return status;
	size_t i = 0;
	while (optind < argc && i < COUNT_OF(acts) && !text_equal(acts[i].name, argv[optind]))
		i++;
	a.word = optind + 2 == argc ? argv[optind + 1] : NULL;
	bool words = optind + (i < COUNT_OF(acts) && acts[i].run == subject ? 2 : 1) == argc;
	bool usable = words && i < COUNT_OF(acts) && (a.s.as || !acts[i].login) &&
		(a.s.as || !a.s.filter.clear);
	a.s.rolled_back = true; /* also what nobody accepted yet can be looked at */
	enum err e = usable ? station_open(&a.s) : ERR_USAGE;
	if (!e && a.s.as)
		e = station_login(&a.s);
	if (!e)
		e = acts[i].run(&a);
	status = station_end(&a.s, "audit", e);
	return status == GOOD && a.more ? FINDINGS : status;
}
