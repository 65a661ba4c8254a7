/* SPDX-License-Identifier: MIT
 *
 * Sales of homes: contracts on record, which stand beside the titles, and what the tax office took.
 */
#include "core/demo/answer.h"

#include "core/base/text.h"

enum { DAYS_TWO_YEARS = 730, DAYS_FIVE_YEARS = 1826, LARGE = 14000 }; /* m2 * 100 */

static bool is(const struct question *q, struct holder h)
{
	return q->holder.kind != PARTY_NONE && h.kind == q->holder.kind && h.index == q->index;
}

/* ---- contracts ---- */

static void contract_head(
	const struct question *q, struct json_out *o, const struct sale *sale, const char *kind)
{
	char number[24];

	text_format(number, sizeof(number), "YS2026%06d", 4100 + (int)(sale - q->city->sales) * 17);
	answer_open(q, o);
	out_text(o, "lx", kind);
	out_text(o, "htbah", number);
}

static void contract_row(const struct question *q, struct json_out *o, const struct sale *sale)
{
	const struct home *h = &q->city->homes[sale->home];

	contract_head(q, o, sale, "contract");
	out_day(o, "qdrq", sale->signed_on);
	out_money(o, "cjjg", sale->price);
	out_text(o, "bdcdyh", h->unit_no);
	out_text(o, "zl", h->address);
	out_text(o, "qlrzjh", city_party_id(q->city, h->owner));
	out_text(o, "nsrzjh", city_party_id(q->city, sale->buyers[0]));
	out_word(o, "mfgyfs", (char[]){sale->way_sold, '\0'});
	out_word(o, "gfgyfs", (char[]){sale->way_bought, '\0'});
	out_word(o, "bazt", "已备案");
	answer_close(o);
}

static void side_rows(const struct question *q, struct json_out *o, const struct sale *sale,
	const char *kind, const struct holder side[2], char way)
{
	for (int i = 0; i < 2 && side[i].kind != PARTY_NONE; i++) {
		contract_head(q, o, sale, kind);
		out_text(o, "jyfzjh", city_party_id(q->city, side[i]));
		out_text(o, "jyfmc", city_party_name(q->city, side[i]));
		if (way == '3')
			out_word(o, "fe", "50.00");
		out_word(o, "smhy", "已核验");
		answer_close(o);
	}
}

void answer_sales(const struct question *q, struct json_out *o)
{
	for (int i = 0; i < q->city->n_sales; i++) {
		const struct sale *s = &q->city->sales[i];

		if (!is(q, s->sellers[0]) && !is(q, s->sellers[1]) && !is(q, s->buyers[0]) &&
			!is(q, s->buyers[1]))
			continue;
		contract_row(q, o, s);
		side_rows(q, o, s, "seller", s->sellers, s->way_sold);
		side_rows(q, o, s, "buyer", s->buyers, s->way_bought);
	}
}

/* ---- taxes ---- */

/* Deed tax by the number of homes, the others by how long the seller held it; in fen. */
static void tax_lines(
	const struct question *q, struct json_out *o, const struct sale *sale, int homes)
{
	static const char *const kinds[] = {"契税", "增值税", "个人所得税"};
	const struct home *h = &q->city->homes[sale->home];
	int64_t held = sale->signed_on - h->bought, fen = (int64_t)sale->price * 100;
	int64_t due[] = {
		h->office	   ? fen * 3 / 100
		: h->area <= LARGE ? fen / 100
				   : fen * 15 / 1000,
		held < DAYS_TWO_YEARS ? fen * 5 / 100 : 0,
		held < DAYS_FIVE_YEARS ? fen / 100 : 0,
	};

	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		char number[24];

		text_format(number, sizeof(number), "33992026%07d%zu", sale->home, i + 1);
		answer_open(q, o);
		out_text(o, "bdcdyh", h->unit_no);
		out_text(o, "sz", kinds[i]);
		out_flag(o, "qsyj", true);
		out_text(o, "wspzh", number);
		out_day(o, "jsrq", sale->signed_on + 3);
		out_hundredths(o, "je", due[i]);
		if (!h->office)
			out_digits(o, "fwts", homes < 3 ? homes : 3);
		out_word(o, "nszt", "无欠税");
		out_word(o, "swjg", "演示市税务局第一税务所");
		answer_close(o);
	}
}

void answer_sale_taxes(const struct question *q, struct json_out *o)
{
	for (int i = 0; i < q->city->n_sales; i++) {
		const struct sale *sale = &q->city->sales[i];
		int homes = 1;

		if (!sale->taxed || !is(q, sale->buyers[0]))
			continue;
		for (int k = 0; k < q->city->n_homes; k++)
			homes += !q->city->homes[k].office && is(q, q->city->homes[k].owner);
		tax_lines(q, o, sale, homes);
	}
}
