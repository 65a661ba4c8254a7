/* SPDX-License-Identifier: MIT
 *
 * libcurl 7.88 does not protect by itself (exchange.md section 10), so: bytes are counted in the
 * callbacks, compression is refused by its header, nothing is followed, nothing is reused. The
 * limits for the first byte and for a stalled body are ours: LOW_SPEED would already count while
 * the department thinks.
 */
#include <curl/curl.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/net_inside.h"
#include "core/exchange/secret_file.h"
#include "core/exchange/wire.h"

struct net {
	CURLM *multi;
	struct transfer *transfers[NET_FLIGHT];
};

enum err net_new(struct net **out)
{
	struct net *n;

	/* With NOSIGNAL libcurl leaves this to us, and OpenSSL writes into lines that are gone. */
	(void)signal(SIGPIPE, SIG_IGN);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return ERR_NET;
	n = mem_new(sizeof(*n));
	n->multi = curl_multi_init();
	if (!n->multi) {
		mem_free(n);
		return ERR_NET;
	}
	*out = n;
	return OK;
}

void net_free(struct net *n)
{
	if (!n)
		return;
	for (size_t i = 0; i < NET_FLIGHT; i++) {
		if (n->transfers[i])
			net_stop(n, n->transfers[i]);
	}
	curl_multi_cleanup(n->multi);
	curl_global_cleanup();
	mem_free(n);
}

/* ---- starting and stopping ---- */

#define SET(option, value)                                                                         \
	do {                                                                                       \
		if (curl_easy_setopt(t->easy, option, value) != CURLE_OK) {                        \
			log_line("exchange", "libcurl refuses " #option);                          \
			return ERR_NET;                                                            \
		}                                                                                  \
	} while (0)

static enum err set_line(struct transfer *t, const struct net_question *q)
{
	const struct gateway *o = q->origin;
	bool plain = text_starts(o->base, "http://");

	t->tls = !plain;
	if (plain && !o->plain && !origin_loopback(o))
		return ERR_DENIED;
	SET(CURLOPT_URL, buf_text(&q->wire->url));
	SET(CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_REDIR_PROTOCOLS_STR, "https"); /* it takes no empty list */
	SET(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(CURLOPT_HTTP09_ALLOWED, 0L);
	SET(CURLOPT_FRESH_CONNECT, 1L);
	SET(CURLOPT_FORBID_REUSE, 1L);
	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2 | (long)CURL_SSLVERSION_MAX_DEFAULT);
	SET(CURLOPT_SSL_VERIFYPEER, 1L);
	SET(CURLOPT_SSL_VERIFYHOST, 2L);
	if (given(o->ca_file)) {
		SET(CURLOPT_CAINFO, o->ca_file);
		SET(CURLOPT_CAPATH, NULL);
	}
	if (given(o->pin))
		SET(CURLOPT_PINNEDPUBLICKEY, o->pin);
	return OK;
}

/* The hall's own certificate, where the gateway wants one. */
static enum err set_certificate(struct transfer *t, const struct gateway *o)
{
	if (!given(o->client_cert))
		return OK;
	if (!secret_file_closed(o->client_key))
		return ERR_DENIED;
	t->own_certificate = true;
	SET(CURLOPT_SSLCERTTYPE, "PEM");
	SET(CURLOPT_SSLCERT, o->client_cert);
	SET(CURLOPT_SSLKEYTYPE, "PEM");
	SET(CURLOPT_SSLKEY, o->client_key);
	return OK;
}

static enum err set_limits(struct transfer *t, const struct net_question *q)
{
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_QUICK_EXIT, 1L); /* a cancelled ask does not wait for the resolver's thread */
	SET(CURLOPT_CONNECTTIMEOUT_MS, (long)q->limits.connect_ms);
	SET(CURLOPT_TIMEOUT_MS, (long)q->limits.whole_ms);
	SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)q->cap);
	SET(CURLOPT_HEADERFUNCTION, take_header);
	SET(CURLOPT_HEADERDATA, t);
	SET(CURLOPT_WRITEFUNCTION, take_body);
	SET(CURLOPT_WRITEDATA, t);
	SET(CURLOPT_ERRORBUFFER, t->error);
	SET(CURLOPT_PRIVATE, t);
	return OK;
}

static enum err add_header(struct transfer *t, const char *line, size_t len)
{
	char *copy = mem_textn(line, len);
	struct curl_slist *more = curl_slist_append(t->header_list, copy);

	mem_free_text(copy);
	if (!more)
		return ERR_NOMEM;
	t->header_list = more;
	return OK;
}

static enum err set_message(struct transfer *t, const struct wire *w)
{
	const char *p = buf_text(&w->headers);
	enum err err = add_header(t, "Expect:", strlen("Expect:"));

