/* SPDX-License-Identifier: MIT
 *
 * The only doors to the heap. Allocation failure ends the program through BUG: a counter
 * program that lost memory cannot keep its promises, and every event is durable already.
 */
#ifndef ONETRIP_MEM_H
#define ONETRIP_MEM_H

#include "core/base/base.h"

void *mem_new(size_t size);                      /* zeroed; size > 0 */
void *mem_array(size_t count, size_t size);      /* zeroed; checks the product */
void *mem_grow(void *old, size_t old_size, size_t new_size); /* wipes the old block */
char *mem_text(const char *text);                /* copy; NULL stays NULL */
char *mem_textn(const char *text, size_t len);
void mem_free(void *p);
void mem_wipe(void *p, size_t len);              /* never optimised away */
void mem_free_text(char *text);                  /* wipes, then frees */

#endif
