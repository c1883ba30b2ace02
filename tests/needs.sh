#!/usr/bin/env bash
# What the tests need beyond Python and pip: chromium, and fonts so that its pictures show Chinese.
# Found if it is there, installed where apt-get is at hand; without it those tests are skipped, visibly.
set -euo pipefail

have() { command -v "$1" >/dev/null 2>&1; }

if ! have chromium; then
  if have apt-get && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null
  else
    echo "chromium is missing: install it (Debian: apt-get install chromium fonts-noto-cjk) for the page's tests" >&2
  fi
fi
have chromium && chromium --version
