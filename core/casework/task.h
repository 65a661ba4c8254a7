/* SPDX-License-Identifier: MIT
 *
 * Tasks: what somebody owes a case by a day. The clock opens them (overdue.h), a person answers, an
 * act of life.h that does what was proposed answers them too; unanswered they go to the supervisor.
 */
#ifndef ONETRIP_TASK_H
#define ONETRIP_TASK_H

#include "core/casework/casefile.h"
#include "core/casework/life.h"

const char *task_word(enum task_kind k);
const char *task_text(enum task_kind k);         /* msgid */
int task_days(enum task_kind k);                 /* to answer: calendar, negative: working */
enum right task_right(enum task_kind k);         /* an escalated one: RIGHT_TAKEOVER too */
bool task_act(enum task_kind k, enum life *act); /* the act it proposes; false: only an answer */
bool task_open(const struct task *t);
/* The open one of a kind about a subject; NULL none. */
const struct task *task_find(const struct casefile *c, enum task_kind k, const char *subject);
const struct task *task_standing(const struct casefile *c, enum task_kind k); /* newest open one; NULL none */
bool task_told(const struct casefile *c, enum task_kind k, const char *subject); /* ever opened */
/* The most urgent open one: escalated first, then by its day; NULL none. */
const struct task *task_first(const struct casefile *c);
/* What it is about, in words: label of the material; "" the case. */
const char *task_about(const struct casefile *c, const struct task *t);
day_t task_due(enum task_kind k, day_t from);
/* The body of its TASK; subject "" the case. */
void task_put(enum task_kind k, const char *subject, day_t from, struct record *out);

const char *verdict_word(enum verdict_kind v);
const char *verdict_text(enum verdict_kind v);   /* msgid */

#endif
