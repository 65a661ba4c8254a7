/* SPDX-License-Identifier: MIT
 *
 * State of the documents screen, shared by its files: material.c acts, material_deal.c asks what is
 * wrong with a paper and how it was taken, material_draw.c draws.
 */
#ifndef ONETRIP_MATERIAL_STATE_H
#define ONETRIP_MATERIAL_STATE_H

#include "core/casework/material.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/list.h"

enum { MATERIAL_ACTS = 16, MATERIAL_FILES = 9 };

/* What a row of the overlay does. */
struct material_act {
	enum had had;                /* HAD_NOTHING: something else */
	enum defect defect;          /* DEFECT_NONE: something else */
	bool supervisor;
};

struct materials {
	size_t rows[ITEM_MATERIALS]; /* asked for, in item order */
	struct list list;
	bool counting;               /* the next digit is a number of copies */
	struct choose_row choices[MATERIAL_ACTS]; /* of the overlay that is open */
	struct material_act acts[MATERIAL_ACTS];
	size_t n_acts;
	struct inbox_file files[MATERIAL_FILES];
};

const struct item *material_item(const struct app *a);
const struct material_mark *material_mark_at(const struct app *a, size_t material);
/* Of the row under the cursor; only with rows. */
size_t material_focus(const struct materials *s);
/* Copies can be counted: it is a paper or file that may be handed over here. */
bool material_countable(const struct app *a, size_t material);
/* The department that may still prove it is being asked; NULL: none. */
const struct desk_ask *material_asked(const struct app *a, size_t material);
void material_look(struct app *a, struct materials *s); /* collects the rows anew */
void material_next_open(struct app *a, struct materials *s);

void material_deal(struct app *a, struct materials *s);  /* F4 */
void material_files(struct app *a, struct materials *s); /* F6 */
void material_draw(const struct app *a, struct materials *s, struct canvas *c);

#endif
