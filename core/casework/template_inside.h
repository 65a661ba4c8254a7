/* SPDX-License-Identifier: MIT
 *
 * A template as read: steps in order, blocks as jumps. In a text, MARK_SAID or MARK_CELL and a byte
 * (the index and one) stand for a name.
 */
#ifndef ONETRIP_TEMPLATE_INSIDE_H
#define ONETRIP_TEMPLATE_INSIDE_H

#include "core/casework/template.h"

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

#endif
