#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The laws that can be checked by reading: layers, one owner per library, banned calls, sizes,
# words on the screen. Prints each breach as file:line: text and ends with the count.
set -u
cd "$(dirname "$0")/../.."
passed=0
failed=0

# law NAME: breaches are the lines on standard input
law() {
	local found
	found=$(cat)
	if [ -z "$found" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'law broken: %s\n%s\n' "$1" "$found"
	fi
}

sources() { git ls-files --cached --others --exclude-standard -- 'core/*.[ch]' 'tui/*.[ch]'; }

# core/casework is the casefile itself and three rooms above it, each knowing those before it
layers() {
	local layer above
	set -- base standards store form exchange casework casework/papers casework/oversight casework/desk demo tui
	while [ $# -gt 1 ]; do
		layer=$1
		shift
		above=$(IFS='|' && echo "$*")
		grep -nE "#include \"(core/)?($above)/" core/"$layer"/*.[ch]
	done
	# the form layer and the exchange know no database of cases; the exchange keeps its secrets there
	grep -nE '#include "core/store/' core/form/*.[ch] core/exchange/*.[ch] |
		grep -v '^core/exchange/.*"core/store/safe\.h"'
}
law 'includes point downwards' < <(layers)

owner() { # HEADER ALLOWED-REGEX
	sources | xargs grep -nE "#include <$1" | grep -vE "^($2):"
}
owners() {
	owner 'sqlite3.h' 'core/store/db[a-z_]*\.[ch]|core/form/rule[a-z_]*\.[ch]'
	owner 'curl/' 'core/exchange/net\.c'
	owner 'jansson.h' 'core/exchange/json\.c'
	owner '(n?curses|term)\.h' 'tui/term\.c'
	owner 'iniparser' 'core/base/ini\.c'
	owner 'sodium.h' 'core/store/seal\.c'
	owner 'openssl/' 'core/exchange/sign\.c'
	owner 'microhttpd.h' 'core/demo/server[a-z_]*\.c'
	owner '(cairo|pango|qrencode)' 'tui/pdf/[a-z-]*\.c'
}
law 'one owner per library' < <(owners)

law 'banned calls' < <(sources | xargs grep -nE \
	'\b(strcpy|strcat|sprintf|vsprintf|strtok|gmtime|localtime|mktime|system|popen|sleep|usleep|nanosleep)\(')
law 'the heap has one door' < <(sources | grep -vE '^core/base/(mem|zfree)\.c$' |
	xargs grep -nE '(^|[^_a-z])(malloc|calloc|realloc|free|strdup)\(')
law 'the core prints nothing' < <(sources | grep '^core/' |
	xargs grep -nE '(^|[^a-z_fnsv])printf\(|\bputs\(|putchar\(')
law 'one place starts programs' < <(sources |
	xargs grep -nE '(^|[^a-z_])(execv|execl|posix_spawn)[a-z]*\(' | grep -v '^core/base/spawn\.c:')
law 'files have at most 700 lines' < <(sources | while read -r f; do
	n=$(wc -l <"$f")
	[ "$n" -le 700 ] || echo "$f: $n lines"
done)
law 'the top level stays small' < <(git ls-files --cached --others --exclude-standard |
	grep -vE '^(Makefile|README\.md|INSTALL|LICENSE|\.[a-z-]+(/.*)?|(tui|core|forms|tests|assets)/.*)$')
law 'every source names its licence' < <(sources | while read -r f; do
	head -n 1 "$f" | grep -q '^/\* SPDX-License-Identifier: MIT' || echo "$f: no licence line"
done)
law 'nothing is put off' < <(sources | xargs grep -nE '\b(TODO|FIXME|XXX)\b')

law 'words on the screen' < <(tests/lint/words.sh)

echo "$passed passed, $failed failed"
[ $failed = 0 ]
