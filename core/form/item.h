/* SPDX-License-Identifier: MIT
 *
 * An item 事项: what forms/NAME.ini says, read once and never changed. Named by code@hash; the
 * hash is BLAKE2b-256 of the file's bytes and stands in every event of a case.
 *
 * The language of an item file (strict INI, base/ini.h; * must be there; every text KEY may have a
 * KEY.en beside it; SQL is an expression of form/rule.h, in double quotes). onetrip-form(5) tells
 * it to authors, with an example:
 *
 *   [item]  code* (12) code31* legacy (older codes, blank separated) name* department* authority*
 *           (credit code) type* (GB/T 39046 A.1) object* (natural, legal or both) kind* (instant
 *           promise filing joint) ground* conditions* result* fee* fee.ground remedy* scope* (where
 *           it may be asked for) channels* (window online mail phone) onsite (why a visit is
 *           needed) consult* complain* place* hours* quantity (limits of number) mail (yes no)
 *           legal.days* (a number or none) legal.unit (working calendar) promised.days*
 *           promised.unit baseline.materials* baseline.trips* target.trips* aliases (also life
 *           events) one_open (yes no) anonymous (yes no) paperless (yes: no material) appeal (12345
 *           12358: it lives as casework/appeal.h says) pauses (HEARING TENDER ...: what may stop the
 *           clock) trusted (SQL: is the applicant's credit good enough to defer and to pledge)
 *           trusted.text completion.days (to complete what was asked back for; 30) completion.unit
 *           (calendar) level (1 to 3: how surely the applicant must be known, by the unified account or
 *           at the counter) alone_from (age from which a minor may come without a guardian, where somebody
 *           else may come at all; 18) retention (years a closed case is kept; 10, 0: for ever)
 *           retention.ground (the law)
 *   [condition NAME] label* rule* (SQL: holds, does not, NULL cannot tell) text* (when it does not)
 *                    ground* (the law)         of the directory's pre-check
 *   [group NAME]     label*
 *   [repeat NAME]    label* group* min max (1..50) rows (RESOURCE or RESOURCE?attribute=value: one
 *                    row for each of the answer's) fixed (yes: only the department adds rows) visible
 *                    check.N as of a field, reading row_*()
 *   [party NAME]     label* id* (field that holds a person's or firm's number)
 *   [field NAME]     label* type* group* repeat ask (the sentence to say) help table (code sets)
 *                    within (field whose value is the parent code) choices min max share lock (free
 *                    proof fixed) mask (name id phone address date firm) reuse (no: never prefilled)
 *                    sticky earlier holder (the applicant's own number) present (the number of the
 *                    person at the counter when it is not the applicant) situation (yes: one of the
 *                    questions that choose the situation) offer (RESOURCE.attribute: F4 offers what
 *                    the answer's rows say) offer.label (another attribute, shown beside it) text
 *                    (what a declaration declares) none ("no number": the citizen may have none)
 *                    visible required (yes no or SQL) required.text derive initial
 *                    check.1 .. check.4, check.N.text*, check.N.severity (error warn info)
 *   [fact NAME]      label* type* share derive table choices    read by rules only, never shown or asked
 *   [choices NAME]   CODE = label         of the field NAME, or of those with choices = NAME
 *   [situation NAME] label* when* (SQL over the fields with situation = yes) kind legal.days legal.unit
 *                    promised.days promised.unit   the first that holds; what it names replaces [item]'s
 *   [material NAME]  label* ways* (shared licence earlier pledge defer original window generated)
 *                    required (yes no or SQL; yes) anyof shared licence field defer.days copies
 *                    help pledge (what is pledged) proves (kind of proof, as in the catalog) ground
 *   [ask RESOURCE] or [ask RESOURCE PARTY]   basis* when (field whose value it needs) condition (SQL)
 *   [part NAME]      label* department* authority code31 after (parts that come before) when (SQL)
 *                    done (SQL: is it settled by what is known already) gives (field its result
 *                    fills) legal.days legal.unit promised.days promised.unit     of a joint item
 *   [document NAME]  copies* when (SQL) fields (what it prints of the form)
 *   [regions]        take_part* (division codes, blank separated: who of them may decide what was
 *                    received here) decided_in* (one of those, or ":field", a region field whose value
 *                    says which) basis* (for handing it over) fields* (that go along, blank separated)
 *                    The catalog's resource YDTB-CODE carries it; any other region: decided here
 *   [stage NAME]     label* department legal.days legal.unit legal.hours external (yes: another place's clock)
 *
 * share names where a value may come from, first the most trusted: "POP-01.name BDC-01.owner_name";
 * "BDC-01.unit_no?kind=title" looks only at rows whose kind is title, "POP-06.vin?plate=:plate" at
 * those whose plate is the answer to the field plate; two conditions are joined by &.
 * "mother/POP-01.name" looks at what was asked about the party mother. "BDC-01?kind=title" without an
 * attribute, for a bool, is 1 when the department has such a row, 0 when it answered that it has none,
 * and nothing as long as it is silent. Money comes as the provider writes it, in yuan (money-wan in
 * 10,000 yuan). A code field within another takes codes that stand under the other's. When both name the
 * same table, each takes its own level of it: the first that without a parent ("industry:1", codes.h).
 * derive is a value nobody types, as long as the rule gives one; initial is a
 * proposal the clerk may change. A check holds when its SQL is true or cannot tell (NULL); one of
 * severity warn lets the case pass with a typed reason. Rules read the field with present = yes even
 * while it is hidden. A field or fact must not depend on itself.
 *
 * Repeats: fields with the same repeat stand together and make one row. Loading writes them out, max
 * times: row 3 of share is the field "share.3", right after row 2; the field named as the repeat
 * stands before them and holds the number of rows (FIELD_ROWS). Rules of a repeat's field read
 * the same row's answers by their plain names; others reach rows by row_*() only (rule.h). A
 * party whose id is in a repeat is one for each row: "owner.3".
 */
