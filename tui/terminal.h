/* SPDX-License-Identifier: MIT
 *
 * What this kind of terminal is like and how it should look, kept beside the database for whoever
 * sits down at it: terminals.ini, one section a TERM. Found out by the self-test (S25), chosen in
 * the settings (S27).
 */
#ifndef ONETRIP_TERMINAL_H
#define ONETRIP_TERMINAL_H

#include "core/base/buf.h"
#include "tui/term.h"

enum { TERMINAL_F_KEYS = 10 };

struct terminal {
	enum theme theme;
	bool slow;                   /* a thin line: no bars, no row of departments */
	bool mouse, bell;
	unsigned lost;               /* bit n: Fn does not arrive, the footer names Esc and its digit */
	bool tested;
};

/* theme: when nothing was chosen. A file that is missing or broken leaves the usual. */
void terminal_load(const char *database, const char *name, enum theme theme, struct terminal *out);
enum err terminal_save(const char *database, const char *name, const struct terminal *t) MUST_CHECK;
bool terminal_lost(const struct terminal *t, int f);
const char *terminal_theme_word(enum theme t);   /* "dark" */

#endif
