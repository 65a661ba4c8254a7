/* SPDX-License-Identifier: MIT
 *
 * Child processes: fixed absolute program, fixed argv, scrubbed environment, default signal
 * mask, no shell. The only place that starts one.
 */
#ifndef ONETRIP_SPAWN_H
#define ONETRIP_SPAWN_H

#include <sys/types.h>

#include "core/base/base.h"

struct spawn {
	const char *program;      /* absolute */
	const char *const *argv;  /* NULL-terminated, argv[0] included */
	int stdin_fd;             /* -1: /dev/null */
	int stdout_fd;            /* -1: /dev/null; stderr goes to /dev/null or the log */
	int pass_fd;              /* -1: none; else inherited as descriptor 3 */
};

enum err spawn_start(const struct spawn *s, pid_t *pid) MUST_CHECK;
/* Reaps without waiting. *status (may be NULL) gets the exit code, or 128 + the signal. */
bool spawn_ended(pid_t pid, int *status);
void spawn_stop(pid_t pid);                      /* SIGTERM, then SIGKILL after a second; reaps */

/* Removes from the environment what libraries obey silently: TERMINFO*, NCURSES*, TERMCAP,
 * SSLKEYLOGFILE, *_proxy, CURL*, OPENSSL_*, LD_*, MALLOC*, GCONV_PATH, LOCPATH, NLSPATH. */
void spawn_scrub_environment(void);

#endif
