/* SPDX-License-Identifier: MIT
 *
 * The frame every full screen shares (ux.md 2.1): title row, identity bar, step strip, rules,
 * message row, status row, footer. Bodies get rows body_top..body_end.
 */
#ifndef ONETRIP_FRAME_H
#define ONETRIP_FRAME_H

#include "tui/app.h"

enum step { STEP_NONE, STEP_IDENTITY, STEP_ITEM, STEP_FORM, STEP_MATERIAL, STEP_CHECK, STEP_RECEIPT };

struct frame {
	int body_top, body_rows;     /* between the rules; 16 rows at 24 */
	int width;                   /* of the main column */
	int pane_col, pane_width;    /* right pane from 100 columns on; 0 none */
};

/* object: after the title, "居住证申领" or ""; right: right end of row 2 ("" none). */
struct frame frame_draw(const struct app *a, struct canvas *c, const char *object, enum step step,
	const char *right);
void frame_person(const struct app *a, struct canvas *c, int row); /* identity bar of the open case */
void frame_dossier(const struct app *a, struct canvas *c, const struct frame *f); /* right pane */
char frame_light_sign(enum light light);            /* = ~ ! x - o */
const char *frame_light_word(enum light light); /* 通 慢 断 …, msgid */
/* Row 21 when no message is due: what to say or do here. text is translated. */
void frame_hint(const struct app *a, struct canvas *c, enum voice v, const char *text);
enum paint frame_sign_paint(char sign);          /* of the marks = # . ~ + * ! ? o x */
bool frame_too_small(const struct app *a, struct canvas *c); /* draws the notice below 80x24 */
/* Age in words: "刚刚", "2分钟前", "2025-11". */
void frame_age(int64_t at_ms, struct buf *out);
/* Cells beyond 80 columns, at most so many: for a column that is cut short at 80. */
int frame_spare(const struct canvas *c, int most);

#endif
