/* SPDX-License-Identifier: MIT
 *
 * A class over the network: its code and its seal, joining through a real training exchange on a real
 * socket, what hostile trainees and hostile exchanges get, and thirty trainees at once. Both ends take
 * turns in one thread; nothing waits for a time.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/net.h"
#include "tui/canvas_pack.h"
#include "tui/class_floor.h"
#include "tui/class_gate.h"
#include "tui/tape.h"

enum { TRAINEES = 30, TURNS = 20000 };

static const uint8_t key[KEY_SIZE] = {1, 2, 3}, other_key[KEY_SIZE] = {9};

struct room {
	char dir[PATH_SIZE];
	struct city *city;
	struct demo_server *server;
	struct gate *gate;
	struct class_floor floor;
	struct class_link *links[TRAINEES];
	size_t n;
};

static const char *place_of(const struct room *r)
{
	return demo_server_base(r->server) + strlen("http://");
}

/* Everybody one step on. */
static void turn(struct room *r)
{
	struct pollfd p = {.fd = demo_server_fd(r->server), .events = POLLIN};

	(void)poll(&p, 1, 1);
	gate_turn(r->gate);
	demo_server_turn(r->server);
	for (size_t i = 0; i < r->n; i++)
		class_link_turn(r->links[i]);
	(void)class_floor_turn(&r->floor, clock_mono_ms());
}

static int open_room(void **state)
{
	struct room *r = mem_new(sizeof *r);
	char dir[] = "/tmp/onetrip-net-XXXXXX";

	assert_int_equal(seal_start(), OK);
	assert_non_null(mkdtemp(dir));
	text_copy(r->dir, sizeof r->dir, dir);
	r->city = city_new(1);
	assert_int_equal(demo_server_start(r->city, "127.0.0.1:0", true, &r->server), OK);
	assert_int_equal(gate_new(dir, key, &r->gate), OK);
	demo_server_class(r->server, gate_hook(r->gate));
	class_floor_init(&r->floor, dir, CLASS_SEATS);
	*state = r;
	return 0;
}

static int close_room(void **state)
{
	struct room *r = *state;

	for (size_t i = 0; i < r->n; i++)
		class_link_leave(r->links[i]);
	class_floor_release(&r->floor);
	demo_server_stop(r->server);
	gate_free(r->gate);
	city_free(r->city);
	assert_int_equal(file_remove_tree(r->dir), OK);
	mem_free(r);
	return 0;
}

/* Joining as a whole waits for the exchange, which here has its turns from the same thread. */
static struct class_link *link_begin(struct room *r, const uint8_t *with, const char *folder)
{
	struct class_link *l = NULL;
	char path[PATH_SIZE + 32];

	text_format(path, sizeof path, "%s/%s", r->dir, folder);
	assert_int_equal(class_link_begin(place_of(r), with, path, &l), OK);
	return l;
}

static void until(struct room *r, bool (*done)(const struct room *r))
{
	int i = 0;

	while (!done(r) && i++ < TURNS)
		turn(r);
	assert_true(done(r));
}

static bool all_there(const struct room *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (!class_link_there(r->links[i]))
			return false;
	return true;
}

static void join(struct room *r)
{
	r->links[r->n] = link_begin(r, key, "joined");
	r->n++;
	until(r, all_there);
}

static bool seen(const struct room *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (!r->floor.desks[class_link_seat(r->links[i])].known)
			return false;
	return true;
}

static void tell_state(struct class_link *l, const char *screen, const char *who, int seat)
{
	struct class_state s = {.seat = seat, .name = "许可", .trainer = true};
	struct record r = {0};

	text_copy(s.who, sizeof s.who, who);
	text_copy(s.screen, sizeof s.screen, screen);
	class_state_put(&s, &r);
	class_link_tell(l, LINK_STATE, &r);
	record_release(&r);
}

/* ---- code and seal ---- */

static void test_code(void **state)
{
	char a[CLASS_CODE], b[CLASS_CODE];

	(void)state;
	assert_int_equal(seal_start(), OK);
	class_code_new(a);
	assert_true(class_code_read(a, b));
	assert_string_equal(a, b);
	/* as typed, with an input method on, with look-alikes */
	assert_true(class_code_read("k7qf2m9x", b));
	assert_string_equal(b, "K7QF-2M9X");
	assert_true(class_code_read("Ｋ７ＱＦ－２Ｍ９Ｘ", b));
	assert_string_equal(b, "K7QF-2M9X");
	assert_true(class_code_read(" oi l0 ab-cd\n", b));
	assert_string_equal(b, "0110-ABCD");
	assert_false(class_code_read("K7QF-2M9", b));
	assert_false(class_code_read("K7QF-2M9XX", b));
	assert_false(class_code_read("K7QF-2M9U", b)); /* no U among them */
	assert_false(class_code_read("", b));
}

