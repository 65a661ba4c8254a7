/* SPDX-License-Identifier: MIT
 *
 * An item 事项: what forms/NAME.ini says, read once and never changed. Named by code@hash; the
 * hash is BLAKE2b-256 of the file's bytes and stands in every event of a case.
 *
 * The language of an item file (strict INI, base/ini.h; * must be there; every text KEY may have a
 * KEY.en beside it; SQL is an expression of form/rule.h, in double quotes):
 *
 *   [item]  code* (12) code31* name* department* authority* (credit code) type* (GB/T 39046 A.1)
 *           object* (natural, legal or both) kind* (instant promise filing joint) ground* result*
 *           conditions* fee* remedy* legal.days* (a number or none) legal.unit (working calendar)
 *           promised.days* promised.unit baseline.materials* baseline.trips* target.trips*
 *           aliases one_open (yes no) eligible (SQL) eligible.text paperless (yes: no material)
 *   [group NAME]     label*
 *   [field NAME]     label* type* group* ask (the sentence to say) help table (code sets) choices
 *                    min max share lock (free proof fixed) mask (name id phone address date firm)
 *                    reuse (no: never prefilled) sticky earlier holder (the applicant's own number)
 *                    none ("no number": the citizen may have none) visible required (yes no or SQL)
 *                    required.text derive initial check.1 .. check.4, check.N.text*,
 *                    check.N.severity (error warn info)
 *   [fact NAME]      label* type* share derive table choices    read by rules only, never shown or asked
 *   [choices NAME]   CODE = label         of the field NAME, or of those with choices = NAME
 *   [material NAME]  label* ways* (shared licence earlier pledge defer original window generated)
 *                    required (yes no or SQL; yes) anyof shared licence field defer.days copies
 *                    help ground
 *   [ask RESOURCE]   basis* when (field whose value it needs) condition (SQL)
 *   [document NAME]  copies*              [stage NAME]  label*
 *
 * share names where a value may come from, first the most trusted: "POP-01.name BDC-01.owner_name";
 * "BDC-01.unit_no?kind=title" looks only at rows whose kind is title. derive is a value nobody
 * types, as long as the rule gives one; initial is a proposal the clerk may change. A check holds
 * when its SQL is true or cannot tell (NULL). A field or fact must not depend on itself.
 */
#ifndef ONETRIP_ITEM_H
#define ONETRIP_ITEM_H

#include "core/base/clock.h"
#include "core/base/ini.h"
#include "core/base/pool.h"
#include "core/base/record.h"

enum { ITEM_FIELDS = 200, ITEM_MATERIALS = 60, ITEM_CHOICES = 100, ITEM_SHARES = 4, ITEM_CHECKS = 4 };

/* word in the INI, and how the value is checked, folded and shown */
#define FIELD_TYPE_TABLE(X)                                                                        \
	X(FIELD_TEXT, "text")         /* free text, max in characters */                           \
	X(FIELD_NAME, "name")         /* name of a person or firm */                               \
	X(FIELD_ID, "id")             /* citizen number and its neighbours */                      \
	X(FIELD_CREDIT_CODE, "credit-code")                                                        \
	X(FIELD_ID_OR_CODE, "id-or-code") /* a person's or a firm's number */                      \
	X(FIELD_MOBILE, "mobile")                                                                  \
	X(FIELD_PHONE, "phone")       /* mobile or land line */                                    \
	X(FIELD_DATE, "date")         /* YYYY-MM-DD; typed as 8 digits */                          \
	X(FIELD_CHOICE, "choice")     /* one of its own [choices] by digit */                      \
	X(FIELD_CODE, "code")         /* one of a code table */                                    \
	X(FIELD_REGION, "region")     /* GB/T 2260 */                                              \
	X(FIELD_BOOL, "bool")         /* yes / no, stored 1 / 0 */                                 \
	X(FIELD_INT, "int")                                                                        \
	X(FIELD_MONEY, "money")       /* stored in fen, typed in yuan */                           \
	X(FIELD_ADDRESS, "address")                                                                \
	X(FIELD_UNIT_NO, "unit-no")   /* real estate unit number, 28 characters */                 \
	X(FIELD_HASH, "hash")         /* a file captured at the window: its SHA-256 */             \
	X(FIELD_CARD, "card")         /* bank card */

