/* SPDX-License-Identifier: MIT
 *
 * start<TAB>n<TAB>W|C<TAB>p/r;p/r or - in, due date<TAB>FINAL|PROVISIONAL out, line for line. A
 * line that does not have this form gives -<TAB>BAD, so that lines stay aligned.
 */
#include "tui/commands/due.h"

#include <getopt.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/standards/workday.h"
#include "tui/commands/due_moved.h"
#include "tui/commands/lines.h"

enum { GOOD, FINDINGS, USAGE };
enum { START, COUNT, UNIT, PAUSES, FIELDS };
enum { START_LEN = 16, DAY_LEN = 10, PAUSE_LEN = 2 * DAY_LEN + 1 };

static bool parse_day(const char *text, day_t *out)
{
	char day[DAY_LEN + 1];

	return text_copyn(day, sizeof(day), text, DAY_LEN) && day_parse(day, out);
}

/* "p/r;p/r" or "-". */
static bool parse_pauses(const char *text, struct pause pauses[DUE_PAUSES_MAX], size_t *n)
{
	*n = 0;
	if (strcmp(text, "-") == 0)
		return true;
	for (;; text += PAUSE_LEN + 1) {
		struct pause *p = &pauses[*n];

		if (*n == DUE_PAUSES_MAX || strnlen(text, PAUSE_LEN) < PAUSE_LEN)
			return false;
		if (!parse_day(text, &p->from) || text[DAY_LEN] != '/' ||
			!parse_day(text + DAY_LEN + 1, &p->to))
			return false;
		++*n;
		if (text[PAUSE_LEN] != ';')
			return text[PAUSE_LEN] == '\0';
	}
}

/* Cuts the line at its tabs; false unless there are exactly four fields. */
static bool split(char *line, char *fields[FIELDS])
{
	for (size_t i = 0; i < FIELDS; i++) {
		char *tab = strchr(line, '\t');

		fields[i] = line;
		if ((tab == NULL) != (i == FIELDS - 1))
			return false;
		if (tab) {
			*tab = '\0';
			line = tab + 1;
		}
	}
	return true;
}

static bool compute(struct buf *line, enum due_rule rule, struct due *out)
{
	struct pause pauses[DUE_PAUSES_MAX];
	char *fields[FIELDS];
	size_t n_pauses;
	int64_t start, n;
	bool calendar;

	if (line->len > 0 && line->data[line->len - 1] == '\r')
		buf_cut(line, line->len - 1);
	if (line->len == 0 || strlen(line->data) != line->len || !split(line->data, fields))
		return false;
	if (strlen(fields[START]) != START_LEN || !clock_parse(fields[START], &start))
		return false;
	if (!text_number(fields[COUNT], 0, DUE_DAYS_MAX, &n))
		return false;
	calendar = strcmp(fields[UNIT], "C") == 0;
	if (!calendar && strcmp(fields[UNIT], "W") != 0)
		return false;
	if (!parse_pauses(fields[PAUSES], pauses, &n_pauses))
		return false;
	return workday_due(start, (int)n, calendar ? DUE_CALENDAR : DUE_WORKING, rule, pauses,
		       n_pauses, out) == OK;
}

static int run(enum due_rule rule)
{
	struct buf line;
	int status = GOOD;

	buf_init(&line, LINE_BYTES);
	while (line_read(stdin, &line)) {
		struct due due;
		char day[11];

		if (line.err || !compute(&line, rule, &due)) {
			puts("-\tBAD");
			status = FINDINGS;
			continue;
		}
		day_format(due.day, day);
		printf("%s\t%s\n", day, due.provisional ? "PROVISIONAL" : "FINAL");
	}
	buf_release(&line);
	return lines_finish("due") ? status : FINDINGS;
}

static void help(void)
{
	printf(_("Usage: onetrip due [--rule A|B]\n\n"
		 "Reads lines of start, count, W or C, and pauses, tab separated:\n"
		 "  YYYY-MM-DDTHH:MM  N  W|C  p/r;p/r\n"
		 "start is Beijing time; W counts working days, C calendar days; days after\n"
		 "p up to r do not count; - for no pause. Prints due date and FINAL or\n"
		 "PROVISIONAL (past the published calendar).\n\n"
		 "Rule A counts from the start date. Rule B (default): a start on a day off or at\n"
		 "17:00 or later counts from the next working day.\n\n"
		 "Exit status: 0 good, 1 when a line is BAD, 2 usage.\n"));
}

static int usage(const char *what)
{
	fprintf(stderr, _("onetrip due: %s\nSee onetrip due --help\n"), what);
	return USAGE;
}

int command_due(int argc, char **argv)
{
	static const struct option options[] = {
		{"rule", required_argument, NULL, 'r'}, {"help", no_argument, NULL, 'h'}, {0}};
	enum due_rule rule = DUE_RULE_B;
	int option;

	if (argc > 1 && strcmp(argv[1], "--moved") == 0) {
		argv[1] = argv[0];
		return due_moved(argc - 1, argv + 1);
	}
	optind = 0;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'h') {
			help();
			return GOOD;
		}
		if (option != 'r')
			return usage(_("unknown option"));
		if (strcmp(optarg, "A") != 0 && strcmp(optarg, "B") != 0)
			return usage(_("the rule is A or B"));
		rule = *optarg == 'A' ? DUE_RULE_A : DUE_RULE_B;
	}
	if (optind != argc)
		return usage(_("values are read from standard input"));
	return lines_tables("due") ? run(rule) : FINDINGS;
}
