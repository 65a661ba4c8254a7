/* SPDX-License-Identifier: MIT
 *
 * What fills the sheet of a case: one file a topic.
 *   slip.c         which documents, and when        slip_case.c  who, what, when, numbers
 *   slip_papers.c  materials, pledges               slip_form.c  answers of the form
 *   slip_told.c    shared data, stages, opinions    slip_act.c   words of the newest act, savings
 */
#ifndef ONETRIP_SLIP_INSIDE_H
#define ONETRIP_SLIP_INSIDE_H

#include "core/casework/papers/slip.h"
#include "core/casework/papers/template.h"

struct slip {
	struct sheet *sheet;
	const struct casefile *c;
	const struct slip_place *place;
	const struct template *t;
};

/* Every document: hall, clerk, day, who keeps it. item may be NULL. */
void sheet_common(struct sheet *s, const struct template *t, const struct slip_place *place,
	const struct item *item);
void sheet_item(struct sheet *s, const struct item *item, int situation);
/* Of a document by these letters; nth of its kind in the case, from 1. */
void sheet_number(struct sheet *s, const char *case_number, const char *letters, int nth);
/* Prints a filled sheet, in both languages where the place wants it, and releases it. again fills it
 * anew in the language of the moment. */
typedef void (*sheet_fill)(struct sheet *s, const struct template *t, const void *ctx);
enum err sheet_print(const char *document, const struct slip_place *place, int columns,
	sheet_fill fill, const void *ctx, struct buf *out) MUST_CHECK;

/* slip_case.c */
bool slip_at_once(const struct casefile *c);
void slip_case(struct slip *s);
bool slip_clear(const struct slip *s);           /* nothing is masked */
const char *slip_department(const struct slip_place *p, const char *resource);
const char *slip_resource(const struct slip_place *p, const char *resource);
const char *slip_label(const struct field *f);
const struct document *slip_listed(const struct item *item, const char *document); /* or NULL */
void slip_add(struct buf *out, const char *text); /* with a comma between */

/* slip_papers.c */
void slip_papers(struct slip *s);

/* slip_form.c */
bool slip_shown(const struct slip *s, size_t field); /* counts, and has something to show */
void slip_value(const struct slip *s, size_t field, struct buf *out);
void slip_form(struct slip *s);

/* slip_told.c */
void slip_told(struct slip *s);

/* slip_act.c */
void slip_act(struct slip *s);

#endif
