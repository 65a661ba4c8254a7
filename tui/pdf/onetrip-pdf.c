/* SPDX-License-Identifier: MIT
 *
 * onetrip-pdf: a frozen paper as PDF. A program of its own, so that onetrip itself needs none of the
 * libraries that lay out pages; it is built where cairo, pango and qrencode are installed.
 *
 * Standard input -
 *   onetrip-pdf 1
 *   columns 80             80 A4, 56 A5, 48 a roll of 80 mm, 32 one of 58 mm
 *   qr AAAAA5              a square below the text; may be missing
 *                          an empty line, then the text: UTF-8, lines as the paper has them
 * Standard output: the PDF. Every character stands in its cell, whatever the font. Exit status: 0, or 1
 * input that is not of this form, 3 no font with Chinese, 4 the output could not be written.
 */
#include <cairo-pdf.h>
#include <errno.h>
#include <pango/pangocairo.h>
#include <qrencode.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"

#define FONT "Noto Sans Mono CJK SC,Noto Sans CJK SC,WenQuanYi Zen Hei Mono,Source Han Mono SC,monospace"
#define MM (72.0 / 25.4)

enum { INPUT_MOST = 512 * 1024, LINE_MOST = 1024, QR_MOST = 64, LEADING_TENTHS = 13, BAD = 1, NO_FONT = 3, NO_WRITE = 4 };

static const struct sheet {
	int columns;
	double width, height, margin, square; /* mm; height 0: a roll, as long as its text */
} sheets[] = {
	{80, 210, 297, 15, 24},
	{56, 148, 210, 10, 20},
	{48, 80, 0, 4, 20},
	{32, 58, 0, 3, 18},
};

struct job {
	const struct sheet *sheet;
	char qr[QR_MOST];
	const char *text;
	double cell, leading;          /* points */
	int lines, per_page, pages;
	cairo_t *cairo;
	PangoLayout *layout;
	bool no_glyph;                 /* a Chinese character no font has */
};

/* ---- input ---- */

static size_t read_all(char *out, size_t size)
{
	size_t n = 0;

	for (;;) {
		ssize_t got = read(STDIN_FILENO, out + n, size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || n + (size_t)got == size)
			return got == 0 ? n : 0;
		n += (size_t)got;
	}
}

static const struct sheet *sheet_of(const char *columns)
{
	int64_t n;

	for (size_t i = 0; text_number(columns, 1, 200, &n) && i < COUNT_OF(sheets); i++)
		if (sheets[i].columns == n)
			return &sheets[i];
	return NULL;
}

static bool head_line(struct job *j, const char *line)
{
	if (text_starts(line, "columns "))
		return (j->sheet = sheet_of(line + 8)) != NULL;
	if (text_starts(line, "qr "))
		return text_copy(j->qr, sizeof j->qr, line + 3) && *j->qr;
	return false;
}

static bool parse(struct job *j, const char *input, size_t len)
{
	char line[80];
	const char *end;

	if (!text_valid(input, len) || !text_starts(input, "onetrip-pdf 1\n"))
		return false;
	for (input += strlen("onetrip-pdf 1\n"); *input != '\n'; input = end + 1) {
		end = strchr(input, '\n');
		if (!end || !text_copyn(line, sizeof line, input, (size_t)(end - input)) ||
			!head_line(j, line))
			return false;
	}
	j->text = input + 1;
	return j->sheet != NULL;
}

/* ---- the page ---- */

static void measure(struct job *j)
{
	double room;

	j->cell = (j->sheet->width - 2 * j->sheet->margin) * MM / j->sheet->columns;
	j->leading = j->cell * 2 * LEADING_TENTHS / 10;
	for (const char *p = j->text; *p; p++)
		j->lines += *p == '\n';
	room = (j->sheet->height - 2 * j->sheet->margin) * MM;
	j->per_page = j->sheet->height > 0 ? (int)(room / j->leading) - 1 : j->lines + 1;
	int square = *j->qr && j->sheet->height > 0 ? (int)(j->sheet->square * MM / j->leading) + 2 : 0;
	j->pages = (j->lines + square + j->per_page - 1) / j->per_page;
	j->pages = j->pages > 0 ? j->pages : 1;
}

