/* SPDX-License-Identifier: MIT
 *
 * What arrives, line by line and piece by piece: bytes are counted here and packing is refused
 * here, because libcurl 7.88 does neither reliably (exchange.md section 10).
 */
#include <string.h>
#include <strings.h>

#include "core/base/clock.h"
#include "core/exchange/http_date.h"
#include "core/exchange/net_inside.h"

static bool header_is(const char *line, size_t len, const char *name)
{
	size_t n = strlen(name);

	return len > n && strncasecmp(line, name, n) == 0 && line[n] == ':';
}

struct text {
	const char *at;
	size_t len;
};

/* The value of a header line, without blanks around it. */
static struct text value_of(const char *line, size_t len, size_t name)
{
	const char *p = line + name + 1, *end = line + len;

	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	while (end > p && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r' || end[-1] == '\n'))
		end--;
	return (struct text){p, (size_t)(end - p)};
}

static bool value_is(const char *line, size_t len, const char *name, const char *word)
{
	struct text v = value_of(line, len, strlen(name));

	return v.len == strlen(word) && strncasecmp(v.at, word, v.len) == 0;
}

/* libcurl unpacks a packed transfer coding by itself, and hands on a packed content coding as it
 * is: neither was asked for. */
static bool packed(const char *line, size_t len)
{
	static const char content[] = "Content-Encoding", transfer[] = "Transfer-Encoding";

	if (header_is(line, len, content))
		return !value_is(line, len, content, "identity");
	if (header_is(line, len, transfer))
		return !value_is(line, len, transfer, "chunked");
	return false;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Keeps what a dialect may want to see: Date and every X-… header. */
static void keep(struct transfer *t, const char *line, size_t len)
{
	const char *colon = memchr(line, ':', len);
	struct buf *to = &t->answer.headers;
	struct text v;

	if (!colon || !(header_is(line, len, "Date") || lower(line[0]) == 'x'))
		return;
	v = value_of(line, len, (size_t)(colon - line));
	if (memchr(v.at, '\0', v.len) || to->len + len > NET_KEPT_BYTES)
		return;
	for (const char *p = line; p < colon; p++)
		buf_addc(to, lower(*p));
	buf_adds(to, ": ");
	buf_add(to, v.at, v.len);
	buf_addc(to, '\n');
}

static void keep_date(struct transfer *t, const char *line, size_t len)
{
	char date[HTTP_DATE_SIZE] = "";
	struct text v = value_of(line, len, strlen("Date"));

	if (v.len < sizeof(date))
		memcpy(date, v.at, v.len);
	(void)http_date_parse(date, &t->answer.date_ms);
}

/* A head begins: an early one (1xx) says nothing about the answer. */
static void begin_head(struct transfer *t, const char *line, size_t len)
{
	t->status = 0;
	for (size_t i = 9; i < 12 && i < len && line[i] >= '0' && line[i] <= '9'; i++)
		t->status = t->status * 10 + (line[i] - '0');
	buf_clear(&t->answer.headers);
	t->answer.date_ms = 0;
}

size_t take_header(char *line, size_t size, size_t count, void *transfer)
{
	struct transfer *t = transfer;
	size_t len = size * count;

	t->header_bytes += len;
	if (t->header_bytes > NET_HEADER_BYTES)
		t->refused = FAULT_HEADERS;
	else if (packed(line, len))
		t->refused = FAULT_ENCODING;
	if (t->refused)
		return 0;
	if (len > 5 && memcmp(line, "HTTP/", 5) == 0)
		begin_head(t, line, len);
	else if (header_is(line, len, "Date"))
		keep_date(t, line, len);
	keep(t, line, len);
	if (len <= 2 && (line[0] == '\r' || line[0] == '\n') && t->status >= 200 && !t->body_began) {
		t->body_began = true;
		t->span_ms = clock_mono_ms();
	}
	return len;
}

size_t take_body(char *data, size_t size, size_t count, void *transfer)
{
	struct transfer *t = transfer;
	size_t len = size * count;

	if (len > t->cap - t->answer.body.len) {
		t->refused = FAULT_SIZE;
		return 0;
	}
	buf_add(&t->answer.body, data, len);
	return t->answer.body.err ? 0 : len;
}
