/* SPDX-License-Identifier: MIT
 *
 * The directory and its search, and that the items of the program are fit to be published.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/catalog.h"
#include "core/form/item.h"
#include "core/standards/tables.h"
#include "tui/commands/lint.h"

static struct directory *directory; /* all items of the program */
static struct directory *three;     /* the first three that were written, to search among */
static const char *const names_of_three[] = {"residence-permit", "remote-care", "elderly-card"};

/* The names found, as "a b", by the files they come from. */
static void found(const char *query, const char *wanted)
{
	size_t hits[10];
	struct buf names;
	buf_init(&names, 1000);
	size_t n = directory_search(three, query, hits, COUNT_OF(hits));
	for (size_t i = 0; i < n; i++) {
		const struct item *item;
		assert_int_equal(directory_item(three, hits[i], &item), OK);
		buf_addf(&names, "%s%s", i ? " " : "", item->file);
	}
	if (!text_equal(buf_text(&names), wanted))
		fail_msg("%s: %s", query, buf_text(&names));
	buf_release(&names);
}

static void entries(void **state)
{
	(void)state;
	assert_int_equal(directory_size(three), 3);
	const struct item_entry *first = directory_at(three, 0);
	assert_string_equal(first->code, "330700101001");
	assert_string_equal(first->name, "居住证申领");
	assert_string_equal(first->initials, "jzzsl");
	assert_string_equal(first->pinyin, "juzhuzhengshenling");
	assert_string_equal(first->department, "公安");
	assert_int_equal(first->kind, ITEM_PROMISE);
	assert_int_equal(first->legal.days, 15);
	assert_false(first->legal.working);
	assert_int_equal(first->promised.days, 5);
	assert_true(first->promised.working);
	assert_int_equal(directory_at(three, 1)->legal.days, -1);
	/* facts are not fields; the count is that of the whole definition */
	const struct item *item;
	assert_int_equal(directory_item(three, 0, &item), OK);
	size_t fields = 0;
	for (size_t i = 0; i < item->n_fields; i++)
		fields += !item->fields[i].fact;
	assert_int_equal(first->fields, fields);
	assert_int_equal(first->materials, item->n_materials);
	const struct item *again;
	assert_int_equal(directory_item(three, 0, &again), OK);
	assert_ptr_equal(item, again);
}

static void searching(void **state)
{
	(void)state;
	found("jzzsl", "residence-permit");
	found("jzz", "residence-permit");
	found("JZZ", "residence-permit");
	found("ｊｚｚ", "residence-permit");
	found("j z z", "residence-permit");
	found("juzhu", "residence-permit");
	found("居住", "residence-permit");
	found("住证", "residence-permit");
	found("ydjyba", "remote-care");
	found("老年", "elderly-card");
	found("lnr", "elderly-card");
	found("转院", "remote-care");  /* alias */
	found("zhuanyuan", "");        /* aliases by initials only */
	found("zy", "remote-care");    /* initials of an alias */
	found("安家", "residence-permit"); /* life event */
	found("332000116001", "elderly-card");
	found("3320001", "remote-care elderly-card");
	found("公安", "residence-permit");
	found("11339900MB9D00068P5", "elderly-card"); /* code31 from its beginning */
	found("xyz", "");
	found("", "residence-permit remote-care elderly-card");
}

/* Prefix before inside, and no more than asked for. */
static void order_and_limit(void **state)
{
	size_t hits[2] = {9, 9};
	(void)state;
	assert_int_equal(directory_search(three, "", hits, 1), 1);
	assert_int_equal(hits[0], 0);
	assert_int_equal(hits[1], 9);
	assert_int_equal(directory_search(three, "z", hits, 0), 0);
}

/* One item that cannot be read must not close the counter. */
static void bad_files_are_left_out(void **state)
{
	char dir[PATH_SIZE], path[PATH_SIZE];
	static const char good[] = "[item]\ncode = 332000999001\nname = 试验\n";
	static const char torn[] = "[item]\ncode = \"332000";
	static const char bare[] = "[item]\nname = 无码\n";
	struct directory *d;
	struct buf messages;
	const struct item *item = NULL;
	(void)state;
	buf_init(&messages, 10000);
	assert_int_equal(file_build_dir(path), OK);
	assert_true(text_format(dir, sizeof(dir), "%s/test_form_directory.d", path));
	assert_int_equal(file_make_dir(dir), OK);
	text_format(path, sizeof(path), "%s/good.ini", dir);
	assert_int_equal(file_write(path, good, sizeof(good) - 1), OK);
	text_format(path, sizeof(path), "%s/torn.ini", dir);
	assert_int_equal(file_write(path, torn, sizeof(torn) - 1), OK);
	text_format(path, sizeof(path), "%s/bare.ini", dir);
	assert_int_equal(file_write(path, bare, sizeof(bare) - 1), OK);
	assert_int_equal(directory_open(dir, &d, &messages), OK);
	assert_int_equal(directory_size(d), 1);
	assert_non_null(strstr(buf_text(&messages), "torn.ini:2"));
	assert_non_null(strstr(buf_text(&messages), "bare.ini"));
	/* its head is good, the rest is not */
	assert_int_equal(directory_item(d, 0, &item), ERR_SYNTAX);
	assert_null(item);
	directory_free(d);
	assert_int_equal(file_remove_tree(dir), OK);
	buf_clear(&messages);
	assert_int_equal(directory_open(dir, &d, &messages), ERR_NOTFOUND);
	assert_true(messages.len > 0);
	buf_release(&messages);
}

