/* SPDX-License-Identifier: MIT
 *
 * The manual that F1 and `onetrip help` read: the files of assets/help/LANG, one language at a time.
 *
 *   @ topic Title             begins a page; topic is one word: a screen's name, an error's in lower
 *                             case without ERR_, or a guide's
 *   text                      a paragraph a line; an empty line is one; "- " begins a point
 *   # anywhere at a line's beginning: a remark for who writes, not shown
 */
#ifndef ONETRIP_MANUAL_H
#define ONETRIP_MANUAL_H

#include "core/base/buf.h"

enum { MANUAL_PAGES = 200, MANUAL_BYTES = 1 << 18 };

struct manual_page {
	const char *topic, *title, *text; /* text ends with a newline */
};

struct manual;

/* In the language of i18n. messages: "file:line: what" of a file that cannot be read (ERR_SYNTAX). */
enum err manual_open(struct manual **out, struct buf *messages) MUST_CHECK;
void manual_close(struct manual *m);             /* NULL is fine */
size_t manual_pages(const struct manual *m, const struct manual_page **out); /* borrowed; as written */
const struct manual_page *manual_find(const struct manual *m, const char *topic); /* NULL: none */
const char *manual_nearest(const struct manual *m, const char *topic); /* NULL: nothing like it */
void manual_error_topic(enum err e, char out[32]); /* ERR_BUSY: "busy" */

#endif
