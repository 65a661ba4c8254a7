/* SPDX-License-Identifier: MIT
 *
 * Time as an input. Wall time is milliseconds since 1970-01-01T00:00Z; days are counted from
 * 1970-01-01 in the civil calendar of Asia/Shanghai (fixed UTC+8, proleptic Gregorian, no mktime:
 * local midnight can be missing there). ONETRIP_NOW or --now sets where the clock starts;
 * clock_hold stops it so that only clock_advance moves it (key scripts).
 */
#ifndef ONETRIP_CLOCK_H
#define ONETRIP_CLOCK_H

#include "core/base/base.h"

typedef int32_t day_t; /* days since 1970-01-01 */
#define DAY_NONE INT32_MIN

struct civil {
	int year, month, day;     /* 1..12, 1..31 */
	int hour, minute, second; /* Beijing time */
};

int64_t clock_now_ms(void);                      /* wall, UTC, as set */
int64_t clock_mono_ms(void);                     /* CLOCK_BOOTTIME, or held */
void clock_start_at(int64_t wall_ms);            /* runs on from there */
void clock_hold(bool hold);
bool clock_held(void);
void clock_advance(int64_t ms);                  /* both clocks */
const char *clock_boot_id(void);                 /* 32 hex digits naming this boot; "" unknown */

bool day_valid(int year, int month, int day);
day_t day_of(int year, int month, int day);      /* the date must be valid */
void day_split(day_t d, int *year, int *month, int *day);
int day_weekday(day_t d);                        /* 0 Monday .. 6 Sunday */
bool day_parse(const char *text, day_t *out);    /* exactly YYYY-MM-DD */
void day_format(day_t d, char out[11]);          /* YYYY-MM-DD */

struct civil clock_civil(int64_t wall_ms);       /* in Beijing time */
int64_t clock_wall(const struct civil *c);       /* Beijing time to UTC ms */
day_t clock_today(void);                         /* in Asia/Shanghai */
bool clock_parse(const char *text, int64_t *wall_ms); /* YYYY-MM-DDTHH:MM[:SS], Beijing time */
void clock_format(int64_t wall_ms, char out[20]);     /* YYYY-MM-DD HH:MM:SS */
void clock_format_hm(int64_t wall_ms, char out[6]);   /* HH:MM */

#endif
