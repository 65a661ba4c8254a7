# SPDX-License-Identifier: MIT
#
# make            builds build/onetrip            make check    unit tests (T=test_text: one)
# make demo       installs, builds, shows         make test     every suite, with sanitizers
# make bench      figures beside their floors     make fuzz     SECONDS_EACH=60 a parser, with clang
# make deps-pdf   for papers as PDF
# make pictures   of README, from the golden screens
# make install    PREFIX=/usr/local DESTDIR=      make dist     a tarball of what git tracks
# CASES=1000000 make bench with a hall that large as well.
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
TEST_LIBS := -lcmocka -lvterm -lutil -lssl

comma := ,
# gold warns of each local symbol that clang wants exported: twenty thousand lines a run.
FAST_LD := $(if $(findstring clang,$(CC)),,$(if $(shell command -v ld.gold),-fuse-ld=gold))
ifdef SAN
# The tests are compiled more than they run: unoptimised and linked by the faster linker.
MODE := $(if $(FUZZ),-O1,-O0) -fno-omit-frame-pointer -fsanitize=address,undefined$(if $(FUZZ),$(comma)fuzzer-no-link) \
	-fno-sanitize-recover=all
MODE_LD := -fsanitize=address,undefined$(if $(FUZZ),$(comma)fuzzer, $(FAST_LD))
else ifdef COV
MODE := -O0 --coverage
MODE_LD := --coverage
else
MODE := -O2 $(HARDEN) -DONETRIP_PLAIN
MODE_LD := -pie -Wl,-z,relro,-z,now,--as-needed
ZFREE := $(BUILD)/core/base/zfree.o
endif

ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -I. -g $(MODE) $(WARN) $(WERROR) $(CFLAGS)
ALL_LDFLAGS = $(MODE_LD) $(LDFLAGS)

