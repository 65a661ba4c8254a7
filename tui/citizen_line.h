/* SPDX-License-Identifier: MIT
 *
 * The line between a counter and its citizen's terminal (onetrip citizen): a socket
 * citizen-WINDOW.sock in the folder of the database, open to the same user only. Pages go one way,
 * ratings come back; both live in memory only, nothing personal is written to the folder. One packet
 * a message, none longer than FACING_BYTES.
 */
#ifndef ONETRIP_CITIZEN_LINE_H
#define ONETRIP_CITIZEN_LINE_H

#include "core/casework/desk/facing.h"

struct citizen_line;

/* The counter's end. NULL: another process serves this window, or there is no such folder; the
 * counter works without it. */
struct citizen_line *citizen_listen(const char *database, const char *window);
void citizen_line_free(struct citizen_line *l);  /* may be NULL; the socket goes */
/* Descriptors to wait on: the door, and the terminal that came; -1 none. */
int citizen_door(const struct citizen_line *l);
int citizen_peer(const struct citizen_line *l);
bool citizen_there(const struct citizen_line *l);
/* Takes who comes; a second terminal is refused. true: it wants the page. */
bool citizen_welcome(struct citizen_line *l);
/* A terminal that does not take it at once is let go. */
void citizen_show(struct citizen_line *l, const struct facing *p);
/* false: nothing, or nothing that makes sense. */
bool citizen_said(struct citizen_line *l, struct facing_reply *out);

/* The terminal's end: -1 when no counter is there. */
int citizen_call(const char *database, const char *window);
/* OK; ERR_BUSY: nothing yet; ERR_IO: the counter is gone. out is {0} before. */
enum err citizen_page(int fd, struct facing *out) MUST_CHECK;
enum err citizen_reply(int fd, const struct facing_reply *r) MUST_CHECK;

#endif
