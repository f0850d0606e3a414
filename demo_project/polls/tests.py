from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client, SimpleTestCase, TestCase
from django.urls import reverse
from django.utils import timezone

from .forms import NOT_A_CHOICE, NOTHING_CHOSEN
from .models import CHOICE_TAKEN, Choice, Question
from .seed import QUESTIONS, seed


class QuestionTests(TestCase):
    """What the models and the database behind them accept."""

    def setUp(self):
        self.question = Question.objects.create(text="Tea or coffee?")
        self.tea = self.question.choices.create(text="Tea")
        self.coffee = self.question.choices.create(text="Coffee")

    def test_question_and_choice_are_shown_by_their_text(self):
        self.assertEqual(str(self.question), "Tea or coffee?")
        self.assertEqual(str(self.tea), "Tea")

    def test_newest_question_comes_first(self):
        older = Question.objects.create(
            text="Pen or pencil?", published_at=datetime(2020, 1, 1, tzinfo=UTC)
        )
        twin = Question.objects.create(text="Bus or bike?", published_at=self.question.published_at)
        self.assertEqual(list(Question.objects.all()), [twin, self.question, older])

    def test_question_is_published_now_unless_told_otherwise(self):
        self.assertLessEqual(self.question.published_at, timezone.now())

    def test_choices_keep_the_order_in_which_they_were_added(self):
        self.assertEqual(list(self.question.choices.all()), [self.tea, self.coffee])

    def test_same_choice_twice_is_refused_with_a_reason(self):
        with self.assertRaises(ValidationError) as caught:
            Choice(question=self.question, text="Tea").full_clean()
        self.assertEqual(caught.exception.messages, [CHOICE_TAKEN])

    def test_other_question_may_have_the_same_choice(self):
        other = Question.objects.create(text="Tea or water?")
        Choice(question=other, text="Tea").full_clean()

    def test_database_refuses_what_skips_validation(self):
        tea = Choice.objects.filter(pk=self.tea.pk)
        for change in ({"votes": -1}, {"text": "Coffee"}, {"question": None}):
            # Databases disagree on the kind of error, so the one above them all is expected.
            # The inner transaction is rolled back, so that the test can go on after it.
            with (
                self.subTest(change=change),
                self.assertRaises(DatabaseError),
                transaction.atomic(),
            ):
                tea.update(**change)

    def test_choices_go_with_their_question(self):
        self.question.delete()
        self.assertFalse(Choice.objects.exists())


class QuestionAdminTests(TestCase):
    """Writing questions in the admin."""

    def setUp(self):
        self.client.force_login(get_user_model().objects.create_superuser("boss"))

    def add(self, *choices):
        """Send the form for a new question with these choices."""
        answers = {
            "text": "Tea or coffee?",
            "published_at_0": "2025-03-03",
            "published_at_1": "09:00:00",
            "choices-TOTAL_FORMS": len(choices),
            "choices-INITIAL_FORMS": 0,
        }
        answers |= {f"choices-{number}-text": text for number, text in enumerate(choices)}
        return self.client.post(reverse("admin:polls_question_add"), answers)

    def test_question_is_added_together_with_its_choices(self):
        self.assertRedirects(self.add("Tea", "Coffee"), reverse("admin:polls_question_changelist"))
        stored = Question.objects.get().choices.values_list("text", "votes")
        self.assertEqual(list(stored), [("Tea", 0), ("Coffee", 0)])

    def test_question_that_leaves_no_choice_is_refused(self):
        for choices in ([], ["Tea"], ["Tea", ""], ["Tea", "Tea"]):
            with self.subTest(choices=choices):
                self.assertEqual(self.add(*choices).status_code, 200)
                self.assertFalse(Question.objects.exists())

    def test_votes_are_shown_and_cannot_be_typed(self):
        question = Question.objects.create(text="Tea or coffee?")
        question.choices.create(text="Tea", votes=41)
        response = self.client.get(reverse("admin:polls_question_change", args=[question.pk]))
        self.assertContains(response, "41")
        self.assertNotContains(response, 'name="choices-0-votes"')

    def test_question_is_found_by_its_choices(self):
        Question.objects.create(text="Tea or coffee?").choices.create(text="Espresso")
        Question.objects.create(text="Bus or bike?")
        response = self.client.get(reverse("admin:polls_question_changelist"), {"q": "espresso"})
        self.assertContains(response, "Tea or coffee?")
        self.assertNotContains(response, "Bus or bike?")


