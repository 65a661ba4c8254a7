/* SPDX-License-Identifier: MIT
 *
 * C1: writers are killed with -9 at random moments, one alone and three on one file. Each tells
 * through a pipe what was acknowledged; after reopening all of it must be there.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/fault/hall.h"

enum { WRITERS = 3, GATE_MS = 5000, MOMENT_US = 15000, FULL_CHECK_EVERY = 25 };

struct word { /* one atomic write to the pipe */
	uint32_t writer;
	struct acked acked;
};

static struct acked acked[ACKED];
static size_t n_acked;

static _Noreturn void write_for_ever(const struct hall *h, uint32_t writer, int pipe_fd)
{
	struct store *s = hall_open(h);

	NEED(s);
	hall_unlock(h, s);
	for (unsigned i = writer;; i += WRITERS) {
		struct word w = {.writer = writer};

		NEED(hall_append(h, s, i, GATE_MS, &w.acked) == OK);
		NEED(write(pipe_fd, &w, sizeof w) == (ssize_t)sizeof w);
	}
}

/* Takes one word; false: all writers are dead. */
static bool hear(int fd, unsigned *heard)
{
	struct word w;

	if (read(fd, &w, sizeof w) != (ssize_t)sizeof w)
		return false;
	NEED(n_acked < ACKED);
	acked[n_acked++] = w.acked;
	*heard |= 1u << w.writer;
	return true;
}

/* Every writer has been heard once, then a random moment more. */
static void cycle(const struct hall *h, unsigned writers, struct stream *random)
{
	struct timespec moment = {0, 0};
	pid_t children[WRITERS];
	unsigned heard = 0;
	int ends[2];

	NEED(pipe(ends) == 0);
	for (uint32_t i = 0; i < writers; i++) {
		children[i] = fork();
		NEED(children[i] >= 0);
		if (children[i] == 0) {
			close(ends[0]);
			write_for_ever(h, i, ends[1]);
		}
	}
	close(ends[1]);
	while (heard != (1u << writers) - 1)
		NEED(hear(ends[0], &heard));
	moment.tv_nsec = (long)stream_below(random, MOMENT_US) * 1000;
	(void)ppoll(NULL, 0, &moment, NULL);
	for (unsigned i = 0; i < writers; i++)
		NEED(kill(children[i], SIGKILL) == 0);
	while (hear(ends[0], &heard))
		;
	for (unsigned i = 0; i < writers; i++)
		NEED(waitpid(children[i], NULL, 0) == children[i]);
	close(ends[0]);
}

static bool campaign(struct hall *h, unsigned writers, unsigned cycles)
{
	struct stream random = {writers};
	size_t lost = 0, corrupt = 0;

	n_acked = 0;
	hall_write(h, NULL, NULL);
	for (unsigned i = 1; i <= cycles; i++) {
		struct store *s;

		cycle(h, writers, &random);
		s = hall_open(h); /* checks file and tail, because nobody said goodbye */
		corrupt += s == NULL;
		store_close(s);
		if (i % FULL_CHECK_EVERY && i != cycles)
			continue;
		int missing = hall_check(h, acked, n_acked);

		lost += missing > 0 ? (size_t)missing : 0;
		corrupt += missing < 0;
	}
	printf("RESULT kill-9 writers=%u tried=%u acked=%zu lost=%zu corrupt=%zu\n", writers,
		cycles, n_acked, lost, corrupt);
	return !lost && !corrupt;
}

int main(void)
{
	struct hall h = {0};
	bool good;

	hall_make(&h);
	good = campaign(&h, 1, hall_scale(100));
	good = campaign(&h, WRITERS, hall_scale(100)) && good;
	hall_remove(&h);
	return !good;
}
