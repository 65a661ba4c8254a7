/* SPDX-License-Identifier: MIT
 *
 * Vehicles, drivers, transport licences: the police and the transport office speak of the same
 * trucks, whose plates follow from the carrier.
 */
#include "core/demo/answer.h"

#include "core/base/text.h"

enum { TRUCKS = 3, PLATE_SIZE = 16 };

static void truck_plate(int firm, int i, char out[PLATE_SIZE])
{
	text_format(out, PLATE_SIZE, "浙ZK%03d%d", firm % 1000, i);
}

/* The named carrier's trucks are new and without a permit; others have one for their first. */
static bool is_new(const struct question *q)
{
	return q->firm && text_equal(q->firm->code, CITY_CARRIER);
}

struct vehicle {
	day_t first, inspected_to;
	int mass;
};

/* Police and transport office know the same inspection. */
static struct vehicle look_at(const struct question *q, int serial, bool truck)
{
	struct stream s = city_stream(q->city, "vehicle", serial);
	struct vehicle v = {.first = q->city->today - 100 - (day_t)stream_below(&s, 3000)};

	v.mass = truck ? 18000 + (int)stream_below(&s, 7) * 1000 : 1700;
	v.inspected_to = q->city->today + (day_t)stream_below(&s, 400) - 30;
	if (is_new(q)) {
		v.first = q->city->today - 20;
		v.inspected_to = v.first + 365;
	}
	return v;
}

static int truck_serial(int firm, int i)
{
	return 500000 + firm * 10 + i;
}

/* ---- police ---- */

static void vehicle(
	const struct question *q, struct json_out *o, const char *plate, int serial, bool truck)
{
	struct vehicle v = look_at(q, serial, truck);
	char back[12], vin[VIN_SIZE];

	text_format(back, sizeof(back), "DM%06d", serial % 1000000);
	number_vin(truck ? "LDM9TK33" : "LDM9CA33", back, vin);
	answer_open(q, o);
	out_word(o, "lx", "vehicle");
	out_text(o, "hphm", plate);
	out_word(o, "hpys", truck ? "黄" : "蓝");
	out_text(o, "cjh", vin);
	out_text(o, "syr", city_party_name(q->city, q->holder));
	out_text(o, "syrzjh", q->holder_id);
	out_word(o, "cllx", truck ? "重型货车" : "小型轿车");
	out_digits(o, "zzl", v.mass);
	out_digits(o, "zs", truck ? 3 : 2);
	out_day(o, "ccdjrq", v.first);
	out_day(o, "jyyxqz", v.inspected_to);
	out_word(o, "clpp", "演示牌");
	answer_close(o);
}

void answer_vehicles(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;
	char plate[PLATE_SIZE];

	for (int i = 0; q->firm && q->firm->carrier && i < TRUCKS; i++) {
		truck_plate(q->index, i, plate);
		vehicle(q, o, plate, truck_serial(q->index, i), true);
	}
	if (!p || !city_alive(p))
		return;
	if (*p->plate)
		vehicle(q, o, p->plate, q->index, false);
	if (p->drives) {
		answer_open(q, o);
		out_word(o, "lx", "driver");
		out_text(o, "syr", p->name);
		out_text(o, "syrzjh", p->id);
		out_word(o, "zjcx", p->trucker ? "A2" : "C1");
		out_day(o, "zjyxqz", q->city->today + 200 + q->index % 1500);
		out_digits(o, "ljjf", q->index % 4);
		answer_close(o);
	}
}

/* ---- transport office ---- */

static void open_row(const struct question *q, struct json_out *o, const char *kind,
	const char *number, day_t valid_to)
{
	answer_open(q, o);
	out_text(o, "lx", kind);
	out_text(o, "zh", number);
	out_day(o, "yxqz", valid_to);
	out_word(o, "zt", valid_to >= q->city->today ? "有效" : "过期");
	out_word(o, "fzjg", "演示市交通运输局");
}

static void operator_row(const struct question *q, struct json_out *o)
{
	char number[48];

	text_format(number, sizeof(number), "交运管许可演字3399%06d号", q->index);
	open_row(q, o, "operator", number, q->city->today + 300 + q->index);
	out_text(o, "mc", q->firm->name);
	answer_close(o);
}

static void truck_rows(const struct question *q, struct json_out *o, int i)
{
	char plate[PLATE_SIZE], number[32];

	truck_plate(q->index, i, plate);
	open_row(q, o, "inspection", plate,
		look_at(q, truck_serial(q->index, i), true).inspected_to);
	out_word(o, "jsdj", i < 2 ? "一级" : "二级");
	text_format(number, sizeof(number), "RL2026%06d", q->index * 10 + i);
	out_text(o, "rlxh", number);
	out_flag(o, "dwzz", is_new(q) || i < 2);
	answer_close(o);
	if (is_new(q) || i > 0)
		return;
	text_format(number, sizeof(number), "浙交运管货字3399%06d", q->index);
	open_row(q, o, "permit", number, q->city->today + 700);
	out_text(o, "cphm", plate);
	answer_close(o);
}

/* Employees who drive for the firm, as it has told the office. */
static void staff_rows(const struct question *q, struct json_out *o)
{
	int told = 0;

	for (int i = 0; i < q->city->n_people && told < 5; i++) {
		const struct person *p = &q->city->people[i];

		if (p->employer != q->index || !p->trucker || !city_alive(p))
			continue;
		open_row(q, o, "staff", "", q->city->today + 365);
		out_text(o, "mc", p->name);
		out_text(o, "sfzh", p->id);
		answer_close(o);
		told++;
	}
}

void answer_transport(const struct question *q, struct json_out *o)
{
	char number[32];

	if (q->firm && q->firm->carrier) {
		operator_row(q, o);
		for (int i = 0; i < TRUCKS; i++)
			truck_rows(q, o, i);
		staff_rows(q, o);
	}
	if (q->person && city_alive(q->person) && q->person->trucker) {
		text_format(number, sizeof(number), "3399%010d", q->index);
		open_row(q, o, "driver", number, q->city->today + 40 + q->index % 900);
		out_text(o, "mc", q->person->name);
		answer_close(o);
	}
}
