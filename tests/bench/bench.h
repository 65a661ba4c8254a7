/* SPDX-License-Identifier: MIT
 *
 * Figures beside their floors: what the machine could do at best for the same work, measured in
 * the same run and by turns with it, so that a busy machine slows both.
 */
#ifndef ONETRIP_BENCH_H
#define ONETRIP_BENCH_H

#include "core/base/file.h"

struct store;
struct store_place;
struct sqlite3;

struct samples {
	double *us; /* microseconds */
	size_t n, max;
};

void samples_init(struct samples *s, size_t max);
void samples_release(struct samples *s);
void samples_add(struct samples *s, double us);
double samples_at(struct samples *s, double share); /* 0.5: the median; sorts */

double now_us(void); /* CLOCK_MONOTONIC */
void say(const char *name, double us, double floor_us, const char *floor);
void say_in(const char *unit, const char *name, double value, double best, const char *floor);
/* Writes n item files made of the real ones, with codes and names of their own (search.c). */
enum err make_items(const char *folder, size_t n);
/* While a file of the bench is made: no flush, and much of it in memory. Not what is measured. */
void make_fast(struct store *s, bool fast);
/* A folder of the bench's own beside the program, so on the same disk; false: none. */
bool work_folder(const char *name, char out[PATH_SIZE]);

/* A hall's file of n cases, and what the i-th was given. */
struct hall_file {
	struct store *store;         /* logged in */
	struct sqlite3 *db;          /* the same file, read by nothing but SQLite */
	const struct store_place *place;
	const char *folder, *size, *operator, *password;
	size_t n;
	int today;                   /* day_t */
	void (*number)(size_t i, char out[40]), (*identity)(size_t i, char out[40]), (*query)(size_t i, char out[40]);
};
enum err look_ups(const struct hall_file *f) MUST_CHECK; /* lookup.c; bench_queue runs it */

/* Each prints its figures; what cannot be measured is an error. */
enum err bench_glass(void); /* keys and start, on a real terminal */
enum err bench_asks(void); /* many departments at once */
enum err bench_flood(void); /* one that is asked as fast as can be */
enum err bench_faults(void); /* keys beside every fault of a department */
enum err bench_journal(void);
enum err bench_search(void);
enum err bench_rules(void);
enum err bench_filter(void);
enum err bench_queue(void); /* a hall of 10,000 and of 100,000 cases, and of QUEUE_CASES */
enum err bench_export(void); /* a CSV of all cases, and a month of them */
enum err bench_verify(void); /* onetrip verify over VERIFY_EVENTS events */
enum err bench_class(void); /* thirty trainees through the training exchange */
enum err bench_programs(void); /* thirty trainees as programs of this machine */
enum err bench_rows(void); /* a form of 200 fields with 50 rows */

#endif
