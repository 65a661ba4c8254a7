/* SPDX-License-Identifier: MIT
 *
 * A hall's queue as its file grows: 10,000 and 100,000 cases of five events each, a tenth of them
 * open, beside bare SQLite doing the same reads on a bare table of the same columns in the same
 * file system.
 *
 * Five million sealed, chained, synced events through the journal would take hours, so the rows are
 * put into a real store by SQL: event rows of the usual size with random bytes where the seal would
 * be (nothing here opens them), view rows with the real names sealed under one case's key, so that
 * reading a row costs what it costs. QUEUE_CASES=1000000 (make bench CASES=1000000): a third size;
 * that file has 4.4 GB and takes some minutes to make.
 */
#include "tests/bench/bench.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/oversight/handover.h"
#include "core/store/inside.h"
#include "core/store/queue.h"
#include "core/store/row.h"

enum { SMALL = 10000, LARGE = 100000, MOST = 4000000, STEP_MS = 6, ROUNDS = 30, TODAY = 20528, PAGE_ROWS = 16, FEW = 200, BATCH = 100000, STRIDE = 1000003 };

#define PASSWORD "quiet river 3"

static const char *const departments[] = {"公安", "人社", "医保", "公积金", "市监", "自然资源", "住建",
	"卫健", "民政", "交通", "发改", "税务"};
static const char *const surnames[] = {"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周"};
static const char *const given[] = {"梅", "强", "芳", "伟", "静", "丽", "军", "洋", "艳", "杰", "娟", "涛",
	"敏", "磊", "霞", "鹏", "飞", "红", "玲", "刚"};
static const char *const items[] = {"居住证申领", "异地就医备案", "企业开办", "不动产转移登记",
	"住房公积金提取", "老年人优待证", "施工许可证核发", "社会保险补贴"};

/* ---- making the file ---- */

static enum err open_store(const char *folder, struct store_place *place, struct store **out)
{
	static const struct operator_first people[] = {
		{"9001", "周行", "quiet river 1", ROLE_ADMIN},
		{"2001", "赵敏", "quiet river 2", ROLE_SUPERVISOR},
		{"1024", "王芳", PASSWORD, ROLE_CLERK},
	};
	static char path[PATH_SIZE], key[PATH_SIZE];
	char recovery[RECOVERY_CODE];

	*place = (struct store_place){.path = path, .terminal_key = key, .station = "A03", .kind = STORE_DEMO};
	if (!text_format(path, PATH_SIZE, "%s/queue.db", folder) ||
		!text_format(key, sizeof(key), "%s/terminal.key", folder))
		return ERR_LIMIT;
	enum err e = store_create(place);
	if (!e)
		e = store_open(place, out);
	if (!e)
		e = operator_init(*out, &SEAL_COST_DEMO, people, COUNT_OF(people), recovery);
	return e ? e : operator_login(*out, "1024", PASSWORD);
}

static void number_of(size_t i, char out[40])
{
	text_format(out, 40, "25%04zu-A%02zu-%03zu", i / 900, i % 9 + 1, i);
}

/* Four cases each. */
static void identity_of(size_t i, char out[40])
{
	text_format(out, 40, "3399011980%08zu", i / 4);
}

static void query_of(size_t i, char out[40])
{
	text_format(out, 40, "%07zu", i);
}

