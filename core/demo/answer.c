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
	int firm = city_firm(q->city, q->holder_id);

	q->holder = (struct holder){PARTY_NONE, NOBODY};
	if (person != NOBODY) {
		q->holder = (struct holder){PARTY_PERSON, person};
		q->person = &q->city->people[person];
	} else if (firm != NOBODY) {
		q->holder = (struct holder){PARTY_FIRM, firm};
		q->firm = &q->city->firms[firm];
	}
	q->index = q->holder.index;
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