static void test_key(void **state)
{
	uint8_t a[KEY_SIZE], b[KEY_SIZE];

	(void)state;
	assert_int_equal(class_key("K7QF-2M9X", "new", a), OK);
	assert_int_equal(class_key("K7QF-2M9X", "new", b), OK);
	assert_memory_equal(a, b, KEY_SIZE);
	assert_int_equal(class_key("K7QF-2M9X", "other", b), OK);
	assert_memory_not_equal(a, b, KEY_SIZE);
}

/* Each byte of a letter counts, and so does its head. */
static void test_letter(void **state)
{
	struct letter m = {LETTER_TELL, 7, 12}, got;
	struct record text = {0}, r = {0}, plain = {0};
	struct buf b;

	(void)state;
	record_add(&text, "is", "state");
	buf_init(&b, CLASS_BODY);
	assert_int_equal(letter_close(&m, key, &text, &b), OK);
	assert_int_equal(letter_read(buf_text(&b), b.len, &r, &got), OK);
	assert_int_equal(got.is, LETTER_TELL);
	assert_int_equal(got.seat, 7);
	assert_int_equal(letter_open(&r, &got, key, &plain), OK);
	assert_string_equal(record_get(&plain, "is"), "state");
	record_release(&plain);
	assert_int_equal(letter_open(&r, &got, other_key, &plain), ERR_TAMPER);
	got.n++;
	assert_int_equal(letter_open(&r, &got, key, &plain), ERR_TAMPER);
	got = (struct letter){LETTER_HEAR, 7, 12};
	assert_int_equal(letter_open(&r, &got, key, &plain), ERR_TAMPER);
	record_release(&r);
	for (size_t i = 0; i < b.len; i++) {
		r = (struct record){0};
		b.data[i] ^= 1;
		if (letter_read(buf_text(&b), b.len, &r, &got) == OK)
			assert_int_equal(letter_open(&r, &got, key, &plain), ERR_TAMPER);
		record_release(&r);
		b.data[i] ^= 1;
	}
	record_release(&text);
	buf_release(&b);
}

/* ---- a class ---- */

static void test_join_and_tell(void **state)
{
	struct room *r = *state;
	struct class_order o = {.what = ORDER_FREEZE, .n = 1}, heard;
	struct record out = {0};

	join(r);
	assert_int_equal(class_link_seat(r->links[0]), 1);
	tell_state(r->links[0], "form", "T01", 1);
	until(r, seen);
	assert_string_equal(r->floor.desks[1].state.screen, "form");
	assert_false(r->floor.desks[1].state.trainer); /* whatever it says */
	assert_true(class_floor_order(&r->floor, 1, &o));
	for (int i = 0; i < TURNS && !class_link_said(r->links[0], &out); i++)
		turn(r);
	assert_int_equal(class_order_get(&out, &heard), OK);
	assert_int_equal(heard.what, ORDER_FREEZE);
	record_release(&out);
	/* once only, whatever is asked again */
	for (int i = 0; i < 50; i++)
		turn(r);
	assert_false(class_link_said(r->links[0], &out));
}

static bool second_known(const struct room *r)
{
	return r->floor.desks[2].known;
}

/* A trainee cannot speak for another seat, nor be the trainer. */
static void test_seats_are_apart(void **state)
{
	struct room *r = *state;
	struct class_order o = {.what = ORDER_SAY, .text = "only for two"};
	struct record out = {0};

	join(r);
	join(r);
	tell_state(r->links[0], "form", "T02", 2);
	tell_state(r->links[1], "home", "T99", 2);
	until(r, second_known);
	assert_false(r->floor.desks[1].known);       /* its state said it was another seat's */
	assert_string_equal(r->floor.desks[2].state.screen, "home");
	assert_string_equal(r->floor.desks[2].state.who, "T02"); /* not what it says */
	assert_true(class_floor_order(&r->floor, 2, &o));
	for (int i = 0; i < 200; i++)
		turn(r);
	assert_false(class_link_said(r->links[0], &out));
	assert_true(class_link_said(r->links[1], &out));
	record_release(&out);
}

