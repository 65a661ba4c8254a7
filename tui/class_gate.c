/* SPDX-License-Identifier: MIT
 *
 * What must hold: a seat is spoken for only under its own key; number, trainee and role of a message
 * are those of the seat, whatever it says; nothing of one seat is ever sent to another.
 */
#include "tui/class_gate.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/canvas_pack.h"
#include "tui/tape.h"

enum { ORDERS = CLASS_MESSAGES, SEAT_BITS = 8, GATE_TURN_MS = 1000 };
enum { STATUS_OK = 200, STATUS_BAD = 400, STATUS_KEY = 403, STATUS_OLD = 409, STATUS_GONE = 410,
	STATUS_SEATS = 503 };

struct place {
	struct seat seat;            /* number 0: free */
	uint8_t public[KEY_SIZE], key[KEY_SIZE];
	int64_t joins, told, heard;  /* newest n of each kind */
	int64_t heard_ms, passed_ms; /* mono */
	bool there, watched, new_state, new_picture;
	struct class_state state;
	struct buf picture;          /* packed; empty: withheld */
	struct record orders[ORDERS];
	size_t n_orders;
	int64_t first;               /* number of the first of them */
	int64_t serial;              /* of all places this exchange gave */
	struct class_result last;
	int tape_s;                  /* of the newest picture on the tape; -1 none */
};

struct gate {
	char dir[PATH_SIZE];
	uint8_t key[KEY_SIZE];
	struct class_hook hook;
	int64_t serial;
	struct place places[CLASS_SEATS + 1]; /* by number */
};

/* ---- places ---- */

static void drop_orders(struct place *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		record_release(&p->orders[i]);
	memmove(p->orders, p->orders + n, (p->n_orders - n) * sizeof p->orders[0]);
	p->n_orders -= n;
	p->first += (int64_t)n;
}

static void free_place(struct place *p)
{
	drop_orders(p, p->n_orders);
	buf_release(&p->picture);
	seat_leave(&p->seat);
	mem_wipe(p, sizeof *p);
}

static void lose(struct place *p)
{
	p->there = p->watched = false;
	seat_hide(&p->seat);
}

static struct place *place_of(struct gate *g, const uint8_t public[KEY_SIZE])
{
	for (int i = 1; i <= CLASS_SEATS; i++)
		if (g->places[i].seat.number && seal_equal(g->places[i].public, public, KEY_SIZE))
			return &g->places[i];
	return NULL;
}

/* Who was silent longest gives way when all seats are taken. */
static bool give_way(struct gate *g)
{
	struct place *longest = NULL;

	for (int i = 1; i <= CLASS_SEATS; i++) {
		struct place *p = &g->places[i];
		if (p->seat.number && !p->there && (!longest || p->heard_ms < longest->heard_ms))
			longest = p;
	}
	if (longest)
		free_place(longest);
	return longest != NULL;
}

static struct place *new_place(struct gate *g, const uint8_t public[KEY_SIZE])
{
	struct seat s;
	enum err e = seat_take(g->dir, &s);

	if (e == ERR_LIMIT && give_way(g))
		e = seat_take(g->dir, &s);
	if (e)
		return NULL;
	struct place *p = &g->places[s.number];
	*p = (struct place){.seat = s, .first = 1, .tape_s = -1, .there = true,
		.serial = ++g->serial};
	buf_init(&p->picture, PACK_BYTES);
	memcpy(p->public, public, KEY_SIZE);
	return p;
}

static void hear_of(struct place *p)
{
	p->heard_ms = clock_mono_ms();
	p->there = seat_show(&p->seat);
}

static void order(struct place *p, const struct class_order *o)
{
	if (p->n_orders == ORDERS)
		drop_orders(p, 1);
	p->orders[p->n_orders] = (struct record){0};
	class_order_put(o, &p->orders[p->n_orders++]);
}

