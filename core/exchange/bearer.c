/* SPDX-License-Identifier: MIT
 *
 * A secret never leaves this file but into a credential, which its holder wipes.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/bearer.h"

static enum err check_line(char *text, size_t len)
{
	if (len > 0 && text[len - 1] == '\n')
		text[--len] = '\0';
	for (size_t i = 0; i < len; i++) {
		if (text[i] <= ' ' || text[i] > '~')
			return ERR_SYNTAX;
	}
	return len > 0 ? OK : ERR_SYNTAX;
}

static enum err read_secret(const char *path, char *out, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	enum err err = ERR_DENIED;
	ssize_t n;

	if (fd < 0)
		return ERR_IO;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 077) == 0 &&
		(st.st_uid == geteuid() || st.st_uid == 0)) {
		n = read(fd, out, size - 1);
		out[n > 0 ? n : 0] = '\0';
		err = n < 0 ? ERR_IO : check_line(out, (size_t)n);
		if (st.st_size >= (off_t)size)
			err = ERR_LIMIT;
	}
	close(fd);
	return err;
}

static struct bearer *find(struct bearers *all, const char *file)
{
	for (size_t i = 0; i < all->n; i++) {
		if (strcmp(all->each[i].file, file) == 0)
			return &all->each[i];
	}
	return NULL;
}

static enum err load(struct bearer *b)
{
	char secret[sizeof(b->credential.secret)] = "";
	enum err err = read_secret(b->file, secret, sizeof(secret));

	if (!err && strcmp(secret, b->credential.secret) != 0) {
		text_copy(b->credential.secret, sizeof(b->credential.secret), secret);
		b->credential.generation++;
	}
	mem_wipe(secret, sizeof(secret));
	return err;
}

enum err bearer_get(struct bearers *all, const struct gateway *o, struct credential *out)
{
	struct bearer *b;
	enum err err = OK;

	if (!o->secret_file[0]) {
		*out = (struct credential){0};
		return OK;
	}
	b = find(all, o->secret_file);
	if (!b && all->n == COUNT_OF(all->each))
		return ERR_LIMIT;
	if (!b) {
		b = &all->each[all->n++];
		b->file = mem_text(o->secret_file);
	}
	if (b->credential.generation == 0)
		err = load(b);
	if (!err)
		*out = b->credential;
	return err;
}

bool bearer_renewed(struct bearers *all, const struct gateway *o, const struct credential *used)
{
	struct bearer *b = find(all, o->secret_file);

	if (!b)
		return false;
	if (b->credential.generation == used->generation && load(b) != OK)
		return false;
	return b->credential.generation != used->generation;
}

void bearers_release(struct bearers *all)
{
	for (size_t i = 0; i < all->n; i++)
		mem_free(all->each[i].file);
	mem_wipe(all, sizeof(*all));
}
