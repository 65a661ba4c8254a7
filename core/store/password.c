/* SPDX-License-Identifier: MIT
 *
 * What a password must be: 8 characters (the terminal secret is the second factor) and not one of
 * those everybody tries first (assets/passwords.tsv).
 */
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/base/tsv.h"
#include "core/store/operator.h"

enum { SHORTEST = 8 };

static void lower(char *text)
{
	for (; *text; text++)
		if (*text >= 'A' && *text <= 'Z')
			*text = (char)(*text + ('a' - 'A'));
}

static bool one_character(const char *password)
{
	return strspn(password, (const char[]){password[0], '\0'}) == strlen(password);
}

enum err password_check(const char *password)
{
	char folded[PASSWORD_MAX + 1], path[PATH_SIZE];
	struct tsv list;
	enum err e;

	if (!text_valid(password, strlen(password)) || text_count(password) < SHORTEST ||
		!text_copy(folded, sizeof folded, password) || one_character(password))
		return ERR_INPUT;
	e = file_asset("passwords.tsv", path);
	if (e == OK)
		e = tsv_load(path, 1, &list);
	if (e != OK)
		return e;
	lower(folded);
	for (size_t i = 0; e == OK && i < list.rows; i++)
		if (strcmp(folded, tsv_cell(&list, i, 0)) == 0)
			e = ERR_INPUT;
	tsv_release(&list);
	return e;
}
