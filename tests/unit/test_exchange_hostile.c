/* SPDX-License-Identifier: MIT
 *
 * One ask for each file of tests/exchange/cases and each dialect it names, against the hostile
 * departments: what was asked, what the clerk is told, what it cost. After every fault the next ask
 * must be answered. The 58 cases of the design each have at least one file.
 *
 *   [case]
 *   number = 1..58                                 of the design's list
 *   fault = name or name-7     verdict = FOUND     code = 0    (of the reply)
 *   words = "what the screen says"   text = "a department's own words, cleaned"
 *   dialects = "openapi zjgw irs national xroad"   (those five unless said)
 *   KEY.DIALECT = another expectation for one of them
 *   prepare.N = "ask" | "try" | "age SECONDS" | a knob of gateways.h    before the ask
 *   asks = 1    at once        drop = a part of the basis to leave out: refused before sending
 *   tries = 1                  requests = 1        (default: as many as tries, times asks)
 *   rows = 1  more = 0  extras = 0  pages = 1  name = "first row's"  address = "first row's"
 *   shown = "the name as the sanitiser lets it through"   receipt = "kept with the evidence"
 *   issued, by_key, by_sec, refusals, at_once = N   renewals     skew = SECONDS   apart = ms
 *   request.N = "text in the request"   never.N = "text not in it"
 *   resource.KEY = "another value of a usual catalog line" (none: "")   more.KEY = "a further line"
 *   origin.KEY = "a further line of the origin"   holder = "number"
 *   slow = yes (limits and pauses / SCALE)   twice = yes (on one driver)
 *   tls = certificate  tls.versions = 1.1  tls.wants = yes  tls.ca = file  tls.own = certificate
 *   tls.open = yes (its key lies open to others)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <dirent.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/driver.h"
#include "core/exchange/fault.h"
#include "tests/exchange/faults.h"
#include "tests/exchange/tls.h"

#define CASES "tests/exchange/cases"
#define FIVE "openapi zjgw irs national xroad"

enum { CASES_MAX = 300, RUNS_MAX = 1000, NAME_MAX_LEN = 64, CATALOG_TEXT = 8192, SCALE = 20,
	ASKS_MAX = 20, NUMBERS = 58, RSS_ROOM_KB = 4096 };

static const struct {
	const char *name, *prefix, *origin;
} dialects[SPEECHES] = {
	[SPEAK_OPENAPI] = {"openapi", "/", ""},
	[SPEAK_ZJGW] = {"zjgw", "/zj/", "key = " ZJ_KEY "\nrenew.key = /zj/key\nrenew.sec = /zj/sec\n"},
	[SPEAK_IRS] = {"irs", "/irs/", "key = " IRS_KEY "\n"},
	[SPEAK_NATIONAL] = {"national", "/na/", "rid = \"" NA_RID "\"\nrenew.key = /na/refresh\n"},
	[SPEAK_XROAD] = {"xroad", "", "client = \"CS/GOV/13399/hall\"\n"},
	[SPEAK_TICKET] = {"ticket", "/sso/", "key = " SSO_KEY "\n"},
};

static const char *const roots[SPEECHES] = {[SPEAK_ZJGW] = ZJ_ROOT, [SPEAK_IRS] = IRS_ROOT,
	[SPEAK_NATIONAL] = NA_ROOT, [SPEAK_TICKET] = SSO_ROOT};

static struct hostile server;
static char secret_files[SPEECHES][32], key_files[3][32]; /* the last open to others */
static bool seen_number[NUMBERS + 1];
static int64_t aged_ms;      /* how far this program's clock was advanced by the case */

struct run {
	char name[2 * NAME_MAX_LEN];
	char file[NAME_MAX_LEN];
	enum speech speech;
	const struct ini *ini;       /* while it runs */
	struct tls_department *tls;
	int done, failed_asks, took_ms; /* took_ms: the longest */
	bool strict;                 /* the answer is checked against the file */
};

static struct run runs[RUNS_MAX];

/* ---- expectations ---- */

