#!/bin/bash
# SPDX-License-Identifier: MIT
#
# What people read: complete in Chinese, free of glyphs whose width depends on the terminal, free
# of words that scold. Prints each breach.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat assets/po/header.po >"$work/zh.po"
for f in assets/po/zh_CN/*.po; do
	cat "$f"
	echo
done >>"$work/zh.po"
msguniq --use-first --force-po -o "$work/all.po" "$work/zh.po"
# one msgid, one Chinese text: where two fragments differ, msguniq keeps both between marks
msguniq --force-po --no-wrap "$work/zh.po" | awk '/^msgid /{id=$0} /#-#-#-#-#/ && id != "msgid \"\"" {print "two Chinese texts: " id; id="msgid \"\""}'
git ls-files --cached --others --exclude-standard -- 'core/*.[ch]' 'tui/*.[ch]' tui/keys.def >"$work/files"
xgettext -L C -k_ -kN_ --from-code=UTF-8 -o "$work/code.pot" -f "$work/files" 2>/dev/null
# the sentences of the tables, marked by their macro alone
grep -hoE '^\s*X\((ERR_[A-Z]+|E_[A-Z_]+|W_[A-Z0-9_]+|OK), *"[^"]*"(, *"[^"]*")?\)' \
	core/base/err.h core/standards/verdict.h | grep -oE '"[^"]*"' | grep -v '^""$' | sort -u |
	sed 's/.*/msgid &\nmsgstr ""\n/' >"$work/tables.pot"
{
	sed -n '1,/^$/p' assets/po/header.po
	cat "$work/tables.pot"
} >"$work/tables.full.pot"
for pot in code tables.full; do
	msgmerge -q -N -o "$work/merged.po" "$work/all.po" "$work/$pot.pot" &&
		msgattrib --untranslated --no-obsolete --no-wrap "$work/merged.po" |
		grep -A1 '^msgid ' | grep -E '^(msgid )?"..' | sed 's/^/no Chinese: /'
done

ambiguous='[“”‘’…—·×÷→←↑↓●■□☆★①②③ⅠⅡ─│┌┐√≥≤°±]'
msgattrib --no-wrap --translated "$work/all.po" | grep -nP "^(msgstr )?\".*$ambiguous" |
	sed 's/^/width depends on the terminal: /'
grep -nP "^(label|ask|help|[0-9]+|required\.text|check\.[0-9]\.text)[^=]*=.*$ambiguous" forms/*.ini |
	sed 's/^/width depends on the terminal: /'

grep -nE '^(msgstr )?".*(非法|无效|禁止|您忘了|系统异常|未知错误|操作失败|请稍后再试|抱歉)' "$work/all.po" |
	grep -v '样张' | sed 's/^/a word that scolds: /'
grep -nwiE '^(msgid )?".*(invalid|illegal|forbidden|please|sorry|oops)' "$work/all.po" |
	sed 's/^/a word that scolds: /'
# the manual and the lessons are read on the same screen
grep -rnP "$ambiguous" assets/help assets/demo/scenarios | sed 's/^/width depends on the terminal: /'
grep -rnE '(非法|无效|您忘了|系统异常|未知错误|操作失败|请稍后再试|抱歉)' assets/help assets/demo/scenarios |
	sed 's/^/a word that scolds: /'
grep -rnwiE '(invalid|illegal|please|sorry|oops)' assets/help assets/demo/scenarios |
	sed 's/^/a word that scolds: /'
diff <(ls assets/help/zh) <(ls assets/help/en) | grep '^[<>]' | sed 's/^/a page of the manual in one language: /'
# every sentence of a lesson has its English
for f in assets/demo/scenarios/*.ini; do
	diff <(grep -oE '^(say|goal|name|text|hint-[0-9]+)\.en ' "$f" | sed 's/\.en//' | sort) \
		<(grep -oE '^(say|goal|name|text|hint-[0-9]+) ' "$f" | sort) | grep '^[<>]' |
		sed "s|^|$f: in one language: |"
done

# the footer: two Chinese characters, five letters, whatever the screen calls the key
sed -nE 's/^LABEL\([^"]*N_\("([^"]*)"\).*/\1/p; s/^ACTION\([^,]*, "[^"]*", N_\("([^"]*)"\), "F[0-9].*/\1/p' \
	tui/keys.def | sort -u | while read -r word; do
	chinese=$(grep -hA1 -xF "msgid \"$word\"" "$work/all.po" | sed -n 's/^msgstr "\(.*\)"/\1/p')
	[ ${#word} -le 5 ] && [ "$(printf %s "$chinese" | LC_ALL=C.UTF-8 wc -m)" = 2 ] ||
		echo "does not fit the footer: $word $chinese"
done
exit 0
