#!/usr/bin/env bash
# What the tests need beyond Python and pip: chromium for the page, LibreOffice and poppler to open
# the papers, and fonts so that their pictures show Chinese.
# Found if they are there, installed where apt-get is at hand; without one its tests are skipped, visibly.
set -euo pipefail

have() { command -v "$1" >/dev/null 2>&1; }

need() {  # a program, what it is for, and the packages it comes with
  have "$1" && return
  if have apt-get && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${@:3}" >/dev/null
  else
    echo "$1 is missing: install it for $2 (Debian: apt-get install ${*:3})" >&2
  fi
}

need chromium "the page's tests" chromium fonts-noto-cjk
need soffice "the papers' tests" libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk
need pdftotext "the papers' tests" poppler-utils
if have chromium; then chromium --version; fi
if have soffice; then soffice --version; fi