/* "code.zjgw" before "code". */
static const char *want(const struct run *r, const char *key)
{
	char own[NAME_MAX_LEN];
	const char *value;

	text_format(own, sizeof(own), "%s.%s", key, dialects[r->speech].name);
	value = ini_get(r->ini, "case", own);
	return value ? value : ini_get(r->ini, "case", key);
}

static int number_of(const struct run *r, const char *key, int otherwise)
{
	const char *text = want(r, key);
	int64_t n = otherwise;

	if (text && !text_number(text, -100000000, 100000000, &n))
		fail_msg("%s is no number", key);
	return (int)n;
}

static void expect_number(const struct run *r, const char *key, size_t is)
{
	if (want(r, key) && (size_t)number_of(r, key, 0) != is)
		fail_msg("%s is %zu, not %s", key, is, want(r, key));
}

static void expect_text(const struct run *r, const char *key, const char *is)
{
	const char *text = want(r, key);

	if (text && !text_equal(text, is))
		fail_msg("%s is \"%s\", not \"%s\"", key, is ? is : "", text);
}

static void expect_shown(const struct run *r, const char *name)
{
	struct buf shown;

	if (!want(r, "shown"))
		return;
	assert_non_null(name);
	buf_init(&shown, 4096);
	text_sanitise(&shown, name, strlen(name));
	expect_text(r, "shown", buf_text(&shown));
	buf_release(&shown);
}

static void check_reply(const struct run *r, const struct reply *reply)
{
	bool has_rows = reply->outcome == OUTCOME_FOUND;
	const char *name = reply->n_rows ? record_get(&reply->rows[0], "name") : NULL;

	expect_text(r, "verdict", outcome_word(reply->outcome));
	expect_text(r, "code", reply->code);
	expect_text(r, "text", reply->text);
	expect_text(r, "words", reply->text[0] ? _(reply->text) : "");
	expect_text(r, "receipt", reply->receipt);
	expect_number(r, "tries", (size_t)reply->tries);
	expect_number(r, "rows", reply->n_rows);
	expect_number(r, "more", reply->more);
	expect_number(r, "extras", reply->extras);
	expect_number(r, "pages", (size_t)reply->pages);
	expect_text(r, "name", name);
	expect_text(r, "address", reply->n_rows ? record_get(&reply->rows[0], "address") : NULL);
	expect_shown(r, name);
	assert_int_equal(has_rows, reply->n_rows > 0);
	assert_int_equal(has_rows || reply->outcome == OUTCOME_NOTHING, reply->body.len > 0);
	assert_null(strstr(reply->text, HOLDER_ID));
	assert_null(strstr(reply->text, HOLDER_NAME));
}

static void answered(void *ctx, struct ask *ask, const struct reply *reply)
{
	struct run *r = ctx;

	(void)ask;
	r->done++;
	r->failed_asks += reply->outcome != OUTCOME_FOUND;
	r->took_ms = reply->took_ms > r->took_ms ? reply->took_ms : r->took_ms;
	if (r->strict)
		check_reply(r, reply);
}

/* ---- the catalog of a case ---- */

/* The resource of a case: the usual one, with the lines the case changes. */
static void put_resource(struct buf *out, const struct run *r, const char *id, const char *fault,
	bool plain)
{
	static const char *const usual[][2] = {{"safe", "yes"}, {"ok", "$.code == '0'"},
		{"rows", "$.data"}, {"same", "$.id == :holder_id"}, {"cap", "65536"},
		{"method", "POST"}, {"carry", ""}, {"arg.id", ":holder_id"}};
	bool ticket = r->speech == SPEAK_TICKET;
	char key[NAME_MAX_LEN];

	buf_addf(out, "[resource %s]\nname = test\ndepartment = test\norigin = here\n"
		      "sharing = unconditional\nitem.name = \"$.name\"\nitem.address = \"$.address\"\n"
		      "item.card_no = \"$.card_no\"\n", id);
	if (r->speech == SPEAK_XROAD)
		buf_addf(out, "service = \"CS/GOV/T/prov/%s\"\n", fault);
	else
		buf_addf(out, "path = \"%s%s\"\n", dialects[r->speech].prefix, fault);
	if (r->speech == SPEAK_NATIONAL)
		buf_adds(out, "sid = " NA_SID "\n");
	for (size_t i = 0; i < COUNT_OF(usual); i++) {
		const char *value = usual[i][1], *own;

		text_format(key, sizeof(key), "resource.%s", usual[i][0]);
		own = plain ? NULL : want(r, key);
		if (!own && ticket && i < 4 && i > 0)
			own = i == 2 ? "$" : "";
		if (own ? *own : *value)
			buf_addf(out, "%s = \"%s\"\n", usual[i][0], own ? own : value);
	}
	if (plain || !want(r, "more.rows_max"))
		buf_adds(out, "rows_max = 20\n");
	for (size_t i = 0; !plain && i < r->ini->n; i++) {
		const struct ini_entry *e = &r->ini->entries[i];

		if (text_starts(e->key, "more."))
			buf_addf(out, "%s = \"%s\"\n", e->key + strlen("more."), e->value);
	}
}