static void watch(struct place *p, bool on)
{
	p->watched = on;
	order(p, &(struct class_order){.what = ORDER_WATCH, .n = on});
}

/* ---- joining ---- */

static int answer(const struct letter *m, const uint8_t *key, const struct record *text, struct buf *out)
{
	buf_clear(out);
	return letter_close(m, key, text, out) ? STATUS_BAD : STATUS_OK;
}

static int welcome(struct gate *g, struct place *p, int64_t n, struct buf *out)
{
	struct letter m = {LETTER_SEAT, p->seat.number, n};
	struct record text = {0};
	uint8_t box[BOX_SIZE];

	p->joins = n;
	p->told = p->heard = 0;
	seal_random(p->key, KEY_SIZE);
	if (seal_box(p->public, p->key, box))
		return STATUS_BAD;
	record_addn(&text, "box", box, sizeof box);
	record_addi(&text, "place", p->serial);
	int status = answer(&m, g->key, &text, out);
	record_release(&text);
	hear_of(p);
	if (p->watched)
		watch(p, true);
	return status;
}

static int join(struct gate *g, const struct letter *m, const struct record *text, struct buf *out)
{
	const struct record_pair *public = record_find(text, "public");

	if (!public || public->len != KEY_SIZE)
		return STATUS_BAD;
	struct place *p = place_of(g, (const uint8_t *)public->value);
	if (p && m->n <= p->joins)
		return STATUS_OLD; /* somebody says it once more */
	if (!p)
		p = new_place(g, (const uint8_t *)public->value);
	if (!p)
		return STATUS_SEATS;
	if (record_int(text, "fresh", 0) == 1)
		drop_orders(p, p->n_orders);
	return welcome(g, p, m->n, out);
}

/* ---- what a seat tells ---- */

static enum err take_state(struct place *p, const struct record *r)
{
	struct class_state s;
	enum err e = class_state_get(r, &s);

	if (e || s.seat != p->seat.number)
		return ERR_INPUT;
	s.trainer = false;
	text_format(s.who, sizeof s.who, "T%02d", p->seat.number);
	p->state = s;
	p->new_state = true;
	return OK;
}

/* Seconds go up; what goes back to the beginning is a new lesson. */
static void keep_frame(const struct gate *g, struct place *p, int at_s)
{
	char folder[PATH_SIZE], path[PATH_SIZE];

	if (!text_format(folder, sizeof folder, "%s/seat-%02d/lessons", g->dir, p->seat.number) ||
		!text_format(path, sizeof path, "%s/tape", folder) || file_make_dir(folder))
		return;
	if ((p->tape_s < 0 || at_s < p->tape_s) && tape_begin(path))
		return;
	p->tape_s = at_s;
	(void)!tape_add(path, at_s, &p->picture); /* a full disk does not stop a class */
}

static enum err take_picture(const struct gate *g, struct place *p, const struct record *r)
{
	const struct record_pair *cells = record_find(r, "cells");
	const char *at = record_get(r, "at"); /* only of a lesson: its second */
	struct canvas c = {0};
	int64_t at_s = 0;

	if (!cells || (cells->len && canvas_unpack(cells->value, cells->len, &c)))
		return ERR_INPUT;
	canvas_release(&c);
	buf_clear(&p->picture);
	buf_add(&p->picture, cells->value, cells->len);
	p->new_picture = true;
	if (at && !text_number(at, 0, 24 * 3600, &at_s))
		return ERR_INPUT;
	if (record_int(r, "first", 0) == 1)
		p->tape_s = -1;
	if (at && cells->len)
		keep_frame(g, p, (int)at_s);
	return OK;
}

/* An answer that was lost makes a seat tell again after it has joined anew. */
static enum err take_result(const struct gate *g, struct place *p, const struct record *r)
{
	struct class_result got;
	enum err e = class_result_get(r, &got);

	if (e)
		return e;
	got.seat = p->seat.number;
	text_format(got.who, sizeof got.who, "T%02d", p->seat.number);
	if (memcmp(&got, &p->last, sizeof got) == 0)
		return OK;
	p->last = got;
	return class_result_add(g->dir, &got);
}

