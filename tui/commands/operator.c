/* SPDX-License-Identifier: MIT
 *
 * One row an act: who must log in for it and which words follow.
 */
#include "tui/commands/operator.h"

#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/recusal.h"
#include "core/store/rewrap.h"
#include "core/store/scope.h"
#include "tui/commands/station.h"

/* "-" says: none in particular. */
static const char *any(const char *word)
{
	return word && strcmp(word, "-") != 0 ? word : "";
}

static enum err add(struct station *s, char **words)
{
	char code[ENROL_CODE];
	enum role role;
	enum err e;

	if (!role_parse(words[2], &role))
		return ERR_USAGE;
	e = operator_add_in(s->store, words[0], words[1], role, any(words[3]), code);
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

/* Whoever holds the keys of cases; the workbench does the same by itself in small steps. */
static enum err rewrap(struct station *s, char **words)
{
	bool left = true;
	enum err e = OK;

	(void)words;
	while (left && (e == OK || e == ERR_BUSY))
		e = rewrap_step(s->store, &left);
	if (e == OK)
		puts(_("No case is under an old key any more"));
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

/* The second word: a role without its holder, or whose place it is. */
static enum err stand_in(struct station *s, char **words)
{
	struct stand_in x = {0};

	if (!day_parse(words[2], &x.from) || !day_parse(words[3], &x.until) ||
		!text_copy(x.who, sizeof x.who, words[0]) ||
		(!role_parse(words[1], &x.role) && !text_copy(x.behalf, sizeof x.behalf, words[1])) ||
		!text_copy(x.items, sizeof x.items, any(words[4])))
		return ERR_USAGE;
	return stand_in_appoint(s->store, &x);
}

static enum err pass_on(struct station *s, char **words)
{
	day_t from, until;

	if (!day_parse(words[1], &from) || !day_parse(words[2], &until))
		return ERR_USAGE;
	return stand_in_delegate(s->store, words[0], from, until, any(words[3]));
}

static enum err end_stand_in(struct station *s, char **words)
{
	return stand_in_end(s->store, words[0]);
}

static enum err stand_in_list(struct station *s, char **words)
{
	enum { MOST = 512 };
	struct recusals *r = recusals_new(s->store);
	struct stand_in *all = mem_array(MOST, sizeof *all);
	char from[11], until[11];
	enum err e = recusals_read(r);
	size_t n = e ? 0 : stand_ins_all(r, clock_today(), all, MOST);

	(void)words;
	for (size_t i = 0; i < n; i++) {
		day_format(all[i].from, from);
		day_format(all[i].until, until);
		printf("%s\t%s\t%s\t%s\t%s\t%s\n", all[i].who, role_word(all[i].role),
			*all[i].behalf ? all[i].behalf : "-", from, until,
			*all[i].items ? all[i].items : "-");
	}
	mem_free(all);
	recusals_free(r);
	return e;
}

/* ---- scopes ---- */

static bool day_or_any(const char *word, day_t *out)
{
	*out = DAY_NONE;
	return !*any(word) || day_parse(word, out);
}

static enum err scope(struct station *s, char **words)
{
	struct scope c = {0};
	struct uid id;
	char hex[UID_HEX];

	if (!text_copy(c.operator, sizeof c.operator, words[0]) ||
		!text_copy(c.unit, sizeof c.unit, any(words[1])) ||
		!text_copy(c.item, sizeof c.item, any(words[2])) ||
		scope_rights_parse(any(words[3]), &c.rights) || !day_or_any(words[4], &c.from) ||
		!day_or_any(words[5], &c.until))
		return ERR_USAGE;
	enum err e = scope_propose(s->store, &c, &id);
	if (e)
		return e;
	uid_hex(&id, hex);
	printf(_("Proposed as %s; it counts when somebody else confirms it\n"), hex);
	return OK;
}

static enum err on_scope(struct station *s, const char *hex,
	enum err (*act)(struct store *, const struct uid *))
{
	struct uid id;

