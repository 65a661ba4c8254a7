/* SPDX-License-Identifier: MIT
 *
 * The whole bytes are compared, not a sum of them.
 */
#include "tests/screen/harness/live.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/store/operator.h"
#include "core/store/store.h"

enum { FILE_BYTES = 16 << 20 };

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

/* What a hall has beside its database: settings that name it all, slips, scans, a witness, a copy. */
static enum err make_files(const char *folder)
{
	static const struct {
		const char *name, *text;
	} files[] = {
		{"catalog.ini", "[catalog]\nedition = 1\n"},
		{"print/A03-2026-SJ-03160000101-N.txt", "slip\n"},
		{"scans/260316-A03-001/1.pgm", "P5 1 1 255\nx"},
		{"witness/head", "0000\n"},
		{"backup/onetrip-2026-03-15.otb", "copy\n"},
	};
	char path[PATH_SIZE + 64], within[PATH_SIZE + 64], text[6 * PATH_SIZE];
	enum err e = OK;

	for (size_t i = 0; i < COUNT_OF(files) && !e; i++) {
		text_format(path, sizeof path, "%s/%s", folder, files[i].name);
		text_copyn(within, sizeof within, path, (size_t)(strrchr(path, '/') - path));
		e = file_make_dir(within);
		if (!e)
			e = file_write(path, files[i].text, strlen(files[i].text));
	}
	text_format(path, sizeof path, "%s/onetrip.conf", folder);
	text_format(text, sizeof text,
		"[station]\nwindow = A03\ndatabase = %s/onetrip.db\nterminal_key = %s/terminal.key\n"
		"witness = %s/witness\nscans = %s/scans\n[exchange]\ncatalog = %s/catalog.ini\n"
		"[print]\ndirectory = %s/print\n", folder, folder, folder, folder, folder, folder);
	return e ? e : file_write(path, text, strlen(text));
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
	enum err e = make_files(folder);
	if (!e)
		e = store_create(&place);
	return e ? e : make_people(&place);
}

static enum err add_folder(const char *folder, struct buf *out);

/* A folder's time tells of files that came and went meanwhile. */
static enum err add_path(const char *path, struct buf *out)
{
	struct stat st;
	struct buf bytes;

	if (lstat(path, &st))
		return ERR_IO;
	buf_addf(out, "%s %lld %lld.%09ld %o %u\n", path, (long long)st.st_size, (long long)st.st_mtim.tv_sec,
		st.st_mtim.tv_nsec, (unsigned)st.st_mode, (unsigned)st.st_uid);
	if (S_ISDIR(st.st_mode))
		return add_folder(path, out);
	buf_init(&bytes, FILE_BYTES);
	enum err e = S_ISREG(st.st_mode) ? file_read(path, &bytes) : OK;
	buf_add(out, buf_text(&bytes), bytes.len);
	buf_release(&bytes);
	return e ? e : out->err;
}

static enum err add_folder(const char *folder, struct buf *out)
{
	char path[PATH_SIZE + 300];
	struct dirent **list;
	enum err e = OK;
	int n = scandir(folder, &list, NULL, alphasort);

	if (n < 0)
		return ERR_IO;
	for (int i = 0; i < n; i++) {
		bool itself = text_equal(list[i]->d_name, ".") || text_equal(list[i]->d_name, "..");
		text_format(path, sizeof path, "%s/%s", folder, list[i]->d_name);
		if (!e && !itself)
			e = add_path(path, out);
		free(list[i]);
	}
	free(list);
	return e;
}

enum err live_read(const char *dir, struct buf *out)
{
	char folder[PATH_SIZE];

	text_format(folder, sizeof folder, "%s/live", dir);
	return add_path(folder, out);
}
