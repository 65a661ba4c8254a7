/* SPDX-License-Identifier: MIT
 *
 * A department that misbehaves on purpose: a raw-socket HTTP server on a free loopback port, one
 * thread a connection. The path of a request names the fault ("/cut", "/h429-2"); what each does
 * is in faults.h. What stands before it says which dialect is spoken ("/zj/cut", "/irs/cut",
 * "/na/cut", "/r1/CS/GOV/T/prov/cut", "/sso/cut"; openapi without): gateways.h looks at the
 * signature first. Waits are bound to the peer leaving, never to a time alone.
 */
#ifndef ONETRIP_HOSTILE_H
#define ONETRIP_HOSTILE_H

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "core/base/buf.h"
#include "core/base/mem.h"

#define HOLDER_ID "339901198808081226"
#define HOLDER_NAME "\xE9\x99\x88\xE9\x9B\xA8\xE6\xA1\x90" /* 陈雨桐, nobody */
#define OTHER_ID "339901195203150010"

#define ROW(id) "{\"id\":\"" id "\",\"name\":\"" HOLDER_NAME "\",\"address\":\"A1\"}"
#define ANSWER(rows) "{\"code\":\"0\",\"message\":\"ok\",\"data\":[" rows "]}"
#define GOOD ANSWER(ROW(HOLDER_ID))

enum { HOSTILE_PEERS = 256, HOSTILE_REQUEST = 64 * 1024, HOSTILE_LINE = 4096,
	HOSTILE_GOOD = 4096 };

enum speech { SPEAK_OPENAPI, SPEAK_ZJGW, SPEAK_IRS, SPEAK_NATIONAL, SPEAK_XROAD, SPEAK_TICKET,
	SPEECHES };

/* What the gateways before the departments know; over hostile.lock. */
struct gates {
	int64_t offset_ms;           /* of their clock to this machine's */
	char request[40], refresh[40], national[40]; /* current secrets; "" none issued */
	bool request_over, refresh_over;
	int serial;
	int issued, by_key, by_sec, refusals; /* renewals answered, and those refused */
	int renewing, most_renewing;
	bool refuse;                 /* every renewal */
	bool hold;                   /* renewals are not answered before the asker leaves */
	char end_style[12], secret_style[12]; /* "" as it should be */
	int quota;                   /* questions let through; 0 any number */
	int passed;
	int leaks;                   /* requests that held a secret, or a number in their URL */
	/* Set when the asker begins; by then the nth question can have come after (n - 1) gaps at the
	 * earliest, however late a busy machine brings it: the shortest gap that explains them all. */
	int64_t began_ms, gap_ms;
	int questions;
};

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
	char last[HOSTILE_REQUEST];  /* the last question, head and body */
	struct gates gates;
};

/* One connection: what its thread works with. */
struct peer {
	struct hostile *server;
	int slot, fd;
	int turn;                    /* 1 for the first request since hostile_forget */
	enum speech speech;
	char path[HOSTILE_LINE];     /* without what tells the dialect, and without the argument */
	int argument;                /* of "/name-7": 7, else 0 */
	char request[HOSTILE_REQUEST];
	size_t len;
	char good[HOSTILE_GOOD];     /* a good answer in its dialect */
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

/* What a provider says, as the gateway of its dialect hands it on: of zjgw inside a string. What
 * is no answer of a provider at all goes out as it is. */
static void wrap(const struct peer *p, const char *body, size_t len, struct buf *out)
{
	size_t boms = 0;

	while (len - boms >= 3 && memcmp(body + boms, "\xEF\xBB\xBF", 3) == 0)
		boms += 3;
	buf_add(out, body, boms);
	body += boms;
	len -= boms;
	if (p->speech != SPEAK_ZJGW || len < 8 || memcmp(body, "{\"code\":", 8) != 0) {
		buf_add(out, body, len);
		return;
	}
	buf_adds(out, "{\"code\":\"00\",\"msg\":\"ok\",\"data\":\"\",\"datas\":\"");
	for (size_t i = 0; i < len; i++) {
		if (body[i] == '"' || body[i] == '\\')
			buf_addc(out, '\\');
		buf_addc(out, body[i]);
	}
	buf_adds(out, "\",\"dataCount\":1,\"requestId\":\"q1\"}");
}

/* Now, by the clock of the gateways. */
static int64_t gates_now_ms(struct hostile *h)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + h->gates.offset_ms;
}