static void make_case(size_t i, size_t n, struct view_case *c)
{
	int64_t age = (int64_t)(n - i) * 360 / (int64_t)n; /* a year of cases, in days */
	bool open = i % 10 == 0;
	char text[40];

	*c = (struct view_case){.id = uid_new(), .due = DAY_NONE, .next = DAY_NONE,
		.warn = DAY_NONE, .notice = DAY_NONE, .defer = DAY_NONE, .replied = DAY_NONE,
		.closed = !open};
	c->created_ms = ((int64_t)TODAY - age) * 86400000;
	c->updated_ms = c->created_ms + (int64_t)(i % 9) * 86400000;
	number_of(i, text);
	text_copy(c->number, sizeof c->number, text);
	query_of(i, text);
	text_copy(c->query, sizeof c->query, text);
	text_copy(c->item, sizeof c->item, "330700101001");
	text_copy(c->item_name, sizeof c->item_name, items[i % COUNT_OF(items)]);
	text_copy(c->department, sizeof c->department, departments[i % COUNT_OF(departments)]);
	text_format(c->window, sizeof c->window, "A%02zu", i % 9 + 1);
	text_copy(c->state, sizeof c->state,
		!open ? "ARCHIVED" : i % 90 == 0 ? "DRAFT" : "EXAMINING");
	text_copy(c->holder, sizeof c->holder, open && i % 3 == 0 ? "1024" : "");
	text_format(c->applicant, sizeof c->applicant, "%s%s%s",
		surnames[i % COUNT_OF(surnames)], given[i / 10 % COUNT_OF(given)],
		given[i / 200 % COUNT_OF(given)]);
	if (open) {
		c->next = c->due = (day_t)(TODAY - 2 + (int)(i / 10 % 30));
		c->warn = c->next - 2;
		c->flags = i % 70 == 0 ? FLAG_TWIN : i % 110 == 0 ? FLAG_SPOT : 0;
	}
}

static enum err put_events(struct store *s, const struct view_case *c, uint64_t *seq)
{
	uint8_t sealed[320];
	enum err e = OK;

	for (uint32_t k = 1; k <= 5 && !e; k++) {
		struct row r = {.suite = 1, .sealed = {sealed, sizeof sealed}};
		text_copy(r.e.station, sizeof r.e.station, "Z99");
		text_copy(r.e.kind, sizeof r.e.kind, "FIELD");
		text_copy(r.e.actor, sizeof r.e.actor, "1024");
		r.e.station_seq = ++*seq;
		r.e.casefile = c->id;
		r.e.case_seq = k;
		r.e.op_id = uid_new();
		for (int b = 0; b < 8; b++) /* in order, or the index costs more than all else */
			r.e.op_id.b[b] = (uint8_t)(*seq >> (56 - 8 * b));
		r.e.at_ms = c->created_ms;
		random_bytes(r.e.hash, sizeof r.e.hash);
		random_bytes(sealed, sizeof sealed);
		e = row_insert(s->db, &r);
	}
	return e;
}

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct uid));
}

/* Put in in their order, whichever case has which: the tables grow at their end and are the same. */
static struct uid *random_ids(size_t n)
{
	struct uid *ids = mem_array(n, sizeof *ids);

	for (size_t i = 0; i < n; i++)
		ids[i] = uid_new();
	qsort(ids, n, sizeof *ids, by_bytes);
	return ids;
}

static enum err make_file(struct store *s, size_t n)
{
	struct uid *ids = random_ids(n);
	uint64_t seq = 0;
	enum err e = OK;

	make_fast(s, true);
	for (size_t i = 0; i < n && !e;) {
		e = store_begin(s, 1000);
		for (size_t end = i + BATCH; i < end && i < n && !e; i++) {
			struct view_case c;
			uint8_t key[KEY_SIZE];
			char identity[40];
			size_t which = i * STRIDE % n;
			make_case(which, n, &c);
			c.id = ids[i];
			identity_of(which, identity);
			e = dek_make(s, &c.id, key);
			mem_wipe(key, sizeof key);
			if (!e)
				e = put_events(s, &c, &seq);
			s->projecting = true;
			s->projected = seq;
			if (!e)
				e = view_put(s, &c);
			if (!e)
				e = view_token(s, &c.id, TOKEN_ID, identity);
			s->projecting = false;
		}
		e = store_finish(s, e);
	}
	make_fast(s, false);
	mem_free(ids);
	return e;
}

/* ---- the same reads by SQLite alone ---- */

static enum err bare(sqlite3 *db, const char *sql, struct samples *out)
{
	sqlite3_stmt *q;
	double begin = now_us();
	int step, rows = 0;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		return ERR_IO;
	while ((step = sqlite3_step(q)) == SQLITE_ROW)
		rows++;
	sqlite3_finalize(q);
	samples_add(out, now_us() - begin);
	return step == SQLITE_DONE && rows > 0 ? OK : ERR_IO;
}

