/* SPDX-License-Identifier: MIT
 *
 * From the bytes of an answer to a reply. Pure: each layer must say yes before the next one is
 * looked at (status, type, characters, JSON, envelope, whom it is about, values), and a no
 * anywhere leaves no row behind.
 */
#ifndef ONETRIP_ANSWER_H
#define ONETRIP_ANSWER_H

#include "core/exchange/net.h"

/* got->fault is FAULT_NONE. Fills outcome, code, text, rows, extras, more, body, gb18030 of an
 * empty reply; returns how many more sendings the outcome is worth. */
int answer_read(const struct ask_request *r, const struct net_answer *got, struct reply *out);

/* A department's own words, fit for screen and log: sanitised, the holder's name and every run
 * of eight or more digits replaced by "**", cut to size. */
void answer_text(char *to, size_t size, const char *text, const struct basis *b);

#endif
