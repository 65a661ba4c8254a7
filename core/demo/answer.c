/* SPDX-License-Identifier: MIT
 *
 * The table of who answers what, and what all answers have in common.
 */
#include "core/demo/answer.h"

#include <string.h>

const struct service services[SERVICE_COUNT] = {
#define X(resource, department, rows) {resource, department, rows},
	SERVICE_TABLE(X)
#undef X
};

const struct service *service_find(const char *resource)
{
	for (size_t i = 0; i < SERVICE_COUNT; i++)
		if (!strcmp(services[i].resource, resource))
			return &services[i];
	return NULL;
}

void question_resolve(struct question *q)
{
	int person = city_person(q->city, q->holder_id);
	int firm = person != NOBODY ? NOBODY : city_firm(q->city, q->holder_id);
	enum party_kind kind = person != NOBODY ? PARTY_PERSON : firm != NOBODY ? PARTY_FIRM : PARTY_NONE;

	question_about(q, (struct holder){kind, person != NOBODY ? person : firm});
}

void question_about(struct question *q, struct holder h)
{
	q->holder = h;
	q->index = h.index;
	if (h.kind == PARTY_PERSON)
		q->person = &q->city->people[h.index];
	else if (h.kind == PARTY_FIRM)
		q->firm = &q->city->firms[h.index];
}

void answer_open(const struct question *q, struct json_out *o)
{
	out_open(o, NULL, '{');
	out_text(o, "cxzjh", q->holder_id);
}

void answer_close(struct json_out *o)
{
	out_close(o, '}');
}