	while (!err && *p) {
		size_t len = strcspn(p, "\n");

		err = add_header(t, p, len);
		p += len + (p[len] == '\n');
	}
	if (err)
		return err;
	SET(CURLOPT_HTTPHEADER, t->header_list);
	SET(CURLOPT_USERAGENT, "onetrip/" ONETRIP_VERSION);
	if (strcmp(w->method, "POST") == 0) {
		SET(CURLOPT_POST, 1L);
		SET(CURLOPT_POSTFIELDS, buf_text(&w->body));
		SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)w->body.len);
	} else {
		SET(CURLOPT_HTTPGET, 1L);
	}
	return OK;
}

static void transfer_free(struct transfer *t)
{
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->header_list);
	buf_release(&t->answer.body);
	buf_release(&t->answer.headers);
	mem_wipe(t, sizeof(*t));
	mem_free(t);
}

static size_t free_slot(const struct net *n)
{
	size_t i = 0;

	while (i < NET_FLIGHT && n->transfers[i])
		i++;
	return i;
}

enum err net_start(struct net *n, const struct net_question *q, void *owner, struct transfer **out)
{
	size_t slot = free_slot(n);
	struct transfer *t;
	enum err err;

	if (slot == NET_FLIGHT)
		return ERR_LIMIT;
	t = mem_new(sizeof(*t));
	t->owner = owner;
	t->limits = q->limits;
	t->cap = q->cap;
	t->began_ms = clock_mono_ms();
	buf_init(&t->answer.body, q->cap);
	t->easy = curl_easy_init();
	buf_init(&t->answer.headers, NET_KEPT_BYTES);
	t->answer.sent_ms = clock_now_ms();
	err = t->easy ? set_line(t, q) : ERR_NET;
	if (!err)
		err = set_certificate(t, q->origin);
	if (!err)
		err = set_limits(t, q);
	if (!err)
		err = set_message(t, q->wire);
	if (!err && curl_multi_add_handle(n->multi, t->easy) != CURLM_OK)
		err = ERR_NET;
	if (err) {
		transfer_free(t);
		return err;
	}
	n->transfers[slot] = t;
	*out = t;
	return OK;
}

void net_stop(struct net *n, struct transfer *t)
{
	for (size_t i = 0; i < NET_FLIGHT; i++) {
		if (n->transfers[i] == t)
			n->transfers[i] = NULL;
	}
	curl_multi_remove_handle(n->multi, t->easy);
	transfer_free(t);
}

/* ---- what became of it ---- */

/* libcurl compares the host itself, and then OpenSSL has no reason of its own to tell. */
static enum fault tls_fault(CURL *easy, const char *error)
{
	enum { NOT_YET_VALID = 9, EXPIRED = 10 }; /* X509_V_ERR_CERT_* of OpenSSL */
	long why = 0;

	if (strstr(error, "host name"))
		return FAULT_TLS_HOST;
	curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &why);
	if (why == NOT_YET_VALID)
		return FAULT_TLS_EARLY;
	return why == EXPIRED ? FAULT_TLS_EXPIRED : FAULT_TLS_SIGNER;
}

/* A peer that wants our certificate, or another one, says so by a TLS alert: in TLS 1.3 after the
 * handshake, so the line is up and nothing was received. */
static enum fault certificate_fault(const struct transfer *t, enum fault otherwise)
{
	static const char *const alerts[] = {"certificate required", "bad certificate",
		"unknown ca", "certificate unknown", "certificate expired", "access denied"};

	for (size_t i = 0; t->tls && i < COUNT_OF(alerts); i++) {
		if (strstr(t->error, alerts[i]))
			return t->own_certificate ? FAULT_TLS_REFUSED : FAULT_TLS_CLIENT;
	}
	return otherwise;
}

static enum fault broken_line(const struct transfer *t)
{
	if (t->header_bytes > 0)
		return FAULT_CUT;
	if (t->tls && strstr(t->error, "alert"))
		return certificate_fault(t, FAULT_TLS);
	return FAULT_RESET;
}

static enum fault fault_of(const struct transfer *t, CURLcode rc)
{
	curl_off_t connected = 0;

	if (t->refused)
		return t->refused;
	switch (rc) {
	case CURLE_OK:
		return FAULT_NONE;
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
		return FAULT_REFUSED;
	case CURLE_OPERATION_TIMEDOUT:
		curl_easy_getinfo(t->easy, CURLINFO_CONNECT_TIME_T, &connected);
		return connected > 0 ? FAULT_TIMEOUT : FAULT_REFUSED;
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
		return broken_line(t);
	case CURLE_PARTIAL_FILE:
		return FAULT_CUT;
	case CURLE_FILESIZE_EXCEEDED:
		return FAULT_SIZE;
	case CURLE_BAD_CONTENT_ENCODING:
		return FAULT_ENCODING;
	case CURLE_OUT_OF_MEMORY: /* a header line over libcurl's own limit */
		return FAULT_HEADERS;
	case CURLE_PEER_FAILED_VERIFICATION:
		return tls_fault(t->easy, t->error);
	case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
		return FAULT_TLS_PIN;
	case CURLE_SSL_CERTPROBLEM:
		return FAULT_TLS_OWN;
	case CURLE_SSL_CONNECT_ERROR:
		return certificate_fault(t, FAULT_TLS);
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
		return FAULT_TLS;
	default:
		return FAULT_HTTP;
	}
}

