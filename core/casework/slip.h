/* SPDX-License-Identifier: MIT
 *
 * Slips 回执 and the other documents of a case (domain.md 5): text rendered once, frozen as bytes
 * with a hash, then printed, shown and archived from those bytes only. 48 columns (80 mm), 32
 * (58 mm) or 80 (A4). Names and numbers are masked, except on what the applicant signs for the file.
 */
#ifndef ONETRIP_SLIP_H
#define ONETRIP_SLIP_H

#include "core/casework/casefile.h"

enum { SLIP_BYTES = 384 * 1024, SLIP_PAGE = 80 };

struct slip_place {
	const char *hall;            /* heading */
	const char *clerk;           /* operator number */
	const char *phone;           /* for questions; "" none */
	const struct catalog *catalog; /* names the departments asked; NULL: by resource */
	bool training;               /* 样张 every 6 lines */
	const struct evaluation *eval; /* hidden answers are left out; NULL: all answers are shown */
};

/* The documents there is a template for, in the order in which they are frozen at the submit: what
 * is signed first, the receipt last. NULL at the end. */
const char *slip_document(size_t i);
bool slip_known(const char *document);
const char *slip_title(const char *document);    /* msgid; the word itself when it is not known */
bool slip_signed(const char *document);          /* in clear, for the file: not shown without reveal */
int slip_columns(const char *document, int narrow); /* a page, or as narrow as the slip printer */
/* Is there reason for it? A receipt always, an acceptance not of what is done at once, a pledge where
 * something is pledged ... chosen: the item's own `when` names it and holds. */
bool slip_due(const struct casefile *c, const struct evaluation *e, const char *document, bool chosen);

/* c: as it will be. ERR_NOTFOUND: no such template; ERR_INPUT: columns not 32..200. */
enum err slip_render(const struct casefile *c, const char *document, const struct slip_place *place,
	int columns, struct buf *out) MUST_CHECK;

/* Sends frozen bytes to a printer (lp -d NAME) or, with printer NULL, to a new file in dir.
 * A reprint carries 补打 n before the frozen text. path gets the file name (may be NULL).
 * Starts the job and returns; slip_print_ended tells later. */
struct print_job;
enum err slip_print(const struct slip_kept *slip, const char *printer, const char *dir,
	struct print_job **job, struct buf *path) MUST_CHECK;
bool slip_print_ended(struct print_job *job, enum err *result); /* frees job when true */
void slip_print_leave(struct print_job *job);    /* the program ends: frees, does not stop it */

#endif
