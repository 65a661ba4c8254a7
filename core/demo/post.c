/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing of an answer is used before its whole head was read and its mark seen.
 */
#include "core/demo/post.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/demo/class_seal.h"
#include "core/exchange/net.h"

static bool read_place(const char *place, struct sockaddr_in *out)
{
	const char *colon = strchr(place, ':');
	char host[INET_ADDRSTRLEN];
	int64_t port;

	*out = (struct sockaddr_in){.sin_family = AF_INET};
	if (!colon || !text_copyn(host, sizeof host, place, (size_t)(colon - place)) ||
		!text_number(colon + 1, 1, 65535, &port) ||
		inet_pton(AF_INET, host, &out->sin_addr) != 1)
		return false;
	out->sin_port = htons((uint16_t)port);
	return true;
}

bool post_place_good(const char *place)
{
	struct sockaddr_in a;

	return read_place(place, &a);
}

void post_init(struct post *p, size_t most)
{
	*p = (struct post){.fd = -1};
	buf_init(&p->out, most + POST_HEAD);
	buf_init(&p->in, most + POST_HEAD);
}

void post_stop(struct post *p)
{
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
	p->stage = POST_IDLE;
}

void post_release(struct post *p)
{
	post_stop(p);
	buf_release(&p->out);
	buf_release(&p->in);
}

static void write_request(struct post *p, const char *place, const char *path, const struct buf *body)
{
	buf_clear(&p->out);
	buf_clear(&p->in);
	p->sent = p->body = p->len = 0;
	buf_addf(&p->out, "POST %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n"
		"Content-Type: application/octet-stream\r\nContent-Length: %zu\r\n\r\n", path, place, body->len);
	buf_add(&p->out, buf_text(body), body->len);
}

/* Each stage has the whole patience: a program that was busy itself blames no line for it. */
static void next_stage(struct post *p, enum post_stage stage)
{
	p->stage = stage;
	p->until_ms = clock_mono_ms() + POST_PATIENCE_MS;
}

enum err post_start(struct post *p, const char *place, const char *path, const struct buf *body)
{
	struct sockaddr_in a;

	if (p->stage != POST_IDLE)
		return ERR_STATE;
	if (!read_place(place, &a))
		return ERR_INPUT;
	write_request(p, place, path, body);
	if (p->out.err)
		return p->out.err;
	p->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (p->fd < 0)
		return ERR_NET;
	(void)setsockopt(p->fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
	if (connect(p->fd, (const struct sockaddr *)&a, sizeof a) && errno != EINPROGRESS) {
		post_stop(p);
		return ERR_NET;
	}
	next_stage(p, POST_CONNECTING);
	return OK;
}

/* ---- the answer's head ---- */

/* The value of a header, without blanks before it; NULL: none. Names in any case (RFC 9110). */
static const char *header(const char *head, const char *end, const char *name, size_t *len)
{
	size_t n = strlen(name);

	for (const char *line = strstr(head, "\r\n"); line && line < end; line = strstr(line, "\r\n")) {
		line += 2;
		if (strncasecmp(line, name, n) || line[n] != ':')
			continue;
		line += n + 1;
		line += strspn(line, " \t");
		*len = strcspn(line, "\r\n");
		return line;
	}
	return NULL;
}

static bool marked(const char *head, const char *end)
{
	size_t len = 0;
	const char *mark = header(head, end, CLASS_MARK, &len);

	return mark && len == strlen(CLASS_MARK_VALUE) && memcmp(mark, CLASS_MARK_VALUE, len) == 0;
}

static bool read_status(struct post *p, const char *head)
{
	char digits[4];
	int64_t status;

	if (!text_starts(head, "HTTP/1.1 ") || head[12] != ' ' || !text_copyn(digits, sizeof digits, head + 9, 3) ||
		!text_number(digits, 200, 599, &status))
		return false;
	p->status = (int)status;
	return true;
}

static bool read_length(struct post *p, const char *head, const char *end)
{
	size_t len = 0;
	const char *text = header(head, end, "Content-Length", &len);
	char number[16];
	int64_t n;

	if (!text || !text_copyn(number, sizeof number, text, len) ||
		!text_number(number, 0, (int64_t)(p->in.max - POST_HEAD), &n))
		return false;
	p->len = (size_t)n;
	return !header(head, end, "Transfer-Encoding", &len) && !header(head, end, "Content-Encoding", &len);
}

static enum err read_head(struct post *p)
{
	const char *head = buf_text(&p->in), *end = strstr(head, "\r\n\r\n");