static bool has_result(const struct room *r)
{
	struct class_result *list = NULL;
	size_t n = 0;

	assert_int_equal(class_results(r->dir, &list, &n), OK);
	mem_free(list);
	return n > 0;
}

static void test_result_and_tape(void **state)
{
	struct room *r = *state;
	struct class_result result = {.at = "2026-03-16 09:30:00", .seat = 9, .who = "x\ty", .lesson = 2,
		.exam = true, .score = {.points = 87, .steps = 5}}, *list;
	struct record one = {0}, two = {0};
	struct canvas c;
	struct buf packed;
	struct tape tape;
	char path[PATH_SIZE + 64];
	size_t n;

	join(r);
	canvas_init(&c, 24, 80);
	canvas_text(&c, 0, 0, PAINT_TITLE, "onetrip");
	buf_init(&packed, PACK_BYTES);
	canvas_pack(&c, &packed);
	record_add(&one, "is", "picture");
	record_addn(&one, "cells", buf_text(&packed), packed.len);
	record_addi(&one, "at", 3);
	record_addi(&one, "first", 1);
	class_link_tell(r->links[0], LINK_FRAME, &one);
	class_result_put(&result, &two);
	class_link_tell(r->links[0], LINK_RESULT, &two);
	until(r, has_result);
	assert_int_equal(class_results(r->dir, &list, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].seat, 1);           /* the seat's own, whatever it says */
	assert_string_equal(list[0].who, "T01");
	assert_int_equal(list[0].score.points, 87);
	mem_free(list);
	text_format(path, sizeof path, "%s/seat-01/lessons/tape", r->dir);
	assert_int_equal(tape_load(path, &tape), OK);
	assert_int_equal(tape.n, 1);
	assert_int_equal(tape.frames[0].at_s, 3);
	tape_release(&tape);
	record_release(&one);
	record_release(&two);
	buf_release(&packed);
	canvas_release(&c);
}

static void test_results_read_strictly(void **state)
{
	static const char *const bad[] = {"", "2026-03-16T09:30:00", "2026-03-16 09:30", "2026-03-16 09:30:0\t",
		"2026-13-16 09:30:00"};
	struct class_result r = {.lesson = 2};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct record out = {0};
		struct class_result got;
		text_copy(r.at, sizeof r.at, bad[i]);
		class_result_put(&r, &out);
		assert_int_equal(class_result_get(&out, &got), ERR_INPUT);
		record_release(&out);
	}
}

/* ---- who does not belong there ---- */

static void test_wrong_code(void **state)
{
	struct room *r = *state;
	struct class_link *l = link_begin(r, other_key, "joined");

	for (int i = 0; i < 300; i++) {
		turn(r);
		class_link_turn(l);
	}
	assert_false(class_link_there(l));
	assert_int_equal(class_link_seat(l), 0);
	class_link_leave(l);
	assert_int_equal(r->floor.desks[1].fd, -1);
}

/* One raw request; its status. */
static int ask(struct room *r, const char *path, const char *body, size_t len)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int64_t port = 0, status = 0;
	char head[256], answer[512] = {0}, digits[4];
	size_t got = 0;

	assert_true(text_number(strrchr(place_of(r), ':') + 1, 1, 65535, &port));
	to.sin_port = htons((uint16_t)port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	text_format(head, sizeof head, "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
		"Content-Length: %zu\r\n\r\n", path, len);
	assert_int_equal(send(fd, head, strlen(head), MSG_NOSIGNAL), (ssize_t)strlen(head));
	assert_int_equal(send(fd, body, len, MSG_NOSIGNAL), (ssize_t)len);
	for (int i = 0; i < TURNS && got < 12; i++) {
		turn(r);
		ssize_t n = recv(fd, answer + got, sizeof answer - 1 - got, MSG_DONTWAIT);
		got += n > 0 ? (size_t)n : 0;
	}
	assert_non_null(strstr(answer, CLASS_MARK ": " CLASS_MARK_VALUE)); /* on every answer */
	text_copyn(digits, sizeof digits, answer + 9, 3);
	assert_true(text_number(digits, 100, 599, &status));
	close(fd);
	return (int)status;
}

