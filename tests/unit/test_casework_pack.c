/* SPDX-License-Identifier: MIT
 *
 * Packs of items between two halls: signed, taken only of a hall two people trust, proposed and never
 * live at once; what was changed, cut off, swollen or named with a path is refused with a sentence.
 */
#include "core/casework/oversight/pack.h"

#include "core/base/clock.h"
#include "tests/unit/motion_hall.h"

#define HALL "北区大厅"

static struct motion_hall *here, *there;
static struct directory *own, *other;
static struct catalog *catalog;
static struct buf pack, messages;
static char why[PACK_WHY];

static struct version_place at(struct motion_hall *h, struct directory *d)
{
	return (struct version_place){h->f->s, d, catalog};
}

/* What the other hall sends: the card with another fee, and what nobody changed. */
static void make(void)
{
	static const char *const names[] = {"elderly-card", "residence-permit"};
	struct version_place p = at(there, other);

	buf_clear(&pack);
	motion_in(there, "1024", PASS_CLERK);
	assert_int_equal(pack_write(&p, HALL, names, COUNT_OF(names), &pack, why), ERR_DENIED);
	buf_clear(&pack);
	motion_in(there, "2000", PASS_SUPER);
	assert_int_equal(pack_write(&p, HALL, names, COUNT_OF(names), &pack, why), OK);
}

static enum err take(const struct buf *b, size_t *n)
{
	struct version_place p = at(here, own);

	buf_clear(&messages);
	return pack_take(&p, buf_text(b), b->len, DAY_NONE, n, &messages, why);
}

static void decide_waiting(const char *who, const char *password, enum err expected)
{
	struct motions *all;
	const struct motion *list;

	motion_in(here, who, password);
	assert_int_equal(motions_read(here->f->s, &all), OK);
	size_t n = motions_all(all, &list);
	assert_true(n > 0);
	enum err e = motion_decide(here->f->s, list[n - 1].hash, true, NULL);
	assert_int_equal(e, expected);
	motions_free(all);
}

static void trust(void)
{
	uint8_t key[KEY_SIZE];

	assert_int_equal(signer_public(there->f->s, key), OK);
	motion_in(here, "1000", PASS_ADMIN);
	assert_int_equal(pack_trust(here->f->s, HALL, key), OK);
	decide_waiting("1000", PASS_ADMIN, ERR_DENIED); /* one person is not two */
	decide_waiting("2000", PASS_SUPER, OK);
}

static void only_of_a_trusted_hall(void **state)
{
	size_t n;

	(void)state;
	make();
	motion_in(here, "1000", PASS_ADMIN);
	assert_int_equal(take(&pack, &n), ERR_DENIED);
	assert_non_null(strstr(why, HALL));
	trust();
	motion_in(here, "2000", PASS_SUPER);
	assert_int_equal(take(&pack, &n), ERR_DENIED); /* not the supervisor's to propose */
	motion_in(here, "1000", PASS_ADMIN);
	assert_int_equal(take(&pack, &n), OK);
	assert_int_equal(n, 1); /* the permit is here already, to the letter */
	motion_in(here, "1000", PASS_ADMIN);
	assert_int_equal(pack_distrust(here->f->s, HALL), OK);
	decide_waiting("2000", PASS_SUPER, OK);
	motion_in(here, "1000", PASS_ADMIN);
	assert_int_equal(take(&pack, &n), ERR_DENIED);
	assert_int_equal(pack_distrust(here->f->s, HALL), ERR_NOTFOUND);
}

static void proposed_not_live(void **state)
{
	struct version *list;
	size_t n, proposed = 0;

	(void)state;
	make();
	trust();
	motion_in(here, "1000", PASS_ADMIN);
	assert_int_equal(take(&pack, &n), OK);
	assert_int_equal(versions_list(here->f->s, own, &list, &n), OK);
	for (size_t i = 0; i < n; i++)
		if (list[i].state == VERSION_PROPOSED) {
			proposed++;
			assert_string_equal(list[i].name, "elderly-card");
			assert_string_equal(list[i].motion.source, HALL);
		}
	assert_int_equal(proposed, 1);
	mem_free(list);
}

/* Any one byte another one: never taken, whatever it was. */
static void changed_on_its_way(void **state)
{
	struct buf copy;
	size_t n;

	(void)state;
	make();
	trust();
	motion_in(here, "1000", PASS_ADMIN);
	buf_init(&copy, PACK_BYTES);
	for (size_t i = 0; i < pack.len; i += i < 1000 ? 1 : 997) {
		buf_clear(&copy);
		buf_add(&copy, pack.data, pack.len);
		copy.data[i] ^= 1;
		enum err e = take(&copy, &n);
		if (!e)
			fail_msg("byte %zu was changed and nobody saw it", i);
		assert_true(*why || e == ERR_DEMO);
	}
	for (size_t len = 0; len < pack.len; len += len < 1000 ? 1 : 997) {
		buf_clear(&copy);
		buf_add(&copy, pack.data, len);
		if (!take(&copy, &n))
			fail_msg("cut off after %zu bytes and nobody saw it", len);
		assert_true(*why);
	}
	buf_clear(&copy);
	buf_add(&copy, pack.data, pack.len);
	buf_addc(&copy, '\n');
	assert_int_equal(take(&copy, &n), ERR_SYNTAX);
	buf_release(&copy);
}

/* A pack as the trusted hall would sign it, of whatever lines. */
static enum err take_signed(const char *lines, const char *texts)
{
	uint8_t key[KEY_SIZE], sign[SIGN_SIZE];
	char hex[2 * SIGN_SIZE + 1];
	struct buf b;
	size_t n;

