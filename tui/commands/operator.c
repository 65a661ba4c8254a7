/* SPDX-License-Identifier: MIT
 *
 * One row an act: who must log in for it and which words follow.
 */
#include "tui/commands/operator.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/recusal.h"
#include "tui/commands/station.h"

static enum err add(struct station *s, char **words)
{
	char code[ENROL_CODE];
	enum role role;
	enum err e;

	if (!role_parse(words[2], &role))
		return ERR_USAGE;
	e = operator_add(s->store, words[0], words[1], role, code);
	if (e != OK)
		return e;
	printf(_("Enrolment code of %s, shown this once: %s\n"), words[0], code);
	mem_wipe(code, sizeof code);
	return OK;
}

static enum err enrol(struct station *s, char **words)
{
	char code[SECRET_SIZE], password[SECRET_SIZE];
	enum err e = secret_read(&s->secrets, _("Enrolment code"), code);

	if (e == OK)
		e = secret_new(&s->secrets, _("New password"), password);
	if (e == OK)
		e = operator_enrol(s->store, words[0], code, password, &SEAL_COST_LIVE);
	if (e == OK)
		printf(_("%s is enrolled; a supervisor grants the keys next\n"), words[0]);
	mem_wipe(code, sizeof code);
	mem_wipe(password, sizeof password);
	return e;
}

static enum err grant(struct station *s, char **words)
{
	enum err e = operator_grant(s->store, words[0]);

	if (e == OK)
		printf(_("%s may log in now\n"), words[0]);
	return e;
}

static enum err passwd(struct station *s, char **words)
{
	char old[SECRET_SIZE], password[SECRET_SIZE];
	enum err e = secret_read(&s->secrets, _("Old password"), old);

	if (e == OK)
		e = secret_new(&s->secrets, _("New password"), password);
	if (e == OK)
		e = operator_passwd(s->store, words[0], old, password);
	if (e == OK)
		printf(_("The password of %s is changed\n"), words[0]);
	mem_wipe(old, sizeof old);
	mem_wipe(password, sizeof password);
	return e;
}

static enum err disable(struct station *s, char **words)
{
	enum err e = operator_disable(s->store, words[0]);

	if (e == OK)
		printf(_("%s is disabled and opens no new case; new keys are in use\n"), words[0]);
	return e;
}

static enum err list(struct station *s, char **words)
{
	static const char *const states[] = {[OPERATOR_CREATED] = N_("added"),
		[OPERATOR_ENROLLED] = N_("enrolled"),
		[OPERATOR_ACTIVE] = N_("active"),
		[OPERATOR_DISABLED] = N_("disabled")};
	struct operator_info *all;
	struct buf name;
	size_t n;
	enum err e = operator_list(s->store, &all, &n);

	(void)words;
	if (e != OK)
		return e;
	buf_init(&name, 4096);
	for (size_t i = 0; i < n; i++) {
		char when[20] = "-";

		if (all[i].last_login_ms)
			clock_format(all[i].last_login_ms, when);
		buf_clear(&name);
		text_sanitise(&name, all[i].name, strlen(all[i].name));
		printf("%s\t%s\t%s\t%s\t%s\n", all[i].id, role_word(all[i].role),
			_(states[all[i].state]), when, buf_text(&name));
	}
	buf_release(&name);
	mem_free(all);
	return OK;
}

/* What a person declares for itself: the own number and those of relatives (回避). */
static enum err declare(struct station *s, bool own)
{
	char number[SECRET_SIZE];
	enum err e = secret_read(&s->secrets, _("ID number"), number);

	if (e == OK)
		e = recusal_declare(s->store, own, number);
	mem_wipe(number, sizeof number);
	return e;
}

static enum err self(struct station *s, char **words)
{
	(void)words;
	return declare(s, true);
}

static enum err relative(struct station *s, char **words)
{
	(void)words;
	return declare(s, false);
}

static enum err stand_in(struct station *s, char **words)
{
	enum role role;
	day_t from, until;

	if (!role_parse(words[1], &role) || !day_parse(words[2], &from) || !day_parse(words[3], &until))
		return ERR_USAGE;
	return stand_in_appoint(s->store, words[0], role, from, until);
}

static const struct act {
	const char *name;
	bool login;
	int words;
	enum err (*run)(struct station *s, char **words);
} acts[] = {
	{"add", true, 3, add},
	{"enrol", false, 1, enrol},
	{"grant", true, 1, grant},
	{"passwd", false, 1, passwd},
	{"disable", true, 1, disable},
	{"list", false, 0, list},
	{"self", true, 0, self},
	{"relative", true, 0, relative},
	{"stand-in", true, 4, stand_in},
};

static const struct act *find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(acts); i++)
		if (strcmp(acts[i].name, name) == 0)
			return &acts[i];
	return NULL;
}

static const char *usage(void)
{
	return _("Usage: onetrip operator add --as ADMIN ID NAME ROLE\n"
		 "       onetrip operator enrol ID\n"
		 "       onetrip operator grant --as SUPERVISOR ID\n"
		 "       onetrip operator passwd ID\n"
		 "       onetrip operator disable --as ADMIN ID\n"
		 "       onetrip operator list\n"
		 "       onetrip operator self|relative --as ID\n"
		 "       onetrip operator stand-in --as SUPERVISOR ID ROLE FROM UNTIL\n"
		 "       each with [--config FILE] [--password-fd N]\n"
		 "Roles: guide clerk examiner decider issuer supervisor steward agent appeals "
		 "admin\n"
		 "trainer. Passwords, codes and numbers are asked for, or read from descriptor N, one a "
		 "line.\n");
}

int command_operator(int argc, char **argv)
{
	struct station s = {0};
	const struct act *act;
	enum err e;
	int status = station_options(&s, argc, argv, "ca", usage());

	if (status >= 0)
		return status;
	act = optind < argc ? find(argv[optind]) : NULL;
	if (!act || argc - optind - 1 != act->words || act->login != (s.as != NULL)) {
		fputs(usage(), stderr);
		return USAGE;
	}
	e = station_open(&s);
	if (e == OK && act->login)
		e = station_login(&s);
	if (e == OK)
		e = act->run(&s, argv + optind + 1);
	return station_end(&s, act->name, e);
}
