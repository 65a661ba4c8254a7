/* SPDX-License-Identifier: MIT
 *
 * The glass: the only user of curses, output only. Takes the terminal, paints a canvas row by
 * row, gives the terminal back on every way out. Colours come from the roles' table by theme and
 * what the terminal can do; NO_COLOR or mono uses none.
 */
#ifndef ONETRIP_TERM_H
#define ONETRIP_TERM_H

#include "tui/canvas.h"

enum theme { THEME_DARK, THEME_LIGHT, THEME_CONTRAST, THEME_MONO };
bool theme_parse(const char *word, enum theme *out); /* dark light contrast mono */

/* ERR_UNSUPPORTED: no terminal, unknown TERM (falls back to xterm first), or not UTF-8. */
enum err term_open(enum theme theme) MUST_CHECK;
void term_close(void);                           /* erases, restores; safe to call twice */
void term_size(int *rows, int *cols);
void term_resize(void);                          /* after SIGWINCH */
void term_paint(const struct canvas *c);         /* only what differs reaches the terminal */
void term_redraw(void);                          /* next paint sends everything */
void term_bell(void);
void term_title(const char *title);              /* OSC 2; never personal */
void term_mark(size_t consumed, size_t jobs);    /* test mode: OSC 7777 after a frame */
int term_fd(void);

/* The keeper: forks; the parent owns the terminal's state, holds no secrets, waits for the child
 * and clears and restores the terminal when the child dies without doing so. Returns in the child;
 * the parent exits with the child's status. */
void term_keeper(void);

#endif
