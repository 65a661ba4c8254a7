/* SPDX-License-Identifier: MIT
 *
 * C4: SQLite gets no memory at its n-th request, once or from then on, in every step of a session:
 * open, append, read, rebuild, verify, close. Nothing crashes, no row is half, what was acknowledged is there, and
 * when there is memory again the writer goes on.
 */
#include <sqlite3.h>
#include <stdio.h>

#include "core/store/view.h"
#include "tests/fault/hall.h"

enum { COMMITS = 3, TRIES = 200 };

static sqlite3_mem_methods real;
static size_t asked, fail_at; /* fail_at 0: never */
static bool for_good;

static bool refused(void)
{
	asked++;
	return fail_at && (for_good ? asked >= fail_at : asked == fail_at);
}

static void *get(int n)
{
	return refused() ? NULL : real.xMalloc(n);
}

static void *get_more(void *p, int n)
{
	return refused() ? NULL : real.xRealloc(p, n);
}

/* Before SQLite is used at all. */
static void install(void)
{
	sqlite3_mem_methods ours;

	NEED(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) == SQLITE_OK);
	ours = real;
	ours.xMalloc = get;
	ours.xRealloc = get_more;
	NEED(sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK);
}

struct tally {
	struct acked acked[COMMITS + 1];
	size_t n, refused;
};

static void append(const struct hall *h, struct store *s, unsigned i, struct tally *t)
{
	enum err e = hall_append(h, s, i, 100, &t->acked[t->n]);

	t->n += e == OK;
	t->refused += e != OK;
}

static void session(const struct hall *h, struct tally *t)
{
	struct store *s = hall_open(h);
	struct view_case v;
	struct verify_report report;

	if (!s) {
		t->refused++;
		return;
	}
	if (keyring_open(s, "2000", h->secret, &s->keys) == OK &&
		operator_find(s, "2000", &s->current) == OK) {
		for (unsigned i = 0; i < COMMITS; i++)
			append(h, s, i, t);
		(void)!view_get(s, &h->cases[0], &v);
		(void)!store_rebuild(s, NULL);
		(void)!store_verify(s, &report, NULL);
		buf_release(&report.text);
	}
	store_close(s);
}

/* There is memory again: everything is there, and one more act goes through. */
static bool goes_on(const struct hall *h, struct tally *t)
{
	struct store *s = hall_open(h);
	size_t n = t->n;

	if (!s)
		return false;
	hall_unlock(h, s);
	append(h, s, 7, t);
	store_close(s);
	return t->n == n + 1;
}

int main(void)
{
	struct hall h = {0};
	size_t all, tried = 0, acked = 0, refusals = 0, lost = 0, corrupt = 0, stuck = 0;

	install();
	hall_make(&h);
	hall_write(&h, NULL, NULL);
	asked = 0;
	struct tally first = {0};
	session(&h, &first);
	NEED(first.n == COMMITS);
	all = asked;
	size_t stride = all / hall_scale(TRIES) + 1;
	for (size_t at = 1; at <= all; at += stride)
		for (int mode = 0; mode < 2; mode++) {
			struct tally t = {0};
			hall_write(&h, NULL, NULL);
			asked = 0;
			fail_at = at;
			for_good = mode;
			session(&h, &t);
			fail_at = 0;
			stuck += !goes_on(&h, &t);
			int missing = hall_check(&h, t.acked, t.n);
			lost += missing > 0 ? (size_t)missing : 0;
			corrupt += missing < 0;
			tried++;
			acked += t.n;
			refusals += t.refused;
		}
	printf("RESULT no-memory tried=%zu of=%zu acked=%zu refused=%zu lost=%zu corrupt=%zu stuck=%zu\n",
		tried, all, acked, refusals, lost, corrupt, stuck);
	hall_remove(&h);
	return lost || corrupt || stuck || !refusals;
}
