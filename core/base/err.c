/* SPDX-License-Identifier: MIT
 *
 * The words of every error, and the one way to end on a broken invariant.
 */
#include "core/base/err.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/base.h"
#include "core/base/log.h"

struct err_row {
	const char *name, *text, *remedy;
};

static const struct err_row rows[] = {
#define X(name, text, remedy) {#name, text, remedy},
	ERR_TABLE(X)
#undef X
};

void (*err_restore_terminal)(void);

/* A number from outside the table must not read past it: it is shown as a disk error. */
static const struct err_row *row(enum err e)
{
	return &rows[(size_t)e < COUNT_OF(rows) ? e : ERR_IO];
}

const char *err_text(enum err e)
{
	return row(e)->text;
}

const char *err_remedy(enum err e)
{
	return row(e)->remedy;
}

const char *err_name(enum err e)
{
	return row(e)->name;
}

_Noreturn void err_bug(const char *file, int line, const char *what)
{
	static bool inside;

	if (!inside) { /* the handlers below may fail for the same reason */
		inside = true;
		if (err_restore_terminal)
			err_restore_terminal();
		log_line("bug", "%s:%d: %s", file, line, what);
	}
	fprintf(stderr, "onetrip: %s:%d: %s\n", file, line, what);
	abort();
}
