/* SPDX-License-Identifier: MIT
 *
 * Passwords from screens: the first one, with the one-time code, before anybody is logged in; another
 * one for who is. Hashed beside the loop.
 */
#ifndef ONETRIP_TUI_PASSWORD_H
#define ONETRIP_TUI_PASSWORD_H

struct app;

/* number: typed already, "" none. */
void password_enrol(struct app *a, const char *number);
void password_change(struct app *a);

#endif
