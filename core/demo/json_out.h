/* SPDX-License-Identifier: MIT
 *
 * Writes the demo's JSON answers: one row after the other, one field a call. Commas and escapes
 * are its business. Reading JSON belongs to core/exchange/json.
 */
#ifndef ONETRIP_JSON_OUT_H
#define ONETRIP_JSON_OUT_H

#include "core/base/buf.h"
#include "core/base/clock.h"

struct json_out {
	struct buf *to; /* its err tells whether all of it fitted */
	bool comma;	/* the next item needs one before it */
	bool sparse;	/* every second word is left out, but not whom it is about */
	unsigned words; /* so far */
};

void out_open(struct json_out *o, const char *name, char bracket); /* name NULL inside a list */
void out_close(struct json_out *o, char bracket);
void out_text(struct json_out *o, const char *name, const char *value);	  /* NULL, "" add nothing */
void out_word(struct json_out *o, const char *name, const char *value);	  /* "" too */
void out_raw(struct json_out *o, const char *name, const char *json);	  /* written already */
void out_int(struct json_out *o, const char *name, int64_t value);	  /* a number */
void out_digits(struct json_out *o, const char *name, int64_t value);	  /* the same as a string */
void out_money(struct json_out *o, const char *name, int64_t yuan);	  /* "6800.00" */
void out_wan(struct json_out *o, const char *name, int64_t yuan);	  /* 500000: "50.000000" */
void out_hundredths(struct json_out *o, const char *name, int64_t value); /* 8950: "89.50" */
void out_flag(struct json_out *o, const char *name, bool value);	  /* "1" or "0" */
void out_day(struct json_out *o, const char *name, day_t day);	 /* DAY_NONE adds nothing */
void out_month(struct json_out *o, const char *name, day_t day); /* "2026-02" */

#endif
