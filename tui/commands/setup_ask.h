/* SPDX-License-Identifier: MIT
 *
 * The questions of onetrip setup: what a hall has to say itself, and its first people. Each answer is
 * looked at when it is given: that it fits the setting, and that this account may make what it names.
 */
#ifndef ONETRIP_SETUP_ASK_H
#define ONETRIP_SETUP_ASK_H

#include "core/base/conf.h"
#include "tui/commands/init.h"

enum { SETUP_QUESTIONS = 8, SETUP_ANSWER = 256 };

const struct conf_option *setup_option(size_t question);
/* What is offered: of the settings now (may be NULL), the default, or a place of the account's own where
 * it may not make the default. Lives until the next call. */
const char *setup_usual(const struct conf *now, size_t question);
/* false: why is told on standard error. */
bool setup_take(size_t question, const char *value, char out[SETUP_ANSWER]);

/* At a keyboard, again until it fits. ERR_INPUT: the input ended, or nothing fitted after some tries. */
enum err setup_ask(const struct conf *now, char given[SETUP_QUESTIONS][SETUP_ANSWER]) MUST_CHECK;
/* before: those n whose numbers are taken. */
enum err setup_ask_person(const struct secrets *secrets, const char *who, const struct person *before,
	size_t n, struct person *out) MUST_CHECK;

bool setup_can_make(const char *path);           /* the file or folder, with the folders above it */

#endif
