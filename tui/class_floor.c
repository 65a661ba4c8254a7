/* SPDX-License-Identifier: MIT
 *
 * What must hold: a seat that goes away keeps its row, grey; a seat that says nonsense is let go.
 */
#include "tui/class_floor.h"

#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "tui/canvas_pack.h"
#include "tui/door.h"

enum { LOOK_MS = 1000, MESSAGES_MOST = 64 /* of one seat in one turn */ };

void class_floor_init(struct class_floor *f, const char *dir, int own)
{
	*f = (struct class_floor){.own = own, .looked_ms = clock_mono_ms() - LOOK_MS};
	text_copy(f->dir, sizeof f->dir, dir);
	for (int i = 0; i <= CLASS_SEATS; i++)
		f->desks[i].fd = -1;
}

static void drop_picture(struct class_desk *d)
{
	canvas_release(&d->picture);
}

static void let_go(struct class_desk *d)
{
	if (d->fd >= 0)
		close(d->fd);
	d->fd = -1;
	d->marked = false;
	drop_picture(d);
}

void class_floor_release(struct class_floor *f)
{
	for (int i = 1; i <= CLASS_SEATS; i++)
		let_go(&f->desks[i]);
}

static bool look_for(struct class_floor *f)
{
	bool found = false;

	for (int i = 1; i <= CLASS_SEATS; i++) {
		char name[24];
		if (i == f->own || f->desks[i].fd >= 0)
			continue;
		text_format(name, sizeof name, "seat-%02d.sock", i);
		f->desks[i].fd = door_reach(f->dir, name);
		found |= f->desks[i].fd >= 0;
	}
	return found;
}

static enum err take_picture(struct class_desk *d, const struct record *r)
{
	const struct record_pair *cells = record_find(r, "cells");

	drop_picture(d);
	return cells && cells->len ? canvas_unpack(cells->value, cells->len, &d->picture) : OK;
}

static enum err take(struct class_floor *f, int seat, const struct record *r)
{
	struct class_desk *d = &f->desks[seat];
	struct class_state s;

	if (text_equal(record_get(r, "is"), "picture"))
		return take_picture(d, r);
	enum err e = class_state_get(r, &s);
	if (e || s.seat != seat)
		return ERR_INPUT;
	d->state = s;
	d->known = true;
	d->heard_ms = clock_mono_ms();
	return OK;
}

static bool listen_to(struct class_floor *f, int seat)
{
	struct class_desk *d = &f->desks[seat];
	bool heard = false;
	enum err e = OK;

	for (int i = 0; d->fd >= 0 && !e && i < MESSAGES_MOST; i++) {
		struct record r = {0};
		e = door_take(d->fd, &r, CLASS_BYTES);
		if (!e)
			e = take(f, seat, &r);
		record_release(&r);
		heard |= e != ERR_BUSY;
	}
	if (e && e != ERR_BUSY)
		let_go(d);
	return heard;
}

bool class_floor_turn(struct class_floor *f, int64_t now_ms)
{
	bool changed = false;

	if (now_ms - f->looked_ms >= LOOK_MS) {
		f->looked_ms = now_ms;
		changed = look_for(f);
	}
	for (int i = 1; i <= CLASS_SEATS; i++)
		changed |= listen_to(f, i);
	return changed;
}

bool class_floor_order(struct class_floor *f, int seat, const struct class_order *o)
{
	struct class_desk *d = &f->desks[seat];
	struct record r = {0};

	if (d->fd < 0)
		return false;
	class_order_put(o, &r);
	bool sent = door_send(d->fd, &r, CLASS_BYTES);
	record_release(&r);
	if (!sent)
		let_go(d);
	return sent;
}

size_t class_floor_fds(const struct class_floor *f, struct wait_fd *out, size_t most)
{
	size_t n = 0;

	for (int i = 1; i <= CLASS_SEATS && n < most; i++)
		if (f->desks[i].fd >= 0)
			out[n++] = (struct wait_fd){.fd = f->desks[i].fd};
	return n;
}