CORE := $(filter-out core/base/zfree.c,$(wildcard core/*/*.c core/*/*/*.c))
TUI := $(filter-out tui/pdf/%,$(wildcard tui/*.c tui/*/*.c))
HARNESS := $(wildcard tests/screen/harness/*.c)
# Wiping is the plain program's own allocator: nothing to test under a sanitizer's.
UNIT := $(sort $(filter-out $(if $(SAN)$(COV),tests/unit/test_zfree.c),$(wildcard tests/unit/test_*.c)))
CORE_O := $(CORE:%.c=$(BUILD)/%.o)
TUI_O := $(filter-out $(BUILD)/tui/main.o,$(TUI:%.c=$(BUILD)/%.o))
HARNESS_O := $(filter-out %/main.o,$(HARNESS:%.c=$(BUILD)/%.o))
TESTS := $(if $(T),$(T:%=$(BUILD)/tests/%),$(UNIT:tests/unit/%.c=$(BUILD)/tests/%))
PO := assets/po/header.po $(sort $(wildcard assets/po/zh_CN/*.po))
MO := $(BUILD)/po/zh_CN/LC_MESSAGES/onetrip.mo

PACKAGES := gcc make pkg-config gettext libncurses-dev libsqlite3-dev libcurl4-openssl-dev \
	libiniparser-dev libjansson-dev libmicrohttpd-dev libsodium-dev libssl-dev
TEST_PACKAGES := libcmocka-dev libvterm-dev tmux
CLANG_PACKAGES := clang libclang-rt-dev
PDF_PACKAGES := libcairo2-dev libpango1.0-dev libqrencode-dev fonts-noto-cjk
# Papers as PDF are made by a program of its own, built where its libraries are (make deps-pdf); they
# know no sanitizer.
PDF := $(if $(SAN)$(COV),,$(if $(shell pkg-config --exists cairo pangocairo libqrencode && echo yes),$(BUILD)/onetrip-pdf))

.PHONY: all deps deps-clang deps-pdf demo check tests test bench fuzz pictures install dist clean po
.PRECIOUS: $(BUILD)/%.o
.DELETE_ON_ERROR:

all: $(if $(wildcard tui/main.c),$(BUILD)/onetrip) $(BUILD)/libonetrip.a $(PDF) po
po: $(MO)

$(BUILD)/onetrip: $(BUILD)/tui/main.o $(ZFREE) $(BUILD)/libtui.a $(BUILD)/libonetrip.a
	@echo "  LD    $@"
	@$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDFLAGS) $(LIBS)

$(BUILD)/onetrip-pdf: tui/pdf/onetrip-pdf.c $(BUILD)/libonetrip.a
	@echo "  LD    $@"
	@$(CC) $(ALL_CFLAGS) $$(pkg-config --cflags cairo pangocairo libqrencode | sed 's/-I/-isystem /g') -o $@ $< \
		$(BUILD)/libonetrip.a $(ALL_LDFLAGS) $$(pkg-config --libs cairo pangocairo libqrencode)

# Archives are made anew, so that no object of a removed source lingers in them.
$(BUILD)/libonetrip.a: $(CORE_O)
$(BUILD)/libtui.a: $(TUI_O)
$(BUILD)/libharness.a: $(HARNESS_O)
$(BUILD)/libonetrip.a $(BUILD)/libtui.a $(BUILD)/libharness.a: $(BUILD)/flags $(BUILD)/sources
	@echo "  AR    $@"
	@rm -f $@ && ar rcs $@ $(filter %.o,$^)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@echo "  CC    $<"
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The two that look for installed files; another prefix makes only them anew.
WHERE_O := $(BUILD)/core/base/file.o $(BUILD)/core/base/i18n.o
$(WHERE_O): CFLAGS += -DPREFIX='"$(PREFIX)"'
$(WHERE_O): $(BUILD)/prefix

# Tests of the core link without the screens, so that one broken screen does not stop them.
SCREEN_TESTS := $(shell grep -l '"tui/' tests/unit/test_*.c tests/fuzz/fuzz_*.c)
$(patsubst %.c,$(BUILD)/tests/%,$(notdir $(SCREEN_TESTS))): $(BUILD)/libtui.a
HARNESS_TESTS := $(shell grep -l 'screen/harness/' tests/unit/test_*.c)
$(patsubst %.c,$(BUILD)/tests/%,$(notdir $(HARNESS_TESTS))): $(BUILD)/libharness.a $(BUILD)/libtui.a
$(BUILD)/tests/test_zfree: $(ZFREE)
$(BUILD)/tests/test_setup_terminal: | $(BUILD)/onetrip

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(BUILD)/libonetrip.a
	@echo "  LD    $@"
	@$(CC) $(ALL_CFLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group \
		$(ALL_LDFLAGS) $(TEST_LIBS) $(LIBS)

# Plays key scripts; tests/screen/run.
$(BUILD)/tests/play: $(BUILD)/tests/screen/harness/main.o $(BUILD)/libharness.a $(BUILD)/libtui.a \
		$(BUILD)/libonetrip.a
	@echo "  LD    $@"
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDFLAGS) -lvterm -lutil $(LIBS)

# A fuzz entry with a main that replays its corpus, or with libFuzzer's.
$(BUILD)/tests/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(if $(FUZZ),,$(BUILD)/tests/fuzz/replay.o) \
		$(BUILD)/libonetrip.a
	@echo "  LD    $@"
	@$(CC) $(ALL_CFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(filter %/libonetrip.a,$^) $(ALL_LDFLAGS) $(LIBS)

# Rewritten only when their content changed: what objects and archives depend on besides sources.
stamp = $(shell mkdir -p $(BUILD); echo '$(subst ','\'',$2)' | cmp -s - $(BUILD)/$1 || \
	echo '$(subst ','\'',$2)' > $(BUILD)/$1)
$(call stamp,flags,$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS))
$(call stamp,sources,$(CORE) $(TUI) $(HARNESS))
$(call stamp,prefix,$(PREFIX))
$(BUILD)/flags $(BUILD)/sources $(BUILD)/prefix: ;

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

deps-clang:
	@.ci/deps $(CLANG_PACKAGES)

deps-pdf:
	@.ci/deps $(PDF_PACKAGES)

demo: deps
	@$(MAKE) -j$$(nproc) all
	@$(BUILD)/onetrip demo

# The bench times the plain program against a bare one; neither is part of the gate.
BENCH_O := $(patsubst %.c,$(BUILD)/%.o,$(filter-out %/floor_echo.c,$(wildcard tests/bench/*.c)))

$(BUILD)/tests/bench/bench: $(BENCH_O) $(BUILD)/libharness.a $(BUILD)/libtui.a \
		$(BUILD)/libonetrip.a
	@echo "  LD    $@"
	@$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDFLAGS) $(TEST_LIBS) $(LIBS)

$(BUILD)/tests/bench/floor_echo: $(BUILD)/tests/bench/floor_echo.o
	@echo "  LD    $@"
	@$(CC) $(ALL_CFLAGS) -o $@ $^ $(ALL_LDFLAGS) -lncursesw -ltinfo

bench: all $(BUILD)/tests/bench/bench $(BUILD)/tests/bench/floor_echo
	@$(if $(CASES),QUEUE_CASES=$(CASES) EXPORT_CASES=$(CASES) VERIFY_EVENTS=$(CASES) )$(BUILD)/tests/bench/bench
	@tests/screen/run --only figures

# README's pictures, from the golden screens they are.
pictures: all
	@GENERATE=1 tests/screen/run --only pictures

fuzz: deps-clang
	@+MAKE="$(MAKE)" tests/fuzz/fuzz

SHARE := $(DESTDIR)$(PREFIX)/share
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/onetrip $(SHARE)/locale/zh_CN/LC_MESSAGES \
		$(SHARE)/man/man1 $(SHARE)/man/man5 $(SHARE)/man/man7 $(SHARE)/bash-completion/completions
	install -m 755 $(BUILD)/onetrip $(DESTDIR)$(PREFIX)/bin/
ifneq ($(PDF),)
	install -d $(DESTDIR)$(PREFIX)/libexec/onetrip
	install -m 755 $(PDF) $(DESTDIR)$(PREFIX)/libexec/onetrip/
endif
	install -m 644 $(MO) $(SHARE)/locale/zh_CN/LC_MESSAGES/
	cp -R forms $(filter-out assets/po assets/docs assets/man,$(wildcard assets/*)) $(SHARE)/onetrip/
	chmod -R u=rwX,go=rX $(SHARE)/onetrip
	$(BUILD)/onetrip --man > $(BUILD)/onetrip.1
	$(BUILD)/onetrip --completion > $(BUILD)/completion
	install -m 644 $(BUILD)/onetrip.1 $(SHARE)/man/man1/
	$(BUILD)/onetrip --man-conf > $(BUILD)/onetrip.conf.5
	install -m 644 $(BUILD)/onetrip.conf.5 $(wildcard assets/man/*.5) $(SHARE)/man/man5/
	install -m 644 $(wildcard assets/man/*.7) $(SHARE)/man/man7/
	install -m 644 $(BUILD)/completion $(SHARE)/bash-completion/completions/onetrip

dist:
	@mkdir -p $(BUILD)
	git archive --prefix=onetrip-$(VERSION)/ -o $(BUILD)/onetrip-$(VERSION).tar.gz HEAD

clean:
	rm -rf build build-*

-include $(HARNESS:%.c=$(BUILD)/%.d) $(CORE_O:.o=.d) $(TUI_O:.o=.d) $(BUILD)/tui/main.d $(ZFREE:.o=.d) \
	$(UNIT:tests/unit/%.c=$(BUILD)/tests/unit/%.d) $(wildcard $(BUILD)/tests/*/*.d)
