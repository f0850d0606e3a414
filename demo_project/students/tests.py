from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client, TestCase
from django.urls import reverse
from rest_framework.test import APITestCase

from .models import EMAIL_TAKEN, MAX_AGE, MIN_AGE, Student
from .seed import STUDENTS, seed
from .serializers import StudentSerializer

ADA = {"name": "Ada Lovelace", "email": "ada@example.org", "age": 36}
GRACE = {"name": "Grace Hopper", "email": "grace@example.org", "age": 85}
ADA_SHOUTED = ADA | {"email": "ADA@Example.ORG"}

RIGHTS = ["view", "add", "change", "delete"]


def make_staff(name, *rights):
    """Somebody who may enter the admin, and may do there with students what the rights say."""
    staff = get_user_model().objects.create_user(name, is_staff=True)
    codenames = [f"{right}_student" for right in rights]
    staff.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return staff


def take_address():
    """Be another request, which registers Ada."""
    Student.objects.bulk_create([Student(**ADA)])


def lost_race(take):
    """Let somebody take the address after the form has found it free."""
    look = Student.validate_unique

    def look_and_lose(student, exclude=None):
        look(student, exclude)
        take()

    return mock.patch.object(Student, "validate_unique", look_and_lose)


class StudentTests(TestCase):
    """What the model and the database behind it accept."""

    def test_student_is_shown_by_name(self):
        self.assertEqual(str(Student(**ADA)), "Ada Lovelace")

    def test_students_are_ordered_by_name_then_id(self):
        second = Student.objects.create(**GRACE)
        third = Student.objects.create(**GRACE | {"email": "other@example.org"})
        first = Student.objects.create(**ADA)
        self.assertEqual(list(Student.objects.all()), [first, second, third])

    def test_ages_at_the_bounds_are_valid(self):
        for age in (MIN_AGE, MAX_AGE):
            with self.subTest(age=age):
                Student(**ADA | {"age": age}).full_clean()

    def test_wrong_answers_are_refused_with_the_field_named(self):
        wrong = [
            ("name", ""),
            ("name", "x" * 101),
            ("email", ""),
            ("email", None),
            ("email", "ada at example.org"),
            ("age", None),
            ("age", MIN_AGE - 1),
            ("age", MAX_AGE + 1),
        ]
        for field, value in wrong:
            with self.subTest(field=field, value=value):
                with self.assertRaises(ValidationError) as caught:
                    Student(**ADA | {field: value}).full_clean()
                self.assertIn(field, caught.exception.message_dict)

    def test_address_is_stored_in_lower_case(self):
        student = Student.objects.create(**ADA_SHOUTED)
        student.refresh_from_db()
        self.assertEqual(student.email, "ada@example.org")

    def test_same_address_in_other_case_is_refused_with_a_reason(self):
        Student.objects.create(**ADA)
        with self.assertRaises(ValidationError) as caught:
            Student(**ADA_SHOUTED).full_clean()
        self.assertEqual(caught.exception.message_dict["email"], [EMAIL_TAKEN])

    def test_database_refuses_what_skips_validation(self):
        Student.objects.create(**GRACE)
        ada = Student.objects.filter(pk=Student.objects.create(**ADA).pk)
        bad_changes = [
            {"age": MIN_AGE - 1},
            {"age": MAX_AGE + 1},
            {"email": GRACE["email"]},
            {"email": GRACE["email"].upper()},
        ]
        for change in bad_changes:
            # The inner transaction is rolled back, so that the test can go on after the error.
            with (
                self.subTest(change=change),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
            ):
                ada.update(**change)


