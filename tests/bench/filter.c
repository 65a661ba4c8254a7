/* SPDX-License-Identifier: MIT
 *
 * A code list of 100,000 rows filtered, per key: against a strstr over the names.
 */
#include "tests/bench/bench.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/standards/codes.h"
#include "core/standards/tables.h"

enum { ROWS = 100000, MIDDLES = 1000, ROUNDS = 40, SHOWN = 100, TABLE_BYTES = 16 << 20 };

static const char *const firsts[] = {"城东", "城西", "山前", "河口", "高桥", "南塘", "白马", "新安",
	"石门", "双溪"};
static const char *const seconds[] = {"食品", "纺织", "家具", "造纸", "印刷", "化工", "医药", "橡胶",
	"陶瓷", "仪器"};
static const char *const thirds[] = {"批发", "零售", "加工", "仓储", "租赁", "修理", "检测", "设计",
	"广告", "咨询"};

static void add_row(struct buf *out, int i)
{
	if (i < MIDDLES)
		buf_addf(out, "%03d\t%s%s\t\t\n", i, firsts[i % 10], seconds[i / 10 % 10]);
	else
		buf_addf(out, "%03d%03d\t%s%s%s服务\t\t%03d\n", i / 100 - 10, i % 100, firsts[i % 10],
			seconds[i / 10 % 10], thirds[i / 100 % 10], i / 100 - 10);
}

/* The program's tables and a big one beside them. */
static enum err make_folder(const char *folder)
{
	static const char *const files[] = {
#define X(name, file, columns) file,
		TABLES(X)
#undef X
	};
	char assets[PATH_SIZE], from[PATH_SIZE], to[PATH_SIZE];
	enum err e = file_asset("codes", assets);
	struct buf table;

	for (size_t i = 0; i < COUNT_OF(files) && !e; i++) {
		if (!text_format(from, sizeof(from), "%s/%s", assets, files[i]) ||
			!text_format(to, sizeof(to), "%s/%s", folder, files[i]) ||
			symlink(from, to) != 0)
			e = ERR_IO;
	}
	buf_init(&table, TABLE_BYTES);
	for (int i = 0; i < ROWS; i++)
		add_row(&table, i);
	if (!e && !text_format(to, sizeof(to), "%s/tables", folder))
		e = ERR_LIMIT;
	if (!e)
		e = file_make_dir(to);
	if (!e && !text_format(to, sizeof(to), "%s/tables/big.tsv", folder))
		e = ERR_LIMIT;
	if (!e)
		e = table.err ? table.err : file_write(to, table.data, table.len);
	buf_release(&table);
	return e;
}

static size_t scan(const struct code *rows, size_t n, const char *query)
{
	size_t hits = 0;

	for (size_t i = 0; i < n; i++)
		hits += strstr(rows[i].name, query) != NULL;
	return hits;
}

/* Reading the table and the first key, which makes the index, against reading its bytes. */
static enum err measure_first(const char *folder)
{
	const struct code *out[SHOWN];
	char path[PATH_SIZE];
	struct buf text;
	size_t total = 0;

	if (!text_format(path, sizeof(path), "%s/tables/big.tsv", folder))
		return ERR_LIMIT;
	buf_init(&text, TABLE_BYTES);
	double begin = now_us(), middle;
	enum err e = file_read(path, &text);
	middle = now_us();
	codes_filter("big", NULL, "s", DAY_NONE, out, SHOWN, &total);
	say("code list of 100,000, read and first key", now_us() - middle, middle - begin,
		"read the file");
	buf_release(&text);
	return !e && total > 0 ? OK : ERR_NOTFOUND;
}

/* Each query is typed key by key. */
static enum err measure_keys(const char *name, const char *parent)
{
	static const char *const queries[] = {"shanqian", "sqspjg", "食品加工", "fuwu", "123045"};
	struct samples value, best;
	const struct code *rows, *out[SHOWN];
	size_t n = codes_list("big", &rows), hits = 0, total;
	char line[64];

	samples_init(&value, ROUNDS * 64);
	samples_init(&best, ROUNDS * 64);
	for (size_t i = 0; i < ROUNDS * COUNT_OF(queries); i++) {
		const char *query = queries[i % COUNT_OF(queries)], *rest = query;
		for (size_t len = strlen(query); len > 0;) {
			char typed[64];
			text_next(&rest, &len);
			text_copyn(typed, sizeof(typed), query, (size_t)(rest - query));
			double begin = now_us(), middle;
			hits += scan(rows, n, typed);
			middle = now_us();
			codes_filter("big", parent, typed, DAY_NONE, out, SHOWN, &total);
			samples_add(&value, now_us() - middle);
			samples_add(&best, middle - begin);
			hits += total;
		}
	}
	text_format(line, sizeof(line), "%s, a key", name);
	say(line, samples_at(&value, 0.5), samples_at(&best, 0.5), "strstr over the names");
	text_format(line, sizeof(line), "%s, 99 of 100 within", name);
	say(line, samples_at(&value, 0.99), samples_at(&best, 0.99), "strstr over the names");
	samples_release(&value);
	samples_release(&best);
	return hits > 0 ? OK : ERR_NOTFOUND;
}

enum err bench_filter(void)
{
	char folder[PATH_SIZE];
	enum err e;

	if (!work_folder("filter", folder))
		return ERR_IO;
	e = make_folder(folder);
	if (!e)
		e = tables_open(folder);
	if (!e)
		e = measure_first(folder);
	if (!e)
		e = measure_keys("code list of 100,000", NULL);
	if (!e)
		e = measure_keys("the same under a parent", "123");
	tables_close(); /* the next part finds the program's own again */
	return file_remove_tree(folder) ? ERR_IO : e;
}