enum read { READ_PAGE, READ_COUNTS, READ_MONTH, READ_LAST, READ_HOME, READ_HOME_COUNTS, READ_SHIFT, READS };

static const char *const same_reads[READS] = {
	"SELECT * FROM queue_view q INDEXED BY queue_next CROSS JOIN case_view v ON v.casefile = q.casefile "
	"WHERE q.closed = 0 AND q.state <> 'DRAFT' ORDER BY q.next, q.number LIMIT 16",
	"SELECT department, count(*), sum(next < 20528), sum(next = 20528), sum(defer <= 20528), "
	"sum(flags & 4 <> 0), sum(flags & 16 <> 0), sum(holder = '1024') FROM queue_view "
	"INDEXED BY queue_department WHERE closed = 0 AND state <> 'DRAFT' GROUP BY department",
	"SELECT department, count(*) FROM queue_view INDEXED BY queue_created "
	"WHERE created BETWEEN 1770998400000 AND 1773676799999 GROUP BY department UNION ALL "
	"SELECT department, count(*) FROM queue_view INDEXED BY queue_updated WHERE closed = 1 "
	"AND updated BETWEEN 1770998400000 AND 1773676799999 GROUP BY department",
	"SELECT count(*) FROM (SELECT * FROM queue_view q INDEXED BY queue_next WHERE q.closed = 0 "
	"AND q.state <> 'DRAFT' ORDER BY q.next, q.number LIMIT -1 OFFSET 8)",
	"SELECT * FROM queue_view q INDEXED BY queue_window CROSS JOIN case_view v ON v.casefile = q.casefile "
	"WHERE q.closed = 0 AND q.window = 'A03' ORDER BY q.next, q.number LIMIT 200",
	"SELECT count(*) FROM queue_view INDEXED BY queue_window WHERE closed = 0 UNION ALL "
	"SELECT count(*) FROM queue_view INDEXED BY queue_window WHERE closed = 0 AND window = 'A03' UNION ALL "
	"SELECT count(*) FROM queue_view INDEXED BY queue_window WHERE closed = 0 AND window = 'A03' "
	"AND state = 'DRAFT' UNION ALL "
	"SELECT count(*) FROM queue_view INDEXED BY queue_window WHERE closed = 0 AND window = 'A03' "
	"AND state = 'FIXING' UNION ALL "
	"SELECT count(*) FROM queue_view INDEXED BY queue_unverified WHERE flags & 2 <> 0 AND window = 'A03' "
	"UNION ALL SELECT count(*) FROM queue_view INDEXED BY queue_ended "
	"WHERE closed = 1 AND state <> 'ABANDONED' AND updated BETWEEN 1773590400000 AND 1773676799999 AND window = 'A03'",
	"SELECT count(*) FROM case_view UNION ALL SELECT count(*) FROM case_view WHERE closed = 1 UNION ALL "
	"SELECT count(*) FROM queue_view INDEXED BY queue_next WHERE closed = 0 GROUP BY next < 20528",
};

/* S02: the rows of a clerk's first list, or the counts of all. */
static enum err home(struct store *s, bool rows)
{
	static const struct {
		const char *state, *window;
		day_t day;
	} lists[] = {{"open", "A03", DAY_NONE}, {"FIXING", "A03", DAY_NONE}, {"DRAFT", "A03", DAY_NONE},
		{"unverified", "A03", DAY_NONE}, {"served", "A03", TODAY}, {"open", NULL, DAY_NONE}};
	enum err e = OK;

	for (size_t i = 0; !e && i < (rows ? 1 : COUNT_OF(lists)); i++) {
		struct view_filter f = {.state = lists[i].state, .window = lists[i].window,
			.day_from = lists[i].day, .day_to = lists[i].day, .order = VIEW_BY_DUE,
			.open = i < 3,
			.limit = FEW};
		struct view_case *list = NULL;
		uint64_t count = 0;
		size_t n = 0;
		e = rows ? view_list(s, &f, &list, &n) : view_count(s, &f, &count);
		mem_free(list);
	}
	return e;
}

