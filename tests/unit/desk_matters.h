/* SPDX-License-Identifier: MIT
 *
 * The departments' answers to the three matters of the first hall, and a citizen who is asked.
 */
#ifndef ONETRIP_DESK_MATTERS_H
#define ONETRIP_DESK_MATTERS_H

#include "tests/unit/desk_departments.h"

static inline void senior_lands(void)
{
	SAY("MZ-02", "low_income=0|disability=0");
}

static inline void permit_lands(struct counter *c)
{
	SAY("POP-03",
		"address=演示市城东区晨光街道启明路2号1幢1单元301室|address_code=C1|region=339901|"
		"since=2024-05-06");
	SAY("BDC-01",
		"kind=lease|unit_no=339901001001GB00002F01010301|address=演示市城东区晨光街道启明路"
		"2号1幢1单元301室|lease_no=ZL2025001|lease_from=2025-09-01|lease_runs=1|"
		"landlord_id=339902197505302441");
	SAY("HRS-01",
		"employer_code=91339901MA9D000137|employer_name=演示某某有限公司|state=参保缴费");
	SAY_NOTHING("SJ-01");
	SAY("EDU-01", "education=21");
	SAY("MZ-01", "marriage=21");
	tick(c);
	SAY("HRS-02", "months=14");
	SAY("GIS-01", "address=演示市城东区晨光街道启明路2号1幢1单元301室|address_code=C1");
}

/* What a citizen says at the counter when no department does. */
static inline const char *told_by_citizen(const char *name)
{
	static const char *const said[][2] = {
		{"name", "杨三"},
		{"ethnic", "01"},
		{"hukou_address", "演示市山前县清溪路8号"},
		{"hukou_region", "339921"},
		{"mobile", "13900005678"},
		{"address", "演示市城东区启明路2号"},
		{"since", "20240506"},
		{"reason", "2"},
		{"house_kind", "3"},
		{"delivery", "1"},
		{"applies", "1"},
		{"collector", "1"},
		{"category", "5"},
		{"from_region", "339901"},
		{"to_region", "330100"},
		{"start", "20260316"},
		{"id_type", "111"},
	};

	for (size_t i = 0; i < COUNT_OF(said); i++)
		if (text_equal(said[i][0], name))
			return said[i][1];
	return NULL;
}

static inline void key_all(struct counter *c)
{
	const struct item *item = desk_case(c->desk)->item;

	for (size_t i = 0; i < item->n_fields; i++) {
		if (!desk_evaluation(c->desk)->needed[i])
			continue;
		const char *text = told_by_citizen(item->fields[i].name);
		if (!text)
			fail_msg("nobody said what to key for %s", item->fields[i].name);
		if (*answer(c, item->fields[i].name)->value)
			assert_int_equal(desk_confirm(c->desk, i), OK);
		else
			type(c, item->fields[i].name, text);
	}
}

/* The first way that is open, "later" last. */
static inline void settle_materials(struct counter *c)
{
	static const enum material_choice by[] = {
		CHOOSE_SEEN, CHOOSE_CAPTURE, CHOOSE_PLEDGE, CHOOSE_DEFER};

	for (size_t i = 0; i < desk_case(c->desk)->item->n_materials; i++) {
		if (desk_case(c->desk)->marks[i].mark != MARK_MISSING)
			continue;
		size_t k = 0;
		while (k < COUNT_OF(by) && !(desk_material_choices(c->desk, i) & 1u << by[k]))
			k++;
		if (k < COUNT_OF(by))
			assert_int_equal(desk_choose_material(c->desk, i, by[k], 0), OK);
	}
}

/* The journal holds, and the views follow from it. */
static inline void sound(void **state)
{
	struct counter *c = *state;

	assert_int_equal(findings(c->f->s, true), 0);
	assert_int_equal(store_rebuild(c->f->s, NULL), OK);
	assert_int_equal(findings(c->f->s, true), 0);
}

#endif
