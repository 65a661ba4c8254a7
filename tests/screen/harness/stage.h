/* SPDX-License-Identifier: MIT
 *
 * Where a script is played: on the program's own canvas in this process (stage_canvas, time held,
 * hundreds of keys a second), on the real program behind a pseudo-terminal (stage_pty), or on the
 * real program in plain mode (stage_linear).
 */
#ifndef ONETRIP_HARNESS_STAGE_H
#define ONETRIP_HARNESS_STAGE_H

#include "tests/screen/harness/figures.h"

/* What `term` and `run` said. */
struct scene {
	int rows, cols;
	char term[32], lang[8]; /* lang: "zh" or "en" */
	char now[32];           /* YYYY-MM-DDTHH:MM */
	uint64_t seed;
	size_t history;         /* cases of the hall's past; 0 none */
	bool mono, no_color;
	int round_trip_ms;      /* of the line to a real terminal */
	char class_name[32];    /* "" none */
	char listen[32], join[32]; /* of a class over the network; a join to port 0 finds its listen */
	char dir[4096];         /* shared with other terminals; "" one of its own */
};

struct stage {
	const struct stage_kind *kind;
	void *self; /* NULL: closed */
};

struct stage_kind {
	const char *name;
	bool held;                   /* time moves only by pass() */
	enum err (*open)(struct stage *s, const struct scene *scene);
	void (*close)(struct stage *s);
	/* Sends and brings the picture up to date. */
	void (*send)(struct stage *s, const void *bytes, size_t len);
	void (*feed)(struct stage *s, const void *bytes, size_t len); /* sends, waits for nothing */
	void (*settle)(struct stage *s); /* a pending Esc or short card is decided, screen painted */
	void (*pass)(struct stage *s, int64_t ms);
	void (*watch)(struct stage *s, int ms); /* lets the world move for real, at most so long */
	void (*resize)(struct stage *s, int rows, int cols);
	int (*rows)(struct stage *s);
	void (*row)(struct stage *s, int row, struct buf *out);
	void (*cursor)(struct stage *s, int *row, int *col); /* NULL: rows have no places */
	void (*golden)(struct stage *s, struct buf *out); /* NULL: this stage has no roles */
	bool (*mouse)(struct stage *s); /* its reports are on; NULL: the program decides */
	size_t (*bytes)(struct stage *s);                 /* painted so far; NULL: nothing paints */
	void (*tally)(struct stage *s, struct figures *out); /* of the open case; NULL: not known */
	/* true, and what: a picture since the last call broke a law of all screens; NULL: not known. */
	bool (*wrong)(struct stage *s, struct buf *out);
	/* false, and which: a key of the footer does nothing; NULL: not tried here. */
	bool (*offered)(struct stage *s, struct buf *out);
	enum err (*fault)(struct stage *s, const char *department, const char *state, int latency_ms);
};

/* stage_apart: the canvas in a process of its own, for scripts with several terminals. */
extern const struct stage_kind stage_canvas, stage_pty, stage_linear, stage_apart;

/* The shared folder, or one for this stage alone: *out is then to be removed. */
enum err stage_place(const struct scene *c, char out[4096]) MUST_CHECK;
/* A folder for one play, and away with it. */
enum err stage_folder(char out[4096]) MUST_CHECK;

#endif
