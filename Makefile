# Every target installs what it needs and does not find: into .tools/, which git
# ignores, and once only. Needed beforehand: rustup, Node with npm, make.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

TRUNK := 0.21.14
# The generator of the bindings must be of the very version that the crate has.
BINDGEN := $(shell awk '/^name = "wasm-bindgen"$$/ {getline; gsub(/[^0-9.]/, ""); print}' Cargo.lock)
# Splits the program in two; it reads what wasm_split_helpers of the crate writes.
SPLIT := 0.2.4
# Apart from what the tests need: it is larger than all of that.
LIGHTHOUSE := 12.8.2
WASM := wasm32-unknown-unknown
DONE := .tools/done

# Tools of the project first, so that trunk never downloads its own.
export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/tests/node_modules/.bin:$(PATH)

say = @printf '\n\033[1m== %s\033[0m\n' "$(1)"

.PHONY: help serve dist single test data e2e edge fault size audit bench fuzz shots clean
help: ## says what there is to make
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---- what people call ----

serve: $(DONE)/build ## opens the page on this machine and rebuilds it at every change
	$(call say,Serving http://127.0.0.1:8080/ (press Ctrl+C to stop))
	@trunk serve --offline $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),--open)

dist: $(DONE)/build ## builds what is served to people, into dist/
	$(call say,Building dist/)
	@trunk build --release --offline

single: dist ## builds the page as one file that opens from a disk: make single BASE_URL=https://example.org/groundwork/
	$(call say,Writing dist/groundwork.html)
	@node src/web/single.mjs '$(BASE_URL)'

test: $(DONE)/build $(DONE)/driver $(DONE)/firefox ## runs every check
	$(call say,Format)
	cargo fmt --check
	$(call say,Lints of the core$(comma) which compiles without the page and knows no browser)
	! cargo tree --locked --offline --edges normal --prefix none | grep -E '^(leptos|web-sys|js-sys|wasm-bindgen|gloo)'
	cargo clippy --locked --offline --all-targets -- -D warnings
	$(call say,Lints of the page)
	cargo clippy --locked --offline --features web --target $(WASM) -- -D warnings
	$(call say,Tests of the core)
	cargo test --locked --offline --quiet
	$(call say,Data)
	@node --test --test-reporter=dot tests/changes.test.mjs
	@node tests/data.mjs
	$(call say,Documents)
	@node tests/markdown.mjs
	@node --test --test-reporter=dot tests/faults.test.mjs
	@$(MAKE) size edge fault
	$(call say,Tests of the page in the browser)
	@node tests/e2e/run.mjs

data: $(DONE)/build ## checks all data, says what is known, and takes new ids and changed facts into their lists
	@cargo test --locked --offline --quiet --test data -- --nocapture --test-threads=1
	@node tests/data.mjs --take

e2e: $(DONE)/build $(DONE)/browser $(DONE)/firefox ## runs the tests of dist/ as it stands: make e2e ONLY=boot
	@node tests/e2e/run.mjs $(ONLY)

edge: $(DONE)/build $(DONE)/driver ## runs the tests of the program's edge to the browser
	$(call say,Tests of the edge in the browser)
	@CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
	  cargo test --release --locked --offline --features web --target $(WASM) --test edge

fault: $(DONE)/build ## builds a page that can be made to crash, for its tests, into target/fault/
	$(call say,Building target/fault/)
	@trunk build --offline --features web,fault --dist target/fault

size: $(DONE)/browser dist ## lists what the page weighs, and fails above the budget
	@node tests/size.mjs

audit: $(DONE)/browser $(DONE)/lighthouse-$(LIGHTHOUSE) dist ## asks Lighthouse five times, and fails below its goals
	@node tests/lighthouse.mjs

bench: $(DONE)/browser $(DONE)/build ## measures against plain JavaScript, in the same run
	@node tests/bench/run.mjs $(ONLY)

# The compiler counts branches for it, in a build of its own.
HOST = $(shell rustc -vV | awk '/^host/ {print $$2}')
fuzz: $(DONE)/build ## tries to break what takes text from outside: make fuzz N=1000000 ONLY='link saved', or TIME=600
	@RUSTFLAGS='-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters' \
	  cargo bench --locked --offline --profile fuzz --bench fuzz --target $(HOST) -- $(ONLY) $(if $(N),n=$(N)) $(if $(TIME),seconds=$(TIME)) $(if $(SEED),seed=$(SEED))

