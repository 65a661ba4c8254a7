/* SPDX-License-Identifier: MIT
 *
 * What must hold: a copy is taken between two acts of the one process that writes there, so the
 * database and its log fit together.
 */
#include "tui/room.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/text.h"

enum { CHUNK = 1 << 16 };

static const char *const kept[] = {"demo.db", "demo.db-wal", "demo.db.hash0", "demo.db.hash1",
	"demo.db.witness", "terminal.key"};
static const char *const dropped[] = {"demo.db-shm", "demo.db.use"};

static bool copy_bytes(int from, int to)
{
	char chunk[CHUNK];
	ssize_t n;

	while ((n = read(from, chunk, sizeof chunk)) > 0)
		if (write(to, chunk, (size_t)n) != n)
			return false;
	return n == 0;
}

/* A file that is not there is not there in the copy either. */
static enum err copy_file(const char *from, const char *to)
{
	int source = open(from, O_RDONLY | O_CLOEXEC), target;

	(void)!unlink(to);
	if (source < 0)
		return file_exists(from) ? ERR_IO : OK;
	target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool good = target >= 0 && copy_bytes(source, target);
	close(source);
	if (target >= 0)
		close(target);
	return good ? OK : ERR_IO;
}

static enum err copy_room(const char *from, const char *to)
{
	char a[PATH_SIZE + 64], b[PATH_SIZE + 64];
	enum err e = file_make_dir(to);

	for (size_t i = 0; !e && i < COUNT_OF(dropped); i++) {
		text_format(b, sizeof b, "%s/%s", to, dropped[i]);
		(void)!unlink(b);
	}
	for (size_t i = 0; !e && i < COUNT_OF(kept); i++) {
		text_format(a, sizeof a, "%s/%s", from, kept[i]);
		text_format(b, sizeof b, "%s/%s", to, kept[i]);
		e = copy_file(a, b);
	}
	return e;
}

static void snapshot_dir(const struct demo_place *room, int n, char out[PATH_SIZE + 32])
{
	text_format(out, PATH_SIZE + 32, "%s/snapshot-%d", room->dir, n);
}

enum err room_save(const struct demo_place *room, int n)
{
	char dir[PATH_SIZE + 32];

	snapshot_dir(room, n, dir);
	return copy_room(room->dir, dir);
}

enum err room_restore(const struct demo_place *room, int n)
{
	char dir[PATH_SIZE + 32];

	snapshot_dir(room, n, dir);
	return copy_room(dir, room->dir);
}

/* The clean room of this moment, seed and past. */
static enum err make_clean(const struct demo_place *home, int64_t at_ms, const struct demo_wish *w,
	struct demo_place *out)
{
	char dir[PATH_SIZE];
	struct demo_wish clean = *w;

	if (!text_format(dir, sizeof dir, "%s/lessons/clean-%lld-%zu", home->dir,
		(long long)at_ms, w->cases))
		return ERR_LIMIT;
	clean.dir = dir;
	clean.fresh = false;
	return demo_prepare(&clean, out);
}

enum err room_make(const struct demo_place *home, int64_t at_ms, const struct demo_wish *w,
	struct demo_place *out)
{
	struct demo_place clean;
	char dir[PATH_SIZE];

	if (!text_format(dir, sizeof dir, "%s/lessons/room", home->dir))
		return ERR_LIMIT;
	enum err e = make_clean(home, at_ms, w, &clean);
	if (!e && file_exists(dir))
		e = file_remove_tree(dir);
	if (!e && !demo_where(dir, out))
		e = ERR_LIMIT;
	if (!e)
		e = copy_room(clean.dir, out->dir);
	if (!e)
		e = file_make_dir(out->prints);
	return e ? e : demo_scans_lay(out);
}