static enum err once(struct store *s, enum read what, size_t *n)
{
	static struct queue_count counts[QUEUE_DEPARTMENTS];
	static struct queue_month months[QUEUE_DEPARTMENTS];
	struct queue_filter f = {.view = QUEUE_ALL, .me = "1024", .today = TODAY};
	struct view_case *rows = NULL;
	struct shift shift;
	enum err e;

	if (what == READ_COUNTS)
		return queue_counts(s, &f, counts, n);
	if (what == READ_HOME || what == READ_HOME_COUNTS)
		return home(s, what == READ_HOME);
	if (what == READ_SHIFT)
		return shift_count(s, TODAY, &shift);
	if (what == READ_MONTH)
		return queue_month(s, TODAY - 30, TODAY, months, n);
	e = queue_page(s, &f, PAGE_ROWS, what == READ_LAST ? *n : 0, &rows, n);
	mem_free(rows);
	return e;
}

static uint64_t open_cases(struct store *s)
{
	struct queue_filter f = {.view = QUEUE_ALL, .me = "", .today = TODAY};
	struct queue_count counts[QUEUE_DEPARTMENTS];
	uint64_t sum = 0;
	size_t n = 0;

	if (queue_counts(s, &f, counts, &n) == OK)
		for (size_t i = 0; i < n; i++)
			sum += counts[i].in[QUEUE_ALL];
	return sum;
}

static enum err reads(struct store *s, sqlite3 *db, const char *size)
{
	static const char *const names[READS] = {"first page", "counts of all views",
		"counts of a month", "last page", "home, its list", "home, its counts",
		"numbers of a shift"};
	uint64_t open = open_cases(s);
	enum err e = OK;

	for (int what = 0; what < READS && !e; what++) {
		struct samples value, best;
		char name[64];
		samples_init(&value, ROUNDS);
		samples_init(&best, ROUNDS);
		for (int i = 0; i < ROUNDS && !e; i++) {
			size_t n = open > PAGE_ROWS ? (size_t)open - PAGE_ROWS : 0;
			double begin = now_us();
			e = once(s, (enum read)what, &n);
			samples_add(&value, now_us() - begin);
			if (!e)
				e = bare(db, same_reads[what], &best);
		}
		text_format(name, sizeof name, "queue of %s: %s", size, names[what]);
		if (!e)
			say(name, samples_at(&value, 0.5), samples_at(&best, 0.5),
				"bare SQLite, the same read");
		samples_release(&value);
		samples_release(&best);
	}
	return e;
}

/* ---- search ---- */

static enum err keys(struct queue_search *x, const char *size)
{
	static const char *const queries[] = {"王", "梅", "居住证申领", "A03", "李强", "-A07-"};
	struct samples value, best;
	size_t n = queue_search_size(x), hits = 0;
	char *bare_text = mem_array(n, 64), name[64];

	for (size_t i = 0; i < n; i++)
		text_copy(bare_text + 64 * i, 64, "250101-A03-001\n居住证申领\nA03\n王小梅");
	samples_init(&value, FEW * 8);
	samples_init(&best, FEW * 8);
	for (size_t i = 0; i < FEW; i++) {
		const char *query = queries[i % COUNT_OF(queries)], *rest = query;
		for (size_t len = strlen(query); len > 0;) {
			char typed[64];
			text_next(&rest, &len);
			text_copyn(typed, sizeof typed, query, (size_t)(rest - query));
			double begin = now_us(), middle;
			for (size_t k = 0; k < n; k++)
				hits += strstr(bare_text + 64 * k, typed) != NULL;
			middle = now_us();
			hits += queue_search_find(x, typed);
			samples_add(&value, now_us() - middle);
			samples_add(&best, middle - begin);
		}
	}
	text_format(name, sizeof name, "search in %zu open cases, a key", n);
	say(name, samples_at(&value, 0.5), samples_at(&best, 0.5), "strstr over as many texts");
	text_format(name, sizeof name, "queue of %s: a key, 99 of 100", size);
	say(name, samples_at(&value, 0.99), samples_at(&best, 0.99), "strstr over as many texts");
	samples_release(&value);
	samples_release(&best);
	mem_free(bare_text);
	return hits > 0 ? OK : ERR_NOTFOUND;
}