class StudentPageTests(TestCase):
    """What a visitor of the pages sees."""

    def test_empty_list_says_so(self):
        self.assertContains(self.client.get("/students/"), "Nobody is registered yet")

    def test_list_shows_names_and_no_address_and_no_age(self):
        Student.objects.create(**ADA)
        response = self.client.get("/students/")
        self.assertTemplateUsed(response, "students/student_list.html")
        self.assertContains(response, '<th scope="row">Ada Lovelace</th>', html=True)
        self.assertNotContains(response, "ada@example.org")
        self.assertNotContains(response, "<td")

    def test_list_shows_markup_in_a_name_as_text(self):
        Student.objects.create(**ADA | {"name": "<script>alert(1)</script>"})
        response = self.client.get("/students/")
        self.assertNotContains(response, "<script>")
        self.assertContains(response, "&lt;script&gt;alert(1)&lt;/script&gt;")

    def test_long_list_is_cut_into_pages(self):
        for number in range(26):
            Student.objects.create(name="Ann", email=f"ann{number}@example.org", age=20)
        first, second = self.client.get("/students/"), self.client.get("/students/?page=2")
        self.assertEqual(len(first.context["student_list"]), 25)
        self.assertContains(first, "Page 1 of 2")
        self.assertEqual(len(second.context["student_list"]), 1)
        self.assertEqual(self.client.get("/students/?page=3").status_code, 404)

    def test_registering_leads_to_the_list_with_a_message(self):
        response = self.client.post("/students/new/", ADA_SHOUTED, follow=True)
        self.assertRedirects(response, "/students/")
        self.assertContains(response, "Ada Lovelace is registered.")
        self.assertEqual(Student.objects.get().email, "ada@example.org")

    def test_wrong_answers_are_explained_and_not_stored(self):
        answers = {"name": " ", "email": "ada", "age": MIN_AGE - 1}
        response = self.client.post("/students/new/", answers)
        self.assertContains(response, "This field is required.")
        self.assertContains(response, "Enter a valid email address.")
        self.assertContains(response, f"greater than or equal to {MIN_AGE}.")
        self.assertFalse(Student.objects.exists())

    def test_registered_address_is_refused_whatever_its_case(self):
        Student.objects.create(**ADA)
        for answers in (ADA, ADA_SHOUTED):
            with self.subTest(email=answers["email"]):
                response = self.client.post("/students/new/", answers)
                self.assertFormError(response.context["form"], "email", EMAIL_TAKEN)
        self.assertEqual(Student.objects.count(), 1)

    def test_address_that_is_taken_at_the_same_moment_is_refused(self):
        with lost_race(take_address):
            response = self.client.post("/students/new/", ADA)
        self.assertFormError(response.context["form"], "email", EMAIL_TAKEN)
        self.assertEqual(Student.objects.count(), 1)

    def test_form_sent_from_another_site_is_refused(self):
        strict = Client(enforce_csrf_checks=True)
        self.assertEqual(strict.post("/students/new/", ADA).status_code, 403)
        self.assertFalse(Student.objects.exists())


