/* SPDX-License-Identifier: MIT
 *
 * Where a comma is due is all there is to know.
 */
#include "core/demo/json_out.h"

#include <string.h>

#include "core/exchange/json.h"

static void begin(struct json_out *o, const char *name)
{
	if (o->comma)
		buf_addc(o->to, ',');
	if (name) {
		json_quote(o->to, name);
		buf_addc(o->to, ':');
	}
	o->comma = true;
}

void out_open(struct json_out *o, const char *name, char bracket)
{
	begin(o, name);
	buf_addc(o->to, bracket);
	o->comma = false;
}

void out_close(struct json_out *o, char bracket)
{
	buf_addc(o->to, bracket);
	o->comma = true;
}

static bool left_out(struct json_out *o, const char *name)
{
	return o->sparse && strcmp(name, "cxzjh") != 0 && ++o->words % 2 == 0;
}

void out_word(struct json_out *o, const char *name, const char *value)
{
	if (left_out(o, name))
		return;
	begin(o, name);
	json_quote(o->to, value);
}

void out_raw(struct json_out *o, const char *name, const char *json)
{
	begin(o, name);
	buf_adds(o->to, json);
}

void out_text(struct json_out *o, const char *name, const char *value)
{
	if (value && *value)
		out_word(o, name, value);
}

void out_int(struct json_out *o, const char *name, int64_t value)
{
	begin(o, name);
	buf_addf(o->to, "%lld", (long long)value);
}

void out_digits(struct json_out *o, const char *name, int64_t value)
{
	begin(o, name);
	buf_addf(o->to, "\"%lld\"", (long long)value);
}

void out_hundredths(struct json_out *o, const char *name, int64_t value)
{
	begin(o, name);
	buf_addf(o->to, "\"%lld.%02d\"", (long long)(value / 100), (int)(value % 100));
}

void out_money(struct json_out *o, const char *name, int64_t yuan)
{
	out_hundredths(o, name, yuan * 100);
}

/* Registers of firms and projects count in 10,000 yuan. */
void out_wan(struct json_out *o, const char *name, int64_t yuan)
{
	begin(o, name);
	buf_addf(o->to, "\"%lld.%04d00\"", (long long)(yuan / 10000), (int)(yuan % 10000));
}

void out_flag(struct json_out *o, const char *name, bool value)
{
	out_word(o, name, value ? "1" : "0");
}

void out_day(struct json_out *o, const char *name, day_t day)
{
	char text[11];

	if (day == DAY_NONE)
		return;
	day_format(day, text);
	out_word(o, name, text);
}

void out_month(struct json_out *o, const char *name, day_t day)
{
	char text[11];

	day_format(day, text);
	text[7] = '\0';
	out_word(o, name, text);
}
