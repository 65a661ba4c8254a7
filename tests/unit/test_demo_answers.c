/* SPDX-License-Identifier: MIT
 *
 * The catalog and the answers must fit: every attribute the catalog promises is in some answer,
 * every answer holds more than the catalog reads, and the basis is asked for.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/ini.h"
#include "core/base/text.h"
#include "core/demo/respond.h"
#include "core/exchange/json.h"

static struct city *city;
static struct departments all;
static struct ini *ini;

static int open_city(void **state)
{
	char path[PATH_SIZE];
	struct buf messages;
	enum err e;

	(void)state;
	city = city_new(1);
	departments_init(&all, 1);
	buf_init(&messages, 65536);
	e = file_asset("catalog/demo.ini", path);
	if (!e)
		e = ini_load(path, &ini, &messages);
	if (e)
		print_error("%s", buf_text(&messages));
	buf_release(&messages);
	return e ? -1 : 0;
}

static int close_city(void **state)
{
	(void)state;
	city_free(city);
	ini_free(ini);
	return 0;
}

/* Answers a question and parses what came; the caller frees it. */
static struct json *ask(const char *method, const char *path, const char *body, int *status)
{
	struct exchange_request q = {.method = method,
		.path = path,
		.body = body,
		.len = strlen(body),
		.local = true,
		.serial = 1};
	struct exchange_response r = {.status = 0};
	struct json *j = NULL;

	buf_init(&r.body, RESPONSE_BYTES);
	respond(city, &all, &q, &r);
	assert_int_equal(r.manner, MANNER_ANSWER);
	assert_int_equal(json_parse(r.body.data, r.body.len, &j), OK);
	*status = r.status;
	buf_release(&r.body);
	return j;
}

static struct json *ask_about(const char *resource, const char *key, const char *value, int *status)
{
	char path[32], body[512];

	text_format(path, sizeof(path), "/api/%s", resource);
	text_format(body, sizeof(body),
		"{\"%s\":\"%s\",\"basis\":{\"operator\":\"1024\",\"window\":\"A03\",\"unit\":"
		"\"大厅\","
		"\"item\":\"330700101001\",\"case\":\"260316-A03-001\",\"ground\":\"依法\"}}",
		key, value);
	return ask("POST", path, body, status);
}

static const char *code_of(const struct json *j)
{
	return json_text(json_find(j, "$.code"));
}

/* ---- the catalog ---- */

enum { SECTION = 40 };

/* Sections are written in lower case. */
static void name_section(const char *resource, char out[SECTION])
{
	text_format(out, SECTION, "resource %s", resource);
	for (char *c = out; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c | 0x20);
}

struct promise {
	const struct json *row;
	const char *section;
	int seen[CITY_LICENCES * 4];
	int extras;
};

static bool promised(const char *section, const char *field)
{
	char name[JSON_NAME];

	for (size_t i = 0; i < ini->n; i++)
		if (!strcmp(ini->entries[i].section, section) &&
			text_starts(ini->entries[i].key, "item.") &&
			json_path_first(ini->entries[i].value, name) && !strcmp(name, field))
			return true;
	return false;
}

static void count_extra(void *ctx, const char *name)
{
	struct promise *p = ctx;

	p->extras += !promised(p->section, name);
}

static void look_at_row(struct promise *p, const char *holder)
{
	int n = 0;

	for (size_t i = 0; i < ini->n; i++) {
		const struct ini_entry *e = &ini->entries[i];

		if (strcmp(e->section, p->section) || !text_starts(e->key, "item."))
			continue;
		p->seen[n++] += json_kind(json_find(p->row, e->value)) == KIND_STRING;
	}
	if (ini_get(ini, p->section, "same"))
		assert_int_equal(
			json_test(p->row, ini_get(ini, p->section, "same"), holder), TRUTH_YES);
	p->extras = 0;
	json_names(p->row, count_extra, p);
	/* the echo where somebody was asked about, and something nobody needs */
	assert_true(p->extras >= (ini_get(ini, p->section, "same") ? 2 : 1));
}

