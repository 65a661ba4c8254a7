/* SPDX-License-Identifier: MIT
 *
 * Printing: what a printer does moves no case, every result is written wherever its case is, a reprint
 * keeps its number; other printers, files, PDF; papers of no case.
 */
#include "tests/unit/desk_matters.h"

#include <dirent.h>
#include <poll.h>

#include "core/casework/oversight/station_paper.h"
#include "core/store/anchor.h"

static void permit(struct counter *c, char id[19])
{
	stranger(c, id);
	begin(c, id, "李小梅", PERMIT);
	permit_lands(c);
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
}

/* The case is put away before the printer is done: it counts all the same. */
static void counted_when_the_case_is_away(void **state)
{
	struct counter *c = *state;
	size_t room = desk_print_room(c->desk);
	char id[19];

	permit(c, id);
	struct uid which = desk_case(c->desk)->id;
	enum state before = desk_case(c->desk)->state;
	size_t slip = desk_case(c->desk)->n_slips - 1;
	assert_int_equal(desk_print(c->desk), OK);
	desk_close(c->desk);
	printed_out(c, room);
	assert_int_equal(desk_open_case(c->desk, &which), OK);
	assert_int_equal(desk_case(c->desk)->slips[slip].printed, 1);
	assert_int_equal(desk_case(c->desk)->state, before);
	replay_equals(c);
	desk_close(c->desk);
}

static void a_failed_print_is_told_and_counts_nothing(void **state)
{
	struct counter *c = *state;
	size_t room = desk_print_room(c->desk);
	char id[19];

	permit(c, id);
	enum state before = desk_case(c->desk)->state;
	uint32_t events = desk_case(c->desk)->events;
	struct print_to to = {PRINT_PRINTER, "onetrip-no-such-printer"};
	size_t slip = desk_case(c->desk)->n_slips - 1;
	enum err e = desk_print_to(c->desk, slip, &to);
	if (e == OK) { /* there is a printing system, without that printer */
		printed_out(c, room);
		assert_true(told(c, "Ctrl+P"));
		assert_int_equal(desk_case(c->desk)->events, events + 1);
	} else {
		assert_int_equal(e, ERR_UNSUPPORTED);
	}
	assert_int_equal(desk_case(c->desk)->slips[slip].printed, 0);
	assert_int_equal(desk_case(c->desk)->state, before);
	to.printer = "a;b";
	assert_int_equal(desk_print_to(c->desk, slip, &to), ERR_INPUT);
	assert_int_equal(desk_print_to(c->desk, 99, &to), ERR_NOTFOUND);
	replay_equals(c);
	desk_close(c->desk);
}

static void which_printers_there_are(void **state)
{
	struct counter *c = *state;
	struct desk_parts parts = {.store = c->f->s, .directory = c->directory, .catalog = c->catalog,
		.driver = c->driver, .hall = "x", .window = "A03", .training = true, .printer = "A03-slip",
		.printers = "A04-slip  A03-slip, office;rm A05-page", .print_dir = c->print_dir};
	struct desk_printer list[DESK_PRINTERS];

	desk_free(c->desk);
	assert_int_equal(desk_new(&parts, &c->desk), OK);
	assert_int_equal(desk_printers(c->desk, list, DESK_PRINTERS), 3); /* each once, none that is no name */
	assert_string_equal(list[0].name, "A03-slip");
	assert_string_equal(list[1].name, "A04-slip");
	assert_string_equal(list[2].name, "A05-page");
	desk_free(c->desk);
	new_desk(c);
}

static bool holds(const struct buf *b, const char *words)
{
	size_t n = strlen(words);

	for (size_t i = 0; i + n <= b->len; i++)
		if (memcmp(b->data + i, words, n) == 0)
			return true;
	return false;
}

/* A file of the print folder, so named, with these words in it. */
static bool printed_file(struct counter *c, const char *begin, const char *ending, const char *words,
	struct buf *out)
{
	DIR *dir = opendir(c->print_dir);
	bool found = false;

	assert_non_null(dir);
	for (struct dirent *d; !found && (d = readdir(dir));) {
		char path[PATH_SIZE];
		size_t n = strlen(d->d_name), len = strlen(ending);
		if (n < len || !text_equal(d->d_name + n - len, ending) || !text_starts(d->d_name, begin))
			continue;
		assert_true(text_format(path, sizeof path, "%s/%s", c->print_dir, d->d_name));
		buf_clear(out);
		assert_int_equal(file_read(path, out), OK);
		found = holds(out, words);
	}
	closedir(dir);
	return found;
}

/* Where the program is built: A4 (595 x 842 points) with its font inside; else a clear refusal, and the
 * text goes in any case. */