	buf_init(&b, 1 << 20);
	assert_int_equal(signer_public(there->f->s, key), OK);
	text_hex(key, KEY_SIZE, hex);
	buf_addf(&b, "%skey %s\n", lines, hex);
	assert_int_equal(signer_sign(there->f->s, (struct span){buf_text(&b), b.len}, sign), OK);
	text_hex(sign, SIGN_SIZE, hex);
	buf_addf(&b, "sign %s\n\n%s", hex, texts);
	enum err e = take(&b, &n);
	buf_release(&b);
	return e;
}

#define LEAD "onetrip-pack-1\nkind live\nhall X\nat 2026-03-16T09:00\n"
#define NOTHING "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8" /* of no byte */
#define ABC "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"     /* BLAKE2b-256 of "abc" */

static void odd_packs(void **state)
{
	struct buf many;

	(void)state;
	trust();
	motion_in(here, "1000", PASS_ADMIN);
	assert_int_equal(take_signed(LEAD "item ../../etc/passwd 3 " ABC "\n", "abc"), ERR_SYNTAX);
	assert_int_equal(take_signed(LEAD "item a.ini 3 " ABC "\n", "abc"), ERR_SYNTAX);
	assert_int_equal(take_signed(LEAD "item A 3 " ABC "\n", "abc"), ERR_SYNTAX);
	assert_int_equal(take_signed(LEAD "item -a 3 " ABC "\n", "abc"), ERR_SYNTAX);
	assert_int_equal(take_signed(LEAD "item a 3 " ABC "\nitem a 3 " ABC "\n", "abcabc"), ERR_SYNTAX);
	assert_int_equal(take_signed(LEAD "item a 0 " NOTHING "\n", ""), ERR_SYNTAX);
	assert_int_equal(take_signed(LEAD "item a 99999999 " ABC "\n", "abc"), ERR_SYNTAX);
	assert_int_equal(take_signed(LEAD "item a -3 " ABC "\n", "abc"), ERR_SYNTAX);
	assert_int_equal(take_signed(LEAD, ""), ERR_SYNTAX);
	assert_int_equal(take_signed(LEAD "item a 3 " ABC "\n", "abcd"), ERR_SYNTAX);
	assert_int_equal(take_signed(LEAD "item a 3 " ABC "\n", "abd"), ERR_TAMPER);
	assert_int_equal(take_signed(LEAD "item a 3 " ABC "\n", "abc"), ERR_SYNTAX); /* lint: no item */
	assert_true(messages.len > 0);
	assert_int_equal(take_signed("onetrip-pack-2\nkind live\nhall X\nat 2026-03-16T09:00\nitem a 3 " ABC "\n",
				 "abc"), ERR_SYNTAX);
	assert_int_equal(take_signed("onetrip-pack-1\nkind demo\nhall X\nat 2026-03-16T09:00\nitem a 3 " ABC "\n",
				 "abc"), ERR_DEMO);
	buf_init(&many, 1 << 20);
	buf_adds(&many, LEAD);
	for (int i = 0; i <= PACK_ITEMS; i++)
		buf_addf(&many, "item i%d 3 %s\n", i, ABC);
	assert_int_equal(take_signed(buf_text(&many), "abc"), ERR_LIMIT);
	buf_release(&many);
}

static void too_large(void **state)
{
	char *data = mem_array(PACK_BYTES + 1, 1);
	struct version_place p = at(here, own);
	size_t n;

	(void)state;
	motion_in(here, "1000", PASS_ADMIN);
	assert_int_equal(pack_take(&p, data, PACK_BYTES + 1, DAY_NONE, &n, &messages, why), ERR_LIMIT);
	mem_free(data);
}

/* The other hall works by a version of its own. */
static void open_other(const char *forms)
{
	char path[PATH_SIZE];
	struct buf text;

	assert_int_equal(directory_open(forms, &other, &messages), OK);
	buf_init(&text, 1 << 20);
	text_format(path, sizeof path, "%s/elderly-card.ini", forms);
	assert_int_equal(file_read(path, &text), OK);
	char *fee = strstr(text.data, "fee = 不收费");
	assert_non_null(fee);
	memcpy(fee, "fee = 要收费", strlen("fee = 要收费"));
	assert_int_equal(directory_take(other, "elderly-card@2026-03-01.ini", text.data, text.len, &messages), OK);
	buf_release(&text);
}

static int start(void **state)
{
	char path[PATH_SIZE];

	(void)state;
	buf_init(&messages, 1 << 20);
	buf_init(&pack, PACK_BYTES);
	here = motion_hall_new();
	there = motion_hall_new();
	assert_int_equal(file_asset("catalog/demo.ini", path), OK);
	assert_int_equal(catalog_load(path, NULL, &catalog, &messages), OK);
	assert_int_equal(file_asset("forms", path), OK);
	assert_int_equal(directory_open(path, &own, &messages), OK);
	open_other(path);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	directory_free(own);
	directory_free(other);
	catalog_free(catalog);
	buf_release(&pack);
	buf_release(&messages);
	motion_hall_free(there);
	motion_hall_free(here);
	return 0;
}

#define IN_HALLS(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HALLS(only_of_a_trusted_hall),
		IN_HALLS(proposed_not_live),
		IN_HALLS(changed_on_its_way),
		IN_HALLS(odd_packs),
		IN_HALLS(too_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
