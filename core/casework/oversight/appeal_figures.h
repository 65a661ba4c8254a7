/* SPDX-License-Identifier: MIT
 *
 * Figures of appeals (domain.md 6 and 8): sign-in, on time, response, resolved and satisfaction, by
 * kind. Each is a fraction over appeals registered in the range; what was answered while it was asked
 * has no sign-in, what was merged counts by its own answer.
 */
#ifndef ONETRIP_APPEAL_FIGURES_H
#define ONETRIP_APPEAL_FIGURES_H

#include "core/casework/appeal.h"

/* name, word, msgid, definition (msgid) */
#define APPEAL_FIGURE_TABLE(X)                                                                     \
	X(APPEAL_SIGNED_RATE, "signed", N_("Signed 2 h"),                                          \
		N_("Signed for within two working hours / dispatched, signed for or those hours "  \
		   "over; not those answered while they were asked"))                              \
	X(APPEAL_ON_TIME, "on-time", N_("On time"),                                                \
		N_("Answered on its last day or before / answered, or past that day; not those "   \
		   "answered while they were asked"))                                              \
	X(APPEAL_RESPONSE, "response", N_("Reached"),                                              \
		N_("Caller reached at the return visit / return visits made"))                     \
	X(APPEAL_RESOLVED, "resolved", N_("Settled"),                                              \
		N_("Settled by what the caller said / callers reached"))                           \
	X(APPEAL_SATISFIED, "satisfied", N_("Contented"),                                          \
		N_("Rated 5, 4 or 3 after the return visit / rated after it"))

enum appeal_figure {
#define X(name, word, text, definition) name,
	APPEAL_FIGURE_TABLE(X)
#undef X
	APPEAL_FIGURES
};
const char *appeal_figure_word(enum appeal_figure f);
const char *appeal_figure_text(enum appeal_figure f); /* msgid */
const char *appeal_figure_definition(enum appeal_figure f); /* msgid */

enum { APPEAL_KINDS = 6, APPEAL_FIGURE_DAYS = 30 };

/* Name of the code, in the language of the words; "" none. */
const char *appeal_kind_name(int kind);

struct appeal_part {
	uint32_t above, below;
};
struct appeal_figures {
	uint32_t n[APPEAL_KINDS];    /* registered; [0] all kinds */
	struct appeal_part of[APPEAL_KINDS][APPEAL_FIGURES];
	int64_t now_ms;
};
/* What one appeal adds; below 0: nothing. Pure. */
struct appeal_part appeal_part_of(enum appeal_figure f, const struct appeal_row *r, int64_t now_ms);
void appeal_figures_add(struct appeal_figures *x, const struct appeal_row *r);
/* Of those registered in [from, to). */
enum err appeal_figures_between(struct store *s, int64_t from_ms, int64_t to_ms, int64_t now_ms,
	struct appeal_figures *out) MUST_CHECK;
/* Of the last so many days. */
enum err appeal_figures_read(struct store *s, int64_t now_ms, int days, struct appeal_figures *out)
	MUST_CHECK;
/* Tenths of a per cent; -1: nothing below the line. */
int appeal_figure_value(const struct appeal_part *p);

#endif
