/* SPDX-License-Identifier: MIT
 *
 * The families of core/demo/fixed_life.c show what their item needs, under every seed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/base/text.h"
#include "core/demo/answer.h"
#include "core/exchange/json.h"

enum { ANSWER = 64 * 1024 };

static struct city *city;
static struct buf said;

/* What the department says of the holder, as a JSON list. */
static struct json *ask(const char *resource, const char *holder)
{
	struct json_out o = {.to = &said};
	struct question q = {.city = city, .holder_id = holder, .address = ""};
	struct json *j = NULL;

	question_resolve(&q);
	buf_clear(&said);
	out_open(&o, NULL, '[');
	service_find(resource)->rows(&q, &o);
	out_close(&o, ']');
	assert_int_equal(json_parse(buf_text(&said), said.len, &j), OK);
	return j;
}

static size_t count(const char *resource, const char *holder, const char *field, const char *value)
{
	struct json *j = ask(resource, holder);
	char path[32];
	size_t n = 0;

	text_format(path, sizeof(path), "$.%s", field);
	for (size_t i = 0; i < json_count(j); i++) {
		const char *text = json_text(json_find(json_item(j, i), path));
		n += text && (!value || text_equal(text, value));
	}
	json_free(j);
	return n;
}

static void each_city(void (*look)(void))
{
	static const uint64_t seeds[] = {1, 7, 339900};

	buf_init(&said, ANSWER);
	for (size_t i = 0; i < COUNT_OF(seeds); i++) {
		city = city_new(seeds[i]);
		look();
		city_free(city);
	}
	buf_release(&said);
}

static void look_at_cards(void)
{
	assert_int_equal(count("LIC-02", CITY_LOST, "zzlx", "id-card"), 1);
	assert_int_equal(count("POP-02", CITY_PUPIL, "sfzh", CITY_LOST), 1);
	assert_int_equal(count("POP-02", CITY_PUPIL, "gx", "20"), 1);
	assert_int_equal(count("LIC-01", CITY_ABROAD, "zzlx", "no-crime"), 0);
	assert_int_equal(count("LIC-01", CITY_ASKER, "zzlx", "no-crime"), 4);
}

static void test_cards(void **state)
{
	(void)state;
	each_city(look_at_cards);
}

/* One baby with a certificate, one whose hospital has not issued it yet; neither has a number. */
static void look_at_births(void)
{
	assert_int_equal(count("HLT-01", CITY_WOMAN, "csyxzmh", NULL), 1);
	assert_int_equal(count("HLT-01", CITY_WOMAN, "qflx", "首次签发"), 1);
	assert_int_equal(count("HLT-01", CITY_FATHER, "xsexm", "何知夏"), 1);
	assert_int_equal(count("HLT-01", CITY_MOTHER, "csyxzmh", NULL), 0);
	assert_int_equal(count("POP-02", CITY_MOTHER, "sfzh", NULL), 2);
	assert_int_equal(count("POP-02", CITY_ELDER, "hb", "家庭户"), 3);
	assert_int_equal(count("MZ-01", CITY_MOTHER, "pozjh", CITY_FATHER), 1);
	assert_int_equal(count("MZ-01", CITY_WOMAN, "jhzh", NULL), 1);
	assert_int_equal(count("YB-01", CITY_WOMAN, "xzlx", "1"), 1);
	/* at birth, the day after, at one month */
	assert_int_equal(count("HLT-03", CITY_WOMAN, "jzd", NULL), 3);
	assert_int_equal(count("HLT-03", CITY_WOMAN, "jzzbh", NULL), 0);
}

static void test_births(void **state)
{
	(void)state;
	each_city(look_at_births);
}

/* 90 months from July 2012 end in December 2019; here since January 2020: nothing twice. The other
 * paid until June 2021 there and since March 2021 here: four months twice. */
static void look_at_pensions(void)
{
	assert_int_equal(count("HRS-02", CITY_MOVER, "bdbz", "0"), 1);
	assert_int_equal(count("HRS-02", CITY_MOVER, "zzny", "2019-12"), 1);
	assert_int_equal(count("HRS-02", CITY_MOVER, "qsny", "2020-01"), 1);
	assert_int_equal(count("HRS-01", CITY_MOVER, "scjfy", "2020-01"), 1);
	assert_int_equal(count("HRS-02", CITY_TWICE, "zzny", "2021-06"), 1);
	assert_int_equal(count("HRS-02", CITY_TWICE, "qsny", "2021-03"), 1);
	assert_int_equal(count("HRS-02", CITY_PATIENT, "bdbz", "1"), 2);
}

static void test_pensions(void **state)
{
	(void)state;
	each_city(look_at_pensions);
}

/* The register, the contract and the tax office speak of the same home. */
static void look_at_sales(void)
{
	assert_int_equal(city->n_sales, 4);
	for (int i = 0; i < city->n_sales; i++) {
		const struct sale *s = &city->sales[i];
		const struct home *h = &city->homes[s->home];

		assert_int_equal(s->sellers[0].kind, h->owner.kind);
		assert_int_equal(s->sellers[0].index, h->owner.index);
		assert_int_equal(s->sellers[1].kind, h->co_owner.kind);
		assert_true(s->signed_on > h->bought && s->signed_on < city->today);
		assert_int_equal(h->lease.tenant.kind, PARTY_NONE);
	}
	assert_int_equal(count("BDC-01", CITY_BUYER, "lx", "contract"), 1);
	assert_int_equal(count("BDC-01", CITY_BUYER, "lx", "seller"), 2);
	assert_int_equal(count("BDC-01", CITY_BUYER, "lx", "buyer"), 2);
	assert_int_equal(count("BDC-01", CITY_SELLER, "gyfs", "2"), 1);
	assert_int_equal(count("TAX-01", CITY_BUYER, "je", "16800.00"), 1);
	assert_int_equal(count("BDC-01", CITY_ABROAD, "dybz", "1"), 1);
	assert_int_equal(count("BDC-01", CITY_MOVER, "cfbz", "1"), 1);
	assert_int_equal(count("BDC-01", CITY_FIRM_EAST, "lx", "contract"), 1);
	assert_int_equal(count("BDC-01", CITY_MOTHER, "fe", "50.00"), 2);
	assert_int_equal(count("TAX-01", CITY_MOTHER, "sz", NULL), 0);
}

static void test_sales(void **state)
{
	(void)state;
	each_city(look_at_sales);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cards),
		cmocka_unit_test(test_births),
		cmocka_unit_test(test_pensions),
		cmocka_unit_test(test_sales),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