#ifndef ONETRIP_ITEM_H
#define ONETRIP_ITEM_H

#include "core/base/clock.h"
#include "core/base/ini.h"
#include "core/base/pool.h"
#include "core/base/record.h"

enum {
	ITEM_FIELDS = 240,           /* as written */
	ITEM_SLOTS = 4000,           /* with repeats written out */
	ITEM_ROWS = 50,
	ITEM_REPEATS = 8,
	ITEM_PARTIES = 200,          /* written out */
	ITEM_ASKS = 500,             /* written out */
	ITEM_MATERIALS = 60,
	ITEM_CHOICES = 100,
	ITEM_SHARES = 4,
	SHARE_FILTERS = 2,
	ITEM_CHECKS = 4,
	ITEM_PARTS = 16,
	ITEM_REGIONS = 20,
	ITEM_QUESTIONS = 5           /* that choose the situation */
};

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
	X(FIELD_MONEY_WAN, "money-wan") /* stored in fen, typed in 10,000 yuan, 6 decimals */      \
	X(FIELD_ADDRESS, "address")                                                                \
	X(FIELD_UNIT_NO, "unit-no")   /* real estate unit number, 28 characters */                 \
	X(FIELD_HASH, "hash")         /* a file captured at the window: its SHA-256 */             \
	X(FIELD_CARD, "card")         /* bank card */                                              \
	X(FIELD_PLATE, "plate")       /* vehicle number plate, GA 36 */                            \
	X(FIELD_VIN, "vin")           /* GB 16735, 17 with check digit */                          \
	X(FIELD_PROJECT, "project")   /* project code XXXX-XXXXXX-XX-XX-XXXXXX */                  \
	X(FIELD_POSTCODE, "postcode")                                                              \
	X(FIELD_TIME, "time")         /* YYYY-MM-DDTHH:MM; typed as 12 digits */                   \
	X(FIELD_MONTH, "month")       /* YYYY-MM; typed as 6 digits */                             \
	X(FIELD_SHARE, "share")       /* per cent, stored in millionths: 12.5 is 125000 */         \
	X(FIELD_DECLARATION, "declaration") /* stored 1 once declared; never prefilled */          \
	X(FIELD_ROWS, "rows")         /* how many rows a repeat has; not written by authors */

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
	const char *attribute;       /* "name"; "" is there a row at all: 1 or 0 */
	struct {
		const char *where, *equals; /* only rows whose attribute `where` has this value; "" any */
		int field;           /* instead of equals: the answer to this field; -1 */
	} filters[SHARE_FILTERS];
	int party;                   /* about whom; -1 the applicant */
	int line;                    /* of the file, for messages */
};

