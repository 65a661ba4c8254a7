/* SPDX-License-Identifier: MIT
 *
 * A class 班次: a folder under the demo's with up to 31 seats, each its own folder, database, departments
 * and door (seat-NN.sock, same user only). The trainer looks for doors and sends orders; a seat tells
 * how it stands and, when it is watched, what is on its screen. Nobody writes into another seat's
 * folder. Results are lines of results.tsv, without a name or a case.
 *
 * A trainee on another machine has folder, database and departments there; the training exchange keeps
 * a door for it here (class_gate.h), so the trainer's end knows no difference.
 */
#ifndef ONETRIP_CLASSROOM_H
#define ONETRIP_CLASSROOM_H

#include "core/base/file.h"
#include "core/base/record.h"
#include "core/demo/class_link.h"
#include "core/demo/lesson.h"
#include "core/store/operator.h"

enum { CLASS_SEATS = 31, CLASS_BYTES = 130000, CLASS_WORDS = 160, CLASS_RESULTS = 2000 };

bool class_name_good(const char *name);          /* [A-Za-z0-9_-]{1,24} */

/* How a seat stands. */
struct class_state {
	int seat;                    /* 1.. */
	char who[OPERATOR_ID], name[OPERATOR_NAME];
	char screen[32];             /* name of the top screen */
	char help[CLASS_WORDS];      /* asked the trainer; "" nothing */
	int lesson;                  /* number; 0 none */
	int step, steps, points, keys, par_keys, seconds, par_seconds, snapshots;
	bool exam, frozen, done, trainer;
};
void class_state_put(const struct class_state *s, struct record *out);
enum err class_state_get(const struct record *r, struct class_state *out) MUST_CHECK;

/* word; what n, word and text mean */
#define ORDER_TABLE(X)                                                                             \
	X(ORDER_WATCH, "watch")      /* n: 1 send the screen from now on, 0 no more */             \
	X(ORDER_FREEZE, "freeze")    /* n: 1, 0 */                                                 \
	X(ORDER_SNAPSHOT, "snapshot")                                                              \
	X(ORDER_BACK, "back")                                                                      \
	X(ORDER_RESET, "reset")                                                                    \
	X(ORDER_LESSON, "lesson")    /* n: its number; word: "exam" or "" */                       \
	X(ORDER_FAULT, "fault")      /* word: department, "" all; text: state; n: latency, -1 usual */ \
	X(ORDER_CARD, "card")        /* n: 1 the reader fails, 0 works */                          \
	X(ORDER_PRINTER, "printer")  /* n: 1 it jams, 0 works */                                   \
	X(ORDER_HINT, "hint")        /* the next hint, at no cost */                               \
	X(ORDER_SAY, "say")          /* text: to be shown */

enum order {
#define X(name, word) name,
	ORDER_TABLE(X)
#undef X
	ORDER_COUNT
};

struct class_order {
	enum order what;
	int n;
	char word[64], text[CLASS_WORDS];
};
void class_order_put(const struct class_order *o, struct record *out);
enum err class_order_get(const struct record *r, struct class_order *out) MUST_CHECK;

/* ---- results ---- */

struct class_result {
	char at[20];                 /* wall, of the lesson's clock */
	int seat;
	char who[OPERATOR_ID];
	int lesson;
	bool exam;
	int par_seconds, par_keys;
	struct lesson_score score;
};
enum err class_result_add(const char *dir, const struct class_result *r) MUST_CHECK;
/* Oldest first, at most CLASS_RESULTS; mem_free. None: n is 0. */
enum err class_results(const char *dir, struct class_result **out, size_t *n) MUST_CHECK;
void class_results_csv(const struct class_result *list, size_t n, struct buf *out);
void class_result_put(const struct class_result *r, struct record *out);
enum err class_result_get(const struct record *r, struct class_result *out) MUST_CHECK;

/* ---- a seat's end ---- */

/* On the trainer's machine by a door of its own; on another one through the training exchange. Two ways,
 * the same calls. */
struct seat {
	char dir[PATH_SIZE];         /* of the class, with '/'; of this machine's part of it */
	int number;
	const struct seat_way *way;
	char name[24];               /* of its door */
	int lock, door, peer;
	struct class_link *link;
};
struct seat_way {
	bool (*welcome)(struct seat *s);
	bool (*there)(const struct seat *s);
	bool (*said)(struct seat *s, struct class_order *out);
	void (*tell)(struct seat *s, enum link_slot slot, const struct record *r);
	enum err (*result)(struct seat *s, const struct class_result *r);
	size_t (*fds)(const struct seat *s, struct wait_fd *out, size_t most);
	int (*wait_ms)(const struct seat *s);
	void (*leave)(struct seat *s);
};

/* The first that is free on this machine. dir is made. ERR_LIMIT: all are taken. */
enum err seat_take(const char *dir, struct seat *out) MUST_CHECK;
/* Through the training exchange at place; as class_link_join. dir: of this machine's part of the class. */
enum err seat_join(const char *dir, const char *place, const char *class_name, const char *code,
	struct seat *out) MUST_CHECK;
void seat_leave(struct seat *s);                 /* {0} is fine */
bool seat_welcome(struct seat *s);               /* true: it has to be told anew */
bool seat_there(const struct seat *s);           /* somebody hears what is told */
bool seat_said(struct seat *s, struct class_order *out);
void seat_tell(struct seat *s, enum link_slot slot, const struct record *r); /* lets a trainer go who does not take it */
enum err seat_result(struct seat *s, const struct class_result *r) MUST_CHECK;
size_t seat_fds(const struct seat *s, struct wait_fd *out, size_t most);
int seat_wait_ms(const struct seat *s);          /* -1: nothing to do by itself */
/* The door of a seat closes, and opens again; the seat stays taken. */
void seat_hide(struct seat *s);
bool seat_show(struct seat *s);

#endif
