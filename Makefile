# SPDX-License-Identifier: MIT
#
# make            builds build/onetrip            make check    unit tests (T=test_text: one)
# make demo       installs, builds, shows         make test     every suite, with sanitizers
# SAN=1 address and undefined-behaviour checks, CC=clang, COV=1 coverage: each in its own folder.

PREFIX ?= /usr/local
CC = gcc
WERROR ?= -Werror
VERSION := $(shell sed -n 's/.*ONETRIP_VERSION "\(.*\)"/\1/p' core/base/base.h)
BUILD ?= build$(if $(findstring clang,$(CC)),-clang)$(if $(SAN),-san)$(if $(COV),-cov)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wformat=2 -Wundef -Wvla -Wpointer-arith -Wcast-qual -Wwrite-strings \
	-Wnull-dereference -Wimplicit-fallthrough
HARDEN := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fPIE
# One entry per library, so that a clean machine and the link line never disagree.
LIBS := -lncursesw -ltinfo -lsqlite3 -lcurl -liniparser -ljansson -lmicrohttpd -lsodium -lcrypto
TEST_LIBS := -lcmocka -lvterm -lutil

ifdef SAN
MODE := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
MODE_LD := -fsanitize=address,undefined
else ifdef COV
MODE := -O0 --coverage
MODE_LD := --coverage
else
MODE := -O2 $(HARDEN) -DONETRIP_PLAIN
MODE_LD := -pie -Wl,-z,relro,-z,now,--as-needed
ZFREE := $(BUILD)/core/base/zfree.o
endif

ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DPREFIX='"$(PREFIX)"' -I. -g $(MODE) $(WARN) $(WERROR) $(CFLAGS)
ALL_LDFLAGS = $(MODE_LD) $(LDFLAGS)

CORE := $(filter-out core/base/zfree.c,$(wildcard core/*/*.c))
TUI := $(wildcard tui/*.c tui/*/*.c)
UNIT := $(filter-out $(if $(ZFREE),,%/test_zfree.c),$(sort $(wildcard tests/unit/test_*.c)))
CORE_O := $(CORE:%.c=$(BUILD)/%.o)
TUI_O := $(filter-out $(BUILD)/tui/main.o,$(TUI:%.c=$(BUILD)/%.o))
TESTS := $(if $(T),$(T:%=$(BUILD)/tests/%),$(UNIT:tests/unit/%.c=$(BUILD)/tests/%))
PO := assets/po/header.po $(sort $(wildcard assets/po/zh_CN/*.po))
MO := $(BUILD)/po/zh_CN/LC_MESSAGES/onetrip.mo

PACKAGES := gcc make pkg-config gettext libncurses-dev libsqlite3-dev libcurl4-openssl-dev \
	libiniparser-dev libjansson-dev libmicrohttpd-dev libsodium-dev libssl-dev
TEST_PACKAGES := libcmocka-dev libvterm-dev tmux

.PHONY: all deps demo check tests test bench fuzz install dist clean po print-libs
.PRECIOUS: $(BUILD)/%.o
.DELETE_ON_ERROR:

all: $(if $(wildcard tui/main.c),$(BUILD)/onetrip) $(BUILD)/libonetrip.a po
po: $(MO)

$(BUILD)/onetrip: $(BUILD)/tui/main.o $(ZFREE) $(BUILD)/libtui.a $(BUILD)/libonetrip.a
	@echo "  LD    $@"
	@$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDFLAGS) $(LIBS)

# Archives are made anew, so that no object of a removed source lingers in them.
$(BUILD)/libonetrip.a: $(CORE_O)
$(BUILD)/libtui.a: $(TUI_O)
$(BUILD)/libonetrip.a $(BUILD)/libtui.a: $(BUILD)/flags $(BUILD)/sources
	@echo "  AR    $@"
	@rm -f $@ && ar rcs $@ $(filter %.o,$^)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@echo "  CC    $<"
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Tests of the core link without the screens, so that one broken screen does not stop them.
SCREEN_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(if $(UNIT),$(shell grep -l '"tui/' $(UNIT))))
$(SCREEN_TESTS): $(BUILD)/libtui.a
$(BUILD)/tests/test_zfree: $(ZFREE)

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(BUILD)/libonetrip.a
	@echo "  LD    $@"
	@$(CC) $(ALL_CFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(filter %/libonetrip.a,$^) $(ALL_LDFLAGS) $(TEST_LIBS) $(LIBS)

$(BUILD)/tests/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o \
		$(BUILD)/libtui.a $(BUILD)/libonetrip.a
	@echo "  LD    $@"
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDFLAGS) $(LIBS)

# Rewritten only when their content changed: what objects and archives depend on besides sources.
stamp = $(shell mkdir -p $(BUILD); echo '$(subst ','\'',$2)' | cmp -s - $(BUILD)/$1 || \
	echo '$(subst ','\'',$2)' > $(BUILD)/$1)
$(call stamp,flags,$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS))
$(call stamp,sources,$(CORE) $(TUI))
$(BUILD)/flags $(BUILD)/sources: ;

# The catalogue: one header and a fragment for each part of the program.
$(MO): $(PO)
	@echo "  MO    $@"
	@mkdir -p $(@D)
	@for f in $(PO); do cat $$f; echo; done | msguniq --use-first --force-po -o $(BUILD)/po/zh_CN.po -
	@msgfmt --check -o $@ $(BUILD)/po/zh_CN.po

tests: $(TESTS)

# Tests that do not build count as failed but do not keep the others from running.
check: po
	@+BUILD=$(BUILD) MAKE="$(MAKE)" tests/run-unit $(notdir $(TESTS))

test: deps
	@+tests/run-all "$(MAKE)"

deps:
	@.ci/deps $(PACKAGES) $(TEST_PACKAGES)

demo: deps
	@$(MAKE) all
	@$(BUILD)/onetrip demo

bench: all
	@BUILD=$(BUILD) tests/bench/bench

fuzz:
	@tests/fuzz/fuzz

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/onetrip \
		$(DESTDIR)$(PREFIX)/share/locale/zh_CN/LC_MESSAGES
	install -m 755 $(BUILD)/onetrip $(DESTDIR)$(PREFIX)/bin/
	install -m 644 $(MO) $(DESTDIR)$(PREFIX)/share/locale/zh_CN/LC_MESSAGES/
	cp -R forms $(filter-out assets/po,$(wildcard assets/*)) $(DESTDIR)$(PREFIX)/share/onetrip/

print-libs:
	@echo $(LIBS)

dist:
	git archive --prefix=onetrip-$(VERSION)/ -o onetrip-$(VERSION).tar.gz HEAD

clean:
	rm -rf build build-*

-include $(CORE_O:.o=.d) $(TUI_O:.o=.d) $(BUILD)/tui/main.d $(ZFREE:.o=.d) \
	$(UNIT:tests/unit/%.c=$(BUILD)/tests/unit/%.d)