static void finish(struct transfer *t, enum fault fault)
{
	struct net_answer *a = &t->answer;
	curl_off_t after = 0;
	char *type = NULL;
	long status = 0;

	t->done = true;
	a->fault = fault;
	a->done_ms = clock_now_ms();
	if (fault) {
		buf_release(&a->body);
		return;
	}
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &after);
	curl_easy_getinfo(t->easy, CURLINFO_CONTENT_TYPE, &type);
	a->status = (int)status;
	a->retry_after_s = after;
	if (type && !text_copy(a->content_type, sizeof(a->content_type), type))
		a->content_type[0] = '\0';
}

/* Milliseconds until t breaks a limit of ours, 0 when it has; renews the span of a body. */
static int64_t left_ms(const struct transfer *t, int64_t now)
{
	int64_t end = t->body_began ? t->span_ms + t->limits.stall_ms :
				      t->began_ms + t->limits.first_byte_ms;

	return end > now ? end - now : 0;
}

static void check_limits(struct transfer *t, int64_t now)
{
	if (t->done || left_ms(t, now) > 0)
		return;
	if (t->body_began && t->answer.body.len - t->span_len >= ASK_STALL_BYTES) {
		t->span_ms = now;
		t->span_len = t->answer.body.len;
		return;
	}
	finish(t, FAULT_TIMEOUT);
}

int net_due_ms(const struct net *n)
{
	int64_t now = clock_mono_ms(), due = -1;

	for (size_t i = 0; i < NET_FLIGHT; i++) {
		const struct transfer *t = n->transfers[i];
		int64_t left = t ? left_ms(t, now) : -1;

		if (t && (due < 0 || left < due))
			due = left;
	}
	return (int)due;
}

struct transfer *net_finished(struct net *n, void **owner)
{
	int64_t now = clock_mono_ms();
	int running, left;
	CURLMsg *m;

	curl_multi_perform(n->multi, &running);
	while ((m = curl_multi_info_read(n->multi, &left))) {
		char *private = NULL;

		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &private);
		finish((struct transfer *)(void *)private,
			fault_of((struct transfer *)(void *)private, m->data.result));
	}
	for (size_t i = 0; i < NET_FLIGHT; i++) {
		struct transfer *t = n->transfers[i];

		if (!t)
			continue;
		check_limits(t, now);
		if (t->done) {
			*owner = t->owner;
			return t;
		}
	}
	return NULL;
}

struct net_answer *transfer_answer(struct transfer *t)
{
	return &t->answer;
}

enum err wait_plain(struct wait_fd *fds, size_t n_fds, int timeout_ms)
{
	struct pollfd p[WAIT_FDS];
	int ready;

	if (n_fds > WAIT_FDS)
		BUG("too many descriptors to wait for");
	for (size_t i = 0; i < n_fds; i++) {
		p[i].fd = fds[i].fd;
		p[i].events = fds[i].write ? POLLOUT : POLLIN;
		p[i].revents = 0;
	}
	ready = poll(p, n_fds, timeout_ms);
	if (ready < 0 && errno != EINTR)
		return ERR_IO;
	for (size_t i = 0; i < n_fds; i++)
		fds[i].ready = ready > 0 && p[i].revents != 0;
	return OK;
}

enum err net_wait(struct net *n, struct wait_fd *fds, size_t n_fds, int timeout_ms)
{
	struct curl_waitfd extra[WAIT_FDS] = {0};
	CURLMcode rc;

	for (size_t i = 0; i < n_fds; i++) {
		extra[i].fd = fds[i].fd;
		extra[i].events = fds[i].write ? CURL_WAIT_POLLOUT : CURL_WAIT_POLLIN;
	}
	/* libcurl has no "for ever"; a minute is as good. */
	rc = curl_multi_poll(n->multi, extra, (unsigned int)n_fds,
		timeout_ms < 0 ? 60000 : timeout_ms, NULL);
	if (rc != CURLM_OK) {
		log_line("exchange", "curl_multi_poll: %d", (int)rc);
		return ERR_NET;
	}
	/* It forgets hang-ups, so the descriptors are asked once more. */
	return wait_plain(fds, n_fds, 0);
}
