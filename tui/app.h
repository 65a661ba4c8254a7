/* SPDX-License-Identifier: MIT
 *
 * The program: a stack of screens over one desk, one loop. Everything a screen may use.
 */
#ifndef ONETRIP_APP_H
#define ONETRIP_APP_H

#include "core/base/file.h"
#include "core/casework/desk/desk.h"
#include "core/casework/grant.h"
#include "core/casework/objection.h"
#include "core/casework/oversight/inforce.h"
#include "tui/again.h"
#include "tui/decode.h"
#include "tui/intake.h"
#include "tui/screen.h"
#include "tui/start.h"
#include "tui/terminal.h"

enum { RAW_BYTES = 16, APP_STACK = 8, APP_LINE = 1000, APP_MESSAGES = 200, APP_MESSAGE = 240, HELD_KEYS = 18 };

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

struct editions;

struct app {
	/* parts, owned */
	struct store *store;
	struct directory *directory;
	struct catalog *catalog;
	struct driver *driver;
	struct grants *grants;
	struct objections *objections;
	struct crossings *crossings; /* cases another region has */
	struct inwards *inwards;     /* and those other regions hand over */
	size_t inward_told;          /* how many waited when that was last said */
	struct moving *moving;       /* NULL: told days are not being compared */
	struct inforce inforce;      /* what was confirmed by two people, as known here */
	int64_t inforce_ms;          /* mono: when it is looked for next, at the first turn after */
	int64_t upkeep_ms;           /* mono: when the journal is looked after next */
	unsigned news;               /* counts changes of cases that no key of this desk made */
	int64_t answers_ms;          /* mono: when departments' answers are looked for next */
	bool skew_told;              /* that this machine's clock is wrong, in this session */
	struct usage *usage;         /* NULL before somebody looked at the catalog */
	struct editions *editions;   /* what two people put in force */
	struct desk *desk;
	struct counter_place *counter;
	struct practice *practice;   /* demo only, borrowed; NULL none */
	struct facing_side *facing;  /* what the citizen is shown */
	/* settings */
	bool demo;
	char hall[96], window[8], region[8], demo_base[64];
	int lock_seconds, mask_seconds;
	struct terminal terminal;    /* how the glass is and looks */
	bool window_taken;           /* F4 at the log-in chose it */
	char database[PATH_SIZE], term[48]; /* whose settings these are */
	bool other_look;             /* the glass is to be told */
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
	struct again again;          /* what waits for another process's write */
	bool soon;                   /* the screen has more to do: its tick is due at once */
	int64_t modal_until_ms;      /* keys are ignored until then */
	/* message row */
	struct message messages[APP_MESSAGES];
	int n_messages;              /* total so far */
	bool message_live;
	int64_t message_ms;          /* mono, when the newest was said */
	enum err failed;             /* what the newest was about, OK nothing: F1 explains it */
	int64_t drawn_minute;        /* of the clock in row 0 */
	int desk_next_ms;            /* what desk_tick asked for */
	int64_t screen_due_ms;       /* mono: when the top screen wants its tick; 0 never. Set by it
	                                anew in each tick */
	/* input */
	struct decoder decoder;
	struct intake intake;
	struct key held[HELD_KEYS];  /* digits that may turn out to be a card */
	int n_held;
	int64_t held_ms;             /* of app_hand_ms */
	int64_t busy_ms;             /* spent on anything but waiting, so far: no hand was slow then */
	int64_t skip_enter_until_ms; /* after an auto-skip, one Enter or Tab is swallowed */
	int64_t f_key_ms;            /* last F-key, for hanging compositions */
	bool bell;
	char raw[RAW_BYTES];         /* bytes since the last key */
	int n_raw;
	int click_row;
	int64_t click_ms;
	size_t consumed;             /* input bytes, for the frame mark */
	int keys;                    /* all key presses, for scripts */
	/* picture */
	struct canvas canvas;
	struct canvas before;        /* the picture before that one */
	const struct screen *drawn;  /* whose picture it is */
	int64_t rest_ms;             /* mono: when the focus, which moved, has come to rest; 0 it does */
	const struct screen *titled; /* whose name the terminal's title bears */
	bool error_title;            /* 错误 goes first in row 0 */
	bool listed;                 /* the directory of items is read */
	int today_done;              /* cases finished since log-in */
	int watch_fd;                /* a log-in being hashed; -1 none */
	struct uid locked_case;      /* opened again after unlocking; none */
	struct uid line[APP_LINE];   /* cases of the list the open one came from, in its order */
	size_t n_line;
};

enum err app_new(const struct start *s, struct app **out, struct buf *messages) MUST_CHECK;
void app_free(struct app *a);

/* One turn: feeds bytes, runs timers, draws when something changed. Used by the loop and by key
 * scripts alike. */
void app_feed(struct app *a, const void *bytes, size_t len);
void app_press(struct app *a, const struct key *k); /* a key that needs no decoding */
void app_dispatch(struct app *a, const struct key *k); /* to the top screen, as once before (again.h) */
/* The clock by which keys are told from card bursts: it stands while the program works. */
int64_t app_hand_ms(const struct app *a);
void app_feed_timeouts(struct app *a);           /* Esc alone, a short card: their time came */
int app_held_wait_ms(const struct app *a, int64_t now_ms); /* -1: no digit is held */
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
void app_logout(struct app *a);                  /* closes the case, wipes keys, shows log-in */
const struct screen *app_top(const struct app *a);
bool app_offers(const struct app *a, enum action act); /* the top screen does something with it now */
void app_act(struct app *a, enum action act);    /* as if its key had been pressed */
void app_lock(struct app *a);
void app_reveal(struct app *a);                  /* 10 s in clear, audited before it is shown */
bool app_clear(const struct app *a);             /* personal data may be shown in clear now */

/* Messages: text is translated already and at most 76 cells. */
void app_say(struct app *a, enum voice v, const char *format, ...) PRINTF_LIKE(3, 4);
/* After F5: what was asked again, if anything was left to ask. e: of desk_refetch. */
void app_refetched(struct app *a, enum err e);
void app_fail(struct app *a, enum err e);        /* "text. remedy"; ERR_BUSY: see again.h */
const struct message *app_message(const struct app *a); /* of row 21 now, or NULL */

/* 0..9 for a digit in any width, else -1: choices work with the input method on. */
int app_digit(uint32_t codepoint);

/* A person at the counter: from home, a card on any screen, or a typed number. Asks before
 * leaving an open case, offers the person's own draft, then shows the identity screen. */
void app_person(struct app *a, const char *number, enum proof proof);
/* Opens a case from a list: its draft at the step where it stands, else read only. */
void app_open_case(struct app *a, const struct uid *id);
void app_handover(struct app *a);                /* S18 */
void app_queue(struct app *a);                   /* S12, from anywhere */
void app_draft_appeal(struct app *a);            /* about the overdue case that is open */
void app_receive(struct app *a);                 /* asks, then takes the papers without accepting */
void app_after_login(struct app *a);             /* the session's first screen */
/* The list a case is opened from: F7 and F8 go along it. Cleared, then told, then app_open_case. */
void app_line_clear(struct app *a);
void app_line_add(struct app *a, const struct uid *id);
bool app_line_at(const struct app *a, size_t *at, size_t *all); /* where the open case stands */
void app_line_step(struct app *a, int by);       /* opens the next or the one before */

/* Auto-skip happened (ID, phone, date): swallow one Enter or Tab within 400 ms. */
void app_skipped(struct app *a);
void app_ime_hint(struct app *a);                /* Han where only commands live */

#endif
