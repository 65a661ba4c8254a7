/* SPDX-License-Identifier: MIT
 *
 * Completion for bash, made from the tables: the words of a command are the options in its
 * arguments and the choices "a|b" after an option or in front. Where nothing is offered, bash
 * offers files.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/text.h"
#include "tui/command.h"
#include "tui/commands/check.h"

enum { WORD_SIZE = 80 };

/* The next word of a list of arguments, without brackets and dots; false at the end. */
static bool next_word(const char **at, char word[WORD_SIZE])
{
	*at += strspn(*at, " []().");
	size_t len = strcspn(*at, " []().");
	text_copyn(word, WORD_SIZE, *at, len);
	*at += len;
	return len > 0;
}

static bool is_choice(const char *word)
{
	return strchr(word, '|') && word[0] != '|' && !strstr(word, "FILE");
}

static void print_choice(const char *word)
{
	for (; *word; word++)
		putchar(*word == '|' ? ' ' : *word);
	putchar(' ');
}

/* What may stand at any place: the options, and what the first argument chooses from. */
static void print_words(const struct command *c)
{
	const char *at = c->arguments;
	char word[WORD_SIZE];

	for (bool first = true; next_word(&at, word); first = false) {
		if (text_starts(word, "--"))
			printf("%s ", word);
		else if (first && is_choice(word))
			print_choice(word);
	}
	if (c->run == command_check)
		for (size_t i = 0; check_kind(i); i++)
			printf("%s ", check_kind(i));
	printf("--help");
}

/* What may stand after an option. Each option means the same in every command. */
static void print_values(const char *arguments, char seen[], size_t size)
{
	char option[WORD_SIZE], value[WORD_SIZE];

	while (next_word(&arguments, option)) {
		const char *rest = arguments;
		if (!text_starts(option, "--") || !next_word(&rest, value) || !is_choice(value))
			continue;
		if (strstr(seen, option) ||
			!text_format(seen + strlen(seen), size - strlen(seen), "%s ", option))
			continue;
		printf("\t%s) words='", option);
		print_choice(value);
		printf("' ;;\n");
	}
}

void command_completion(void)
{
	char seen[400] = "";

	printf("_onetrip() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} words= prev=\n"
	       "\t[ \"$COMP_CWORD\" -eq 1 ] || prev=${COMP_WORDS[COMP_CWORD-1]}\n"
	       "\tcase $prev in\n");
	for (size_t i = 0; i < n_program_options; i++)
		print_values(program_options[i].option, seen, sizeof(seen));
	for (size_t i = 0; i < n_commands; i++)
		print_values(commands[i].arguments, seen, sizeof(seen));
	printf("\t--config|--catalog|--dir) ;;\n\t'') words='");
	for (size_t i = 0; i < n_commands; i++)
		printf("%s ", commands[i].name);
	for (size_t i = 0; i < n_program_options; i++)
		printf("%.*s ", (int)strcspn(program_options[i].option, " "),
			program_options[i].option);
	printf("' ;;\n\t*)\n\t\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < n_commands; i++) {
		printf("\t\t%s) words='", commands[i].name);
		print_words(&commands[i]);
		printf("' ;;\n");
	}
	printf("\t\tesac ;;\n\tesac\n"
	       "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\n"
	       "complete -o default -F _onetrip onetrip\n");
}