static void date_of(int64_t ms, char out[40])
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(out, 40, "%a, %d %b %Y %H:%M:%S GMT", &tm);
}

/* A whole answer of its own status, headers ("Name: value\r\n" lines) and type. */
static void put_answer(struct peer *p, const char *status, const char *type, const char *headers,
	const void *body, size_t len)
{
	char head[HOSTILE_LINE], date[40];
	struct buf wrapped;

	buf_init(&wrapped, 16 << 20);
	wrap(p, body, len, &wrapped);
	date_of(gates_now_ms(p->server), date);
	(void)snprintf(head, sizeof(head),
		"HTTP/1.1 %s\r\nDate: %s\r\n%s%s%s%sContent-Length: %zu\r\n\r\n", status, date,
		*type ? "Content-Type: " : "", type, *type ? "\r\n" : "", headers, wrapped.len);
	if (put_text(p, head))
		put_bytes(p, buf_text(&wrapped), wrapped.len);
	buf_release(&wrapped);
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
/* gateways.h: true when the question may pass; else it has been answered. */
static bool pass_gate(struct peer *p);
static bool is_renewal(const struct peer *p);
static void note_leaks(const struct peer *p);

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

/* What tells the dialect, before the fault's name. */
static const struct {
	const char *prefix;
	enum speech speech;
} prefixes[] = {
	{"zj/", SPEAK_ZJGW}, {"irs/", SPEAK_IRS}, {"na/", SPEAK_NATIONAL},
	{"r1/CS/GOV/T/prov/", SPEAK_XROAD}, {"sso/", SPEAK_TICKET},
};

static void read_path(struct peer *p)
{
	char *dash;

	(void)sscanf(p->request, "%*s /%4095[^ ?]", p->path);
	for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
		size_t len = strlen(prefixes[i].prefix);

		if (strncmp(p->path, prefixes[i].prefix, len) != 0)
			continue;
		p->speech = prefixes[i].speech;
		memmove(p->path, p->path + len, strlen(p->path + len) + 1);
		break;
	}
	dash = strrchr(p->path, '-');
	if (dash && sscanf(dash + 1, "%d", &p->argument) == 1)
		*dash = '\0';
}

static void note_request(struct peer *p)
{
	struct hostile *h = p->server;
	struct buf good;

	read_path(p);
	buf_init(&good, HOSTILE_GOOD - 1);
	wrap(p, GOOD, strlen(GOOD), &good);
	memcpy(p->good, buf_text(&good), good.len + 1);
	buf_release(&good);
	pthread_mutex_lock(&h->lock);
	h->trapped += strcmp(p->path, "trap") == 0;
	note_leaks(p);
	if (strcmp(p->path, "next") != 0 && !is_renewal(p)) {
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
		if (pass_gate(p))
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

static inline bool hostile_start(struct hostile *h)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(at);

	pthread_mutexattr_t attributes;

	memset(h, 0, sizeof(*h));
	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED); /* in memory of two */
	pthread_mutex_init(&h->lock, &attributes);
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
static inline void hostile_forget(struct hostile *h)
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
	h->gates = (struct gates){0};
}

static inline void hostile_stop(struct hostile *h)
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

static inline int hostile_requests(struct hostile *h)
{
	int n;

	pthread_mutex_lock(&h->lock);
	n = h->requests;
	pthread_mutex_unlock(&h->lock);
	return n;
}

#endif