struct check {
	int rule;                    /* index in the item's rules */
	enum severity severity;
	const char *text, *text_en;  /* what is wrong and how to mend it */
};

struct field {
	const char *name;            /* [a-z][a-z0-9_]*, unique; with ".3" in row 3 of a repeat */
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
	int repeat;                  /* it belongs to (also its FIELD_ROWS); -1 */
	int row;                     /* in the repeat, from 0; its rules read this row. -1 outside */
	int within;                  /* field whose value is the parent of its codes; -1 */
	bool present;                /* number of the person at the counter, not the applicant */
	bool situation;              /* one of the questions that choose the situation */
	struct share offer;          /* what F4 offers; resource "" none */
	const char *offer_label;     /* another attribute of it; "" none */
	const char *declared, *declared_en; /* text of a declaration */
};

/* Rows of fields written out: cell (row, column) is the field first + row * columns + column. */
struct repeat {
	const char *name, *label, *label_en, *group;
	int min, max;                /* rows */
	size_t count;                /* index of its FIELD_ROWS */
	size_t first, columns;
	struct share rows;           /* attribute "": one row for each of the answer's; resource "" none */
	bool fixed;
	int visible;                 /* rule, -1 always */
	struct check checks[ITEM_CHECKS]; /* go to the count field */
};

/* Somebody besides the applicant: mother, agent, shareholder 3. */
struct item_party {
	const char *name;            /* "owner.3" in row 3 */
	const char *label, *label_en;
	int id;                      /* field with the number */
	int row;                     /* -1 outside a repeat */
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
	const char *pledge, *pledge_en; /* what is pledged instead; "" the standard sentence */
	const char *proves;          /* kind of proof, as in the catalog: "marriage"; "" none */
};

struct group {
	const char *name, *label, *label_en;
};

struct item_ask {
	const char *resource;
	int line;
	const char *basis, *basis_en; /* lawful basis, cited in the ask and its log */
	const char *when;            /* field whose value it needs besides the applicant; "" none */
	int condition;               /* rule index, -1: always; reads the row of its party */
	int party;                   /* about whom; -1 the applicant */
};

/* Whose rules an appeal follows; none: it is an application. */
enum hotline { HOTLINE_NONE, HOTLINE_12345, HOTLINE_12358 };

enum item_kind { ITEM_INSTANT, ITEM_PROMISE, ITEM_FILING, ITEM_JOINT }; /* 即办 承诺 备案 联办 */

struct period {
	int days;                    /* 0: at once; -1: none set by law */
	bool working;                /* else calendar days */
};

enum { CHANNEL_WINDOW = 1, CHANNEL_ONLINE = 2, CHANNEL_MAIL = 4, CHANNEL_PHONE = 8 };

/* What may stop a clock (domain.md 4): word in files and events, msgid */
#define PAUSE_TABLE(X)                                                                             \
	X(PAUSE_HEARING, "HEARING", "Hearing")                                                     \
	X(PAUSE_TENDER, "TENDER", "Call for tenders")                                              \
	X(PAUSE_AUCTION, "AUCTION", "Auction")                                                     \
	X(PAUSE_INSPECT, "INSPECT", "Inspection")                                                  \
	X(PAUSE_TEST, "TEST", "Testing")                                                           \
	X(PAUSE_QUARANTINE, "QUARANTINE", "Quarantine")                                            \
	X(PAUSE_APPRAISE, "APPRAISE", "Appraisal")                                                 \
	X(PAUSE_EXPERT, "EXPERT", "Expert review")                                                 \
	X(PAUSE_SITE, "SITE", "Site visit")                                                        \
	X(PAUSE_PUBLICITY, "PUBLICITY", "Public notice")                                           \
	X(PAUSE_UPREPORT, "UPREPORT", "With a higher authority")                                   \
	X(PAUSE_INQUIRY, "INQUIRY", "Inquiry")                                                     \
	X(PAUSE_FIX_AFTER, "FIX_AFTER", "Completion after acceptance")                             \
	X(PAUSE_PAY, "PAY", "Payment")                                                             \
	X(PAUSE_MAKE, "MAKE", "Making and mailing")

