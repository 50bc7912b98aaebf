"""Sets adqa up and checks the shipped delivery: a studio's files for a television launch, faults included."""

from __future__ import annotations

import sys

from environment import call, prepare

FINDINGS = 1
"""adqa's exit code when something is to fix, as it is here on purpose."""

if __name__ == "__main__":
    prepare("--editable", ".")
    print(flush=True)
    code = call(
        "-m", "adqa", "check", "fixtures/aurora/delivery", "--as-of", "2026-05-11", "--out", "adqa-report"
    )
    if code == FINDINGS:
        print("\nOpen adqa-report/report.html to see each fault drawn on its picture.")
    sys.exit(0 if code == FINDINGS else code or 1)
