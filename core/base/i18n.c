/* SPDX-License-Identifier: MIT
 *
 * The language is LANGUAGE, not the locale: glibc translates in C.UTF-8, which every machine has,
 * so no locale needs to be generated.
 */
#include "core/base/i18n.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"

#define DOMAIN "onetrip"

/* glibc's count of catalogue changes; raising it makes gettext look at LANGUAGE again */
extern int _nl_msg_cat_cntr;

static bool chinese = true;

static enum err bind_catalogue(void)
{
	char build[PATH_SIZE], path[PATH_SIZE];

	if (file_build_dir(build) == OK) {
		if (!text_format(path, sizeof(path), "%s/po", build))
			return ERR_LIMIT;
	} else if (!text_format(path, sizeof(path), "%s/share/locale", PREFIX)) {
		return ERR_LIMIT;
	}
	if (!bindtextdomain(DOMAIN, path) || !bind_textdomain_codeset(DOMAIN, "UTF-8") ||
		!textdomain(DOMAIN))
		return ERR_NOMEM;
	return OK;
}

void i18n_turn(bool zh)
{
	if (setenv("LANGUAGE", zh ? "zh_CN" : "en", 1) != 0)
		BUG("no room for the language");
	_nl_msg_cat_cntr++;
	chinese = zh;
}

enum err i18n_start(const char *lang)
{
	bool zh = !lang || strcmp(lang, "zh") == 0;

	if (!zh && strcmp(lang, "en") != 0)
		return ERR_USAGE;
	if (!setlocale(LC_ALL, "C.UTF-8"))
		return ERR_UNSUPPORTED;
	i18n_turn(zh);
	return bind_catalogue();
}

bool i18n_chinese(void)
{
	return chinese;
}

const char *i18n_pick(const char *zh, const char *en)
{
	return chinese || !en || !en[0] ? zh : en;
}
