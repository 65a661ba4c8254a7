/* SPDX-License-Identifier: MIT
 *
 * How the hall's machine is (capability W5): disk, journal, backup, anchor, witness, clock, calendar,
 * what waits for departments, and how these answer. One table of checks, each with what to do when it
 * is not green. Nobody's data; most of it needs no key.
 */
#ifndef ONETRIP_CHECKUP_H
#define ONETRIP_CHECKUP_H

#include "core/base/base.h"

struct store;
struct driver;

/* name, word on the command line, msgid, msgid: what to do */
#define CHECKUP_TABLE(X)                                                                           \
	X(CHECKUP_DISK, "disk", "Disk free",                                                       \
		"Free some space: old backups and prints first. Nothing is lost meanwhile")        \
	X(CHECKUP_DATABASE, "database", "Database",                                                \
		"The log does not shrink: close windows that stand open over night")               \
	X(CHECKUP_BACKUP, "backup", "Last backup", "Run onetrip backup, each night by a timer")    \
	X(CHECKUP_ANCHOR, "anchor", "Last anchor", "Log in once, or print the day sheet")          \
	X(CHECKUP_WITNESS, "witness", "Witness",                                                   \
		"Look at the disk of the witness; it stands in onetrip.conf")                      \
	X(CHECKUP_CHAIN, "chain", "Record", "Run onetrip audit verify --as a supervisor")          \
	X(CHECKUP_KEYS, "keys", "Keys of old cases",                                               \
		"Leave a window logged in, or run onetrip operator rewrap")                        \
	X(CHECKUP_CLOCK, "clock", "Clock of this machine", "Set the clock of this machine by the network")         \
	X(CHECKUP_CALENDAR, "calendar", "Calendar",                                                \
		"Get the holidays of the next year into assets/codes, then onetrip due --moved")   \
	X(CHECKUP_WAITING, "waiting", "Values to verify",                                          \
		"Open them under the workbench's third tab and ask again")                         \
	X(CHECKUP_SKEW, "skew", "Clocks of gateways", "Set the clock of this machine by the network") \
	X(CHECKUP_SOURCES, "sources", "Departments asked",                                               \
		"Look at how departments stand; tell the one that is down")

enum checkup {
#define X(name, word, text, todo) name,
	CHECKUP_TABLE(X)
#undef X
	CHECKUP_COUNT
};
enum checkup_level { CHECKUP_UNKNOWN, CHECKUP_GREEN, CHECKUP_YELLOW, CHECKUP_RED };

enum { CHECKUP_VALUE = 96, CHECKUP_DEPARTMENTS = 32 };

struct checkup_line {
	enum checkup_level level;
	char value[CHECKUP_VALUE];   /* translated */
};

/* How one department answered in the last five minutes. */
struct checkup_source {
	char department[64];
	size_t asked, good;
	int p50_ms, p95_ms;          /* -1: nothing good */
	enum checkup_level level;
};

struct checkup_report {
	struct checkup_line lines[CHECKUP_COUNT];
	struct checkup_source sources[CHECKUP_DEPARTMENTS]; /* the worst first */
	size_t n_sources;
	enum checkup_level worst;
};

const char *checkup_word(enum checkup c);
const char *checkup_text(enum checkup c);  /* msgid */
const char *checkup_todo(enum checkup c);  /* msgid */
const char *checkup_level_text(enum checkup_level l); /* msgid: "green" .. */

/* How far this machine's clock stands before what was recorded already; 0 it does not. */
int64_t checkup_clock_ms(struct store *s);
/* driver NULL: this process asks no department. Some reads of the database, no network. */
void checkup(struct store *s, const struct driver *driver, struct checkup_report *out);

#endif
