/* SPDX-License-Identifier: MIT
 *
 * The folder of lessons, in the order of their numbers.
 */
#include "core/demo/scenario.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"

static int by_number(const void *a, const void *b)
{
	const struct scenario *const *x = a, *const *y = b;

	return (*x)->number - (*y)->number;
}

static enum err check_numbers(const struct scenarios *all, const char *folder, struct buf *messages)
{
	enum err e = OK;

	for (size_t i = 1; i < all->n; i++)
		if (all->list[i]->number == all->list[i - 1]->number) {
			buf_addf(messages, "%s: %s and %s both have number %d\n", folder,
				all->list[i - 1]->code, all->list[i]->code, all->list[i]->number);
			e = ERR_SYNTAX;
		}
	return e;
}

static bool is_ini(const char *name)
{
	size_t n = strlen(name);

	return n > 4 && text_equal(name + n - 4, ".ini");
}

enum err scenarios_load(const char *folder, struct scenarios *out, struct buf *messages)
{
	DIR *dir = opendir(folder);
	enum err e = OK, one;

	*out = (struct scenarios){0};
	if (!dir) {
		buf_addf(messages, "%s: %s\n", folder, err_text(ERR_NOTFOUND));
		return ERR_NOTFOUND;
	}
	for (struct dirent *file; (file = readdir(dir)) && out->n < SCENARIOS_MOST;) {
		char path[PATH_SIZE];
		if (!is_ini(file->d_name) || !text_format(path, sizeof path, "%s/%s", folder, file->d_name))
			continue;
		one = scenario_load(path, &out->list[out->n], messages);
		out->n += one == OK;
		e = one ? one : e;
	}
	closedir(dir);
	qsort(out->list, out->n, sizeof out->list[0], by_number);
	one = check_numbers(out, folder, messages);
	return e ? e : one;
}

void scenarios_release(struct scenarios *s)
{
	for (size_t i = 0; i < s->n; i++)
		scenario_free(s->list[i]);
	*s = (struct scenarios){0};
}
