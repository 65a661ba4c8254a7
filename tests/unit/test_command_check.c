/* SPDX-License-Identifier: MIT
 *
 * The filters check and due through their standard streams: columns, alignment of lines, exit
 * status, hostile bytes.
 */
#include "tui/commands/check.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "tests/unit/standards_vectors.h"
#include "tui/commands/due.h"

typedef int command(int argc, char **argv);

enum { ARGS_MAX = 8, OUTPUT_MAX = 16 << 20 };

static struct buf output;

static void feed(const char *input, size_t len)
{
	FILE *f = tmpfile();

	assert_non_null(f);
	assert_int_equal(fwrite(input, 1, len, f), len);
	assert_int_equal(fflush(f), 0);
	assert_int_equal(fseek(f, 0, SEEK_SET), 0);
	clearerr(stdin);
	assert_true(dup2(fileno(f), STDIN_FILENO) == STDIN_FILENO);
	assert_int_equal(fseek(stdin, 0, SEEK_SET), 0);
	fclose(f);
}

static void collect(FILE *f)
{
	char chunk[4096];
	size_t n;

	buf_clear(&output);
	rewind(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&output, chunk, n);
	assert_int_equal(output.err, OK);
}

/* Runs "check id --today 2026-11-23" and the like; what it prints stands in output. */
static int run(command *c, const char *words, const char *input, size_t len)
{
	char copy[128], *argv[ARGS_MAX] = {0};
	int argc = 0, status, out, err;
	FILE *f = tmpfile();

	text_copy(copy, sizeof(copy), words);
	for (char *w = copy; w && argc < ARGS_MAX - 1; argc++) {
		char *blank = strchr(w, ' ');

		argv[argc] = w;
		if (blank)
			*blank++ = '\0';
		w = blank;
	}
	feed(input, len);
	fflush(stdout);
	out = dup(STDOUT_FILENO);
	err = dup(STDERR_FILENO);
	assert_true(f && out >= 0 && err >= 0);
	assert_true(dup2(fileno(f), STDOUT_FILENO) >= 0 && dup2(fileno(f), STDERR_FILENO) >= 0);
	status = c(argc, argv);
	fflush(stdout);
	assert_true(dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0);
	close(out);
	close(err);
	collect(f);
	fclose(f);
	return status;
}

static int run_text(command *c, const char *words, const char *input)
{
	return run(c, words, input, strlen(input));
}

static void expect(const char *words, const char *input, int status, const char *want)
{
	int is = run_text(command_check, words, input);

	assert_cell(buf_text(&output), want, words);
	assert_int_equal(is, status);
}

static void columns(void **state)
{
	(void)state;
	expect("check id --today 2026-11-23", "370481 19601226 9092\n310101960229996\n", 0,
		"OK\t-\t370481196012269092\tCITIZEN18\t1960-12-26\tM\t370481\n"
		"WARN\tW_AGE,W_LEGACY15\t310101189602299967\tCITIZEN15\t1896-02-29\tF\t310101\n");
	expect("check --today 2026-11-23 id", "522326000001014986\n360982200102291083\n\n", 1,
		"BAD\tE_YEAR\t522326000001014986\tCITIZEN18\t0000-01-01\tF\t522326\n"
		"BAD\tE_DATE\t360982200102291083\tCITIZEN18\t-\tF\t360982\n"
		"BAD\tE_EMPTY\t-\tNONE\t-\t-\t-\n");
	expect("check credit-code", "MA4VCF49-8\n11441821376513197Y\n410928625493210\n1\n", 1,
		"OK\t-\tMA4VCF498\tORG\t-\t-\t-\n"
		"OK\t-\t11441821376513197Y\tUSCC\t11\t441821\t376513197\n"
		"OK\t-\t410928625493210\tREGNO\t-\t-\t-\n"
		"BAD\tE_LENGTH\t1\t-\t-\t-\t-\n");
	expect("check name", "张 三\r\n王!\n", 1, "OK\t-\t张三\t2\t4\nBAD\tE_CHAR\t王!\t2\t3\n");
	expect("check region", "110000\n110103\n330199\n990000\n3301\n", 1,
		"OK\t-\t110000\tcur\t北京市\t-\n"
		"WARN\tW_REGION_OLD\t110103\told\t崇文区\t110100\n"
		"WARN\tW_REGION_UNKNOWN\t330199\tnone\t-\t-\n"
		"BAD\tE_REGION\t990000\tnone\t-\t-\n"
		"BAD\tE_LENGTH\t3301\tnone\t-\t-\n");
	expect("check mobile", "+86 138 0013 8000\n", 0, "OK\t-\t13800138000\n");
	expect("check plate", "浙A·12345\n浙A123456\n", 1,
		"OK\t-\t浙A12345\nBAD\tE_CHAR\t浙A123456\n");
	expect("check postcode", "010000", 0, "OK\t-\t010000\n");
	expect("check card", "6287347089574891031\n", 0, "WARN\tW_LUHN\t6287347089574891031\n");
	expect("check passport", "e12345678\n", 0, "OK\t-\tE12345678\n");
	expect("check hmpermit", "H1234567\n", 1, "BAD\tE_LENGTH\tH1234567\n");
	expect("check twpermit", "12345678\n", 0, "OK\t-\t12345678\n");
	expect("check item", "009917051000\n", 0, "WARN\tW_TYPE\t009917051000\n");
	expect("check licence", "\n1-2\n", 1, "BAD\tE_EMPTY\t-\nBAD\tE_ROOT\t1-2\n");
}