static enum err take(struct gate *g, struct place *p, const struct record *r, bool *left)
{
	const char *is = record_get(r, "is");

	if (text_equal(is, "state"))
		return take_state(p, r);
	if (text_equal(is, "picture"))
		return take_picture(g, p, r);
	if (text_equal(is, "result"))
		return take_result(g, p, r);
	*left = text_equal(is, "leave");
	return *left ? OK : ERR_INPUT;
}

static int tell(struct gate *g, struct place *p, const struct letter *m, const struct record *batch,
	struct buf *out)
{
	struct letter told = {LETTER_TOLD, p->seat.number, m->n};
	struct record none = {0}, r = {0};
	bool left = false;
	enum err e = OK;

	if (m->n != p->told && m->n != p->told + 1)
		return STATUS_OLD;
	for (size_t i = 0; m->n > p->told && letters_get(batch, i, &r, &e); i++) {
		if (!e)
			(void)!take(g, p, &r, &left); /* what makes no sense changes nothing */
		record_release(&r);
		r = (struct record){0};
	}
	p->told = m->n;
	hear_of(p);
	if (left)
		lose(p);
	int status = answer(&told, p->key, &none, out);
	record_release(&none);
	return status;
}

/* ---- what it is told ---- */

static int heard(struct place *p, int64_t n, struct buf *out)
{
	struct letter m = {LETTER_HEARD, p->seat.number, n};
	struct record text = {0};
	struct buf one;

	record_addi(&text, "from", p->first);
	for (size_t i = 0; i < p->n_orders; i++) {
		buf_init(&one, CLASS_BYTES);
		record_encode(&p->orders[i], &one);
		(void)!letters_add(&text, i, buf_text(&one), one.len);
		buf_release(&one);
	}
	int status = answer(&m, p->key, &text, out);
	record_release(&text);
	return status;
}

/* > 0: it waits for an order. */
static int64_t hear(struct place *p, const struct letter *m, const struct record *text, int *status,
	struct buf *out)
{
	int64_t ack = record_int(text, "ack", 0);

	*status = STATUS_OLD;
	if (m->n <= p->heard)
		return 0;
	p->heard = m->n;
	hear_of(p);
	while (p->n_orders && p->first <= ack)
		drop_orders(p, 1);
	if (p->n_orders == 0)
		return m->n << SEAT_BITS | p->seat.number;
	*status = heard(p, m->n, out);
	return 0;
}

/* ---- the server's side ---- */

static const struct {
	const char *path;
	enum letter_kind is;
} doors[] = {{"join", LETTER_JOIN}, {"tell", LETTER_TELL}, {"hear", LETTER_HEAR}};

static bool right_door(const char *path, enum letter_kind is)
{
	for (size_t i = 0; i < COUNT_OF(doors); i++)
		if (doors[i].is == is)
			return text_equal(doors[i].path, path);
	return false;
}

static int64_t open_letter(struct gate *g, const struct letter *m, const struct record *r,
	struct exchange_response *out)
{
	struct record text = {0};
	int64_t ticket = 0;
	struct place *p = m->is != LETTER_JOIN && m->seat >= 1 && m->seat <= CLASS_SEATS &&
		g->places[m->seat].seat.number ? &g->places[m->seat] : NULL;

	if (m->is == LETTER_JOIN) {
		out->status = letter_open(r, m, g->key, &text) ? STATUS_KEY : join(g, m, &text, &out->body);
	} else if (!p || letter_open(r, m, p->key, &text)) {
		out->status = STATUS_GONE;
	} else if (m->is == LETTER_TELL) {
		out->status = tell(g, p, m, &text, &out->body);
	} else {
		ticket = hear(p, m, &text, &out->status, &out->body);
	}
	record_release(&text);
	return ticket;
}