static void look_at_rows(
	struct promise *p, const char *resource, const char *key, const char *value, int most)
{
	int status;
	struct json *j = ask_about(resource, key, value, &status);
	const struct json *rows = json_find(j, "$.data");

	assert_int_equal(status, 200);
	assert_int_equal(json_test(j, "$.code == 0", ""), TRUTH_YES);
	assert_int_equal(json_kind(rows), KIND_ARRAY);
	assert_true(json_count(rows) <= (size_t)most);
	for (size_t i = 0; i < json_count(rows); i++) {
		p->row = json_item(rows, i);
		look_at_row(p, value);
	}
	json_free(j);
}

static void ask_everybody(struct promise *p, const char *resource, int most)
{
	if (ini_get(ini, p->section, "arg.address")) {
		look_at_rows(p, resource, "address", city->homes[3].address, most);
		return;
	}
	if (!ini_get(ini, p->section, "arg.holder_id")) {
		look_at_rows(p, resource, "nothing", "", most);
		return;
	}
	for (int i = 0; i < 400; i++)
		look_at_rows(p, resource, "holder_id", city->people[i].id, most);
	for (int i = 0; i < 100; i++)
		look_at_rows(p, resource, "holder_id", city->firms[i].code, most);
}

static void test_catalog_fits_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < SERVICE_COUNT; i++) {
		char section[SECTION];
		struct promise p = {.section = section};
		int64_t most = 0;
		int n = 0;

		name_section(services[i].resource, section);
		assert_string_equal(ini_get(ini, section, "department"), services[i].department);
		assert_true(text_number(ini_get(ini, section, "rows_max"), 1, 200, &most));
		if (!services[i].rows || text_starts(services[i].resource, "YDTB-"))
			continue; /* those answer a hand-over, not a question about somebody */
		ask_everybody(&p, services[i].resource, (int)most);
		for (size_t k = 0; k < ini->n; k++) {
			const struct ini_entry *e = &ini->entries[k];

			if (strcmp(e->section, section) || !text_starts(e->key, "item."))
				continue;
			if (!p.seen[n++])
				fail_msg("%s promises %s, nobody answers it", section, e->key);
		}
		assert_true(n > 0);
	}
}

/* Those with an interface; the catalog lists others that cannot be asked. */
static size_t connected(void)
{
	size_t n = 0;

	for (size_t i = 0; i < ini->n_sections; i++) {
		const char *interface = ini_get(ini, ini->sections[i], "interface");

		n += text_starts(ini->sections[i], "resource ") && !text_equal(interface, "no");
	}
	return n;
}

/* domain.md section 9.1, and what goes between the three regions of the city: these and no others. */
static void test_catalog_is_the_table(void **state)
{
	static const char *const ids[] = {"POP-01", "POP-02", "POP-03", "POP-04", "POP-05",
		"POP-06", "CRD-01", "CRD-02", "TRD-01", "TRD-02", "INV-01", "INV-02", "PRC-01",
		"PRC-02", "GIS-01", "GIS-02", "GIS-03", "HLT-01", "HLT-02", "HLT-03", "HLT-04",
		"HRS-01", "HRS-02", "HRS-03", "HRS-04", "H12-01", "H12-02", "LIC-01", "LIC-02",
		"AUTH-01", "AUTH-02", "MZ-01", "MZ-02", "TAX-01", "SJ-01", "BDC-01", "GJJ-01",
		"YB-01", "JT-01", "EDU-01", "YDTB-339901", "YDTB-339902", "YDTB-339921", "YDTB-GET",
		"YDTB-IN", "YDTB-OUT"};
	static const char *const open[] = {"POP-05", "CRD-01", "CRD-02", "TRD-01", "INV-01",
		"PRC-02", "GIS-01", "H12-02", "LIC-01", "SJ-01", "YDTB-339901", "YDTB-339902",
		"YDTB-339921", "YDTB-GET", "YDTB-IN", "YDTB-OUT"};

	(void)state;
	assert_int_equal(SERVICE_COUNT, COUNT_OF(ids));
	assert_int_equal(connected(), COUNT_OF(ids));
	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		char section[SECTION];
		const char *expected = strcmp(ids[i], "POP-04") ? "conditional" : "none";

		for (size_t k = 0; k < COUNT_OF(open); k++)
			if (!strcmp(open[k], ids[i]))
				expected = "unconditional";
		name_section(ids[i], section);
		assert_non_null(service_find(ids[i]));
		assert_string_equal(ini_get(ini, section, "sharing"), expected);
	}
}

