from django.contrib import admin

from .models import Student


@admin.register(Student)
class StudentAdmin(admin.ModelAdmin):
    """How students are listed and searched in the admin."""

    list_display = ["name", "email", "age"]
    search_fields = ["name", "email"]
