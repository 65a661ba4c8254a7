/* SPDX-License-Identifier: MIT
 *
 * Finding an item among 3,000, per key: copies of the real items with other codes and names,
 * against a strstr over their names.
 */
#include "tests/bench/bench.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/catalog.h"
#include "core/form/item.h"

enum { ITEMS = 3000, ROUNDS = 60, MATCHES = 100, FILES = 100, RESOURCES = 4000 };

/* Words items are named with; three of them give every copy a name of its own. */
static const char *const objects[] = {"居住证", "社会保障卡", "不动产", "营业执照", "驾驶证",
	"公积金", "医疗保险", "养老保险", "户口", "护照", "船舶", "食品", "道路运输", "出版物",
	"特种设备", "建筑施工", "卫生", "排水", "烟草专卖", "校车"};
static const char *const acts[] = {"申领", "变更登记", "注销", "补办", "年度审核", "延续", "备案",
	"核准", "转移接续", "信息查询"};
static const char *const whom[] = {"", "个人", "企业", "社会团体", "个体工商户", "外来人员",
	"老年人", "残疾人", "退役军人", "学生", "渔业", "农村", "外商投资", "合伙", "分支机构"};

static bool starts(const char *line, const char *key)
{
	return text_starts(line, key) && strchr(" =", line[strlen(key)]);
}

/* The file with lines of the [item] section that must differ written anew. */
static void copy_item(const char *text, size_t i, struct buf *out)
{
	bool done_code = false, done_name = false;

	while (*text) {
		size_t len = strcspn(text, "\n");
		if (!done_code && starts(text, "code")) {
			done_code = true;
			buf_addf(out, "code = 33%04zu%06zu\n", i / 50, i);
		} else if (!done_name && starts(text, "name")) {
			done_name = true;
			buf_addf(out, "name = %s%s%s\n", whom[i / 200 % COUNT_OF(whom)],
				objects[i % COUNT_OF(objects)], acts[i / 20 % COUNT_OF(acts)]);
		} else {
			buf_add(out, text, len);
			buf_addc(out, '\n');
		}
		text += len + (text[len] == '\n');
	}
}

static enum err write_item(const char *folder, const char *source, size_t i)
{
	char path[PATH_SIZE];
	struct buf out;
	enum err e;

	buf_init(&out, 1 << 20);
	copy_item(source, i, &out);
	e = out.err;
	if (!e && !text_format(path, sizeof(path), "%s/item-%04zu.ini", folder, i))
		e = ERR_LIMIT;
	if (!e) { /* no file_write: 3,000 times fsync helps nobody here */
		FILE *f = fopen(path, "w");
		if (!f || fwrite(out.data, 1, out.len, f) != out.len)
			e = ERR_IO;
		if (f && fclose(f))
			e = ERR_IO;
	}
	buf_release(&out);
	return e;
}

static size_t read_sources(struct buf sources[FILES])
{
	char forms[PATH_SIZE], path[PATH_SIZE];
	DIR *d = file_asset("forms", forms) ? NULL : opendir(forms);
	size_t n = 0;

	for (struct dirent *f; d && n < FILES && (f = readdir(d));) {
		if (!strstr(f->d_name, ".ini") ||
			!text_format(path, sizeof(path), "%s/%s", forms, f->d_name))
			continue;
		buf_init(&sources[n], 1 << 20);
		if (file_read(path, &sources[n]) == OK)
			n++;
		else
			buf_release(&sources[n]);
	}
	if (d)
		closedir(d);
	return n;
}

enum err make_items(const char *folder, size_t items)
{
	struct buf sources[FILES];
	size_t n = read_sources(sources);
	enum err e = n > 0 ? OK : ERR_NOTFOUND;

	for (size_t i = 0; i < items && !e; i++)
		e = write_item(folder, buf_text(&sources[i % n]), i);
	for (size_t i = 0; i < n; i++)
		buf_release(&sources[i]);
	return e;
}