/* ---- refusals ---- */

static void test_basis_is_asked_for(void **state)
{
	static const char *const bodies[] = {
		"{\"holder_id\":\"339901198808081226\"}",
		"{\"holder_id\":\"339901198808081226\",\"basis\":{}}",
		"{\"holder_id\":\"339901198808081226\",\"basis\":{\"operator\":\"1\",\"window\":"
		"\"A\","
		"\"unit\":\"u\",\"item\":\"i\",\"case\":\"\",\"ground\":\"g\"}}",
		"{\"holder_id\":\"339901198808081226\",\"basis\":{\"operator\":\"1\",\"window\":"
		"\"A\","
		"\"unit\":\"u\",\"item\":\"i\",\"case\":\"c\"}}",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bodies); i++) {
		int status;
		struct json *j = ask("POST", "/api/POP-01", bodies[i], &status);

		assert_int_equal(status, 400);
		assert_string_equal(code_of(j), "E-BASIS");
		assert_int_equal(json_count(json_find(j, "$.data")), 0);
		json_free(j);
	}
}

static void test_not_shared_is_refused(void **state)
{
	int status;
	struct json *j = ask_about("POP-04", "holder_id", CITY_WOMAN, &status);

	(void)state;
	assert_int_equal(status, 403);
	assert_string_equal(code_of(j), "E-NOTSHARED");
	json_free(j);
}

static void test_no_record_is_an_empty_list(void **state)
{
	int status;
	struct json *j = ask_about("POP-01", "holder_id", "339901200001010012", &status);

	(void)state;
	assert_int_equal(status, 200);
	assert_string_equal(code_of(j), "0");
	assert_int_equal(json_kind(json_find(j, "$.data")), KIND_ARRAY);
	assert_int_equal(json_count(json_find(j, "$.data")), 0);
	json_free(j);
}

static void test_doors(void **state)
{
	static const struct {
		const char *method, *path, *body, *code;
		int status;
	} cases[] = {
		{"GET", "/api/POP-01", "", "E-METHOD", 405},
		{"POST", "/api/POP-99", "{}", "E-RESOURCE", 404},
		{"POST", "/api/", "{}", "E-RESOURCE", 404},
		{"POST", "/", "{}", "E-PATH", 404},
		{"POST", "/api/POP-01", "{", "E-JSON", 400},
		{"POST", "/api/POP-01", "", "E-JSON", 400},
		{"POST", "/api/POP-01", "{\"a\":1,\"a\":2}", "E-JSON", 400},
		{"PUT", "/control", "", "E-METHOD", 405},
		{"POST", "/control", "department=%E6%97%A0&state=down", "E-CONTROL", 400},
		{"POST", "/control", "{\"department\":\"公安\",\"state\":\"ill\"}", "E-CONTROL",
			400},
		{"POST", "/control", "department=%E5%85%AC&%zz", "E-CONTROL", 400},
		{"POST", "/control", "", "E-JSON", 400},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int status;
		struct json *j = ask(cases[i].method, cases[i].path, cases[i].body, &status);

		assert_string_equal(code_of(j), cases[i].code);
		assert_int_equal(status, cases[i].status);
		json_free(j);
	}
}

/* ---- what the three items need ---- */

