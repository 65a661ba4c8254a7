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
#include "core/exchange/keyring.h"

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

static struct key *find(struct keyring *k, const char *file)
{
	for (size_t i = 0; i < k->n; i++) {
		if (strcmp(k->keys[i].file, file) == 0)
			return &k->keys[i];
	}
	return NULL;
}

static enum err load(struct key *key)
{
	char secret[sizeof(key->credential.secret)] = "";
	enum err err = read_secret(key->file, secret, sizeof(secret));

	if (!err && strcmp(secret, key->credential.secret) != 0) {
		text_copy(key->credential.secret, sizeof(key->credential.secret), secret);
		key->credential.generation++;
	}
	mem_wipe(secret, sizeof(secret));
	return err;
}

enum err keyring_get(struct keyring *k, const struct gateway *o, struct credential *out)
{
	struct key *key;
	enum err err = OK;

	if (!o->secret_file[0]) {
		*out = (struct credential){0};
		return OK;
	}
	key = find(k, o->secret_file);
	if (!key && k->n == COUNT_OF(k->keys))
		return ERR_LIMIT;
	if (!key) {
		key = &k->keys[k->n++];
		key->file = mem_text(o->secret_file);
	}
	if (key->credential.generation == 0)
		err = load(key);
	if (!err)
		*out = key->credential;
	return err;
}

bool keyring_renewed(struct keyring *k, const struct gateway *o, const struct credential *used)
{
	struct key *key = find(k, o->secret_file);

	if (!key)
		return false;
	if (key->credential.generation == used->generation && load(key) != OK)
		return false;
	return key->credential.generation != used->generation;
}

void keyring_release(struct keyring *k)
{
	for (size_t i = 0; i < k->n; i++)
		mem_free(k->keys[i].file);
	mem_wipe(k, sizeof(*k));
}
