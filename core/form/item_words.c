/* SPDX-License-Identifier: MIT
 *
 * What must hold: every member of the structs in item.h that an author can set stands here once.
 */
#include "core/form/item_words.h"

#define TYPE_WORD(name, text) {text, name},
static const struct word type_words[] = {FIELD_TYPE_TABLE(TYPE_WORD){NULL, 0}};

static const struct word kind_words[] = {
	{"instant", ITEM_INSTANT},
	{"promise", ITEM_PROMISE},
	{"filing", ITEM_FILING},
	{"joint", ITEM_JOINT},
	{NULL, 0},
};
static const struct word hotline_words[] = {
	{"12345", HOTLINE_12345}, {"12358", HOTLINE_12358}, {NULL, 0}};
static const struct word yes_words[] = {{"yes", 1}, {"no", 0}, {NULL, 0}};
static const struct word unit_words[] = {{"working", 1}, {"calendar", 0}, {NULL, 0}};
static const struct word lock_words[] = {
	{"free", LOCK_FREE}, {"proof", LOCK_PROOF}, {"fixed", LOCK_FIXED}, {NULL, 0}};
static const struct word mask_words[] = {
	{"none", MASK_NONE},
	{"name", MASK_NAME},
	{"id", MASK_ID},
	{"phone", MASK_PHONE},
	{"address", MASK_ADDRESS},
	{"date", MASK_DATE},
	{"firm", MASK_FIRM},
	{NULL, 0},
};
static const struct word severity_words[] = {
	{"error", SEVERITY_ERROR}, {"warn", SEVERITY_WARN}, {"info", SEVERITY_INFO}, {NULL, 0}};
static const struct word channel_words[] = {
	{"window", CHANNEL_WINDOW},
	{"online", CHANNEL_ONLINE},
	{"mail", CHANNEL_MAIL},
	{"phone", CHANNEL_PHONE},
	{NULL, 0},
};
#define PAUSE_WORD(name, word, text) {word, 1 << name},
static const struct word pause_words[] = {PAUSE_TABLE(PAUSE_WORD){NULL, 0}};
static const struct word way_words[] = {
	{"shared", WAY_SHARED},
	{"licence", WAY_LICENCE},
	{"earlier", WAY_EARLIER},
	{"pledge", WAY_PLEDGE},
	{"defer", WAY_DEFER},
	{"original", WAY_ORIGINAL},
	{"window", WAY_WINDOW},
	{"generated", WAY_GENERATED},
	{NULL, 0},
};

#define TEXT_KEY(type, word, member, need)                                                         \
	{                                                                                          \
		word, KEY_TEXT, offsetof(type, member), need, NULL, 0, 0                           \
	}