static void expect(const char *resource, const char *holder, const char *path, const char *value)
{
	int status;
	struct json *j = ask_about(resource, "holder_id", holder, &status);
	const char *text = json_text(json_find(j, path));

	if (!text || strcmp(text, value))
		fail_msg("%s %s is %s, not %s", resource, path, text ? text : "absent", value);
	json_free(j);
}

static void test_the_residence_permit_can_be_filled(void **state)
{
	(void)state;
	expect("POP-01", CITY_WOMAN, "$.data[0].xm", "李小梅");
	expect("POP-01", CITY_WOMAN, "$.data[0].hjqh", "339921");
	expect("POP-03", CITY_WOMAN, "$.data[0].jzqh", "339901");
	expect("POP-03", CITY_WOMAN, "$.data[0].djrq", "2025-06-06");
	expect("BDC-01", CITY_WOMAN, "$.data[0].lx", "lease");
	expect("BDC-01", CITY_WOMAN, "$.data[0].zlzzrq", "2027-05-31");
	expect("HRS-01", CITY_WOMAN, "$.data[0].dwbm", CITY_FIRM_EAST);
	expect("HRS-02", CITY_WOMAN, "$.data[0].ljys", "14");
	expect("HRS-02", CITY_WOMAN, "$.data[0].qsny", "2025-01");
	expect("HRS-02", CITY_WOMAN, "$.data[0].zzny", "2026-02");
	expect("MZ-01", CITY_WOMAN, "$.data[0].hyzk", "20");
	expect("EDU-01", CITY_WOMAN, "$.data[0].zgxl", "21");
	expect("AUTH-01", CITY_WOMAN, "$.data[0].sjhm", "13900001234");
}

static void test_the_others_too(void **state)
{
	(void)state;
	expect("POP-05", CITY_ELDER, "$.data[0].czbz", "1");
	expect("MZ-02", CITY_ELDER, "$.data[0].dbbz", "0");
	expect("HLT-04", CITY_PATIENT, "$.data[0].zzrq", "2026-03-10");
	expect("HLT-04", CITY_PATIENT, "$.data[0].zryy", "演示市人民医院");
	expect("YB-01", CITY_PATIENT, "$.data[0].cbd", "339921");
	expect("YB-01", CITY_PATIENT, "$.data[0].xzlx", "1");
	expect("MZ-01", CITY_TENANT, "$.data[0].poxm", "高建平");
	expect("GJJ-01", CITY_TENANT, "$.data[0].zhzt", "正常缴存");
	expect("HLT-01", CITY_WOMAN, "$.data[0].xsexm", "周沐阳");
	expect("POP-02", CITY_ELDER, "$.data[0].xm", "周德山");
	expect("SJ-01", CITY_FIRM_EAST, "$.data[0].zt", "存续");
	expect("CRD-02", CITY_FIRM_WEST, "$.data[0].xyzc", "1");
}

