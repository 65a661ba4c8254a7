/* SPDX-License-Identifier: MIT */
#include "tui/terminal.h"

#include <string.h>

#include "core/base/file.h"
#include "core/base/ini.h"
#include "core/base/text.h"

enum { FILE_BYTES = 1 << 16, NAME_SIZE = 48 };

static const char *const themes[] = {"dark", "light", "contrast", "mono"};

const char *terminal_theme_word(enum theme t)
{
	return themes[t];
}

bool terminal_lost(const struct terminal *t, int f)
{
	return t->lost >> f & 1;
}

static bool path_of(const char *database, char out[PATH_SIZE])
{
	const char *slash = strrchr(database, '/');

	return text_format(out, PATH_SIZE, "%.*sterminals.ini", slash ? (int)(slash - database) + 1 : 0,
		database);
}

/* TERM comes from outside: what may not be a section's name becomes a dot. */
static void section_of(const char *name, char out[NAME_SIZE])
{
	text_copy(out, NAME_SIZE, name && *name ? name : "unknown");
	for (char *at = out; *at; at++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_.-", *at))
			*at = '.';
}

static bool yes(const struct ini *ini, const char *section, const char *key, bool usual)
{
	const char *value = ini_get(ini, section, key);

	return value ? text_equal(value, "yes") : usual;
}

static unsigned read_lost(const char *numbers)
{
	unsigned lost = 0;

	for (; numbers && *numbers; numbers++) {
		unsigned n = 0;
		while (*numbers >= '0' && *numbers <= '9')
			n = n * 10 + (unsigned)(*numbers++ - '0');
		if (n >= 1 && n <= TERMINAL_F_KEYS)
			lost |= 1U << n;
		if (!*numbers)
			break;
	}
	return lost;
}

static void read_section(const struct ini *ini, const char *section, struct terminal *out)
{
	const char *theme = ini_get(ini, section, "theme");

	if (theme)
		(void)theme_parse(theme, &out->theme);
	out->slow = yes(ini, section, "slow", false);
	out->mouse = yes(ini, section, "mouse", false);
	out->bell = yes(ini, section, "bell", true);
	out->tested = yes(ini, section, "tested", false);
	out->lost = read_lost(ini_get(ini, section, "lost"));
}

static struct ini *open_file(const char *database)
{
	char path[PATH_SIZE];
	struct ini *ini = NULL;
	struct buf messages;

	buf_init(&messages, FILE_BYTES);
	if (path_of(database, path) && ini_load(path, &ini, &messages))
		ini = NULL;
	buf_release(&messages);
	return ini;
}

void terminal_load(const char *database, const char *name, enum theme theme, struct terminal *out)
{
	char section[NAME_SIZE];
	struct ini *ini = open_file(database);

	*out = (struct terminal){.theme = theme, .bell = true};
	section_of(name, section);
	if (ini)
		read_section(ini, section, out);
	ini_free(ini);
}

static void write_section(const char *section, const struct terminal *t, struct buf *out)
{
	buf_addf(out, "[%s]\ntheme = %s\nslow = %s\nmouse = %s\nbell = %s\ntested = %s\n", section,
		themes[t->theme], t->slow ? "yes" : "no", t->mouse ? "yes" : "no",
		t->bell ? "yes" : "no", t->tested ? "yes" : "no");
	if (t->lost) {
		buf_adds(out, "lost =");
		for (int n = 1; n <= TERMINAL_F_KEYS; n++)
			if (terminal_lost(t, n))
				buf_addf(out, " %d", n);
		buf_addc(out, '\n');
	}
}

enum err terminal_save(const char *database, const char *name, const struct terminal *t)
{
	char path[PATH_SIZE], section[NAME_SIZE];
	struct ini *ini = open_file(database);
	struct buf out;

	section_of(name, section);
	buf_init(&out, FILE_BYTES);
	for (size_t i = 0; ini && i < ini->n_sections; i++) {
		struct terminal other = {.bell = true};
		if (text_equal(ini->sections[i], section))
			continue;
		read_section(ini, ini->sections[i], &other);
		write_section(ini->sections[i], &other, &out);
	}
	write_section(section, t, &out);
	enum err e = out.err ? out.err : path_of(database, path) ? OK : ERR_LIMIT;
	if (!e)
		e = file_write(path, buf_text(&out), out.len);
	buf_release(&out);
	ini_free(ini);
	return e;
}
