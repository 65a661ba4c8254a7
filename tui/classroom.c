/* SPDX-License-Identifier: MIT
 *
 * What must hold: what comes in is checked field by field; a message that makes no sense changes
 * nothing.
 */
#include "tui/classroom.h"

#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tui/door.h"

bool class_name_good(const char *name)
{
	size_t n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

	return n > 0 && n <= 24 && name[n] == '\0';
}

/* ---- records ---- */

/* The numbers of a state by name. */
static const struct {
	const char *name;
	size_t at;
} numbers[] = {
#define N(member) {#member, offsetof(struct class_state, member)}
	N(seat), N(lesson), N(step), N(steps), N(points), N(keys), N(par_keys), N(seconds),
	N(par_seconds), N(snapshots),
#undef N
};
static const struct {
	const char *name;
	size_t at;
} flags[] = {
#define F(member) {#member, offsetof(struct class_state, member)}
	F(exam), F(frozen), F(done), F(trainer),
#undef F
};

void class_state_put(const struct class_state *s, struct record *out)
{
	const char *base = (const char *)s;

	record_add(out, "is", "state");
	record_add(out, "who", s->who);
	record_add(out, "name", s->name);
	record_add(out, "screen", s->screen);
	record_add(out, "help", s->help);
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		record_addi(out, numbers[i].name, *(const int *)(const void *)(base + numbers[i].at));
	for (size_t i = 0; i < COUNT_OF(flags); i++)
		record_addi(out, flags[i].name, *(const bool *)(base + flags[i].at));
}

static bool take_text(const struct record *r, const char *name, char *out, size_t size)
{
	const char *text = record_get(r, name);

	return text && text_copy(out, size, text);
}

enum err class_state_get(const struct record *r, struct class_state *out)
{
	struct class_state s = {0};
	char *base = (char *)&s;

	if (!text_equal(record_get(r, "is"), "state") || !take_text(r, "who", s.who, sizeof s.who) ||
		!take_text(r, "name", s.name, sizeof s.name) ||
		!take_text(r, "screen", s.screen, sizeof s.screen) ||
		!take_text(r, "help", s.help, sizeof s.help))
		return ERR_INPUT;
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		*(int *)(void *)(base + numbers[i].at) = (int)record_int(r, numbers[i].name, 0);
	for (size_t i = 0; i < COUNT_OF(flags); i++)
		*(bool *)(base + flags[i].at) = record_int(r, flags[i].name, 0) == 1;
	if (s.seat < 1 || s.seat > CLASS_SEATS || s.step < 0 || s.steps > SCENARIO_STEPS)
		return ERR_INPUT;
	*out = s;
	return OK;
}

static const char *const order_words[ORDER_COUNT] = {
#define X(name, word) [name] = word,
	ORDER_TABLE(X)
#undef X
};

void class_order_put(const struct class_order *o, struct record *out)
{
	record_add(out, "do", order_words[o->what]);
	record_addi(out, "n", o->n);
	record_add(out, "word", o->word);
	record_add(out, "text", o->text);
}

enum err class_order_get(const struct record *r, struct class_order *out)
{
	struct class_order o = {.n = (int)record_int(r, "n", 0)};
	int what = 0;

	while (what < ORDER_COUNT && !text_equal(order_words[what], record_get(r, "do")))
		what++;
	o.what = (enum order)what;
	if (what == ORDER_COUNT || !take_text(r, "word", o.word, sizeof o.word) ||
		!take_text(r, "text", o.text, sizeof o.text))
		return ERR_INPUT;
	*out = o;
	return OK;
}

/* ---- a seat's end, whichever way ---- */

void seat_leave(struct seat *s)
{
	if (s->number)
		s->way->leave(s);
	*s = (struct seat){0};
}

