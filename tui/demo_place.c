/* SPDX-License-Identifier: MIT
 *
 * The demo's own folder and its exchange. Everything the demo leaves behind is in that folder.
 */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/spawn.h"
#include "core/base/text.h"
#include "core/casework/desk/inbox.h"
#include "core/demo/class_seal.h"
#include "core/demo/history.h"
#include "core/store/operator.h"
#include "tui/start.h"

enum { READY_MS = 5000 };

const struct demo_user demo_users[] = {
	{"1024", "王芳", "wang-2026", ROLE_CLERK},
	{"T07", "林夕", "lin-2026", ROLE_CLERK},
	{"2001", "赵敏", "zhao-2026", ROLE_SUPERVISOR},
	{"2002", "马骏", "majun-2026", ROLE_SUPERVISOR},
	{"5001", "孔数", "kong-2026", ROLE_STEWARD},
	{"3001", "陈立", "chen-2026", ROLE_EXAMINER},
	{"4001", "孙浩", "sun-2026", ROLE_DECIDER},
	{"6001", "吴霞", "wuxia-2026", ROLE_ISSUER},
	{"7001", "何晴", "heqing-2026", ROLE_APPEALS},
	{"9001", "周行", "zhou-2026", ROLE_ADMIN},
};
const size_t n_demo_users = COUNT_OF(demo_users);

/* They sit at the other windows; the log-in has no room for them. */
static const struct demo_user colleagues[] = {
	{"1025", "李伟", "liwei-2026", ROLE_CLERK},
	{"1031", "张丽", "zhang-2026", ROLE_CLERK},
	{"1042", "刘洋", "liuyang-2026", ROLE_CLERK},
};

enum { STAFF = COUNT_OF(demo_users) + COUNT_OF(colleagues) };

static bool default_dir(char out[PATH_SIZE])
{
	const char *data = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");

	if (data && *data == '/')
		return text_format(out, PATH_SIZE, "%s/onetrip-demo", data);
	return home && *home == '/' &&
		text_format(out, PATH_SIZE, "%s/.local/share/onetrip-demo", home);
}

bool demo_where(const char *dir, struct demo_place *p)
{
	return (dir ? text_copy(p->dir, sizeof p->dir, dir) : default_dir(p->dir)) &&
		text_format(p->database, sizeof p->database, "%s/demo.db", p->dir) &&
		text_format(p->key, sizeof p->key, "%s/terminal.key", p->dir) &&
		text_format(p->prints, sizeof p->prints, "%s/slips", p->dir) &&
		text_format(p->scans, sizeof p->scans, "%s/scans", p->dir);
}

/* The people of the exchange come from the seed: cases of another seed would not fit them. */
static bool same_seed(const struct demo_place *p, uint64_t seed)
{
	char path[PATH_SIZE + 16], text[32];
	struct buf b;

	text_format(path, sizeof path, "%s/seed", p->dir);
	text_format(text, sizeof text, "%llu\n", (unsigned long long)seed);
	buf_init(&b, 64);
	bool same = file_read(path, &b) == OK && text_equal(buf_text(&b), text);
	buf_release(&b);
	return same && file_exists(p->database);
}

static enum err write_seed(const struct demo_place *p, uint64_t seed)
{
	char path[PATH_SIZE + 16], text[32];

	text_format(path, sizeof path, "%s/seed", p->dir);
	text_format(text, sizeof text, "%llu\n", (unsigned long long)seed);
	return file_write(path, text, strlen(text));
}

static struct operator_first first_of(const struct demo_user *u)
{
	return (struct operator_first){u->id, u->name, u->password, (enum role)u->role};
}

static enum err make_staff(struct store *s, const struct demo_wish *w)
{
	struct operator_first people[STAFF + DEMO_MORE];
	char recovery[RECOVERY_CODE];
	size_t n = 0;

	for (size_t i = 0; i < n_demo_users; i++)
		people[n++] = first_of(&demo_users[i]);
	for (size_t i = 0; w->history && i < COUNT_OF(colleagues); i++)
		people[n++] = first_of(&colleagues[i]);
	for (size_t i = 0; i < w->n_more && i < DEMO_MORE; i++)
		people[n++] = first_of(&w->more[i]);
	enum err e = operator_init(s, &SEAL_COST_DEMO, people, n, recovery);
	explicit_bzero(recovery, sizeof recovery);
	return e;
}

/* The supervisor lets the past in; nobody stays logged in. */
static enum err lay_history(struct store *s, const struct demo_wish *w)
{
	static const char supervisor[] = HISTORY_SUPERVISOR;
	const char *password = "";

	for (size_t i = 0; i < n_demo_users; i++)
		if (text_equal(demo_users[i].id, supervisor))
			password = demo_users[i].password;
	enum err e = operator_login(s, supervisor, password);
	if (!e)
		e = demo_past_lay(s, w);
	if (!e)
		operator_logout(s);
	return e;
}

static enum err make_database(const struct demo_place *p, const struct demo_wish *w)
{
	struct store_place place = {.path = p->database, .terminal_key = p->key,
		.station = "A03", .kind = STORE_DEMO};
	struct store *s = NULL;

	enum err e = store_create(&place);
	if (!e)
		e = store_open(&place, &s);
	if (!e)
		e = make_staff(s, w);
	if (!e && w->history)
		e = lay_history(s, w);
	store_close(s);
	return e;
}

