/* SPDX-License-Identifier: MIT
 *
 * What each department answers, in its own words: field names are the provider's, some fields are
 * in no catalog (so that minimisation has something to drop), and every row echoes in "cxzjh"
 * whom was asked about. No record is no row.
 */
#ifndef ONETRIP_DEMO_ANSWER_H
#define ONETRIP_DEMO_ANSWER_H

#include "core/demo/json_out.h"
#include "core/demo/people.h"

struct record;
struct relay;

struct question {
	const struct city *city;
	const char *holder_id;
	const char *address; /* "" none */
	const struct record *said;   /* what else the question says; NULL: nothing */
	struct relay *relay;         /* of the exchange, for cases between regions; NULL: none */
	/* found by question_resolve */
	struct holder holder;
	const struct person *person; /* NULL: not a resident */
	const struct firm *firm;     /* NULL: not a firm */
	int index;		     /* of the holder in his array */
};
void question_resolve(struct question *q);
void question_about(struct question *q, struct holder h); /* who is known */

/* resource, department as lights show it, the function that writes the rows */
#define SERVICE_TABLE(X)                                                                           \
	X("AUTH-01", "数据", answer_account)                                                       \
	X("AUTH-02", "数据", answer_handlers)                                                      \
	X("BDC-01", "自然", answer_property)                                                       \
	X("CRD-01", "信用", answer_registry)                                                       \
	X("CRD-02", "信用", answer_credit)                                                         \
	X("EDU-01", "教育", answer_school)                                                         \
	X("GIS-01", "自然", answer_address)                                                        \
	X("GIS-02", "自然", answer_parcel)                                                         \
	X("GIS-03", "自然", answer_planning)                                                       \
	X("GJJ-01", "公积", answer_fund)                                                           \
	X("H12-01", "热线", answer_tickets)                                                        \
	X("H12-02", "热线", answer_knowledge)                                                      \
	X("HLT-01", "卫健", answer_births)                                                         \
	X("HLT-02", "卫健", answer_fitness)                                                        \
	X("HLT-03", "卫健", answer_vaccines)                                                       \
	X("HLT-04", "卫健", answer_referral)                                                       \
	X("HRS-01", "人社", answer_insured)                                                        \
	X("HRS-02", "人社", answer_months)                                                         \
	X("HRS-03", "人社", answer_flexible)                                                       \
	X("HRS-04", "人社", answer_card)                                                           \
	X("INV-01", "发改", answer_project)                                                        \
	X("INV-02", "发改", answer_progress)                                                       \
	X("JT-01", "交通", answer_transport)                                                       \
	X("LIC-01", "数据", answer_licences)                                                       \
	X("LIC-02", "数据", answer_faces)                                                          \
	X("MZ-01", "民政", answer_marriage)                                                        \
	X("MZ-02", "民政", answer_support)                                                         \
	X("POP-01", "公安", answer_basics)                                                         \
	X("POP-02", "公安", answer_household)                                                      \
	X("POP-03", "公安", answer_residence)                                                      \
	X("POP-04", "公安", NULL) /* not shared: refused whoever asks */                           \
	X("POP-05", "公安", answer_alive)                                                          \
	X("POP-06", "公安", answer_vehicles)                                                       \
	X("PRC-01", "物价", answer_reports)                                                        \
	X("PRC-02", "物价", answer_prices)                                                         \
	X("SJ-01", "市监", answer_registration)                                                    \
	X("TAX-01", "税务", answer_tax)                                                            \
	X("TRD-01", "交易", answer_award)                                                          \
	X("TRD-02", "交易", answer_deal)                                                           \
	X("YB-01", "医保", answer_medical)                                                         \
	X("YDTB-339901", "城东", answer_crossing)                                                  \
	X("YDTB-339902", "城西", answer_crossing)                                                  \
	X("YDTB-339921", "山前", answer_crossing)                                                  \
	X("YDTB-GET", "数据", answer_inward_part)                                                  \
	X("YDTB-IN", "数据", answer_inward_list)                                                   \
	X("YDTB-OUT", "数据", answer_inward_word)

