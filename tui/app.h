/* SPDX-License-Identifier: MIT
 *
 * The program: a stack of screens over one desk, one loop. Everything a screen may use.
 */
#ifndef ONETRIP_APP_H
#define ONETRIP_APP_H

#include "core/casework/desk.h"
#include "tui/decode.h"
#include "tui/intake.h"
#include "tui/screen.h"

enum { APP_STACK = 8, APP_MESSAGES = 200, APP_MESSAGE = 240 };

enum voice {                         /* sign of row 21 */
	VOICE_ASK,                   /* ? words to say to the citizen */
	VOICE_PROBLEM,               /* ! stays until the next key */
	VOICE_HINT,                  /* i dims after 6 s */
	VOICE_BUSY                   /* * */
};

struct message {
	enum voice voice;
	int64_t at_ms;               /* wall */
	char text[APP_MESSAGE];
};

struct app_options {
	const char *config;          /* path; NULL: default */
	const char *lang;            /* NULL: as configured */
	bool demo;
	bool mono;
	uint64_t seed;
	const char *demo_base;       /* "http://127.0.0.1:PORT" of the running demo exchange */
	const char *demo_dir;
};

struct app {
	/* parts, owned */
	struct store *store;
	struct directory *directory;
	struct catalog *catalog;
	struct driver *driver;
	struct desk *desk;
	/* settings */
	bool demo;
	char hall[96], window[8], demo_base[64];
	int lock_seconds, mask_seconds;
	/* session */
	char operator_id[OPERATOR_ID], operator_name[OPERATOR_NAME];
	int64_t last_key_ms;         /* mono */
	int64_t revealed_until_ms;   /* mono; 0 masked */
	bool masked_idle;            /* 60 s without a key: the glass is masked */
	/* screens */
	struct {
		const struct screen *screen;
		void *state;
	} stack[APP_STACK];
	int depth;
	bool quit, dirty, redraw;
	int64_t modal_until_ms;      /* keys are ignored until then */
	/* message row */
	struct message messages[APP_MESSAGES];
	int n_messages;              /* total so far */
	bool message_live;
	/* input */
	struct decoder decoder;
	struct intake intake;
	int64_t skip_enter_until_ms; /* after an auto-skip, one Enter or Tab is swallowed */
	int64_t f_key_ms;            /* last F-key, for hanging compositions */
	bool bell;
	size_t consumed;             /* input bytes, for the frame mark */
	int keys;                    /* all key presses, for scripts */
	/* picture */
	struct canvas canvas;
	bool error_title;            /* 错误 goes first in row 0 */
	int today_done;              /* cases finished since log-in */
};

enum err app_new(const struct app_options *o, struct app **out, struct buf *messages) MUST_CHECK;
void app_free(struct app *a);

/* One turn: feeds bytes, runs timers, draws when something changed. Used by the loop and by key
 * scripts alike. */
void app_feed(struct app *a, const void *bytes, size_t len);
void app_resize(struct app *a, int rows, int cols);
void app_tick(struct app *a);                    /* timers, desk, screen ticks */
int app_wait_ms(const struct app *a);            /* how long the loop may sleep; -1 for ever */
void app_draw(struct app *a);                    /* into a->canvas */
int app_run(struct app *a);                      /* with the terminal, until quit; exit status */

/* Stack */
enum err app_push(struct app *a, const struct screen *s, const void *arg);
void app_pop(struct app *a);
enum err app_replace(struct app *a, const struct screen *s, const void *arg);
void app_home(struct app *a);                    /* back to the workbench, draft kept */
const struct screen *app_top(const struct app *a);
void app_act(struct app *a, enum action act);    /* as if its key had been pressed */
void app_lock(struct app *a);
bool app_clear(const struct app *a);             /* personal data may be shown in clear now */

/* Messages: text is translated already and at most 76 cells. */
void app_say(struct app *a, enum voice v, const char *format, ...) PRINTF_LIKE(3, 4);
void app_fail(struct app *a, enum err e);        /* "text. remedy" */
const struct message *app_message(const struct app *a); /* of row 21 now, or NULL */

/* Auto-skip happened (ID, phone, date): swallow one Enter or Tab within 400 ms. */
void app_skipped(struct app *a);
void app_ime_hint(struct app *a);                /* Han where only commands live */

#endif
