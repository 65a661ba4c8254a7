/* SPDX-License-Identifier: MIT
 *
 * "HEX JOINS\n". A file that makes no sense is begun anew: then this is somebody new.
 */
#include "core/demo/class_identity.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"

enum { IDENTITIES = 31, LINE = 96, JOINS_AT = 2 * KEY_SIZE + 1 };

static void read_file(struct class_identity *i)
{
	char text[LINE] = {0};
	ssize_t n = pread(i->fd, text, sizeof text - 1, 0);

	if (n > JOINS_AT && text[JOINS_AT - 1] == ' ')
		text[JOINS_AT - 1] = '\0';
	text[JOINS_AT + strcspn(text + JOINS_AT, "\n")] = '\0';
	if (!text_unhex(text, i->secret, KEY_SIZE) ||
		!text_number(text + JOINS_AT, 0, INT32_MAX, &i->joins)) {
		seal_random(i->secret, KEY_SIZE);
		i->joins = 0;
	}
	seal_public(i->secret, i->public);
	explicit_bzero(text, sizeof text);
}

int64_t class_identity_join(struct class_identity *i)
{
	char text[LINE], hex[2 * KEY_SIZE + 1];

	i->joins++;
	text_hex(i->secret, KEY_SIZE, hex);
	text_format(text, sizeof text, "%s %lld\n", hex, (long long)i->joins);
	/* when the disk does not take it, the next start is somebody new */
	if (pwrite(i->fd, text, strlen(text), 0) == (ssize_t)strlen(text))
		(void)!ftruncate(i->fd, (off_t)strlen(text));
	explicit_bzero(text, sizeof text);
	explicit_bzero(hex, sizeof hex);
	return i->joins;
}

enum err class_identity_take(const char *folder, struct class_identity *out)
{
	char path[PATH_SIZE];
	enum err e = file_make_dir(folder);

	*out = (struct class_identity){.fd = -1};
	for (int k = 1; !e && k <= IDENTITIES; k++) {
		if (!text_format(path, sizeof path, "%s/me-%02d.key", folder, k))
			return ERR_LIMIT;
		int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd < 0)
			return ERR_IO;
		if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
			out->fd = fd;
			read_file(out);
			return OK;
		}
		close(fd);
	}
	return e ? e : ERR_LIMIT;
}

void class_identity_release(struct class_identity *i)
{
	if (i->fd >= 0)
		close(i->fd);
	mem_wipe(i, sizeof *i);
	i->fd = -1;
}
