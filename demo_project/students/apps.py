from django.apps import AppConfig


class StudentsConfig(AppConfig):
    """The students and the pages and API to register them."""

    name = "students"