enum field_type {
#define X(name, word) name,
	FIELD_TYPE_TABLE(X)
#undef X
	FIELD_TYPE_COUNT
};

/* How a fetched value may be changed: FREE at will, PROOF with a reason (and objection), FIXED not. */
enum lock { LOCK_FREE, LOCK_PROOF, LOCK_FIXED };
enum mask { MASK_NONE, MASK_NAME, MASK_ID, MASK_PHONE, MASK_ADDRESS, MASK_DATE, MASK_FIRM };
enum severity { SEVERITY_ERROR, SEVERITY_WARN, SEVERITY_INFO };

struct choice {
	const char *code;            /* stored; a digit 1-9 for choices picked by key */
	const char *label, *label_en;
};

struct share {
	const char *resource;        /* "POP-01" */
	const char *attribute;       /* "name" */
	const char *where, *equals;  /* only rows whose attribute `where` has this value; "" any */
	int line;                    /* of the file, for messages */
};

struct check {
	int rule;                    /* index in the item's rules */
	enum severity severity;
	const char *text, *text_en;  /* what is wrong and how to mend it */
};

struct field {
	const char *name;            /* [a-z][a-z0-9_]*, unique */
	const char *label, *label_en;
	const char *question, *question_en; /* the sentence to say to the citizen; "" none */
	const char *help, *help_en;
	const char *group;           /* name of its [group]; "" for a fact */
	enum field_type type;
	const char *table;           /* code set of FIELD_CODE; "" else */
	const struct choice *choices;
	size_t n_choices;
	int min, max;                /* length in characters, or value for int; 0,0 by type */
	struct share shares[ITEM_SHARES]; /* by precedence */
	size_t n_shares;
	enum lock lock;
	enum mask mask;
	bool reuse;                  /* no: never prefilled */
	bool sticky;                 /* keeps the counter's last choice */
	bool earlier;                /* may be offered from the applicant's earlier case, to confirm */
	bool fact;                   /* read by rules only: never shown, asked or counted */
	bool holder;                 /* the applicant's own number, known from the identity check */
	const char *none, *none_en;  /* words for "has none", "no number"; "" where that is no answer */
	int visible, required, derive, initial; /* rule indexes, -1 none; required -2: always */
	const char *required_text, *required_text_en; /* the sentence when it is missing */
	struct check checks[ITEM_CHECKS];
	size_t n_checks;
};

/* Ways a material can be had: S shared, L licence, B earlier verified, P pledge, D deferrable,
 * O original seen, W captured at the window, G generated and signed. */
enum {
	WAY_SHARED = 1, WAY_LICENCE = 2, WAY_EARLIER = 4, WAY_PLEDGE = 8,
	WAY_DEFER = 16, WAY_ORIGINAL = 32, WAY_WINDOW = 64, WAY_GENERATED = 128
};

struct material {
	const char *name, *label, *label_en;
	const char *help, *help_en;
	const char *anyof;           /* group name: one of the group is enough; "" none */
	unsigned ways;               /* WAY_* */
	struct share shared;         /* resource + attribute whose presence proves it; "" none */
	const char *licence;         /* licence type word in LIC-01; "" none */
	const char *field;           /* hash field it fills; "" none */
	int required;                /* rule index, -1 never, -2 always */
	int defer_days;              /* working days for WAY_DEFER */
	int copies;
	const char *ground, *ground_en; /* why a paper may be asked although shared; "" none */
};

struct group {
	const char *name, *label, *label_en;
};

