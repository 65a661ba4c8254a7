/* SPDX-License-Identifier: MIT
 *
 * The demo city must be believable whoever is asked: every invariant, over several seeds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/demo/people.h"
#include "core/standards/codes.h"
#include "core/standards/credit_code.h"
#include "core/standards/identity.h"
#include "core/standards/name.h"
#include "core/standards/numbers.h"
#include "core/standards/region.h"
#include "core/standards/tables.h"

static const uint64_t seeds[] = {1, 7, 11, 339900, UINT64_MAX};

static int open_tables(void **state)
{
	char path[PATH_SIZE];

	(void)state;
	if (file_asset("codes", path) || tables_open(path) || file_asset("demo/regions.tsv", path))
		return -1;
	return tables_add_demo(path) ? -1 : 0;
}

static int close_tables(void **state)
{
	(void)state;
	tables_close();
	return 0;
}

static void each_city(void (*look)(const struct city *c))
{
	for (size_t i = 0; i < COUNT_OF(seeds); i++) {
		struct city *c = city_new(seeds[i]);

		look(c);
		city_free(c);
	}
}

static int age_on(day_t birth, day_t day)
{
	return identity_age(birth, day);
}

/* ---- numbers and names ---- */

/* Known to the hospital alone: no number yet, days old, with a living mother. */
static bool newborn(const struct city *c, const struct person *p)
{
	if (*p->id)
		return false;
	assert_true(c->today - p->birth < 60);
	assert_int_not_equal(p->mother, NOBODY);
	assert_true(city_alive(&c->people[p->mother]));
	return true;
}

static void look_at_numbers(const struct city *c)
{
	assert_int_equal(c->n_people, 2000);
	for (int i = 0; i < c->n_people; i++) {
		const struct person *p = &c->people[i];
		struct identity id;
		struct name name;
		struct number mobile;

		if (newborn(c, p))
			continue;
		identity_check(p->id, strlen(p->id), c->today, &id);
		assert_int_equal(id.verdict.grade, GRADE_OK);
		assert_true(region_demo(id.region));
		assert_int_equal(id.birth, p->birth);
		assert_int_equal(id.sex, p->sex == '1' ? 'M' : 'F');
		name_check(p->name, strlen(p->name), &name);
		assert_int_not_equal(name.verdict.grade, GRADE_BAD);
		assert_string_equal(name.normal, p->name);
		assert_true(p->birth < c->today);
		assert_non_null(codes_name("education", p->education));
		assert_non_null(codes_name("marital", p->marriage));
		assert_non_null(codes_name("family", p->relation));
		if (*p->mobile) {
			mobile_check(p->mobile, strlen(p->mobile), &mobile);
			assert_int_equal(mobile.verdict.grade, GRADE_OK);
		}
		for (int k = 0; k < i; k++) {
			assert_string_not_equal(c->people[k].id, p->id);
			assert_false(*p->mobile && !strcmp(c->people[k].mobile, p->mobile));
		}
	}
}

static void test_numbers(void **state)
{
	(void)state;
	each_city(look_at_numbers);
}

/* Hard names must really occur, or nobody practises them. */
static void look_at_names(const struct city *c)
{
	int dots = 0, beyond = 0, compound = 0;

	for (int i = 0; i < c->n_people; i++) {
		const char *name = c->people[i].name;
		size_t len = strlen(name);

		dots += strstr(name, "·") != NULL;
		compound += text_starts(name, "欧阳") || text_starts(name, "上官") ||
			    text_starts(name, "诸葛") || text_starts(name, "尉迟");
		while (len) {
			uint32_t point = text_next(&name, &len);

			beyond += point > 0xffff || (point >= 0x3400 && point <= 0x4dbf);
		}
	}
	assert_true(dots > 5);
	assert_true(beyond > 10);
	assert_true(compound > 5);
}

static void test_names(void **state)
{
	(void)state;
	each_city(look_at_names);
}

/* ---- families ---- */

