/* SPDX-License-Identifier: MIT
 *
 * How a session starts: from onetrip.conf (live) or from a demo folder. All strings borrowed.
 */
#ifndef ONETRIP_START_H
#define ONETRIP_START_H

#include "core/store/store.h"
#include "tui/term.h"

struct start {
	enum store_kind kind;
	const char *database, *terminal_key;
	const char *witness;         /* NULL or "": beside the database */
	const char *hall, *window;
	const char *region;          /* division of the hall; NULL or "": none */
	const char *catalog;         /* live only */
	const char *forms;           /* folder of the item files; NULL or "": the program's own */
	const char *demo_base;       /* "http://127.0.0.1:PORT"; demo only */
	const char *printer, *print_dir;
	const char *printers;        /* others, blank separated; NULL none */
	const char *templates;       /* the hall's own; NULL or "": none */
	int slip_columns, page_columns; /* 0: 80 mm, A4 */
	bool bilingual;
	bool any_hour;               /* the after-hours rule is off */
	const char *scans;           /* folder of the scanner; NULL or "": none */
	int check_days, forward_days, answer_days; /* of objections; 0: as usual */
	int lock_seconds, mask_seconds, esc_ms;
	const char *term;            /* the terminal's kind; NULL: unknown */
	enum theme theme;            /* unless the terminal's own settings say another */
	bool slow;                   /* a thin line, whatever they say */
	bool theme_fixed;            /* whatever they say: --mono, NO_COLOR */
	bool esc_prefix;
	struct practice *practice;   /* demo only, NULL none; outlives the program (practice.h) */
};

/* A folder for the demo: ${XDG_DATA_HOME:-~/.local/share}/onetrip-demo unless dir is given.
 * Makes its database with the training users (and the hall's last 30 days, core/demo/history.h)
 * when it is not there yet or belongs to another seed. Live files are never touched. */
struct demo_place {
	char dir[4096], database[4200], key[4200], prints[4200], scans[4200];
};
struct demo_wish {
	const char *dir;             /* NULL: the usual place */
	uint64_t seed;
	bool fresh, history;
	size_t cases;                /* of the history; 0: as many as it has */
	const char *forms;           /* NULL: the program's own */
	const char *hall;            /* heading of the slips of its past */
	void (*progress)(void *ctx, size_t done, size_t all); /* of the history; NULL none */
	void *ctx;
	const struct demo_user *more; /* besides the training users, at most DEMO_MORE */
	size_t n_more;
};
enum { DEMO_MORE = 2 };
/* What a scanner would have left, when there is nothing. */
enum err demo_scans_lay(const struct demo_place *p) MUST_CHECK;
/* The hall's last 30 days into a store that is unlocked. */
enum err demo_past_lay(struct store *s, const struct demo_wish *w) MUST_CHECK;
/* Names its files, makes none; false: there is no home. */
bool demo_where(const char *dir, struct demo_place *out);
enum err demo_prepare(const struct demo_wish *w, struct demo_place *out) MUST_CHECK;

/* The demo exchange as a child of this process on a free loopback port. */
struct demo_exchange {
	int pid;                     /* 0 none */
	int input;                   /* it ends when this closes; 0 none */
	char base[64];
};
enum err demo_exchange_start(uint64_t seed, const char *now, struct demo_exchange *out) MUST_CHECK;
/* The training exchange of a class, for trainees of other machines (class_gate.h). listen:
 * "192.168.10.5:7700"; dir: of the class. The code goes through a pipe. */
enum err demo_class_start(const char *listen, const char *class_name, const char *dir, const char *code,
	struct demo_exchange *out) MUST_CHECK;
void demo_exchange_stop(struct demo_exchange *x);

/* The training users, as the login screen names them. */
struct demo_user {
	const char *id, *name, *password;
	int role;                    /* enum role */
};
extern const struct demo_user demo_users[];
extern const size_t n_demo_users;

#endif
