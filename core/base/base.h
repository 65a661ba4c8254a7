/* SPDX-License-Identifier: MIT
 *
 * Ground floor: what every other file may use. Knows no screen, database or network.
 *
 * Glossary (the field's own terms, used in names everywhere):
 *   item 事项      a matter that can be applied for: its form, materials, clocks and rules
 *   casefile 办件  what happened in one matter of one applicant; a fold over events
 *   material 材料  a document the item asks for; licence 证照 an electronic licence
 *   exchange 共享交换  the departments' shared data; ask 取数 one question to one department
 *   evidence 取数凭证  a stored answer, bound to every value it supplied
 *   counter 窗口   the service window; hall 大厅; station one machine's journal
 *   objection 异议 a dispute about a shared value; notice 告知; slip 回执
 */
#ifndef ONETRIP_BASE_H
#define ONETRIP_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define MUST_CHECK __attribute__((warn_unused_result))

#define ONETRIP_VERSION "0.1.0"

/* 16 random bytes: casefiles and acts (op_id). All zero means "none". */
struct uid {
	uint8_t b[16];
};

enum { UID_HEX = 33, HASH_SIZE = 32, HASH_HEX = 65 };

#endif
