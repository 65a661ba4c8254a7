/* SPDX-License-Identifier: MIT
 *
 * Order of the checks: the door (path, method, size), the department's ailment, the basis, then
 * the record. A department that is down does not even read the question.
 */
#include "core/demo/gateway.h"

#include <string.h>

#include "core/base/text.h"
#include "core/exchange/json.h"

static const struct {
	int status;
	const char *code, *message;
} refusals[REFUSAL_COUNT] = {
#define X(name, status, code, message) {status, code, message},
	REFUSAL_TABLE(X)
#undef X
};

/* What no question may lack. The window may be empty: a guide has none. */
static const char *const basis_parts[] = {
	"$.basis.operator", "$.basis.unit", "$.basis.item", "$.basis.case", "$.basis.ground"};

static const char *text_at(const struct json *j, const char *path)
{
	const char *text = json_text(json_find(j, path));

	return text ? text : "";
}

static void write_answer(const struct exchange_request *q, struct exchange_response *r,
	enum refusal why, const char *rows)
{
	struct civil now = clock_civil(clock_now_ms());
	struct json_out o = {.to = &r->body};
	char id[40];

	buf_clear(&r->body);
	r->status = refusals[why].status;
	text_format(id, sizeof(id), "%04d%02d%02d-%06llu", now.year, now.month, now.day,
		(unsigned long long)q->serial);
	out_open(&o, NULL, '{');
	out_word(&o, "code", refusals[why].code);
	out_word(&o, "message", refusals[why].message);
	out_word(&o, "request_id", id);
	out_raw(&o, "data", rows);
	out_close(&o, '}');
}

static void refuse(const struct exchange_request *q, struct exchange_response *r, enum refusal why)
{
	write_answer(q, r, why, "[]");
}

struct saying {
	const struct json *from;
	struct record *to;
};

static void keep_said(void *ctx, const char *name)
{
	struct saying *s = ctx;

	record_add(s->to, name, json_text(json_member(s->from, name)));
}

static enum refusal read_question(const struct exchange_request *q, struct inquiry *out)
{
	struct json *j = NULL;
	enum refusal why = REFUSAL_NONE;

	if (json_parse(q->body, q->len, &j) != OK)
		return REFUSAL_JSON;
	for (size_t i = 0; i < COUNT_OF(basis_parts); i++)
		if (!*text_at(j, basis_parts[i]))
			why = REFUSAL_BASIS;
	text_copy(out->holder_id, sizeof(out->holder_id), text_at(j, "$.holder_id"));
	text_copy(out->address, sizeof(out->address), text_at(j, "$.address"));
	if (text_starts(q->path, "/api/YDTB-"))
		json_names(j, keep_said, &(struct saying){j, &out->said});
	json_free(j);
	return why;
}

static const struct door front_door = {read_question, write_answer};

/* ---- any door ---- */

int refusal_status(enum refusal why)
{
	return refusals[why].status;
}

const char *refusal_code(enum refusal why)
{
	return refusals[why].code;
}

const char *refusal_message(enum refusal why)
{
	return refusals[why].message;
}

/* Somebody of the city who was not asked about. */
static void take_another(const struct city *city, struct inquiry *x)
{
	const struct person *p = city->people;

	while (text_equal(p->id, x->holder_id) || !*p->id)
		p++;
	text_copy(x->holder_id, sizeof(x->holder_id), p->id);
}

static void answer_question(const struct city *city, struct relay *relay, const struct door *door,
	enum ailment ailment, const struct exchange_request *q, const struct service *a,
	struct exchange_response *r)
{
	struct inquiry inquiry = {.holder_id = ""};
	enum refusal why = door->read(q, &inquiry);

	if (ailment == AILMENT_WRONG)
		take_another(city, &inquiry);
	struct question question = {.city = city,
		.holder_id = inquiry.holder_id,
		.address = inquiry.address,
		.said = &inquiry.said,
		.relay = relay};
	struct buf rows;
	struct json_out o = {.to = &rows, .sparse = ailment == AILMENT_PARTIAL};

	if (why == REFUSAL_NONE && !a->rows)
		why = REFUSAL_NOT_SHARED;
	buf_init(&rows, RESPONSE_BYTES);
	out_open(&o, NULL, '[');
	if (why == REFUSAL_NONE) {
		question_resolve(&question);
		a->rows(&question, &o);
	}
	out_close(&o, ']');
	if (rows.err)
		why = REFUSAL_ROOM;
	door->write(q, r, why, why == REFUSAL_ROOM ? "[]" : buf_text(&rows));
	buf_release(&rows);
	record_release(&inquiry.said);
}

/* What stands there instead of the answer, whatever the dialect. */
static void say_instead(struct exchange_response *r, int status, const char *headers, const char *body)
{
	buf_clear(&r->body);
	buf_adds(&r->body, body);
	r->status = status;
	text_copy(r->headers, sizeof(r->headers), headers);
}

static void answer_spoilt(enum ailment a, struct exchange_response *r)
{
	switch (a) {
	case AILMENT_BUSY:
		say_instead(r, 503, "", "{}");
		break;
	case AILMENT_QUOTA:
		say_instead(r, 429, "Retry-After: 86400\n", "{}");
		break;
	case AILMENT_CUT:
		buf_cut(&r->body, r->body.len / 2);
		break;
	case AILMENT_EMPTY:
		say_instead(r, 200, "", "");
		break;
	case AILMENT_PAGE:
		say_instead(r, 200, "", "<!DOCTYPE html><html><body>Log in first</body></html>");
		break;
	default:
		break;
	}
}

