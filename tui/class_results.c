/* SPDX-License-Identifier: MIT
 *
 * Results of a class, one line a lesson: numbers, no name, no case. Appended in one write, so two seats do
 * not mix.
 */
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/base/tsv.h"
#include "tui/classroom.h"

/* Columns behind time, seat, trainee; heading of the CSV. */
static const struct {
	const char *heading;
	size_t at;
} columns[] = {
#define R(heading, member) {heading, offsetof(struct class_result, member)}
	R("lesson", lesson), R("points", score.points), R("seconds", score.seconds),
	R("par_seconds", par_seconds), R("keys", score.keys), R("par_keys", par_keys),
	R("hints", score.hints), R("troubles", score.errors), R("trips", score.lost[LOSS_TRIP]),
	R("asked_too_much", score.lost[LOSS_ASKED]), R("reveals", score.lost[LOSS_REVEAL]),
	R("steps", score.steps),
#undef R
};
enum { TEXTS = 4, COLUMNS = TEXTS + COUNT_OF(columns) }; /* at most TSV_COLUMNS */

static void write_line(const struct class_result *r, char between, struct buf *out)
{
	const char *base = (const char *)r;

	buf_addf(out, "%s%cseat-%02d%c%s%c%s", r->at, between, r->seat, between, r->who, between,
		r->exam ? "exam" : "practice");
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		buf_addf(out, "%c%d", between, *(const int *)(const void *)(base + columns[i].at));
	buf_addc(out, '\n');
}

static bool path_of(const char *dir, char out[PATH_SIZE])
{
	return text_format(out, PATH_SIZE, "%s/results.tsv", dir);
}

enum err class_result_add(const char *dir, const struct class_result *r)
{
	char path[PATH_SIZE];
	struct buf line;
	int fd = path_of(dir, path) ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;

	if (fd < 0)
		return ERR_IO;
	buf_init(&line, 1024);
	write_line(r, '\t', &line);
	bool good = !line.err && write(fd, buf_text(&line), line.len) == (ssize_t)line.len;
	buf_release(&line);
	close(fd);
	return good ? OK : ERR_IO;
}

static bool read_line(const struct tsv *t, size_t row, struct class_result *out)
{
	char *base = (char *)out;
	int64_t n;

	*out = (struct class_result){0};
	if (!text_copy(out->at, sizeof out->at, tsv_cell(t, row, 0)) ||
		sscanf(tsv_cell(t, row, 1), "seat-%d", &out->seat) != 1 ||
		!text_copy(out->who, sizeof out->who, tsv_cell(t, row, 2)))
		return false;
	out->exam = text_equal(tsv_cell(t, row, 3), "exam");
	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		if (!text_number(tsv_cell(t, row, TEXTS + i), 0, INT32_MAX, &n))
			return false;
		*(int *)(void *)(base + columns[i].at) = (int)n;
	}
	return true;
}

enum err class_results(const char *dir, struct class_result **out, size_t *n)
{
	char path[PATH_SIZE];
	struct tsv t;

	*n = 0;
	*out = NULL;
	if (!path_of(dir, path))
		return ERR_LIMIT;
	if (!file_exists(path))
		return OK;
	enum err e = tsv_load(path, COLUMNS, &t);
	if (e)
		return e;
	*out = mem_array(t.rows + 1, sizeof **out);
	size_t first = t.rows > CLASS_RESULTS ? t.rows - CLASS_RESULTS : 0;
	for (size_t i = first; i < t.rows; i++)
		*n += read_line(&t, i, &(*out)[*n]);
	tsv_release(&t);
	return OK;
}

void class_results_csv(const struct class_result *list, size_t n, struct buf *out)
{
	buf_adds(out, "time,seat,trainee,kind");
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		buf_addf(out, ",%s", columns[i].heading);
	buf_addc(out, '\n');
	for (size_t i = 0; i < n; i++)
		write_line(&list[i], ',', out);
}

/* ---- from another machine ---- */

void class_result_put(const struct class_result *r, struct record *out)
{
	const char *base = (const char *)r;

	record_add(out, "is", "result");
	record_add(out, "at", r->at);
	record_addi(out, "exam", r->exam);
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		record_addi(out, columns[i].heading, *(const int *)(const void *)(base + columns[i].at));
}

/* "2026-03-16 09:30:00": it becomes part of a line, so nothing else will do. */
static bool take_time(const char *text, char out[20])
{
	int64_t wall;
	char with_t[20];

	if (!text || strlen(text) != 19 || text[10] != ' ' || !text_copy(with_t, sizeof with_t, text))
		return false;
	with_t[10] = 'T';
	return clock_parse(with_t, &wall) && text_copy(out, 20, text);
}

enum err class_result_get(const struct record *r, struct class_result *out)
{
	struct class_result got = {0};
	char *base = (char *)&got;
	int64_t n;

	if (!text_equal(record_get(r, "is"), "result") || !take_time(record_get(r, "at"), got.at))
		return ERR_INPUT;
	got.exam = record_int(r, "exam", 0) == 1;
	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		const char *text = record_get(r, columns[i].heading);
		if (!text || !text_number(text, 0, INT32_MAX, &n))
			return ERR_INPUT;
		*(int *)(void *)(base + columns[i].at) = (int)n;
	}
	*out = got;
	return OK;
}