static void look_at_spouse(const struct city *c, int i)
{
	const struct person *p = &c->people[i], *other;

	if (p->spouse == NOBODY) {
		assert_false(city_alive(p) && !strcmp(p->marriage, "20"));
		return;
	}
	other = &c->people[p->spouse];
	assert_int_equal(other->spouse, i);
	assert_true(city_alive(p) && city_alive(other));
	assert_true(p->sex != other->sex);
	assert_string_equal(p->marriage, "20");
	assert_int_equal(p->married, other->married);
	assert_true(age_on(p->birth, p->married) >= (p->sex == '1' ? 22 : 20));
	assert_true(p->married < c->today);
}

static void look_at_parent(const struct city *c, const struct person *child, int parent, char sex)
{
	const struct person *p;
	int age;

	if (parent == NOBODY)
		return;
	p = &c->people[parent];
	age = age_on(p->birth, child->birth);
	assert_int_equal(p->sex, sex);
	assert_true(age >= 18 && age <= (sex == '2' ? 50 : 65));
}

static void look_at_families(const struct city *c)
{
	for (int i = 0; i < c->n_people; i++) {
		const struct person *p = &c->people[i];

		look_at_spouse(c, i);
		look_at_parent(c, p, p->father, '1');
		look_at_parent(c, p, p->mother, '2');
		if (city_age(c, p) < 20)
			assert_string_equal(p->marriage, "10");
		if (!strcmp(p->marriage, "10"))
			assert_int_equal(p->married, DAY_NONE);
		else
			assert_true(p->married > p->birth && p->married <= c->today);
	}
}

static void test_families(void **state)
{
	(void)state;
	each_city(look_at_families);
}

/* One head, one address, and everybody in exactly one household. */
static void look_at_households(const struct city *c)
{
	int members = 0;

	for (int i = 0; i < c->n_households; i++) {
		const struct household *h = &c->households[i];
		int heads = 0;

		assert_true(h->head >= h->first && h->head < h->first + h->count);
		assert_true(city_alive(&c->people[h->head]));
		assert_true(city_age(c, &c->people[h->head]) >= 18);
		for (int k = h->first; k < h->first + h->count; k++) {
			assert_int_equal(c->people[k].household, i);
			heads += city_alive(&c->people[k]) && !strcmp(c->people[k].relation, "02");
		}
		assert_int_equal(heads, 1);
		assert_int_equal(c->homes[h->home].owner.kind, PARTY_PERSON);
		assert_int_equal(c->people[c->homes[h->home].owner.index].household, i);
		members += h->count;
	}
	assert_int_equal(members, c->n_people);
}

static void test_households(void **state)
{
	(void)state;
	each_city(look_at_households);
}

/* ---- homes ---- */

static bool lives_there(const struct city *c, int home, struct holder tenant)
{
	if (tenant.kind == PARTY_FIRM)
		return c->firms[tenant.index].home == home;
	return c->people[tenant.index].home == home;
}

static void look_at_homes(const struct city *c)
{
	for (int i = 0; i < c->n_homes; i++) {
		const struct home *h = &c->homes[i];
		struct region region;

		assert_int_not_equal(h->owner.kind, PARTY_NONE);
		if (h->owner.kind == PARTY_PERSON)
			assert_true(age_on(c->people[h->owner.index].birth, h->bought) >= 18);
		assert_true(h->bought < c->today);
		assert_int_equal(strlen(h->unit_no), 28);
		assert_int_equal(strspn(h->unit_no, "0123456789"), 12);
		assert_memory_equal(h->unit_no, place_region(&h->spot), 6);
		region_find(place_region(&h->spot), &region);
		assert_non_null(strstr(h->address, region.name));
		if (h->lease.tenant.kind != PARTY_NONE) {
			assert_false(h->lease.tenant.kind == h->owner.kind &&
				     h->lease.tenant.index == h->owner.index);
			assert_true(h->lease.from > h->bought && h->lease.to > h->lease.from);
			assert_true(h->lease.to > c->today);
			assert_true(lives_there(c, i, h->lease.tenant));
		}
		for (int k = 0; k < i; k++) {
			assert_string_not_equal(c->homes[k].address, h->address);
			assert_string_not_equal(c->homes[k].unit_no, h->unit_no);
			assert_string_not_equal(c->homes[k].code, h->code);
		}
	}
}