class StudentStaffPageTests(TestCase):
    """The pages on which staff edit and delete a student."""

    def setUp(self):
        self.client.force_login(make_staff("staff", *RIGHTS))
        self.ada = Student.objects.create(**ADA)
        self.edit = f"/students/{self.ada.pk}/edit/"
        self.delete = f"/students/{self.ada.pk}/delete/"

    def assert_ada_is_unchanged(self):
        self.assertEqual(Student.objects.values("name", "email", "age").get(), ADA)

    def test_list_shows_address_and_age_to_whoever_may_see_them(self):
        for rights in [("view",), ("change",), ("add", "delete"), ()]:
            with self.subTest(rights=rights):
                self.client.force_login(make_staff(f"staff{rights}", *rights))
                page = self.client.get("/students/").content.decode()
                may_see = rights in [("view",), ("change",)]
                self.assertEqual("mailto:ada@example.org" in page, may_see)
                self.assertEqual('<td class="number">36</td>' in page, may_see)

    def test_list_shows_the_links_to_whoever_may_use_them(self):
        for rights in [("change", "delete"), ("change",), ("delete",), ("view", "add"), ()]:
            with self.subTest(rights=rights):
                self.client.force_login(make_staff(f"staff{rights}", *rights))
                page = self.client.get("/students/").content.decode()
                self.assertEqual(f'href="{self.edit}"' in page, "change" in rights)
                self.assertEqual(f'href="{self.delete}"' in page, "delete" in rights)

    def test_edit_page_shows_what_is_stored(self):
        response = self.client.get(self.edit)
        self.assertContains(response, "Edit a student")
        self.assertContains(response, 'value="ada@example.org"')

    def test_editing_leads_to_the_list_with_a_message(self):
        response = self.client.post(self.edit, ADA_SHOUTED | {"age": 37}, follow=True)
        self.assertRedirects(response, "/students/")
        self.assertContains(response, "Ada Lovelace is changed.")
        self.assertEqual(Student.objects.values("name", "email", "age").get(), ADA | {"age": 37})

    def test_wrong_answers_are_explained_and_not_stored(self):
        response = self.client.post(self.edit, {"name": "", "email": "ada", "age": MAX_AGE + 1})
        self.assertContains(response, "This field is required.")
        self.assertContains(response, "Enter a valid email address.")
        self.assertContains(response, f"less than or equal to {MAX_AGE}.")
        self.assert_ada_is_unchanged()

    def test_address_of_another_student_is_refused(self):
        Student.objects.create(**GRACE)
        response = self.client.post(self.edit, ADA | {"email": "Grace@Example.ORG"})
        self.assertFormError(response.context["form"], "email", EMAIL_TAKEN)

    def test_address_that_is_taken_at_the_same_moment_is_refused(self):
        grace = Student.objects.create(**GRACE)
        Student.objects.filter(pk=self.ada.pk).update(email="old@example.org")
        with lost_race(self.ada.save):
            response = self.client.post(f"/students/{grace.pk}/edit/", ADA)
        self.assertFormError(response.context["form"], "email", EMAIL_TAKEN)

    def test_asking_for_the_delete_page_deletes_nothing(self):
        response = self.client.get(self.delete)
        self.assertContains(response, "Ada Lovelace")
        self.assertContains(response, "ada@example.org")
        self.assertContains(response, "cannot be undone")
        self.assert_ada_is_unchanged()

    def test_page_to_delete_keeps_the_address_from_whoever_may_not_see_it(self):
        self.client.force_login(make_staff("cleaner", "delete"))
        self.assertNotContains(self.client.get(self.delete), "ada@example.org")

    def test_deleting_leads_to_the_list_with_a_message(self):
        response = self.client.post(self.delete, follow=True)
        self.assertRedirects(response, "/students/")
        self.assertContains(response, "Ada Lovelace is deleted.")
        self.assertFalse(Student.objects.exists())

    def test_strangers_are_asked_to_sign_in(self):
        self.client.logout()
        for address in (self.edit, self.delete):
            for ask in (self.client.get, self.client.post):
                with self.subTest(address=address, method=ask.__name__):
                    self.assertRedirects(ask(address), f"{reverse('users:login')}?next={address}")
        self.assert_ada_is_unchanged()

    def test_people_without_the_permission_are_refused(self):
        user = get_user_model().objects.create_user("user")
        clerk = make_staff("clerk", "view", "add")
        for person in (user, clerk):
            self.client.force_login(person)
            for address in (self.edit, self.delete):
                for ask in (self.client.get, self.client.post):
                    with self.subTest(person=person, address=address, method=ask.__name__):
                        self.assertEqual(ask(address).status_code, 403)
        self.assert_ada_is_unchanged()

    def test_each_page_asks_for_its_own_permission(self):
        for right, expected in {"change": (200, 403), "delete": (403, 200)}.items():
            with self.subTest(right=right):
                self.client.force_login(make_staff(f"only {right}", right))
                pages = [self.client.get(address) for address in (self.edit, self.delete)]
                self.assertEqual(tuple(page.status_code for page in pages), expected)

    def test_unknown_student_is_not_found(self):
        for number in (0, 10**30):
            for page in ("edit", "delete"):
                with self.subTest(number=number, page=page):
                    response = self.client.get(f"/students/{number}/{page}/")
                    self.assertEqual(response.status_code, 404)

    def test_form_sent_from_another_site_is_refused(self):
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = self.client.cookies
        self.assertEqual(strict.post(self.delete).status_code, 403)
        self.assert_ada_is_unchanged()


class StudentAdminTests(TestCase):
    """What staff see in the admin."""

    def setUp(self):
        self.client.force_login(get_user_model().objects.create_superuser("boss"))

    def test_students_can_be_searched_by_name_and_address(self):
        Student.objects.create(**ADA)
        Student.objects.create(**GRACE)
        for words in ("lovelace", "ADA@"):
            with self.subTest(words=words):
                response = self.client.get(
                    reverse("admin:students_student_changelist"), {"q": words}
                )
                self.assertContains(response, "ada@example.org")
                self.assertNotContains(response, "grace@example.org")

    def test_registered_address_is_refused_whatever_its_case(self):
        Student.objects.create(**ADA)
        response = self.client.post(reverse("admin:students_student_add"), ADA_SHOUTED)
        self.assertContains(response, EMAIL_TAKEN)
        self.assertEqual(Student.objects.count(), 1)


