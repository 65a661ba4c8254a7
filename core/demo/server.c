/* SPDX-License-Identifier: MIT
 *
 * libmicrohttpd with its epoll descriptor in somebody else's loop. Every request is on one list
 * from its first byte until it is completed; suspended ones carry the time they are due.
 */
#include "core/demo/server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/demo/class_seal.h"
#include "core/demo/relay.h"
#include "core/exchange/http_date.h"

enum stage { STAGE_READING, STAGE_WAITING, STAGE_DUE };

struct visit {
	struct visit *next;
	struct MHD_Connection *connection;
	enum stage stage;
	int64_t due_ms; /* of clock_mono_ms */
	struct buf body;
	bool too_large;
	int64_t ticket; /* of the class, 0 none */
	struct exchange_response response;
};

struct demo_server {
	const struct city *city;
	struct departments departments;
	struct MHD_Daemon *daemon;
	struct visit *visits;
	const struct class_hook *hook; /* NULL: departments answer */
	uint64_t serial;
	bool training, stopping;
	char base[SERVER_BASE_SIZE];
};

static struct visit *visit_new(struct demo_server *s, struct MHD_Connection *connection)
{
	struct visit *v = mem_new(sizeof(*v));

	v->connection = connection;
	buf_init(&v->body, s->hook ? CLASS_BODY : REQUEST_BYTES);
	buf_init(&v->response.body, RESPONSE_BYTES);
	v->next = s->visits;
	s->visits = v;
	return v;
}

static void visit_free(struct demo_server *s, struct visit *v)
{
	struct visit **at = &s->visits;

	while (*at != v)
		at = &(*at)->next;
	*at = v->next;
	buf_release(&v->body);
	buf_release(&v->response.body);
	mem_free(v);
}

static bool loopback(const struct sockaddr *address)
{
	const struct sockaddr_in *in = (const struct sockaddr_in *)(const void *)address;

	return address->sa_family == AF_INET && (ntohl(in->sin_addr.s_addr) >> 24) == 127;
}

static bool comes_from_here(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	return info && loopback(info->client_addr);
}

/* "Name: value\n" lines. */
static void add_headers(struct MHD_Response *response, const char *lines)
{
	while (*lines) {
		size_t len = strcspn(lines, "\n"), name = strcspn(lines, ":");
		char key[64], value[256];

		if (name + 2 <= len && text_copyn(key, sizeof(key), lines, name) &&
			text_copyn(value, sizeof(value), lines + name + 2, len - name - 2))
			MHD_add_response_header(response, key, value);
		lines += len + (lines[len] == '\n');
	}
}

static const char *header_of(void *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* The answer is kept in the visit until the connection is done with it. */
static enum MHD_Result send_answer(const struct demo_server *s, struct visit *v)
{
	struct exchange_response *r = &v->response;
	struct MHD_Response *response;
	enum MHD_Result queued;
	char date[HTTP_DATE_SIZE];

	if (r->manner != MANNER_ANSWER)
		return MHD_NO; /* closes the connection */
	response =
		MHD_create_response_from_buffer(r->body.len, r->body.data, MHD_RESPMEM_PERSISTENT);
	if (!response)
		return MHD_NO;
	MHD_add_response_header(
		response, MHD_HTTP_HEADER_CONTENT_TYPE,
		s->hook ? "application/octet-stream" : "application/json; charset=utf-8");
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	MHD_add_response_header(response, "X-Onetrip-Demo", "fictional data of 339900");
	if (s->training)
		MHD_add_response_header(response, CLASS_MARK, CLASS_MARK_VALUE);
	http_date(clock_now_ms(), date);
	MHD_add_response_header(response, MHD_HTTP_HEADER_DATE, date);
	add_headers(response, r->headers);
	queued = MHD_queue_response(v->connection, (unsigned)r->status, response);
	MHD_destroy_response(response);
	return queued;
}

static enum MHD_Result wait_for(struct visit *v, int ms)
{
	v->stage = STAGE_WAITING;
	v->due_ms = clock_mono_ms() + ms;
	MHD_suspend_connection(v->connection);
	return MHD_YES;
}

/* A class has no departments: each trainee has some of his own. */
static enum MHD_Result decide_class(
	struct demo_server *s, struct visit *v, const char *url, const char *method)
{
	struct exchange_response *r = &v->response;

	r->status = v->too_large ? MHD_HTTP_CONTENT_TOO_LARGE : MHD_HTTP_NOT_FOUND;
	if (!v->too_large && text_starts(url, "/class/") && text_equal(method, "POST"))
		v->ticket = s->hook->post(s->hook->ctx, url + strlen("/class/"), &v->body, r);
	return v->ticket > 0 ? wait_for(v, SERVER_HOLD_MS) : send_answer(s, v);
}

static enum MHD_Result decide(
	struct demo_server *s, struct visit *v, const char *url, const char *method)
{
	struct exchange_request q = {.method = method,
		.path = url,
		.body = buf_text(&v->body),
		.len = v->body.len,
		.too_large = v->too_large,
		.local = comes_from_here(v->connection),
		.serial = ++s->serial,
		.query = MHD_lookup_connection_value(
			v->connection, MHD_GET_ARGUMENT_KIND, "serviceCode"),
		.header = header_of,
		.ctx = v->connection};
	int delay;

	respond(s->city, &s->departments, &q, &v->response);
	delay = v->response.manner == MANNER_SILENCE ? SERVER_SILENCE_MS : v->response.delay_ms;
	return delay <= 0 ? send_answer(s, v) : wait_for(v, delay);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *data, size_t *size, void **state)
{
	struct demo_server *s = cls;
	struct visit *v = *state;

	(void)version;
	if (!v) {
		*state = visit_new(s, connection);
		return MHD_YES;
	}
	if (*size) {
		buf_add(&v->body, data, *size);
		v->too_large = v->too_large || v->body.err;
		*size = 0;
		return MHD_YES;
	}
	if (s->stopping)
		return MHD_NO;
	if (v->stage == STAGE_DUE)
		return send_answer(s, v);
	return s->hook ? decide_class(s, v, url, method) : decide(s, v, url, method);
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **state,
	enum MHD_RequestTerminationCode code)
{
	(void)connection;
	(void)code;
	if (*state)
		visit_free(cls, *state);
	*state = NULL;
}

/* "127.0.0.1:8080" */
static enum err read_listen(const char *listen, struct sockaddr_in *out)
{
	char host[INET_ADDRSTRLEN];
	const char *colon = strrchr(listen, ':');
	int64_t port;

	*out = (struct sockaddr_in){.sin_family = AF_INET};
	if (!colon || !text_copyn(host, sizeof(host), listen, (size_t)(colon - listen)) ||
		!text_number(colon + 1, 0, 65535, &port) ||
		inet_pton(AF_INET, host, &out->sin_addr) != 1)
		return ERR_USAGE;
	out->sin_port = htons((uint16_t)port);
	return OK;
}

static enum err open_socket(struct demo_server *s, const struct sockaddr_in *address)
{
	const union MHD_DaemonInfo *info;
	char host[INET_ADDRSTRLEN];

	s->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_SUPPRESS_DATE_NO_CLOCK, 0, NULL,
		NULL, on_request, s, MHD_OPTION_SOCK_ADDR, address, MHD_OPTION_NOTIFY_COMPLETED,
		on_completed, s, MHD_OPTION_CONNECTION_LIMIT, (unsigned)SERVER_CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, 30u, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)(32 * 1024), MHD_OPTION_PER_IP_CONNECTION_LIMIT,
		s->training ? (unsigned)SERVER_OF_ONE : 0u, MHD_OPTION_END);
	if (!s->daemon)
		return ERR_NET;
	info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
	if (!info || !inet_ntop(AF_INET, &address->sin_addr, host, sizeof(host)))
		return ERR_NET;
	text_format(s->base, sizeof(s->base), "http://%s:%u", host, (unsigned)info->port);
	return OK;
}

