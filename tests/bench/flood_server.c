/* SPDX-License-Identifier: MIT
 *
 * One thread, one poll. A connection reads a request, writes an answer and reads the next.
 */
#include "tests/bench/flood_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PEERS = 128, REQUEST = 16384, TAIL = 512 };

struct peer {
	int fd; /* -1: free */
	char request[REQUEST];
	size_t len, sent;
	const char *answer; /* NULL: reading */
	size_t size;
	bool big;
};

static char *small, *big;
static size_t small_size, big_size;
static struct peer peers[PEERS];

static char *make(size_t padding, size_t *size)
{
	char *text = malloc(padding + 1024), head[256];
	int body, n;

	if (!text)
		exit(1);
	body = sprintf(text + 512, "{\"code\":\"0\",\"message\":\"ok\",\"data\":[{\"cxzjh\":\"%s\","
		"\"xm\":\"李小梅\",\"pad\":\"", FLOOD_HOLDER);
	memset(text + 512 + body, 'x', padding);
	body += (int)padding;
	body += sprintf(text + 512 + body, "\"}]}");
	n = sprintf(head, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n",
		body);
	memcpy(text + 512 - n, head, (size_t)n);
	*size = (size_t)(n + body);
	return text + 512 - n;
}

static void drop(struct peer *p)
{
	close(p->fd);
	*p = (struct peer){.fd = -1};
}

static void take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);

	for (size_t i = 0; i < PEERS && fd >= 0; i++)
		if (peers[i].fd < 0) {
			peers[i] = (struct peer){.fd = fd};
			return;
		}
	close(fd);
}

/* Whole when its head has ended and the body is as long as it says. */
static bool whole(const struct peer *p)
{
	const char *end = strstr(p->request, "\r\n\r\n");
	const char *length = strcasestr(p->request, "\r\nContent-Length: ");

	return end && (!length || p->len >= (size_t)(end + 4 - p->request) + strtoul(length + 18, NULL, 10));
}

static void hear(struct peer *p)
{
	ssize_t n = read(p->fd, p->request + p->len, REQUEST - 1 - p->len);

	if (n <= 0) {
		drop(p);
		return;
	}
	p->len += (size_t)n;
	p->request[p->len] = '\0';
	if (!whole(p))
		return;
	p->big = strncmp(p->request, "POST /big", 9) == 0;
	p->answer = p->big ? big : small;
	p->size = p->big ? big_size : small_size;
	p->sent = p->len = 0;
}

static size_t may_send(const struct peer *p, bool together)
{
	return p->big && !together ? p->size - TAIL : p->size;
}

static bool far_enough(void)
{
	size_t n = 0;

	for (size_t i = 0; i < PEERS; i++)
		n += peers[i].fd >= 0 && peers[i].answer && peers[i].big && peers[i].sent >= peers[i].size - TAIL;
	return n >= FLOOD_TOGETHER;
}

static void tell(struct peer *p, size_t to)
{
	ssize_t n = send(p->fd, p->answer + p->sent, to - p->sent, MSG_NOSIGNAL);

	if (n < 0) {
		drop(p);
		return;
	}
	p->sent += (size_t)n;
	if (p->sent == p->size)
		p->answer = NULL;
}

static void turn(int listener)
{
	struct pollfd fds[PEERS + 1] = {{.fd = listener, .events = POLLIN}};
	static bool together;

	together = far_enough() || together;
	for (size_t i = 0; i < PEERS; i++) {
		bool sends = peers[i].answer && peers[i].sent < may_send(&peers[i], together);
		fds[i + 1] = (struct pollfd){.fd = peers[i].fd,
			.events = peers[i].answer ? (sends ? POLLOUT : 0) : POLLIN};
	}
	poll(fds, PEERS + 1, -1);
	if (fds[0].revents)
		take(listener);
	for (size_t i = 0; i < PEERS; i++) {
		if (peers[i].fd < 0 || !fds[i + 1].revents)
			continue;
		if (peers[i].answer)
			tell(&peers[i], may_send(&peers[i], together));
		else
			hear(&peers[i]);
	}
	bool left = false;
	for (size_t i = 0; i < PEERS; i++)
		left |= peers[i].answer && peers[i].big;
	together = together && left;
}

static int listen_here(int *port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, size) || listen(fd, PEERS) ||
		getsockname(fd, (struct sockaddr *)&at, &size))
		return -1;
	*port = ntohs(at.sin_port);
	return fd;
}

enum err flood_start(pid_t *pid, int *port)
{
	int listener = listen_here(port);

	if (listener < 0)
		return ERR_NET;
	*pid = fork();
	if (*pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (size_t i = 0; i < PEERS; i++)
			peers[i].fd = -1;
		small = make(0, &small_size);
		big = make(FLOOD_BIG, &big_size);
		for (;;)
			turn(listener);
	}
	close(listener);
	return *pid < 0 ? ERR_IO : OK;
}
