/* SPDX-License-Identifier: MIT
 *
 * Errors. One row each: name, the sentence for the clerk, what to do next (both msgids for
 * gettext). No errno, SQL or JSON ever reaches a screen; details go to the log.
 *
 * Three kinds of failure: BUG() for a broken invariant (restores the terminal, logs, aborts),
 * die() in main only, enum err everywhere else. Functions that fail leave their result
 * arguments untouched.
 */
#ifndef ONETRIP_ERR_H
#define ONETRIP_ERR_H

#define ERR_TABLE(X)                                                                               \
	X(OK, "Done", "")                                                                          \
	X(ERR_NOMEM, "Memory is full", "Close other programs and try again")                       \
	X(ERR_LIMIT, "This is larger than the program accepts", "Shorten it")                      \
	X(ERR_IO, "The disk could not be read or written", "Tell the administrator; try again")    \
	X(ERR_FULL, "The disk is full", "Free some space; nothing that was typed is lost")         \
	X(ERR_BUSY, "Another window is writing", "It goes on by itself in a moment")               \
	X(ERR_NOTFOUND, "Not found", "Check the name or number")                                           \
	X(ERR_EXISTS, "It exists already", "Use the existing one")                                 \
	X(ERR_SYNTAX, "The file has a mistake", "Mend the line named in the message")              \
	X(ERR_INPUT, "The value does not fit", "Mend the field named in the message")              \
	X(ERR_DENIED, "Your role does not allow this", "Ask the shift supervisor")                 \
	X(ERR_LOCKED, "The session is locked", "Enter the password")                               \
	X(ERR_PASSWORD, "The password does not match", "Check upper and lower case; try again")    \
	X(ERR_THROTTLED, "Too many wrong passwords", "Wait, or ask the supervisor")                \
	X(ERR_TAMPER, "The records do not match their seal", "Stop and call the administrator")    \
	X(ERR_SCHEMA, "The database is of another version", "Call the administrator")              \
	X(ERR_STATE, "The case is not in a state that allows this", "Look at its history")         \
	X(ERR_CONFLICT, "Somebody changed this case meanwhile", "Reload it and look again")        \
	X(ERR_NET, "The exchange cannot be reached", "Go on by hand; it is verified later")        \
	X(ERR_INCOMPLETE, "Something is still missing", "Fill the fields that are listed")         \
	X(ERR_DEMO, "Demo and live data never mix", "Open the right database")                     \
	X(ERR_UNSUPPORTED, "This machine cannot do that", "See INSTALL")                           \
	X(ERR_USAGE, "The command line is not understood", "See --help")                           \
	X(ERR_ROLLBACK, "An older copy of the database was put back",                              \
		"Two people accept it: onetrip restore --accept-rollback")

enum err {
#define X(name, text, remedy) name,
	ERR_TABLE(X)
#undef X
};

const char *err_text(enum err e);   /* msgid, never NULL */
const char *err_remedy(enum err e); /* msgid, "" when there is nothing to do */
const char *err_name(enum err e);   /* "ERR_IO", for logs and tests */

/* Called by BUG() and die() before anything is printed; the terminal sets it to restore itself. */
extern void (*err_restore_terminal)(void);

_Noreturn void err_bug(const char *file, int line, const char *what);
#define BUG(what) err_bug(__FILE__, __LINE__, (what))

#endif
