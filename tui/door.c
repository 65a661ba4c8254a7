/* SPDX-License-Identifier: MIT
 *
 * What must hold: only the same user gets through.
 */
#include "tui/door.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "core/base/text.h"

/* By the folder's descriptor: a path of its own may be longer than a socket's name. */
static bool address(int dir, const char *name, struct sockaddr_un *out)
{
	*out = (struct sockaddr_un){.sun_family = AF_UNIX};
	return text_format(out->sun_path, sizeof out->sun_path, "/proc/self/fd/%d/%s", dir, name);
}

static int open_folder(const char *dir)
{
	return open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int new_socket(void)
{
	return socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

static int kept(int fd, int folder, bool good)
{
	if (folder >= 0)
		close(folder);
	if (!good && fd >= 0)
		close(fd);
	return good ? fd : -1;
}

int door_reach(const char *dir, const char *name)
{
	struct sockaddr_un a;
	int folder = open_folder(dir), fd = new_socket();
	bool there = folder >= 0 && fd >= 0 && address(folder, name, &a) &&
		connect(fd, (struct sockaddr *)&a, sizeof a) == 0;

	return kept(fd, folder, there);
}

int door_open(const char *dir, const char *name)
{
	struct sockaddr_un a;
	int folder = open_folder(dir), fd = new_socket();
	bool good = folder >= 0 && fd >= 0 && address(folder, name, &a);

	if (good) {
		(void)!unlinkat(folder, name, 0);
		good = bind(fd, (struct sockaddr *)&a, sizeof a) == 0 && listen(fd, 2) == 0;
	}
	return kept(fd, folder, good);
}

void door_remove(const char *dir, const char *name)
{
	int folder = open_folder(dir);

	if (folder < 0)
		return;
	(void)!unlinkat(folder, name, 0);
	close(folder);
}

static bool same_user(int fd)
{
	struct ucred who;
	socklen_t len = sizeof who;

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) == 0 && who.uid == geteuid();
}

int door_accept(int door)
{
	int fd = door >= 0 ? accept4(door, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK) : -1;

	return fd < 0 ? -1 : kept(fd, -1, same_user(fd));
}

bool door_send(int fd, const struct record *r, size_t most)
{
	struct buf bytes;

	buf_init(&bytes, most);
	record_encode(r, &bytes);
	bool sent = !r->err && !bytes.err &&
		send(fd, buf_text(&bytes), bytes.len, MSG_NOSIGNAL) == (ssize_t)bytes.len;
	buf_release(&bytes);
	return sent;
}

enum err door_take(int fd, struct record *out, size_t most)
{
	char *bytes = mem_new(most);
	ssize_t n = recv(fd, bytes, most, 0);
	enum err e = n > 0 ? record_decode(bytes, (size_t)n, out)
		: n < 0 && (errno == EAGAIN || errno == EINTR) ? ERR_BUSY : ERR_IO;

	mem_wipe(bytes, most);
	mem_free(bytes);
	return e;
}