/* One vector file through the command: the columns in `map` are those of the file. */
static void through(const char *file, size_t columns_of_file, const char *words, const size_t *map,
	size_t n_map)
{
	struct tsv t = {0};
	char in[CELL_BYTES], want[CELL_BYTES], cell[CELL_BYTES];

	load_vectors(file, columns_of_file, &t);
	for (size_t r = 0; r < t.rows; r++) {
		size_t len = unescape(tsv_cell(&t, r, 0), in);
		char *at;

		if (memchr(in, '\n', len)) /* a line cannot hold one */
			continue;
		run(command_check, words, in, len);
		/* a file without a byte holds no line */
		assert_int_equal(output.len == 0, len == 0);
		if (len == 0)
			continue;
		at = output.data;
		for (size_t i = 0; i < n_map; i++) {
			size_t n = strcspn(at, "\t\n");

			text_copyn(cell, sizeof(cell), at, n);
			unescape(tsv_cell(&t, r, map[i]), want);
			assert_cell(cell, want, tsv_cell(&t, r, 0));
			assert_int_equal(at[n], i + 1 < n_map ? '\t' : '\n');
			at += n + 1;
		}
		assert_int_equal(*at, '\0');
	}
	tsv_release(&t);
}

static void vectors_of_ids(void **state)
{
	static const size_t map[] = {1, 2, 4, 3, 5, 6, 7};

	(void)state;
	through("ids.tsv", 9, "check id --today 2026-11-23", map, COUNT_OF(map));
}

static void vectors_of_names(void **state)
{
	static const size_t map[] = {1, 2, 3, 4, 6};

	(void)state;
	through("names.tsv", 8, "check name", map, COUNT_OF(map));
}

static void vectors_of_cards(void **state)
{
	static const size_t map[] = {1, 2, 3};

	(void)state;
	through("luhn.tsv", 5, "check card", map, COUNT_OF(map));
}

static void vectors_of_licences(void **state)
{
	static const size_t map[] = {1, 2, 0};

	(void)state;
	through("licences.tsv", 4, "check licence", map, COUNT_OF(map));
}

static const char *const all_kinds[] = {"id", "credit-code", "licence", "card", "name", "region",
	"mobile", "plate", "postcode", "passport", "hmpermit", "twpermit", "item"};

/* Every byte value, alone and inside: as many lines out as in, nothing raw in them. */
static void hostile_bytes(void **state)
{
	(void)state;
	for (size_t k = 0; k < COUNT_OF(all_kinds); k++) {
		char input[2048], words[32];
		size_t len = 0, lines = 0;

		for (int b = 0; b < 256; b++) {
			if (b == '\n')
				continue;
			input[len++] = (char)b;
			input[len++] = '1';
			input[len++] = (char)b;
			input[len++] = '\n';
		}
		memcpy(input + len, "\xE2\x80\xAE\xE2\x80\xA8\0\x1B[31m",
			12); /* no LF at the end */
		len += 12;
		assert_true(text_format(words, sizeof(words), "check %s", all_kinds[k]));
		run(command_check, words, input, len);
		assert_true(text_valid(output.data, output.len));
		for (size_t i = 0; i < output.len; i++) {
			unsigned char c = (unsigned char)output.data[i];

			lines += c == '\n';
			assert_true(c >= ' ' || c == '\n' || c == '\t');
			assert_int_not_equal(c, 0x7F);
		}
		assert_int_equal(lines, 256);
		assert_null(strstr(output.data, "\u202E"));
		assert_null(strstr(output.data, "\xC2\x85"));
	}
}