static double width_of(const struct job *j)
{
	return j->sheet->width * MM;
}

static double height_of(const struct job *j)
{
	if (j->sheet->height > 0)
		return j->sheet->height * MM;
	return j->lines * j->leading + (2 * j->sheet->margin + (*j->qr ? j->sheet->square + 4 : 0)) * MM;
}

static void put_char(struct job *j, double x, double y, const char *bytes, int n, bool han)
{
	pango_layout_set_text(j->layout, bytes, n);
	if (han && pango_layout_get_unknown_glyphs_count(j->layout) > 0)
		j->no_glyph = true;
	cairo_move_to(j->cairo, x, y);
	pango_cairo_show_layout(j->cairo, j->layout);
}

static void put_line(struct job *j, double y, const char *line, size_t left)
{
	double x = j->sheet->margin * MM;

	while (left > 0) {
		const char *at = line;
		uint32_t c = text_next(&line, &left);
		int cells = c == TEXT_BAD ? 1 : text_cell(c);
		if (c != ' ' && c != TEXT_BAD)
			put_char(j, x, y, at, (int)(line - at), text_is_han(c));
		x += cells * j->cell;
	}
}

static void put_square(struct job *j, double y)
{
	QRcode *code = QRcode_encodeString(j->qr, 0, QR_ECLEVEL_M, QR_MODE_8, 1);

	if (!code)
		return;
	double side = j->sheet->square * MM, dot = side / code->width;
	double x = j->sheet->height > 0 ? j->sheet->margin * MM : (width_of(j) - side) / 2;
	for (int row = 0; row < code->width; row++)
		for (int col = 0; col < code->width; col++)
			if (code->data[row * code->width + col] & 1)
				cairo_rectangle(j->cairo, x + col * dot, y + row * dot, dot, dot);
	cairo_fill(j->cairo);
	QRcode_free(code);
}

static void put_page_number(struct job *j, int page)
{
	char text[32];

	if (j->pages < 2)
		return;
	text_format(text, sizeof text, "%d/%d", page, j->pages);
	put_line(j, height_of(j) - j->sheet->margin * MM - j->leading, text, strlen(text));
}

static void put_pages(struct job *j)
{
	const char *p = j->text;
	double top = j->sheet->margin * MM;

	for (int page = 1; page <= j->pages; page++) {
		int line = 0;
		for (; *p && line < j->per_page; line++) {
			size_t n = strcspn(p, "\n");
			put_line(j, top + line * j->leading, p, n);
			p += n + (p[n] == '\n');
		}
		if (*j->qr && page == j->pages)
			put_square(j, top + (line + 1) * j->leading);
		put_page_number(j, page);
		cairo_show_page(j->cairo);
	}
}

/* ---- output ---- */

static cairo_status_t emit(void *closure, const unsigned char *data, unsigned length)
{
	(void)closure;
	while (length > 0) {
		ssize_t n = write(STDOUT_FILENO, data, length);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return CAIRO_STATUS_WRITE_ERROR;
		data += n;
		length -= (unsigned)n;
	}
	return CAIRO_STATUS_SUCCESS;
}

static int draw(struct job *j)
{
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(emit, NULL, width_of(j), height_of(j));
	PangoFontDescription *font = pango_font_description_from_string(FONT);

	j->cairo = cairo_create(surface);
	j->layout = pango_cairo_create_layout(j->cairo);
	pango_font_description_set_absolute_size(font, j->cell * 2 * PANGO_SCALE);
	pango_layout_set_font_description(j->layout, font);
	put_pages(j);
	pango_font_description_free(font);
	g_object_unref(j->layout);
	cairo_destroy(j->cairo);
	cairo_surface_finish(surface);
	bool bad = cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return bad ? NO_WRITE : j->no_glyph ? NO_FONT : 0;
}

int main(void)
{
	static char input[INPUT_MOST];
	struct job j = {0};
	size_t n = read_all(input, sizeof input - 1);

	if (n == 0 || !parse(&j, input, n))
		return BAD;
	measure(&j);
	return draw(&j);
}
