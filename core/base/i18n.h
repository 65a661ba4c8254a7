/* SPDX-License-Identifier: MIT
 *
 * Language of the words: msgids are English, zh_CN is complete. Always a UTF-8 locale.
 */
#ifndef ONETRIP_I18N_H
#define ONETRIP_I18N_H

#include <libintl.h>

#include "core/base/base.h"

#define _(msgid) gettext(msgid)
#define N_(msgid) msgid

enum err i18n_start(const char *lang) MUST_CHECK; /* "zh" or "en"; NULL: zh */
void i18n_turn(bool chinese);                      /* for a while: papers in both languages */
bool i18n_chinese(void);
const char *i18n_pick(const char *zh, const char *en); /* by language; zh when en is missing */

#endif
