# Shadowtable: what a person types. Every target says what is missing before it begins.

# Cargo of rustup, where the shell's profile was not read. What the person chose comes first.
export PATH := $(PATH):$(HOME)/.cargo/bin

# For `make demo`: the server, oceanbase or mariadb.
DB ?= oceanbase
# For `make fuzz`: which server, how many seeds, and the first of them.
SERVER ?= mariadb-10.11
SEEDS ?= 20
FIRST_SEED ?= 1
# For `make fuzz-parser`: how long.
SECONDS ?= 300
# For `make install`: above bin/ and share/.
PREFIX ?= $(HOME)/.local

TARGET := $(or $(CARGO_TARGET_DIR),target)

.DEFAULT_GOAL := build
.PHONY: build console screens test demo fuzz fuzz-parser install clean help

## build: the program with its console, in target/release/shadowtable (this is what `make` alone does)
build: console
	cargo build --release --locked --package shadowtable-cli

## console: the web console, in ui/dist, from where the program takes it
console:
	@scripts/need build
	@scripts/console/build

## screens: pictures of every screen of the console, in docs/screens
screens:
	@scripts/console/screens

## test: everything CI runs: format, lints, unit tests, and all suites on all servers
test:
	@scripts/test

## demo: a database with a sample schema, its shadows made and proved; DB=mariadb for another server
demo:
	@scripts/demo $(DB)

## fuzz: random tables and changes on a real server: SERVER=mysql-9.7 SEEDS=500 FIRST_SEED=1
fuzz:
	@scripts/fuzz $(SERVER) $(SEEDS) $(FIRST_SEED)

## fuzz-parser: the parser on whatever bytes come, for SECONDS=300 (needs a nightly Rust toolchain)
fuzz-parser:
	@scripts/fuzz-parser $(SECONDS)

## install: the program, manual pages and completions, into PREFIX (~/.local when nothing is said)
SHARE = $(DESTDIR)$(PREFIX)/share
install: build
	install -D -m 755 $(TARGET)/release/shadowtable $(DESTDIR)$(PREFIX)/bin/shadowtable
	$(TARGET)/release/shadowtable man --dir $(SHARE)/man/man1
	mkdir -p $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	$(TARGET)/release/shadowtable completions bash > $(SHARE)/bash-completion/completions/shadowtable
	$(TARGET)/release/shadowtable completions zsh > $(SHARE)/zsh/site-functions/_shadowtable
	$(TARGET)/release/shadowtable completions fish > $(SHARE)/fish/vendor_completions.d/shadowtable.fish
	@echo "installed: $(DESTDIR)$(PREFIX)/bin/shadowtable"

## clean: what was built; the servers' cache stays
clean:
	cargo clean
	rm -rf ui/dist ui/node_modules

## help: this list
help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST) | awk -F': ' '{ name = $$1; sub(/^[^:]*: /, ""); printf "  make %-11s %s\n", name, $$0 }'

# The benchmarks bring their own target.
-include scripts/bench/bench.mk
