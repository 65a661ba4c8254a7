/* SPDX-License-Identifier: MIT
 *
 * Passwords from screens: one checked to log in or unlock; the first one, with the one-time code,
 * before anybody is logged in; another one for who is. Hashed beside the loop.
 */
#ifndef ONETRIP_TUI_PASSWORD_H
#define ONETRIP_TUI_PASSWORD_H

#include <stdbool.h>

#include "core/base/err.h"

struct app;
struct edit;
struct login;

/* A password being checked; {NULL}: none is. */
struct password_check {
	struct login *login;
};

/* What was typed is wiped. An error is told in the message row and nothing runs. */
void password_check_start(struct app *a, struct password_check *c, const char *id,
	struct edit *password);
/* From tick: true once it ended, *e saying how; false while it runs or when none does. */
bool password_check_ended(struct app *a, struct password_check *c, enum err *e);
void password_check_stop(struct app *a, struct password_check *c);

/* number: typed already, "" none. */
void password_enrol(struct app *a, const char *number);
void password_change(struct app *a);

#endif