enum err demo_server_start(
	const struct city *city, const char *listen, bool training, struct demo_server **out)
{
	struct sockaddr_in address;
	struct demo_server *s;
	enum err e = read_listen(listen, &address);

	if (e)
		return e;
	if (!training && !loopback((const struct sockaddr *)&address))
		return ERR_DENIED;
	s = mem_new(sizeof(*s));
	s->city = city;
	s->training = training;
	departments_init(&s->departments, city->seed);
	s->departments.relay = relay_new();
	e = open_socket(s, &address);
	if (e)
		demo_server_stop(s);
	else
		*out = s;
	return e;
}

/* A daemon must not be stopped while connections are suspended. */
void demo_server_stop(struct demo_server *s)
{
	if (!s)
		return;
	s->stopping = true;
	for (struct visit *v = s->visits; v; v = v->next) {
		if (v->stage == STAGE_WAITING) {
			v->stage = STAGE_DUE;
			MHD_resume_connection(v->connection);
		}
	}
	if (s->daemon) {
		MHD_run(s->daemon);
		MHD_stop_daemon(s->daemon);
	}
	relay_free(s->departments.relay);
	mem_free(s);
}

const char *demo_server_base(const struct demo_server *s)
{
	return s->base;
}

enum err demo_server_set(struct demo_server *s, const char *department, const char *state)
{
	const struct service *a = service_find(department);

	return department_set(&s->departments, a ? a->department : department, state, -1);
}

void demo_server_class(struct demo_server *s, const struct class_hook *hook)
{
	s->hook = hook;
}

int demo_server_fd(const struct demo_server *s)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD);

	return info ? info->epoll_fd : -1;
}

int demo_server_timeout_ms(struct demo_server *s)
{
	MHD_UNSIGNED_LONG_LONG limit;
	int64_t least = -1, now = clock_mono_ms();

	if (MHD_get_timeout(s->daemon, &limit) == MHD_YES)
		least = limit > 30000 ? 30000 : (int64_t)limit;
	for (const struct visit *v = s->visits; v; v = v->next) {
		int64_t left = v->due_ms > now ? v->due_ms - now : 0;

		if (v->stage == STAGE_WAITING && (least < 0 || left < least))
			least = left;
	}
	return (int)least;
}

static bool due(const struct demo_server *s, struct visit *v, int64_t now)
{
	bool last = v->due_ms <= now;

	return v->ticket ? s->hook->held(s->hook->ctx, v->ticket, last, &v->response) : last;
}

void demo_server_turn(struct demo_server *s)
{
	int64_t now = clock_mono_ms();

	for (struct visit *v = s->visits; v; v = v->next) {
		if (v->stage != STAGE_WAITING || !due(s, v, now))
			continue;
		v->stage = STAGE_DUE;
		MHD_resume_connection(v->connection);
	}
	MHD_run(s->daemon);
}
