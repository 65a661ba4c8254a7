/* SPDX-License-Identifier: MIT
 *
 * C17, the part of the store: hundreds of canary persons are entered, then every file in the folder
 * is searched for every piece of them, while the store is open, after a kill, after closing, and in a
 * backup.
 */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/backup.h"
#include "core/store/view.h"
#include "tests/fault/hall.h"

enum { PERSONS = 200, PIECES = 4, FILES = 32 };

static struct canary {
	char piece[PIECES][64]; /* name, number, phone, address */
} canaries[PERSONS];

static void hatch(struct stream *random)
{
	static const char *const surnames[] = {"欧阳", "司徒", "皇甫", "令狐"};
	static const char *const given[] = {"砚舟", "霁月", "听澜", "望舒", "临溪", "鹤鸣"};

	for (size_t i = 0; i < PERSONS; i++) {
		struct canary *c = &canaries[i];

		text_format(c->piece[0], 64, "%s%s%u", surnames[stream_below(random, 4)],
			given[stream_below(random, 6)], (unsigned)(1000 + i));
		text_format(c->piece[1], 64, "33990019%04u%06u", 7000 + stream_below(random, 2999),
			stream_below(random, 1000000));
		text_format(c->piece[2], 64, "199%08u", stream_below(random, 100000000));
		text_format(c->piece[3], 64, "示范市望江街道%u号%u室",
			100 + stream_below(random, 900), 1000 + stream_below(random, 9000));
	}
}

static void enter(struct store *s, size_t i)
{
	struct record body = {0};
	struct entry entry = {.casefile = uid_new(), .kind = "OPEN", .body = &body};
	struct view_case *rows;
	size_t n;

	record_add(&body, "name", canaries[i].piece[0]);
	record_add(&body, "id", canaries[i].piece[1]);
	record_add(&body, "phone", canaries[i].piece[2]);
	record_add(&body, "address", canaries[i].piece[3]);
	NEED(journal_append_wait(s, &entry, 1, NULL, NULL, 1000) == OK);
	record_release(&body);
	/* it is really in there */
	NEED(view_find(s, TOKEN_ID, canaries[i].piece[1], &rows, &n) == OK && n == 1);
	NEED(strcmp(rows[0].applicant, canaries[i].piece[0]) == 0);
	mem_free(rows);
}

static size_t search_file(const char *path, size_t *bytes)
{
	struct buf b;
	size_t hits = 0;

	buf_init(&b, HALL_BYTES);
	NEED(file_read(path, &b) == OK);
	for (size_t i = 0; b.len && i < PERSONS; i++)
		for (size_t k = 0; k < PIECES; k++)
			hits += memmem(b.data, b.len, canaries[i].piece[k],
					strlen(canaries[i].piece[k])) != NULL;
	*bytes += b.len;
	buf_release(&b);
	return hits;
}

static size_t search_folder(const struct hall *h, const char *when)
{
	size_t hits = 0, bytes = 0, files = 0;
	struct dirent *entry;
	DIR *dir = opendir(h->folder);

	NEED(dir);
	while ((entry = readdir(dir)) != NULL) {
		char path[FOLDER + 300];

		if (entry->d_name[0] == '.')
			continue;
		text_format(path, sizeof path, "%s/%s", h->folder, entry->d_name);
		hits += search_file(path, &bytes);
		files++;
	}
	closedir(dir);
	NEED(files >= 4 && files < FILES);
	printf("RESULT leak-%s canaries=%d files=%zu bytes=%zu hits=%zu\n", when, PERSONS * PIECES,
		files, bytes, hits);
	return hits;
}

/* The search itself must be able to find. */
static void prove_search(const struct hall *h)
{
	char path[FOLDER + 32];
	size_t bytes = 0;

	text_format(path, sizeof path, "%s/planted", h->folder);
	NEED(file_write(path, canaries[7].piece[3], strlen(canaries[7].piece[3])) == OK);
	NEED(search_file(path, &bytes) == 1);
	NEED(unlink(path) == 0);
}

int main(void)
{
	struct stream random = {17};
	char log_path[FOLDER + 32], backup[FOLDER + 32];
	struct backup_report made;
	struct hall h = {0};
	struct store *s;
	size_t hits = 0;
	pid_t child;

	hall_make(&h);
	hatch(&random);
	prove_search(&h);
	text_format(log_path, sizeof log_path, "%s/onetrip.log", h.folder);
	NEED(log_open(log_path) == OK);
	child = fork();
	NEED(child >= 0);
	if (child == 0) {
		s = hall_open(&h);
		NEED(s);
		hall_unlock(&h, s);
		for (size_t i = 0; i < PERSONS / 2; i++)
			enter(s, i);
		_exit(0); /* as if killed: nothing is closed */
	}
	NEED(waitpid(child, NULL, 0) == child);
	hits += search_folder(&h, "after-kill");
	s = hall_open(&h);
	NEED(s);
	hall_unlock(&h, s);
	for (size_t i = PERSONS / 2; i < PERSONS; i++)
		enter(s, i);
	hits += search_folder(&h, "open");
	NEED(store_rebuild(s, NULL) == OK);
	text_format(backup, sizeof backup, "%s/backup", h.folder);
	NEED(store_backup(s, backup, NULL, &made) == OK);
	backup_report_release(&made);
	store_close(s);
	hits += search_folder(&h, "closed");
	log_close();
	hall_remove(&h);
	return hits != 0;
}
