/* SPDX-License-Identifier: MIT
 *
 * The words of an item file as tables: which sections there are, which keys each may have, and
 * where a value goes. The reader (item_read.c) knows no word by itself.
 */
#ifndef ONETRIP_ITEM_WORDS_H
#define ONETRIP_ITEM_WORDS_H

#include "core/form/item.h"

enum section_id {
	SECTION_ITEM,
	SECTION_CONDITION,
	SECTION_GROUP,
	SECTION_REPEAT,
	SECTION_PARTY,
	SECTION_FIELD,
	SECTION_FACT,
	SECTION_CHOICES,
	SECTION_SITUATION,
	SECTION_MATERIAL,
	SECTION_ASK,
	SECTION_PART,
	SECTION_DOCUMENT,
	SECTION_REGIONS,
	SECTION_STAGE,
	SECTION_COUNT
};

/* kind, C type of the member it fills */
enum key_kind {
	KEY_TEXT,   /* const char * */
	KEY_YES,    /* bool: value of one of the words */
	KEY_NUMBER, /* int within min..max */
	KEY_DAYS,   /* int: a number or "none", -1 */
	KEY_WORD,   /* int: value of one of the words */
	KEY_FLAGS,  /* unsigned: values of some of the words */
	KEY_RULE,   /* int: rule */
	KEY_NEED,   /* int: yes -2, no -1, else rule */
	KEY_SHARE,  /* struct share */
	KEY_ROWS,   /* struct share without its attribute */
	KEY_FIELD,  /* int: index of a field */
	KEY_PARTS,  /* uint32_t: bits of parts */
	KEY_KNOWN,  /* read when sections are placed */
	KEY_SHARES  /* struct field: shares and n_shares */
};

struct word {
	const char *word;
	int value;
};

struct key {
	const char *word;
	enum key_kind kind;
	size_t at;                /* offset of the member */
	bool needed;
	const struct word *words; /* of KEY_WORD, KEY_FLAGS; ends with a NULL word */
	int min, max;             /* of KEY_NUMBER */
};

struct section_kind {
	const char *word;
	bool named;               /* "[field NAME]", else "[item]" */
	const struct key *keys;   /* none: free keys */
	size_t n_keys;
	size_t most;              /* how many of them there may be */
};

extern const struct section_kind section_kinds[SECTION_COUNT];

#endif
