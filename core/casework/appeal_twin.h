/* SPDX-License-Identifier: MIT
 *
 * The like of an appeal (capability L5), shown before it is saved: the same person and matter within
 * 30 days; the same matter at the same address code or within 50 m, or told in like words, within 7.
 * Found by keyed tokens (store/view.h), judged on the opened casefiles.
 */
#ifndef ONETRIP_APPEAL_TWIN_H
#define ONETRIP_APPEAL_TWIN_H

#include "core/casework/appeal.h"

enum {
	APPEAL_TWINS = 8,            /* told at most */
	APPEAL_TOKENS = 5,
	TWIN_LOOKED_AT = 60,         /* casefiles opened at most */
	TWIN_METRES = 50, TWIN_DAYS = 7,
	TWIN_WORDS = 50              /* per cent of pairs of characters that are the same */
};

/* why two are alike: bits, msgid */
#define TWIN_TABLE(X)                                                                              \
	X(TWIN_PERSON, 1, "same caller")                                                           \
	X(TWIN_MATTER, 2, "same matter")                                                           \
	X(TWIN_ADDRESS, 4, "same address")                                                         \
	X(TWIN_NEAR, 8, "within 50 m")                                                             \
	X(TWIN_SAID, 16, "like words")

enum twin_why {
#define X(name, bit, text) name = bit,
	TWIN_TABLE(X)
#undef X
};
void twin_words(unsigned why, struct buf *out);  /* in words, blank separated */

struct appeal_twin {
	struct uid id;
	char number[CASE_NUMBER];
	enum appeal_state state;
	unsigned why;
	int days;                    /* ago */
	int metres;                  /* -1: not known */
	int words;                   /* per cent */
};

/* By what its like are found: the caller, where it happened, the case it is about. */
struct appeal_token {
	enum token kind;
	char value[32];
};
size_t appeal_tokens(const struct casefile *c, struct appeal_token out[APPEAL_TOKENS]);

/* How much two texts have in common, per cent: pairs of characters, blanks and signs apart. Pure. */
int twin_common(const char *a, const char *b);
/* How alike two appeals are; 0: not. Pure. */
unsigned twin_why(const struct casefile *a, const struct casefile *b, int64_t now_ms,
	struct appeal_twin *out);
/* Of c, a draft or received; most alike first, then the newest. Merged ones are told by their
 * master. */
enum err appeal_twins(struct store *s, item_finder find, void *ctx, const struct casefile *c,
	int64_t now_ms, struct appeal_twin out[APPEAL_TWINS], size_t *n) MUST_CHECK;

#endif
