/* SPDX-License-Identifier: MIT
 *
 * The documents of a case (domain.md 5): text laid out once from a template (template.h), frozen as
 * bytes with a hash in its event, then printed, shown and archived from those bytes only. Columns: 80
 * (A4), 56 (A5), 48 (80 mm), 32 (58 mm).
 */
#ifndef ONETRIP_SLIP_H
#define ONETRIP_SLIP_H

#include "core/casework/casefile.h"
#include "core/casework/life.h"

enum { SLIP_BYTES = 384 * 1024, SLIP_PAGE = 80, SLIP_A5 = 56, SLIP_NARROW = 48, SLIP_ROLL = 32 };

struct slip_place {
	const char *hall;            /* heading */
	const char *clerk;           /* operator number */
	const char *phone;           /* for questions; "" none */
	const struct catalog *catalog; /* names the departments asked; NULL: by resource */
	bool training;               /* 样张 every 6 lines */
	const struct evaluation *eval; /* hidden answers are left out; NULL: all answers are shown */
	const struct life_args *args; /* of the act it is printed for; NULL: the words of the newest one */
	const char *window;          /* of papers of no case; NULL none */
	const char *region;          /* the hall's own division; NULL or "" not known */
	bool bilingual;              /* the other language follows */
};

/* Those of the submit, in the order in which they are frozen: what is signed first, the receipt last.
 * NULL at the end. */
const char *slip_document(size_t i);
bool slip_known(const char *document);           /* there is a template */
const char *slip_title(const char *document);    /* in the language of the words; the word itself when unknown */
bool slip_signed(const char *document);          /* in clear, for the file: not shown without reveal */
bool slip_duplex(const char *document);          /* printed on both sides */
int slip_copies(const char *document);           /* where the item does not say */
/* A page or as narrow as the slip printer. page 0: A4. */
int slip_columns(const char *document, int narrow, int page);
/* Is there reason for it at the submit? A receipt always, an acceptance not of what is done at once, a
 * pledge where something is pledged ... listed: the item names it; chosen: by a `when` that holds. */
bool slip_due(const struct casefile *c, const struct evaluation *e, const char *document, bool listed,
	bool chosen);
/* Of an act that ends or goes on with a case an agent brought: its agent's paper, "" none. */
const char *slip_of_agent(const struct casefile *c, enum life a);

/* c: as it will be. ERR_NOTFOUND: no such template; ERR_INPUT: columns not 32..200. */
enum err slip_render(const struct casefile *c, const char *document, const struct slip_place *place,
	int columns, struct buf *out) MUST_CHECK;

/* Sends frozen bytes to a printer (lp -d NAME) or, with printer NULL, to a new file in dir.
 * A reprint carries 补打 n before the frozen text. path gets the file name (may be NULL).
 * Starts the job and returns; slip_print_ended tells later. */
struct print_job;
enum err slip_print(const struct slip_kept *slip, const char *printer, const char *dir,
	struct print_job **job, struct buf *path) MUST_CHECK;
/* The same as a PDF with an embedded font and, unless it is "", a square for the query code: made by a
 * program of its own into a new file in dir. ERR_UNSUPPORTED: that program is not there. */
#define SLIP_PDF_PROGRAM "onetrip-pdf"
bool slip_pdf_there(void);
enum err slip_pdf(const struct slip_kept *slip, const char *query, const char *dir,
	struct print_job **job, struct buf *path) MUST_CHECK;
/* Every file that was ever made of these slips in dir. OK also when there is no such folder. */
struct slip_name {
	char document[32];
	uint8_t hash[HASH_SIZE];
};
enum err slip_files_remove(const char *dir, const struct slip_name *slips, size_t n) MUST_CHECK;
bool slip_aside(const struct slip_kept *s);       /* not "the newest paper" of a case */
bool slip_printer_ok(const char *name);          /* could be the name of a printer */
bool slip_print_ended(struct print_job *job, enum err *result); /* frees job when true */
void slip_print_leave(struct print_job *job);    /* the program ends: frees, does not stop it */

#endif