/* Only files the demo itself made are removed, and only from a folder that carries its mark. */
static enum err clear_old(const struct demo_place *p)
{
	char seed[PATH_SIZE + 16];

	if (!file_exists(p->dir))
		return OK;
	text_format(seed, sizeof seed, "%s/seed", p->dir);
	if (!file_exists(seed) && file_exists(p->database))
		return ERR_DEMO;
	static const char *const names[] = {"demo.db", "demo.db-wal", "demo.db-shm", "demo.db.lock",
		"demo.db.lock.next", "demo.db.use", "demo.db.witness", "demo.db.hash0", "demo.db.hash1", "terminal.key", "seed"};
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		char path[PATH_SIZE + 32];
		text_format(path, sizeof path, "%s/%s", p->dir, names[i]);
		unlink(path);
	}
	char kept[PATH_SIZE + 16];
	text_format(kept, sizeof kept, "%s.scans", p->database);
	const char *const folders[] = {p->prints, p->scans, kept};
	enum err e = OK;
	for (size_t i = 0; !e && i < COUNT_OF(folders); i++)
		if (file_exists(folders[i]))
			e = file_remove_tree(folders[i]);
	return e;
}

/* What a scanner would have left: a portrait and a letter of nobody. */
enum err demo_scans_lay(const struct demo_place *p)
{
	static const char *const names[] = {"scan0001.pdf", "scan0002.png"};
	struct inbox_file any;
	enum err e = file_make_dir(p->scans);

	if (e || inbox_list(p->scans, &any, 1, NULL))
		return e;
	for (size_t i = 0; !e && i < COUNT_OF(names); i++) {
		char name[64], from[PATH_SIZE], to[PATH_SIZE + 16];
		struct buf data;
		buf_init(&data, 1 << 20);
		text_format(name, sizeof name, "demo/scans/%s", names[i]);
		text_format(to, sizeof to, "%s/%s", p->scans, names[i]);
		e = file_asset(name, from);
		if (!e)
			e = file_read(from, &data);
		if (!e)
			e = file_write(to, data.data, data.len);
		buf_release(&data);
	}
	return e;
}

enum err demo_prepare(const struct demo_wish *w, struct demo_place *out)
{
	if (!demo_where(w->dir, out))
		return ERR_INPUT;
	if (!w->fresh && same_seed(out, w->seed))
		return demo_scans_lay(out);
	enum err e = clear_old(out);
	if (!e)
		e = file_make_dir(out->dir);
	if (!e)
		e = file_make_dir(out->prints);
	if (!e)
		e = make_database(out, w);
	if (!e)
		e = demo_scans_lay(out);
	return e ? e : write_seed(out, w->seed); /* last: the mark of a whole demo */
}

static enum err read_base(int fd, char base[64])
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	size_t n = 0;

	while (n < 63 && poll(&p, 1, READY_MS) == 1) {
		ssize_t got = read(fd, base + n, 1);
		if (got != 1)
			break;
		if (base[n] == '\n') {
			base[n] = '\0';
			return OK;
		}
		n++;
	}
	return ERR_NET;
}

/* argv: with "--ready-fd", "3" in it. */
static enum err start_exchange(const char *const *argv, int input, struct demo_exchange *out)
{
	char self[PATH_SIZE];
	int ready[2];
	pid_t pid = 0;

	enum err e = file_self(self);
	if (e)
		return e;
	if (pipe2(ready, O_CLOEXEC))
		return ERR_IO;
	struct spawn s = {self, argv, input, -1, ready[1]};
	e = spawn_start(&s, &pid);
	close(ready[1]);
	if (!e)
		e = read_base(ready[0], out->base);
	close(ready[0]);
	out->pid = pid;
	if (e)
		demo_exchange_stop(out);
	return e;
}

enum err demo_exchange_start(uint64_t seed, const char *now, struct demo_exchange *out)
{
	char number[32];

	text_format(number, sizeof number, "%llu", (unsigned long long)seed);
	const char *argv[] = {"onetrip", "exchange", "--listen", "127.0.0.1:0", "--seed", number,
		"--ready-fd", "3", "--now", now, NULL};
	if (!now)
		argv[8] = NULL;
	*out = (struct demo_exchange){0};
	return start_exchange(argv, -1, out);
}

enum err demo_class_start(const char *listen, const char *class_name, const char *dir, const char *code,
	struct demo_exchange *out)
{
	const char *argv[] = {"onetrip", "exchange", "--training", "--listen", listen, "--class", class_name,
		"--dir", dir, "--ready-fd", "3", NULL};
	char line[CLASS_CODE + 1];
	int input[2];

	*out = (struct demo_exchange){0};
	if (pipe2(input, O_CLOEXEC))
		return ERR_IO;
	text_format(line, sizeof line, "%s\n", code);
	bool told = write(input[1], line, strlen(line)) == (ssize_t)strlen(line);
	explicit_bzero(line, sizeof line);
	out->input = input[1];
	enum err e = told ? start_exchange(argv, input[0], out) : ERR_IO;
	close(input[0]);
	if (e)
		demo_exchange_stop(out);
	return e;
}

void demo_exchange_stop(struct demo_exchange *x)
{
	if (x->input > 0)
		close(x->input);
	if (x->pid > 0)
		spawn_stop(x->pid);
	x->pid = x->input = 0;
}
