/* SPDX-License-Identifier: MIT
 *
 * Logging in, out, and what happens after a wrong password.
 *
 * What must hold: an unknown number takes as long as a wrong password; the LOGIN event is durable
 * before the keys are there; a failure is counted before its answer is given. The hashing child
 * closes every descriptor but its pipe, so it can never keep a lock of its parent.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fcntl.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/account.h"
#include "core/store/inside.h"

enum { GATE_TRIES = 2000, HASH_WAIT_MS = 60 * 1000 };

struct login {
	struct store *s;
	char id[OPERATOR_ID];
	pid_t child; /* 0: reaped */
	int fd;
	uint8_t hashed[KEY_SIZE];
	size_t got;
};

static _Noreturn void hash_and_exit(
	const struct login *l, int out, const char *password, const struct account *a)
{
	uint8_t hashed[KEY_SIZE];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (out > 0)
		close_range(0, (unsigned)out - 1, 0);
	close_range((unsigned)out + 1, ~0U, 0);
	if (account_hash(l->s->path, password, a->salt, &a->cost, hashed) != OK ||
		write(out, hashed, sizeof hashed) != (ssize_t)sizeof hashed)
		_exit(1);
	_exit(0);
}

static enum err start_child(struct login *l, const char *password, const struct account *a)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return ERR_IO;
	l->child = fork();
	if (l->child == 0)
		hash_and_exit(l, ends[1], password, a);
	close(ends[1]);
	l->fd = ends[0];
	if (l->child < 0 || fcntl(l->fd, F_SETFL, O_NONBLOCK) != 0) {
		l->child = l->child < 0 ? 0 : l->child;
		return ERR_NOMEM;
	}
	return OK;
}

enum err login_start(struct store *s, const char *id, const char *password, struct login **out)
{
	struct account a;
	struct login *l;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	if (strlen(password) > PASSWORD_MAX || strlen(id) >= OPERATOR_ID)
		return ERR_PASSWORD;
	e = account_read(s, id, &a);
	if (e != OK && e != ERR_NOTFOUND)
		return e;
	if (e == OK && a.info.wait_until_ms > clock_now_ms())
		return ERR_THROTTLED;
	if (e == ERR_NOTFOUND || !a.enrolled) {
		a.cost = s->kind == STORE_DEMO ? SEAL_COST_DEMO : SEAL_COST_LIVE;
		seal_random(a.salt, sizeof a.salt);
	}
	l = mem_new(sizeof *l);
	l->s = s;
	l->fd = -1;
	text_copy(l->id, sizeof l->id, id);
	e = start_child(l, password, &a);
	if (e != OK) {
		login_cancel(l);
		return e;
	}
	*out = l;
	return OK;
}

int login_fd(const struct login *l)
{
	return l->fd;
}

void login_cancel(struct login *l)
{
	if (!l)
		return;
	if (l->child > 0) {
		kill(l->child, SIGKILL);
		(void)waitpid(l->child, NULL, 0);
	}
	if (l->fd >= 0)
		close(l->fd);
	mem_wipe(l, sizeof *l);
	mem_free(l);
}

/* Counts a wrong password and tells it in the chain; in an open transaction. */
static enum err count_failure(struct store *s, const char *id, struct account *a, bool known)
{
	char count[12];

	if (known) {
		a->info.failures++;
		a->info.wait_until_ms = clock_now_ms() + account_delay_ms(a->info.failures);
	}
	text_format(count, sizeof count, "%d", known ? a->info.failures : 0);
	if (known) {
		enum err e = account_update_tries(s, a);

		if (e != OK)
			return e;
	}
	return journal_note(s, "system", "LOGIN_FAILED",
		(const char *const[]){"id", id, "failures", count, NULL});
}

enum err login_failed(struct store *s, const char *id, int wait_ms)
{
	struct account a;
	enum err e = store_begin(s, wait_ms);

