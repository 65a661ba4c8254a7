/* SPDX-License-Identifier: MIT
 *
 * onetrip item: files for their author, and in a hall a version proposed by an administrator, published
 * for a day by a supervisor, taken back by both. Nothing that lint refuses gets in, and a case keeps the
 * form it began with.
 */
#include "tests/unit/command_run.h"
#include "tests/unit/motion_hall.h"

#include "core/base/clock.h"
#include "core/casework/shelf.h"
#include "core/form/fingerprint.h"
#include "tui/commands/audit.h"
#include "tui/commands/item.h"

#define CARD "332000116001"
#define CARD31 "11339900MB9D00068P5332000116001"

static struct motion_hall *h;
static struct run command;
static char conf[100], forms[PATH_SIZE], file[100];

PRINTF_LIKE(2, 3) static int item(const char *password, const char *format, ...)
{
	char words[600];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(words, sizeof words, format, args);
	va_end(args);
	buf_release(&command.out);
	run_init(&command, command_item, "item");
	command.passwords = password;
	return run(&command, words);
}

/* The elderly card with one piece of text changed, as a file to propose. */
static void write_version(const char *from, const char *to)
{
	char source[PATH_SIZE];
	struct buf text, changed;

	assert_true(text_format(source, sizeof(source), "%s/elderly-card.ini", forms));
	buf_init(&text, 1 << 20);
	buf_init(&changed, 1 << 20);
	assert_int_equal(file_read(source, &text), OK);
	const char *at = strstr(buf_text(&text), from);
	assert_non_null(at);
	buf_add(&changed, text.data, (size_t)(at - text.data));
	buf_adds(&changed, to);
	buf_adds(&changed, at + strlen(from));
	assert_int_equal(file_write(file, changed.data, changed.len), OK);
	buf_release(&text);
	buf_release(&changed);
}

static void confirm(void)
{
	char word[17];

	assert_int_equal(item(PASS_SUPER "\n", "waiting --config %s --as 2000", conf), 0);
	const char *at = strstr(buf_text(&command.out), "HASH\t");
	assert_non_null(at);
	assert_true(text_copyn(word, sizeof word, at + 5, 16));
	assert_int_equal(item(PASS_ADMIN "\n", "confirm %s --config %s --as 1000", word, conf), 1);
	assert_int_equal(item(PASS_CLERK "\n", "confirm %s --config %s --as 1024", word, conf), 1);
	assert_int_equal(item(PASS_SUPER "\n", "confirm %s --config %s --as 2000", word, conf), 0);
	assert_int_equal(item(PASS_SUPER "\n", "confirm %s --config %s --as 2000", word, conf), 1);
}

/* The fee of the card on a day, as everybody reads it. */
static void fee_is(const char *day, const char *fee)
{
	char stamp[20];
	int64_t now;

	text_format(stamp, sizeof stamp, "%sT09:00", day);
	assert_true(clock_parse(stamp, &now));
	clock_start_at(now);
	assert_int_equal(item(NULL, "show elderly-card --config %s", conf), 0);
	must_say(&command, fee);
	assert_true(clock_parse("2026-03-16T09:00", &now));
	clock_start_at(now);
}

/* W2: who did what with which version, for whoever audits. */
static void in_the_audit(const char *act)
{
	char words[300], hex[HASH_HEX];
	uint8_t hash[HASH_SIZE];
	struct buf text;
	struct run audit;

	buf_init(&text, 1 << 20);
	assert_int_equal(file_read(file, &text), OK);
	fingerprint(buf_text(&text), text.len, hash);
	buf_release(&text);
	text_hex(hash, HASH_SIZE, hex);
	run_init(&audit, command_audit, "audit");
	audit.passwords = PASS_SUPER "\n";
	text_format(words, sizeof words, "show --config %s --as 2000 --operator 2000", conf);
	assert_int_equal(run(&audit, words), 0);
	text_format(words, sizeof words, "CHANGE_CONFIRMED  act=%s name=elderly-card version=%.32s", act, hex);
	must_say(&audit, words);
	buf_release(&audit.out);
}