/* What the least search would look at. */
static size_t scan_names(const struct directory *d, const char *query)
{
	size_t n = 0;

	for (size_t i = 0; i < directory_size(d); i++)
		n += strstr(directory_at(d, i)->name, query) != NULL;
	return n;
}

/* Each query is typed key by key, so every beginning of it is searched, too. */
static enum err measure(const struct directory *d)
{
	static const char *const queries[] = {"jzzsl", "shebao", "qiyebdc", "居住证申领", "330010"};
	struct samples value, best;
	size_t found[MATCHES], hits = 0;

	samples_init(&value, ROUNDS * 64);
	samples_init(&best, ROUNDS * 64);
	for (size_t i = 0; i < ROUNDS * COUNT_OF(queries); i++) {
		const char *query = queries[i % COUNT_OF(queries)], *rest = query;
		for (size_t len = strlen(query); len > 0;) {
			char typed[64];
			text_next(&rest, &len);
			text_copyn(typed, sizeof(typed), query, (size_t)(rest - query));
			double begin = now_us(), middle;
			hits += scan_names(d, typed);
			middle = now_us();
			hits += directory_search(d, typed, found, MATCHES);
			samples_add(&value, now_us() - middle);
			samples_add(&best, middle - begin);
		}
	}
	say("item search among 3,000, a key", samples_at(&value, 0.5), samples_at(&best, 0.5),
		"strstr over the names");
	say("item search, 99 of 100 within", samples_at(&value, 0.99), samples_at(&best, 0.99),
		"strstr over the names");
	samples_release(&value);
	samples_release(&best);
	return hits > 0 ? OK : ERR_NOTFOUND;
}

/* The catalog of a province: 4,000 resources named alike. */
static enum err measure_catalog(void)
{
	static const char *const queries[] = {"shbx", "驾驶证", "r-12", "备案"};
	struct catalog c = {0};
	struct samples value;
	uint16_t *found = mem_array(RESOURCES, sizeof(*found));
	size_t hits = 0;

	samples_init(&value, ROUNDS * COUNT_OF(queries));
	c.resources = pool_get(&c.pool, RESOURCES * sizeof(*c.resources));
	c.n_resources = RESOURCES;
	for (size_t i = 0; i < RESOURCES; i++)
		c.resources[i] = (struct resource){.id = pool_textf(&c.pool, "R-%04zu", i),
			.name = pool_textf(&c.pool, "%s%s%s", whom[i / 200 % COUNT_OF(whom)],
				objects[i % COUNT_OF(objects)], acts[i / 20 % COUNT_OF(acts)]),
			.name_en = "", .content = "登记信息、状态、起止日期", .department = "公安"};
	for (size_t i = 0; i < ROUNDS * COUNT_OF(queries); i++) {
		double begin = now_us();
		hits += catalog_search(&c, queries[i % COUNT_OF(queries)], NULL, NULL, found,
			RESOURCES);
		samples_add(&value, now_us() - begin);
	}
	say("catalog search among 4,000, a key", samples_at(&value, 0.99), 50000,
		"the 50 ms a key may take");
	samples_release(&value);
	pool_release(&c.pool);
	mem_free(found);
	return hits > 0 ? OK : ERR_NOTFOUND;
}

enum err bench_search(void)
{
	struct directory *d = NULL;
	struct buf messages;
	char folder[PATH_SIZE];

	if (!work_folder("search", folder))
		return ERR_IO;
	buf_init(&messages, 1 << 16);
	enum err e = make_items(folder, ITEMS);
	if (!e)
		e = directory_open(folder, &d, &messages);
	if (!e && directory_size(d) != ITEMS)
		e = ERR_SYNTAX;
	if (!e)
		e = measure(d);
	if (!e)
		e = measure_catalog();
	directory_free(d);
	buf_release(&messages);
	return file_remove_tree(folder) ? ERR_IO : e;
}