class SeedTests(TestCase):
    """What the polls add to a new database."""

    def test_questions_and_choices_are_added_once(self):
        self.assertEqual(seed(), f"Demo questions: {len(QUESTIONS)} added, 0 already there.")
        self.assertEqual(seed(), f"Demo questions: 0 added, {len(QUESTIONS)} already there.")
        self.assertEqual(Question.objects.count(), len(QUESTIONS))

    def test_seeds_pass_validation(self):
        seed()
        for thing in (*Question.objects.all(), *Choice.objects.all()):
            with self.subTest(thing=thing):
                thing.full_clean()

    def test_second_run_keeps_votes_and_changes(self):
        seed()
        Choice.objects.filter(text="SQLite").update(text="SQLite 3", votes=100)
        before = list(Choice.objects.values())
        seed()
        self.assertEqual(list(Choice.objects.values()), before)

    def test_all_but_one_are_published(self):
        seed()
        self.assertEqual(Question.objects.filter(published_at__gt=timezone.now()).count(), 1)


class PollPageTests(TestCase):
    """What a visitor of the pages sees."""

    def setUp(self):
        self.question = Question.objects.create(text="Tea or coffee?")
        self.tea = self.question.choices.create(text="Tea", votes=1)
        self.coffee = self.question.choices.create(text="Coffee", votes=2)
        self.hidden = Question.objects.create(
            text="Flying cars?", published_at=timezone.now() + timedelta(days=1)
        )

    def test_addresses_stay_what_they_are(self):
        self.assertEqual(reverse("polls:list"), "/polls/")
        self.assertEqual(reverse("polls:detail", args=[7]), "/polls/7/")
        self.assertEqual(reverse("polls:results", args=[7]), "/polls/7/results/")

    def test_every_page_leads_to_the_list(self):
        self.assertContains(self.client.get("/students/"), '<a href="/polls/">Polls</a>', html=True)

    def test_empty_list_says_so(self):
        Question.objects.all().delete()
        self.assertContains(self.client.get("/polls/"), "Nothing has been asked yet")

    def test_list_leads_to_published_questions_only(self):
        response = self.client.get("/polls/")
        self.assertTemplateUsed(response, "polls/question_list.html")
        link = f'<a href="/polls/{self.question.pk}/">Tea or coffee?</a>'
        self.assertContains(response, link, html=True)
        self.assertContains(response, "1 question,")
        self.assertNotContains(response, "Flying cars?")

    def test_newest_question_is_on_top(self):
        earlier = timezone.now() - timedelta(days=1)
        Question.objects.create(text="Bus or bike?", published_at=earlier)
        page = self.client.get("/polls/").content.decode()
        self.assertLess(page.index("Tea or coffee?"), page.index("Bus or bike?"))

    def test_long_list_is_cut_into_pages(self):
        for number in range(5):
            Question.objects.create(text=f"Question {number}?")
        first, second = self.client.get("/polls/"), self.client.get("/polls/?page=2")
        self.assertEqual(len(first.context["question_list"]), 5)
        self.assertContains(first, "Page 1 of 2")
        self.assertEqual(list(second.context["question_list"]), [self.question])
        self.assertEqual(self.client.get("/polls/?page=3").status_code, 404)

    def test_question_offers_its_own_choices(self):
        other = Question.objects.create(text="Bus or bike?").choices.create(text="Bus")
        response = self.client.get(f"/polls/{self.question.pk}/")
        self.assertContains(response, "Tea or coffee?</h1>")
        for choice in (self.tea, self.coffee):
            self.assertContains(response, f'type="radio" name="choice" value="{choice.pk}"')
        self.assertNotContains(response, f'value="{other.pk}"')

    def test_results_name_the_favorite_first(self):
        with self.assertNumQueries(2):
            response = self.client.get(f"/polls/{self.question.pk}/results/")
        self.assertContains(response, "3 votes so far")
        self.assertContains(response, "2 votes<")
        self.assertContains(response, "1 vote<")
        self.assertEqual(list(response.context["choices"]), [self.coffee, self.tea])

    def test_markup_in_a_question_is_shown_as_text(self):
        Question.objects.update(text="<script>alert(1)</script>")
        for address in ("", f"{self.question.pk}/", f"{self.question.pk}/results/"):
            with self.subTest(address=address):
                response = self.client.get(f"/polls/{address}")
                self.assertNotContains(response, "<script>")
                self.assertContains(response, "&lt;script&gt;alert(1)&lt;/script&gt;")

    def test_hidden_and_unknown_questions_are_not_found(self):
        for pk in (self.hidden.pk, 0, 10**20):
            for address in (f"/polls/{pk}/", f"/polls/{pk}/results/"):
                with self.subTest(address=address):
                    self.assertEqual(self.client.get(address).status_code, 404)


