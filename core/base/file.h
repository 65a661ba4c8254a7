/* SPDX-License-Identifier: MIT
 *
 * Files: whole reads with a limit, and writes that are all there or not at all (temporary file,
 * fsync, rename, fsync of the directory; mode 0600). Where the program's own assets are.
 */
#ifndef ONETRIP_FILE_H
#define ONETRIP_FILE_H

#include "core/base/base.h"
#include "core/base/buf.h"

enum { PATH_SIZE = 4096 };

enum err file_read(const char *path, struct buf *out) MUST_CHECK;   /* ERR_LIMIT over out->max */
enum err file_write(const char *path, const void *data, size_t len) MUST_CHECK;
bool file_exists(const char *path);
enum err file_sync_folder_of(const char *path) MUST_CHECK;          /* after a rename or unlink there */
enum err file_make_dir(const char *path) MUST_CHECK;                /* 0700, parents too */
enum err file_remove_tree(const char *path) MUST_CHECK;             /* never follows links */

/* The file or folder `name` of the program's data ("codes", "forms", "catalog", "po", "demo"):
 * beside the source tree when the program runs from a build folder, else PREFIX/share/onetrip. */
enum err file_asset(const char *name, char out[PATH_SIZE]) MUST_CHECK;
enum err file_self(char out[PATH_SIZE]) MUST_CHECK;                 /* this program */
/* A program that comes with this one: beside it in the build folder, else in PREFIX/libexec/onetrip. */
enum err file_helper(const char *name, char out[PATH_SIZE]) MUST_CHECK;
/* The build folder this program (or unit test) runs from; ERR_NOTFOUND when it is installed. */
enum err file_build_dir(char out[PATH_SIZE]) MUST_CHECK;

#endif