static void test_homes(void **state)
{
	(void)state;
	each_city(look_at_homes);
}

/* Whoever does not live where he is registered lives in a let home, with its tenant. */
static void look_at_residence(const struct city *c)
{
	int away = 0, other_district = 0;

	for (int i = 0; i < c->n_people; i++) {
		const struct person *p = &c->people[i];
		const struct home *h;
		int registered = c->households[p->household].home;

		if (!city_alive(p) || p->home == registered)
			continue;
		h = &c->homes[p->home];
		assert_int_equal(h->lease.tenant.kind, PARTY_PERSON);
		assert_true(p->home_since >= h->lease.from && p->home_since <= c->today);
		assert_true(p->home_since >= p->birth);
		away++;
		other_district += strcmp(place_region(&h->spot), city_region(c, p)) != 0;
	}
	assert_true(away > 200);
	assert_true(other_district > 100);
}

static void test_residence(void **state)
{
	(void)state;
	each_city(look_at_residence);
}

/* ---- firms and work ---- */

static void look_at_firms(const struct city *c)
{
	assert_int_equal(c->n_firms, 300);
	for (int i = 0; i < c->n_firms; i++) {
		const struct firm *f = &c->firms[i];
		struct credit_code code;
		int age = city_age(c, &c->people[f->representative]);

		credit_code_check(f->code, strlen(f->code), &code);
		assert_int_equal(code.verdict.grade, GRADE_OK);
		assert_true(region_demo(code.region));
		assert_memory_equal(code.region, place_region(&c->homes[f->home].spot), 6);
		assert_true(code.prefix[0] == '9' && strchr("123", code.prefix[1]));
		assert_int_equal(f->shop, code.prefix[1] == '2');
		assert_true(city_alive(&c->people[f->representative]));
		assert_true(age >= 18 && age <= 65);
		for (int k = 0; k < i; k++) {
			assert_string_not_equal(c->firms[k].code, f->code);
			assert_string_not_equal(c->firms[k].name, f->name);
			assert_int_not_equal(c->firms[k].representative, f->representative);
		}
	}
}

static void test_firms(void **state)
{
	(void)state;
	each_city(look_at_firms);
}

static void look_at_job(const struct city *c, const struct person *p, int age)
{
	const struct firm *f;

	assert_true(age >= 18 && age < 60);
	assert_true(p->work_since < c->today);
	assert_true(age_on(p->birth, p->work_since) >= 18);
	assert_true(p->months >= 1);
	assert_true(p->months <= (age - 17) * 12);
	assert_true(p->months + p->earlier_months <= (age - 15) * 12);
	if (p->work == WORK_FLEXIBLE) {
		assert_int_equal(p->employer, NOBODY);
		return;
	}
	assert_in_range(p->employer, 0, CITY_FIRMS - 1);
	f = &c->firms[p->employer];
	assert_true(f->open);
	assert_true(p->work_since >= f->founded);
}

static void look_at_work(const struct city *c)
{
	int count[WORK_RETIRED + 1] = {0};

	for (int i = 0; i < c->n_people; i++) {
		const struct person *p = &c->people[i];
		int age = city_age(c, p);

		if (!city_alive(p))
			continue;
		count[p->work]++;
		if (p->work == WORK_EMPLOYED || p->work == WORK_FLEXIBLE)
			look_at_job(c, p, age);
		else
			assert_int_equal(p->employer, NOBODY);
		if (p->work == WORK_RETIRED)
			assert_true(age >= 60 && age_on(p->birth, p->work_since) == 60);
		else
			assert_true(age < 60);
		if (p->work == WORK_CHILD)
			assert_true(age < 7);
		if (p->work == WORK_PUPIL) {
			assert_in_range(age, 6, 23);
			assert_in_range(p->school, 0, PLACE_SCHOOLS - 1);
			assert_in_range(p->school_year, 2015, 2025);
		} else {
			assert_int_equal(p->school, NOBODY);
		}
		if (age >= 8 && age < 15)
			assert_int_equal(p->work, WORK_PUPIL);
	}
	for (size_t i = 0; i < COUNT_OF(count); i++)
		assert_true(count[i] > 20);
}

