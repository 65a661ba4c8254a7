/* SPDX-License-Identifier: MIT
 *
 * Templates of documents: assets/documents/NAME.txt, data that a hall may replace by its own. One
 * statement a line; '#' begins a comment line; text is "Chinese | English", and the English may be
 * left out where there is no Chinese; {name} stands for a value of sheet.def.
 *
 *   document NAME          the name of the file
 *   name TEXT              what lists call it
 *   of KIND                case notice consult dispute ticket day list access letter: which names it may
 *                          use
 *   letters XX             of its number; without: it has none of its own
 *   paper page|duplex|slip as wide as a page (A4, A5), such a one on both sides of the sheet, or as wide
 *                          as the slip printer
 *   show masked|name|clear personal data: all masked, the name in clear, all in clear (signed for
 *                          the file; such a paper is shown on a screen after a reveal only)
 *   copies N TEXT          how many, and who keeps them
 *
 * then what is printed, in order:
 *
 *   centre TEXT   line TEXT   heading TEXT (under a rule)   rule   blank
 *   entry LABEL : TEXT     label in 10 cells, the text beside it
 *   pair LABEL : TEXT      label in 24 cells of a page, 12 of a slip
 *   item N : TEXT          N in 4 cells
 *   if NAME   unless NAME   else   end       NAME has a value, a list a row
 *   each LIST   end        for every row; inside, {list.cell}, and a plain label stands once
 *   use NAME               the statements of NAME.part, of this folder or of the program
 *
 * A statement whose text has names but none of them a value is left out with its label.
 */
#ifndef ONETRIP_TEMPLATE_H
#define ONETRIP_TEMPLATE_H

#include "core/base/buf.h"
#include "core/casework/papers/paper.h"
#include "core/casework/papers/sheet.h"

enum { TEMPLATE_BYTES = 64 * 1024, TEMPLATE_STEPS = 400, TEMPLATE_DEPTH = 8, TEMPLATE_NAME = 32 };

enum shown { SHOW_MASKED, SHOW_NAME, SHOW_CLEAR };

struct template_step;
struct template {
	struct pool pool;
	char document[TEMPLATE_NAME];
	const char *name, *name_en;
	const char *letters;             /* "" none */
	unsigned on;                     /* one ON_* */
	bool page, duplex;
	enum shown show;
	int copies;
	const char *keep, *keep_en;
	struct template_step *steps;
	size_t n;
};

/* folder/DOCUMENT.txt. Every mistake as "path:line: message" in messages; ERR_SYNTAX then,
 * ERR_NOTFOUND without the file. */
enum err template_load(const char *folder, const char *document, struct template **out,
	struct buf *messages) MUST_CHECK;
/* The same of a text; parts are read from the folder, path stands in messages. */
enum err template_parse(const char *folder, const char *document, const char *path, const char *text,
	struct template **out, struct buf *messages) MUST_CHECK;
void template_free(struct template *t);
void template_print(const struct template *t, const struct sheet *s, struct paper *p);

/* The templates in force: of the hall's folder where they are there and in order, else the program's
 * own. Read once, when first asked for. NULL: there is none of that name. */
void templates_folder(const char *folder);       /* the hall's; "" none; forgets what was read */
const struct template *templates_find(const char *document);
void templates_close(void);

#endif