	if (e != OK)
		return e;
	e = account_read(s, id, &a);
	if (e == OK || e == ERR_NOTFOUND)
		e = count_failure(s, id, &a, e == OK);
	e = store_finish(s, e);
	return e == OK ? ERR_PASSWORD : e;
}

/* In an open transaction: the keys take the place of those of before only if all of it works. */
static enum err unlock(struct store *s, struct account *a, const uint8_t secret[KEY_SIZE])
{
	struct keyring *before = s->keys, *ring = NULL;
	enum err e = keyring_open(s, a->info.id, secret, &ring);

	a->info.failures = 0;
	a->info.wait_until_ms = 0;
	a->info.last_login_ms = clock_now_ms();
	if (e == OK)
		e = account_update_tries(s, a);
	s->keys = ring;
	if (e == OK)
		e = journal_note(s, a->info.id, "LOGIN",
			(const char *const[]){"role", role_word(a->info.role), NULL});
	if (e == OK)
		e = scope_refresh(s); /* nobody is let in whose scope is not known */
	e = store_finish(s, e);
	if (e != OK) {
		keyring_free(ring);
		s->keys = before;
		return e;
	}
	if (before)
		names_forget(s);
	keyring_free(before);
	s->current = a->info;
	return OK;
}

static enum err decide(struct login *l)
{
	uint8_t secret[KEY_SIZE];
	struct account a = {0};
	struct store *s = l->s;
	bool known;
	enum err e = store_begin(s, GATE_MOMENT_MS);

	if (e != OK)
		return e;
	e = account_read(s, l->id, &a);
	known = e == OK;
	if (e == ERR_NOTFOUND)
		e = ERR_PASSWORD;
	else if (e == OK && a.info.state == OPERATOR_DISABLED)
		e = ERR_DENIED;
	else if (e == OK)
		e = account_unseal(s, &a, l->hashed, secret);
	if (e == OK && a.info.state != OPERATOR_ACTIVE)
		e = ERR_DENIED;
	if (e == OK) {
		e = unlock(s, &a, secret);
	} else if (e == ERR_PASSWORD || e == ERR_DENIED) {
		enum err noted =
			store_finish(s, count_failure(s, l->id, &a, known && e == ERR_PASSWORD));

		e = noted == OK ? e : noted;
	} else {
		store_rollback(s);
	}
	mem_wipe(secret, sizeof secret);
	return e;
}

enum err login_finish(struct login *l)
{
	enum err e;

	if (l->got < sizeof l->hashed) {
		ssize_t n = read(l->fd, l->hashed + l->got, sizeof l->hashed - l->got);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return ERR_BUSY;
		if (n > 0)
			l->got += (size_t)n;
		if (n > 0 && l->got < sizeof l->hashed)
			return ERR_BUSY;
		if (n <= 0) {
			log_line("login", "hashing failed");
			login_cancel(l);
			return ERR_NOMEM;
		}
	}
	e = decide(l);
	if (e != ERR_BUSY)
		login_cancel(l);
	return e;
}

enum err operator_login(struct store *s, const char *id, const char *password)
{
	struct login *l;
	enum err e = login_start(s, id, password, &l);

	if (e != OK)
		return e;
	for (int i = 0; i < GATE_TRIES; i++) {
		struct pollfd p = {.fd = login_fd(l), .events = POLLIN};

		if (l->got == 0 && poll(&p, 1, HASH_WAIT_MS) == 0)
			break;
		e = login_finish(l);
		if (e != ERR_BUSY)
			return e;
	}
	login_cancel(l);
	return ERR_BUSY;
}

void operator_logout(struct store *s)
{
	if (s->keys && store_begin(s, GATE_MOMENT_MS) == OK) {
		s->witnessed = 0; /* the last of this session is witnessed */
		if (store_finish(s, journal_note(s, s->current.id, "LOGOUT", NULL)) != OK)
			log_line("login", "the log-out was not recorded");
	}
	store_lock(s);
}
