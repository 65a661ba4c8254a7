/* SPDX-License-Identifier: MIT */
#include "core/store/hashing.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/log.h"
#include "core/base/mem.h"

enum { HASH_WAIT_MS = 60 * 1000 };

struct hashing {
	pid_t child;
	int fd;
	size_t n, got;               /* hashes wanted, bytes read */
	bool failed;
	uint8_t hashed[HASHING_MOST][KEY_SIZE];
};

static bool hash_all(const struct store *s, int out, const struct hash_wish *w, size_t n)
{
	uint8_t hashed[HASHING_MOST][KEY_SIZE];
	bool good = true;

	for (size_t i = 0; good && i < n; i++)
		good = account_hash(s, w[i].password, w[i].salt, &w[i].cost, hashed[i]) == OK;
	good = good && write(out, hashed, n * KEY_SIZE) == (ssize_t)(n * KEY_SIZE);
	mem_wipe(hashed, sizeof hashed);
	return good;
}

static _Noreturn void hash_and_exit(const struct store *s, int out, const struct hash_wish *w, size_t n)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (out > 0)
		close_range(0, (unsigned)out - 1, 0);
	close_range((unsigned)out + 1, ~0U, 0);
	_exit(hash_all(s, out, w, n) ? 0 : 1);
}

/* A millisecond or less, as in a demo: done before a child would be there. The pipe holds it. */
static bool quick(const struct hash_wish *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (w[i].cost.memory > SEAL_COST_DEMO.memory || w[i].cost.passes > SEAL_COST_DEMO.passes)
			return false;
	return true;
}

static enum err start_child(struct hashing *h, const struct store *s, const struct hash_wish *w)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return ERR_IO;
	bool at_once = quick(w, h->n);
	h->child = at_once ? 0 : fork();
	if (at_once)
		h->failed = !hash_all(s, ends[1], w, h->n);
	else if (h->child == 0)
		hash_and_exit(s, ends[1], w, h->n);
	close(ends[1]);
	h->fd = ends[0];
	if (h->child < 0 || fcntl(h->fd, F_SETFL, O_NONBLOCK) != 0) {
		h->child = h->child < 0 ? 0 : h->child;
		return ERR_NOMEM;
	}
	return OK;
}

enum err hashing_start(const struct store *s, const struct hash_wish *wishes, size_t n,
	struct hashing **out)
{
	struct hashing *h;

	if (n == 0 || n > HASHING_MOST)
		BUG("passwords to hash");
	for (size_t i = 0; i < n; i++) {
		enum err bad = account_check_cost(s, &wishes[i].cost);
		if (bad)
			return bad;
	}
	h = mem_new(sizeof *h);
	h->fd = -1;
	h->n = n;
	enum err e = start_child(h, s, wishes);
	if (e != OK) {
		hashing_free(h);
		return e;
	}
	*out = h;
	return OK;
}

int hashing_fd(const struct hashing *h)
{
	return h->fd;
}

enum err hashing_finish(struct hashing *h, uint8_t out[HASHING_MOST][KEY_SIZE])
{
	size_t whole = h->n * KEY_SIZE;

	while (!h->failed && h->got < whole) {
		ssize_t n = read(h->fd, (uint8_t *)h->hashed + h->got, whole - h->got);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return ERR_BUSY;
		if (n <= 0) {
			log_line("login", "hashing failed");
			h->failed = true;
		} else {
			h->got += (size_t)n;
		}
	}
	if (h->failed)
		return ERR_NOMEM;
	memcpy(out, h->hashed, whole);
	return OK;
}

enum err hashing_wait(struct hashing *h)
{
	struct pollfd p = {.fd = h->fd, .events = POLLIN};

	if (!h->failed && h->got < h->n * KEY_SIZE && poll(&p, 1, HASH_WAIT_MS) == 0)
		return ERR_BUSY;
	return OK;
}

void hashing_free(struct hashing *h)
{
	if (!h)
		return;
	if (h->child > 0) {
		kill(h->child, SIGKILL);
		(void)waitpid(h->child, NULL, 0);
	}
	if (h->fd >= 0)
		close(h->fd);
	mem_wipe(h, sizeof *h);
	mem_free(h);
}