static void test_hostile_trainee(void **state)
{
	struct room *r = *state;
	struct letter m = {LETTER_TELL, 1, 1};
	struct record text = {0};
	struct buf b;

	join(r);
	buf_init(&b, CLASS_BODY);
	assert_int_equal(ask(r, "/class/tell", "", 0), 400);
	assert_int_equal(ask(r, "/class/tell", "4:seat,1:1,", 11), 400);
	assert_int_equal(ask(r, "/class/none", "x", 1), 400);
	assert_int_equal(ask(r, "/api/POP-01", "{}", 2), 404);  /* a class has no departments */
	assert_int_equal(ask(r, "/control", "{}", 2), 404);
	record_add(&text, "is", "leave");
	/* under the key of the class, which everybody in the room has, nobody speaks for a seat */
	assert_int_equal(letter_close(&m, key, &text, &b), OK);
	assert_int_equal(ask(r, "/class/tell", buf_text(&b), b.len), 410);
	assert_int_equal(ask(r, "/class/hear", buf_text(&b), b.len), 400); /* another door */
	m = (struct letter){LETTER_JOIN, 0, 1};
	buf_clear(&b);
	assert_int_equal(letter_close(&m, key, &text, &b), OK);
	assert_int_equal(ask(r, "/class/join", buf_text(&b), b.len), 400); /* without a public key */
	m.is = LETTER_HEAR;
	m.seat = 99;
	buf_clear(&b);
	assert_int_equal(letter_close(&m, key, &text, &b), OK);
	assert_int_equal(ask(r, "/class/hear", buf_text(&b), b.len), 410);
	for (int i = 0; i < 100; i++)
		turn(r);
	assert_true(class_link_there(r->links[0]));
	record_release(&text);
	buf_release(&b);
}

/* A joining that somebody heard and says again changes nothing. */
static void test_join_again_is_refused(void **state)
{
	struct room *r = *state;
	struct letter m = {LETTER_JOIN, 0, 5};
	struct record text = {0};
	uint8_t secret[KEY_SIZE], public[KEY_SIZE];
	struct buf b;

	seal_random(secret, KEY_SIZE);
	seal_public(secret, public);
	record_addn(&text, "public", public, KEY_SIZE);
	record_addi(&text, "fresh", 1);
	buf_init(&b, CLASS_BODY);
	assert_int_equal(letter_close(&m, key, &text, &b), OK);
	assert_int_equal(ask(r, "/class/join", buf_text(&b), b.len), 200);
	assert_int_equal(ask(r, "/class/join", buf_text(&b), b.len), 409);
	record_release(&text);
	buf_release(&b);
}