static void put_trust(struct buf *out, const struct run *r)
{
	const char *ca = want(r, "tls.ca"), *own = want(r, "tls.own");

	if (!text_equal(ca, "system"))
		buf_addf(out, "ca_file = \"" TLS_DIR "%s\"\n", ca ? ca : "ca.pem");
	if (own)
		buf_addf(out, "client_cert = \"" TLS_DIR "%s.pem\"\nclient_key = \"%s\"\n", own,
			key_files[want(r, "tls.open") ? 2 : strcmp(own, "hall") != 0]);
}

static void put_origin(struct buf *out, const struct run *r)
{
	const char *scheme = r->tls ? "https" : "http";

	buf_addf(out, "[origin here]\ndialect = %s\nbase = \"%s://127.0.0.1:%d\"\n%s",
		dialects[r->speech].name, scheme, r->tls ? r->tls->port : server.port,
		dialects[r->speech].origin);
	if (secret_files[r->speech][0])
		buf_addf(out, "secret_file = \"%s\"\n", secret_files[r->speech]);
	if (r->tls)
		put_trust(out, r);
	for (size_t i = 0; i < r->ini->n; i++) {
		const struct ini_entry *e = &r->ini->entries[i];

		if (text_starts(e->key, "origin."))
			buf_addf(out, "%s = \"%s\"\n", e->key + strlen("origin."), e->value);
	}
}

/* TEST is the case's, GOOD a good one of the same origin, NEXT the one afterwards. */
static struct catalog *catalog_of(const struct run *r)
{
	char path[] = "/tmp/onetrip-case-XXXXXX";
	const char *good = r->speech == SPEAK_TICKET ? "sso_good" : "good";
	struct catalog *catalog = NULL;
	struct buf text, messages;
	int fd = mkstemp(path);

	buf_init(&text, CATALOG_TEXT);
	buf_init(&messages, CATALOG_TEXT);
	put_origin(&text, r);
	put_resource(&text, r, "test", want(r, "fault") ? want(r, "fault") : "good", false);
	put_resource(&text, r, "good", good, true);
	put_resource(&text, r, "next", r->speech == SPEAK_TICKET ? good : "next", true);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(file_write(path, text.data, text.len), OK);
	if (catalog_load(path, NULL, &catalog, &messages) != OK)
		fail_msg("%s%s", buf_text(&messages), buf_text(&text));
	unlink(path);
	buf_release(&text);
	buf_release(&messages);
	return catalog;
}

/* ---- asking ---- */

static struct ask_request request_of(const struct run *r, const struct catalog *c, const char *id)
{
	const char *holder = want(r, "holder");

	return (struct ask_request){
		.resource = catalog_find(c, id),
		.basis = {.operator_id = "1024", .window = "A03", .unit = "hall",
			.item_code = "33-00001", .case_number = "test", .ground = "by law",
			.holder_name = HOLDER_NAME, .holder_id = holder ? holder : HOLDER_ID},
	};
}

static void ask_many(struct run *r, struct driver *d, const struct ask_request *request, int n)
{
	char why[ASK_TEXT] = "";
	struct ask *a;

	r->done = r->failed_asks = 0;
	for (int i = 0; i < n; i++)
		assert_int_equal(ask_send(d, request, answered, r, &a, why), OK);
	while (r->done < n)
		assert_int_equal(driver_wait(d, NULL, 0, ASK_END_MS), OK);
}

