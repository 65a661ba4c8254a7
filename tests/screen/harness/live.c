/* SPDX-License-Identifier: MIT
 *
 * The whole bytes are compared, not a sum of them.
 */
#include "tests/screen/harness/live.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/store/operator.h"
#include "core/store/store.h"

enum { FILES = 100, FILE_BYTES = 16 << 20 };

static enum err make_people(const struct store_place *place)
{
	static const struct operator_first people[] = {
		{"9001", "管理", "lamp-9-orchard", ROLE_ADMIN}, {"2001", "值班", "lamp-2-orchard", ROLE_SUPERVISOR}};
	char recovery[RECOVERY_CODE];
	struct store *s = NULL;
	enum err e = store_open(place, &s);

	if (!e)
		e = operator_init(s, &SEAL_COST_FLOOR, people, COUNT_OF(people), recovery);
	store_close(s);
	return e;
}

enum err live_make(const char *dir)
{
	char folder[PATH_SIZE], database[PATH_SIZE + 16], key[PATH_SIZE + 16];
	struct store_place place = {.path = database, .terminal_key = key, .station = "A03",
		.kind = STORE_LIVE};

	text_format(folder, sizeof folder, "%s/live", dir);
	if (file_exists(folder))
		return OK;
	text_format(database, sizeof database, "%s/onetrip.db", folder);
	text_format(key, sizeof key, "%s/terminal.key", folder);
	enum err e = file_make_dir(folder);
	if (!e)
		e = store_create(&place);
	return e ? e : make_people(&place);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return alphasort(a, b);
}

static enum err add_file(const char *path, struct buf *out)
{
	struct stat st;
	struct buf bytes;

	if (stat(path, &st))
		return ERR_IO;
	if (!S_ISREG(st.st_mode))
		return OK;
	buf_init(&bytes, FILE_BYTES);
	enum err e = file_read(path, &bytes);
	buf_addf(out, "%s %lld %lld.%09ld %o\n", path, (long long)st.st_size, (long long)st.st_mtim.tv_sec,
		st.st_mtim.tv_nsec, (unsigned)st.st_mode);
	buf_add(out, buf_text(&bytes), bytes.len);
	buf_release(&bytes);
	return e ? e : out->err;
}

enum err live_read(const char *dir, struct buf *out)
{
	char folder[PATH_SIZE], path[PATH_SIZE + 300];
	struct dirent **list;
	enum err e = OK;

	text_format(folder, sizeof folder, "%s/live", dir);
	int n = scandir(folder, &list, NULL, by_name);
	if (n < 0)
		return ERR_IO;
	for (int i = 0; i < n; i++) {
		text_format(path, sizeof path, "%s/%s", folder, list[i]->d_name);
		if (!e)
			e = add_file(path, out);
		free(list[i]);
	}
	free(list);
	return e;
}
