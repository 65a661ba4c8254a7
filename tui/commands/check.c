/* SPDX-License-Identifier: MIT
 *
 * Every line in gives exactly one line out: verdict, flags, normalised value, then what the kind
 * yields. What came in may be hostile: no control character of it reaches the output.
 */
#include "tui/commands/check.h"

#include <getopt.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/standards/credit_code.h"
#include "core/standards/identity.h"
#include "core/standards/name.h"
#include "core/standards/numbers.h"
#include "core/standards/region.h"
#include "core/standards/text_class.h"
#include "tui/commands/lines.h"

enum { ROW_BYTES = 4 * LINE_BYTES }; /* a malformed byte is shown by three */
enum { GOOD, FINDINGS, USAGE };

struct job;
struct kind {
	const char *name;
	void (*check)(struct job *);
	int columns;	    /* after the normalised value */
	const char *yields; /* msgid: what they are */
	void (*number)(const char *text, size_t len, struct number *out); /* of check_number */
	enum travel travel;						  /* of check_travel */
};

/* One value on its way: row collects the columns after the flags. */
struct job {
	const struct kind *kind;
	const char *text;
	size_t len;
	day_t today;
	struct verdict verdict;
	struct buf row;
};

/* Characters that could end the line, move the cursor or turn the text around. */
static bool unprintable(uint32_t c)
{
	return c == TEXT_BAD || c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
	       is_invisible(c);
}

static void columnn(struct job *j, const char *text, size_t len)
{
	char utf8[TEXT_UTF8_MAX];

	buf_addc(&j->row, '\t');
	if (len == 0)
		buf_addc(&j->row, '-');
	while (len > 0) {
		uint32_t c = text_next(&text, &len);

		buf_add(&j->row, utf8, text_put(unprintable(c) ? REPLACEMENT : c, utf8));
	}
}

static void column(struct job *j, const char *text)
{
	columnn(j, text, strlen(text));
}

/* The normalised value; in full also when it is too long for the array it was checked in. */
static void column_normal(struct job *j, const char *normal, size_t size)
{
	struct buf whole;

	buf_init(&whole, ROW_BYTES);
	identifier_normalise(j->text, j->len, &whole);
	if (whole.len < size)
		column(j, normal);
	else
		columnn(j, buf_text(&whole), whole.len);
	buf_release(&whole);
}

static void check_id(struct job *j)
{
	struct identity id;
	char birth[11] = "", sex[2] = "";

	identity_check(j->text, j->len, j->today, &id);
	j->verdict = id.verdict;
	if (id.has_birth)
		day_format(id.birth, birth);
	column_normal(j, id.normal, sizeof(id.normal));
	column(j, *id.type ? id.type : "NONE");
	column(j, birth);
	sex[0] = id.sex;
	column(j, sex);
	column(j, id.region);
}

static void check_credit_code(struct job *j)
{
	struct credit_code c;

	credit_code_check(j->text, j->len, &c);
	j->verdict = c.verdict;
	column_normal(j, c.normal, sizeof(c.normal));
	column(j, c.kind);
	column(j, c.prefix);
	column(j, c.region);
	column(j, c.org);
}

static void check_licence(struct job *j)
{
	struct number n;

	licence_check(j->text, j->len, &n);
	j->verdict = n.verdict;
	columnn(j, j->text, j->len); /* compared as bytes: nothing is normalised */
}

static void check_name(struct job *j)
{
	struct verdict ignored = {0};
	struct buf normal;
	struct name n;
	char count[24];

	name_check(j->text, j->len, &n);
	j->verdict = n.verdict;
	buf_init(&normal, ROW_BYTES);
	name_normalise(j->text, j->len, &normal, &ignored);
	columnn(j, buf_text(&normal), normal.len);
	buf_release(&normal);
	text_format(count, sizeof(count), "%zu", n.codepoints);
	column(j, count);
	text_format(count, sizeof(count), "%zu", n.cells);
	column(j, count);
}

static void check_region(struct job *j)
{
	static const char *const status[] = {
		[REGION_NONE] = "none", [REGION_CURRENT] = "cur", [REGION_OLD] = "old"};
	struct region r = {REGION_NONE, "", ""};
	struct number n;

	region_code_check(j->text, j->len, &n);
	j->verdict = n.verdict;
	if (n.verdict.grade != GRADE_BAD)
		region_find(n.normal, &r);
	column_normal(j, n.normal, sizeof(n.normal));
	column(j, status[r.status]);
	column(j, r.name);
	column(j, r.parent);
}

