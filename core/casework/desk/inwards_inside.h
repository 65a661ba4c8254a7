/* SPDX-License-Identifier: MIT
 *
 * What the files of inwards share. Nobody else includes this.
 *
 *   inwards.c          what is known, acts, whose turn it is     inwards_list.c    the list that comes
 *   inwards_package.c  packages, part by part                    inwards_told.c    words that go back
 */
#ifndef ONETRIP_INWARDS_INSIDE_H
#define ONETRIP_INWARDS_INSIDE_H

#include "core/casework/desk/inwards.h"

enum flight { FLIGHT_LIST, FLIGHT_PART, FLIGHT_WORD };

struct inwards {
	struct inwards_parts parts;
	struct inward_case *list;
	size_t n, cap;
	uint64_t after;
	int64_t refresh_ms;          /* mono */
	int64_t poll_ms;             /* wall: when the list is asked for next */
	int64_t part_ms;             /* mono; not before */
	int64_t asked_ms;
	bool silent, changed;
	struct ask *flight;          /* NULL: none */
	enum flight kind;
	struct uid asked;            /* hand-over it is about; none for the list */
	enum crossing_state said;    /* WORD: what was told, as of which change of the case */
	int64_t of_ms;
	struct uid opened;           /* whose package is wanted; none */
	struct buf package, text;    /* its text alone once it is whole */
	enum err package_err;
};

/* inwards.c */
struct inward_case *inwards_at(const struct inwards *x, const struct uid *op); /* NULL: none */
struct inward_case *inwards_add(struct inwards *x, const struct uid *op);      /* NULL: full */
const char *inwards_cell(const struct record *row, const char *name);          /* "" absent */
/* The station's word for a hand-over, by its own op. */
enum err inwards_write(struct inwards *x, const struct inward_case *c, enum inward_act act, struct record *body)
	MUST_CHECK;
/* What the basis leaves open is that of the list: no case, nobody's data. */
enum err inwards_send(struct inwards *x, const char *resource, const struct basis *b,
	const struct record *values, enum flight kind) MUST_CHECK;

/* inwards_list.c */
void inwards_ask_list(struct inwards *x);
void inwards_take_list(struct inwards *x, const struct reply *r);
/* inwards_package.c */
void inwards_drop_package(struct inwards *x);
bool inwards_fetching(const struct inwards *x); /* the next part is due */
void inwards_ask_part(struct inwards *x);
void inwards_take_part(struct inwards *x, const struct reply *r);
/* inwards_told.c */
void inwards_tell_next(struct inwards *x, int64_t now);
void inwards_take_word(struct inwards *x, const struct reply *r);

#endif