	return text_unhex(hex, id.b, sizeof id.b) ? act(s->store, &id) : ERR_USAGE;
}

static enum err confirm(struct station *s, char **words)
{
	return on_scope(s, words[0], scope_confirm);
}

static enum err end_scope(struct station *s, char **words)
{
	return on_scope(s, words[0], scope_end);
}

static void print_scope(const struct scope *c)
{
	static const char *const states[] = {[SCOPE_PROPOSED] = N_("proposed"),
		[SCOPE_CONFIRMED] = N_("confirmed"),
		[SCOPE_ENDED] = N_("ended")};
	char hex[UID_HEX], rights[SCOPE_WORDS], from[11] = "-", until[11] = "-";

	uid_hex(&c->id, hex);
	scope_rights_words(c->rights, rights);
	if (c->from != DAY_NONE)
		day_format(c->from, from);
	if (c->until != DAY_NONE)
		day_format(c->until, until);
	printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", c->operator,
		*c->unit ? c->unit : "-", *c->item ? c->item : "-", *rights ? rights : "-", from, until,
		_(states[c->state]), c->proposed_by, *c->confirmed_by ? c->confirmed_by : "-", hex);
}

static enum err scopes(struct station *s, char **words)
{
	struct scope *all;
	size_t n;
	enum err e = scope_list(s->store, &all, &n);

	if (e)
		return e;
	for (size_t i = 0; i < n; i++)
		if (!words[0] || text_equal(words[0], all[i].operator))
			print_scope(&all[i]);
	mem_free(all);
	return OK;
}

static const struct verb verbs[] = {
	{"add", true, 3, 4, add, NULL},
	{"enrol", false, 1, 1, enrol, N_("Enrolled already, or disabled; a new number gets a new code")},
	{"grant", true, 1, 1, grant, N_("Granted already, or its owner has not enrolled with the code yet")},
	{"passwd", false, 1, 1, passwd, NULL},
	{"disable", true, 1, 1, disable,
		N_("Disabled already, or the last one of this role: somebody has to stay")},
	{"rewrap", true, 0, 0, rewrap, NULL},
	{"list", false, 0, 0, list, NULL},
	{"self", true, 0, 0, self, NULL},
	{"relative", true, 0, 0, relative, NULL},
	{"scope", true, 6, 6, scope, NULL},
	{"scope-confirm", true, 1, 1, confirm, N_("That was settled meanwhile; look at the list again")},
	{"scope-end", true, 1, 1, end_scope, N_("That was settled meanwhile; look at the list again")},
	{"scopes", false, 0, 1, scopes, NULL},
	{"stand-in", true, 4, 5, stand_in, NULL},
	{"delegate", true, 3, 4, pass_on, NULL},
	{"stand-in-end", true, 1, 1, end_stand_in, N_("That was settled meanwhile; look at the list again")},
	{"stand-ins", true, 0, 0, stand_in_list, NULL},
};

static const char *usage(void)
{
	return _("Usage: onetrip operator add --as ADMIN ID NAME ROLE [UNIT]\n"
		 "       onetrip operator enrol ID\n"
		 "       onetrip operator grant --as SUPERVISOR ID\n"
		 "       onetrip operator passwd ID\n"
		 "       onetrip operator disable --as ADMIN ID\n"
		 "       onetrip operator rewrap --as ID\n"
		 "       onetrip operator list\n"
		 "       onetrip operator self|relative --as ID\n"
		 "       onetrip operator scope --as ADMIN ID UNIT ITEM RIGHTS FROM UNTIL\n"
		 "       onetrip operator scope-confirm|scope-end --as OTHER SCOPE\n"
		 "       onetrip operator scopes [ID]\n"
		 "       onetrip operator stand-in --as SUPERVISOR ID ROLE|WHOSE FROM UNTIL [ITEMS]\n"
		 "       onetrip operator delegate --as ID WHO FROM UNTIL [ITEMS]\n"
		 "       onetrip operator stand-in-end --as SUPERVISOR|ID WHO\n"
		 "       onetrip operator stand-ins --as ID\n"
		 "       each with [--config FILE] [--password-fd N]\n"
		 "A scope says where a role counts: UNIT a department, ITEM a base code, RIGHTS words\n"
		 "(receive accept examine decide issue takeover ...), days; - for any. It counts when\n"
		 "another administrator or a supervisor confirms it. Who has none acts everywhere.\n"
		 "Roles: guide clerk examiner decider issuer supervisor steward agent appeals "
		 "admin\n"
		 "trainer. Passwords, codes and numbers are asked for, or read from descriptor N, one a "
		 "line.\n");
}

int command_operator(int argc, char **argv)
{
	return station_run(argc, argv, "ca", usage(), false, verbs, COUNT_OF(verbs));
}