static void prepare(struct run *r, struct driver *d, const struct catalog *c)
{
	struct ask_request good = request_of(r, c, "GOOD");
	int64_t seconds;

	good.basis.holder_id = HOLDER_ID;
	for (size_t i = 0; i < r->ini->n; i++) {
		const struct ini_entry *e = &r->ini->entries[i];

		if (!text_starts(e->key, "prepare."))
			continue;
		if (strcmp(e->value, "ask") == 0 || strcmp(e->value, "try") == 0) {
			ask_many(r, d, &good, 1);
			if (strcmp(e->value, "ask") == 0)
				assert_int_equal(r->failed_asks, 0);
		} else if (text_starts(e->value, "age ")) {
			assert_true(text_number(e->value + 4, 0, 1000000, &seconds));
			clock_advance(seconds * 1000);
			aged_ms += seconds * 1000;
			server.gates.offset_ms += seconds * 1000;
		} else if (!gates_turn(&server, e->value)) {
			fail_msg("no knob \"%s\"", e->value);
		}
	}
}

/* Refused before a byte is built. */
static void check_dropped(const struct run *r, struct driver *d, struct ask_request request)
{
	const char *part = want(r, "drop");
	char why[ASK_TEXT] = "";
	struct ask *a;

	if (strcmp(part, "ground") == 0)
		request.basis.ground = "";
	else if (strcmp(part, "case") == 0)
		request.basis.case_number = NULL;
	else
		request.basis.item_code = "";
	assert_int_equal(ask_send(d, &request, answered, (void *)(uintptr_t)r, &a, why), ERR_DENIED);
	expect_text(r, "words", _(why));
	assert_int_equal(hostile_requests(&server), 0);
}

static void check_request(const struct run *r, int before, int asks)
{
	int requests = hostile_requests(&server) - before;

	for (size_t i = 0; i < r->ini->n; i++) {
		const struct ini_entry *e = &r->ini->entries[i];
		bool there = strcasestr(server.last, e->value) != NULL;

		if (text_starts(e->key, "request.") && !there)
			fail_msg("\"%s\" is not in the request:\n%s", e->value, server.last);
		if (text_starts(e->key, "never.") && there)
			fail_msg("\"%s\" is in the request:\n%s", e->value, server.last);
	}
	if (want(r, "requests"))
		expect_number(r, "requests", (size_t)requests);
	else if (want(r, "tries") && !r->tls)
		assert_int_equal(requests, number_of(r, "tries", 0) * asks);
	assert_int_equal(server.trapped, 0);
}

static void check_gates(const struct run *r, const struct driver *d)
{
	const struct gates *g = &server.gates;

	expect_number(r, "issued", (size_t)g->issued);
	expect_number(r, "by_key", (size_t)g->by_key);
	expect_number(r, "by_sec", (size_t)g->by_sec);
	expect_number(r, "refusals", (size_t)g->refusals);
	expect_number(r, "at_once", (size_t)g->most_renewing);
	assert_int_equal(g->leaks, 0);
	if (want(r, "skew")) {
		int64_t off = driver_skew_ms(d) - (int64_t)number_of(r, "skew", 0) * 1000;

		/* their clock tells whole seconds, and at some moment of the exchange */
		assert_true(off >= -1000 - r->took_ms && off <= 1000 + r->took_ms);
	}
	if (want(r, "apart"))
		assert_true(g->gap_ms >= number_of(r, "apart", 0));
}

