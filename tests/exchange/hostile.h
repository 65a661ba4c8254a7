/* SPDX-License-Identifier: MIT
 *
 * A department that misbehaves on purpose: a raw-socket HTTP server on a free loopback port, one
 * thread a connection. The path of a request names the fault ("/cut", "/h429-2"); what each does
 * is in faults.h. Waits are bound to the peer leaving, never to a time alone.
 */
#ifndef ONETRIP_HOSTILE_H
#define ONETRIP_HOSTILE_H

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/mem.h"

#define HOLDER_ID "339901198808081226"
#define HOLDER_NAME "\xE9\x99\x88\xE9\x9B\xA8\xE6\xA1\x90" /* 陈雨桐, nobody */
#define OTHER_ID "339901195203150010"

#define ROW(id) "{\"id\":\"" id "\",\"name\":\"" HOLDER_NAME "\",\"address\":\"A1\"}"
#define ANSWER(rows) "{\"code\":\"0\",\"message\":\"ok\",\"data\":[" rows "]}"
#define GOOD ANSWER(ROW(HOLDER_ID))

enum { HOSTILE_PEERS = 256, HOSTILE_REQUEST = 64 * 1024, HOSTILE_LINE = 4096 };

struct hostile {
	int listener, port;
	pthread_t thread;
	pthread_mutex_t lock;        /* over all below */
	pthread_cond_t changed;
	pthread_t peers[HOSTILE_PEERS];
	int sockets[HOSTILE_PEERS];  /* -1: gone */
	int n_peers;
	int requests;                /* since hostile_forget, without those to /next */
	int trapped;                 /* requests to /trap: a redirect was followed */
	int waiting;                 /* peers in a "together" fault */
	bool stop;
	char last[HOSTILE_REQUEST];  /* the last request, head and body */
};

/* One connection: what its thread works with. */
struct peer {
	struct hostile *server;
	int slot, fd;
	int turn;                    /* 1 for the first request since hostile_forget */
	char path[HOSTILE_LINE];     /* without the leading slash and the argument */
	int argument;                /* of "/name-7": 7, else 0 */
	char request[HOSTILE_REQUEST];
	size_t len;
};

/* ---- sending; false when the peer has left ---- */