	if (!end)
		return p->in.len > POST_HEAD || strlen(head) < p->in.len ? ERR_DEMO : ERR_BUSY;
	if ((size_t)(end - head) > POST_HEAD || !read_status(p, head) || !marked(head, end) ||
		!read_length(p, head, end))
		return ERR_DEMO;
	p->body = (size_t)(end - head) + 4;
	return OK;
}

static enum err look(struct post *p)
{
	enum err e = p->body ? OK : read_head(p);

	if (e)
		return e;
	if (p->in.len - p->body > p->len)
		return ERR_DEMO;
	return p->in.len - p->body == p->len ? OK : ERR_BUSY;
}

/* ---- the line ---- */

static enum err connected(struct post *p)
{
	int why = 0;
	socklen_t size = sizeof why;
	struct wait_fd fd = {.fd = p->fd, .write = true};

	if (wait_plain(&fd, 1, 0) || !fd.ready)
		return ERR_BUSY;
	if (getsockopt(p->fd, SOL_SOCKET, SO_ERROR, &why, &size) || why)
		return ERR_NET;
	next_stage(p, POST_SENDING);
	return OK;
}

static bool again(void)
{
	return errno == EAGAIN || errno == EINTR;
}

static enum err send_more(struct post *p)
{
	ssize_t n = send(p->fd, buf_text(&p->out) + p->sent, p->out.len - p->sent, MSG_NOSIGNAL);

	if (n < 0)
		return again() ? ERR_BUSY : ERR_NET;
	p->sent += (size_t)n;
	if (p->sent < p->out.len)
		return ERR_BUSY;
	next_stage(p, POST_READING);
	return OK;
}

static enum err read_more(struct post *p)
{
	char bytes[16384];
	ssize_t n;

	while ((n = recv(p->fd, bytes, sizeof bytes, 0)) > 0) {
		buf_add(&p->in, bytes, (size_t)n);
		enum err e = p->in.err ? ERR_DEMO : look(p);
		if (e != ERR_BUSY)
			return e;
	}
	return n < 0 && again() ? ERR_BUSY : ERR_NET;
}

enum err post_turn(struct post *p)
{
	enum err e = p->stage == POST_IDLE ? ERR_STATE : OK;

	if (!e && p->stage == POST_CONNECTING)
		e = connected(p);
	if (!e && p->stage == POST_SENDING)
		e = send_more(p);
	if (!e && p->stage == POST_READING)
		e = read_more(p);
	if (e == ERR_BUSY && clock_mono_ms() > p->until_ms)
		e = ERR_NET;
	if (e != ERR_BUSY)
		post_stop(p);
	return e;
}

const char *post_body(const struct post *p, size_t *len)
{
	*len = p->len;
	return buf_text(&p->in) + p->body;
}

size_t post_fds(const struct post *p, struct wait_fd *out, size_t most)
{
	if (p->stage == POST_IDLE || most == 0)
		return 0;
	out[0] = (struct wait_fd){.fd = p->fd, .write = p->stage != POST_READING};
	return 1;
}

int post_wait_ms(const struct post *p)
{
	int64_t left = p->until_ms - clock_mono_ms();

	return p->stage == POST_IDLE ? -1 : left < 0 ? 0 : (int)left + 1;
}