/* Each line has the columns of its kind, whatever was in it. */
static void aligned(void **state)
{
	static const char *const inputs[] = {"", "\t\t\t", "1\t2\t3", "\r", "\x01", "\xFF\xFE",
		"王", "99999999999999999999999999999999999999999999"};
	static const size_t want[] = {6, 6, 2, 2, 4, 5, 2, 2, 2, 2, 2, 2, 2};

	(void)state;
	for (size_t k = 0; k < COUNT_OF(all_kinds); k++) {
		for (size_t i = 0; i < COUNT_OF(inputs); i++) {
			char words[32], line[64];
			size_t tabs = 0;

			assert_true(text_format(words, sizeof(words), "check %s", all_kinds[k]));
			assert_true(text_format(line, sizeof(line), "%s\n", inputs[i]));
			run_text(command_check, words, line);
			for (size_t b = 0; b < output.len; b++)
				tabs += output.data[b] == '\t';
			assert_int_equal(tabs, want[k]);
		}
	}
}

static void long_lines(void **state)
{
	enum { MIB = 1 << 20 };
	char *input = mem_new(2 * MIB + 64);

	(void)state;
	for (size_t k = 0; k < COUNT_OF(all_kinds); k++) {
		char words[32];

		/* exactly as long as is accepted, one more, and a short line after each */
		memset(input, '7', 2 * MIB + 3);
		input[MIB] = '\n';
		input[MIB + 1] = '\n';
		input[2 * MIB + 3] = '\n';
		assert_true(text_format(words, sizeof(words), "check %s", all_kinds[k]));
		assert_int_equal(run(command_check, words, input, 2 * MIB + 4), 1);
		assert_int_equal(output.data[output.len - 1], '\n');
		assert_true(text_starts(output.data, "BAD\t"));
		assert_non_null(strstr(output.data, "\nBAD\tE_EMPTY\t-"));
		assert_non_null(strstr(output.data, "\nBAD\tE_LENGTH\t-"));
	}
	/* a million malformed bytes grow to three million */
	memset(input, 0xFF, MIB);
	assert_int_equal(run(command_check, "check name", input, MIB), 1);
	assert_true(text_starts(output.data, "BAD\tE_CHAR,E_LENGTH\t\uFFFD\uFFFD"));
	assert_true(output.len > 3 * MIB);
	mem_free(input);
}

static void long_values_shown_whole(void **state)
{
	char input[256], want[512];

	(void)state;
	memset(input, '1', 200);
	input[200] = '\0';
	assert_true(text_format(want, sizeof(want), "BAD\tE_LENGTH\t%s\tNONE\t-\t-\t-\n", input));
	expect("check id", input, 1, want);
}

