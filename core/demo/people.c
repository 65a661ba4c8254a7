/* SPDX-License-Identifier: MIT
 *
 * The city is four arrays that refer to each other by index; it is made in steps and never
 * changes afterwards. Look-ups walk the arrays: 2,000 rows are faster than any index is worth.
 */
#include "core/demo/people.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/demo/parts.h"
#include "core/standards/identity.h"

struct city *city_new(uint64_t seed)
{
	struct city *c = mem_new(sizeof(*c));

	c->seed = seed;
	c->today = day_of(2026, 3, 16);
	c->people = mem_array(CITY_PEOPLE, sizeof(*c->people));
	c->households = mem_array(CITY_HOUSEHOLDS, sizeof(*c->households));
	c->firms = mem_array(CITY_FIRMS, sizeof(*c->firms));
	c->homes = mem_array(CITY_HOMES, sizeof(*c->homes));
	make_families(c);
	make_firms(c);
	make_property(c);
	make_work(c);
	return c;
}

void city_free(struct city *c)
{
	if (!c)
		return;
	mem_free(c->people);
	mem_free(c->households);
	mem_free(c->firms);
	mem_free(c->homes);
	mem_free(c);
}

int city_person(const struct city *c, const char *id)
{
	for (int i = 0; *id && i < c->n_people; i++)
		if (!strcmp(c->people[i].id, id))
			return i;
	return NOBODY;
}

int city_firm(const struct city *c, const char *code)
{
	for (int i = 0; i < c->n_firms; i++)
		if (!strcmp(c->firms[i].code, code))
			return i;
	return NOBODY;
}

int city_home(const struct city *c, const char *address)
{
	for (int i = 0; i < c->n_homes; i++)
		if (!strcmp(c->homes[i].address, address))
			return i;
	return NOBODY;
}

bool city_alive(const struct person *p)
{
	return p->died == DAY_NONE;
}

int city_age(const struct city *c, const struct person *p)
{
	return identity_age(p->birth, c->today);
}

const char *city_party_id(const struct city *c, struct holder p)
{
	if (p.kind == PARTY_PERSON)
		return c->people[p.index].id;
	return p.kind == PARTY_FIRM ? c->firms[p.index].code : "";
}

const char *city_party_name(const struct city *c, struct holder p)
{
	if (p.kind == PARTY_PERSON)
		return c->people[p.index].name;
	return p.kind == PARTY_FIRM ? c->firms[p.index].name : "";
}

const char *city_region(const struct city *c, const struct person *p)
{
	return place_region(&c->homes[c->households[p->household].home].spot);
}

/* FNV-1a over the purpose, so that a new purpose never shifts the facts of another. */
struct stream city_stream(const struct city *c, const char *purpose, int index)
{
	uint64_t h = 1469598103934665603u ^ c->seed * 0x9e3779b97f4a7c15u;

	for (; *purpose; purpose++)
		h = (h ^ (uint8_t)*purpose) * 1099511628211u;
	return (struct stream){h ^ (uint64_t)(int64_t)index * 0xd1342543de82ef95u};
}
