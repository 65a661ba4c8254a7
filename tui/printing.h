/* SPDX-License-Identifier: MIT
 *
 * Printing a paper of the case on the desk, as every screen does it: again where it usually goes, or
 * elsewhere: another printer, a file, a PDF.
 */
#ifndef ONETRIP_PRINTING_H
#define ONETRIP_PRINTING_H

#include "tui/app.h"

void print_again(struct app *a, size_t slip);    /* an index of the case's slips */
void print_new(struct app *a, size_t from);      /* it and those after it */
void print_elsewhere(struct app *a, size_t slip); /* asks where */
void print_label(struct app *a);                  /* for the folder of the open case */
void print_day(struct app *a);                   /* the day sheet of today */
/* What a counter hands over: the newest paper but that of a rating; n_slips when there is none. */
size_t print_newest(const struct casefile *c);

#endif
