/* SPDX-License-Identifier: MIT
 *
 * kill -9 at random moments of a scripted case. The child tells of every act the desk called done;
 * after its death the journal must hold each of them, verify clean, and hold one case a person.
 */
#include "tests/unit/desk_departments.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>

enum { BATCHES = 20, BATCH = 10, STEPS = 10, LONGEST_US = 3000 }; /* 200 deaths */

/* What the scripted clerk does, in order; each is told when it is durable. */
static const char *const typed[][2] = {{"name", "周景山"}, {"hukou_address", "演示市城东区东湖路1号"},
	{"mobile", "13900005678"}, {"address", "演示市城东区东湖路2号"}, {"street", "东湖街道"}};

/* Somebody new each time, old enough for the senior citizen's card. */
static void elder(struct counter *c, char id[19])
{
	int y, m, d;

	day_split(day_of(1950, 1, 1) + c->serial++, &y, &m, &d);
	assert_true(text_format(id, 19, "339901%04d%02d%02d122", y, m, d));
	id[17] = identity_check_char(id);
	id[18] = '\0';
}

static void tell(int fd, char step)
{
	assert_int_equal(write(fd, &step, 1), 1);
}

static void script(struct counter *c, const char *id, int fd)
{
	char step = 1;

	open_person(c, id);
	tell(fd, step++);
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	tell(fd, step++);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, SENIOR), NULL), OK);
	tell(fd, step++);
	clock_advance(ASK_LATE_MS + 1000); /* nobody answers: everything is typed */
	tick(c);
	for (size_t i = 0; i < COUNT_OF(typed); i++) {
		type(c, typed[i][0], typed[i][1]);
		tell(fd, step++);
	}
	assert_int_equal(desk_choose_material(c->desk, material(c, "id_card"), CHOOSE_SEEN, 0), OK);
	assert_int_equal(desk_choose_material(c->desk, material(c, "photo"), CHOOSE_CAPTURE, 0), OK);
	tell(fd, step++);
	assert_int_equal(desk_submit(c->desk), OK);
	tell(fd, step++);
}

static void child(struct counter *c, const char *id, int go, int fd)
{
	char ready;

	reopen(c->f);
	clerk_in(c->f);
	new_desk(c);
	tell(fd, 0); /* logged in: the parent starts to count */
	assert_int_equal(read(go, &ready, 1), 1);
	script(c, id, fd);
	_exit(0);
}

/* Reads what is told until act `until`, or the end; the last one heard of, at least `last`. */
static int hear(int fd, int until, int last)
{
	char step = 0;

	while (last < until && read(fd, &step, 1) == 1)
		last = step;
	return last;
}

static void holds(struct counter *c, const char *id, int acts)
{
	struct view_case *rows = NULL;
	size_t n = 0;

	assert_int_equal(view_find(c->f->s, TOKEN_ID, id, &rows, &n), OK);
	assert_true(n <= 1); /* never a double case */
	assert_true(acts == 0 || n == 1);
	if (n == 1) {
		assert_int_equal(desk_open_case(c->desk, &rows[0].id), OK);
		const struct casefile *f = desk_case(c->desk);
		assert_true(acts < 2 || f->identity_confirmed);
		assert_true(acts < 3 || f->item);
		for (int i = 0; i < (int)COUNT_OF(typed) && acts >= 4 + i; i++)
			assert_string_equal(answer(c, typed[i][0])->value, typed[i][1]);
		/* everything was typed, nothing confirmed: accepted, and no more */
		assert_true(acts < STEPS || (f->state == STATE_ACCEPTED && casefile_unverified(f)));
		assert_true(f->state == STATE_DRAFT || f->n_slips == 1);
		replay_equals(c);
		desk_close(c->desk);
	}
	mem_free(rows);
}

static void let_it_live(uint32_t us)
{
	struct timespec t = {0, (long)us * 1000};

	ppoll(NULL, 0, &t, NULL); /* the moment of the death, not a wait for a state */
}

static int one_death(struct counter *c, struct stream *s, const char *id)
{
	int acts[2], go[2], status;
	char first;

	assert_int_equal(pipe2(acts, O_CLOEXEC), 0);
	assert_int_equal(pipe2(go, O_CLOEXEC), 0);
	pid_t pid = fork();
	if (pid == 0)
		child(c, id, go[0], acts[1]);
	close(acts[1]);
	assert_int_equal(read(acts[0], &first, 1), 1);
	assert_int_equal(write(go[1], "g", 1), 1);
	int done = hear(acts[0], (int)stream_below(s, STEPS + 1), 0);
	let_it_live(stream_below(s, LONGEST_US));
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	done = hear(acts[0], STEPS + 1, done);
	close(acts[0]);
	close(go[0]);
	close(go[1]);
	return done;
}

/* Ten deaths one after the other on the same file, then everything is looked at. */
static void one_batch(struct counter *c, struct stream *s, int seen[STEPS + 1])
{
	char ids[BATCH][19];
	int acts[BATCH];

	desk_free(c->desk);
	store_close(c->f->s);
	c->f->s = NULL;
	for (int i = 0; i < BATCH; i++) {
		elder(c, ids[i]);
		acts[i] = one_death(c, s, ids[i]);
		seen[acts[i]]++;
	}
	assert_int_equal(store_open(&c->f->place, &c->f->s), OK);
	clerk_in(c->f);
	new_desk(c);
	for (int i = 0; i < BATCH; i++)
		holds(c, ids[i], acts[i]);
	assert_int_equal(findings(c->f->s, true), 0);
}

static void killed_at_any_moment(void **state)
{
	struct counter *c = counter_new(NULL);
	struct stream s = {20260316};
	int seen[STEPS + 1] = {0}, kinds = 0;

	(void)state;
	for (int i = 0; i < BATCHES; i++)
		one_batch(c, &s, seen);
	for (int i = 0; i <= STEPS; i++)
		kinds += seen[i] > 0;
	assert_true(kinds >= 4); /* the deaths were spread over the script */
	counter_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(killed_at_any_moment)};

	return cmocka_run_group_tests_name("casework_kill", tests, NULL, NULL);
}
