/* SPDX-License-Identifier: MIT
 *
 * What must hold: at most one tell is under way, and it is repeated unchanged until it is
 * acknowledged; an order is taken once, whatever the line does.
 */
#include "core/demo/class_link.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/demo/class_identity.h"
#include "core/exchange/net.h"

enum { PLACE = 32, PAUSE_MS = 500, PAUSE_LONGEST_MS = 8000, JOIN_TURN_MS = 50, LEAVE_MS = 500 };

struct waiting {
	enum link_slot slot;
	char *bytes;
	size_t len;
};

struct class_link {
	char place[PLACE];
	uint8_t key[KEY_SIZE];
	uint8_t session[KEY_SIZE];
	struct class_identity me;
	int seat;                    /* 0: none yet */
	int64_t place_no;            /* what the exchange counts it as */
	bool open;                   /* session is good */
	bool there, over, anew, joining;
	enum err why;                /* of the last joining */
	struct post up, down;
	int64_t told, heard, taken;  /* n of the last tell, hear; number of the last order taken */
	int64_t retry_ms;
	int pause_ms;
	struct waiting list[CLASS_MESSAGES];
	size_t n, bytes;
	struct record batch;         /* under way, or to be sent again */
	struct record orders[CLASS_MESSAGES];
	size_t n_orders;
};

/* ---- the line ---- */

static void failed(struct class_link *l)
{
	post_stop(&l->up);
	post_stop(&l->down);
	l->joining = l->there = false;
	l->pause_ms = l->pause_ms ? 2 * l->pause_ms : PAUSE_MS;
	if (l->pause_ms > PAUSE_LONGEST_MS)
		l->pause_ms = PAUSE_LONGEST_MS;
	l->retry_ms = clock_mono_ms() + l->pause_ms;
}

static void well(struct class_link *l)
{
	l->there = true;
	l->pause_ms = 0;
}

static void send_letter(struct class_link *l, struct post *p, const struct letter *m, const uint8_t *key,
	const struct record *text)
{
	static const char *const paths[LETTER_KINDS] = {[LETTER_JOIN] = "/class/join",
		[LETTER_TELL] = "/class/tell", [LETTER_HEAR] = "/class/hear"};
	struct buf body;

	buf_init(&body, CLASS_BODY);
	enum err e = letter_close(m, key, text, &body);
	if (!e)
		e = post_start(p, l->place, paths[m->is], &body);
	buf_release(&body);
	if (e)
		failed(l);
}

/* The answer to a letter that was sent; opened only when it is to that one. */
static enum err read_letter(const struct post *p, const struct letter *due, const uint8_t *key, bool any_seat,
	struct record *text, int *seat)
{
	struct record r = {0};
	struct letter m;
	size_t len;
	const char *bytes = post_body(p, &len);
	enum err e = letter_read(bytes, len, &r, &m);

	if (!e && (m.is != due->is || m.n != due->n || (!any_seat && m.seat != due->seat)))
		e = ERR_TAMPER;
	if (!e)
		e = letter_open(&r, &m, key, text);
	if (!e && seat)
		*seat = m.seat;
	record_release(&r);
	return e;
}

/* ---- joining ---- */

static void start_join(struct class_link *l)
{
	struct record text = {0};
	struct letter m = {LETTER_JOIN, 0, class_identity_join(&l->me)};

	record_addn(&text, "public", l->me.public, KEY_SIZE);
	record_addi(&text, "fresh", l->seat == 0); /* a program begun anew takes no older orders */
	l->joining = true;
	send_letter(l, &l->up, &m, l->key, &text);
	record_release(&text);
}

static enum err take_seat(struct class_link *l)
{
	struct letter due = {LETTER_SEAT, 0, l->me.joins};
	struct record text = {0};
	int seat = 0;
	enum err e = read_letter(&l->up, &due, l->key, true, &text, &seat);
	const struct record_pair *box = e ? NULL : record_find(&text, "box");

	if (!e && (!box || box->len != BOX_SIZE || seat < 1))
		e = ERR_TAMPER;
	if (!e)
		e = seal_unbox(l->me.secret, (const uint8_t *)box->value, l->session);
	int64_t place_no = record_int(&text, "place", 0);
	record_release(&text);
	if (!e && l->seat && seat != l->seat)
		l->over = true; /* its folder and its trainee are another's */
	if (!e && place_no != l->place_no)
		l->taken = 0; /* its orders are counted anew */
	if (!e) {
		l->seat = seat;
		l->place_no = place_no;
	}
	return e;
}

static enum err join_status(int status)
{
	return status == 200 ? OK : status == 403 ? ERR_PASSWORD : status == 503 ? ERR_LIMIT : ERR_DEMO;
}

