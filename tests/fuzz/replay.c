/* SPDX-License-Identifier: MIT
 *
 * A plain main for the fuzz entries: runs every file of the folders and files named, so that the
 * kept corpus is replayed by any compiler. Prints how many were run.
 */
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#include "core/base/buf.h"
#include "core/base/file.h"
#include "core/base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	if (file_read(path, &b)) {
		fprintf(stderr, "%s: not read\n", path);
		buf_release(&b);
		return 0;
	}
	LLVMFuzzerTestOneInput((const uint8_t *)buf_text(&b), b.len);
	buf_release(&b);
	return 1;
}

static int run_folder(const char *path)
{
	DIR *d = opendir(path);
	int n = 0;

	for (struct dirent *e; d && (e = readdir(d));) {
		char name[PATH_SIZE];
		if (e->d_name[0] != '.' && text_format(name, sizeof name, "%s/%s", path, e->d_name))
			n += run_file(name);
	}
	if (d)
		closedir(d);
	return n;
}

int main(int argc, char **argv)
{
	int n = 0;

	for (int i = 1; i < argc; i++) {
		struct stat st;
		if (stat(argv[i], &st) == 0)
			n += S_ISDIR(st.st_mode) ? run_folder(argv[i]) : run_file(argv[i]);
	}
	printf("%d\n", n);
	return n > 0 ? 0 : 1;
}