static void lint_finds_nothing(void **state)
{
	char *argv[] = {(char[]){"lint"}, NULL};
	(void)state;
	assert_int_equal(command_lint(1, argv), 0);
}

static void both(const char *zh, const char *en, const char *where)
{
	if (*zh && !*en)
		fail_msg("%s has no English: %s", where, zh);
}

/* What the clerk of an English screen would miss. */
static void english_is_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < directory_size(directory); i++) {
		const struct item *item;
		assert_int_equal(directory_item(directory, i, &item), OK);
		both(item->name, item->name_en, item->file);
		both(item->conditions, item->conditions_en, item->file);
		for (size_t k = 0; k < item->n_prechecks; k++) {
			both(item->prechecks[k].label, item->prechecks[k].label_en, item->file);
			both(item->prechecks[k].text, item->prechecks[k].text_en, item->file);
			both(item->prechecks[k].ground, item->prechecks[k].ground_en, item->file);
		}
		for (size_t k = 0; k < item->n_fields; k++) {
			const struct field *f = &item->fields[k];
			both(f->label, f->label_en, f->name);
			both(f->question, f->question_en, f->name);
			both(f->help, f->help_en, f->name);
			both(f->none, f->none_en, f->name);
			for (size_t c = 0; c < f->n_choices; c++)
				both(f->choices[c].label, f->choices[c].label_en, f->name);
			for (size_t c = 0; c < f->n_checks; c++)
				both(f->checks[c].text, f->checks[c].text_en, f->name);
		}
		for (size_t k = 0; k < item->n_materials; k++) {
			const struct material *m = &item->materials[k];
			both(m->label, m->label_en, m->name);
			both(m->help, m->help_en, m->name);
			both(m->ground, m->ground_en, m->name);
		}
		for (size_t k = 0; k < item->n_asks; k++)
			both(item->asks[k].basis, item->asks[k].basis_en, item->asks[k].resource);
	}
}

/* A sentence to the clerk fits its row (76 cells) and has no glyph of ambiguous width. */
static void sentences_fit(void **state)
{
	static const char *const ambiguous[] = {"“", "”", "‘", "’", "…", "—", "·", "×", "→", "≥"};
	(void)state;
	for (size_t i = 0; i < directory_size(directory); i++) {
		const struct item *item;
		assert_int_equal(directory_item(directory, i, &item), OK);
		for (size_t a = 0; a < COUNT_OF(ambiguous); a++) {
			if (strstr(item->text, ambiguous[a]))
				fail_msg("%s holds %s", item->file, ambiguous[a]);
		}
		for (size_t k = 0; k < item->n_fields; k++) {
			const struct field *f = &item->fields[k];
			const char *texts[] = {f->question, f->required_text, f->checks[0].text,
				f->checks[1].text};
			for (size_t t = 0; t < COUNT_OF(texts); t++) {
				if (texts[t] && text_cells(texts[t]) > 76)
					fail_msg("%s: %s", f->name, texts[t]);
			}
		}
	}
}

/* Copies the three into a folder of their own. */
static enum err open_three(const char *forms, struct buf *messages)
{
	char dir[PATH_SIZE], path[PATH_SIZE];
	struct buf text;
	enum err err = file_build_dir(path);
	if (err || !text_format(dir, sizeof(dir), "%s/test_form_directory.three", path))
		return err ? err : ERR_LIMIT;
	err = file_make_dir(dir);
	buf_init(&text, 1 << 20);
	for (size_t i = 0; i < COUNT_OF(names_of_three) && !err; i++) {
		buf_clear(&text);
		text_format(path, sizeof(path), "%s/%s.ini", forms, names_of_three[i]);
		err = file_read(path, &text);
		text_format(path, sizeof(path), "%s/%s.ini", dir, names_of_three[i]);
		if (!err)
			err = file_write(path, text.data, text.len);
	}
	buf_release(&text);
	return err ? err : directory_open(dir, &three, messages);
}

static int open_directory(void **state)
{
	char path[PATH_SIZE];
	struct buf messages;
	(void)state;
	if (i18n_start("en") || file_asset("codes", path) || tables_open(path) ||
		file_asset("demo/regions.tsv", path) || tables_add_demo(path) ||
		file_asset("forms", path))
		return -1;
	buf_init(&messages, 10000);
	enum err err = directory_open(path, &directory, &messages);
	if (!err)
		err = open_three(path, &messages);
	if (messages.len)
		print_message("%s", buf_text(&messages));
	buf_release(&messages);
	return err ? -1 : 0;
}

static int close_directory(void **state)
{
	(void)state;
	char path[PATH_SIZE], dir[PATH_SIZE];
	directory_free(directory);
	directory_free(three);
	if (file_build_dir(path) == OK &&
		text_format(dir, sizeof(dir), "%s/test_form_directory.three", path) &&
		file_remove_tree(dir))
		return -1;
	tables_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries),
		cmocka_unit_test(searching),
		cmocka_unit_test(order_and_limit),
		cmocka_unit_test(bad_files_are_left_out),
		cmocka_unit_test(english_is_whole),
		cmocka_unit_test(sentences_fit),
		cmocka_unit_test(lint_finds_nothing),
	};
	return cmocka_run_group_tests(tests, open_directory, close_directory);
}