static void usage(void **state)
{
	static const char *const wrong[] = {"check", "check nothing", "check id name",
		"check id --today", "check id --today 2026-02-30", "check id --later 2026-01-01",
		"check --today 2026-01-01"};
	static const char *const wrong_due[] = {"due --rule C", "due --rule", "due file", "due -x"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_int_equal(run_text(command_check, wrong[i], "1\n"), 2);
	for (size_t i = 0; i < COUNT_OF(wrong_due); i++)
		assert_int_equal(run_text(command_due, wrong_due[i], "1\n"), 2);
	assert_int_equal(run_text(command_check, "check --help", ""), 0);
	assert_non_null(strstr(buf_text(&output), "credit-code"));
	assert_int_equal(run_text(command_due, "due --help", ""), 0);
	assert_non_null(strstr(buf_text(&output), "--rule"));
	assert_int_equal(run_text(command_check, "check id", ""), 0);
	assert_int_equal(output.len, 0);
}

/* Without --today it is Beijing's day: at 16:30 UTC that is tomorrow. */
static void today_in_beijing(void **state)
{
	int64_t ms = 0;

	(void)state;
	assert_true(clock_parse("2026-11-24T00:30", &ms));
	clock_start_at(ms);
	assert_int_equal(run_text(command_check, "check id", "410304202611241123\n"), 0);
	assert_true(text_starts(buf_text(&output), "OK\t-\t"));
	clock_start_at(ms - 3600 * 1000);
	assert_int_equal(run_text(command_check, "check id", "410304202611241123\n"), 1);
	assert_true(text_starts(buf_text(&output), "BAD\tE_FUTURE\t"));
}

static void due_vectors(void **state)
{
	struct tsv t = {0};

	(void)state;
	load_vectors("workdays.tsv", 8, &t);
	for (int rule = 0; rule < 2; rule++) {
		struct buf in, want;

		buf_init(&in, 1 << 20);
		buf_init(&want, 1 << 20);
		for (size_t r = 0; r < t.rows; r++) {
			buf_addf(&in, "%s\t%s\t%s\t%s\n", tsv_cell(&t, r, 0), tsv_cell(&t, r, 1),
				tsv_cell(&t, r, 2), tsv_cell(&t, r, 3));
			buf_addf(&want, "%s\t%s\n", tsv_cell(&t, r, rule ? 5 : 4),
				tsv_cell(&t, r, 6));
		}
		assert_int_equal(
			run(command_due, rule ? "due" : "due --rule A", in.data, in.len), 0);
		assert_string_equal(buf_text(&output), buf_text(&want));
		buf_release(&in);
		buf_release(&want);
	}
	tsv_release(&t);
}

static void due_bad_lines(void **state)
{
	static const char *const bad[] = {"", "2026-03-16T10:00\t5\tW", "2026-03-16T10:00\t5\tW\t",
		"2026-03-16T10:00\t5\tW\t-\t-", "2026-03-16 10:00\t5\tW\t-",
		"2026-03-16T10:00:00\t5\tW\t-", "2026-02-30T10:00\t5\tW\t-",
		"2026-03-16T24:00\t5\tW\t-", "2026-03-16T10:60\t5\tW\t-",
		"2026-03-16T10:00\t-1\tW\t-", "2026-03-16T10:00\t5.0\tW\t-",
		"2026-03-16T10:00\t\tW\t-", "2026-03-16T10:00\t5\tw\t-",
		"2026-03-16T10:00\t5\tWC\t-", "2026-03-16T10:00\t99999999999\tW\t-",
		"2026-03-16T10:00\t5\tW\t2026-03-17",
		"2026-03-16T10:00\t5\tW\t2026-03-17/2026-03-16",
		"2026-03-16T10:00\t5\tW\t2026-03-17/2026-03-18;",
		"2026-03-16T10:00\t5\tW\t2026-03-17/2026-02-30",
		"2026-03-16T10:00\t5\tW\t2026-03-17-2026-03-18",
		"2026-03-16T10:00\t5\tW\t2026-03-17/2026-03-18,2026-03-20/2026-03-21",
		"9999-12-31T10:00\t5\tW\t-", " 2026-03-16T10:00\t5\tW\t-"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		char in[256];

		assert_true(text_format(in, sizeof(in), "%s\n2026-03-16T10:00\t5\tW\t-\n", bad[i]));
		assert_int_equal(run_text(command_due, "due", in), 1);
		if (strcmp(buf_text(&output), "-\tBAD\n2026-03-23\tFINAL\n") != 0)
			fail_msg("%s: %s", bad[i], buf_text(&output));
	}
	assert_int_equal(run(command_due, "due", "2026-03-16T10:00\0\t5\tW\t-\n", 24), 1);
	assert_string_equal(buf_text(&output), "-\tBAD\n");
	/* a last line without LF, a line from Windows */
	assert_int_equal(run_text(command_due, "due",
				 "2026-03-16T10:00\t5\tW\t-\r\n"
				 "2026-03-16T10:00\t5\tC\t2026-03-17/2026-03-18"),
		0);
	assert_string_equal(buf_text(&output), "2026-03-23\tFINAL\n2026-03-23\tFINAL\n");
}

static int set_up(void **state)
{
	(void)state;
	buf_init(&output, OUTPUT_MAX);
	return 0;
}

static int tear_down(void **state)
{
	buf_release(&output);
	return close_tables(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns),
		cmocka_unit_test(vectors_of_ids),
		cmocka_unit_test(vectors_of_names),
		cmocka_unit_test(vectors_of_cards),
		cmocka_unit_test(vectors_of_licences),
		cmocka_unit_test(hostile_bytes),
		cmocka_unit_test(aligned),
		cmocka_unit_test(long_lines),
		cmocka_unit_test(long_values_shown_whole),
		cmocka_unit_test(usage),
		cmocka_unit_test(today_in_beijing),
		cmocka_unit_test(due_vectors),
		cmocka_unit_test(due_bad_lines),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