/* A text with its English beside it. */
#define BOTH_KEY(type, word, member, need)                                                         \
	TEXT_KEY(type, word, member, need), TEXT_KEY(type, word ".en", member##_en, false)
#define RULE_KEY(type, word, member)                                                               \
	{                                                                                          \
		word, KEY_RULE, offsetof(type, member), false, NULL, 0, 0                          \
	}
#define NEED_KEY(type, word, member)                                                               \
	{                                                                                          \
		word, KEY_NEED, offsetof(type, member), false, NULL, 0, 0                          \
	}
#define YES_KEY(type, word, member)                                                                \
	{                                                                                          \
		word, KEY_YES, offsetof(type, member), false, yes_words, 0, 0                      \
	}
#define UNIT_KEY(type, word, member)                                                               \
	{                                                                                          \
		word, KEY_YES, offsetof(type, member), false, unit_words, 0, 0                     \
	}
#define WORD_KEY(type, word, member, need, words)                                                  \
	{                                                                                          \
		word, KEY_WORD, offsetof(type, member), need, words, 0, 0                          \
	}
#define NUMBER_KEY(type, word, member, need, min, max)                                             \
	{                                                                                          \
		word, KEY_NUMBER, offsetof(type, member), need, NULL, min, max                     \
	}

#define FLAGS_KEY(type, word, member, need, words)                                                 \
	{                                                                                          \
		word, KEY_FLAGS, offsetof(type, member), need, words, 0, 0                         \
	}
#define FIELD_KEY(type, word, member, need)                                                        \
	{                                                                                          \
		word, KEY_FIELD, offsetof(type, member), need, NULL, 0, 0                          \
	}
#define PERIOD_KEYS(type, need)                                                                    \
	{"legal.days", KEY_DAYS, offsetof(type, legal.days), need, NULL, 0, 3650},                 \
		{"legal.unit", KEY_YES, offsetof(type, legal.working), false, unit_words, 0, 0}

static const struct key item_keys[] = {
	TEXT_KEY(struct item, "code", code, true),
	TEXT_KEY(struct item, "code31", code31, true),
	TEXT_KEY(struct item, "legacy", legacy, false),
	BOTH_KEY(struct item, "name", name, true),
	TEXT_KEY(struct item, "aliases", aliases, false),
	BOTH_KEY(struct item, "department", department, true),
	TEXT_KEY(struct item, "authority", authority, true),
	TEXT_KEY(struct item, "type", type, true),
	TEXT_KEY(struct item, "object", object, true),
	WORD_KEY(struct item, "kind", kind, true, kind_words),
	BOTH_KEY(struct item, "ground", ground, true),
	BOTH_KEY(struct item, "result", result, true),
	BOTH_KEY(struct item, "conditions", conditions, true),
	BOTH_KEY(struct item, "fee", fee, true),
	BOTH_KEY(struct item, "fee.ground", fee_ground, false),
	BOTH_KEY(struct item, "scope", scope, true),
	FLAGS_KEY(struct item, "channels", channels, true, channel_words),
	BOTH_KEY(struct item, "onsite", onsite, false),
	BOTH_KEY(struct item, "consult", consult, true),
	BOTH_KEY(struct item, "complain", complain, true),
	BOTH_KEY(struct item, "place", place, true),
	BOTH_KEY(struct item, "hours", hours, true),
	BOTH_KEY(struct item, "quantity", quantity, false),
	YES_KEY(struct item, "mail", mail),
	BOTH_KEY(struct item, "remedy", remedy, true),
	PERIOD_KEYS(struct item, true),
	NUMBER_KEY(struct item, "promised.days", promised.days, true, 0, 3650),
	UNIT_KEY(struct item, "promised.unit", promised.working),
	NUMBER_KEY(struct item, "completion.days", completion.days, false, 1, 365),
	UNIT_KEY(struct item, "completion.unit", completion.working),
	NUMBER_KEY(struct item, "alone_from", alone_from, false, 0, 18),
	NUMBER_KEY(struct item, "level", level, false, 1, 3),
	NUMBER_KEY(struct item, "retention", retention, false, 0, 100),
	BOTH_KEY(struct item, "retention.ground", retention_ground, false),
	NUMBER_KEY(struct item, "baseline.materials", baseline_materials, true, 0, 200),
	NUMBER_KEY(struct item, "baseline.trips", baseline_trips, true, 0, 50),
	NUMBER_KEY(struct item, "target.trips", target_trips, true, 0, 50),
	YES_KEY(struct item, "one_open", one_open),
	YES_KEY(struct item, "anonymous", anonymous),
	YES_KEY(struct item, "paperless", paperless),
	WORD_KEY(struct item, "appeal", appeal, false, hotline_words),
	FLAGS_KEY(struct item, "pauses", pauses, false, pause_words),
	RULE_KEY(struct item, "trusted", trusted),
	BOTH_KEY(struct item, "trusted.text", trusted_text, false),
};

static const struct key condition_keys[] = {
	BOTH_KEY(struct condition, "label", label, true),
	{"rule", KEY_RULE, offsetof(struct condition, rule), true, NULL, 0, 0},
	BOTH_KEY(struct condition, "text", text, true),
	BOTH_KEY(struct condition, "ground", ground, true),
};

static const struct key regions_keys[] = {
	TEXT_KEY(struct regions, "take_part", take_part, true),
	TEXT_KEY(struct regions, "decided_in", decided_in, true),
	BOTH_KEY(struct regions, "basis", basis, true),
	TEXT_KEY(struct regions, "fields", fields, true),
};

static const struct key group_keys[] = {BOTH_KEY(struct group, "label", label, true)};

#define CHECK_KEYS(type, n)                                                                        \
	RULE_KEY(type, "check." #n, checks[n - 1].rule),                                           \
		TEXT_KEY(type, "check." #n ".text", checks[n - 1].text, false),                    \
		TEXT_KEY(type, "check." #n ".text.en", checks[n - 1].text_en, false),              \
		WORD_KEY(type, "check." #n ".severity", checks[n - 1].severity, false,             \
			severity_words)

static const struct key repeat_keys[] = {
	BOTH_KEY(struct repeat, "label", label, true),
	TEXT_KEY(struct repeat, "group", group, true),
	NUMBER_KEY(struct repeat, "min", min, false, 0, ITEM_ROWS),
	NUMBER_KEY(struct repeat, "max", max, false, 1, ITEM_ROWS),
	{"rows", KEY_ROWS, offsetof(struct repeat, rows), false, NULL, 0, 0},
	YES_KEY(struct repeat, "fixed", fixed),
	RULE_KEY(struct repeat, "visible", visible),
	CHECK_KEYS(struct repeat, 1),
	CHECK_KEYS(struct repeat, 2),
	CHECK_KEYS(struct repeat, 3),
	CHECK_KEYS(struct repeat, 4),
};

static const struct key party_keys[] = {
	BOTH_KEY(struct item_party, "label", label, true),
	{"id", KEY_FIELD, offsetof(struct item_party, id), true, NULL, 0, 0},
};

static const struct key field_keys[] = {
	BOTH_KEY(struct field, "label", label, true),
	WORD_KEY(struct field, "type", type, true, type_words),
	TEXT_KEY(struct field, "group", group, true),
	{"repeat", KEY_KNOWN, 0, false, NULL, 0, 0},
	TEXT_KEY(struct field, "ask", question, false),
	TEXT_KEY(struct field, "ask.en", question_en, false),
	BOTH_KEY(struct field, "help", help, false),
	TEXT_KEY(struct field, "table", table, false),
	FIELD_KEY(struct field, "within", within, false),
	TEXT_KEY(struct field, "choices", table, false),
	NUMBER_KEY(struct field, "min", min, false, -1000000000, 1000000000),
	NUMBER_KEY(struct field, "max", max, false, -1000000000, 1000000000),
	{"share", KEY_SHARES, 0, false, NULL, 0, 0},
	WORD_KEY(struct field, "lock", lock, false, lock_words),
	WORD_KEY(struct field, "mask", mask, false, mask_words),
	YES_KEY(struct field, "reuse", reuse),
	YES_KEY(struct field, "sticky", sticky),
	YES_KEY(struct field, "earlier", earlier),
	YES_KEY(struct field, "holder", holder),
	YES_KEY(struct field, "present", present),
	YES_KEY(struct field, "situation", situation),
	{"offer", KEY_SHARE, offsetof(struct field, offer), false, NULL, 0, 0},
	TEXT_KEY(struct field, "offer.label", offer_label, false),
	BOTH_KEY(struct field, "text", declared, false),
	BOTH_KEY(struct field, "none", none, false),
	RULE_KEY(struct field, "visible", visible),
	NEED_KEY(struct field, "required", required),
	BOTH_KEY(struct field, "required.text", required_text, false),
	RULE_KEY(struct field, "derive", derive),
	RULE_KEY(struct field, "initial", initial),
	CHECK_KEYS(struct field, 1),
	CHECK_KEYS(struct field, 2),
	CHECK_KEYS(struct field, 3),
	CHECK_KEYS(struct field, 4),
};

static const struct key situation_keys[] = {
	BOTH_KEY(struct situation, "label", label, true),
	{"when", KEY_RULE, offsetof(struct situation, when), true, NULL, 0, 0},
	WORD_KEY(struct situation, "kind", kind, false, kind_words),
	PERIOD_KEYS(struct situation, false),
	NUMBER_KEY(struct situation, "promised.days", promised.days, false, 0, 3650),
	UNIT_KEY(struct situation, "promised.unit", promised.working),
};

static const struct key part_keys[] = {
	BOTH_KEY(struct part, "label", label, true),
	BOTH_KEY(struct part, "department", department, true),
	TEXT_KEY(struct part, "authority", authority, false),
	TEXT_KEY(struct part, "code31", code31, false),
	{"after", KEY_PARTS, offsetof(struct part, after), false, NULL, 0, 0},
	RULE_KEY(struct part, "when", when),
	RULE_KEY(struct part, "done", done),
	FIELD_KEY(struct part, "gives", gives, false),
	PERIOD_KEYS(struct part, false),
	NUMBER_KEY(struct part, "promised.days", promised.days, false, 0, 3650),
	UNIT_KEY(struct part, "promised.unit", promised.working),
};

static const struct key stage_keys[] = {
	BOTH_KEY(struct item_stage, "label", label, true),
	TEXT_KEY(struct item_stage, "department", department, false),
	PERIOD_KEYS(struct item_stage, false),
	NUMBER_KEY(struct item_stage, "legal.hours", hours, false, 1, 240),
	YES_KEY(struct item_stage, "external", external),
};

static const struct key fact_keys[] = {
	BOTH_KEY(struct field, "label", label, true),
	WORD_KEY(struct field, "type", type, true, type_words),
	TEXT_KEY(struct field, "table", table, false),
	TEXT_KEY(struct field, "choices", table, false),
	{"share", KEY_SHARES, 0, false, NULL, 0, 0},
	RULE_KEY(struct field, "derive", derive),
};

static const struct key material_keys[] = {
	BOTH_KEY(struct material, "label", label, true),
	BOTH_KEY(struct material, "help", help, false),
	{"ways", KEY_FLAGS, offsetof(struct material, ways), true, way_words, 0, 0},
	NEED_KEY(struct material, "required", required),
	TEXT_KEY(struct material, "anyof", anyof, false),
	{"shared", KEY_SHARE, offsetof(struct material, shared), false, NULL, 0, 0},
	TEXT_KEY(struct material, "licence", licence, false),
	TEXT_KEY(struct material, "field", field, false),
	NUMBER_KEY(struct material, "defer.days", defer_days, false, 1, 365),
	NUMBER_KEY(struct material, "copies", copies, false, 1, 20),
	BOTH_KEY(struct material, "ground", ground, false),
	BOTH_KEY(struct material, "pledge", pledge, false),
	TEXT_KEY(struct material, "proves", proves, false),
};

static const struct key ask_keys[] = {
	BOTH_KEY(struct item_ask, "basis", basis, true),
	TEXT_KEY(struct item_ask, "when", when, false),
	RULE_KEY(struct item_ask, "condition", condition),
};

static const struct key document_keys[] = {
	NUMBER_KEY(struct document, "copies", copies, true, 1, 20),
	RULE_KEY(struct document, "when", when),
	TEXT_KEY(struct document, "fields", fields, false),
};

#define KIND(word, named, keys, most)                                                              \
	{                                                                                          \
		word, named, keys, COUNT_OF(keys), most                                            \
	}
const struct section_kind section_kinds[SECTION_COUNT] = {
	[SECTION_ITEM] = KIND("item", false, item_keys, 1),
	[SECTION_CONDITION] = KIND("condition", true, condition_keys, 20),
	[SECTION_GROUP] = KIND("group", true, group_keys, 40),
	[SECTION_REPEAT] = KIND("repeat", true, repeat_keys, ITEM_REPEATS),
	[SECTION_PARTY] = KIND("party", true, party_keys, 20),
	[SECTION_FIELD] = KIND("field", true, field_keys, ITEM_FIELDS),
	[SECTION_FACT] = KIND("fact", true, fact_keys, ITEM_FIELDS),
	[SECTION_CHOICES] = {"choices", true, NULL, 0, ITEM_FIELDS},
	[SECTION_SITUATION] = KIND("situation", true, situation_keys, 12),
	[SECTION_MATERIAL] = KIND("material", true, material_keys, ITEM_MATERIALS),
	[SECTION_ASK] = KIND("ask", true, ask_keys, 60),
	[SECTION_PART] = KIND("part", true, part_keys, ITEM_PARTS),
	[SECTION_DOCUMENT] = KIND("document", true, document_keys, 20),
	[SECTION_REGIONS] = KIND("regions", false, regions_keys, 1),
	[SECTION_STAGE] = KIND("stage", true, stage_keys, 20),
};
