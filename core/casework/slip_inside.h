/* SPDX-License-Identifier: MIT
 *
 * What the documents of a case share: heads, who it is about, answers, signatures.
 *   slip.c           the templates           slip_receipt.c   the receipt
 *   slip_parts.c     heads, people, feet     slip_form.c      the application, answers of the form
 *   slip_promise.c   pledges, what is brought later            slip_told.c  acceptance, shared data
 *   slip_rating.c  a rating has arrived
 */
#ifndef ONETRIP_SLIP_INSIDE_H
#define ONETRIP_SLIP_INSIDE_H

#include "core/casework/paper.h"
#include "core/casework/slip.h"

struct slip {
	struct paper *paper;
	const struct casefile *c;
	const struct slip_place *place;
	const char *document, *title; /* title: translated */
	char letter;                 /* of its number; 0: it has none of its own */
	bool clear;                  /* signed for the file: nothing is masked */
};

/* slip_parts.c */
bool slip_at_once(const struct casefile *c);
void slip_head(struct slip *s);              /* hall, title, number, case, item */
void slip_people(struct slip *s);            /* applicant; agent or handler with the authority */
void slip_purpose(struct slip *s);           /* what the document may be used for */
void slip_copies(struct slip *s);            /* how many, and who keeps them */
void slip_signature(struct slip *s, const char *who); /* translated */
void slip_fee(struct slip *s);
const char *slip_department(const struct slip *s, const char *resource);
const char *slip_resource(const struct slip *s, const char *resource);
const char *slip_label(const struct field *f);
/* Label and text; a label too long for its column stands on a line of its own. */
void slip_pair(struct slip *s, const char *label, const char *text);
void slip_heading(struct slip *s, const char *text);
const struct document *slip_listed(const struct casefile *c, const char *document); /* or NULL */

/* slip_form.c */
bool slip_shown(const struct slip *s, size_t field); /* counts, and has something to show */
void slip_value(const struct slip *s, size_t field, struct buf *out);
void slip_answers(struct slip *s, const char *names); /* "": the whole form, group by group */
void slip_rows_counted(struct slip *s);      /* so many of each repeat */
void slip_reasons(struct slip *s);           /* why warnings were passed */

/* the templates */
void slip_receipt(struct slip *s);
void slip_application(struct slip *s);
void slip_sharing(struct slip *s);
void slip_acceptance(struct slip *s);
void slip_pledge(struct slip *s);
void slip_defer(struct slip *s);
void slip_rating(struct slip *s);

#endif
