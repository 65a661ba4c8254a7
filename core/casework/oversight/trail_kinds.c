/* SPDX-License-Identifier: MIT
 *
 * Kinds of events in words.
 */
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/oversight/trail.h"

static const struct {
	const char *kind, *text;
} kinds[] = {
	{"OPEN", N_("Opened")},
	{"IDENTITY", N_("Identity confirmed")},
	{"LEVEL", N_("Identity level raised")},
	{"ITEM", N_("Item")},
	{"DUPLICATE", N_("Other applications")},
	{"ASK", N_("Asked")},
	{"EVIDENCE", N_("Answered")},
	{"REFUSE", N_("Source not agreed to")},
	{"FIELD", N_("Value")},
	{"ROW", N_("Rows of values")},
	{"EXCUSE", N_("Warning passed")},
	{"MATERIAL", N_("Document checked")},
	{"NOTICE", N_("One-time notice")},
	{"DEMAND", N_("More is asked for")},
	{"STATE", N_("State")},
	{"EXTEND", N_("Period extended")},
	{"WAIVE", N_("Unverified values let stand")},
	{"STAGE", N_("Stage of work")},
	{"PART", N_("Part done")},
	{"CROSSING", N_("To another region, and its answers")},
	{"INWARD", N_("From another region, and our answers")},
	{"SLIP", N_("Paper frozen")},
	{"PRINT", N_("Printed")},
	{"REVEAL", N_("Shown in clear")},
	{"NOTE", N_("Comment")},
	{"MOVED", N_("Day moved by the calendar")},
	{"APPEAL", N_("Appeal")},
	{"PAIR", N_("Another case")},
	{"BRANCH", N_("Kept beside the case")},
	{"ARRIVED", N_("Papers there")},
	{"RATE", N_("Rated")},
	{"RATING", N_("Care for a rating")},
	{"OPINION", N_("Opinion")},
	{"TASK", N_("To be answered")},
	{"ANSWER", N_("Reply")},
	{"ESCALATE", N_("Passed to the supervisor")},
	{"REPLY", N_("Reply")},
	{"CLAIM", N_("Taken")},
	{"RELEASE", N_("Given back")},
	{"ASSIGN", N_("Assigned")},
	{"URGE", N_("Urged")},
	{"UNDO", N_("Taken back")},
	/* acts of the station */
	{"INIT", N_("Journal begun")},
	{"LOGIN", N_("Logged in")},
	{"LOGOUT", N_("Logged out")},
	{"LOGIN_FAILED", N_("Wrong password")},
	{CLOCK_BACK, N_("Clock was set back")},
	{"PASSWORD", N_("Password changed")},
	{"OPERATOR_ADDED", N_("Operator added")},
	{"OPERATOR_ENROLLED", N_("Operator enrolled")},
	{"OPERATOR_GRANTED", N_("Keys granted")},
	{"OPERATOR_DISABLED", N_("Operator disabled")},
	{"RECOVERED", N_("Supervisor made from the recovery key")},
	{"KEYS_REWRAPPED", N_("Keys of old cases wrapped anew")},
	{"VIEW", N_("Looked at")},
	{"CONSULT", N_("Consultation")},
	{"HANDOVER", N_("Shift handed over")},
	{"DUTY", N_("Recusal or standing in")},
	{"ANCHOR", N_("Anchor of the day")},
	{"WITNESS", N_("Witness begun anew")},
	{"BACKUP", N_("Backup made")},
	{"ROLLBACK", N_("Older copy of the journal")},
	{"VERIFIED", N_("Record checked")},
	{"WATCH", N_("Answer to supervision")},
	{"CALENDAR", N_("Calendar seen")},
	{"CALENDAR_PROPOSED", N_("Calendar proposed")},
	{"CALENDAR_CONFIRMED", N_("Calendar put in force")},
	{"TABLE_PROPOSED", N_("Code table proposed")},
	{"TABLE_CONFIRMED", N_("Code table put in force")},
	{"TABLE_WITHDRAWN", N_("Code table withdrawn")},
	{"HALL_PROPOSED", N_("Window or unit proposed")},
	{"HALL_CONFIRMED", N_("Window or unit put in force")},
	{"HALL_WITHDRAWN", N_("Window or unit withdrawn")},
	{"HALL_DUTY", N_("Duty set")},
	{"SEAT", N_("Sat down at a window")},
	{"CALENDAR_WITHDRAWN", N_("Calendar withdrawn")},
	{"CHANGE_PROPOSED", N_("Items or catalog: proposed")},
	{"CHANGE_CONFIRMED", N_("Items or catalog: put in force")},
	{"CHANGE_DECLINED", N_("Items or catalog: declined")},
	{"PACK", N_("Pack of items")},
	{"HOLD", N_("Held from deletion")},
	{"HOLD_LIFT", N_("Hold lifted")},
	{"RETENTION", N_("Deletion agreed")},
	{"DESTROYED", N_("Deleted")},
};

const char *trail_kind_text(const char *kind)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (text_equal(kinds[i].kind, kind))
			return kinds[i].text;
	return kind;
}