static long rss_kb(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void ask_next(struct run *r, const struct catalog *c)
{
	struct ask_request next = request_of(r, c, "NEXT");
	struct driver *d;

	server.gates = (struct gates){.offset_ms = aged_ms};
	next.basis.holder_id = HOLDER_ID;
	assert_int_equal(driver_new(&d), OK);
	r->strict = false;
	ask_many(r, d, &next, 1);
	assert_int_equal(r->failed_asks, 0);
	driver_free(d);
}

static void play(struct run *r)
{
	struct catalog *c = catalog_of(r);
	struct ask_request request = request_of(r, c, "TEST");
	int asks = number_of(r, "asks", 1), before;
	long rss = rss_kb();
	struct driver *d;

	assert_int_equal(driver_new(&d), OK);
	if (want(r, "slow"))
		driver_scale(d, 1, SCALE);
	prepare(r, d, c);
	before = hostile_requests(&server);
	server.gates.began_ms = monotonic_ms();
	r->strict = true;
	if (want(r, "drop"))
		check_dropped(r, d, request);
	for (int left = want(r, "drop") ? 0 : want(r, "twice") ? 2 : 1; left > 0; left--)
		ask_many(r, d, &request, asks);
	check_request(r, before, asks);
	check_gates(r, d);
#ifdef ONETRIP_PLAIN /* a sanitizer keeps what was freed */
	if (want(r, "rss"))
		assert_true(rss_kb() - rss <= number_of(r, "rss", 0) + RSS_ROOM_KB);
#endif
	(void)rss;
	driver_free(d);
	if (!r->tls)
		ask_next(r, c);
	catalog_free(c);
}

static void run_case(void **state)
{
	struct run *r = *state;
	static struct tls_department tls;
	char path[PATH_SIZE];
	struct ini *ini = NULL;
	struct buf messages;

	hostile_forget(&server); /* what a failed case left */
	tls_stop(&tls);
	clock_advance(-aged_ms);
	aged_ms = 0;
	buf_init(&messages, CATALOG_TEXT);
	text_format(path, sizeof(path), CASES "/%s", r->file);
	if (ini_load(path, &ini, &messages) != OK)
		fail_msg("%s", buf_text(&messages));
	r->ini = ini;
	r->tls = NULL;
	assert_true(want(r, "verdict") || want(r, "drop"));
	if (want(r, "tls")) {
		const char *versions = want(r, "tls.versions");

		r->tls = &tls;
		assert_true(tls_start(&tls, want(r, "tls"), versions ? versions : "",
			want(r, "tls.wants") != NULL));
	}
	play(r);
	if (r->tls) {
		tls_stop(&tls);
		assert_int_equal(tls.questions, text_equal(want(r, "verdict"), "FOUND"));
	}
	ini_free(ini);
	buf_release(&messages);
}

/* ---- the list of cases ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static size_t list_cases(char names[CASES_MAX][NAME_MAX_LEN])
{
	DIR *dir = opendir(CASES);
	struct dirent *e;
	size_t n = 0;

	while (dir && (e = readdir(dir)) && n < CASES_MAX) {
		if (strstr(e->d_name, ".ini") && text_copy(names[n], NAME_MAX_LEN, e->d_name))
			n++;
	}
	if (dir)
		closedir(dir);
	qsort(names, n, NAME_MAX_LEN, by_name);
	return n;
}

static size_t add_runs(const char *file, size_t n)
{
	struct ini *ini = NULL;
	char path[PATH_SIZE];
	const char *list;
	struct buf messages;
	int64_t number;

	buf_init(&messages, CATALOG_TEXT);
	text_format(path, sizeof(path), CASES "/%s", file);
	if (ini_load(path, &ini, &messages) != OK) {
		print_error("%s", buf_text(&messages));
		exit(1);
	}
	if (ini_get(ini, "case", "number") &&
		text_number(ini_get(ini, "case", "number"), 1, NUMBERS, &number))
		seen_number[number] = true;
	list = ini_get(ini, "case", "dialects");
	for (enum speech s = 0; s < SPEECHES && n < RUNS_MAX; s++) {
		struct run *r = &runs[n];

		if (!strstr(list ? list : FIVE, dialects[s].name))
			continue;
		*r = (struct run){.speech = s};
		text_copy(r->file, sizeof(r->file), file);
		text_format(r->name, sizeof(r->name), "%.*s %s", (int)strlen(file) - 4, file,
			dialects[s].name);
		n++;
	}
	ini_free(ini);
	buf_release(&messages);
	return n;
}

static void every_number_has_a_file(void **state)
{
	int missing = 0;

	(void)state;
	for (int i = 1; i <= NUMBERS; i++) {
		if (!seen_number[i])
			print_message("case %d has no file\n", i);
		missing += !seen_number[i];
	}
	assert_int_equal(missing, 0);
}

/* What all the cases wrote into the log: no secret, nobody's number or name. */
static char log_path[] = "/tmp/onetrip-cases-log-XXXXXX";

static void nothing_leaked_into_the_log(void **state)
{
	static const char *const never[] = {HOLDER_ID, OTHER_ID, HOLDER_NAME, ZJ_ROOT, IRS_ROOT,
		NA_ROOT, SSO_ROOT, "req0000", "ref0000", "nat0000"};
	struct buf log;

	(void)state;
	buf_init(&log, 16 << 20);
	assert_int_equal(file_read(log_path, &log), OK);
	assert_non_null(strstr(log.data, "TEST FOUND"));
	assert_non_null(strstr(log.data, "ALARM TEST answered about somebody else"));
	for (size_t i = 0; i < COUNT_OF(never); i++)
		assert_null(strstr(log.data, never[i]));
	buf_release(&log);
}

/* Every verdict and every fault has its sentence, and each its own. */
static void every_sentence_is_chinese(void **state)
{
	(void)state;
	for (enum outcome o = OUTCOME_FOUND; o <= OUTCOME_BROKEN; o++) {
		assert_true(strcmp(_(outcome_text(o)), outcome_text(o)) != 0);
		for (enum outcome other = OUTCOME_FOUND; other < o; other++)
			assert_true(strcmp(_(outcome_text(o)), _(outcome_text(other))) != 0);
	}
	for (enum fault f = FAULT_NONE + 1; f < FAULT_COUNT; f++) {
		struct reply r = {0};

		reply_fault(&r, f);
		if (strcmp(_(r.text), r.text) == 0)
			fail_msg("no Chinese: %s", r.text);
	}
}

/* ---- all of it ---- */

static bool write_private(char *path, size_t size, const void *data, size_t len)
{
	int fd;

	text_copy(path, size, "/tmp/onetrip-key-XXXXXX");
	fd = mkstemp(path); /* 0600 */
	if (fd < 0 || write(fd, data, len) != (ssize_t)len)
		return false;
	return close(fd) == 0;
}

static bool write_keys(void)
{
	static const char *const keys[] = {
		TLS_DIR "hall.key", TLS_DIR "stranger.key", TLS_DIR "hall.key"};
	bool good = true;

	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		struct buf key;

		buf_init(&key, 4096);
		good = good && file_read(keys[i], &key) == OK &&
		       write_private(key_files[i], sizeof(key_files[i]), key.data, key.len);
		buf_release(&key);
	}
	for (size_t i = 0; i < SPEECHES; i++) {
		if (roots[i])
			good = good && write_private(secret_files[i], sizeof(secret_files[i]),
					       roots[i], strlen(roots[i]));
	}
	return good && chmod(key_files[2], 0644) == 0;
}

static void remove_keys(void)
{
	for (size_t i = 0; i < COUNT_OF(key_files); i++)
		unlink(key_files[i]);
	for (size_t i = 0; i < SPEECHES; i++) {
		if (secret_files[i][0])
			unlink(secret_files[i]);
	}
	unlink(log_path);
}

int main(void)
{
	static struct CMUnitTest tests[RUNS_MAX + 3];
	static char names[CASES_MAX][NAME_MAX_LEN];
	size_t files = list_cases(names), n = 0;
	int failed, fd = mkstemp(log_path);

	if (files == 0 || fd < 0 || i18n_start("zh") != OK || log_open(log_path) != OK ||
		!write_keys() || !hostile_start(&server))
		return 1;
	close(fd);
	for (size_t i = 0; i < files; i++)
		n = add_runs(names[i], n);
	for (size_t i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){runs[i].name, run_case, NULL, NULL, &runs[i]};
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(every_number_has_a_file);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(nothing_leaked_into_the_log);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(every_sentence_is_chinese);
	failed = _cmocka_run_group_tests("hostile", tests, n, NULL, NULL);
	hostile_stop(&server);
	log_close();
	remove_keys();
	return failed;
}
