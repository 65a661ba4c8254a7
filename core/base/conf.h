/* SPDX-License-Identifier: MIT
 *
 * onetrip.conf: strict INI read against one table of options. Every option has a default, so an
 * empty file is valid; an unknown section or key is a mistake, answered with the nearest one.
 */
#ifndef ONETRIP_CONF_H
#define ONETRIP_CONF_H

#include "core/base/base.h"
#include "core/base/buf.h"

#define CONF_DEFAULT_PATH "/etc/onetrip/onetrip.conf"

/* Of the machine; where there is none the account's own, ~/.config/onetrip/onetrip.conf, if that is
 * there. The text lives until the next call. */
const char *conf_where(void);
/* The account's own, whether it is there or not; NULL without a home. */
const char *conf_own(void);

enum conf_kind {
	CONF_TEXT,   /* at most max bytes */
	CONF_WORD,   /* [A-Za-z0-9-], min to max bytes */
	CONF_PATH,   /* absolute, or empty when min is 0 */
	CONF_NUMBER, /* min to max */
	CONF_CHOICE  /* one of choices */
};

struct conf_option {
	const char *section, *key;
	enum conf_kind kind;
	const char *otherwise; /* the default, as it is written */
	int min, max;
	const char *choices;   /* "zh en" */
	const char *help;      /* the comment in the default file */
};
extern const struct conf_option conf_options[];
extern const size_t conf_n_options;

struct conf;

/* On ERR_SYNTAX messages holds "path:line: message\n" lines, on ERR_IO/ERR_NOTFOUND one line;
 * initialised by the caller. */
enum err conf_load(const char *path, struct conf **out, struct buf *messages) MUST_CHECK;
void conf_free(struct conf *c);
/* Naming an option that is not in the table is a BUG. The text lives until conf_free. */
const char *conf_text(const struct conf *c, const char *section, const char *key);
int64_t conf_int(const struct conf *c, const char *section, const char *key);

/* Index in conf_options; conf_n_options: there is none. */
size_t conf_index(const char *section, const char *key);
bool conf_fits(const struct conf_option *o, const char *value);
void conf_template(struct buf *out); /* the default file: every option with its help */
/* The same with values; a NULL is the default. values: conf_n_options of them. */
void conf_write(const char *const *values, struct buf *out);

#endif
