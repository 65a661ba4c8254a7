/* SPDX-License-Identifier: MIT
 *
 * onetrip report: figures of a month for people outside the hall. No personal data: read from the
 * de-identified rows of core/store/fact.h, without a key, and whatever rests on fewer than five
 * cases is not told.
 */
#ifndef ONETRIP_COMMAND_REPORT_H
#define ONETRIP_COMMAND_REPORT_H

int command_report(int argc, char **argv);

#endif
