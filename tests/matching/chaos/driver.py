"""The organiser of the chaos tests: a process with settings of its own. Reads words from stdin, answers JSON lines.

`python -m tests.matching.chaos.driver` migrates, makes an edition and works one run off undisturbed; then each line
"start CHUNKS" starts a run through the broker.
"""

import json
import os
import sys

import django
from django.core.management import call_command
from django.db import connection

CANDIDATES, POSTINGS = 160, 60


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    call_command("migrate", verbosity=0)
    from matching.services import runs  # only after the set-up above
    from tests.factories import OrganiserFactory, actor_of  # only after the set-up above
    from tests.support.matching import finished_run, make_edition  # only after the set-up above

    actor = actor_of(OrganiserFactory())
    edition = make_edition(CANDIDATES, POSTINGS)
    quiet = finished_run(edition, actor)
    print(json.dumps({"result": quiet.result_hash, "inputs": quiet.inputs_hash}), flush=True)
    for line in sys.stdin:
        _, chunks = line.split()
        run = runs.plan_run(edition=edition, actor=actor, chunk_count=int(chunks))
        runs.start_run(run_id=run.pk, actor=actor)
        connection.close()  # the database may die before the next word
        print(json.dumps({"run": run.pk}), flush=True)


if __name__ == "__main__":
    main()
