/* SPDX-License-Identifier: MIT
 *
 * What must hold: neither end waits for the other, only the same user gets through, and what comes
 * back is nothing but a page number, a level and tags.
 */
#include "tui/citizen_line.h"

#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/door.h"

struct citizen_line {
	char dir[PATH_SIZE], name[32];
	int door, peer;
};

/* ---- where it is ---- */

static bool place(const char *database, const char *window, char dir[PATH_SIZE], char name[32])
{
	const char *slash = strrchr(database, '/');

	if (!*window || strchr(window, '/') || !text_format(name, 32, "citizen-%s.sock", window))
		return false;
	return slash ? text_copyn(dir, PATH_SIZE, database, (size_t)(slash - database) + 1)
		     : text_copy(dir, PATH_SIZE, ".");
}

/* ---- the counter ---- */

struct citizen_line *citizen_listen(const char *database, const char *window)
{
	struct citizen_line *l = mem_new(sizeof *l);
	int other = -1;

	l->door = l->peer = -1;
	if (place(database, window, l->dir, l->name) && (other = door_reach(l->dir, l->name)) < 0 &&
		(l->door = door_open(l->dir, l->name)) >= 0)
		return l;
	if (other >= 0)
		close(other);
	mem_free(l);
	return NULL;
}

static void hang_up(struct citizen_line *l)
{
	if (l->peer >= 0)
		close(l->peer);
	l->peer = -1;
}

void citizen_line_free(struct citizen_line *l)
{
	if (!l)
		return;
	hang_up(l);
	close(l->door);
	door_remove(l->dir, l->name);
	mem_free(l);
}

int citizen_door(const struct citizen_line *l)
{
	return l ? l->door : -1;
}

int citizen_peer(const struct citizen_line *l)
{
	return l ? l->peer : -1;
}

bool citizen_there(const struct citizen_line *l)
{
	return l && l->peer >= 0;
}

bool citizen_welcome(struct citizen_line *l)
{
	int fd = l ? door_accept(l->door) : -1;

	if (fd < 0)
		return false;
	if (l->peer >= 0) {
		close(fd);
		return false;
	}
	l->peer = fd;
	return true;
}

void citizen_show(struct citizen_line *l, const struct facing *p)
{
	struct record r = {0};

	if (!citizen_there(l))
		return;
	facing_put(p, &r);
	if (!door_send(l->peer, &r, FACING_BYTES))
		hang_up(l);
	record_release(&r);
}

bool citizen_said(struct citizen_line *l, struct facing_reply *out)
{
	struct record r = {0};

	if (!citizen_there(l))
		return false;
	enum err e = door_take(l->peer, &r, FACING_BYTES);
	if (!e)
		e = facing_reply_get(&r, out);
	record_release(&r);
	if (e && e != ERR_BUSY)
		hang_up(l); /* gone, or it does not speak our language */
	return e == OK;
}

/* ---- the terminal ---- */

int citizen_call(const char *database, const char *window)
{
	char dir[PATH_SIZE], name[32];

	return place(database, window, dir, name) ? door_reach(dir, name) : -1;
}

enum err citizen_page(int fd, struct facing *out)
{
	struct record r = {0};
	enum err e = door_take(fd, &r, FACING_BYTES);

	if (!e)
		e = facing_get(&r, out);
	record_release(&r);
	return e;
}

enum err citizen_reply(int fd, const struct facing_reply *said)
{
	struct record r = {0};

	facing_reply_put(said, &r);
	bool sent = door_send(fd, &r, FACING_BYTES);
	record_release(&r);
	return sent ? OK : ERR_IO;
}