/* Who starts or runs a business: what fixed_trade.c promises. */
static void test_business_can_be_filled(void **state)
{
	(void)state;
	expect("SJ-01", CITY_FOUNDER, "$.data[0].jllx", "name");
	expect("SJ-01", CITY_FOUNDER, "$.data[0].zczb", "100.000000");
	expect("SJ-01", CITY_FOUNDER, "$.data[0].blqx", "2026-04-30");
	expect("SJ-01", CITY_FOUNDER, "$.data[1].tzrzjh", CITY_FOUNDER);
	expect("SJ-01", CITY_FOUNDER, "$.data[3].tzrzjh", CITY_FIRM_EAST);
	expect("SJ-01", CITY_FOUNDER, "$.data[3].czbl", "15.00");
	expect("SJ-01", CITY_FOUNDER, "$.data[4].jyxmbm", "1001");
	expect("BDC-01", CITY_FOUNDER, "$.data[1].yt", "商业服务");
	expect("BDC-01", CITY_FOUNDER, "$.data[1].mj", "126.00");
	expect("CRD-02", CITY_FOUNDER, "$.data[0].rzxz", "0");
	expect("CRD-02", CITY_BARRED, "$.data[0].rzxz", "1");
	expect("CRD-02", CITY_BARRED, "$.data[0].xyzc", "0");
	expect("SJ-01", CITY_VENDOR, "$.data[0].hydm", "6291");
	expect("SJ-01", CITY_VENDOR, "$.data[1].jyxmbm", "2001");
	expect("SJ-01", CITY_STYLIST, "$.data[0].tyshxydm", CITY_SALON);
	expect("SJ-01", CITY_STYLIST, "$.data[0].lx", "个体工商户");
	expect("HLT-02", CITY_SALON, "$.data[0].sfzh", CITY_STYLIST);
	expect("HLT-02", CITY_SALON, "$.data[0].gw", "3");
	expect("HLT-02", CITY_SALON, "$.data[2].jg", "合格");
	expect("BDC-01", CITY_SALON, "$.data[0].lx", "lease");
	expect("CRD-02", CITY_SALON, "$.data[0].xyzc", "1");
	expect("INV-01", CITY_INVESTOR, "$.data[0].zt", "已赋码");
	expect("INV-01", CITY_INVESTOR, "$.data[0].ztz", "2600.000000");
	expect("AUTH-02", CITY_INVESTOR, "$.data[1].jbrzjh", CITY_CLERK);
	expect("CRD-01", CITY_INVESTOR, "$.data[0].zczb", "2000.000000");
}

static size_t rows_of(const char *resource, const char *holder)
{
	int status;
	struct json *j = ask_about(resource, "holder_id", holder, &status);
	size_t n = json_count(json_find(j, "$.data"));

	json_free(j);
	return n;
}

/* The hospital knows the child; the police do not, until the parents register it. */
static void test_a_newborn_is_in_no_household_book(void **state)
{
	static const char *const others[] = {"POP-01", "POP-05", "LIC-01", "YB-01", "HRS-04"};
	int status;
	struct json *j = ask_about("POP-02", "holder_id", CITY_ELDER, &status);

	(void)state;
	assert_int_equal(json_count(json_find(j, "$.data")), 3);
	json_free(j);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		assert_int_equal(rows_of(others[i], CITY_NEWBORN), 0);
	assert_int_equal(rows_of("HLT-01", CITY_WOMAN), 1);
}

/* A landlord's own record confirms the lease his tenant shows. */
static void test_both_sides_of_a_lease_agree(void **state)
{
	int status, tenants = 0;

	(void)state;
	for (int i = 0; i < city->n_homes; i++) {
		const struct home *h = &city->homes[i];
		bool found = false;
		struct json *j;
		const struct json *rows;

		if (h->lease.tenant.kind != PARTY_PERSON)
			continue;
		j = ask_about("BDC-01", "holder_id", city_party_id(city, h->owner), &status);
		rows = json_find(j, "$.data");
		for (size_t k = 0; k < json_count(rows); k++)
			found = found ||
				(text_equal(json_text(json_find(json_item(rows, k), "$.lx")),
					 "title") &&
					text_equal(
						json_text(json_find(json_item(rows, k), "$.zlbah")),
						h->lease.number));
		assert_true(found);
		json_free(j);
		tenants++;
	}
	assert_true(tenants > 50);
}

static void test_address_is_found_by_its_end(void **state)
{
	const char *full = city->homes[0].address;
	int status;
	struct json *j = ask_about("GIS-01", "address", full + strlen("演示市城东区"), &status);

	(void)state;
	assert_string_equal(json_text(json_find(j, "$.data[0].bzdz")), full);
	assert_string_equal(json_text(json_find(j, "$.data[0].dzbm")), city->homes[0].code);
	json_free(j);
	j = ask_about("GIS-01", "address", "室", &status);
	assert_int_equal(json_count(json_find(j, "$.data")), 0);
	json_free(j);
}

/* ---- departments ---- */

