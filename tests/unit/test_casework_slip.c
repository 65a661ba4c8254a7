/* SPDX-License-Identifier: MIT
 *
 * Slips: nothing unmasked, nothing wider than the paper, the same bytes for the same case; and what
 * a printer may be told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <poll.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/papers/slip.h"
#include "core/standards/tables.h"

static struct item *permit, *senior;
static struct catalog *catalog;
static char folder[64] = "/tmp/onetrip-slip-XXXXXX";

/* A casefile without a journal, filled by hand. */
static void make(struct casefile *c, const struct item *item)
{
	static struct evidence evidence[3];

	casefile_init(c);
	c->item = item;
	c->marks = mem_array(item->n_materials + 1, sizeof *c->marks);
	for (size_t i = 0; i < item->n_materials; i++)
		c->marks[i] =
			(struct material_mark){.mark = MARK_IDLE, .until = DAY_NONE, .due = 1};
	text_copy(c->number, sizeof c->number, "260316-A03-021");
	text_copy(c->query, sizeof c->query, "AAAAA5");
	text_copy(c->window, sizeof c->window, "A03");
	text_copy(c->subject, sizeof c->subject, "339901198808081226");
	text_copy(c->applicant, sizeof c->applicant, "李小梅");
	assert_true(clock_parse("2026-03-16T14:24", &c->accepted_ms));
	for (size_t i = 0; i < COUNT_OF(evidence); i++)
		evidence[i].outcome = OUTCOME_FOUND;
	text_copy(evidence[0].resource, 16, "POP-01");
	text_copy(evidence[1].resource, 16, "POP-05");
	text_copy(evidence[2].resource, 16, "HRS-01");
	c->evidence = evidence;
	c->n_evidence = COUNT_OF(evidence);
}

static void drop(struct casefile *c)
{
	mem_free(c->marks);
}

static void render(const struct casefile *c, int columns, bool training, struct buf *out)
{
	struct slip_place place = {.hall = "演示市政务服务中心", .clerk = "1024", .phone = "12345",
		.catalog = catalog, .training = training};

	buf_init(out, SLIP_BYTES);
	assert_int_equal(slip_render(c, "receipt", &place, columns, out), OK);
}

static void fits(const char *text, int columns)
{
	while (*text) {
		char line[1024];
		size_t n = strcspn(text, "\n");
		assert_true(text_copyn(line, sizeof line, text, n));
		if (text_cells(line) > (size_t)columns)
			fail_msg("wider than %d: %s", columns, line);
		text += n + (text[n] == '\n');
	}
}

static void says_what_it_must(void **state)
{
	struct casefile c;
	struct buf text;

	(void)state;
	make(&c, permit);
	c.due = day_of(2026, 3, 23);
	c.legal_due = day_of(2026, 3, 31);
	size_t photo = (size_t)item_material(permit, "photo");
	c.marks[photo].mark = MARK_DEFERRED;
	c.marks[photo].until = day_of(2026, 3, 20);
	c.marks[item_material(permit, "id_card")].mark = MARK_EXEMPT;
	render(&c, 48, false, &text);
	static const char *const words[] = {"演示市政务服务中心", "260316-A03-021", "AAAAA5",
		"李*梅", "3399**********1226", "2026年3月16日 14:24", "A03", "1024", "2026年3月23日",
		"2026年3月31日", "2026年3月20日", "12345", "11339900MB9D00017F4330700101001"};
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (!strstr(buf_text(&text), words[i]))
			fail_msg("%s is not on it:\n%s", words[i], buf_text(&text));
	assert_null(strstr(buf_text(&text), "李小梅"));
	assert_null(strstr(buf_text(&text), "198808081226"));
	/* each department once */
	const char *police = strstr(buf_text(&text), i18n_pick("公安", "Police"));
	assert_non_null(police);
	assert_null(strstr(police + 1, i18n_pick("公安", "Police")));
	buf_release(&text);
	drop(&c);
}

static void an_instant_matter_has_no_clock(void **state)
{
	struct casefile c;
	struct buf text;

	(void)state;
	make(&c, senior);
	render(&c, 48, false, &text);
	assert_null(strstr(buf_text(&text), "3月2"));
	buf_release(&text);
	drop(&c);
}

static void every_width(void **state)
{
	static const int widths[] = {32, 48, 80};
	struct casefile c;

	(void)state;
	make(&c, permit);
	c.due = day_of(2026, 3, 23);
	for (size_t i = 0; i < permit->n_materials; i++)
		c.marks[i].mark = i % 2 ? MARK_EXEMPT : MARK_VERIFIED;
	for (size_t i = 0; i < COUNT_OF(widths); i++) {
		struct buf once, again;
		render(&c, widths[i], true, &once);
		render(&c, widths[i], true, &again);
		fits(buf_text(&once), widths[i]);
		assert_string_equal(buf_text(&once), buf_text(&again));
		buf_release(&once);
		buf_release(&again);
	}
	struct slip_place place = {.hall = "x", .clerk = "x", .phone = "", .catalog = catalog};
	struct buf out;
	buf_init(&out, SLIP_BYTES);
	assert_int_equal(slip_render(&c, "receipt", &place, 8, &out), ERR_INPUT);
	assert_int_equal(slip_render(&c, "licence", &place, 48, &out), ERR_NOTFOUND);
	buf_release(&out);
	drop(&c);
}

