/* SPDX-License-Identifier: MIT
 *
 * What must hold: no return leaves .next locked, and .lock is locked exactly while held is true.
 */
#include "core/store/gate.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"

enum { TRY_EVERY_US = 200 };

static int open_lock(const char *path, const char *ending)
{
	char name[PATH_SIZE];

	if (!text_format(name, sizeof name, "%s%s", path, ending))
		return -1;
	return open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

enum err gate_open(struct gate *g, const char *path)
{
	g->held = false;
	g->turn = open_lock(path, ".lock");
	g->next = open_lock(path, ".lock.next");
	if (g->turn >= 0 && g->next >= 0)
		return OK;
	gate_close(g);
	return ERR_IO;
}

void gate_close(struct gate *g)
{
	if (g->held)
		gate_leave(g);
	if (g->turn >= 0)
		close(g->turn);
	if (g->next >= 0)
		close(g->next);
	g->turn = g->next = -1;
}

/* Real time, not core/base/clock: a held clock must not turn waiting into a hang. */
static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static bool lock_until(int fd, int64_t deadline_us)
{
	const struct timespec pause = {0, TRY_EVERY_US * 1000L};

	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (now_us() >= deadline_us)
			return false;
		(void)ppoll(NULL, 0, &pause, NULL);
	}
	return true;
}

enum err gate_take(struct gate *g, int wait_ms)
{
	int64_t deadline = now_us() + (int64_t)wait_ms * 1000;

	if (g->held)
		BUG("the gate is taken twice");
	if (!lock_until(g->next, deadline))
		return ERR_BUSY;
	g->held = lock_until(g->turn, deadline);
	flock(g->next, LOCK_UN);
	return g->held ? OK : ERR_BUSY;
}

void gate_leave(struct gate *g)
{
	flock(g->turn, LOCK_UN);
	g->held = false;
}
