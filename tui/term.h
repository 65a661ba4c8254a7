/* SPDX-License-Identifier: MIT
 *
 * The glass: the only user of curses (its terminal descriptions), output only. Takes the
 * terminal, paints a canvas row by row, gives the terminal back on every way out. Colours come
 * from the roles' table by theme and what the terminal can do; NO_COLOR or mono uses none.
 */
#ifndef ONETRIP_TERM_H
#define ONETRIP_TERM_H

#include "tui/canvas.h"

enum theme { THEME_DARK, THEME_LIGHT, THEME_CONTRAST, THEME_MONO };
bool theme_parse(const char *word, enum theme *out); /* dark light contrast mono */

/* ERR_UNSUPPORTED: no terminal, or one that cannot place the cursor. An unknown TERM is tried as
 * xterm. While open, standard output and error go nowhere, so nothing else writes on the glass. */
enum err term_check(void) MUST_CHECK;            /* what term_open would say, without opening */
enum err term_open(enum theme theme) MUST_CHECK;
void term_close(void);                           /* erases, restores; safe to call twice */
void term_size(int *rows, int *cols);
void term_resize(void);                          /* after SIGWINCH; takes the terminal anew */
void term_paint(const struct canvas *c);         /* only what differs reaches the terminal */
void term_look(enum theme theme, bool slow);     /* slow: no bars over the width of the glass */
void term_mouse(bool on);                        /* its reports are keys */
void term_redraw(void);                          /* next paint sends everything */
void term_bell(void);
void term_title(const char *title);              /* OSC 2; never personal */
/* Asks how wide an ambiguous character is: the answer is a KEY_REPORT with col 2 or 3, if the
 * decoder is probing. The next paint sends that row again. */
void term_probe(void);
void term_mark(size_t consumed, size_t jobs);    /* test mode: OSC 7777 after a frame */
int term_fd(void);

/* The keeper: forks; the parent owns the terminal's state, holds no secrets, waits for the child
 * and clears and restores the terminal when the child dies without doing so. Returns in the child;
 * the parent exits with the child's status (128 + signal). Stopping and going on pass through. */
void term_keeper(void);
void keeper_glass(bool taken);                   /* term_open and term_close tell it */

#endif