static bool put_bytes(struct peer *p, const void *data, size_t len)
{
	const char *at = data;

	while (len > 0) {
		ssize_t n = send(p->fd, at, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

static bool put_text(struct peer *p, const char *text)
{
	return put_bytes(p, text, strlen(text));
}

/* A whole answer of its own status, headers ("Name: value\r\n" lines) and type. */
static void put_answer(struct peer *p, const char *status, const char *type, const char *headers,
	const void *body, size_t len)
{
	char head[HOSTILE_LINE];

	(void)snprintf(head, sizeof(head),
		"HTTP/1.1 %s\r\n%s%s%s%sContent-Length: %zu\r\n\r\n", status,
		*type ? "Content-Type: " : "", type, *type ? "\r\n" : "", headers, len);
	if (put_text(p, head))
		put_bytes(p, body, len);
}

static void put_json(struct peer *p, const void *body, size_t len)
{
	put_answer(p, "200 OK", "application/json", "", body, len);
}

static void put_good(struct peer *p)
{
	put_json(p, GOOD, strlen(GOOD));
}

/* True while the peer stays for another span_ms. */
static bool stays(struct peer *p, int span_ms)
{
	struct pollfd f = {.fd = p->fd, .events = POLLIN};
	char c;

	return poll(&f, 1, span_ms) == 0 || recv(p->fd, &c, 1, MSG_PEEK) > 0;
}

static void put_slowly(struct peer *p, const char *text)
{
	for (; *text && stays(p, 5); text++) {
		if (!put_bytes(p, text, 1))
			return;
	}
}

static void until_it_leaves(struct peer *p)
{
	while (stays(p, -1))
		;
}

static void reset_line(struct peer *p)
{
	struct linger now = {.l_onoff = 1, .l_linger = 0};

	setsockopt(p->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

static void fault_of_path(struct peer *p); /* faults.h */

/* ---- receiving ---- */

static size_t content_length(const char *head)
{
	const char *at = strcasestr(head, "\r\nContent-Length:");
	unsigned long n = 0;

	if (at)
		(void)sscanf(at + strlen("\r\nContent-Length:"), "%lu", &n);
	return n;
}

static bool whole(const struct peer *p)
{
	const char *end = strstr(p->request, "\r\n\r\n");

	return end && p->len >= (size_t)(end + 4 - p->request) + content_length(p->request);
}

static bool read_request(struct peer *p)
{
	while (!whole(p)) {
		ssize_t n = recv(p->fd, p->request + p->len, sizeof(p->request) - 1 - p->len, 0);

		if (n <= 0)
			return false;
		p->len += (size_t)n;
		p->request[p->len] = '\0';
	}
	return true;
}

static void note_request(struct peer *p)
{
	struct hostile *h = p->server;
	char *dash;

	(void)sscanf(p->request, "%*s /%4095[^ ?]", p->path);
	dash = strrchr(p->path, '-');
	if (dash && sscanf(dash + 1, "%d", &p->argument) == 1)
		*dash = '\0';
	pthread_mutex_lock(&h->lock);
	h->trapped += strcmp(p->path, "trap") == 0;
	if (strcmp(p->path, "next") != 0) {
		p->turn = ++h->requests;
		memcpy(h->last, p->request, p->len + 1);
	}
	pthread_cond_broadcast(&h->changed);
	pthread_mutex_unlock(&h->lock);
}

static void *serve(void *arg)
{
	struct peer *p = arg;
	struct hostile *h = p->server;

	if (read_request(p)) {
		note_request(p);
		fault_of_path(p);
	}
	pthread_mutex_lock(&h->lock);
	h->sockets[p->slot] = -1;
	pthread_mutex_unlock(&h->lock);
	close(p->fd);
	mem_free(p);
	return NULL;
}

/* ---- the server ---- */

static void join_peers(struct hostile *h)
{
	for (int i = 0; i < h->n_peers; i++)
		pthread_join(h->peers[i], NULL);
	h->n_peers = 0;
}

static void *accept_peers(void *arg)
{
	struct hostile *h = arg;

	for (;;) {
		int fd = accept(h->listener, NULL, NULL);
		struct peer *p;

		pthread_mutex_lock(&h->lock);
		if (h->stop || fd < 0 || h->n_peers == HOSTILE_PEERS) {
			if (fd >= 0)
				close(fd);
			if (h->stop || fd < 0) {
				pthread_mutex_unlock(&h->lock);
				return NULL;
			}
			pthread_mutex_unlock(&h->lock);
			continue;
		}
		p = mem_new(sizeof(*p));
		p->server = h;
		p->fd = fd;
		p->slot = h->n_peers;
		h->sockets[p->slot] = fd;
		if (pthread_create(&h->peers[p->slot], NULL, serve, p) == 0)
			h->n_peers++;
		pthread_mutex_unlock(&h->lock);
	}
}

static bool hostile_start(struct hostile *h)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(at);

	memset(h, 0, sizeof(*h));
	pthread_mutex_init(&h->lock, NULL);
	pthread_cond_init(&h->changed, NULL);
	h->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (h->listener < 0 || bind(h->listener, (struct sockaddr *)&at, sizeof(at)) != 0 ||
		listen(h->listener, 128) != 0 ||
		getsockname(h->listener, (struct sockaddr *)&at, &size) != 0)
		return false;
	h->port = ntohs(at.sin_port);
	return pthread_create(&h->thread, NULL, accept_peers, h) == 0;
}

/* Ends whatever is under way and forgets it; call between cases. */
static void hostile_forget(struct hostile *h)
{
	pthread_mutex_lock(&h->lock);
	for (int i = 0; i < h->n_peers; i++) {
		if (h->sockets[i] >= 0)
			shutdown(h->sockets[i], SHUT_RDWR);
	}
	pthread_cond_broadcast(&h->changed);
	pthread_mutex_unlock(&h->lock);
	join_peers(h);
	h->requests = h->trapped = h->waiting = 0;
	h->last[0] = '\0';
}

static void hostile_stop(struct hostile *h)
{
	pthread_mutex_lock(&h->lock);
	h->stop = true;
	pthread_mutex_unlock(&h->lock);
	shutdown(h->listener, SHUT_RDWR);
	pthread_join(h->thread, NULL);
	hostile_forget(h);
	close(h->listener);
	pthread_cond_destroy(&h->changed);
	pthread_mutex_destroy(&h->lock);
}

static int hostile_requests(struct hostile *h)
{
	int n;

	pthread_mutex_lock(&h->lock);
	n = h->requests;
	pthread_mutex_unlock(&h->lock);
	return n;
}

#endif