static void a_version_has_its_day(void **state)
{
	(void)state;
	write_version("fee = 不收费", "fee = 工本费5元");
	assert_int_equal(item(PASS_SUPER "\n", "propose %s --config %s --as 2000", file, conf), 1);
	assert_int_equal(item(PASS_ADMIN "\n", "propose %s --from 2026-03-15 --config %s --as 1000", file, conf), 1);
	assert_int_equal(item(PASS_ADMIN "\n", "propose %s --from 2026-04-01 --config %s --as 1000", file, conf), 0);
	assert_int_equal(item(PASS_ADMIN "\n", "propose %s --from 2026-04-01 --config %s --as 1000", file, conf), 1);
	assert_int_equal(item(PASS_SUPER "\n", "waiting --config %s --as 2000", conf), 0);
	must_say(&command, "~ [item] fee: 不收费 -> 工本费5元");
	must_say(&command, "from 2026-04-01");
	fee_is("2026-04-01", "不收费"); /* nobody confirmed it yet */
	confirm();
	in_the_audit("publish");
	fee_is("2026-03-31", "不收费");
	fee_is("2026-04-01", "工本费5元");
	assert_int_equal(item(NULL, "list --config %s", conf), 0);
	must_say(&command, "2026-04-01");
	must_say(&command, "To come");
	assert_int_equal(item(PASS_ADMIN "\n", "rollback elderly-card --config %s --as 1000", conf), 0);
	fee_is("2026-04-01", "工本费5元");
	confirm();
	fee_is("2026-04-01", "不收费");
	assert_int_equal(item(NULL, "list --config %s", conf), 0);
	must_say(&command, "Called back");
	assert_int_equal(item(PASS_ADMIN "\n", "rollback elderly-card --config %s --as 1000", conf), 1);
	/* it was not lost */
	assert_int_equal(item(PASS_ADMIN "\n", "propose %s --config %s --as 1000", file, conf), 0);
	confirm();
	fee_is("2026-03-16", "工本费5元");
}

/* B4: taken back for everybody who comes, not for who came. */
static void a_case_keeps_its_form(void **state)
{
	struct shelf *shelf;
	struct buf text;
	uint8_t hash[HASH_SIZE];

	(void)state;
	write_version("fee = 不收费", "fee = 工本费5元");
	buf_init(&text, 1 << 20);
	assert_int_equal(file_read(file, &text), OK);
	fingerprint(buf_text(&text), text.len, hash);
	buf_release(&text);
	assert_int_equal(item(PASS_ADMIN "\n", "propose %s --config %s --as 1000", file, conf), 0);
	confirm();
	assert_int_equal(item(PASS_ADMIN "\n", "rollback elderly-card --config %s --as 1000", conf), 0);
	confirm();
	assert_int_equal(store_open(&h->f->place, &h->f->s), OK);
	assert_int_equal(shelf_new(h->f->s, NULL, &shelf), OK);
	const struct item *form = shelf_find(shelf, CARD, hash);
	assert_non_null(form);
	assert_string_equal(form->fee, "工本费5元");
	shelf_free(shelf);
	store_close(h->f->s);
	h->f->s = NULL;
}

static void lint_keeps_the_door(void **state)
{
	(void)state;
	write_version(":age >= 60", ":aeg >= 60");
	assert_int_equal(item(PASS_ADMIN "\n", "propose %s --config %s --as 1000", file, conf), 1);
	write_version("code = 332000116001", "code = 332000116002");
	assert_int_equal(item(PASS_ADMIN "\n", "propose %s --config %s --as 1000", file, conf), 1);
	/* paper that a department could prove needs a ground (domain.md 8, once-only) */
	write_version("proves = identity", "proves = marriage");
	assert_int_equal(item(PASS_ADMIN "\n", "propose %s --config %s --as 1000", file, conf), 1);
	assert_int_equal(item(PASS_SUPER "\n", "waiting --config %s --as 2000", conf), 1);
}

