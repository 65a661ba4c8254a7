/* SPDX-License-Identifier: MIT
 *
 * Reports beside the hall's own figures, each one table: to the departments, the check against the
 * capability index, appeals, ratings.
 */
#ifndef ONETRIP_REPORT_OTHERS_H
#define ONETRIP_REPORT_OTHERS_H

#include "core/casework/oversight/figures.h"
#include "tui/commands/report_table.h"
#include "tui/commands/station.h"

/* Fills columns, rows and note of the table for the span. */
typedef enum err (*report_fill)(struct station *s, const struct range *r, struct report_table *t);

struct report_other {
	const char *word, *title;    /* of --by; msgid */
	report_fill fill;
	bool login;                  /* needs somebody who may open cases */
	enum err (*letters)(struct station *s, const struct range *r); /* prints them; NULL has none */
};
const struct report_other *report_other(const char *word); /* NULL none */

#endif
