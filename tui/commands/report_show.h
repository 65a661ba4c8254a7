/* SPDX-License-Identifier: MIT
 *
 * A report as text, CSV or one HTML page with its charts in it (no script, nothing fetched from
 * anywhere). All three hide what rests on fewer than five cases (report_told.h).
 */
#ifndef ONETRIP_REPORT_SHOW_H
#define ONETRIP_REPORT_SHOW_H

#include "core/casework/oversight/figures.h"
#include "tui/commands/report_told.h"

struct report {
	const char *span;            /* "2026-03", "2026", "2026-03-16" */
	const char *hall;            /* "" unknown */
	enum grouping by;            /* of now.groups */
	struct figures now;
	struct told_groups told;     /* of now.groups */
	struct figures before;       /* the month, year or day before; only .all */
	struct figures year_ago;     /* the same a year before; only .all */
	struct figures days;         /* by day; no groups for a single day */
	bool had_before, had_year_ago; /* there were cases then */
};

/* year and month from 1; month 0: the whole year, date 0: the whole month. */
struct range report_span(int year, int month, int date);
/* Reads all that is shown of the span. */
enum err report_read(struct store *s, int year, int month, int date, enum grouping by,
	struct report *out) MUST_CHECK;
void report_release(struct report *r);

void report_text(const struct report *r);
void report_csv(const struct report *r);
void report_html(const struct report *r);

/* "93.1%", or "<5" when it rests on too few. */
void report_cell(const struct tally *t, enum figure f, char out[REPORT_CELL]);
void report_group_cell(const struct report *r, size_t group, enum figure f, char out[REPORT_CELL]);
/* "+3.2", "-12"; "" when either is hidden or there is none. */
void report_change(const struct tally *now, const struct tally *before, enum figure f,
	char out[REPORT_CELL]);
/* The frame of an HTML page; name: an element, and its class. note may be NULL. */
void report_html_head(const char *title, const char *hall);
void report_html_element(const char *name, const char *text);
void report_html_foot(const char *note);
/* lines_csv, with nothing for "-". */
void report_csv_cell(const char *text, bool last);

#endif
