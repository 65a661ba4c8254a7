/* SPDX-License-Identifier: MIT
 *
 * Land: titles, leases, addresses, parcels, planning.
 */
#include "core/demo/answer.h"

#include <string.h>

#include "core/base/text.h"

static bool same_party(struct holder a, struct holder b)
{
	return a.kind == b.kind && a.index == b.index;
}

static void lease_fields(const struct question *q, struct json_out *o, const struct home *h)
{
	if (h->lease.tenant.kind == PARTY_NONE)
		return;
	out_day(o, "zlqsrq", h->lease.from);
	out_day(o, "zlzzrq", h->lease.to);
	out_text(o, "zlbah", h->lease.number);
	out_text(o, "czrzjh", city_party_id(q->city, h->owner));
	out_text(o, "czrmc", city_party_name(q->city, h->owner));
}

/* The same row for both: a lease says whose title it rests on. */
static void property_row(
	const struct question *q, struct json_out *o, const struct home *h, bool title)
{
	answer_open(q, o);
	out_word(o, "lx", title ? "title" : "lease");
	out_text(o, "bdcdyh", h->unit_no);
	out_text(o, "bdcqzh", h->title_no);
	out_text(o, "zl", h->address);
	out_text(o, "qlrzjh", city_party_id(q->city, h->owner));
	out_text(o, "qlrmc", city_party_name(q->city, h->owner));
	lease_fields(q, o, h);
	out_word(o, "zt", title ? "现势" : h->lease.to >= q->city->today ? "有效" : "到期");
	out_hundredths(o, "mj", h->area);
	out_word(o, "yt", h->office ? "商业服务" : "住宅");
	out_word(o, "jg", "钢筋混凝土结构");
	out_digits(o, "zcs", h->floors);
	out_word(o, "qllx", "国有建设用地使用权/房屋所有权");
	out_word(o, "qlxz", h->office ? "出让" : "出让/市场化商品房");
	out_flag(o, "dybz", h->mortgaged);
	out_flag(o, "cfbz", h->seized);
	out_day(o, "djrq", h->bought);
	out_word(o, "djyy", "转移登记");
	answer_close(o);
}

void answer_property(const struct question *q, struct json_out *o)
{
	for (int i = 0; q->holder.kind != PARTY_NONE && i < q->city->n_homes; i++) {
		const struct home *h = &q->city->homes[i];

		if (same_party(h->owner, q->holder))
			property_row(q, o, h, true);
		if (same_party(h->lease.tenant, q->holder))
			property_row(q, o, h, false);
	}
}

/* The clerk may leave out the city, or begin at the street: the end must match exactly. */
static const struct home *find_address(const struct city *c, const char *typed)
{
	char text[ADDRESS_SIZE];
	size_t n = 0, len;

	for (; *typed && n < sizeof(text) - 1; typed++)
		if (*typed != ' ')
			text[n++] = *typed;
	text[n] = '\0';
	if (n < strlen("启明路2号1幢") || *typed)
		return NULL;
	for (int i = 0; i < c->n_homes; i++) {
		len = strlen(c->homes[i].address);
		if (len >= n && !strcmp(c->homes[i].address + len - n, text))
			return &c->homes[i];
	}
	return NULL;
}

void answer_address(const struct question *q, struct json_out *o)
{
	const struct home *h = find_address(q->city, q->address);
	int x, y;

	if (!h)
		return;
	place_point(&h->spot, &x, &y);
	answer_open(q, o);
	out_text(o, "cxdz", q->address);
	out_text(o, "bzdz", h->address);
	out_text(o, "dzbm", h->code);
	out_digits(o, "zbx", x);
	out_digits(o, "zby", y);
	out_text(o, "sqmc", place_streets[h->spot.street].name);
	answer_close(o);
}

void answer_parcel(const struct question *q, struct json_out *o)
{
	for (int i = 0; q->holder.kind != PARTY_NONE && i < q->city->n_homes; i++) {
		const struct home *h = &q->city->homes[i];
		char corners[96];
		int x, y;

		if (!same_party(h->owner, q->holder))
			continue;
		place_point(&h->spot, &x, &y);
		answer_open(q, o);
		out_text(o, "bdcdyh", h->unit_no);
		out_hundredths(o, "jzmj", h->area);
		out_digits(o, "zdmj", h->area / h->floors / 100 + 20);
		text_format(corners, sizeof(corners), "%d %d,%d %d,%d %d,%d %d", x, y, x + 40, y,
			x + 40, y + 15, x, y + 15);
		out_text(o, "zdsz", corners);
		out_word(o, "zbx", "本地坐标系");
		answer_close(o);
	}
}

void answer_planning(const struct question *q, struct json_out *o)
{
	const struct home *h = find_address(q->city, q->address);

	if (!h)
		return;
	answer_open(q, o);
	out_text(o, "cxdz", q->address);
	out_text(o, "bzdz", h->address);
	out_word(o, "ydxz", h->office ? "05" : "07");
	out_word(o, "ydmc", h->office ? "商业服务业用地" : "居住用地");
	out_word(o, "ghmc", "演示市国土空间总体规划");
	out_word(o, "kzx", "否");
	answer_close(o);
}
