/* SPDX-License-Identifier: MIT
 *
 * Each glyph stands at its own column, so the picture is right with any font that is at hand.
 */
#include "tests/screen/harness/picture.h"

#include <ctype.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "tui/canvas.h"

enum { CELL_W = 9, CELL_H = 20, BASE = 15, MARGIN = 10, COLS = 400 };

static const struct {
	const char *name;            /* in lower case, as goldens write it */
	short fg, bg;
	const char *attrs;
} roles[PAINT_COUNT] = {
#define X(name, f8, b8, a8, fd, bd, ad, fl, bl, al, mono) [name] = {&#name[6], fd, bd, ad},
	ROLE_PAINT_TABLE(X)
#undef X
};

/* The 256 colours of xterm: 16 names, a cube of six, 24 greys. */
static unsigned rgb(int colour)
{
	static const unsigned cube[] = {0, 95, 135, 175, 215, 255};

	if (colour >= 232) {
		unsigned g = 8 + 10 * (unsigned)(colour - 232);
		return g << 16 | g << 8 | g;
	}
	if (colour >= 16) {
		unsigned n = (unsigned)colour - 16;
		return cube[n / 36] << 16 | cube[n / 6 % 6] << 8 | cube[n % 6];
	}
	return colour == 0 ? 0x000000 : 0xdddddd;
}

static bool same_role(const char *name, size_t len, int role)
{
	for (size_t i = 0; i < len; i++)
		if (tolower((unsigned char)roles[role].name[i]) != name[i])
			return false;
	return roles[role].name[len] == '\0';
}

/* "title:0-17 demo:18-23": the role of each column. */
static void read_runs(const char *line, size_t len, uint8_t paint[COLS])
{
	const char *end = line + len;

	while (line < end) {
		line += strspn(line, " ");
		size_t name = strcspn(line, ":\n");
		if (line + name >= end)
			return;
		char *at;
		long first = strtol(line + name + 1, &at, 10), last = *at == '-' ? strtol(at + 1, &at, 10) : first;
		for (int role = 0; role < PAINT_COUNT; role++)
			for (long col = first; same_role(line, name, role) && col <= last && col < COLS; col++)
				paint[col] = (uint8_t)role;
		line = at;
	}
}

static void put_glyph(struct buf *out, uint32_t cp)
{
	char bytes[TEXT_UTF8_MAX];

	if (cp == '<')
		buf_adds(out, "&lt;");
	else if (cp == '&')
		buf_adds(out, "&amp;");
	else
		buf_add(out, bytes, text_put(cp, bytes));
}

static void put_row(struct buf *out, int row, const char *text, size_t len, const uint8_t paint[COLS])
{
	int y = MARGIN + row * CELL_H, col = 0;

	for (int i = 0; i < COLS; i++)
		if (roles[paint[i]].bg >= 0 || strchr(roles[paint[i]].attrs, 'R'))
			buf_addf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n",
				MARGIN + i * CELL_W, y, CELL_W, CELL_H,
				roles[paint[i]].bg >= 0 ? rgb(roles[paint[i]].bg) : 0xd0d0d0);
	while (len > 0) {
		uint32_t cp = text_next(&text, &len);
		int role = paint[col < COLS ? col : COLS - 1], cells = text_cell(cp);
		bool reverse = roles[role].bg < 0 && strchr(roles[role].attrs, 'R');
		if (cp != ' ') {
			buf_addf(out, "<text x=\"%d\" y=\"%d\" fill=\"#%06x\"%s>", MARGIN + col * CELL_W, y + BASE,
				reverse ? 0x1c1c1c : rgb(roles[role].fg >= 0 ? roles[role].fg : 252),
				strchr(roles[role].attrs, 'B') ? " font-weight=\"bold\"" : "");
			put_glyph(out, cp);
			buf_adds(out, "</text>\n");
		}
		col += cells;
	}
}

static void begin(struct buf *out, int cols, int rows)
{
	int width = cols * CELL_W + 2 * MARGIN, height = rows * CELL_H + 2 * MARGIN;

	buf_addf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-size=\"15\" "
		"font-family=\"'Noto Sans Mono CJK SC','DejaVu Sans Mono',monospace\">\n"
		"<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#1c1c1c\"/>\n", width, height, width, height);
}

bool picture_svg(const char *golden, struct buf *out)
{
	char *at;
	long cols = strtol(golden, &at, 10), rows = *at == 'x' ? strtol(at + 1, &at, 10) : 0;

	if (cols < 1 || cols > COLS || rows < 1 || rows > CANVAS_ROWS)
		return false;
	begin(out, (int)cols, (int)rows);
	for (int row = 0; row < rows && (at = strchr(at, '\n')); row++) {
		const char *text = strchr(at + 1, '|');
		const char *end = text ? strchr(text, '\n') : NULL;
		uint8_t paint[COLS] = {0};
		if (!end || end[-1] != '|')
			return false;
		if (text_starts(end + 1, "   "))
			read_runs(end + 1, strcspn(end + 1, "\n"), paint);
		put_row(out, row, text + 1, (size_t)(end - text) - 2, paint);
		at = (char *)(uintptr_t)(text_starts(end + 1, "   ") ? strchr(end + 1, '\n') : end);
	}
	buf_adds(out, "</svg>\n");
	return true;
}

/* ---- the files ---- */

static bool current(const char *path, bool make_it, struct buf *report)
{
	char golden[PATH_SIZE];
	struct buf text, svg, now;
	size_t name = strlen("assets/docs/");

	text_format(golden, sizeof golden, "tests/screen/golden/%.*s.txt", (int)(strlen(path) - name - 4), path + name);
	buf_init(&text, PICTURE_BYTES);
	buf_init(&svg, PICTURE_BYTES);
	buf_init(&now, PICTURE_BYTES);
	bool good = file_read(golden, &text) == OK && picture_svg(buf_text(&text), &svg);
	if (good && make_it)
		good = file_write(path, buf_text(&svg), svg.len) == OK;
	else if (good)
		good = file_read(path, &now) == OK && text_equal(buf_text(&now), buf_text(&svg));
	if (!good)
		buf_addf(report, "%s differs from %s; make pictures\n", path, golden);
	buf_release(&text);
	buf_release(&svg);
	buf_release(&now);
	return good;
}

bool pictures_current(bool make_them, struct buf *report)
{
	glob_t found;
	bool good = true;

	if (glob("assets/docs/*.svg", 0, NULL, &found) != 0)
		return true;
	for (size_t i = 0; i < found.gl_pathc; i++)
		good = current(found.gl_pathv[i], make_them, report) && good;
	globfree(&found);
	return good;
}