class StudentAPITests(APITestCase):
    """What other programs get, signed in as staff who may do everything with students."""

    def setUp(self):
        self.ada = Student.objects.create(**ADA)
        self.ada_url = f"/api/students/{self.ada.pk}/"
        self.client.force_authenticate(make_staff("staff", *RIGHTS))

    def test_list_is_one_page_of_students_with_their_number(self):
        expected = {
            "count": 1,
            "next": None,
            "previous": None,
            "results": [{"id": self.ada.pk, **ADA}],
        }
        self.assertEqual(self.client.get("/api/students/").json(), expected)

    def test_one_student(self):
        self.assertEqual(self.client.get(self.ada_url).json(), {"id": self.ada.pk, **ADA})

    def test_unknown_student_is_not_found(self):
        self.assertEqual(self.client.get("/api/students/0/").status_code, 404)

    def test_new_student_is_stored_and_returned_as_stored(self):
        answers = GRACE | {"email": "Grace@Example.ORG"}
        response = self.client.post("/api/students/", answers, format="json")
        grace = Student.objects.get(name="Grace Hopper")
        self.assertEqual(response.status_code, 201)
        self.assertEqual(response.json(), {"id": grace.pk, **GRACE})
        self.assertEqual(grace.email, "grace@example.org")

    def test_put_replaces_and_patch_changes_one_field(self):
        replaced = self.client.put(self.ada_url, GRACE, format="json")
        self.assertEqual(replaced.json(), {"id": self.ada.pk, **GRACE})
        changed = self.client.patch(self.ada_url, {"age": 37}, format="json")
        self.assertEqual(changed.json(), {"id": self.ada.pk, **GRACE, "age": 37})

    def test_put_wants_every_field(self):
        response = self.client.put(self.ada_url, {"age": 37})
        self.assertEqual(response.status_code, 400)
        self.assertEqual(set(response.json()), {"name", "email"})

    def test_delete_removes_the_student(self):
        self.assertEqual(self.client.delete(self.ada_url).status_code, 204)
        self.assertFalse(Student.objects.exists())

    def test_wrong_answers_are_refused_with_the_field_named(self):
        wrong = [("name", ""), ("email", "grace"), ("age", MIN_AGE - 1), ("age", MAX_AGE + 1)]
        for field, value in wrong:
            with self.subTest(field=field, value=value):
                response = self.client.post("/api/students/", GRACE | {field: value})
                self.assertEqual(response.status_code, 400)
                self.assertEqual(list(response.json()), [field])

    def test_registered_address_is_refused_whatever_its_case(self):
        for answers in (ADA, ADA_SHOUTED, ADA | {"email": " ada@example.org "}):
            with self.subTest(email=answers["email"]):
                response = self.client.post("/api/students/", answers)
                self.assertEqual(response.status_code, 409)
                self.assertEqual(response.json(), {"email": [EMAIL_TAKEN]})

    def test_student_may_keep_the_own_address(self):
        self.assertEqual(self.client.put(self.ada_url, ADA_SHOUTED).status_code, 200)

    def test_address_that_is_taken_at_the_same_moment_is_refused(self):
        self.ada.delete()
        take_it = mock.Mock(side_effect=lambda answers: take_address() or answers)
        with mock.patch.object(StudentSerializer, "validate", take_it):
            response = self.client.post("/api/students/", ADA)
        self.assertEqual(response.json(), {"email": [EMAIL_TAKEN]})
        self.assertEqual(Student.objects.count(), 1)


