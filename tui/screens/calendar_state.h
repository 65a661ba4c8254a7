/* SPDX-License-Identifier: MIT
 *
 * Shared by the files of the screen "Working-day calendar": calendar.c shows a year, calendar_year.c
 * proposes one and puts it in force.
 */
#ifndef ONETRIP_CALENDAR_STATE_H
#define ONETRIP_CALENDAR_STATE_H

#include "core/casework/oversight/yearbook.h"
#include "tui/choose.h"
#include "tui/list.h"

enum { CALENDAR_MONTHS = 12, CALENDAR_ROW = 80 };

struct calendar_month {
	char off[64], made_up[48];   /* days of the month, blank separated */
	int working;
};

struct calendar_view {
	int year;
	struct calendar_month months[CALENDAR_MONTHS];
	struct list list;
	bool waits;                  /* for a supervisor */
	struct proposal proposal;
	struct look *look;           /* whose days move; NULL: not for this role */
	bool looked;                 /* at every case */
	struct calendar_day *changes; /* that the proposal makes */
	size_t n_changes;
	int put, withdraw;           /* rows of the overlay; -1: not for this role */
	char (*text)[CALENDAR_ROW];  /* of the overlay's rows */
	struct choose_row *rows;
};

void calendar_read_year(struct calendar_view *s);

/* calendar_year.c */
void calendar_load(struct app *a, struct calendar_view *s);     /* what waits, anew */
void calendar_drop(struct calendar_view *s);
void calendar_open(struct app *a, struct calendar_view *s);     /* Enter */
void calendar_compare(struct app *a, struct calendar_view *s);  /* one small step */

#endif