static void join_ended(struct class_link *l, enum err e)
{
	if (!e)
		e = join_status(l->up.status);
	if (!e)
		e = take_seat(l);
	l->why = e;
	l->joining = false;
	if (e) {
		failed(l);
		l->over |= e == ERR_PASSWORD && l->seat; /* another class by the same name */
		return;
	}
	l->told = l->heard = 0;
	l->open = l->anew = true;
	well(l);
}

/* ---- telling ---- */

static void drop_at(struct class_link *l, size_t i)
{
	l->bytes -= l->list[i].len;
	mem_wipe(l->list[i].bytes, l->list[i].len);
	mem_free(l->list[i].bytes);
	memmove(&l->list[i], &l->list[i + 1], (l->n - i - 1) * sizeof l->list[0]);
	l->n--;
}

static size_t first_of(const struct class_link *l, enum link_slot slot)
{
	size_t i = 0;

	while (i < l->n && l->list[i].slot != slot)
		i++;
	return i;
}

/* The newest replaces what it makes old; frames make room for what counts more. */
static bool make_room(struct class_link *l, enum link_slot slot, size_t len)
{
	size_t i = slot <= LINK_PICTURE ? first_of(l, slot) : l->n;

	if (i < l->n)
		drop_at(l, i);
	while (l->n == CLASS_MESSAGES || l->bytes + len > CLASS_BATCH / 2) {
		i = first_of(l, LINK_FRAME);
		if (i == l->n)
			i = first_of(l, LINK_PICTURE);
		if (i == l->n || len > CLASS_BATCH / 2)
			return false;
		drop_at(l, i);
	}
	return true;
}

void class_link_tell(struct class_link *l, enum link_slot slot, const struct record *r)
{
	struct buf b;

	buf_init(&b, CLASS_BATCH / 2);
	record_encode(r, &b);
	if (!r->err && !b.err && !l->over && make_room(l, slot, b.len)) {
		l->bytes += b.len;
		l->list[l->n].len = b.len;
		l->list[l->n].slot = slot;
		l->list[l->n++].bytes = buf_detach(&b);
	}
	buf_release(&b);
}

static void start_tell(struct class_link *l)
{
	if (l->batch.n == 0) {
		l->told++;
		for (size_t i = 0; l->n && letters_add(&l->batch, i, l->list[0].bytes, l->list[0].len) == OK; i++)
			drop_at(l, 0);
	} else if (l->told == 0) {
		l->told = 1; /* a batch from before the joining */
	}
	struct letter m = {LETTER_TELL, l->seat, l->told};
	send_letter(l, &l->up, &m, l->session, &l->batch);
}

static void tell_ended(struct class_link *l, enum err e)
{
	struct letter due = {LETTER_TOLD, l->seat, l->told};
	struct record text = {0};

	if (!e && l->up.status == 410)
		l->open = false; /* not known there any more: joins again */
	else if (!e)
		e = l->up.status == 200 ? read_letter(&l->up, &due, l->session, false, &text, NULL) : ERR_NET;
	record_release(&text);
	if (e)
		failed(l);
	else if (l->open) {
		record_release(&l->batch);
		well(l);
	}
}

/* ---- hearing ---- */

static void start_hear(struct class_link *l)
{
	struct letter m = {LETTER_HEAR, l->seat, ++l->heard};
	struct record text = {0};

	record_addi(&text, "ack", l->taken);
	send_letter(l, &l->down, &m, l->session, &text);
	record_release(&text);
}

static enum err take_orders(struct class_link *l, const struct record *text)
{
	int64_t from = record_int(text, "from", 0);
	enum err e = OK;
	struct record r = {0};

	for (size_t i = 0; l->n_orders < CLASS_MESSAGES && letters_get(text, i, &r, &e); i++) {
		bool new = !e && from + (int64_t)i > l->taken;
		if (new) {
			l->taken = from + (int64_t)i;
			l->orders[l->n_orders++] = r;
		} else {
			record_release(&r);
		}
		if (e)
			return e;
		r = (struct record){0};
	}
	return OK;
}

static void hear_ended(struct class_link *l, enum err e)
{
	struct letter due = {LETTER_HEARD, l->seat, l->heard};
	struct record text = {0};

	if (!e && l->down.status == 410)
		l->open = false;
	else if (!e)
		e = l->down.status == 200 ? read_letter(&l->down, &due, l->session, false, &text, NULL) : ERR_NET;
	if (!e && l->open)
		e = take_orders(l, &text);
	record_release(&text);
	if (e)
		failed(l);
	else if (l->open)
		well(l);
}

