/* SPDX-License-Identifier: MIT
 *
 * Figures of appeals (domain.md 6 and 8): sign-in, on time, response, resolved and satisfaction, by
 * kind. Each is a fraction over appeals registered in the range; what was answered while it was asked
 * has no sign-in, what was merged counts by its own answer.
 *   signed     signed for within two working hours / dispatched, as far as those hours are over
 *   on time    answered by its day or before / answered, or past its day
 *   response   reached at the return visit / visited
 *   resolved   settled / visited and reached
 *   satisfied  rated 3 to 5 / rated after the return visit
 */
#ifndef ONETRIP_APPEAL_FIGURES_H
#define ONETRIP_APPEAL_FIGURES_H

#include "core/casework/appeal.h"

/* name, word, msgid */
#define APPEAL_FIGURE_TABLE(X)                                                                     \
	X(APPEAL_SIGNED_RATE, "signed", N_("Signed 2 h"))                                       \
	X(APPEAL_ON_TIME, "on-time", N_("On time"))                                                \
	X(APPEAL_RESPONSE, "response", N_("Reached"))                                              \
	X(APPEAL_RESOLVED, "resolved", N_("Settled"))                                              \
	X(APPEAL_SATISFIED, "satisfied", N_("Contented"))

enum appeal_figure {
#define X(name, word, text) name,
	APPEAL_FIGURE_TABLE(X)
#undef X
	APPEAL_FIGURES
};
const char *appeal_figure_word(enum appeal_figure f);
const char *appeal_figure_text(enum appeal_figure f); /* msgid */

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
/* What one appeal adds. Pure. */
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