enum pause_kind {
#define X(name, word, text) name,
	PAUSE_TABLE(X)
#undef X
	PAUSE_COUNT
};

struct document {
	const char *name;            /* of the template, "receipt" */
	int copies;
	int when;                    /* rule, -1 always */
	const char *fields;          /* names, blank separated; "" none of its own */
};

struct condition {
	const char *name, *label, *label_en;
	int rule;
	const char *text, *text_en;  /* said when it does not hold */
	const char *ground, *ground_en;
};

/* What one outcome of the situation's questions changes; days -2: as the item says. */
struct situation {
	const char *name, *label, *label_en;
	int when;
	int kind;                    /* enum item_kind, -1 the item's */
	struct period legal, promised;
};

struct item_stage {
	const char *name, *label, *label_en;
	const char *department;      /* "" the item's */
	struct period legal;         /* days -1: none of its own */
	int hours;                   /* 0 none */
	bool external;
};

/* A part 环节 of a joint item, done by its own department with its own clock. Parts make no circle. */
struct part {
	const char *name, *label, *label_en;
	const char *department, *department_en;
	const char *authority, *code31; /* "" the item's */
	uint32_t after;              /* bits: parts that come before */
	int when, done;              /* rules; -1 always, -1 never by itself */
	int gives;                   /* field its result fills, -1 none */
	struct period legal, promised; /* days -1: none set */
};

/* Received here, decided there (异地通办). */
struct regions {
	const char *take_part;       /* codes, blank separated; NULL: decided where it is received */
	const char *decided_in;      /* one of them, or ":field" */
	const char *basis, *basis_en; /* lawful basis of the hand-over */
	const char *fields;          /* names, blank separated: what the other region gets to see */
	int field;                   /* of decided_in; -1 always the same region */
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
	const char *legacy;          /* older codes, blank separated */
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
	struct period completion;    /* of what a one-time notice asks for */
	int level;                   /* real-name level it demands, 1..3; 0 none */
	int retention;               /* years a closed case is kept; 0: for ever */
	const char *retention_ground, *retention_ground_en; /* "" none */
	int alone_from;              /* years; younger ones need a guardian when there is a `present` */
	int baseline_materials, baseline_trips, target_trips;
	const char *fee, *fee_en, *fee_ground, *fee_ground_en;
	const char *scope, *scope_en, *onsite, *onsite_en, *consult, *consult_en;
	const char *complain, *complain_en, *place, *place_en, *hours, *hours_en;
	const char *quantity, *quantity_en;
	unsigned channels;           /* CHANNEL_* */
	unsigned pauses;             /* PAUSE_* bits: 1 << enum pause_kind */
	bool mail;
	const char *remedy, *remedy_en;
	const char *conditions, *conditions_en;
	bool paperless;              /* asks for no material at all */
	bool anonymous;              /* may be filed by somebody without a number */
	bool one_open;               /* a second open application of the same person is refused */
	enum hotline appeal;
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
	struct item_stage *stages;        /* in file order */
	size_t n_stages;
	struct regions regions;
	struct repeat *repeats;
	size_t n_repeats;
	struct item_party *parties;       /* written out */
	size_t n_parties;
	struct situation *situations;
	size_t n_situations;
	struct part *parts;
	size_t n_parts;
	struct condition *prechecks;
	size_t n_prechecks;
	int trusted;                 /* rule; -1: nobody is asked */
	const char *trusted_text, *trusted_text_en;
	int present;                 /* field of the person at the counter, -1: the applicant comes */
	struct ruleset *rules;       /* compiled once */
};

/* Loads and checks one file. messages as ini_load, with unknown words answered by the nearest. */
enum err item_load(const char *path, struct item **out, struct buf *messages) MUST_CHECK;
enum err item_parse(const char *name, const char *text, size_t len, struct item **out,
	struct buf *messages) MUST_CHECK; /* from the store: an old case opens with its own form */
