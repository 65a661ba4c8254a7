/* SPDX-License-Identifier: MIT
 *
 * One short-lived loopback connection, a bounded wait, and only the status line is read: too
 * little to bring the exchange driver and its catalog into it.
 */
#include "core/demo/control.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "core/base/buf.h"
#include "core/base/text.h"
#include "core/demo/json_out.h"

enum { CONTROL_WAIT_US = 90 * 1000, CONTROL_BYTES = 1024 };

static enum err read_base(const char *base, struct sockaddr_in *out)
{
	char host[INET_ADDRSTRLEN];
	const char *start, *colon;
	int64_t port;

	if (!text_starts(base, "http://"))
		return ERR_USAGE;
	start = base + strlen("http://");
	colon = strchr(start, ':');
	*out = (struct sockaddr_in){.sin_family = AF_INET};
	if (!colon || !text_copyn(host, sizeof(host), start, (size_t)(colon - start)) ||
		!text_number(colon + 1, 1, 65535, &port) ||
		inet_pton(AF_INET, host, &out->sin_addr) != 1)
		return ERR_USAGE;
	if ((ntohl(out->sin_addr.s_addr) >> 24) != 127)
		return ERR_DENIED;
	out->sin_port = htons((uint16_t)port);
	return OK;
}

static void write_request(struct buf *out, const struct buf *body)
{
	buf_addf(out,
		"POST /control HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
		"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		body->len, buf_text(body));
}

/* "HTTP/1.1 200" is all that matters. */
static enum err read_status(int fd)
{
	char line[16];
	size_t n = 0;

	while (n < 12) {
		ssize_t got = recv(fd, line + n, 12 - n, 0);

		if (got <= 0)
			return ERR_NET;
		n += (size_t)got;
	}
	if (memcmp(line + 8, " 200", 4) == 0)
		return OK;
	return line[9] == '4' ? ERR_INPUT : ERR_NET;
}

static enum err send_request(const struct sockaddr_in *to, const struct buf *request)
{
	struct timeval limit = {.tv_usec = CONTROL_WAIT_US};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	enum err e = ERR_NET;

	if (fd < 0)
		return ERR_NET;
	if (!setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) &&
		!setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit)) &&
		!connect(fd, (const struct sockaddr *)to, sizeof(*to)) &&
		send(fd, request->data, request->len, MSG_NOSIGNAL) == (ssize_t)request->len)
		e = read_status(fd);
	close(fd);
	return e;
}

static enum err tell(const char *base, const struct buf *body)
{
	struct sockaddr_in to;
	struct buf request;
	enum err e = body->err ? body->err : read_base(base, &to);

	if (e)
		return e;
	buf_init(&request, CONTROL_BYTES * 2);
	write_request(&request, body);
	e = request.err ? request.err : send_request(&to, &request);
	buf_release(&request);
	return e;
}

enum err demo_control(const char *base, const char *department, const char *state, int latency_ms)
{
	struct buf body;
	struct json_out o = {.to = &body};

	buf_init(&body, CONTROL_BYTES);
	out_open(&o, NULL, '{');
	out_word(&o, "department", department);
	out_word(&o, "state", state);
	out_int(&o, "latency_ms", latency_ms);
	out_close(&o, '}');
	enum err e = tell(base, &body);
	buf_release(&body);
	return e;
}

enum err demo_control_clock(const char *base, int64_t now_ms)
{
	struct buf body;

	buf_init(&body, CONTROL_BYTES);
	buf_addf(&body, "{\"now_ms\":%lld}", (long long)now_ms);
	enum err e = tell(base, &body);
	buf_release(&body);
	return e;
}
