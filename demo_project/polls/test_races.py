"""Many voters at the same moment. RACE_RUNS=20 repeats the race twenty times."""

from django.test import Client

from config.race import RUNS, RaceTestCase, all_at_once

from .models import Choice, Question

VOTERS = 20


class VoteRaceTests(RaceTestCase):
    def setUp(self):
        self.question = Question.objects.create(text="Tea or coffee?")
        self.tea = self.question.choices.create(text="Tea")

    def vote(self):
        """Vote from a browser of one's own; return the status of the answer."""
        return Client().post(f"/polls/{self.question.pk}/", {"choice": self.tea.pk}).status_code

    def test_no_vote_is_lost(self):
        for run in range(RUNS):
            with self.subTest(run=run):
                Choice.objects.update(votes=0)
                self.assertEqual(all_at_once([self.vote] * VOTERS), [302] * VOTERS)
                self.tea.refresh_from_db()
                self.assertEqual(self.tea.votes, VOTERS)