static void test_work(void **state)
{
	(void)state;
	each_city(look_at_work);
}

/* ---- licences ---- */

static void look_at_shelf(const struct city *c, struct holder holder)
{
	struct licence list[CITY_LICENCES];
	int n = city_licences(c, holder, list);

	for (int i = 0; i < n; i++) {
		struct number number;

		licence_check(list[i].number, strlen(list[i].number), &number);
		assert_int_equal(number.verdict.grade, GRADE_OK);
		assert_true(list[i].issued <= c->today);
		assert_true(list[i].valid_to == DAY_NONE || list[i].valid_to > list[i].issued);
		assert_in_range(list[i].level, 'A', 'D');
		assert_null(strstr(list[i].number, city_party_id(c, holder)));
		if (!strcmp(list[i].state, "valid"))
			assert_true(list[i].valid_to == DAY_NONE || list[i].valid_to >= c->today);
	}
}

static void look_at_licences(const struct city *c)
{
	for (int i = 0; i < c->n_people; i++)
		look_at_shelf(c, (struct holder){PARTY_PERSON, i});
	for (int i = 0; i < c->n_firms; i++)
		look_at_shelf(c, (struct holder){PARTY_FIRM, i});
}

static void test_licences(void **state)
{
	(void)state;
	each_city(look_at_licences);
}

/* ---- those whom scripts name ---- */

static const struct person *named(const struct city *c, const char *id)
{
	int i = city_person(c, id);

	assert_int_not_equal(i, NOBODY);
	return &c->people[i];
}

static bool holds(const struct city *c, const char *id, const char *type)
{
	struct licence list[CITY_LICENCES];
	int n = city_licences(c, (struct holder){PARTY_PERSON, city_person(c, id)}, list);

	for (int i = 0; i < n; i++)
		if (!strcmp(list[i].type, type))
			return true;
	return false;
}

static void look_at_named(const struct city *c)
{
	const struct person *woman = named(c, CITY_WOMAN), *elder = named(c, CITY_ELDER);
	const struct person *patient = named(c, CITY_PATIENT), *tenant = named(c, CITY_TENANT);
	const struct person *baby = &c->people[3];
	const struct home *home = &c->homes[woman->home];

	/* Residence permit: hukou elsewhere, 183 days registered, a lease, fourteen months. */
	assert_string_equal(woman->name, "李小梅");
	assert_string_equal(woman->mobile, "13900001234");
	assert_string_equal(city_region(c, woman), "339921");
	assert_string_equal(place_region(&home->spot), "339901");
	assert_true(c->today - woman->home_since >= 183);
	assert_int_equal(home->lease.tenant.index, city_person(c, CITY_WOMAN));
	assert_true(woman->months >= 14);
	assert_string_equal(c->firms[woman->employer].code, CITY_FIRM_EAST);
	assert_false(holds(c, CITY_WOMAN, "residence-permit"));
	/* Elderly card: old enough, alive, has none yet. */
	assert_int_equal(city_age(c, elder), 74);
	assert_false(holds(c, CITY_ELDER, "elderly-card"));
	assert_true(holds(c, CITY_ELDER, "id-card"));
	/* Treatment elsewhere: insured in the county, referred to the city. */
	assert_int_not_equal(patient->referral, NOBODY);
	assert_string_equal(
		place_region(&c->homes[c->firms[patient->employer].home].spot), "339921");
	/* The silent office: married, and owns nothing. */
	assert_string_equal(tenant->marriage, "20");
	assert_true(tenant->fund);
	for (int i = 0; i < c->n_homes; i++)
		assert_false(c->homes[i].owner.kind == PARTY_PERSON &&
			     c->homes[i].owner.index == city_person(c, CITY_TENANT));
	/* Born last month to a married couple; nobody has registered him. */
	assert_string_equal(baby->name, "周沐阳");
	assert_string_equal(baby->id, "");
	assert_int_equal(city_person(c, CITY_NEWBORN), NOBODY);
	assert_int_equal(baby->mother, city_person(c, CITY_WOMAN));
	assert_int_equal(baby->father, woman->spouse);
	assert_true(woman->married < baby->birth);
	assert_int_not_equal(city_firm(c, CITY_FIRM_EAST), NOBODY);
	assert_int_not_equal(city_firm(c, CITY_FIRM_WEST), NOBODY);
	assert_int_not_equal(city_firm(c, CITY_SHOP), NOBODY);
}

