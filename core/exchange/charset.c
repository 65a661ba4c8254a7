/* SPDX-License-Identifier: MIT
 *
 * 1.2 % of random short GB2312 strings are valid UTF-8 too, so nobody guesses field by field: the
 * label decides, then the whole body.
 */
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "core/base/text.h"
#include "core/exchange/charset.h"

enum { CHUNK = 4096 };

static bool space(char c)
{
	return c == ' ' || c == '\t';
}

static void lower(char *text)
{
	for (; *text; text++) {
		if (*text >= 'A' && *text <= 'Z')
			*text = (char)(*text - 'A' + 'a');
	}
}

bool charset_parameter(const char *header, const char *name, char *out, size_t size)
{
	size_t len = strlen(name), n;
	const char *p = strchr(header, ';');

	for (; p; p = strchr(p, ';')) {
		do
			p++;
		while (space(*p));
		if (strncasecmp(p, name, len) != 0 || p[len] != '=')
			continue;
		p += len + 1;
		p += *p == '"';
		n = strcspn(p, "\"; \t");
		if (n == 0 || !text_copyn(out, size, p, n))
			return false;
		lower(out);
		return true;
	}
	return false;
}

static bool among(const char *word, const char *const *list)
{
	for (; *list; list++) {
		if (strcmp(word, *list) == 0)
			return true;
	}
	return false;
}

static enum err as_utf8(const char *body, size_t len, struct buf *out)
{
	if (!text_valid(body, len))
		return ERR_SYNTAX;
	buf_add(out, body, len);
	return out->err;
}

static enum err as_gb18030(const char *body, size_t len, struct buf *out)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	char *in = (char *)(uintptr_t)body; /* iconv's prototype; it only reads */
	size_t left = len;
	enum err err = OK;

	if (cd == (iconv_t)-1)
		return ERR_UNSUPPORTED;
	while (left > 0 && !err) {
		char chunk[CHUNK];
		char *to = chunk;
		size_t room = sizeof(chunk);

		if (iconv(cd, &in, &left, &to, &room) == (size_t)-1 && errno != E2BIG)
			err = ERR_SYNTAX;
		buf_add(out, chunk, sizeof(chunk) - room);
		if (!err)
			err = out->err;
	}
	iconv_close(cd);
	return err;
}

static bool looks_utf16(const char *body, size_t len)
{
	return len >= 2 && (memcmp(body, "\xFF\xFE", 2) == 0 || memcmp(body, "\xFE\xFF", 2) == 0 ||
				   body[0] == '\0' || body[1] == '\0');
}

enum err charset_read(const char *content_type, const char *body, size_t len, struct buf *out,
	bool *gb18030)
{
	static const char *const utf8[] = {"utf-8", "utf8", "us-ascii", NULL};
	static const char *const gb[] = {"gb18030", "gbk", "gb2312", "x-gbk", "cp936", NULL};
	char label[32];

	*gb18030 = false;
	if (looks_utf16(body, len))
		return ERR_UNSUPPORTED;
	if (charset_parameter(content_type, "charset", label, sizeof(label))) {
		if (among(label, utf8))
			return as_utf8(body, len, out);
		if (!among(label, gb))
			return ERR_UNSUPPORTED;
	} else if (text_valid(body, len)) {
		return as_utf8(body, len, out);
	}
	*gb18030 = true;
	return as_gb18030(body, len, out);
}
