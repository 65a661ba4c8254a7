/* SPDX-License-Identifier: MIT
 *
 * Between yaml.c, which reads lines and blocks, and yaml_scalar.c, which reads what stands on one line.
 */
#ifndef ONETRIP_YAML_INSIDE_H
#define ONETRIP_YAML_INSIDE_H

#include "core/exchange/yaml.h"

enum { SCALAR_BYTES = 64 * 1024 };

struct line {
	const char *raw;             /* from the first column */
	size_t raw_len;
	int indent;                  /* BLANK: nothing but blanks or a comment */
	const char *text;            /* from the indentation on */
	size_t len;
};

struct reading {
	struct line *lines;
	size_t n, at;
	struct buf *out;
	enum err err;
	size_t bad;                  /* the line it failed at */
};

struct flow {
	struct reading *d;
	const char *at, *end;
};

bool yaml_fail(struct reading *d, enum err e);   /* keeps the first; false */
void yaml_text(struct reading *d, const struct buf *text); /* as a JSON string */
void yaml_plain(struct reading *d, const char *text, size_t len);
void yaml_quoted(struct reading *d, const char *text, size_t len); /* with its quotes */
bool yaml_quote(char c);
size_t yaml_quoted_len(const char *text, size_t len); /* 0: it does not end here */
size_t yaml_uncommented(const char *text, size_t len);
bool yaml_word(const char *text, size_t len, const char *word);
/* A flow collection or scalar of one line. */
bool yaml_flow(struct flow *f, int depth);
void yaml_blanks(struct flow *f);

#endif