void respond_service(const struct city *city, struct departments *all, const struct door *door,
	const struct exchange_request *q, const struct service *a, struct exchange_response *r)
{
	const struct department *d = department_find(all, a->department);

	r->delay_ms = d->latency_ms;
	switch (d->ailment) {
	case AILMENT_DOWN:
		r->manner = MANNER_HANG_UP;
		r->delay_ms = 0;
		break;
	case AILMENT_SILENT:
		r->manner = MANNER_SILENCE;
		break;
	case AILMENT_REFUSE:
		door->write(q, r, REFUSAL_REFUSED, "[]");
		break;
	default:
		answer_question(city, all->relay, door, d->ailment, q, a, r);
		answer_spoilt(d->ailment, r);
	}
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One value of a form body, decoded; "" when it is not there or too long. */
void form_value(const char *body, const char *name, char *out, size_t size)
{
	size_t len = strlen(name), n = 0;

	out[0] = '\0';
	while (body && (strncmp(body, name, len) || body[len] != '=')) {
		body = strchr(body, '&');
		body = body ? body + 1 : NULL;
	}
	if (!body)
		return;
	for (body += len + 1; *body && *body != '&' && n + 1 < size; body++) {
		if (*body == '%' && hex(body[1]) >= 0 && hex(body[2]) >= 0) {
			out[n++] = (char)(hex(body[1]) * 16 + hex(body[2]));
			body += 2;
		} else {
			out[n++] = *body == '+' ? ' ' : *body;
		}
	}
	out[n] = '\0';
}

#define NOW_MAX_MS 4102444800000 /* 2100-01-01 */

struct order {
	char department[DEPARTMENT_SIZE], state[16], latency[16], now[24];
};

static bool read_order(const struct exchange_request *q, struct order *order)
{
	struct json *j = NULL;

	if (q->len && q->body[0] != '{') {
		form_value(q->body, "department", order->department, sizeof(order->department));
		form_value(q->body, "state", order->state, sizeof(order->state));
		form_value(q->body, "latency_ms", order->latency, sizeof(order->latency));
		return true;
	}
	if (json_parse(q->body, q->len, &j) != OK)
		return false;
	text_copy(order->department, sizeof(order->department), text_at(j, "$.department"));
	text_copy(order->state, sizeof(order->state), text_at(j, "$.state"));
	text_copy(order->latency, sizeof(order->latency), text_at(j, "$.latency_ms"));
	text_copy(order->now, sizeof(order->now), text_at(j, "$.now_ms"));
	json_free(j);
	return true;
}

static enum refusal obey(struct departments *all, const struct exchange_request *q)
{
	struct order order = {.latency = ""};
	int64_t latency = -1, now;

	if (!read_order(q, &order))
		return REFUSAL_JSON;
	if (*order.now) {
		if (!text_number(order.now, 0, NOW_MAX_MS, &now))
			return REFUSAL_CONTROL;
		clock_start_at(now);
		return REFUSAL_NONE;
	}
	if (*order.latency && !text_number(order.latency, -1, LATENCY_MAX_MS, &latency))
		return REFUSAL_CONTROL;
	if (department_set(all, order.department, order.state, (int)latency) != OK)
		return REFUSAL_CONTROL;
	return REFUSAL_NONE;
}

static void control(
	struct departments *all, const struct exchange_request *q, struct exchange_response *r)
{
	enum refusal why = q->local ? REFUSAL_NONE : REFUSAL_REMOTE;
	struct buf list;
	struct json_out o = {.to = &list};

	if (!why && !strcmp(q->method, "POST"))
		why = obey(all, q);
	else if (!why && strcmp(q->method, "GET"))
		why = REFUSAL_METHOD;
	buf_init(&list, RESPONSE_BYTES);
	out_open(&o, NULL, '[');
	if (!why)
		departments_list(all, &o);
	out_close(&o, ']');
	write_answer(q, r, why, buf_text(&list));
	buf_release(&list);
}

void respond(const struct city *city, struct departments *all, const struct exchange_request *q,
	struct exchange_response *r)
{
	const struct service *a;

	r->manner = MANNER_ANSWER;
	r->delay_ms = 0;
	r->headers[0] = '\0';
	if (q->too_large) {
		refuse(q, r, REFUSAL_SIZE);
	} else if (!strcmp(q->path, "/control")) {
		control(all, q, r);
	} else if (gateway_respond(city, all, q, r)) {
		/* answered behind another door */
	} else if (!text_starts(q->path, "/api/")) {
		refuse(q, r, REFUSAL_PATH);
	} else if (!(a = service_find(q->path + strlen("/api/")))) {
		refuse(q, r, REFUSAL_RESOURCE);
	} else if (strcmp(q->method, "POST")) {
		refuse(q, r, REFUSAL_METHOD);
	} else {
		respond_service(city, all, &front_door, q, a, r);
	}
	if (r->body.err)
		refuse(q, r, REFUSAL_ROOM);
}