/* ---- turns ---- */

static void go_on(struct class_link *l)
{
	if (!l->open) {
		if (l->up.stage == POST_IDLE && l->down.stage == POST_IDLE)
			start_join(l);
		return;
	}
	if (l->up.stage == POST_IDLE && (l->batch.n || l->n))
		start_tell(l);
	if (l->open && l->down.stage == POST_IDLE && l->n_orders == 0 && clock_mono_ms() >= l->retry_ms)
		start_hear(l);
}

void class_link_turn(struct class_link *l)
{
	enum err e = l->up.stage == POST_IDLE ? ERR_BUSY : post_turn(&l->up);

	if (e != ERR_BUSY) {
		if (l->joining)
			join_ended(l, e);
		else
			tell_ended(l, e);
	}
	e = l->down.stage == POST_IDLE ? ERR_BUSY : post_turn(&l->down);
	if (e != ERR_BUSY)
		hear_ended(l, e);
	if (!l->over && clock_mono_ms() >= l->retry_ms)
		go_on(l);
}

bool class_link_said(struct class_link *l, struct record *out)
{
	if (l->n_orders == 0)
		return false;
	*out = l->orders[0];
	memmove(l->orders, l->orders + 1, --l->n_orders * sizeof l->orders[0]);
	return true;
}

size_t class_link_fds(const struct class_link *l, struct wait_fd *out, size_t most)
{
	size_t n = post_fds(&l->up, out, most);

	return n + post_fds(&l->down, out + n, most - n);
}

static int sooner(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

int class_link_wait_ms(const struct class_link *l)
{
	int64_t pause = l->retry_ms - clock_mono_ms();
	bool idle = l->up.stage == POST_IDLE && (!l->open || l->n || l->batch.n || l->down.stage == POST_IDLE);

	if (l->over)
		return -1;
	return sooner(sooner(post_wait_ms(&l->up), post_wait_ms(&l->down)),
		!idle ? -1 : pause > 0 ? (int)pause : 0);
}

int class_link_seat(const struct class_link *l) { return l->seat; }
bool class_link_there(const struct class_link *l) { return l->there; }
bool class_link_over(const struct class_link *l) { return l->over; }

bool class_link_anew(struct class_link *l)
{
	bool anew = l->anew;

	l->anew = false;
	return anew;
}

/* ---- from the first to the last ---- */

static void wait_a_little(const struct class_link *l)
{
	struct wait_fd fds[2];
	size_t n = class_link_fds(l, fds, COUNT_OF(fds));

	(void)!wait_plain(fds, n, JOIN_TURN_MS);
}

static void link_free(struct class_link *l)
{
	post_release(&l->up);
	post_release(&l->down);
	while (l->n)
		drop_at(l, l->n - 1);
	for (size_t i = 0; i < l->n_orders; i++)
		record_release(&l->orders[i]);
	record_release(&l->batch);
	class_identity_release(&l->me);
	mem_wipe(l, sizeof *l);
	mem_free(l);
}

enum err class_link_begin(const char *place, const uint8_t key[KEY_SIZE], const char *folder,
	struct class_link **out)
{
	struct class_link *l = mem_new(sizeof *l);

	l->me.fd = -1;
	post_init(&l->up, CLASS_BODY);
	post_init(&l->down, CLASS_BODY);
	memcpy(l->key, key, KEY_SIZE);
	enum err e = text_copy(l->place, sizeof l->place, place) && post_place_good(place) ? OK : ERR_INPUT;
	if (!e)
		e = class_identity_take(folder, &l->me);
	if (e) {
		link_free(l);
		return e;
	}
	start_join(l);
	*out = l;
	return OK;
}

enum err class_link_join(const char *place, const uint8_t key[KEY_SIZE], const char *folder,
	struct class_link **out)
{
	struct class_link *l = NULL;
	enum err e = class_link_begin(place, key, folder, &l);

	while (!e && l->joining) {
		wait_a_little(l);
		class_link_turn(l);
	}
	if (!e && !l->open)
		e = l->why ? l->why : ERR_NET;
	if (!e)
		*out = l;
	else if (l)
		link_free(l);
	return e;
}

void class_link_leave(struct class_link *l)
{
	struct record r = {0};

	if (!l)
		return;
	record_add(&r, "is", "leave");
	class_link_tell(l, LINK_LEAVE, &r);
	record_release(&r);
	for (int left = LEAVE_MS; left > 0 && l->there && l->open && (l->n || l->batch.n); left -= JOIN_TURN_MS) {
		class_link_turn(l);
		wait_a_little(l);
		class_link_turn(l);
	}
	link_free(l);
}