shots: $(DONE)/browser dist ## takes pictures of the page into tests/out/shots/: make shots URLS='/ ?v=compare'
	@node tests/shots.mjs '$(URLS)'

clean: ## removes what was built, but no tools
	cargo clean
	rm -rf dist tests/out

# ---- what they need ----

comma := ,

$(DONE)/build: $(DONE)/rust $(DONE)/crates $(DONE)/trunk-$(TRUNK) $(DONE)/wasm-bindgen-$(BINDGEN) $(DONE)/wasm-split-$(SPLIT) $(DONE)/npm
	@touch $@

$(DONE):
	@mkdir -p $@

$(DONE)/rust: rust-toolchain.toml | $(DONE)
	@command -v rustup >/dev/null || { echo 'Install rustup first: https://rustup.rs'; exit 1; }
	@rustc --version >/dev/null 2>&1 || { echo 'Installing the Rust toolchain of rust-toolchain.toml'; rustup toolchain install; }
	@rustup target list --installed | grep -qx $(WASM) || { echo 'Adding the Rust target $(WASM)'; rustup target add $(WASM); }
	@cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 || { echo 'Adding rustfmt and clippy'; rustup component add rustfmt clippy; }
	@touch $@

$(DONE)/crates: Cargo.lock | $(DONE)/rust
	@echo 'Fetching the crates of Cargo.lock'
	@cargo fetch --locked --quiet
	@touch $@

# $(1) name, $(2) version, $(3) what else cargo install wants to hear
define cargo_tool
	@if '.tools/bin/$(1)' --version 2>/dev/null | grep -qF ' $(2)'; then :; else \
	  if command -v cargo-binstall >/dev/null && cargo binstall --no-confirm --root .tools '$(4)@$(2)'; then :; else \
	    echo 'Installing $(4) $(2): compiled from source, some minutes once'; \
	    cargo install --root .tools '$(4)' --version '=$(2)' $(3); \
	  fi; \
	fi
	@touch $@
endef

$(DONE)/trunk-$(TRUNK): | $(DONE)/rust
	$(call cargo_tool,trunk,$(TRUNK),--locked,trunk)

$(DONE)/wasm-bindgen-$(BINDGEN): | $(DONE)/rust
	$(call cargo_tool,wasm-bindgen,$(BINDGEN),,wasm-bindgen-cli)

$(DONE)/wasm-split-$(SPLIT): | $(DONE)/rust
	$(call cargo_tool,wasm-split-cli,$(SPLIT),--locked --features build-binary,wasm_split_cli_support)

$(DONE)/npm: tests/package.json tests/package-lock.json | $(DONE)
	@command -v npm >/dev/null || { echo 'Install Node 20 or later first'; exit 1; }
	@echo 'Installing wasm-opt and what the tests drive the browser with, into tests/node_modules/'
	@cd tests && npm ci --silent
	@touch $@

# $(1) what is missing, $(2) the Debian package, $(3) the variable that names one
define debian
	{ command -v apt-get >/dev/null || { echo 'No $(1) found: install one, or name it in $(3)'; exit 1; }; \
	  echo 'Installing $(1) with apt, for the tests of the page'; \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends $(2); }
endef

$(DONE)/browser: $(DONE)/npm
	@node tests/browser.mjs >/dev/null 2>&1 || $(call debian,Chromium,chromium,CHROMIUM)
	@node tests/browser.mjs >/dev/null
	@touch $@

$(DONE)/lighthouse-$(LIGHTHOUSE): | $(DONE)
	@echo 'Installing Lighthouse $(LIGHTHOUSE) into .tools/lighthouse/'
	@npm install --silent --no-save --prefix .tools/lighthouse 'lighthouse@$(LIGHTHOUSE)'
	@touch $@

$(DONE)/firefox: $(DONE)/npm
	@node tests/firefox.mjs >/dev/null 2>&1 || $(call debian,Firefox,firefox-esr,FIREFOX)
	@node tests/firefox.mjs >/dev/null
	@touch $@

$(DONE)/driver: $(DONE)/browser
	@[ -n "$${CHROMEDRIVER:-}" ] || command -v chromedriver >/dev/null || $(call debian,ChromeDriver,chromium-driver,CHROMEDRIVER)
	@touch $@