bool seat_welcome(struct seat *s) { return s->way->welcome(s); }
bool seat_there(const struct seat *s) { return s->way->there(s); }
bool seat_said(struct seat *s, struct class_order *out) { return s->way->said(s, out); }
void seat_tell(struct seat *s, enum link_slot slot, const struct record *r) { s->way->tell(s, slot, r); }
enum err seat_result(struct seat *s, const struct class_result *r) { return s->way->result(s, r); }
int seat_wait_ms(const struct seat *s) { return s->way->wait_ms(s); }

size_t seat_fds(const struct seat *s, struct wait_fd *out, size_t most)
{
	return s->way->fds(s, out, most);
}

/* ---- on this machine ---- */

static void hang_up(struct seat *s)
{
	if (s->peer >= 0)
		close(s->peer);
	s->peer = -1;
}

void seat_hide(struct seat *s)
{
	hang_up(s);
	if (s->door >= 0)
		close(s->door);
	s->door = -1;
	door_remove(s->dir, s->name);
}

bool seat_show(struct seat *s)
{
	if (s->door < 0)
		s->door = door_open(s->dir, s->name);
	return s->door >= 0;
}

static void leave_here(struct seat *s)
{
	seat_hide(s);
	if (s->lock >= 0)
		close(s->lock); /* last: until then nobody else may take the seat */
}

static bool welcome_here(struct seat *s)
{
	int fd = s->door >= 0 ? door_accept(s->door) : -1;

	if (fd < 0)
		return false;
	if (s->peer >= 0) {
		close(fd); /* one trainer at a time */
		return false;
	}
	s->peer = fd;
	return true;
}

static bool there_here(const struct seat *s)
{
	return s->peer >= 0;
}

static bool said_here(struct seat *s, struct class_order *out)
{
	struct record r = {0};

	if (s->peer < 0)
		return false;
	enum err e = door_take(s->peer, &r, CLASS_BYTES);
	if (!e)
		e = class_order_get(&r, out);
	record_release(&r);
	if (e && e != ERR_BUSY)
		hang_up(s);
	return e == OK;
}

static void tell_here(struct seat *s, enum link_slot slot, const struct record *r)
{
	(void)slot;
	if (s->peer >= 0 && !door_send(s->peer, r, CLASS_BYTES))
		hang_up(s);
}

static enum err result_here(struct seat *s, const struct class_result *r)
{
	return class_result_add(s->dir, r);
}

static size_t fds_here(const struct seat *s, struct wait_fd *out, size_t most)
{
	size_t n = 0;

	if (s->door >= 0 && n < most)
		out[n++] = (struct wait_fd){.fd = s->door};
	if (s->peer >= 0 && n < most)
		out[n++] = (struct wait_fd){.fd = s->peer};
	return n;
}

static int wait_here(const struct seat *s)
{
	(void)s;
	return -1;
}

static const struct seat_way here = {welcome_here, there_here, said_here, tell_here, result_here,
	fds_here, wait_here, leave_here};

static bool try_seat(const char *dir, int n, struct seat *s)
{
	char path[PATH_SIZE + 32];

	text_format(path, sizeof path, "%sseat-%02d.lock", dir, n);
	s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (s->lock >= 0 && flock(s->lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	if (s->lock >= 0)
		close(s->lock);
	s->lock = -1;
	return false;
}

enum err seat_take(const char *dir, struct seat *out)
{
	struct seat s = {.door = -1, .peer = -1, .lock = -1, .way = &here};
	enum err e = file_make_dir(dir);

	if (!e && !text_format(s.dir, sizeof s.dir, "%s/", dir))
		e = ERR_LIMIT;
	if (e)
		return e;
	while (s.number < CLASS_SEATS && s.lock < 0)
		(void)try_seat(s.dir, ++s.number, &s);
	if (s.lock < 0)
		return ERR_LIMIT;
	text_format(s.name, sizeof s.name, "seat-%02d.sock", s.number);
	s.door = door_open(s.dir, s.name);
	*out = s;
	return s.door >= 0 ? OK : ERR_IO;
}
