/* SPDX-License-Identifier: MIT
 *
 * Passwords and codes for commands: from the terminal with echo off, or one a line from the
 * descriptor of --password-fd. Never from argv or the environment.
 */
#ifndef ONETRIP_SECRET_H
#define ONETRIP_SECRET_H

#include "core/base/base.h"

enum { SECRET_SIZE = 129 };

struct secrets {
	int fd; /* -1: the terminal */
};

/* ERR_INPUT: ended, cancelled or too long. The caller wipes out. */
enum err secret_read(const struct secrets *s, const char *prompt, char out[SECRET_SIZE]) MUST_CHECK;
/* A new one: asked for twice at the terminal. ERR_INPUT, with a word on standard error, when the two
 * differ. */
enum err secret_new(const struct secrets *s, const char *prompt, char out[SECRET_SIZE]) MUST_CHECK;

#endif
