/* SPDX-License-Identifier: MIT
 *
 * A template as read: steps in order, blocks as jumps. In a text, MARK_SAID or MARK_CELL and a byte
 * (the index and one) stand for a name.
 */
#ifndef ONETRIP_TEMPLATE_INSIDE_H
#define ONETRIP_TEMPLATE_INSIDE_H

#include "core/casework/papers/template.h"

enum { MARK_SAID = 1, MARK_CELL = 2 };

enum op {
	OP_CENTRE, OP_LINE, OP_HEADING, OP_ENTRY, OP_PAIR, OP_ITEM, OP_RULE, OP_BLANK,
	OP_IF, OP_UNLESS, OP_ELSE, OP_EACH, OP_END
};

enum tested { TEST_SAID, TEST_ROWS, TEST_CELL };

struct text2 {
	const char *zh, *en;
};

struct template_step {
	enum op op;
	int line;
	struct text2 label, text;
	enum tested tested;              /* IF, UNLESS: what index means */
	int index;                       /* of the name; EACH: of the list */
	size_t to;                       /* IF, UNLESS, ELSE, EACH: behind the block; END of EACH: its EACH */
	bool loops;                      /* END: of an EACH */
};

enum { TEMPLATE_LINE = 1000 };

/* A template being read: template_read.c, template_words.c. */
struct reading {
	struct template *t;
	const char *folder, *path;
	struct buf *messages;
	int line;
	size_t mistakes;
	size_t open[TEMPLATE_DEPTH];     /* steps of blocks that are not closed */
	size_t depth;
	int uses;                        /* parts within parts */
	bool printing;                   /* behind the head */
};

void template_mistake(struct reading *r, const char *format, ...) PRINTF_LIKE(2, 3);
/* What a name means here; tells when there is none such, or not on this kind of document. */
bool template_name(struct reading *r, const char *name, enum tested *what, int *index);
bool template_here(struct reading *r, const char *name, unsigned on);
bool template_in_rows(const struct reading *r, enum rows rows); /* within `each` of that list */
struct text2 template_text(struct reading *r, const char *text); /* "Chinese | English" */
/* "LABEL : TEXT"; the label may be empty. */
void template_labelled(struct reading *r, const char *rest, struct template_step *s);

#endif