/* Starting and running a business: fixed_trade.c. */
static void look_at_trade(const struct city *c)
{
	const struct firm *salon = &c->firms[city_firm(c, CITY_SALON)];
	int staff = 0, offices = 0;

	assert_true(salon->shop && salon->open);
	assert_int_equal(c->homes[salon->home].lease.tenant.kind, PARTY_FIRM);
	for (int i = 0; i < c->n_people; i++) {
		if (c->people[i].employer != city_firm(c, CITY_SALON))
			continue;
		assert_true(c->people[i].fit);
		staff++;
	}
	assert_int_equal(staff, 3);
	for (int i = 0; i < c->n_homes; i++)
		offices += c->homes[i].office && c->homes[i].owner.kind == PARTY_PERSON &&
			   c->homes[i].owner.index == city_person(c, CITY_FOUNDER);
	assert_int_equal(offices, 1);
	assert_true(c->firms[city_firm(c, CITY_DISHONEST)].dishonest);
	assert_int_equal(c->firms[city_firm(c, CITY_DISHONEST)].representative,
		city_person(c, CITY_BARRED));
	assert_int_equal(named(c, CITY_CLERK)->employer, city_firm(c, CITY_INVESTOR));
	assert_int_equal(named(c, CITY_FOUNDER)->employer, NOBODY);
}

static void test_named(void **state)
{
	(void)state;
	each_city(look_at_named);
	each_city(look_at_trade);
}

/* ---- repeatable ---- */

static void test_same_seed_same_city(void **state)
{
	struct city *a = city_new(5), *b = city_new(5), *other = city_new(6);
	int differ = 0;

	(void)state;
	assert_int_equal(a->n_homes, b->n_homes);
	for (int i = 0; i < CITY_PEOPLE; i++) {
		assert_string_equal(a->people[i].id, b->people[i].id);
		assert_string_equal(a->people[i].name, b->people[i].name);
		assert_int_equal(a->people[i].home, b->people[i].home);
		assert_int_equal(a->people[i].employer, b->people[i].employer);
		assert_int_equal(a->people[i].months, b->people[i].months);
		differ += strcmp(a->people[i].id, other->people[i].id) != 0;
	}
	for (int i = 0; i < CITY_FIRMS; i++)
		assert_string_equal(a->firms[i].name, b->firms[i].name);
	for (int i = 0; i < a->n_homes; i++) {
		assert_string_equal(a->homes[i].address, b->homes[i].address);
		assert_int_equal(a->homes[i].owner.index, b->homes[i].owner.index);
	}
	assert_true(differ > 1900);
	city_free(a);
	city_free(b);
	city_free(other);
}

/* The same under every seed, so that lessons can print them. */
static void test_fixed_families_do_not_follow_the_seed(void **state)
{
	struct city *a = city_new(1), *b = city_new(2);

	(void)state;
	for (int i = 0; i <= city_person(a, CITY_PATIENT); i++) {
		assert_string_equal(a->people[i].id, b->people[i].id);
		assert_string_equal(a->people[i].name, b->people[i].name);
		assert_string_equal(a->people[i].marriage, b->people[i].marriage);
	}
	city_free(a);
	city_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_families),
		cmocka_unit_test(test_households),
		cmocka_unit_test(test_homes),
		cmocka_unit_test(test_residence),
		cmocka_unit_test(test_firms),
		cmocka_unit_test(test_work),
		cmocka_unit_test(test_licences),
		cmocka_unit_test(test_named),
		cmocka_unit_test(test_same_seed_same_city),
		cmocka_unit_test(test_fixed_families_do_not_follow_the_seed),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
