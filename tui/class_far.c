/* SPDX-License-Identifier: MIT
 *
 * A seat on another machine than the trainer's.
 */
#include <string.h>

#include "core/base/text.h"
#include "tui/classroom.h"

static bool welcome(struct seat *s)
{
	class_link_turn(s->link);
	return class_link_anew(s->link);
}

static bool there(const struct seat *s)
{
	return class_link_there(s->link);
}

static bool said(struct seat *s, struct class_order *out)
{
	struct record r = {0};
	bool good = false;

	while (!good && class_link_said(s->link, &r)) {
		good = class_order_get(&r, out) == OK; /* what makes no sense is passed over */
		record_release(&r);
		r = (struct record){0};
	}
	return good;
}

static void tell(struct seat *s, enum link_slot slot, const struct record *r)
{
	class_link_tell(s->link, slot, r);
}

static enum err result(struct seat *s, const struct class_result *r)
{
	struct record out = {0};

	class_result_put(r, &out);
	class_link_tell(s->link, LINK_RESULT, &out);
	record_release(&out);
	return OK;
}

static size_t fds(const struct seat *s, struct wait_fd *out, size_t most)
{
	return class_link_fds(s->link, out, most);
}

static int wait_ms(const struct seat *s)
{
	return class_link_wait_ms(s->link);
}

static void leave(struct seat *s)
{
	class_link_leave(s->link);
}

static const struct seat_way far_way = {welcome, there, said, tell, result, fds, wait_ms, leave};

enum err seat_join(const char *dir, const char *place, const char *class_name, const char *code,
	struct seat *out)
{
	struct seat s = {.door = -1, .peer = -1, .lock = -1, .way = &far_way};
	uint8_t key[KEY_SIZE];
	char good[CLASS_CODE];

	if (!class_code_read(code, good) || !text_format(s.dir, sizeof s.dir, "%s/", dir))
		return ERR_PASSWORD;
	enum err e = class_key(good, class_name, key);
	if (!e)
		e = class_link_join(place, key, dir, &s.link);
	explicit_bzero(key, sizeof key);
	explicit_bzero(good, sizeof good);
	if (e)
		return e;
	s.number = class_link_seat(s.link);
	if (s.number > CLASS_SEATS) {
		class_link_leave(s.link);
		return ERR_DEMO;
	}
	*out = s;
	return OK;
}