static void test_ailments(void **state)
{
	struct departments mine;
	struct exchange_request q = {
		.method = "POST", .path = "/api/MZ-01", .body = "{}", .len = 2, .local = true};
	struct exchange_response r = {.status = 0};

	(void)state;
	departments_init(&mine, 1);
	buf_init(&r.body, RESPONSE_BYTES);
	assert_int_equal(department_set(&mine, "民政", "down", -1), OK);
	respond(city, &mine, &q, &r);
	assert_int_equal(r.manner, MANNER_HANG_UP);
	assert_int_equal(department_set(&mine, "民政", "silent", -1), OK);
	respond(city, &mine, &q, &r);
	assert_int_equal(r.manner, MANNER_SILENCE);
	assert_int_equal(department_set(&mine, "民政", "refuse", 0), OK);
	respond(city, &mine, &q, &r);
	assert_int_equal(r.status, 403);
	assert_int_equal(department_set(&mine, "民政", "slow", -1), OK);
	respond(city, &mine, &q, &r);
	assert_int_equal(r.delay_ms, LATENCY_SLOW_MS);
	assert_int_equal(department_set(&mine, "民政", "up", 70), OK);
	respond(city, &mine, &q, &r);
	assert_int_equal(r.delay_ms, 70);
	assert_int_equal(department_set(&mine, "民政", "up", LATENCY_MAX_MS + 1), ERR_INPUT);
	assert_int_equal(department_set(&mine, "没有", "up", 1), ERR_NOTFOUND);
	buf_release(&r.body);
}

static void test_latencies_follow_the_seed(void **state)
{
	struct departments a, b, other;
	int differ = 0;

	(void)state;
	departments_init(&a, 7);
	departments_init(&b, 7);
	departments_init(&other, 8);
	assert_int_equal(a.n, 20);
	for (size_t i = 0; i < a.n; i++) {
		assert_in_range(a.list[i].latency_ms, 50, 600);
		assert_int_equal(a.list[i].latency_ms, b.list[i].latency_ms);
		differ += a.list[i].latency_ms != other.list[i].latency_ms;
	}
	assert_true(differ > 10);
}

static void test_control_is_for_this_machine(void **state)
{
	struct departments mine;
	struct exchange_request q = {.method = "POST",
		.path = "/control",
		.body = "department=%E6%B0%91%E6%94%BF&state=down",
		.local = false};
	struct exchange_response r = {.status = 0};

	(void)state;
	departments_init(&mine, 1);
	buf_init(&r.body, RESPONSE_BYTES);
	q.len = strlen(q.body);
	respond(city, &mine, &q, &r);
	assert_int_equal(r.status, 403);
	assert_int_equal(department_find(&mine, "民政")->ailment, AILMENT_UP);
	q.local = true;
	respond(city, &mine, &q, &r);
	assert_int_equal(r.status, 200);
	assert_int_equal(department_find(&mine, "民政")->ailment, AILMENT_DOWN);
	buf_release(&r.body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_catalog_fits_answers),
		cmocka_unit_test(test_catalog_is_the_table),
		cmocka_unit_test(test_basis_is_asked_for),
		cmocka_unit_test(test_not_shared_is_refused),
		cmocka_unit_test(test_no_record_is_an_empty_list),
		cmocka_unit_test(test_doors),
		cmocka_unit_test(test_the_residence_permit_can_be_filled),
		cmocka_unit_test(test_the_others_too),
		cmocka_unit_test(test_business_can_be_filled),
		cmocka_unit_test(test_a_newborn_is_in_no_household_book),
		cmocka_unit_test(test_both_sides_of_a_lease_agree),
		cmocka_unit_test(test_address_is_found_by_its_end),
		cmocka_unit_test(test_ailments),
		cmocka_unit_test(test_latencies_follow_the_seed),
		cmocka_unit_test(test_control_is_for_this_machine),
	};

	return cmocka_run_group_tests(tests, open_city, close_city);
}