static enum err search(struct store *s, sqlite3 *db, const char *size)
{
	struct queue_filter f = {.view = QUEUE_ALL, .me = "1024", .today = TODAY};
	struct queue_search *x = NULL;
	struct samples best;
	bool whole = false;
	double begin = now_us();
	char name[64];
	enum err e = queue_search_new(s, &f, &x);

	samples_init(&best, 1);
	while (!e && !whole)
		e = queue_search_read(x, 10, &whole);
	double took = now_us() - begin;
	if (!e)
		e = bare(db, "SELECT * FROM queue_view q INDEXED BY queue_next CROSS JOIN case_view v ON v.casefile = "
			     "q.casefile WHERE q.closed = 0 AND q.state <> 'DRAFT' "
			     "ORDER BY q.next, q.number", &best);
	text_format(name, sizeof name, "queue of %s: names opened", size);
	if (!e) {
		say(name, took, samples_at(&best, 0.5), "bare SQLite reads the rows");
		e = keys(x, size);
	}
	samples_release(&best);
	queue_search_free(x);
	return e;
}

/* What stands on a loop: the longest step, and all of them. The first counting, or a shift's numbers. */
static enum err in_steps(struct store *s, sqlite3 *db, const char *size, bool shift)
{
	struct samples steps, best;
	struct queue_census census = {0};
	struct shift numbers;
	double all = 0;
	bool ready = false;
	char name[64];
	enum err e = OK;

	samples_init(&steps, 1 << 16);
	samples_init(&best, 1);
	while (!e && !ready) {
		double begin = now_us();
		e = shift ? shift_count_read(s, TODAY, &census, STEP_MS, &ready, &numbers)
			  : queue_counts_read(s, STEP_MS, &ready);
		samples_add(&steps, now_us() - begin);
		all += now_us() - begin;
	}
	if (!e)
		e = bare(db, same_reads[shift ? READ_SHIFT : READ_COUNTS], &best);
	if (!e) {
		text_format(name, sizeof name, "queue of %s: %s, all steps", size,
			shift ? "a shift" : "counted first");
		say(name, all, samples_at(&best, 0.5), "bare SQLite counts");
		text_format(name, sizeof name, "queue of %s: longest of %zu steps", size, steps.n);
		say(name, samples_at(&steps, 1), STEP_MS * 1000.0, "the time a step is given");
	}
	samples_release(&steps);
	samples_release(&best);
	return e;
}

static enum err all_figures(const struct hall_file *f)
{
	enum err e = in_steps(f->store, f->db, f->size, false);

	if (!e)
		e = in_steps(f->store, f->db, f->size, true);
	if (!e)
		e = reads(f->store, f->db, f->size);
	if (!e)
		e = search(f->store, f->db, f->size);
	return e ? e : look_ups(f);
}

static enum err measure(size_t n, const char *size)
{
	char folder[PATH_SIZE];
	struct store_place place;
	struct hall_file f = {.place = &place, .folder = folder, .size = size, .operator = "1024",
		.password = PASSWORD, .n = n, .today = TODAY, .number = number_of, .identity = identity_of,
		.query = query_of};

	if (!work_folder("queue", folder))
		return ERR_IO;
	enum err e = open_store(folder, &place, &f.store);
	if (!e)
		e = make_file(f.store, n);
	if (!e && sqlite3_open_v2(place.path, &f.db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		e = ERR_IO;
	if (!e)
		e = all_figures(&f);
	sqlite3_close(f.db);
	store_close(f.store);
	return file_remove_tree(folder) ? ERR_IO : e;
}

enum err bench_queue(void)
{
	const char *wanted = getenv("QUEUE_CASES");
	int64_t most = 0;

	if (wanted && !text_number(wanted, 1000, MOST, &most))
		return ERR_INPUT;
	enum err e = measure(SMALL, "10000");
	if (!e)
		e = measure(LARGE, "100000");
	return e || !wanted ? e : measure((size_t)most, wanted);
}
