/* SPDX-License-Identifier: MIT
 *
 * What another edition changes, printed line by line.
 */
#include <stdio.h>

#include "core/base/i18n.h"
#include "core/casework/accord.h"
#include "core/casework/oversight/edition.h"
#include "tui/commands/catalog.h"

void library_tell_difference(char sign, const char *what, const char *line, void *ctx)
{
	(void)ctx;
	if (line)
		printf("  %c %s\n", sign, line);
	else
		printf("%c %s\n", sign, what);
}

enum err library_tell(struct library *l, const struct edition_proposal *p)
{
	char word[ACCORD_WORD], at[20];
	enum err e = library_open(l);

	if (e)
		return e;
	struct difference d = catalog_diff(l->catalog, p->catalog, library_tell_difference, NULL);
	clock_format(p->motion.at_ms, at);
	accord_word(p->motion.hash, word);
	printf(_("%zu added, %zu removed, %zu changed\n"), d.added, d.removed, d.changed);
	printf(_("edition %s, proposed by %s at %s"), *p->catalog->version ? p->catalog->version : "-",
		p->motion.by, at);
	printf("\nHASH\t%s\n", word);
	return OK;
}
