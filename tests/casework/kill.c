/* SPDX-License-Identifier: MIT
 *
 * Two clerks at one window's database, each taking seniors from card to receipt without a pause,
 * are killed with -9 at random moments. Each tells through a pipe what the desk showed as saved.
 * After reopening: all of it is there, no case exists twice, no submit is half done, and work goes
 * on.
 */
#include "tests/unit/desk_departments.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>

enum { CLERKS = 2, ROUNDS = 16, ROUND_US = 250000, ACKED = 1 << 16, VALUES = 6 };

/* What a desk said to be durable. One atomic write to the pipe. */
struct word {
	struct uid casefile;
	uint8_t head[HASH_SIZE];
	uint32_t events;
	char subject[20], value[20]; /* the last value typed, "" none */
	bool submitted;
};

static struct word acked[ACKED];
static size_t n_acked;

#define NEED(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
			exit(3);                                                                   \
		}                                                                                  \
	} while (0)

/* Another process's view of the same hall. */
static struct counter *enter(const struct counter *hall)
{
	struct counter *c = mem_new(sizeof *c);

	*c = *hall;
	c->f = mem_new(sizeof *c->f);
	*c->f = *hall->f;
	c->f->place.path = c->f->path;
	c->f->place.terminal_key = c->f->key;
	NEED(store_open(&c->f->place, &c->f->s) == OK);
	NEED(operator_login(c->f->s, "1024", PASS_CLERK) == OK);
	NEED(driver_new(&c->driver) == OK);
	new_desk(c);
	return c;
}

static void leave(struct counter *c)
{
	desk_free(c->desk);
	store_close(c->f->s);
	mem_free(c->f);
	mem_free(c);
}

static void tell(struct counter *c, int fd, const char *value)
{
	const struct casefile *f = desk_case(c->desk);
	struct word w = {
		.casefile = f->id, .events = f->events, .submitted = f->state != STATE_DRAFT};

	while (desk_unsaved(c->desk)) {
		tick(c);
		(void)poll(NULL, 0, 1);
	}
	f = desk_case(c->desk);
	w.events = f->events;
	memcpy(w.head, f->head, HASH_SIZE);
	text_copy(w.subject, sizeof w.subject, f->subject);
	text_copy(w.value, sizeof w.value, value);
	NEED(write(fd, &w, sizeof w) == (ssize_t)sizeof w);
}

static void wait_open(struct counter *c, const char *id)
{
	char why[WHY_SIZE];
	enum err e;

	do
		e = desk_open_person(c->desk, id, PROOF_READER, why);
	while (e == ERR_BUSY);
	NEED(e == OK);
	while (driver_flight(c->driver) < 4)
		tick(c);
}

static void one_case(struct counter *c, int fd, const char *id)
{
	enum err e;

	wait_open(c, id);
	tell(c, fd, "");
	identity_lands(c, id, "周某某");
	tell(c, fd, "");
	NEED(desk_confirm_identity(c->desk) == OK);
	do
		e = desk_pick_item(c->desk, item_at(c, SENIOR), NULL);
	while (e == ERR_BUSY);
	NEED(e == OK);
	for (int i = 0; i < VALUES; i++) {
		char value[20];
		text_format(value, sizeof value, "332026-%06d-4", i + 1);
		type(c, "card_no", value);
		tell(c, fd, value);
	}
	NEED(desk_confirm(c->desk, field(c, "mobile")) == OK);
	NEED(desk_choose_material(c->desk, material(c, "photo"), CHOOSE_CAPTURE, 0) == OK);
	do
		e = desk_submit(c->desk);
	while (e == ERR_BUSY);
	NEED(e == OK);
	tell(c, fd, "332026-000006-4");
}

static _Noreturn void work(const struct counter *hall, int serial, int fd)
{
	struct counter *c = enter(hall);

	for (c->serial = serial;;) {
		char id[19];
		stranger(c, id);
		one_case(c, fd, id);
	}
}

static bool hear(int fd)
{
	struct word w;

	if (read(fd, &w, sizeof w) != (ssize_t)sizeof w)
		return false;
	NEED(n_acked < ACKED);
	acked[n_acked++] = w;
	return true;
}