static void check_number(struct job *j)
{
	struct number n;

	j->kind->number(j->text, j->len, &n);
	j->verdict = n.verdict;
	column_normal(j, n.normal, sizeof(n.normal));
}

static void check_travel(struct job *j)
{
	char normal[IDENTITY_SIZE];

	travel_check(j->kind->travel, j->text, j->len, &j->verdict, normal);
	column_normal(j, normal, sizeof(normal));
}

static const struct kind kinds[] = {
	{"id", check_id, 4, N_("type, birth, sex, region"), NULL, 0},
	{"credit-code", check_credit_code, 4, N_("kind, prefix, region, organisation code"), NULL,
		0},
	{"licence", check_licence, 0, "", NULL, 0},
	{"card", check_number, 0, "", card_check, 0},
	{"name", check_name, 2, N_("code points, cells"), NULL, 0},
	{"region", check_region, 3, N_("status (cur, old, none), name, parent"), NULL, 0},
	{"mobile", check_number, 0, "", mobile_check, 0},
	{"plate", check_number, 0, "", plate_check, 0},
	{"postcode", check_number, 0, "", postcode_check, 0},
	{"passport", check_travel, 0, "", NULL, TRAVEL_PASSPORT},
	{"hmpermit", check_travel, 0, "", NULL, TRAVEL_HM},
	{"twpermit", check_travel, 0, "", NULL, TRAVEL_TW},
	{"item", check_number, 0, "", item_code_check, 0},
};

const char *check_kind(size_t i)
{
	return i < COUNT_OF(kinds) ? kinds[i].name : NULL;
}

static void help(void)
{
	printf(_("Usage: onetrip check KIND [--today DATE]\n\n"
		 "Reads one value a line and prints for each: verdict (OK, WARN, BAD), flags,\n"
		 "normalised value, then what the kind yields; tab separated, - for nothing.\n"
		 "DATE (YYYY-MM-DD) is today in Beijing unless given.\n\nKinds:\n"));
	for (const struct kind *k = kinds; k < kinds + COUNT_OF(kinds); k++) {
		if (*k->yields)
			printf("  %-12s %s\n", k->name, _(k->yields));
		else
			printf("  %s\n", k->name);
	}
	printf(_("\nExit status: 0 good, 1 when a value is BAD, 2 usage.\n"));
}

static int usage(const char *what)
{
	fprintf(stderr, _("onetrip check: %s\nSee onetrip check --help\n"), what);
	return USAGE;
}

/* A value beyond the longest line has lost its end; nothing can be said but that. */
static void too_long(struct job *j)
{
	verdict_add(&j->verdict, FLAG_E_LENGTH);
	for (int i = 0; i <= j->kind->columns; i++)
		column(j, "");
}

static int run(const struct kind *kind, day_t today)
{
	struct buf line, flags;
	struct job j = {.kind = kind, .today = today};
	int status = GOOD;

	buf_init(&line, LINE_BYTES);
	buf_init(&flags, LINE_BYTES);
	buf_init(&j.row, ROW_BYTES);
	while (line_read(stdin, &line)) {
		j.text = buf_text(&line);
		j.len = line.len;
		j.verdict = (struct verdict){0};
		line_clear(&j.row);
		buf_clear(&flags);
		if (line.err)
			too_long(&j);
		else
			kind->check(&j);
		verdict_flags(&j.verdict, &flags);
		printf("%s\t%s%s\n", grade_name(j.verdict.grade), buf_text(&flags),
			buf_text(&j.row));
		if (j.verdict.grade == GRADE_BAD)
			status = FINDINGS;
	}
	buf_release(&line);
	buf_release(&flags);
	buf_release(&j.row);
	return lines_finish("check") ? status : FINDINGS;
}

int command_check(int argc, char **argv)
{
	static const struct option options[] = {
		{"today", required_argument, NULL, 't'}, {"help", no_argument, NULL, 'h'}, {0}};
	day_t today = clock_today();
	int option;

	optind = 0;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'h') {
			help();
			return GOOD;
		}
		if (option != 't')
			return usage(_("unknown option"));
		if (!day_parse(optarg, &today))
			return usage(_("the date is not YYYY-MM-DD"));
	}
	if (argc - optind != 1)
		return usage(_("exactly one kind is needed"));
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		if (strcmp(argv[optind], kinds[i].name) == 0)
			return lines_tables("check") ? run(&kinds[i], today) : FINDINGS;
	}
	return usage(_("unknown kind"));
}