class StudentPrivacyTests(APITestCase):
    """Who gets addresses and ages from the API."""

    def setUp(self):
        self.ada = Student.objects.create(**ADA)
        self.ada_url = f"/api/students/{self.ada.pk}/"

    def seen_by(self, person):
        """What this person gets to see of Ada in the list and by herself."""
        self.client.force_authenticate(person)
        [listed] = self.client.get("/api/students/").json()["results"]
        self.assertEqual(self.client.get(self.ada_url).json(), listed)
        return listed

    def test_strangers_users_and_staff_without_permission_get_the_name_only(self):
        user = get_user_model().objects.create_user("user")
        for person in (None, user, make_staff("clerk"), make_staff("helper", "add", "delete")):
            with self.subTest(person=str(person)):
                self.assertEqual(self.seen_by(person), {"id": self.ada.pk, "name": ADA["name"]})

    def test_whoever_may_see_or_change_students_gets_everything(self):
        for right in ("view", "change"):
            with self.subTest(right=right):
                self.assertEqual(self.seen_by(make_staff(right, right)), {"id": self.ada.pk, **ADA})

    def test_answer_to_a_new_student_says_no_more_than_the_list(self):
        self.client.force_authenticate(make_staff("helper", "add"))
        response = self.client.post("/api/students/", GRACE)
        self.assertEqual(response.status_code, 201)
        self.assertEqual(set(response.json()), {"id", "name"})

    def test_where_nobody_asks_nothing_private_is_told(self):
        self.assertEqual(set(StudentSerializer(self.ada).data), {"id", "name"})


class StudentPermissionTests(APITestCase):
    """Who may do what through the API."""

    # What is asked: the answer for anonymous visitors, for signed-in users, for staff without
    # permission, and for staff who have it.
    ANSWERS = {
        "list": (200, 200, 200, 200),
        "get": (200, 200, 200, 200),
        "post": (401, 403, 403, 201),
        "put": (401, 403, 403, 200),
        "patch": (401, 403, 403, 200),
        "delete": (401, 403, 403, 204),
    }

    def setUp(self):
        user = get_user_model().objects.create_user("user")
        self.people = [None, user, make_staff("clerk"), make_staff("staff", *RIGHTS)]

    def ask(self, action):
        """Send one request about Ada, or about Grace where a new student is needed."""
        ada_url = f"/api/students/{Student.objects.create(**ADA).pk}/"
        requests = {
            "list": lambda: self.client.get("/api/students/"),
            "get": lambda: self.client.get(ada_url),
            "post": lambda: self.client.post("/api/students/", GRACE),
            "put": lambda: self.client.put(ada_url, GRACE),
            "patch": lambda: self.client.patch(ada_url, {"age": 37}),
            "delete": lambda: self.client.delete(ada_url),
        }
        return requests[action]()

    def test_every_person_and_action(self):
        for action, answers in self.ANSWERS.items():
            for person, status in zip(self.people, answers, strict=True):
                with self.subTest(action=action, person=str(person)):
                    Student.objects.all().delete()
                    self.client.force_authenticate(person)
                    self.assertEqual(self.ask(action).status_code, status)

    def test_each_action_asks_for_its_own_permission(self):
        needed = {"post": "add", "put": "change", "patch": "change", "delete": "delete"}
        for right in RIGHTS:
            self.client.force_authenticate(make_staff(f"only {right}", right))
            for action, its_right in needed.items():
                with self.subTest(action=action, right=right):
                    Student.objects.all().delete()
                    refused = self.ask(action).status_code == 403
                    self.assertEqual(refused, right != its_right)

    def test_refused_requests_change_nothing(self):
        for person in self.people[:3]:
            self.client.force_authenticate(person)
            for action in ("post", "put", "patch", "delete"):
                with self.subTest(action=action, person=str(person)):
                    Student.objects.all().delete()
                    self.ask(action)
                    self.assertEqual(Student.objects.values("name", "email", "age").get(), ADA)

    def test_staff_session_needs_the_csrf_token(self):
        browser = self.client_class(enforce_csrf_checks=True)
        browser.force_login(self.people[3])
        response = browser.post("/api/students/", GRACE)
        self.assertContains(response, "CSRF", status_code=403)


class SeedTests(TestCase):
    """What the seed command leaves in the database."""

    def test_students_get_their_ids_in_order(self):
        seed()
        stored = Student.objects.order_by("pk").values_list("name", "email", "age")
        self.assertEqual(list(stored), STUDENTS)

    def test_seeds_pass_validation(self):
        seed()
        for student in Student.objects.all():
            with self.subTest(student=student):
                student.full_clean()

    def test_second_run_adds_nothing_and_keeps_changes(self):
        seed()
        Student.objects.filter(email="ada@example.org").update(age=37)
        before = list(Student.objects.values())
        self.assertEqual(seed(), "Demo students: 0 added, 6 already there.")
        self.assertEqual(list(Student.objects.values()), before)