static void round_of(const struct counter *hall, int round, struct stream *random)
{
	pid_t children[CLERKS];
	struct timespec moment = {0, (long)stream_below(random, ROUND_US) * 1000};
	int ends[2];

	NEED(pipe(ends) == 0);
	for (int i = 0; i < CLERKS; i++) {
		children[i] = fork();
		NEED(children[i] >= 0);
		if (children[i] == 0) {
			close(ends[0]);
			work(hall, -12000 + 200 * (round * CLERKS + i), ends[1]);
		}
	}
	close(ends[1]);
	NEED(hear(ends[0]));
	(void)ppoll(NULL, 0, &moment, NULL);
	for (int i = 0; i < CLERKS; i++)
		NEED(kill(children[i], SIGKILL) == 0);
	while (hear(ends[0]))
		;
	for (int i = 0; i < CLERKS; i++)
		NEED(waitpid(children[i], NULL, 0) == children[i]);
	close(ends[0]);
}

/* ---- what is left ---- */

struct search {
	uint32_t seq;
	uint8_t hash[HASH_SIZE];
};

static enum err at_seq(const struct event *e, void *ctx)
{
	struct search *s = ctx;

	if (e->case_seq == s->seq)
		memcpy(s->hash, e->hash, HASH_SIZE);
	return OK;
}

static bool kept(struct counter *c, const struct word *w)
{
	struct search s = {.seq = w->events};

	return journal_case(c->f->s, &w->casefile, at_seq, &s) == OK &&
	       memcmp(s.hash, w->head, HASH_SIZE) == 0;
}

/* The value that was shown as saved, or one typed after it. */
static bool value_kept(struct counter *c, const struct word *w, struct shelf *shelf)
{
	struct casefile f;

	if (casefile_load(c->f->s, &w->casefile, shelf_find, shelf, &f))
		return false;
	bool whole = f.state == STATE_DRAFT
			     ? f.n_slips == 0 && !*f.query
			     : f.state == STATE_DELIVERED && f.n_slips == 1 && *f.query;
	int at = f.item ? item_field(f.item, "card_no") : -1;
	bool good = whole && (!w->submitted || f.state == STATE_DELIVERED) &&
		    (!*w->value || (at >= 0 && strcmp(f.draft.answers[at].value, w->value) >= 0));
	casefile_release(&f);
	return good;
}

static bool once(struct counter *c, const struct word *w)
{
	struct view_case *list = NULL;
	size_t n = 0;
	enum err e = view_find(c->f->s, TOKEN_ID, w->subject, &list, &n);

	mem_free(list);
	return e == OK && n == 1;
}

/* A case that was cut off is opened and goes on. */
static bool goes_on(struct counter *c, const struct word *w)
{
	char why[WHY_SIZE];
	enum err e = desk_open_case(c->desk, &w->casefile);

	if (!e && desk_case(c->desk)->state == STATE_DRAFT && desk_case(c->desk)->item)
		e = desk_answer(c->desk, field(c, "card_no"), "332026-999999-4", why);
	desk_close(c->desk);
	return e == OK;
}

int main(void)
{
	struct stream random = {20260316};
	struct counter *hall = counter_new(NULL);
	size_t lost = 0, doubled = 0, stuck = 0;
	struct shelf *shelf;

	desk_free(hall->desk);
	store_close(hall->f->s);
	clock_hold(false);
	for (int i = 0; i < ROUNDS; i++)
		round_of(hall, i, &random);
	struct counter *c = enter(hall);
	NEED(shelf_new(c->f->s, c->directory, &shelf) == OK);
	for (size_t i = 0; i < n_acked; i++) {
		lost += !kept(c, &acked[i]) || !value_kept(c, &acked[i], shelf);
		doubled += !once(c, &acked[i]);
	}
	shelf_free(shelf);
	uint64_t wrong = findings(c->f->s, true);
	for (size_t i = 0; i < n_acked; i += 7)
		stuck += !goes_on(c, &acked[i]);
	leave(c);
	hall->desk = NULL;
	hall->f->s = NULL;
	counter_free(hall);
	printf("RESULT desk-kill tried=%d acked=%zu lost=%zu doubled=%zu stuck=%zu findings=%zu\n",
		ROUNDS, n_acked, lost, doubled, stuck, (size_t)wrong);
	return n_acked < ROUNDS || lost || doubled || stuck || wrong;
}
