/* SPDX-License-Identifier: MIT
 *
 * onetrip export: a row a case, an appeal or a rating as CSV on standard output, in order of time, out of
 * the de-identified views, without a key. Who asked not to be named in an appeal is not told by where,
 * when and by whom it was taken down either: such rows have the day alone, and a name instead of the case
 * number, which would tell window and order.
 */
#ifndef ONETRIP_COMMAND_EXPORT_H
#define ONETRIP_COMMAND_EXPORT_H

int command_export(int argc, char **argv);

#endif