static void as_pdf(void **state)
{
	struct counter *c = *state;
	size_t room = desk_print_room(c->desk);
	struct print_to pdf = {PRINT_PDF, NULL}, file = {PRINT_FILE, NULL};
	struct buf made;
	char id[19];

	permit(c, id);
	size_t slip = desk_case(c->desk)->n_slips - 1;
	buf_init(&made, 1 << 22);
	if (slip_pdf_there()) {
		assert_int_equal(desk_print_to(c->desk, slip, &pdf), OK);
		printed_out(c, room);
		assert_true(printed_file(c, "receipt", ".pdf", "%PDF-", &made));
		assert_memory_equal(made.data, "%PDF-", 5);
		assert_true(holds(&made, "/MediaBox [ 0 0 226.77")); /* a roll of 80 mm */
		assert_true(holds(&made, "/FontFile"));
		assert_int_equal(desk_case(c->desk)->slips[slip].printed, 1);
	} else {
		assert_int_equal(desk_print_to(c->desk, slip, &pdf), ERR_UNSUPPORTED);
	}
	assert_int_equal(desk_print_to(c->desk, slip, &file), OK);
	printed_out(c, room);
	assert_true(printed_file(c, "receipt", ".txt", desk_case(c->desk)->number, &made));
	buf_release(&made);
	replay_equals(c);
	desk_close(c->desk);
}

/* What was never printed of a case that is not open here. */
static void the_rest_of_a_case(void **state)
{
	struct counter *c = *state;
	size_t room = desk_print_room(c->desk), started;
	char id[19];

	permit(c, id);
	struct uid which = desk_case(c->desk)->id;
	size_t n = desk_case(c->desk)->n_slips;
	assert_int_equal(desk_print_document(c->desk, 0), OK);
	printed_out(c, room);
	desk_close(c->desk);
	assert_int_equal(desk_print_rest(c->desk, &which, &started), OK);
	assert_int_equal(started, n - 1);
	printed_out(c, room);
	assert_int_equal(desk_print_rest(c->desk, &which, &started), OK);
	assert_int_equal(started, 0);
}

/* Extended together with others, which could be taken back for a while: the letter comes with the rest. */
/* Frozen when it is first asked for, then a reprint; on the desk or not; no draft has a folder. */
static void a_label_for_the_folder(void **state)
{
	struct counter *c = *state;
	size_t room = desk_print_room(c->desk);
	char id[19];

	stranger(c, id);
	begin(c, id, "李小梅", PERMIT);
	struct uid draft = desk_case(c->desk)->id;
	assert_int_equal(desk_label(c->desk, &draft), ERR_STATE);
	permit(c, id);
	struct uid which = desk_case(c->desk)->id;
	size_t slips = desk_case(c->desk)->n_slips;
	desk_close(c->desk);
	assert_int_equal(desk_label(c->desk, &which), OK);
	printed_out(c, room);
	assert_int_equal(desk_open_case(c->desk, &which), OK);
	assert_int_equal(desk_label(c->desk, &which), OK);
	printed_out(c, room);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(f->n_slips, slips + 1);
	const struct slip_kept *s = casefile_slip(f, "label");
	assert_int_equal(s->printed, 2);
	assert_int_equal(s->columns, 48);
	assert_int_equal(s->copies, 1);
	assert_non_null(strstr(s->bytes, f->number));
	assert_non_null(strstr(s->bytes, f->query));
	assert_null(strstr(s->bytes, id));
	assert_null(strstr(s->bytes, "李小梅"));
	assert_int_equal(desk_print(c->desk), OK); /* the newest paper is not the label */
	printed_out(c, room);
	assert_int_equal(casefile_slip(desk_case(c->desk), "label")->printed, 2);
	replay_equals(c);
	desk_close(c->desk);
}

