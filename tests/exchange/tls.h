/* SPDX-License-Identifier: MIT
 *
 * A department behind TLS, with a certificate of tests/exchange/tls (made for this; most hold from
 * 2020 to 2120) and, if a case wants it, a demand for the hall's own. It answers one good thing.
 */
#ifndef ONETRIP_TLS_H
#define ONETRIP_TLS_H

#define ERR_STATE OPENSSL_ERR_STATE
#include <openssl/ssl.h>
#undef ERR_STATE

#include "tests/exchange/hostile.h"

#define TLS_DIR "tests/exchange/tls/"

struct tls_department {
	SSL_CTX *ctx;
	int listener, port;
	pthread_t thread;
	bool runs;
	int questions;               /* that got through; read when it has stopped */
};

static void tls_answer(struct tls_department *d, SSL *ssl)
{
	char request[8192];
	size_t len = 0;
	int n;

	if (SSL_accept(ssl) != 1)
		return;
	while (len < sizeof(request) - 1 &&
		(n = SSL_read(ssl, request + len, (int)(sizeof(request) - 1 - len))) > 0) {
		len += (size_t)n;
		request[len] = '\0';
		if (strstr(request, "\r\n\r\n") && request[len - 1] == '}')
			break;
	}
	if (len == 0)
		return;
	d->questions++;
	n = snprintf(request, sizeof(request),
		"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		strlen(GOOD), GOOD);
	SSL_write(ssl, request, n);
	SSL_shutdown(ssl);
}

/* Closing with unread bytes would be a reset, and the peer might never see our last alert. */
static void leave(int fd)
{
	char rest[512];

	shutdown(fd, SHUT_WR);
	while (recv(fd, rest, sizeof(rest), 0) > 0)
		;
	close(fd);
}

static void *tls_serve(void *arg)
{
	struct tls_department *d = arg;
	int fd;

	while ((fd = accept(d->listener, NULL, NULL)) >= 0) {
		SSL *ssl = SSL_new(d->ctx);

		SSL_set_fd(ssl, fd);
		tls_answer(d, ssl);
		SSL_free(ssl);
		leave(fd);
	}
	return NULL;
}

/* versions: "" usual, "1.1" at most, "1.2" at most. wants: the hall must show a certificate. */
static bool tls_start(struct tls_department *d, const char *certificate, const char *versions,
	bool wants)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(at);
	char path[128];

	memset(d, 0, sizeof(*d));
	(void)snprintf(path, sizeof(path), TLS_DIR "%s", certificate);
	d->ctx = SSL_CTX_new(TLS_server_method());
	SSL_CTX_set_security_level(d->ctx, 0);
	SSL_CTX_set_min_proto_version(d->ctx, TLS1_VERSION);
	if (strcmp(versions, "1.1") == 0)
		SSL_CTX_set_max_proto_version(d->ctx, TLS1_1_VERSION);
	else if (strcmp(versions, "1.2") == 0)
		SSL_CTX_set_max_proto_version(d->ctx, TLS1_2_VERSION);
	if (SSL_CTX_use_certificate_file(d->ctx, path, SSL_FILETYPE_PEM) != 1 ||
		SSL_CTX_use_PrivateKey_file(d->ctx, TLS_DIR "server.key", SSL_FILETYPE_PEM) != 1)
		return false;
	if (wants) {
		SSL_CTX_load_verify_locations(d->ctx, TLS_DIR "halls.pem", NULL);
		SSL_CTX_set_verify(
			d->ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
	}
	d->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (d->listener < 0 || bind(d->listener, (struct sockaddr *)&at, sizeof(at)) != 0 ||
		listen(d->listener, 16) != 0 ||
		getsockname(d->listener, (struct sockaddr *)&at, &size) != 0)
		return false;
	d->port = ntohs(at.sin_port);
	d->runs = pthread_create(&d->thread, NULL, tls_serve, d) == 0;
	return d->runs;
}

/* Also when it has been stopped already, or never began. */
static void tls_stop(struct tls_department *d)
{
	if (!d->runs)
		return;
	d->runs = false;
	shutdown(d->listener, SHUT_RDWR);
	pthread_join(d->thread, NULL);
	close(d->listener);
	SSL_CTX_free(d->ctx);
}

#endif
