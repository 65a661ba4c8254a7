/* SPDX-License-Identifier: MIT
 *
 * What must hold: neither end waits for the other, only the same user gets through, and what comes
 * back is nothing but a page number, a level and tags.
 */
#include "tui/citizen_line.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"

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

/* By the folder's descriptor: a path of its own may be longer than a socket's name. */
static bool address(int dir, const char *name, struct sockaddr_un *out)
{
	*out = (struct sockaddr_un){.sun_family = AF_UNIX};
	return text_format(out->sun_path, sizeof out->sun_path, "/proc/self/fd/%d/%s", dir, name);
}

static int new_socket(void)
{
	return socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

static int reach(const char *dir, const char *name)
{
	struct sockaddr_un a;
	int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd = new_socket();
	bool there = folder >= 0 && fd >= 0 && address(folder, name, &a) &&
		connect(fd, (struct sockaddr *)&a, sizeof a) == 0;

	if (folder >= 0)
		close(folder);
	if (there)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* ---- the counter ---- */

static bool open_door(struct citizen_line *l)
{
	struct sockaddr_un a;
	int folder = open(l->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	l->door = new_socket();
	bool good = folder >= 0 && l->door >= 0 && address(folder, l->name, &a);
	if (good) {
		(void)!unlinkat(folder, l->name, 0); /* of a counter that ended badly */
		good = bind(l->door, (struct sockaddr *)&a, sizeof a) == 0 && listen(l->door, 2) == 0;
	}
	if (folder >= 0)
		close(folder);
	return good;
}

struct citizen_line *citizen_listen(const char *database, const char *window)
{
	struct citizen_line *l = mem_new(sizeof *l);
	int other = -1;

	l->door = l->peer = -1;
	if (place(database, window, l->dir, l->name) && (other = reach(l->dir, l->name)) < 0 &&
		open_door(l))
		return l;
	if (other >= 0)
		close(other);
	if (l->door >= 0)
		close(l->door);
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
	int folder = open(l->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	hang_up(l);
	close(l->door);
	if (folder >= 0) {
		(void)!unlinkat(folder, l->name, 0);
		close(folder);
	}
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

static bool same_user(int fd)
{
	struct ucred who;
	socklen_t len = sizeof who;

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) == 0 && who.uid == geteuid();
}

bool citizen_welcome(struct citizen_line *l)
{
	int fd = l ? accept4(l->door, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK) : -1;

	if (fd < 0)
		return false;
	if (l->peer >= 0 || !same_user(fd)) {
		close(fd);
		return false;
	}
	l->peer = fd;
	return true;
}

static bool send_record(int fd, const struct record *r)
{
	struct buf bytes;

	buf_init(&bytes, FACING_BYTES);
	record_encode(r, &bytes);
	bool sent = !r->err && !bytes.err &&
		send(fd, buf_text(&bytes), bytes.len, MSG_NOSIGNAL) == (ssize_t)bytes.len;
	buf_release(&bytes);
	return sent;
}

static enum err take_record(int fd, struct record *out)
{
	char *bytes = mem_new(FACING_BYTES);
	ssize_t n = recv(fd, bytes, FACING_BYTES, 0);
	enum err e = n > 0 ? record_decode(bytes, (size_t)n, out)
		: n < 0 && (errno == EAGAIN || errno == EINTR) ? ERR_BUSY : ERR_IO;

	mem_wipe(bytes, FACING_BYTES);
	mem_free(bytes);
	return e;
}

void citizen_show(struct citizen_line *l, const struct facing *p)
{
	struct record r = {0};

	if (!citizen_there(l))
		return;
	facing_put(p, &r);
	if (!send_record(l->peer, &r))
		hang_up(l);
	record_release(&r);
}

bool citizen_said(struct citizen_line *l, struct facing_reply *out)
{
	struct record r = {0};

	if (!citizen_there(l))
		return false;
	enum err e = take_record(l->peer, &r);
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

	return place(database, window, dir, name) ? reach(dir, name) : -1;
}

enum err citizen_page(int fd, struct facing *out)
{
	struct record r = {0};
	enum err e = take_record(fd, &r);

	if (!e)
		e = facing_get(&r, out);
	record_release(&r);
	return e;
}

enum err citizen_reply(int fd, const struct facing_reply *said)
{
	struct record r = {0};

	facing_reply_put(said, &r);
	bool sent = send_record(fd, &r);
	record_release(&r);
	return sent ? OK : ERR_IO;
}