/* What an exchange may say to a POST, and what is made of it. */
static const struct {
	const char *answer;
	enum err is;
} answers[] = {
	{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" CLASS_MARK ": " CLASS_MARK_VALUE "\r\n\r\nok", OK},
	{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", ERR_DEMO},      /* no mark: a real one? */
	{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" CLASS_MARK ": yes\r\n\r\nok", ERR_DEMO},
	{"HTTP/1.1 200 OK\r\n" CLASS_MARK ": " CLASS_MARK_VALUE "\r\n\r\nok", ERR_DEMO},
	{"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n" CLASS_MARK ": " CLASS_MARK_VALUE "\r\n\r\n", ERR_DEMO},
	{"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n" CLASS_MARK ": " CLASS_MARK_VALUE "\r\n\r\n", ERR_DEMO},
	{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n" CLASS_MARK ": " CLASS_MARK_VALUE
		"\r\n\r\nok", ERR_DEMO},
	{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" CLASS_MARK ": " CLASS_MARK_VALUE "\r\n\r\nokay", ERR_DEMO},
	{"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n" CLASS_MARK ": " CLASS_MARK_VALUE "\r\n\r\nok", ERR_DEMO},
	{"<html>", ERR_NET},
	{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n" CLASS_MARK ": " CLASS_MARK_VALUE "\r\n\r\nok", ERR_NET},
	{"", ERR_NET},
};

static void test_hostile_exchange(void **state)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof at;
	char place[64];
	struct buf body;
	int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)state;
	assert_int_equal(bind(door, (struct sockaddr *)&at, size), 0);
	assert_int_equal(listen(door, 4), 0);
	assert_int_equal(getsockname(door, (struct sockaddr *)&at, &size), 0);
	text_format(place, sizeof place, "127.0.0.1:%d", ntohs(at.sin_port));
	buf_init(&body, 64);
	buf_adds(&body, "x");
	for (size_t i = 0; i < COUNT_OF(answers); i++) {
		struct post p;
		enum err e = ERR_BUSY;
		post_init(&p, 4096);
		assert_int_equal(post_start(&p, place, "/class/join", &body), OK);
		int fd = accept4(door, NULL, NULL, SOCK_CLOEXEC);
		e = post_turn(&p);
		assert_int_equal(send(fd, answers[i].answer, strlen(answers[i].answer), MSG_NOSIGNAL),
			(ssize_t)strlen(answers[i].answer));
		shutdown(fd, SHUT_WR);
		for (int k = 0; e == ERR_BUSY && k < TURNS; k++)
			e = post_turn(&p);
		if (e != answers[i].is)
			fail_msg("answer %zu: %s, not %s", i, err_name(e), err_name(answers[i].is));
		close(fd);
		post_release(&p);
	}
	buf_release(&body);
	close(door);
}

static void test_places(void **state)
{
	(void)state;
	assert_true(post_place_good("192.168.10.5:7700"));
	assert_false(post_place_good("hall.example:7700"));
	assert_false(post_place_good("192.168.10.5"));
	assert_false(post_place_good("192.168.10.5:0"));
	assert_false(post_place_good("192.168.10.5:77000"));
	assert_false(post_place_good("999.1.1.1:7700"));
}

/* ---- the line ---- */

static bool first_gone(const struct room *r)
{
	return r->floor.desks[1].fd < 0;
}

static bool first_back(const struct room *r)
{
	return r->floor.desks[1].fd >= 0 && r->floor.desks[1].known;
}

/* Silent for longer than GATE_LOST_MS: grey, and the same seat when it comes back. */
static void test_lost_and_again(void **state)
{
	struct room *r = *state;

	join(r);
	tell_state(r->links[0], "form", "T01", 1);
	until(r, seen);
	r->n = 0;                                    /* its line is cut: it has no turn */
	clock_advance(GATE_LOST_MS + 1);
	until(r, first_gone);
	assert_true(r->floor.desks[1].known);        /* its row stays */
	r->n = 1;
	until(r, first_back);
	assert_int_equal(class_link_seat(r->links[0]), 1);
}

/* A program begun anew on the same machine has its seat again; another machine has another. */
static void test_same_machine_same_seat(void **state)
{
	struct room *r = *state;

	join(r);
	join(r);
	class_link_leave(r->links[0]);
	r->links[0] = r->links[1];
	r->n = 1;
	join(r);
	assert_int_equal(class_link_seat(r->links[1]), 1);
}

/* ---- thirty ---- */

static bool none_lost(const struct room *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (!class_link_there(r->links[i]) || r->floor.desks[class_link_seat(r->links[i])].fd < 0)
			return false;
	return true;
}

static void test_thirty(void **state)
{
	struct room *r = *state;
	struct class_order o = {.what = ORDER_FREEZE, .n = 1};
	struct wait_fd fds[WAIT_FDS];
	size_t said = 0;

	for (int i = 0; i < TRAINEES; i++)
		join(r);
	for (int round = 0; round < 5; round++) {
		for (size_t i = 0; i < r->n; i++) {
			char who[8];
			text_format(who, sizeof who, "T%02d", class_link_seat(r->links[i]));
			tell_state(r->links[i], round % 2 ? "form" : "home", who, class_link_seat(r->links[i]));
		}
		until(r, seen);
		until(r, none_lost);
	}
	/* all of them fit into one wait, the console's and the exchange's */
	assert_true(class_floor_fds(&r->floor, fds, WAIT_FDS) == TRAINEES);
	size_t n = gate_fds(r->gate, fds, WAIT_FDS - 4);
	assert_int_equal(n, 2 * TRAINEES);
	assert_int_equal(wait_plain(fds, n, 0), OK);
	for (size_t i = 0; i < r->n; i++)
		assert_true(class_floor_order(&r->floor, class_link_seat(r->links[i]), &o));
	for (int i = 0; i < TURNS && said < TRAINEES; i++) {
		turn(r);
		for (size_t k = 0; k < r->n; k++) {
			struct record out = {0};
			said += class_link_said(r->links[k], &out);
			record_release(&out);
		}
	}
	assert_int_equal(said, TRAINEES);
	assert_true(none_lost(r));
}

#define ROOM(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_code),
		cmocka_unit_test(test_key),
		cmocka_unit_test(test_letter),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_results_read_strictly),
		cmocka_unit_test(test_hostile_exchange),
		ROOM(test_join_and_tell),
		ROOM(test_seats_are_apart),
		ROOM(test_result_and_tape),
		ROOM(test_wrong_code),
		ROOM(test_hostile_trainee),
		ROOM(test_join_again_is_refused),
		ROOM(test_lost_and_again),
		ROOM(test_same_machine_same_seat),
		ROOM(test_thirty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
