/* SPDX-License-Identifier: MIT
 *
 * A subcommand run within the test: words, standard input, passwords on a descriptor of their own;
 * what it printed on standard output comes back.
 */
#ifndef ONETRIP_COMMAND_RUN_H
#define ONETRIP_COMMAND_RUN_H

#include <fcntl.h>
#include <stdio.h>

#include "tests/unit/store_fixture.h"

enum { RUN_ARGS = 40, RUN_OUTPUT = 8 << 20 };

typedef int (*command_main)(int argc, char **argv);

struct run {
	command_main command;
	const char *name;
	const char *input;           /* NULL: nothing */
	const char *passwords;       /* "one\ntwo\n"; adds --password-fd; NULL none */
	struct buf out;              /* initialised by run_init */
	char complaint[512];         /* the beginning of what went to standard error */
};

static inline void run_init(struct run *r, command_main command, const char *name)
{
	*r = (struct run){.command = command, .name = name};
	buf_init(&r->out, RUN_OUTPUT);
}

static inline int run_pipe(const char *text)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
	close(ends[1]);
	return ends[0];
}

static inline int run_replace(int fd, int with)
{
	int saved = dup(fd);

	assert_true(saved >= 0 && dup2(with, fd) == fd);
	close(with);
	return saved;
}

static inline void run_put_back(int fd, int saved)
{
	assert_int_equal(dup2(saved, fd), fd);
	close(saved);
}

static inline void run_take_output(struct run *r, FILE *f)
{
	char chunk[4096];
	size_t n;

	buf_clear(&r->out);
	rewind(f);
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_add(&r->out, chunk, n);
	fclose(f);
}

/* words: separated by blanks, "_" stands for a blank within one. Returns the exit status. */
static inline int run(struct run *r, const char *words)
{
	char *argv[RUN_ARGS] = {mem_text(r->name)}, *copy = mem_text(words), fd[12];
	int argc = 1, secret = r->passwords ? run_pipe(r->passwords) : -1, saved[3];
	FILE *f = tmpfile(), *complaint = tmpfile();

	if (secret >= 0) {
		text_format(fd, sizeof fd, "%d", secret);
		argv[argc++] = mem_text("--password-fd");
		argv[argc++] = mem_text(fd);
	}
	for (char *rest = copy; *rest && argc < RUN_ARGS - 1;) {
		size_t n = strcspn(rest, " ");
		char *word = mem_textn(rest, n);
		for (char *c = word; *c; c++)
			*c = *c == '_' ? ' ' : *c;
		argv[argc++] = word;
		rest += n + (rest[n] == ' ');
	}
	fflush(stdout);
	saved[0] = run_replace(STDIN_FILENO, run_pipe(r->input ? r->input : ""));
	saved[1] = run_replace(STDOUT_FILENO, dup(fileno(f)));
	saved[2] = run_replace(STDERR_FILENO, dup(fileno(complaint)));
	clearerr(stdin);
	int status = r->command(argc, argv);
	fflush(stdout);
	fflush(stderr);
	rewind(complaint);
	r->complaint[fread(r->complaint, 1, sizeof r->complaint - 1, complaint)] = '\0';
	fclose(complaint);
	run_put_back(STDIN_FILENO, saved[0]);
	run_put_back(STDOUT_FILENO, saved[1]);
	run_put_back(STDERR_FILENO, saved[2]);
	if (secret >= 0)
		close(secret);
	for (int i = 0; i < argc; i++)
		mem_free(argv[i]);
	mem_free(copy);
	run_take_output(r, f);
	return status;
}

static inline bool said(const struct run *r, const char *words)
{
	return strstr(buf_text(&r->out), words) != NULL;
}

static inline void must_say(const struct run *r, const char *words)
{
	if (!said(r, words))
		fail_msg("not \"%s\" but:\n%s", words, buf_text(&r->out));
}

#endif
