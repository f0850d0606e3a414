"""Many who register at the same moment. RACE_RUNS=20 repeats each race twenty times."""

from functools import partial

from django.test import Client

from config.race import RUNS, RaceTestCase, all_at_once

from .models import EMAIL_TAKEN, Student
from .tests import ADA, make_staff

VISITORS = 20


class RegistrationRaceTests(RaceTestCase):
    """Twenty equal registrations in one instant are one success, and nineteen refusals in words."""

    def race(self, posts, run, success):
        """Send the same through all at once; return the answers to all but the first."""
        # Never one that was just deleted: of two who want it, MariaDB breaks off one.
        sent = ADA | {"email": f"ada{run}@example.org"}
        answers = all_at_once([partial(post, sent) for post in posts])
        refused = [answer for answer in answers if answer.status_code != success]
        self.assertEqual(len(refused), VISITORS - 1)
        known = Student.objects.filter(email=sent["email"])
        self.assertEqual(known.values("name", "email", "age").get(), sent)
        return refused

    def browsers(self):
        """One for each visitor; an error answers 500, as it would on a server."""
        return [Client(raise_request_exception=False) for _ in range(VISITORS)]

    def test_on_the_page(self):
        posts = [partial(browser.post, "/students/new/") for browser in self.browsers()]
        for run in range(RUNS):
            with self.subTest(run=run):
                for answer in self.race(posts, run, 302):
                    self.assertContains(answer, EMAIL_TAKEN)

    def test_through_the_api(self):
        programs, staff = self.browsers(), make_staff("staff", "add")
        for program in programs:
            program.force_login(staff)
        json = {"content_type": "application/json"}
        posts = [partial(program.post, "/api/students/", **json) for program in programs]
        for run in range(RUNS):
            with self.subTest(run=run):
                for answer in self.race(posts, run, 201):
                    self.assertIn(answer.status_code, range(400, 500))
                    self.assertEqual(answer.json(), {"email": [EMAIL_TAKEN]})
