/* SPDX-License-Identifier: MIT
 *
 * The pages of F1 on standard output: all topics, or one page wrapped to the usual width.
 */
#include "tui/commands/help.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/canvas.h"
#include "tui/lines.h"
#include "tui/manual.h"

enum { PAGE_COLS = 78, TOPIC_CELLS = 16, PAGE_BYTES = 1 << 16 };

static void print_wrapped(const char *text)
{
	struct lines_box box = {.rows = CANVAS_ROWS, .width = PAGE_COLS};
	struct canvas c;
	struct buf row;
	int top = 0;

	canvas_init(&c, CANVAS_ROWS, PAGE_COLS);
	buf_init(&row, PAGE_BYTES);
	int rows = lines_draw(&c, &box, top, text);
	for (int i = 0; i < rows && i < CANVAS_ROWS; i++) {
		buf_clear(&row);
		canvas_row_text(&c, i, &row);
		fprintf(stdout, "%s\n", buf_text(&row));
	}
	buf_release(&row);
	canvas_release(&c);
}

static int print_topics(const struct manual *m)
{
	const struct manual_page *pages;
	size_t n = manual_pages(m, &pages);

	fputs(_("onetrip help TOPIC shows a page:\n"), stdout);
	for (size_t i = 0; i < n; i++)
		fprintf(stdout, "  %-*s%s\n", TOPIC_CELLS, pages[i].topic, pages[i].title);
	return 0;
}

static int print_page(const struct manual *m, const char *topic)
{
	const struct manual_page *p = manual_find(m, topic);
	const char *near = p ? NULL : manual_nearest(m, topic);

	if (p) {
		fprintf(stdout, "%s\n\n", p->title);
		print_wrapped(p->text);
		return 0;
	}
	if (near)
		fprintf(stderr, _("onetrip: no page %s; did you mean %s?\n"), topic, near);
	else
		fprintf(stderr, _("onetrip: no page %s; see onetrip help\n"), topic);
	return 1;
}

int command_manual(int argc, char **argv)
{
	static const struct option options[] = {{"lang", required_argument, NULL, 'l'},
		{"help", no_argument, NULL, 'h'}, {0}};
	struct manual *m = NULL;
	struct buf messages;
	int option, status;

	optind = 1;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (option == 'h') {
			fputs(_("Usage: onetrip help [--lang zh|en] [TOPIC]\n"
				"Shows a page of the manual that F1 reads, or the list of its topics.\n"), stdout);
			return 0;
		} else if (option != 'l' || i18n_start(optarg)) {
			fputs(_("onetrip: usage: see onetrip --help\n"), stderr);
			return 2;
		}
	buf_init(&messages, PAGE_BYTES);
	enum err e = manual_open(&m, &messages);
	if (e)
		fprintf(stderr, "onetrip: %s\n%s", _(err_text(e)), buf_text(&messages));
	buf_release(&messages);
	if (e)
		return 1;
	status = optind < argc ? print_page(m, argv[optind]) : print_topics(m);
	manual_close(m);
	return status;
}