void item_free(struct item *item);
int item_field(const struct item *item, const char *name);     /* index or -1 */
bool field_numeric(const struct field *f);                     /* rules read it as an integer */
const struct choice *field_choice(const struct field *f, const char *code); /* own choices only */
/* Does the item read this attribute of the resource: as a value, a condition, an offer? */
bool item_reads(const struct item *item, const char *resource, const char *attribute);
bool item_wants(const struct item *item, const char *resource);
int item_material(const struct item *item, const char *name);  /* index or -1 */
int item_part(const struct item *item, const char *name);      /* index or -1 */
int item_party(const struct item *item, const char *name);     /* index or -1 */
int item_repeat(const struct item *item, const char *name);    /* index or -1 */
bool item_region(const struct item *item, const char *code);   /* it takes part */
/* Cell of a repeat; column is the field in row 0. */
size_t item_cell(const struct item *item, size_t column, int row);
/* What counts for a situation (-1: none chosen). */
enum item_kind item_kind(const struct item *item, int situation);
const struct period *item_legal(const struct item *item, int situation);
const struct period *item_promised(const struct item *item, int situation);
const char *pause_word(enum pause_kind p);
const char *pause_text(enum pause_kind p); /* msgid */
bool pause_parse(const char *word, enum pause_kind *out);

/* The directory of all items of a folder (sorted by code): headers read at start, whole
 * definitions on first use. NAME.ini is in force from ever on, NAME@2026-12-01.ini from that day:
 * of each NAME the newest that has begun counts, the others are kept for its history. */
struct item_entry {
	const char *path, *code, *code31, *legacy, *name, *name_en, *department, *department_en;
	const char *initials, *pinyin, *aliases;
	const char *object;          /* "natural" "legal" "natural legal" */
	enum item_kind kind;
	size_t fields, materials;
	struct period legal, promised;
	day_t from;                  /* in force since; DAY_NONE from ever on */
};
struct directory;
enum { FILE_NAME = 128 };
enum err directory_open(const char *dir, struct directory **out, struct buf *messages) MUST_CHECK;
/* The same in steps, so that thousands of items delay nobody: begin lists the files, each step reads
 * for about so long and is true when nothing is left. Mistakes go to the log. Whoever asks the
 * directory for anything reads what is left at once. */
enum err directory_begin(const char *dir, struct directory **out) MUST_CHECK;
bool directory_step(struct directory *d, int ms);
/* A version that stands in no file, named as a file would be (NAME@2026-12-01.ini); of the same day the
 * one taken last counts. Before anybody holds anything of the directory: entries move. */
enum err directory_take(struct directory *d, const char *path, const char *text, size_t len,
	struct buf *messages) MUST_CHECK;
void directory_free(struct directory *d);
void directory_day(struct directory *d, day_t today); /* which versions count; indexes change */
size_t directory_size(const struct directory *d);
const struct item_entry *directory_at(const struct directory *d, size_t i);
enum err directory_item(struct directory *d, size_t i, const struct item **out) MUST_CHECK;
/* Indexes of matches by initials, full pinyin, substring, code (12, 31, legacy), alias or department,
 * best first (prefix before the rest); empty query: none. Returns the number written, at most max. */
size_t directory_search(const struct directory *d, const char *query, size_t *out, size_t max);
/* Departments that have items, each once, in the order of their first item. Borrowed. */
size_t directory_departments(const struct directory *d, const char **out, size_t max);
/* Every version of every item, in order of code and day, whether in force or not. */
size_t directory_versions(const struct directory *d);
const struct item_entry *directory_version(const struct directory *d, size_t i);
enum err directory_text(const struct directory *d, size_t i, struct buf *out) MUST_CHECK; /* of a version */
bool directory_taken(const struct directory *d, size_t i); /* by directory_take */
/* The file of a version without its day: "residence-permit" of residence-permit@2026-12-01.ini. */
void item_file_name(const char *path, char out[FILE_NAME], day_t *from);

#endif
