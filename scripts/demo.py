"""Sets adqa up and checks the shipped intake: a studio's files beside the sheet that booked them."""

from __future__ import annotations

import sys

from environment import call, prepare

FINDINGS = 1
"""adqa's exit code when something is to fix, as it is here on purpose."""

if __name__ == "__main__":
    prepare("--editable", ".")
    print(flush=True)
    intake = ("fixtures/monday/from Northpeak", "--as-of", "2026-05-11", "--no-record")
    code = call("-m", "adqa", "check", *intake, "--out", "adqa-report")
    if code == FINDINGS:
        print("\nIn adqa-report: the page to open, the sheet with its QA columns, the mail to the studio.")
    sys.exit(0 if code == FINDINGS else code or 1)