/* Practice: at least one line in six says so. */
static void practice_is_marked(void **state)
{
	struct casefile c;
	struct buf text;
	int since = 0;

	(void)state;
	make(&c, permit);
	render(&c, 48, true, &text);
	for (const char *p = buf_text(&text); *p; since++) {
		char line[1024];
		size_t n = strcspn(p, "\n");
		text_copyn(line, sizeof line, p, n);
		p += n + (p[n] == '\n');
		if (strstr(line, "*** "))
			since = -1;
		assert_true(since < 6);
	}
	buf_release(&text);
	render(&c, 48, false, &text);
	assert_null(strstr(buf_text(&text), "*** "));
	buf_release(&text);
	drop(&c);
}

/* What departments and people sent cannot steer a printer. */
static void nothing_steers_the_printer(void **state)
{
	struct casefile c;
	struct buf text;

	(void)state;
	make(&c, permit);
	text_copy(c.applicant, sizeof c.applicant, "\033@李\x7f\xe2\x80\xae梅");
	text_copy(c.window, sizeof c.window, "A\0332");
	render(&c, 48, false, &text);
	for (size_t i = 0; i < text.len; i++)
		assert_true((unsigned char)text.data[i] >= 0x20 || text.data[i] == '\n');
	assert_null(strstr(buf_text(&text), "\xe2\x80\xae"));
	buf_release(&text);
	drop(&c);
}

static struct slip_kept kept(int printed)
{
	static char bytes[] = "line one\nline two\n";
	struct slip_kept s = {.document = "receipt",
		.bytes = bytes,
		.len = sizeof bytes - 1,
		.columns = 48,
		.copies = 1,
		.printed = printed};

	memset(s.hash, 0xab, sizeof s.hash);
	return s;
}

static void frozen_bytes_in_a_file(void **state)
{
	(void)state;
	for (int printed = 0; printed < 3; printed++) {
		struct slip_kept s = kept(printed);
		struct print_job *job;
		struct buf path, data;
		struct stat st;
		enum err result = ERR_IO;
		buf_init(&path, PATH_SIZE);
		buf_init(&data, SLIP_BYTES);
		assert_int_equal(slip_print(&s, NULL, folder, &job, &path), OK);
		assert_true(slip_print_ended(job, &result));
		assert_int_equal(result, OK);
		assert_int_equal(stat(buf_text(&path), &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
		assert_int_equal(file_read(buf_text(&path), &data), OK);
		const char *text = strstr(buf_text(&data), "line one\nline two\n");
		assert_non_null(text);
		assert_string_equal(text, "line one\nline two\n");
		assert_int_equal(text == buf_text(&data), printed == 0);
		if (printed) {
			char n[4];
			text_format(n, sizeof n, "%d", printed);
			assert_true(strstr(buf_text(&data), n) < text);
		}
		buf_release(&path);
		buf_release(&data);
	}
}

static void printers_are_names(void **state)
{
	static const char *const bad[] = {"", "-o", "a b", "a;b", "../x", "打印机", "$(id)"};
	struct slip_kept s = kept(0);
	struct print_job *job;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(slip_print(&s, bad[i], folder, &job, NULL), ERR_INPUT);
	assert_int_equal(slip_print(&s, NULL, NULL, &job, NULL), ERR_INPUT);
}

/* No such printer, or no printing system at all: an error, now or in a moment. */
static void a_printer_that_is_not_there(void **state)
{
	struct slip_kept s = kept(0);
	struct print_job *job;
	enum err result = OK;

	(void)state;
	enum err e = slip_print(&s, "onetrip-no-such-printer", folder, &job, NULL);
	if (e == OK) {
		for (int i = 0; i < 3000 && !slip_print_ended(job, &result); i++)
			(void)poll(NULL, 0, 10);
		e = result;
	}
	assert_true(e == ERR_UNSUPPORTED || e == ERR_IO);
}

static int load(void **state)
{
	char path[PATH_SIZE];
	struct buf messages;

	(void)state;
	buf_init(&messages, 1 << 16);
	assert_non_null(mkdtemp(folder));
	assert_int_equal(file_asset("forms/residence-permit.ini", path), OK);
	assert_int_equal(item_load(path, &permit, &messages), OK);
	assert_int_equal(file_asset("forms/elderly-card.ini", path), OK);
	assert_int_equal(item_load(path, &senior, &messages), OK);
	assert_int_equal(file_asset("catalog/demo.ini", path), OK);
	assert_int_equal(catalog_load(path, NULL, &catalog, &messages), OK);
	buf_release(&messages);
	return 0;
}

static int unload(void **state)
{
	(void)state;
	item_free(permit);
	item_free(senior);
	catalog_free(catalog);
	tables_close();
	return file_remove_tree(folder) ? -1 : 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_it_must),
		cmocka_unit_test(an_instant_matter_has_no_clock),
		cmocka_unit_test(every_width),
		cmocka_unit_test(practice_is_marked),
		cmocka_unit_test(nothing_steers_the_printer),
		cmocka_unit_test(frozen_bytes_in_a_file),
		cmocka_unit_test(printers_are_names),
		cmocka_unit_test(a_printer_that_is_not_there),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
