/* SPDX-License-Identifier: MIT
 *
 * Slips 回执: text rendered once, frozen as bytes with a hash, then printed, shown and archived
 * from those bytes only. Masked; 48 columns (80 mm), 32 (58 mm) or 80 (A4).
 */
#ifndef ONETRIP_SLIP_H
#define ONETRIP_SLIP_H

#include "core/casework/casefile.h"

enum { SLIP_BYTES = 64 * 1024 };

struct slip_place {
	const char *hall;            /* heading */
	const char *clerk;           /* operator number */
	const char *phone;           /* for questions; "" none */
	const struct catalog *catalog; /* names the departments asked; NULL: by resource */
	bool training;               /* 样张 every 6 lines */
};

/* document: "receipt" (受理回执, or 业务受理(办结)单 for 即办). */
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
