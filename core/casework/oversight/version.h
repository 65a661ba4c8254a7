/* SPDX-License-Identifier: MIT
 *
 * Versions of the items (capabilities B4, B5, W2): those of the folder, and those two people published by
 * motion.h. A version counts from its day on; of one name the last that has begun. What is taken back
 * counts no more for new cases; cases that began with it keep it, for the journal has its text.
 */
#ifndef ONETRIP_VERSION_H
#define ONETRIP_VERSION_H

#include "core/casework/motion.h"
#include "core/exchange/catalog.h"
#include "core/form/item.h"

/* name, sign, word, msgid */
#define VERSION_TABLE(X)                                                                           \
	X(VERSION_PROPOSED, '?', "proposed", "Proposed")                                           \
	X(VERSION_IN_FORCE, '=', "in-force", "In use")                                             \
	X(VERSION_TO_COME, 'o', "to-come", "To come")                                              \
	X(VERSION_PAST, ' ', "past", "Used before")                                                       \
	X(VERSION_TAKEN_BACK, 'x', "taken-back", "Called back")                                     \
	X(VERSION_DECLINED, 'x', "declined", "Declined")

enum version_state {
#define X(name, sign, word, text) name,
	VERSION_TABLE(X)
#undef X
	VERSION_STATES
};
char version_sign(enum version_state s);
const char *version_word(enum version_state s);
const char *version_text(enum version_state s); /* msgid */

struct version {
	char name[MOTION_NAME];
	const char *code, *title, *title_en; /* of the directory; "" of a name that is new */
	enum version_state state;
	day_t from;                  /* DAY_NONE from ever on */
	uint8_t text[HASH_SIZE];     /* hash of the form, as it stands in every event of its cases; zero: of a
	                              * file, which is not read for a list */
	bool takes_back;             /* PROPOSED: to take that version back */
	bool by_two;                 /* it has a motion, below */
	struct motion motion;
};

/* Into a directory nobody holds anything of yet: what two people published. What cannot be read is
 * logged and left out. */
enum err versions_apply(struct store *s, struct directory *d) MUST_CHECK;
/* Every version there is and was, what waits first, then by name, the newest first; mem_free. Borrows from d. */
enum err versions_list(struct store *s, const struct directory *d, struct version **out, size_t *n) MUST_CHECK;
enum version_state version_state_in(const struct directory *d, const struct item_entry *e); /* by its day */
/* The text of any of them. */
enum err version_text_of(struct store *s, const struct directory *d, const struct version *v, struct buf *out)
	MUST_CHECK;
/* The hash of what stands newest under a name, begun or not; zero: nothing. */
enum err version_newest(const struct directory *d, const char *name, uint8_t hash[HASH_SIZE], size_t *index)
	MUST_CHECK;

/* Where an item is checked. */
struct version_place {
	struct store *store;
	const struct directory *directory; /* versions applied */
	const struct catalog *catalog;
};
/* Everything lint says of a text, as "path:line: sentence\n"; how many mistakes. */
size_t version_lint(const struct version_place *p, const char *path, const char *text, size_t len,
	struct buf *messages);
/* By an administrator. path: its file name is the item's. from: DAY_NONE the day it is confirmed.
 * source: the hall whose pack it came with, "" none. ERR_SYNTAX with messages: lint refuses it; ERR_INPUT
 * with messages: the name, or a day that is past; ERR_EXISTS: it is the newest, or waits; else as
 * motion_propose. */
enum err version_propose(const struct version_place *p, const char *path, const char *text, size_t len, day_t from,
	const char *source, struct buf *messages) MUST_CHECK;
/* The newest that two people published; ERR_NOTFOUND: none. */
enum err version_take_back(const struct version_place *p, const char *name) MUST_CHECK;
/* As motion_decide; what lint refuses by now is not published (ERR_SYNTAX). */
enum err version_decide(const struct version_place *p, const uint8_t hash[HASH_SIZE], bool confirm,
	struct buf *messages) MUST_CHECK;

#endif