typedef void (*service_rows)(const struct question *q, struct json_out *o);
struct service {
	const char *resource, *department;
	service_rows rows;
};

enum {
	SERVICE_COUNT = 0
#define X(resource, department, rows) +1
	SERVICE_TABLE(X)
#undef X
};
extern const struct service services[SERVICE_COUNT]; /* by resource */
const struct service *service_find(const char *resource);

/* What is declared online and not granted yet, of SJ-01 and INV-01: answer_plan.c. */
void answer_plans(const struct question *q, struct json_out *o);
void answer_draft(const struct question *q, struct json_out *o);

/* The row every provider begins with, and its end. */
void answer_open(const struct question *q, struct json_out *o);
void answer_close(struct json_out *o);
/* Calls row for the holder when he is a firm, or for each firm a person represents. */
void answer_each_firm(const struct question *q, struct json_out *o,
	void (*row)(const struct question *q, struct json_out *o, int firm));

void answer_account(const struct question *q, struct json_out *o);
void answer_handlers(const struct question *q, struct json_out *o);
void answer_property(const struct question *q, struct json_out *o);
void answer_registry(const struct question *q, struct json_out *o);
void answer_credit(const struct question *q, struct json_out *o);
void answer_school(const struct question *q, struct json_out *o);
void answer_address(const struct question *q, struct json_out *o);
void answer_parcel(const struct question *q, struct json_out *o);
void answer_planning(const struct question *q, struct json_out *o);
void answer_fund(const struct question *q, struct json_out *o);
void answer_tickets(const struct question *q, struct json_out *o);
void answer_knowledge(const struct question *q, struct json_out *o);
void answer_births(const struct question *q, struct json_out *o);
void answer_fitness(const struct question *q, struct json_out *o);
void answer_vaccines(const struct question *q, struct json_out *o);
void answer_referral(const struct question *q, struct json_out *o);
void answer_insured(const struct question *q, struct json_out *o);
void answer_months(const struct question *q, struct json_out *o);
void answer_flexible(const struct question *q, struct json_out *o);
void answer_card(const struct question *q, struct json_out *o);
void answer_project(const struct question *q, struct json_out *o);
void answer_progress(const struct question *q, struct json_out *o);
void answer_transport(const struct question *q, struct json_out *o);
void answer_licences(const struct question *q, struct json_out *o);
void answer_faces(const struct question *q, struct json_out *o);
void answer_marriage(const struct question *q, struct json_out *o);
void answer_support(const struct question *q, struct json_out *o);
void answer_basics(const struct question *q, struct json_out *o);
void answer_household(const struct question *q, struct json_out *o);
void answer_residence(const struct question *q, struct json_out *o);
void answer_alive(const struct question *q, struct json_out *o);
void answer_vehicles(const struct question *q, struct json_out *o);
void answer_reports(const struct question *q, struct json_out *o);
void answer_prices(const struct question *q, struct json_out *o);

/* Sales on record: part of BDC-01 and of TAX-01. */
void answer_sales(const struct question *q, struct json_out *o);
void answer_sale_taxes(const struct question *q, struct json_out *o);
void answer_registration(const struct question *q, struct json_out *o);
void answer_tax(const struct question *q, struct json_out *o);
void answer_award(const struct question *q, struct json_out *o);
void answer_deal(const struct question *q, struct json_out *o);
void answer_crossing(const struct question *q, struct json_out *o);
void answer_inward_list(const struct question *q, struct json_out *o); /* these three: answer_inward.c */
void answer_inward_part(const struct question *q, struct json_out *o);
void answer_inward_word(const struct question *q, struct json_out *o);
void answer_medical(const struct question *q, struct json_out *o);

#endif
