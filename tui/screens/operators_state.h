/* SPDX-License-Identifier: MIT
 *
 * Shared by the files of the screen "Operators".
 */
#ifndef ONETRIP_OPERATORS_STATE_H
#define ONETRIP_OPERATORS_STATE_H

#include "core/casework/recusal.h"
#include "core/store/duty.h"
#include "core/store/scope.h"
#include "tui/choose.h"
#include "tui/edit.h"
#include "tui/list.h"

enum { OPERATORS_STANDS = 512, OPERATORS_UNITS = 256, OPERATORS_PAGE = 10 };

enum operators_tab { TAB_PEOPLE, TAB_SCOPES, TAB_STANDS, TAB_DUTY, TABS };

/* An act that waits for the gate; tick tries it until it is settled. */
enum operators_doing { DOING_NOTHING, DOING_GRANT, DOING_CONFIRM, DOING_END_SCOPE, DOING_END_STAND };

struct operators {
	enum operators_tab tab;
	int who;                     /* of operators_who: which people are listed */
	struct operator_info *people;
	struct scope *scopes;
	struct stand_in *stands;     /* those not over today */
	struct duty *duty;
	size_t n_people, n_scopes, n_stands, n_duty;
	bool no_stands;              /* this role holds no key for them */
	size_t *shown;               /* indexes that pass the filter, of the tab's list */
	struct list list;
	struct edit find;
	bool digits_search;
	enum operators_doing doing, asked; /* asked: by the overlay that is open */
	int64_t give_up_ms;          /* mono */
	char operator[OPERATOR_ID];  /* whom an act is about */
	struct uid scope;
	char code[ENROL_CODE];       /* to be shown once */
	struct choose_row *items;    /* lists to pick from, made when first wanted */
	size_t n_items;
	struct choose_row roles[ROLE_COUNT], rights[RIGHT_COUNT], units[OPERATORS_UNITS], *staff,
		*whose;
	size_t n_units, n_staff, n_whose;
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
const struct operator_info *operators_named(const struct operators *s, const char *id);

/* Acts with something to fill in; a row under the cursor is taken over. */
void operators_add(struct app *a, struct operators *s);
void operators_disable(struct app *a, struct operators *s);
void operators_propose(struct app *a, struct operators *s);
void operators_appoint(struct app *a, struct operators *s);

void operators_load(struct app *a, struct operators *s);
void operators_filter(struct operators *s);
void operators_attempt(struct app *a, struct operators *s); /* what is being done, once more */
void operators_lists_free(struct operators *s);
void operators_draw(const struct app *a, void *state, struct canvas *c);

#endif