class PublicationTests(TestCase):
    """From when on a question is there."""

    NOON = datetime(2030, 6, 1, 12, 0, tzinfo=UTC)

    def setUp(self):
        self.question = Question.objects.create(text="Tea or coffee?", published_at=self.NOON)
        self.address = f"/polls/{self.question.pk}/"

    def at(self, moment):
        """Let the clock stand at a moment."""
        return mock.patch("django.utils.timezone.now", return_value=moment)

    def test_question_appears_at_its_moment_and_stays(self):
        second = timedelta(seconds=1)
        moments = {self.NOON - second: False, self.NOON: True, self.NOON + second: True}
        for moment, published in moments.items():
            with self.subTest(moment=moment), self.at(moment):
                self.assertEqual(self.question.is_published(), published)
                self.assertEqual(Question.objects.published().exists(), published)
                status = self.client.get(self.address).status_code
                self.assertEqual(status, 200 if published else 404)

    def test_hidden_question_takes_no_votes(self):
        tea = self.question.choices.create(text="Tea")
        with self.at(self.NOON - timedelta(days=1)):
            response = self.client.post(self.address, {"choice": tea.pk})
        self.assertEqual(response.status_code, 404)
        tea.refresh_from_db()
        self.assertEqual(tea.votes, 0)

    def test_admin_lists_hidden_questions_too_and_marks_them(self):
        self.client.force_login(get_user_model().objects.create_superuser("boss"))
        for days, mark in ((1, "False"), (-1, "True")):
            with self.subTest(days=days):
                Question.objects.update(published_at=timezone.now() + timedelta(days=days))
                response = self.client.get(reverse("admin:polls_question_changelist"))
                self.assertContains(response, "Tea or coffee?")
                self.assertContains(response, f'alt="{mark}"')


