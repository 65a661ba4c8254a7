/* SPDX-License-Identifier: MIT
 *
 * All files of code sets read anew, for onetrip lint.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/code_set.h"
#include "core/standards/tables.h"

enum { SETS_MAX = 256, FILES_MAX = 200, FILE_NAME = 256 };

static void check_shared(const char *file, struct code_telling *told)
{
	struct code_set *sets[SETS_MAX];
	char path[PATH_SIZE];
	struct tsv t = {0};
	size_t line = 0, n = 0;

	if (tables_path(file, path))
		return;
	told->file = path;
	if (tsv_load_told(path, CODE_COLUMNS + 1, &t, &line))
		code_tell(told, line, _("not UTF-8 text with at most %d cells between tabs"),
			CODE_COLUMNS + 1);
	else
		n = code_table_shared(&t, sets, SETS_MAX, told);
	while (n > 0)
		code_set_free(sets[--n]);
	tsv_release(&t);
}

static void check_big(const char *folder, const char *file, struct code_telling *told)
{
	char path[PATH_SIZE], name[CODES_NAME];

	if (!text_format(path, sizeof(path), "%s/%s", folder, file))
		return;
	told->file = path;
	if (!text_copyn(name, sizeof(name), file, strlen(file) - strlen(".tsv")) ||
		strspn(name, CODES_NAME_CHARS) != strlen(name))
		code_tell(told, 0, _("the name of a table is small letters, digits, _ and -"));
	else
		code_set_free(code_table_load(name, path, told));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void check_folder(struct code_telling *told)
{
	char folder[PATH_SIZE], (*names)[FILE_NAME] = mem_array(FILES_MAX, sizeof(*names));
	DIR *dir = tables_path("tables", folder) ? NULL : opendir(folder);
	size_t n = 0;

	for (struct dirent *f; dir && n < FILES_MAX && (f = readdir(dir));) {
		size_t len = strlen(f->d_name);

		if (len > 4 && text_equal(f->d_name + len - 4, ".tsv"))
			text_copy(names[n++], FILE_NAME, f->d_name);
	}
	if (dir)
		closedir(dir);
	qsort(names, n, sizeof(*names), by_name);
	for (size_t i = 0; i < n; i++)
		check_big(folder, names[i], told);
	mem_free(names);
}

enum err codes_check(struct buf *messages)
{
	struct code_telling told = {.messages = messages};

	check_shared("codes.tsv", &told);
	check_shared("subsets.tsv", &told);
	check_folder(&told);
	return told.n ? ERR_SYNTAX : OK;
}
