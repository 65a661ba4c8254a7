/* SPDX-License-Identifier: MIT
 *
 * Land: titles, leases, addresses, parcels, planning.
 */
#include "core/demo/answer.h"
#include "core/demo/project.h"

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
	out_flag(o, "zlyx", h->lease.from <= q->city->today && q->city->today <= h->lease.to);
	out_text(o, "zlbah", h->lease.number);
	out_text(o, "czrzjh", city_party_id(q->city, h->owner));
	out_text(o, "czrmc", city_party_name(q->city, h->owner));
}

/* What the owner paid, and the contract the title rests on. */
static void purchase(const struct question *q, struct json_out *o, const struct home *h)
{
	int year, month, day;
	char number[32];

	day_split(h->bought, &year, &month, &day);
	text_format(number, sizeof(number), "演商备%d-%06d", year, (int)(h - q->city->homes));
	out_text(o, "htbah", number);
	out_money(o, "cjjg", h->area / 100 * (h->office ? 9600 : 11800));
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
	out_text(o, "gyrzjh", city_party_id(q->city, h->co_owner));
	out_word(o, "gyfs", h->co_owner.kind == PARTY_NONE ? "1" : "2");
	lease_fields(q, o, h);
	out_word(o, "zt", title ? "现势" : h->lease.to >= q->city->today ? "有效" : "到期");
	out_hundredths(o, "mj", h->area);
	out_word(o, "yt", h->office ? "商业服务" : "住宅");
	out_word(o, "jg", "钢筋混凝土结构");
	out_digits(o, "zcs", h->floors);
	out_digits(o, "szc", h->spot.room / 100);
	out_word(o, "qllx", "国有建设用地使用权/房屋所有权");
	out_word(o, "qlxz", h->office ? "出让" : "出让/市场化商品房");
	out_flag(o, "dybz", h->mortgaged);
	if (h->mortgaged)
		out_text(o, "dyqr", place_banks[h->spot.number % PLACE_BANKS].name);
	out_flag(o, "jzqbz", false);
	out_flag(o, "cfbz", h->seized);
	out_day(o, "djrq", h->bought);
	if (title)
		purchase(q, o, h);
	out_word(o, "djyy", "转移登记");
	answer_close(o);
}

/* What most offices want to know of a person is yes or no. */
static void housing_row(const struct question *q, struct json_out *o, int homes)
{
	answer_open(q, o);
	out_word(o, "lx", "housing");
	out_flag(o, "wfbz", homes == 0);
	out_word(o, "cxfw", "演示市");
	answer_close(o);
}

void answer_property(const struct question *q, struct json_out *o)
{
	int homes = 0;

	for (int i = 0; q->holder.kind != PARTY_NONE && i < q->city->n_homes; i++) {
		const struct home *h = &q->city->homes[i];

		if (same_party(h->owner, q->holder) || same_party(h->co_owner, q->holder))
			property_row(q, o, h, true);
		if (same_party(h->lease.tenant, q->holder))
			property_row(q, o, h, false);
		homes += !h->office && (same_party(h->owner, q->holder) ||
					       same_party(h->co_owner, q->holder));
	}
	if (q->person && city_alive(q->person))
		housing_row(q, o, homes);
	answer_sales(q, o);
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

static void corners(struct json_out *o, const struct spot *spot, int wide, int deep)
{
	char text[96];
	int x, y;

	place_point(spot, &x, &y);
	text_format(text, sizeof(text), "%d %d,%d %d,%d %d,%d %d", x, y, x + wide, y, x + wide,
		y + deep, x, y + deep);
	out_text(o, "zdsz", text);
	out_word(o, "zbx", "本地坐标系");
}

/* The land of a project has no building yet. */
static void land_row(const struct question *q, struct json_out *o, int firm)
{
	struct project p;

	if (!project_of(q->city, firm, &p))
		return;
	answer_open(q, o);
	out_text(o, "bdcdyh", p.unit_no);
	out_digits(o, "zdmj", p.area);
	out_word(o, "tdyt", "工业用地");
	corners(o, &p.spot, 120, p.area / 120);
	answer_close(o);
}

void answer_parcel(const struct question *q, struct json_out *o)
{
	if (q->firm)
		land_row(q, o, q->index);
	for (int i = 0; q->holder.kind != PARTY_NONE && i < q->city->n_homes; i++) {
		const struct home *h = &q->city->homes[i];

		if (!same_party(h->owner, q->holder))
			continue;
		answer_open(q, o);
		out_text(o, "bdcdyh", h->unit_no);
		out_hundredths(o, "jzmj", h->area);
		out_digits(o, "zdmj", h->area / h->floors / 100 + 20);
		out_word(o, "tdyt", h->office ? "商业服务业用地" : "居住用地");
		corners(o, &h->spot, 40, 15);
		answer_close(o);
	}
}

/* The seat of a firm that makes things: divisions 13 to 43 of GB/T 4754. */
static bool works(const struct city *c, const struct home *h)
{
	for (int i = 0; i < c->n_firms; i++)
		if (&c->homes[c->firms[i].home] == h)
			return strcmp(c->firms[i].industry, "13") > 0 &&
			       strcmp(c->firms[i].industry, "44") < 0;
	return false;
}

void answer_planning(const struct question *q, struct json_out *o)
{
	static const struct {
		const char *code, *name;
	} uses[] = {{"05", "商业服务业用地"}, {"06", "工业用地"}, {"07", "居住用地"}};
	const struct home *h = find_address(q->city, q->address);
	bool site = !h && project_at(q->city, q->address) != NOBODY;
	size_t use;

	if (!h && !site)
		return;
	use = site || works(q->city, h) ? 1 : h->office ? 0 : 2;
	answer_open(q, o);
	out_text(o, "cxdz", q->address);
	out_text(o, "bzdz", site ? q->address : h->address);
	out_word(o, "ydxz", uses[use].code);
	out_word(o, "ydmc", uses[use].name);
	out_word(o, "ghmc", "演示市国土空间总体规划");
	out_word(o, "kzx", "否");
	answer_close(o);
}
