/* SPDX-License-Identifier: MIT
 *
 * onetrip lint [--catalog FILE] [FILE|FOLDER...]: is an item fit to be published? Its own language
 * (core/form/item.h), the resources and attributes it names against the catalog, and codes used
 * twice. Messages are "file:line: message".
 */
#ifndef ONETRIP_LINT_H
#define ONETRIP_LINT_H

int command_lint(int argc, char **argv);
/* The same for files and folders given; catalog NULL: the demo's. Exit status; needs the code tables. */
int lint_files(int n, char **names, const char *catalog);

#endif