static int64_t post(void *ctx, const char *path, const struct buf *body, struct exchange_response *out)
{
	struct record r = {0};
	struct letter m;
	int64_t ticket = 0;

	out->status = STATUS_BAD;
	if (letter_read(buf_text(body), body->len, &r, &m) == OK && right_door(path, m.is))
		ticket = open_letter(ctx, &m, &r, out);
	record_release(&r);
	return ticket;
}

static bool held(void *ctx, int64_t ticket, bool last, struct exchange_response *out)
{
	struct gate *g = ctx;
	struct place *p = &g->places[ticket & ((1 << SEAT_BITS) - 1)];
	int64_t n = ticket >> SEAT_BITS;

	if (!p->seat.number || n != p->heard) {
		out->status = STATUS_GONE; /* it has asked again since, or is nobody's any more */
		return true;
	}
	if (!last && p->n_orders == 0)
		return false;
	out->status = heard(p, n, &out->body);
	return true;
}

/* ---- the trainer's side ---- */

static void pass_on(struct place *p)
{
	struct record r = {0};

	if (p->new_state) {
		class_state_put(&p->state, &r);
		seat_tell(&p->seat, LINK_STATE, &r);
		record_release(&r);
	}
	if (p->new_picture && p->watched) {
		r = (struct record){0};
		record_add(&r, "is", "picture");
		record_addn(&r, "cells", buf_text(&p->picture), p->picture.len);
		seat_tell(&p->seat, LINK_PICTURE, &r);
		record_release(&r);
	}
	p->new_state = p->new_picture = false;
	p->passed_ms = clock_mono_ms();
}

static void turn(struct place *p, int64_t now)
{
	struct class_order o;

	if (p->there && now - p->heard_ms > GATE_LOST_MS)
		lose(p);
	if (!p->there)
		return;
	p->new_state |= seat_welcome(&p->seat) && p->state.seat;
	while (seat_said(&p->seat, &o)) {
		if (o.what == ORDER_WATCH)
			watch(p, o.n == 1);
		else
			order(p, &o);
	}
	if (p->watched && !seat_there(&p->seat))
		watch(p, false);
	if (seat_there(&p->seat) && now - p->passed_ms >= GATE_PASS_MS)
		pass_on(p);
}

void gate_turn(struct gate *g)
{
	int64_t now = clock_mono_ms();

	for (int i = 1; i <= CLASS_SEATS; i++)
		if (g->places[i].seat.number)
			turn(&g->places[i], now);
}

size_t gate_fds(const struct gate *g, struct wait_fd *out, size_t most)
{
	size_t n = 0;

	for (int i = 1; i <= CLASS_SEATS; i++)
		if (g->places[i].seat.number)
			n += seat_fds(&g->places[i].seat, out + n, most - n);
	return n;
}

int gate_wait_ms(const struct gate *g)
{
	for (int i = 1; i <= CLASS_SEATS; i++) {
		const struct place *p = &g->places[i];
		if (p->there && (p->new_state || (p->new_picture && p->watched)) && seat_there(&p->seat))
			return GATE_PASS_MS;
	}
	return GATE_TURN_MS;
}

enum err gate_new(const char *dir, const uint8_t key[KEY_SIZE], struct gate **out)
{
	struct gate *g = mem_new(sizeof *g);

	if (!text_copy(g->dir, sizeof g->dir, dir)) {
		mem_free(g);
		return ERR_LIMIT;
	}
	memcpy(g->key, key, KEY_SIZE);
	g->hook = (struct class_hook){g, post, held};
	*out = g;
	return OK;
}

void gate_free(struct gate *g)
{
	if (!g)
		return;
	for (int i = 1; i <= CLASS_SEATS; i++)
		if (g->places[i].seat.number)
			free_place(&g->places[i]);
	mem_wipe(g, sizeof *g);
	mem_free(g);
}

const struct class_hook *gate_hook(const struct gate *g)
{
	return &g->hook;
}
