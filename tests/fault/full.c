/* SPDX-License-Identifier: MIT
 *
 * C5: a disk that is really full: a small tmpfs of our own in a namespace of our own, filled to the
 * last page before, between and while events are appended, also so that the shared-memory file beside
 * the database cannot grow. Every refusal says that the disk is full, nothing acknowledged is lost, and with room
 * again the writer goes on.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tests/fault/hall.h"

enum { ROUNDS = 40, MOST = 400 };

static void write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	NEED(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
}

/* hall_make works in /dev/shm; in here that is three MiB. */
static bool own_disk(void)
{
	char map[64];
	unsigned uid = geteuid(), gid = getegid();

	if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
		return false;
	write_text("/proc/self/setgroups", "deny");
	text_format(map, sizeof map, "%u %u 1", uid, uid);
	write_text("/proc/self/uid_map", map);
	text_format(map, sizeof map, "%u %u 1", gid, gid);
	write_text("/proc/self/gid_map", map);
	return mount("tmpfs", "/dev/shm", "tmpfs", 0, "size=3m,mode=1777") == 0;
}

/* Takes all room but so many bytes. */
static void fill(const struct hall *h, size_t leave)
{
	static const char page[4096];
	char path[FOLDER + 16];

	text_format(path, sizeof path, "%s/filler", h->folder);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	NEED(fd >= 0);
	off_t size = 0;
	while (write(fd, page, sizeof page) == (ssize_t)sizeof page)
		size += (off_t)sizeof page;
	NEED(errno == ENOSPC);
	NEED(ftruncate(fd, size > (off_t)leave ? size - (off_t)leave : 0) == 0);
	close(fd);
}

static void empty(const struct hall *h)
{
	char path[FOLDER + 16];

	text_format(path, sizeof path, "%s/filler", h->folder);
	(void)unlink(path);
}

struct tally {
	struct acked acked[MOST];
	size_t n, refused, wrong;
};

static void note(struct tally *t, enum err e)
{
	t->n += e == OK;
	t->refused += e != OK;
	if (e != OK && e != ERR_FULL) {
		fprintf(stderr, "said %s\n", err_name(e));
		t->wrong++;
	}
}

static void append_until_full(const struct hall *h, struct store *s, struct tally *t)
{
	enum err e = OK;

	for (unsigned i = 0; e == OK && t->n + 2 < MOST; i++) {
		e = hall_append(h, s, i, 100, &t->acked[t->n]);
		note(t, e);
	}
}

/* One round: so much room is left when the file is opened, none of it later. */
static bool session(const struct hall *h, size_t leave, bool before_open, struct tally *t)
{
	struct store_place place = hall_place(h);
	struct store *s = NULL;

	if (before_open)
		fill(h, leave);
	enum err e = store_open(&place, &s);
	if (e != OK) {
		note(t, e);
		empty(h);
		e = store_open(&place, &s);
		before_open = false; /* it is filled again below */
	}
	NEED(e == OK);
	journal_set_projector(s, hall_project, NULL);
	hall_unlock(h, s);
	if (!before_open)
		fill(h, leave);
	append_until_full(h, s, t);
	empty(h);
	e = hall_append(h, s, 9, 100, &t->acked[t->n]);
	if (e == OK)
		t->n++;
	store_close(s);
	return e == OK;
}

int main(void)
{
	struct hall h = {0};
	size_t tried = 0, acked = 0, refused = 0, wrong = 0, lost = 0, corrupt = 0, stuck = 0;

	if (!own_disk()) { /* said plainly: not a pass of what was not tried */
		printf("RESULT disk-full tried=0: no mount namespace here (%s)\n", strerror(errno));
		return 0;
	}
	hall_make(&h);
	unsigned rounds = hall_scale(ROUNDS);
	for (unsigned i = 0; i < rounds; i++) {
		struct tally t = {0};
		hall_write(&h, NULL, NULL);
		stuck += !session(&h, (size_t)(i / 2) * 4096, i % 2, &t);
		int missing = hall_check(&h, t.acked, t.n);
		lost += missing > 0 ? (size_t)missing : 0;
		corrupt += missing < 0;
		tried++;
		acked += t.n;
		refused += t.refused;
		wrong += t.wrong;
	}
	printf("RESULT disk-full tried=%zu acked=%zu refused=%zu wrong-word=%zu lost=%zu corrupt=%zu stuck=%zu\n",
		tried, acked, refused, wrong, lost, corrupt, stuck);
	hall_remove(&h);
	return wrong || lost || corrupt || stuck || !refused;
}