struct item_ask {
	const char *resource;
	int line;
	const char *basis, *basis_en; /* lawful basis, cited in the ask and its log */
	const char *when;            /* field whose value it needs besides the applicant; "" none */
	int condition;               /* rule index, -1: always */
};

enum item_kind { ITEM_INSTANT, ITEM_PROMISE, ITEM_FILING, ITEM_JOINT }; /* 即办 承诺 备案 联办 */

struct period {
	int days;                    /* 0: at once; -1: none set by law */
	bool working;                /* else calendar days */
};

struct document {
	const char *name;            /* of the template, "receipt" */
	int copies;
};

struct ruleset;

struct item {
	struct pool pool;
	char *text;                  /* the file's bytes, for journal_keep_form */
	size_t text_len;
	uint8_t hash[32];
	const char *file;            /* "residence-permit" */
	const char *code;            /* base code, 12 */
	const char *code31;          /* implementing code */
	const char *name, *name_en;
	const char *initials;        /* pinyin */
	const char *aliases;         /* space separated, also life events */
	const char *department, *department_en;
	const char *authority;       /* credit code of the authority */
	const char *type;            /* GB/T 39046 A.1, "20" */
	const char *object;          /* "natural" "legal" */
	const char *ground, *ground_en; /* law it rests on */
	const char *result, *result_en; /* what the applicant gets */
	enum item_kind kind;
	struct period legal, promised;
	int baseline_materials, baseline_trips, target_trips;
	const char *fee, *fee_en;
	const char *remedy, *remedy_en;
	const char *conditions, *conditions_en;
	bool paperless;              /* asks for no material at all */
	bool one_open;               /* a second open application of the same person is refused */
	struct group *groups;
	size_t n_groups;
	struct field *fields;
	size_t n_fields;
	size_t *order;               /* all fields, each after those its rules read */
	struct material *materials;
	size_t n_materials;
	struct item_ask *asks;
	size_t n_asks;
	struct document *documents;
	size_t n_documents;
	struct group *stages;        /* [stage NAME] label, in file order */
	size_t n_stages;
	int eligible;                /* rule: pass 1, fail 0, unknown NULL; -1 none */
	const char *eligible_text, *eligible_text_en;
	struct ruleset *rules;       /* compiled once */
};

/* Loads and checks one file. messages as ini_load, with unknown words answered by the nearest. */
enum err item_load(const char *path, struct item **out, struct buf *messages) MUST_CHECK;
enum err item_parse(const char *name, const char *text, size_t len, struct item **out,
	struct buf *messages) MUST_CHECK; /* from the store: an old case opens with its own form */
void item_free(struct item *item);
int item_field(const struct item *item, const char *name);     /* index or -1 */
const struct choice *field_choice(const struct field *f, const char *code); /* own choices only */
bool item_wants(const struct item *item, const char *resource);
int item_material(const struct item *item, const char *name);  /* index or -1 */
/* The shared attribute in the first row that fits, "" skipped; NULL when no row has it. */
const char *share_pick(const struct share *s, const struct record *rows, size_t n_rows);

/* The directory of all items of a folder (sorted by code): headers read at start, whole
 * definitions on first use. */
struct item_entry {
	const char *path, *code, *name, *name_en, *department, *initials, *pinyin, *aliases;
	enum item_kind kind;
	size_t fields, materials;
	struct period legal, promised;
};
struct directory;
enum err directory_open(const char *dir, struct directory **out, struct buf *messages) MUST_CHECK;
void directory_free(struct directory *d);
size_t directory_size(const struct directory *d);
const struct item_entry *directory_at(const struct directory *d, size_t i);
enum err directory_item(struct directory *d, size_t i, const struct item **out) MUST_CHECK;
/* Indexes of matches by initials, full pinyin, substring, code or alias, best first (prefix before
 * the rest); empty query: all. Returns the number written, at most max. */
size_t directory_search(const struct directory *d, const char *query, size_t *out, size_t max);

#endif