/* A pack goes out and comes back: with the key trusted it is proposed, else refused. */
static void packs_between_halls(void **state)
{
	char pack[120], key[65];

	(void)state;
	text_format(pack, sizeof pack, "%s/pack", h->f->folder);
	assert_int_equal(item(PASS_ADMIN "\n", "export elderly-card --out %s --config %s", pack, conf), 2);
	assert_int_equal(item(PASS_CLERK "\n", "export elderly-card --out %s --config %s --as 1024", pack, conf), 1);
	assert_int_equal(item(PASS_ADMIN "\n", "export no-card --out %s --config %s --as 1000", pack, conf), 1);
	assert_int_equal(item(PASS_ADMIN "\n", "export elderly-card --out %s --config %s --as 1000", pack, conf), 0);
	assert_int_equal(item(PASS_ADMIN "\n", "import %s --config %s --as 1000", pack, conf), 1); /* no key yet */
	assert_int_equal(item(NULL, "key --config %s", conf), 0);
	assert_true(text_copyn(key, sizeof key, buf_text(&command.out), 64));
	assert_int_equal(item(PASS_ADMIN "\n", "trust North abc --config %s --as 1000", conf), 1);
	assert_int_equal(item(PASS_ADMIN "\n", "trust North %s --config %s --as 1000", key, conf), 0);
	confirm();
	assert_int_equal(item(NULL, "halls --config %s", conf), 0);
	must_say(&command, "North");
	assert_int_equal(item(PASS_ADMIN "\n", "import %s --config %s --as 1000", pack, conf), 0);
	must_say(&command, "0 versions proposed"); /* it is the newest here */
	assert_int_equal(item(PASS_ADMIN "\n", "import %s --config %s --as 1000", file, conf), 1); /* no pack */
	assert_int_equal(item(PASS_ADMIN "\n", "distrust North --config %s --as 1000", conf), 0);
	confirm();
	assert_int_equal(item(PASS_ADMIN "\n", "import %s --config %s --as 1000", pack, conf), 1);
}

static void files_for_their_author(void **state)
{
	(void)state;
	write_version("fee = 不收费", "fee = 工本费5元");
	assert_int_equal(item(NULL, "diff elderly-card %s --forms %s", file, forms), 1);
	assert_string_equal(buf_text(&command.out), "~ [item] fee: 不收费 -> 工本费5元\n");
	assert_int_equal(item(NULL, "diff %s/elderly-card.ini %s/elderly-card.ini", forms, forms), 0);
	assert_int_equal(item(NULL, "export --elements --forms %s", forms), 0);
	assert_true(text_starts(buf_text(&command.out), "\"事项名称\",\"基本编码\",\"实施编码\","));
	must_say(&command, "\r\n\"老年人优待证\",\"" CARD "\",\"" CARD31 "\",");
	assert_int_equal(item(NULL, "show " CARD31 " --forms %s", forms), 0);
	must_say(&command, "到办事现场次数: 1\n");
	assert_int_equal(item(NULL, "show 999 --forms %s", forms), 1);
	assert_int_equal(item(NULL, "show"), 2);
	assert_int_equal(item(NULL, "frobnicate x"), 2);
	assert_int_equal(item(NULL, "propose %s --forms %s --as 1000", file, forms), 2);
}

static int start(void **state)
{
	char text[400];

	(void)state;
	h = motion_hall_new();
	store_close(h->f->s);
	h->f->s = NULL;
	assert_int_equal(file_asset("forms", forms), OK);
	text_format(file, sizeof file, "%s/elderly-card.ini", h->f->folder);
	text_format(conf, sizeof conf, "%s/onetrip.conf", h->f->folder);
	char catalog[PATH_SIZE];
	assert_int_equal(file_asset("catalog/demo.ini", catalog), OK);
	text_format(text, sizeof text,
		"[station]\nwindow = A03\ndatabase = \"%s\"\nterminal_key = \"%s\"\n[exchange]\ncatalog = \"%s\"\n",
		h->f->path, h->f->key, catalog);
	assert_int_equal(file_write(conf, text, strlen(text)), OK);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	buf_release(&command.out);
	motion_hall_free(h);
	return 0;
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HALL(a_version_has_its_day),
		IN_HALL(a_case_keeps_its_form),
		IN_HALL(lint_keeps_the_door),
		IN_HALL(packs_between_halls),
		IN_HALL(files_for_their_author),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
