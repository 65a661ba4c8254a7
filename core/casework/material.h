/* SPDX-License-Identifier: MIT
 *
 * The materials of a casefile: which are needed at all (rules), which the departments or an
 * e-licence prove already, which the clerk settled, and which way is open for the rest.
 *
 * Trust of an e-licence (capability E1): A is used as it stands, B is used again as verified before,
 * C does only with the original seen, D only with a pledge. What the hall itself verified in an
 * earlier case counts as B.
 */
#ifndef ONETRIP_MATERIAL_H
#define ONETRIP_MATERIAL_H

#include "core/casework/casefile.h"

enum { EXPIRY_WARN_DAYS = 30, EARLIER_DAYS = 365, MATERIAL_COPIES = 99 };

/* Recomputes the marks until a case is accepted; what the clerk chose stands unless a proof has
 * come since, or the credit forbids what was let through. */
void material_refresh(struct casefile *c, const struct evaluation *e, const struct catalog *catalog,
	day_t today);
/* The member that stands for its group: the first that is asked for. Itself outside groups. */
size_t material_leader(const struct casefile *c, size_t material);
size_t material_missing(const struct casefile *c); /* a group of which one is enough counts once */
size_t material_corrected(const struct casefile *c); /* put right on the spot */
/* The clerk has said what is wrong with it, or with another of its group. */
bool material_judged(const struct casefile *c, size_t material);
/* Lines of the newest notice that nobody has judged since it went out. */
size_t material_unanswered(const struct casefile *c);
/* Runs out within EXPIRY_WARN_DAYS; -1: not, or not known. */
int material_expires_in(const struct material_mark *m, day_t today);

/* What the clerk does. e: of the casefile as it stands. second: may ask for more after a notice.
 * Why a choice of S07 is not open now, ready to show; NULL: it is. Borrowed. */
const char *material_refusal(const struct casefile *c, const struct evaluation *e, size_t material,
	int choice, bool second);
/* The mark that an act makes. ERR_INPUT: no such act, or not for this material; ERR_DENIED: refused
 * for what material_refusal says. */
/* days 0: as the item says. */
enum err material_choose(const struct casefile *c, const struct evaluation *e, size_t material,
	int choice, int days, bool second, struct material_mark *out) MUST_CHECK;
/* So many copies were handed over; fewer than are due is a defect. */
enum err material_count(const struct casefile *c, const struct evaluation *e, size_t material,
	int actual, struct material_mark *out) MUST_CHECK;
/* How the paper was taken; only of what was handed over. */
enum err material_take(const struct casefile *c, size_t material, enum had had,
	struct material_mark *out) MUST_CHECK;
/* It does not do. wrong, mend: in the clerk's words, "" the defect's own. */
enum err material_judge(const struct casefile *c, const struct evaluation *e, size_t material,
	enum defect defect, const char *wrong, const char *mend, bool second,
	struct material_mark *out) MUST_CHECK;
/* A file was kept for it. ERR_LIMIT at MATERIAL_SCANS, ERR_EXISTS: it has this one. */
enum err material_scan(const struct casefile *c, const struct evaluation *e, size_t material,
	const uint8_t hash[HASH_SIZE], struct material_mark *out) MUST_CHECK;
/* What the hall verified in an earlier case; false: nothing of it serves here now. */
bool material_from_earlier(const struct casefile *c, size_t material, const struct casefile *old,
	day_t today, struct material_mark *out);

/* Ready to show and print. */
void material_pledge_text(const struct casefile *c, size_t material, struct buf *out);
/* What an extract may be used for (capability E6): purpose, case, who took it, how long. */
void material_purpose(const struct casefile *c, const char *reader, day_t today, struct buf *out);

#endif