class VoteTests(TestCase):
    """What happens to a vote."""

    def setUp(self):
        self.question = Question.objects.create(text="Tea or coffee?")
        self.tea = self.question.choices.create(text="Tea")
        self.coffee = self.question.choices.create(text="Coffee")
        self.address = f"/polls/{self.question.pk}/"

    def votes(self):
        """Return how often each choice was taken, by its text."""
        return dict(Choice.objects.values_list("text", "votes"))

    def test_vote_is_counted_and_leads_to_the_results(self):
        response = self.client.post(self.address, {"choice": self.tea.pk}, follow=True)
        self.assertRedirects(response, f"{self.address}results/")
        self.assertContains(response, "Your vote is counted.")
        self.assertEqual(self.votes(), {"Tea": 1, "Coffee": 0})

    def test_form_without_an_answer_comes_back_with_the_reason(self):
        response = self.client.post(self.address)
        self.assertEqual(response.status_code, 200)
        self.assertFormError(response.context["form"], "choice", NOTHING_CHOSEN)
        self.assertContains(response, NOTHING_CHOSEN)

    def test_answer_to_another_question_is_refused(self):
        bus = Question.objects.create(text="Bus or bike?").choices.create(text="Bus")
        for answer in (bus.pk, 0, "tea"):
            with self.subTest(answer=answer):
                response = self.client.post(self.address, {"choice": answer})
                self.assertFormError(response.context["form"], "choice", NOT_A_CHOICE)
        self.assertEqual(set(self.votes().values()), {0})

    def test_looking_is_not_voting(self):
        self.client.get(self.address, {"choice": self.tea.pk})
        self.assertEqual(self.votes(), {"Tea": 0, "Coffee": 0})

    def test_form_sent_from_another_site_is_refused(self):
        strict = Client(enforce_csrf_checks=True)
        self.assertEqual(strict.post(self.address, {"choice": self.tea.pk}).status_code, 403)
        self.assertEqual(self.votes(), {"Tea": 0, "Coffee": 0})

    def test_second_vote_from_the_same_browser_does_not_count(self):
        self.client.post(self.address, {"choice": self.tea.pk})
        response = self.client.post(self.address, {"choice": self.coffee.pk}, follow=True)
        self.assertContains(response, "You have answered this question before.")
        self.assertEqual(self.votes(), {"Tea": 1, "Coffee": 0})

    def test_form_is_gone_after_the_vote(self):
        self.client.post(self.address, {"choice": self.tea.pk})
        response = self.client.get(self.address)
        self.assertContains(response, "You have answered this question.")
        self.assertNotContains(response, "<form")

    def test_other_questions_and_other_browsers_may_still_vote(self):
        other = Question.objects.create(text="Bus or bike?")
        bus = other.choices.create(text="Bus")
        self.client.post(self.address, {"choice": self.tea.pk})
        self.client.post(f"/polls/{other.pk}/", {"choice": bus.pk})
        self.client_class().post(self.address, {"choice": self.tea.pk})
        self.assertEqual(self.votes(), {"Tea": 2, "Coffee": 0, "Bus": 1})

    def test_no_vote_is_lost_between_reading_and_writing(self):
        mine, yours = Choice.objects.get(pk=self.tea.pk), Choice.objects.get(pk=self.tea.pk)
        mine.add_vote()
        yours.add_vote()
        self.assertEqual(self.votes()["Tea"], 2)


class LookTests(TestCase):
    """The style sheet reaches the pages, and the results are drawn as bars."""

    LINK = '<link rel="stylesheet" href="/static/polls/polls.css">'

    def setUp(self):
        self.question = Question.objects.create(text="Tea or coffee?")
        self.tea = self.question.choices.create(text="Tea")
        self.address = f"/polls/{self.question.pk}/"

    def test_every_page_of_the_polls_has_the_style_sheet(self):
        for address in ("/polls/", self.address, f"{self.address}results/"):
            with self.subTest(address=address):
                self.assertContains(self.client.get(address), self.LINK, html=True)

    def test_other_pages_do_without_it(self):
        self.assertNotContains(self.client.get("/students/"), "polls.css")

    def test_bar_is_as_long_as_the_share_of_the_votes(self):
        self.question.choices.create(text="Coffee", votes=2)
        for votes, total in ((0, 2), (1, 3)):
            with self.subTest(votes=votes):
                Choice.objects.filter(pk=self.tea.pk).update(votes=votes)
                page = self.client.get(f"{self.address}results/")
                self.assertContains(page, f'max="{total}" value="{votes}"')

    def test_bar_without_any_votes_is_empty(self):
        page = self.client.get(f"{self.address}results/")
        self.assertContains(page, 'max="1" value="0"')


class StaticFileTests(SimpleTestCase):
    """Django finds the files of the app, while developing and for a server."""

    def test_files_are_found(self):
        for name in ("polls/polls.css", "polls/ballot.svg"):
            with self.subTest(name=name):
                self.assertIsNotNone(finders.find(name))

    def test_name_without_the_folder_is_not_found(self):
        self.assertIsNone(finders.find("polls.css"))

    def test_collected_files_carry_a_fingerprint_and_still_find_each_other(self):
        manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        storages = settings.STORAGES | {"staticfiles": {"BACKEND": manifest}}
        with (
            TemporaryDirectory() as folder,
            self.settings(STATIC_ROOT=folder, STORAGES=storages, DEBUG=False),
        ):
            ignored = ["admin", "rest_framework"]
            call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=ignored)
            address = staticfiles_storage.url("polls/polls.css")
            style = Path(folder, address.removeprefix("/static/")).read_text(encoding="utf-8")
        self.assertRegex(address, r"^/static/polls/polls\.[0-9a-f]{12}\.css$")
        self.assertRegex(style, r"ballot\.[0-9a-f]{12}\.svg")
