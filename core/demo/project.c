/* SPDX-License-Identifier: MIT
 *
 * Surveyor, designer and supervisor are the same three for every project; the builder is one that
 * is not its owner.
 */
#include "core/demo/project.h"

#include <string.h>

#include "core/base/text.h"

/* By the industry of GB/T 4754. */
static const struct {
	const char *industry, *grade, *registration;
} kinds[] = {
	{"7483", "工程勘察专业类甲级", "注册土木工程师"},
	{"7484", "建筑行业甲级", "一级注册建筑师"},
	{"4710", "建筑工程施工总承包一级", "一级注册建造师"},
	{"7482", "房屋建筑工程监理甲级", "注册监理工程师"},
};

static int builder_for(const struct city *c, int owner)
{
	for (int i = 1; i < c->n_firms; i++)
		if (i != owner && c->firms[i].open && text_equal(c->firms[i].industry, "4710"))
			return i;
	return 1;
}

static void find_units(const struct city *c, int owner, int units[PROJECT_UNITS])
{
	units[UNIT_SURVEY] = city_firm(c, CITY_SURVEY);
	units[UNIT_DESIGN] = city_firm(c, CITY_DESIGN);
	units[UNIT_BUILDER] = builder_for(c, owner);
	units[UNIT_SUPERVISOR] = city_firm(c, CITY_SUPERVISOR);
}

/* Land without a building: W and zeros where a unit of a building stands. */
static void find_parcel(const struct city *c, int firm, struct project *p)
{
	int street = c->homes[c->firms[firm].home].spot.street;
	const struct street *s = &place_streets[street];
	const struct district *d = &place_districts[s->district];

	p->spot = (struct spot){.street = street, .road = firm % PLACE_ROADS, .number = 301 + firm * 2};
	text_format(p->site, sizeof(p->site), "演示市%s%s%s%d号地块", d->name, s->name,
		s->roads[p->spot.road], p->spot.number);
	text_format(p->unit_no, sizeof(p->unit_no), "%s%s%03dGB%05dW00000000", d->region, s->code,
		p->spot.road + 1, p->spot.number);
	p->area = 12000 + firm % 50 * 300;
}

bool project_of(const struct city *c, int firm, struct project *out)
{
	const struct firm *f = &c->firms[firm];

	if (!f->project)
		return false;
	*out = (struct project){
		.price = 300 + firm % 40 * 60, .ready = firm % 2 || text_equal(f->code, CITY_MAKER)};
	text_format(out->code, sizeof(out->code), "2511-339901-04-01-%06d", 100000 + firm * 17);
	text_format(out->name, sizeof(out->name), "%s厂房新建项目", f->name);
	find_parcel(c, firm, out);
	find_units(c, firm, out->units);
	return true;
}

int project_at(const struct city *c, const char *address)
{
	struct project p;

	for (int i = 0; i < c->n_firms; i++)
		if (project_of(c, i, &p) && text_equal(p.site, address))
			return i;
	return NOBODY;
}

const char *project_grade(const struct firm *f)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (text_equal(kinds[i].industry, f->industry))
			return kinds[i].grade;
	return NULL;
}

int project_manager(const struct city *c, int firm)
{
	const struct firm *f = &c->firms[firm];

	return f->manager != NOBODY ? f->manager : f->representative;
}

/* The firm he manages for; NOBODY none. */
static int manages(const struct city *c, int person)
{
	for (int i = 0; i < c->n_firms; i++)
		if (project_grade(&c->firms[i]) && project_manager(c, i) == person)
			return i;
	return NOBODY;
}

const char *project_registration(const struct city *c, int person)
{
	int firm = manages(c, person);

	for (size_t i = 0; firm != NOBODY && i < COUNT_OF(kinds); i++)
		if (text_equal(kinds[i].industry, c->firms[firm].industry))
			return kinds[i].registration;
	return NULL;
}

/* The small builders' managers are busy; those whom their firm has named are kept free. */
bool project_binds(const struct city *c, int person, char code[PROJECT_CODE])
{
	int firm = manages(c, person);

	if (firm == NOBODY || c->firms[firm].manager != NOBODY)
		return false;
	text_format(code, PROJECT_CODE, "2408-339901-04-01-%06d", 200000 + firm);
	return true;
}