static void the_letter_of_an_extension(void **state)
{
	struct counter *c = *state;
	size_t room = desk_print_room(c->desk), started;
	char id[19];

	permit(c, id);
	struct uid which = desk_case(c->desk)->id;
	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &(struct life_args){0}), OK);
	desk_close(c->desk);
	struct record body = {0};
	struct entry entry = {.casefile = which, .kind = "EXTEND", .body = &body};
	record_add(&body, "days", "5");
	record_add(&body, "reason", "需征求其他部门意见");
	record_add(&body, "due", "2026-03-30");
	operator_logout(c->f->s);
	assert_int_equal(operator_login(c->f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(journal_append(c->f->s, &entry, 1, NULL, NULL), OK);
	record_release(&body);
	assert_int_equal(desk_print_rest(c->desk, &which, &started), OK);
	printed_out(c, room);
	assert_int_equal(desk_open_case(c->desk, &which), OK);
	assert_null(casefile_slip(desk_case(c->desk), "extension")); /* not while it can be taken back */
	desk_close(c->desk);
	clock_advance(UNDO_MS + 1);
	assert_int_equal(desk_print_rest(c->desk, &which, &started), OK);
	assert_int_equal(started, 1);
	printed_out(c, room);
	assert_int_equal(desk_open_case(c->desk, &which), OK);
	const struct slip_kept *k = casefile_slip(desk_case(c->desk), "extension");
	assert_non_null(k);
	assert_non_null(strstr(k->bytes, "延长 5 个工作日"));
	assert_non_null(strstr(k->bytes, "需征求其他部门意见"));
	assert_non_null(strstr(k->bytes, "2026年3月30日"));
	assert_int_equal(k->printed, 1);
	replay_equals(c);
	desk_close(c->desk);
	clerk_in(c->f);
}

/* ---- papers of no case ---- */

static void as_supervisor(struct counter *c)
{
	operator_logout(c->f->s);
	assert_int_equal(operator_login(c->f->s, "2000", PASS_SUPER), OK);
}

static void the_day_sheet(void **state)
{
	struct counter *c = *state;
	struct slip_place place = {.hall = "演示市政务服务中心", .clerk = "2000", .window = "A03", .phone = "12345"};
	struct slip_kept today, again, later;

	as_supervisor(c);
	day_t day = clock_today();
	assert_int_equal(daysheet_make(c->f->s, &place, day + 1, 80, &today), ERR_INPUT);
	assert_int_equal(daysheet_make(c->f->s, &place, day, 80, &today), OK);
	assert_int_equal(today.printed, 0);
	static const char *const words[] = {"日结单", "2026年3月16日", "A03-2026-RJ-0316", "主管签字", "锚"};
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (!strstr(today.bytes, words[i]))
			fail_msg("%s is not on it:\n%s", words[i], today.bytes);
	/* the anchor on it is that of the record */
	struct anchor_day anchor;
	assert_int_equal(anchor_last(c->f->s, &anchor), OK);
	assert_non_null(strstr(today.bytes, anchor.code));
	/* another one on the same day has its own number, the next day shows the last as it was */
	assert_int_equal(daysheet_make(c->f->s, &place, day, 80, &again), OK);
	assert_memory_not_equal(today.hash, again.hash, HASH_SIZE);
	clock_advance((int64_t)24 * 60 * 60 * 1000);
	assert_int_equal(daysheet_make(c->f->s, &place, day, 80, &later), OK);
	assert_int_equal(later.printed, 1);
	assert_memory_equal(again.hash, later.hash, HASH_SIZE);
	assert_string_equal(again.bytes, later.bytes);
	clock_advance((int64_t)-24 * 60 * 60 * 1000);
	station_paper_release(&today);
	station_paper_release(&again);
	station_paper_release(&later);
	clerk_in(c->f);
}

static void a_list_for_publication(void **state)
{
	struct counter *c = *state;
	size_t room = desk_print_room(c->desk);
	struct uid ids[2];
	char id[2][19];
	struct buf made;

	for (int i = 0; i < 2; i++) {
		permit(c, id[i]);
		ids[i] = desk_case(c->desk)->id;
		desk_close(c->desk);
	}
	assert_int_equal(desk_publicity(c->desk, ids, 0), ERR_INPUT);
	assert_int_equal(desk_publicity(c->desk, ids, 2), OK);
	printed_out(c, room);
	buf_init(&made, 1 << 20);
	assert_true(printed_file(c, "publicity", ".txt", "公示名单", &made));
	assert_true(holds(&made, "李*梅"));
	assert_false(holds(&made, "李小梅"));
	for (int i = 0; i < 2; i++)
		assert_false(holds(&made, id[i]));
	struct slip_kept kept;
	char day[11];
	int n;
	day_format(clock_today(), day);
	assert_int_equal(station_paper_find(c->f->s, "publicity", day, &kept, &n), OK);
	assert_int_equal(n, 1);
	assert_true(holds(&made, kept.bytes)); /* printed as it is kept */
	station_paper_release(&kept);
	assert_int_equal(station_paper_find(c->f->s, "publicity", "2026-01-01", &kept, &n), ERR_NOTFOUND);
	buf_release(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counted_when_the_case_is_away),
		cmocka_unit_test(a_failed_print_is_told_and_counts_nothing),
		cmocka_unit_test(which_printers_there_are),
		cmocka_unit_test(as_pdf),
		cmocka_unit_test(the_rest_of_a_case),
		cmocka_unit_test(a_label_for_the_folder),
		cmocka_unit_test(the_letter_of_an_extension),
		cmocka_unit_test(the_day_sheet),
		cmocka_unit_test(a_list_for_publication),
		cmocka_unit_test(sound),
	};

	return cmocka_run_group_tests(tests, counter_open, counter_close);
}
