/* SPDX-License-Identifier: MIT
 *
 * Shared by the files of the screen "Operators".
 */
#ifndef ONETRIP_OPERATORS_STATE_H
#define ONETRIP_OPERATORS_STATE_H

#include "core/casework/recusal.h"
#include "core/casework/roster.h"
#include "core/store/duty.h"
#include "core/store/scope.h"
#include "tui/choose.h"
#include "tui/edit.h"
#include "tui/list.h"

enum { OPERATORS_STANDS = 512, OPERATORS_UNITS = 256, OPERATORS_PAGE = 10 };

enum operators_tab { TAB_PEOPLE, TAB_SCOPES, TAB_STANDS, TAB_DUTY, TAB_PLACES, TAB_ROTA, TABS };

/* An act that waits for the gate; tick tries it until it is settled. */
enum operators_doing {
	DOING_NOTHING, DOING_GRANT, DOING_CONFIRM, DOING_END_SCOPE, DOING_END_STAND, DOING_CONFIRM_PLACE,
	DOING_WITHDRAW_PLACE
};

/* A window or a unit, or a change of one that waits for somebody else. */
struct operators_place {
	struct roster_row row;
	bool waits;
	struct accord accord;        /* of what waits */
};

struct operators {
	enum operators_tab tab;
	int who;                     /* of operators_who: which people are listed */
	struct operator_info *people;
	struct scope *scopes;
	struct stand_in *stands;     /* those not over today */
	struct duty *duty;
	struct operators_place *places; /* what waits first */
	struct roster_row *rota;     /* duty that is not over today, what was set last first */
	size_t n_people, n_scopes, n_stands, n_duty, n_places, n_rota;
	bool no_stands;              /* this role holds no key for them */
	size_t *shown;               /* indexes that pass the filter, of the tab's list */
	struct list list;
	struct edit find;
	bool digits_search;
	enum operators_doing doing, asked; /* asked: by the overlay that is open */
	int64_t give_up_ms;          /* mono */
	char operator[OPERATOR_ID];  /* whom an act is about */
	struct uid scope;
	struct roster_row place;     /* a window or unit as it is to be */
	uint8_t hash[HASH_SIZE];     /* of the change an act is about */
	char code[ENROL_CODE];       /* to be shown once */
	struct choose_row *items;    /* lists to pick from, made when first wanted */
	size_t n_items;
	struct choose_row roles[ROLE_COUNT], rights[RIGHT_COUNT], units[OPERATORS_UNITS], *staff,
		*whose;
	struct choose_row *takes;    /* departments and items; the first row proposes */
	char takes_so_far[ROSTER_TAKES + 40];
	struct choose_row halls[ROSTER_UNITS], *windows;
	size_t n_units, n_staff, n_whose, n_takes, n_halls, n_windows;
};

struct operators_who {
	const char *label;           /* msgid */
	int state;                   /* of enum operator_state; -1: any */
};
enum { OPERATORS_WHO = 5 };
extern const struct operators_who operators_who[OPERATORS_WHO];

/* Acts of a tab: a digit each. */
struct operators_act {
	enum operators_tab tab;
	const char *label;           /* msgid */
	bool admin, supervisor;      /* whose act it is */
	void (*run)(struct app *a, struct operators *s);
};
extern const struct operators_act operators_acts[];
extern const size_t n_operators_acts;
bool operators_may(const struct app *a, const struct operators_act *act);

/* The rows under the cursor; NULL: none, or of another tab. */
const struct operator_info *operators_person(const struct operators *s);
const struct scope *operators_scope(const struct operators *s);
const struct stand_in *operators_stand(const struct operators *s);
const struct operators_place *operators_place(const struct operators *s);
const struct roster_row *operators_rota(const struct operators *s);
const struct operator_info *operators_named(const struct operators *s, const char *id);

/* Acts with something to fill in; a row under the cursor is taken over. */
void operators_add(struct app *a, struct operators *s);
void operators_disable(struct app *a, struct operators *s);
void operators_propose(struct app *a, struct operators *s);
void operators_appoint(struct app *a, struct operators *s);

void operators_list_staff(struct operators *s);  /* into staff, once */

/* Windows, units, duty: operators_hall.c, operators_hall_draw.c */
enum err operators_read_hall(struct app *a, struct operators *s);
void operators_drop_hall(struct operators *s);
void operators_add_window(struct app *a, struct operators *s);
void operators_add_unit(struct app *a, struct operators *s);
void operators_change_place(struct app *a, struct operators *s);
void operators_choose_takes(struct app *a, struct operators *s);
void operators_set_duty(struct app *a, struct operators *s);
void operators_place_row(const struct operators *s, struct canvas *c, int at, size_t i);
void operators_rota_row(const struct operators *s, struct canvas *c, int at, size_t i);
void operators_place_detail(const struct operators_place *p, char out[APP_MESSAGE]);
void operators_rota_detail(const struct operators *s, const struct roster_row *r, char out[APP_MESSAGE]);
void operators_days(day_t from, day_t until, char out[24]); /* "2026-12-01..", "" no bound */

void operators_load(struct app *a, struct operators *s);
void operators_filter(struct operators *s);
void operators_attempt(struct app *a, struct operators *s); /* what is being done, once more */
void operators_lists_free(struct operators *s);
void operators_draw(const struct app *a, void *state, struct canvas *c);

#endif
