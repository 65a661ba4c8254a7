/* SPDX-License-Identifier: MIT
 *
 * A program behind a pseudo-terminal, and libvterm as the glass before it. The program marks each
 * painted frame (ONETRIP_FRAME_MARK=1: OSC 7777 with the input bytes it had read by then and its
 * open asks), so waiting for the effect of a key is exact, and counting painted bytes, too.
 */
#ifndef ONETRIP_HARNESS_PTY_H
#define ONETRIP_HARNESS_PTY_H

#include "core/base/buf.h"

struct pty;

struct pty_program {
	const char *program;      /* path */
	const char *const *argv;  /* NULL-terminated */
	const char *term;
	const char *home;         /* HOME and XDG_DATA_HOME of the program; NULL: as they are */
	bool no_color;            /* NO_COLOR=1 */
	int round_trip_ms;        /* what is sent and what is painted each take half of it to arrive */
	int rows, cols;
};

enum err pty_open(const struct pty_program *what, struct pty **out) MUST_CHECK;
void pty_close(struct pty *p);                    /* hangs up, reaps; NULL is fine */
bool pty_ended(struct pty *p, int *status);       /* reaps */
size_t pty_resident_kb(const struct pty *p);      /* memory of the session */
void pty_kill(struct pty *p, int number);         /* the program's session, not its keeper */

void pty_send(struct pty *p, const void *bytes, size_t len);
/* Until a frame was painted after everything sent was read. false: none came in time (the bytes
 * were swallowed, or the program is gone). */
bool pty_sync(struct pty *p, int timeout_ms);
void pty_read(struct pty *p, int timeout_ms);     /* what comes until nothing comes */
bool pty_wait(struct pty *p, const char *text, int timeout_ms);
bool pty_frame(struct pty *p, int timeout_ms);    /* until one more frame */
void pty_resize(struct pty *p, int rows, int cols);

int pty_rows(const struct pty *p);
int pty_cols(const struct pty *p);
void pty_row(struct pty *p, int row, struct buf *out); /* without trailing blanks */
void pty_text(struct pty *p, struct buf *out);         /* all rows, one a line */
void pty_cursor(struct pty *p, int *row, int *col);
bool pty_mouse(const struct pty *p);              /* the program asked for its reports */
bool pty_alternate(const struct pty *p);          /* the alternate screen is on */
bool pty_cooked(struct pty *p);                   /* echo and lines, as a shell wants it */
/* Bytes without the marks, up to the frame that answered what was sent last, or as last read or waited for. */
size_t pty_painted(const struct pty *p);
size_t pty_open_asks(const struct pty *p);

/* One key from sending to the painted frame; -1 no frame. */
int64_t pty_latency_us(struct pty *p, const void *bytes, size_t len);

/* build/onetrip beside this program; ONETRIP in the environment names another. */
enum err pty_onetrip(char out[4096]) MUST_CHECK;

#endif
